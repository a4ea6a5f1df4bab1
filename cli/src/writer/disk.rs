//! The file operations of the writer, behind a trait so that tests can make each of them fail.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// File operations; each either succeeds completely or returns an error.
pub trait Disk {
    /// Creates one folder.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// Writes a new file.
    fn write(&self, path: &Path, text: &str) -> io::Result<()>;
    /// Writes or replaces a file so that even after a loss of power it has either the old or the new content.
    fn write_durably(&self, path: &Path, text: &str) -> io::Result<()>;
    /// Creates a hard link, which keeps the time of modification.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Moves a file, replacing an existing one.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Deletes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Deletes an empty folder.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// Deletes a folder with its contents.
    fn remove_dir_all(&self, path: &Path) -> io::Result<()>;
}

/// The real file system.
#[derive(Clone, Copy, Debug)]
pub struct Local;

impl Disk for Local {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        fs::write(path, text)
    }

    fn write_durably(&self, path: &Path, text: &str) -> io::Result<()> {
        let part = path.with_extension("part");
        let mut file = File::create(&part)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        // Not every system lets a folder be opened; the rename is then as durable as it gets.
        if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        // Not every file system has hard links; a copy with the old time stamp is as good here.
        fs::hard_link(from, to).or_else(|_| {
            fs::copy(from, to)?;
            let time = fs::metadata(from)?.modified()?;
            File::options().write(true).open(to)?.set_modified(time)
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }
}
