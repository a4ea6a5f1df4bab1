use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::disk::Disk;
use super::*;

use crate::code::{Code, Problem};

mod kills;

/// A file system on which operation `fail_at` reports a full disk.
struct Flaky {
    fail_at: usize,
    count: Cell<usize>,
}

impl Flaky {
    fn new(fail_at: usize) -> Self {
        Self { fail_at, count: Cell::new(0) }
    }

    fn step(&self) -> io::Result<()> {
        let now = self.count.get();
        self.count.set(now + 1);
        if now == self.fail_at { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

impl Disk for Flaky {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.create_dir(path))
    }
    fn write(&self, path: &Path, text: &str) -> io::Result<()> {
        if let Err(full) = self.step() {
            // A full disk leaves half of the file.
            Local.write(path, &text[..text.len() / 2])?;
            return Err(full);
        }
        Local.write(path, text)
    }
    fn write_durably(&self, path: &Path, text: &str) -> io::Result<()> {
        self.step().and_then(|()| write_undurably(path, text))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.link(from, to))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.rename(from, to))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.remove_file(path))
    }
    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.remove_dir(path))
    }
    fn remove_dir_all(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.remove_dir_all(path))
    }
}

/// Moves a file to its path like [`Disk::write_durably`], without waiting for the medium.
fn write_undurably(path: &Path, text: &str) -> io::Result<()> {
    let part = path.with_extension("part");
    Local.write(&part, text)?;
    Local.rename(&part, path)
}

/// All files in a folder with content and time of modification; paths of folders end with `/`.
type Tree = BTreeMap<String, Option<(Vec<u8>, SystemTime)>>;

fn tree(root: &Path) -> Tree {
    fn walk(root: &Path, at: &Path, found: &mut Tree) {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_dir() {
                found.insert(format!("{name}/"), None);
                walk(root, &path, found);
            } else {
                let time = fs::metadata(&path).unwrap().modified().unwrap();
                found.insert(name, Some((fs::read(&path).unwrap(), time)));
            }
        }
    }
    let mut found = Tree::new();
    if root.exists() {
        walk(root, root, &mut found);
    }
    found
}

fn manifest(paths: &[&str]) -> String {
    let files: Vec<_> = paths.iter().map(|path| serde_json::json!({ "path": path })).collect();
    serde_json::json!({ "files": files }).to_string()
}

/// Generates `files` and their manifest into `root`.
fn write(disk: &dyn Disk, root: &Path, files: &[(&str, &str)]) -> Result<Plan, Vec<Problem>> {
    let sum = |text: &str| intent::hash(text.as_bytes());
    let listed: Vec<_> =
        files.iter().map(|(path, text)| serde_json::json!({"path": path, "sha256": sum(text)})).collect();
    let manifest = serde_json::json!({ "files": listed }).to_string();
    let mut all: Vec<Generated<'_>> = files.iter().map(|(path, text)| Generated { path, text }).collect();
    all.push(Generated { path: MANIFEST, text: &manifest });
    let plan = Plan::of(root, &all, Edited::Refuse)?;
    apply(disk, &plan).map_err(|problem| vec![*problem])?;
    Ok(plan)
}

