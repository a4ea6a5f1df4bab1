//! The inputs of clients from a commit of git (configuration, documents, locks), written to a temporary folder.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::paths::{absolute, relative};

/// Extensions of the files that a client can be made of.
const ENDINGS: [&str; 5] = ["json", "yaml", "yml", "toml", "lock"];

/// Files of a commit in a temporary folder, which is deleted when the value is dropped.
pub(super) struct Committed {
    root: PathBuf,
    revision: String,
    /// Path of the configuration in it.
    pub(super) config: PathBuf,
}

impl Drop for Committed {
    fn drop(&mut self) {
        // A folder for temporary files is cleaned by the system as well.
        let _ = fs::remove_dir_all(&self.root);
    }
}

impl Committed {
    /// Writes the files of a revision that are in the folder of a configuration, and in others.
    pub(super) fn lay_out(config: &Path, others: &[PathBuf], revision: &str) -> Result<Self, String> {
        if revision.starts_with('-') || revision.contains(':') {
            return Err(format!("`{revision}` is no revision"));
        }
        let config = absolute(config);
        let home = config.parent().unwrap_or(Path::new("/"));
        let top = git(home, &["rev-parse", "--show-toplevel"])?;
        let top = absolute(Path::new(String::from_utf8_lossy(&top).trim_end()));
        let within = |folder: &Path| folder.starts_with(&top).then(|| relative(&top, folder));
        let folders = [home.to_path_buf()].into_iter().chain(others.iter().map(|folder| absolute(folder)));
        let folders: Vec<String> = folders.filter_map(|folder| within(&folder)).collect();
        let mut list = vec!["ls-tree", "-r", "-z", "--name-only", revision, "--"];
        list.extend(folders.iter().map(String::as_str));
        let names = git(&top, &list)?;
        let names: Vec<String> =
            String::from_utf8_lossy(&names).split('\0').filter(|name| is_meant(name)).map(str::to_owned).collect();
        let root = std::env::temp_dir().join(format!("specsmith-{}-{revision}", std::process::id()).replace('/', "-"));
        let committed = Self { config: root.join(relative(&top, &config)), root, revision: revision.to_owned() };
        committed.write(&top, &names).map_err(|error| format!("what `{revision}` has cannot be laid out: {error}"))?;
        match committed.config.is_file() {
            true => Ok(committed),
            false => Err(format!("`{revision}` has no `{}`", relative(&top, &config))),
        }
    }

    /// Returns the name that git uses for a file of the commit: `HEAD:openapi.yaml`.
    pub(super) fn named(&self, file: &str) -> Option<String> {
        let below = Path::new(file).strip_prefix(&self.root).ok()?;
        Some(format!("{}:{}", self.revision, below.display()))
    }

    fn write(&self, top: &Path, names: &[String]) -> std::io::Result<()> {
        let mut child = Command::new("git")
            .args(["cat-file", "--batch"])
            .current_dir(top)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else { return Ok(()) };
        let wanted: String = names.iter().map(|name| format!("{}:{name}\n", self.revision)).collect();
        // Both pipes are of a limited size.
        let asked = std::thread::spawn(move || stdin.write_all(wanted.as_bytes()));
        let mut stdout = BufReader::new(stdout);
        for name in names {
            let mut head = String::new();
            stdout.read_line(&mut head)?;
            // `HASH blob SIZE`, or `NAME missing`.
            let Some(size) = head.trim_end().rsplit_once(" blob ").or(head.trim_end().rsplit_once(' ')) else {
                continue;
            };
            let Ok(size) = size.1.parse::<usize>() else { continue };
            let mut bytes = vec![0; size + 1];
            stdout.read_exact(&mut bytes)?;
            bytes.pop();
            let path = self.root.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
            fs::write(path, bytes)?;
        }
        drop(stdout);
        // All files have been read; later errors of git do not matter.
        let _ = (asked.join(), child.wait());
        Ok(())
    }
}

/// Returns true if a client can be made of the file. Names with line breaks are excluded, since git reads one name a line.
fn is_meant(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    !name.contains('\n') && ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git").args(arguments).current_dir(folder).output();
    let output = output.map_err(|error| format!("git cannot be run: {error}"))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.lines().next().unwrap_or("it says nothing").trim_start_matches("fatal: ");
            Err(format!(
                "the client as it was cannot be read from git: {said}; commit it first, name another commit with `--since`, or give OLD"
            ))
        }
    }
}
