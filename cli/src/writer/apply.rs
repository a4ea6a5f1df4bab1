//! Executes a plan atomically.
//!
//! New files are written to a staging folder first, so that a full disk is detected there. Then each file is moved to its path by one `rename`, after a hard
//! link to its old version was made in the staging folder. Every step is recorded; if one fails, the previous steps are undone in reverse order, and the
//! folder is as before. A run that is killed cannot undo its steps: before the first file moves, the staging folder therefore records the files that will be
//! written ([`Intent`]).
//!
//! Everything new is written to a staging folder first, which is where a full disk shows. Then each file is moved into place by one
//! `rename`, after its old version was given a second name in the staging folder. Every step is noted; when one fails, the steps before it
//! are undone, last first, and the folder is as it was. A run that is killed cannot undo anything: before the first file moves, the staging
//! folder says what is about to be written ([`Intent`]).

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::Place;

use super::change::Change;
use super::disk::Disk;
use super::intent::{INTENT, Intent};
use super::plan::Plan;
use super::stage::STAGE;

use crate::code::{Code, Problem};

/// Name of the locked file in the staging folder.
const LOCK: &str = "lock";

/// Executes the plan, and cleans up after a run that was killed. Does nothing if there is neither.
///
/// # Errors
///
/// If a step fails. The folder is then as before; if a step cannot be undone, the message names it.
pub fn apply(disk: &dyn Disk, plan: &Plan) -> Result<(), Box<Problem>> {
    if plan.changes.is_empty() && !plan.interrupted {
        return Ok(());
    }
    let mut journal = Journal { disk, done: Vec::new() };
    match run(&mut journal, plan) {
        Ok(stage) => {
            finish(disk, plan, &stage);
            Ok(())
        }
        Err(Stop::Busy) => Err(Box::new(busy(&plan.root))),
        Err(Stop::Failed(path, error)) => Err(Box::new(failed(&path, &error, &journal.undo()))),
    }
}

/// The reason that writing stopped.
enum Stop {
    /// Another run holds the staging folder.
    Busy,
    /// A step on this path failed.
    Failed(PathBuf, io::Error),
}

fn run(journal: &mut Journal<'_>, plan: &Plan) -> Result<Stage, Stop> {
    journal.create_dirs(&plan.root)?;
    let stage = Stage::open(journal, plan)?;
    for (index, change) in plan.changes.iter().enumerate() {
        if let Some(text) = &change.new {
            journal.write(&stage.new_path(index), text)?;
        }
    }
    let intent = stage.path.join(INTENT);
    let note = plan.left.with(&plan.changes).json();
    journal.disk.write_durably(&intent, &note).map_err(|error| Stop::Failed(intent.clone(), error))?;
    for (index, change) in plan.changes.iter().enumerate().filter(|(_, change)| change.new.is_none()) {
        journal.set_aside(&plan.root.join(&change.path), &stage.old_path(index))?;
    }
    for (index, change) in plan.changes.iter().enumerate().filter(|(_, change)| change.new.is_some()) {
        put(journal, plan, &stage, index, change)?;
    }
    Ok(stage)
}

fn put(journal: &mut Journal<'_>, plan: &Plan, stage: &Stage, index: usize, change: &Change) -> Result<(), Stop> {
    let target = plan.root.join(&change.path);
    if change.old.is_some() {
        journal.replace(&stage.new_path(index), &target, &stage.old_path(index))
    } else {
        if let Some(folder) = target.parent() {
            journal.create_dirs(folder)?;
        }
        journal.place(&stage.new_path(index), &target)
    }
}

/// Cleans up after success. Nothing can be lost here, so errors do not fail the run. The record is deleted last: after a kill, the next run needs it.
fn finish(disk: &dyn Disk, plan: &Plan, stage: &Stage) {
    let mut folders = plan.left.folders();
    folders.extend(Intent::default().with(&plan.changes).folders());
    let cleared = folders.iter().all(|folder| remove_empty(disk, &plan.root, folder));
    // The next run clears the rest, and needs the record to find the folders.
    let _ = if cleared { disk.remove_dir_all(&stage.path) } else { clear(disk, &stage.path) };
}

/// Removes a folder and its parents, up to the first that is not empty. Returns false if that fails.
fn remove_empty(disk: &dyn Disk, root: &Path, folder: &Path) -> bool {
    for below in folder.ancestors().take_while(|below| !below.as_os_str().is_empty()) {
        match disk.remove_dir(&root.join(below)) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                return matches!(error.kind(), io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotADirectory);
            }
        }
    }
    true
}

/// The staging folder, locked for the duration of the run.
struct Stage {
    path: PathBuf,
    _lock: File,
}

impl Stage {
    /// Locks the staging folder, and clears the files of a killed run except its record; fails if another run holds the lock.
    fn open(journal: &mut Journal<'_>, plan: &Plan) -> Result<Self, Stop> {
        let path = plan.root.join(STAGE);
        let failed = |error| Stop::Failed(path.clone(), error);
        let left = fs::symlink_metadata(&path);
        match &left {
            Ok(left) if !left.is_dir() => return Err(failed(io::Error::from(io::ErrorKind::AlreadyExists))),
            Ok(_) => {}
            Err(_) => journal.disk.create_dir(&path).map_err(failed)?,
        }
        let lock = File::options().write(true).create(true).truncate(false).open(path.join(LOCK)).map_err(failed)?;
        // A file system without locks is no reason to stop: two runs at once are then the user's care.
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Err(Stop::Busy);
        }
        if left.is_ok() {
            clear(journal.disk, &path).map_err(failed)?;
        }
        journal.done.push(Step::Stage { path: path.clone(), keeps_record: !plan.left.is_empty() });
        Ok(Self { path, _lock: lock })
    }

    fn new_path(&self, index: usize) -> PathBuf {
        self.path.join(format!("{index}.new"))
    }

    fn old_path(&self, index: usize) -> PathBuf {
        self.path.join(format!("{index}.old"))
    }
}