fn age(path: &Path) {
    let time = SystemTime::now() - Duration::from_secs(3600);
    fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

const FIRST: &[(&str, &str)] =
    &[("Cargo.toml", "[package]"), ("src/lib.rs", "mod a;"), ("src/a/mod.rs", "one"), ("src/b.rs", "gone soon")];
const SECOND: &[(&str, &str)] = &[
    ("Cargo.toml", "[package]"),
    ("src/lib.rs", "mod a; mod c;"),
    ("src/a/mod.rs", "two"),
    ("src/c/deep/d.rs", "new"),
];

#[test]
fn writes_replaces_removes_and_leaves_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("out");
    write(&Local, &root, FIRST).unwrap();
    fs::write(root.join("src/mine.rs"), "hand-written").unwrap();
    age(&root.join("Cargo.toml"));
    let before = tree(&root);

    let plan = write(&Local, &root, SECOND).unwrap();

    let after = tree(&root);
    assert_eq!(after["Cargo.toml"], before["Cargo.toml"], "an unchanged file keeps its time stamp");
    assert_eq!(after["src/mine.rs"], before["src/mine.rs"], "a user's own file survives");
    assert_eq!(after["src/a/mod.rs"].as_ref().unwrap().0, b"two");
    assert_eq!(after["src/c/deep/d.rs"].as_ref().unwrap().0, b"new");
    assert!(!after.contains_key("src/b.rs"), "a file no longer produced goes");
    assert!(!after.contains_key(".specsmith-stage/"), "{after:?}");
    assert_eq!((plan.counts(), plan.unchanged), ((4, 1), 1));
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    write(&Local, folder.path(), FIRST).unwrap();
    let before = tree(folder.path());
    let plan = write(&Flaky::new(0), folder.path(), FIRST).unwrap();
    assert!(plan.changes.is_empty());
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn folders_left_empty_go_and_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    write(&Local, folder.path(), &[("a/b/c.rs", "1"), ("d/e.rs", "2"), ("f.rs", "3")]).unwrap();
    fs::write(folder.path().join("d/mine.rs"), "kept").unwrap();
    write(&Local, folder.path(), &[("f.rs", "3")]).unwrap();
    let names: Vec<String> = tree(folder.path()).into_keys().collect();
    assert_eq!(names, ["d/", "d/mine.rs", "f.rs", MANIFEST]);
}

#[test]
fn a_failure_at_any_step_leaves_the_old_output_whole() {
    let mut failures = 0;
    for fail_at in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("out");
        write(&Local, &root, FIRST).unwrap();
        fs::write(root.join("mine.rs"), "hand-written").unwrap();
        let before = tree(&root);
        let disk = Flaky::new(fail_at);
        match write(&disk, &root, SECOND) {
            Err(problems) => {
                failures += 1;
                assert_eq!(tree(&root), before, "failure at step {fail_at}");
                assert!(problems[0].hint.contains("as it was"), "{}", problems[0].hint);
            }
            Ok(_) => break,
        }
    }
    assert!(failures > 10, "only {failures} steps could fail");
}

#[test]
fn a_failure_in_a_new_folder_leaves_no_folder() {
    let steps = 2 + 1 + FIRST.len() + 1;
    for fail_at in 0..steps {
        let folder = tempfile::tempdir().unwrap();
        let disk = Flaky::new(fail_at);
        write(&disk, &folder.path().join("new/out"), FIRST).unwrap_err();
        assert_eq!(tree(folder.path()), Tree::new(), "failure at step {fail_at}");
    }
}

#[test]
fn a_file_of_the_users_in_the_way_stops_everything() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/lib.rs"), "hand-written").unwrap();
    let before = tree(folder.path());
    let problems = write(&Local, folder.path(), FIRST).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].code, Code::NotOurs);
    assert!(problems[0].place.as_ref().unwrap().file.ends_with("src/lib.rs"));
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_file_in_the_way_that_holds_the_same_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    write(&Local, folder.path(), FIRST).unwrap();
    fs::remove_file(folder.path().join(MANIFEST)).unwrap();
    let plan = write(&Local, folder.path(), FIRST).unwrap();
    assert_eq!((plan.counts(), plan.unchanged), ((1, 0), FIRST.len()));
}

#[test]
fn a_file_gives_way_to_a_folder_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    write(&Local, folder.path(), &[("src/a", "file")]).unwrap();
    write(&Local, folder.path(), &[("src/a/b.rs", "below")]).unwrap();
    assert_eq!(fs::read(folder.path().join("src/a/b.rs")).unwrap(), b"below");
}

#[test]
fn hostile_manifests_are_refused() {
    for path in
        ["../victim", "/etc/victim", "src/../../victim", "", "a//b", ".git/config", "C:\\victim", "a\u{0}b", "."]
    {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("out");
        fs::create_dir(&root).unwrap();
        fs::write(folder.path().join("victim"), "precious").unwrap();
        fs::write(root.join(MANIFEST), manifest(&[path])).unwrap();
        let before = tree(folder.path());
        let problems = write(&Local, &root, FIRST).unwrap_err();
        assert_eq!(problems[0].code, Code::OutsideOutput, "{path:?}");
        assert_eq!(tree(folder.path()), before, "{path:?}");
    }
}

