//! Tests of runs that are killed at any step, followed by runs that may be killed too.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use super::*;

/// The part of its last step that a killed process has completed.
#[derive(Clone, Copy, Debug)]
enum Last {
    Nothing,
    Half,
    All,
}

/// The file system of a process that is killed at step `at`.
struct Killed {
    at: usize,
    last: Last,
    count: Cell<usize>,
}

impl Killed {
    fn new(at: usize, last: Last) -> Self {
        Self { at, last, count: Cell::new(0) }
    }

    /// Executes a step; fails after the last one.
    fn step(&self, half: impl Fn(), all: impl Fn() -> io::Result<()>) -> io::Result<()> {
        let now = self.count.replace(self.count.get() + 1);
        if now != self.at {
            return all();
        }
        match self.last {
            Last::Nothing => {}
            Last::Half => half(),
            // A process that is killed does not learn how its last step went.
            Last::All => drop(all()),
        }
        resume_unwind(Box::new("killed"));
    }
}

impl Disk for Killed {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.step(|| {}, || Local.create_dir(path))
    }
    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        self.step(|| Local.write(path, &text[..text.len() / 2]).unwrap(), || Local.write(path, text))
    }
    fn write_durably(&self, path: &Path, text: &str) -> io::Result<()> {
        let half = || Local.write(&path.with_extension("part"), &text[..text.len() / 2]).unwrap();
        self.step(half, || write_undurably(path, text))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| {}, || Local.link(from, to))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| {}, || Local.rename(from, to))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step(|| {}, || Local.remove_file(path))
    }
    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.step(|| {}, || Local.remove_dir(path))
    }
    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        // The record may be deleted first, or last.
        let half = || drop(Local.remove_file(&path.join("intent.json")));
        self.step(half, || Local.remove_dir_all(path))
    }
}

/// Returns a file system without failures, and without waiting for the medium.
fn quick() -> Killed {
    Killed::new(usize::MAX, Last::All)
}

const THIRD: &[(&str, &str)] =
    &[("Cargo.toml", "[package] # 3"), ("src/a.rs", "three"), ("src/c/mod.rs", "3"), ("src/e/f/g.rs", "3")];

/// Files that no run wrote.
const FOREIGN: &[&str] = &["mine.rs", "src/mine.rs", "src/c/mine.rs"];

/// Creates a folder with an output and files of the user.
fn begun(folder: &Path) {
    write(&quick(), folder, FIRST).unwrap();
    for path in FOREIGN {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), "hand-written").unwrap();
    }
}

/// Writes with a process that is killed. Returns false if it ended before.
fn killed(root: &Path, files: &[(&str, &str)], at: usize, last: Last) -> bool {
    let disk = Killed::new(at, last);
    match catch_unwind(AssertUnwindSafe(|| write(&disk, root, files))) {
        Ok(written) => {
            written.unwrap();
            false
        }
        Err(_) => true,
    }
}

fn texts(root: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    tree(root).into_iter().map(|(path, file)| (path, file.map(|(bytes, _)| bytes))).collect()
}

/// Returns the content of a folder after runs that were not killed.
fn expected(files: &[(&str, &str)]) -> BTreeMap<String, Option<Vec<u8>>> {
    let folder = tempfile::tempdir().unwrap();
    begun(folder.path());
    write(&quick(), folder.path(), files).unwrap();
    texts(folder.path())
}

#[test]
fn the_run_after_a_kill_at_any_step_succeeds_and_leaves_no_orphan() {
    for next in [FIRST, SECOND, THIRD] {
        let expected = expected(next);
        for last in [Last::Nothing, Last::Half, Last::All] {
            let mut at = 0;
            loop {
                let folder = tempfile::tempdir().unwrap();
                begun(folder.path());
                let was_killed = killed(folder.path(), SECOND, at, last);
                write(&quick(), folder.path(), next).unwrap_or_else(|problems| panic!("{at} {last:?}: {problems:?}"));
                assert_eq!(texts(folder.path()), expected, "killed at step {at}, {last:?}");
                if !was_killed {
                    break;
                }
                at += 1;
            }
            assert!(at > 18, "only {at} steps");
        }
    }
}

#[test]
fn two_kills_in_a_row_leave_no_orphan() {
    let expected = expected(FIRST);
    for last in [Last::Nothing, Last::All] {
        for first in 0..24 {
            for second in (first % 5..28).step_by(5) {
                let folder = tempfile::tempdir().unwrap();
                begun(folder.path());
                killed(folder.path(), SECOND, first, last);
                killed(folder.path(), THIRD, second, last);
                write(&quick(), folder.path(), FIRST)
                    .unwrap_or_else(|problems| panic!("{first} {second}: {problems:?}"));
                assert_eq!(texts(folder.path()), expected, "killed at steps {first} and {second}, {last:?}");
            }
        }
    }
}

#[test]
fn a_failure_after_a_kill_is_undone_and_the_run_after_it_succeeds() {
    let expected = expected(FIRST);
    for first in 0..24 {
        for fail_at in (first % 3..28).step_by(3) {
            let folder = tempfile::tempdir().unwrap();
            begun(folder.path());
            killed(folder.path(), SECOND, first, Last::All);
            drop(write(&Flaky::new(fail_at), folder.path(), THIRD));
            write(&quick(), folder.path(), FIRST).unwrap_or_else(|problems| panic!("{first} {fail_at}: {problems:?}"));
            assert_eq!(texts(folder.path()), expected, "killed at {first}, failed at {fail_at}");
        }
    }
}

#[test]
fn a_file_that_its_user_puts_in_after_a_kill_is_not_ours() {
    for at in 0..24 {
        let folder = tempfile::tempdir().unwrap();
        begun(folder.path());
        killed(folder.path(), SECOND, at, Last::All);
        fs::create_dir_all(folder.path().join("src/c/deep")).unwrap();
        fs::write(folder.path().join("src/c/deep/d.rs"), "hand-written").unwrap();
        let listed = fs::read_to_string(folder.path().join(MANIFEST)).unwrap().contains("src/c/deep/d.rs");
        match write(&quick(), folder.path(), THIRD) {
            Ok(_) => assert!(!listed, "{at}"),
            Err(problems) => assert!(listed && problems[0].code == Code::EditedByHand, "{at}: {problems:?}"),
        }
        assert_eq!(texts(folder.path())["src/c/deep/d.rs"], Some(b"hand-written".to_vec()), "{at}");
    }
}

#[test]
fn a_note_that_no_run_wrote_is_ignored() {
    for note in ["", "{", "{\"files\":[{\"path\":\"../victim\",\"sha256\":null}]}", "[1]"] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("out");
        fs::create_dir_all(root.join(".specsmith-stage")).unwrap();
        fs::write(root.join(".specsmith-stage/intent.json"), note).unwrap();
        fs::write(folder.path().join("victim"), "precious").unwrap();
        write(&quick(), &root, FIRST).unwrap();
        assert!(!root.join(".specsmith-stage").exists());
        assert_eq!(fs::read(folder.path().join("victim")).unwrap(), b"precious");
    }
}
