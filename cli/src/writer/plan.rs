//! The changes of a run: a comparison that writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::Place;

use super::Generated;
use super::change::Change;
use super::intent::{Intent, hash};
use super::owned::{MANIFEST, owned};
use super::place::{Standing, below, standing};
use super::stage::STAGE;

use crate::code::{Code, Problem};

/// All changes of a run to an output folder.
#[derive(Debug)]
pub struct Plan {
    /// The output folder.
    pub root: PathBuf,
    /// The changes: first removals, then files in order of paths, and the manifest last, so that an interrupted run leaves the old manifest.
    pub changes: Vec<Change>,
    /// Number of files that are up to date.
    pub unchanged: usize,
    /// The record of a killed run.
    pub(super) left: Intent,
    /// True if a staging folder exists: a run was killed, or is in progress.
    pub(super) interrupted: bool,
}

/// The treatment of generated files that were edited by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// They are kept, and the run fails.
    Refuse,
    /// They are overwritten.
    Overwrite,
}

impl Plan {
    /// Compares generated files with an output folder.
    ///
    /// # Errors
    ///
    /// Every reason that the folder cannot be updated without a change to files that are not generated.
    pub fn of(root: &Path, files: &[Generated<'_>], edited: Edited) -> Result<Self, Vec<Problem>> {
        if root.exists() && !root.is_dir() {
            return Err(vec![not_ours(root, "a file")]);
        }
        let left = Intent::left_in(root);
        let mut ours = owned(root).map_err(|problem| vec![*problem])?;
        ours.extend(left.owned(root).into_iter().map(|path| (path, None)));
        let mut draft = Draft { root, ours: &ours, edited, changes: Vec::new(), unchanged: 0, problems: Vec::new() };
        let wanted: BTreeSet<&str> = files.iter().map(|file| file.path).collect();
        for path in ours.keys().filter(|path| path.as_str() != MANIFEST && !wanted.contains(path.as_str())) {
            draft.remove(path);
        }
        let mut files = files.to_vec();
        files.sort_by_key(|file| (file.path == MANIFEST, file.path));
        for file in files {
            draft.write(file);
        }
        let Draft { changes, unchanged, problems, .. } = draft;
        if !problems.is_empty() {
            return Err(problems);
        }
        let interrupted = fs::symlink_metadata(root.join(STAGE)).is_ok();
        Ok(Self { root: root.to_path_buf(), changes, unchanged, left, interrupted })
    }

    /// Returns a plan of these changes.
    #[cfg(test)]
    pub fn of_changes(root: &str, changes: Vec<Change>) -> Self {
        Self { root: root.into(), changes, unchanged: 0, left: Intent::default(), interrupted: false }
    }

    /// Returns the numbers of files to write and to remove.
    pub fn counts(&self) -> (usize, usize) {
        let removed = self.changes.iter().filter(|change| change.new.is_none()).count();
        (self.changes.len() - removed, removed)
    }
}

struct Draft<'a> {
    root: &'a Path,
    /// Files that an earlier run wrote, with the checksum of what it wrote.
    ours: &'a BTreeMap<String, Option<String>>,
    edited: Edited,
    changes: Vec<Change>,
    unchanged: usize,
    problems: Vec<Problem>,
}

impl Draft<'_> {
    /// Plans the removal of a file that an earlier run wrote and this one does not; only if it is still a regular file.
    fn remove(&mut self, path: &str) {
        match standing(self.root, path) {
            Ok(Standing::File(bytes)) if self.is_edited(path, &bytes) => self.refuse_edited(path),
            Ok(Standing::File(bytes)) => {
                self.changes.push(Change { path: path.to_owned(), old: Some(bytes), new: None });
            }
            Ok(_) => {}
            Err(error) => self.problems.push(unreadable(&self.root.join(path), &error)),
        }
    }

    fn write(&mut self, file: Generated<'_>) {
        let Generated { path, text } = file;
        if below(path).is_none() {
            return self.problems.push(outside(self.root, path));
        }
        match standing(self.root, path) {
            Ok(Standing::Nothing) => self.change(path, None, text),
            Ok(Standing::File(old)) if old == text.as_bytes() => self.unchanged += 1,
            Ok(Standing::File(old)) if self.is_edited(path, &old) => self.refuse_edited(path),
            Ok(Standing::File(old)) if self.ours.contains_key(path) => self.change(path, Some(old), text),
            Ok(Standing::File(_)) => self.problems.push(not_ours(&self.root.join(path), "a file")),
            Ok(Standing::Other) => self.problems.push(not_ours(&self.root.join(path), "a folder")),
            Ok(Standing::FileAbove(above)) if self.goes(&above) => self.change(path, None, text),
            Ok(Standing::FileAbove(above)) => self.problems.push(not_ours(&self.root.join(above), "a file")),
            Ok(Standing::Link(at)) => self.problems.push(link(&at)),
            Err(error) => self.problems.push(unreadable(&self.root.join(path), &error)),
        }
    }

    /// Returns true for a generated file that was edited and must be kept. Different line ends, as from a checkout, are not an edit.
    fn is_edited(&self, path: &str, bytes: &[u8]) -> bool {
        let Some(Some(written)) = self.ours.get(path) else { return false };
        let unix = || bytes.split(|byte| *byte == b'\r').flatten().copied().collect::<Vec<u8>>();
        self.edited == Edited::Refuse && hash(bytes) != *written && hash(&unix()) != *written
    }

    fn refuse_edited(&mut self, path: &str) {
        let path = self.root.join(path);
        let message = format!("`{}` was edited by hand", path.display());
        let hint =
            "keep the change in the document, an overlay or a file of your own, or run with --force to overwrite it";
        self.problems.push(Problem::error(Code::EditedByHand, &Pointer::root(), message, hint).at(at(&path)));
    }

    fn change(&mut self, path: &str, old: Option<Vec<u8>>, text: &str) {
        self.changes.push(Change { path: path.to_owned(), old, new: Some(text.to_owned()) });
    }

    /// Returns true if the plan removes the file.
    fn goes(&self, path: &str) -> bool {
        self.changes.iter().any(|change| change.path == path && change.new.is_none())
    }
}

fn at(path: &Path) -> Place {
    Place { file: path.display().to_string(), line: 1, column: 1 }
}

fn not_ours(path: &Path, what: &str) -> Problem {
    let message = format!("`{}` is {what} that Specsmith did not write, and it is in the way", path.display());
    let hint = "move it away, or choose another folder with --out; nothing was written";
    Problem::error(Code::NotOurs, &Pointer::root(), message, hint).at(at(path))
}

fn link(path: &Path) -> Problem {
    let message =
        format!("`{}` is a symbolic link, and Specsmith writes through none inside its output folder", path.display());
    Problem::error(Code::SymlinkInOutput, &Pointer::root(), message, "replace the link with a real file or folder")
        .at(at(path))
}

fn outside(root: &Path, path: &str) -> Problem {
    let message = format!("a generated path, `{path}`, is not a plain path below `{}`", root.display());
    Problem::error(Code::OutsideOutput, &Pointer::root(), message, "this is a defect of Specsmith: please report it")
        .at(at(root))
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let message = format!("`{}` cannot be read: {error}", path.display());
    Problem::error(Code::OutputIo, &Pointer::root(), message, "check the permissions of the output folder").at(at(path))
}