#[test]
fn a_broken_manifest_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(MANIFEST), "{\n<<<<<<< HEAD\n").unwrap();
    let problems = write(&Local, folder.path(), FIRST).unwrap_err();
    assert_eq!(problems[0].code, Code::ManifestUnreadable);
    assert_eq!(problems[0].place.as_ref().unwrap().line, 2);
}

#[test]
fn generated_paths_that_leave_the_folder_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["../x.rs", "/x.rs", "a/./b.rs", "a\\b.rs"] {
        let problems = Plan::of(folder.path(), &[Generated { path, text: "" }], Edited::Refuse).unwrap_err();
        assert_eq!(problems[0].code, Code::OutsideOutput, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (root, outside) = (folder.path().join("out"), folder.path().join("outside"));
    fs::create_dir_all(&root).unwrap();
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("b.rs"), "precious").unwrap();
    std::os::unix::fs::symlink(&outside, root.join("src")).unwrap();
    fs::write(root.join(MANIFEST), manifest(&["src/b.rs"])).unwrap();

    let problems = write(&Local, &root, FIRST).unwrap_err();
    assert!(problems.iter().all(|problem| problem.code == Code::SymlinkInOutput), "{problems:?}");
    // The listed file is behind the link, so it is not one we wrote: it stays, even when the new output would not need it.
    write(&Local, &root, &[("Cargo.toml", "[package]")]).unwrap();
    assert_eq!(fs::read(outside.join("b.rs")).unwrap(), b"precious");
}

#[test]
fn a_running_neighbour_is_waited_for_and_a_dead_one_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let stage = folder.path().join(".specsmith-stage");
    fs::create_dir(&stage).unwrap();
    let lock = fs::File::create(stage.join("lock")).unwrap();
    lock.lock().unwrap();
    let problems = write(&Local, folder.path(), FIRST).unwrap_err();
    assert_eq!(problems[0].code, Code::OutputBusy);
    drop(lock);
    write(&Local, folder.path(), FIRST).unwrap();
    assert!(!stage.exists());
}

#[test]
fn a_file_as_output_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("file");
    fs::write(&root, "mine").unwrap();
    assert_eq!(write(&Local, &root, FIRST).unwrap_err()[0].code, Code::NotOurs);
    assert_eq!(fs::read(&root).unwrap(), b"mine");
}

#[test]
fn a_file_that_was_edited_by_hand_is_not_overwritten_silently() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("out");
    write(&Local, &root, FIRST).unwrap();
    fs::write(root.join("src/lib.rs"), "mod a; // mine").unwrap();
    fs::write(root.join("src/b.rs"), "mine too").unwrap();
    let before = tree(&root);
    let problems = write(&Local, &root, SECOND).unwrap_err();
    let edited: Vec<_> = problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
    assert_eq!(problems.len(), 2, "{edited:?}");
    assert!(edited.iter().all(|(code, _)| *code == Code::EditedByHand), "{edited:?}");
    assert_eq!(tree(&root), before);
    let all: Vec<_> = SECOND.iter().map(|(path, text)| Generated { path, text }).collect();
    apply(&Local, &Plan::of(&root, &all, Edited::Overwrite).unwrap()).unwrap();
    assert_eq!(fs::read_to_string(root.join("src/lib.rs")).unwrap(), "mod a; mod c;");
    assert!(!root.join("src/b.rs").exists());
}

#[test]
fn line_ends_of_a_checkout_are_no_edit() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("out");
    write(&Local, &root, &[("a.rs", "one\ntwo\n")]).unwrap();
    fs::write(root.join("a.rs"), "one\r\ntwo\r\n").unwrap();
    write(&Local, &root, &[("a.rs", "three\n")]).unwrap();
    assert_eq!(fs::read_to_string(root.join("a.rs")).unwrap(), "three\n");
}
