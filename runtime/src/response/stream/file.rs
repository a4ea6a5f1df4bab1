//! A download into a file.

use std::path::{Path, PathBuf};

use tokio::io::AsyncWriteExt as _;

use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::response::stream::bytes::ByteStream;

impl ByteStream {
    /// Writes the bytes into a file, and returns their number. They are written to a temporary file beside it, which replaces the file at the end, so that an
    /// error leaves the file as it was. It needs tokio's runtime.
    ///
    /// # Errors
    /// As [`ByteStream::next_chunk`]; [`Io`](ErrorKind::Io) when the file cannot be written.
    pub async fn write_to_file(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let part = Part::beside(path);
        let mut file = tokio::fs::File::create(&part.0).await.map_err(|fault| self.io(path, fault))?;
        let mut written = 0;
        while let Some(chunk) = self.next_chunk().await? {
            file.write_all(&chunk).await.map_err(|fault| self.io(path, fault))?;
            written += chunk.len() as u64;
        }
        file.flush().await.map_err(|fault| self.io(path, fault))?;
        drop(file);
        tokio::fs::rename(&part.0, path).await.map_err(|fault| self.io(path, fault))?;
        Ok(written)
    }

    fn io(&self, path: &Path, fault: std::io::Error) -> Error {
        let message = format!("`{}` cannot be written: {fault}", path.display());
        self.pieces.error(Error::new(ErrorKind::Io, message).with_source(fault))
    }
}

/// A file that is not whole yet. It goes when it did not become one.
struct Part(PathBuf);

impl Part {
    fn beside(path: &Path) -> Self {
        let mut name = std::ffi::OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.part", crate::http::random::random_token()));
        Self(path.with_file_name(name))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After a success it has another name, and there is nothing to remove.
        let _gone = std::fs::remove_file(&self.0);
    }
}