/// Empties a staging folder, except for the lock and the record.
fn clear(disk: &dyn Disk, stage: &Path) -> io::Result<()> {
    for entry in fs::read_dir(stage)? {
        let entry = entry?;
        if entry.file_name() == LOCK || entry.file_name() == INTENT {
            continue;
        }
        match entry.file_type()?.is_dir() {
            true => disk.remove_dir_all(&entry.path())?,
            false => disk.remove_file(&entry.path())?,
        }
    }
    Ok(())
}

/// The completed steps, for undoing them.
struct Journal<'a> {
    disk: &'a dyn Disk,
    done: Vec<Step>,
}

enum Step {
    /// The staging folder was created; undone by deleting it with its contents, except for a killed run's record.
    Stage { path: PathBuf, keeps_record: bool },
    /// A folder was created.
    CreatedDir(PathBuf),
    /// A file was moved to the staging folder.
    SetAside { target: PathBuf, kept: PathBuf },
    /// A file was replaced; its old version is in the staging folder.
    Replaced { target: PathBuf, kept: PathBuf },
    /// A new file was created.
    Placed(PathBuf),
}

impl Journal<'_> {
    fn create_dirs(&mut self, path: &Path) -> Result<(), Stop> {
        let missing: Vec<&Path> =
            path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            self.disk.create_dir(folder).map_err(|error| Stop::Failed(folder.to_path_buf(), error))?;
            self.done.push(Step::CreatedDir(folder.to_path_buf()));
        }
        Ok(())
    }

    fn write(&mut self, path: &Path, text: &str) -> Result<(), Stop> {
        self.disk.write(path, text).map_err(|error| Stop::Failed(path.to_path_buf(), error))
    }

    fn set_aside(&mut self, target: &Path, kept: &Path) -> Result<(), Stop> {
        self.disk.rename(target, kept).map_err(|error| Stop::Failed(target.to_path_buf(), error))?;
        self.done.push(Step::SetAside { target: target.to_path_buf(), kept: kept.to_path_buf() });
        Ok(())
    }

    fn replace(&mut self, new: &Path, target: &Path, kept: &Path) -> Result<(), Stop> {
        let failed = |error| Stop::Failed(target.to_path_buf(), error);
        self.disk.link(target, kept).map_err(failed)?;
        self.disk.rename(new, target).map_err(failed)?;
        self.done.push(Step::Replaced { target: target.to_path_buf(), kept: kept.to_path_buf() });
        Ok(())
    }

    fn place(&mut self, new: &Path, target: &Path) -> Result<(), Stop> {
        self.disk.rename(new, target).map_err(|error| Stop::Failed(target.to_path_buf(), error))?;
        self.done.push(Step::Placed(target.to_path_buf()));
        Ok(())
    }

    /// Undoes all steps in reverse order. Returns those that could not be undone; the staging folder then stays, since it has the old files.
    fn undo(mut self) -> Vec<String> {
        let mut left = Vec::new();
        while let Some(step) = self.done.pop() {
            if let Err(what) = self.undo_step(&step, left.is_empty()) {
                left.push(what);
            }
        }
        left
    }

    fn undo_step(&self, step: &Step, clean: bool) -> Result<(), String> {
        match step {
            Step::Stage { path, keeps_record } if clean => {
                let cleared = if *keeps_record { clear(self.disk, path) } else { self.disk.remove_dir_all(path) };
                cleared.map_err(|_| format!("delete `{}`", path.display()))
            }
            Step::Stage { .. } => Ok(()),
            Step::CreatedDir(path) => {
                self.disk.remove_dir(path).map_err(|_| format!("delete the folder `{}`", path.display()))
            }
            Step::SetAside { target, kept } | Step::Replaced { target, kept } => self
                .disk
                .rename(kept, target)
                .map_err(|_| format!("move `{}` back to `{}`", kept.display(), target.display())),
            Step::Placed(path) => self.disk.remove_file(path).map_err(|_| format!("delete `{}`", path.display())),
        }
    }
}

fn failed(path: &Path, error: &io::Error, left: &[String]) -> Problem {
    let message = format!("writing `{}` failed: {error}", path.display());
    let hint = if left.is_empty() {
        "the output folder is as it was; free some space or repair the permissions, and run again".to_owned()
    } else {
        format!("not everything could be taken back; still to do: {}", left.join(", "))
    };
    let place = Place { file: path.display().to_string(), line: 1, column: 1 };
    Problem::error(Code::OutputIo, &Pointer::root(), message, hint).at(place)
}

fn busy(root: &Path) -> Problem {
    let message = format!("another run is writing `{}`", root.display());
    let place = Place { file: root.display().to_string(), line: 1, column: 1 };
    Problem::error(Code::OutputBusy, &Pointer::root(), message, "wait until it is done, and run again").at(place)
}
