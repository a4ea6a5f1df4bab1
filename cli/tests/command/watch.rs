//! `specsmith watch`.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::{DOCUMENT, Workspace};

/// Longest wait for a run of the watcher, on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watcher, ended when it is dropped.
struct Watcher(Child);

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn watch(workspace: &Workspace) -> Watcher {
    let [out, err] = ["stdout.txt", "stderr.txt"].map(|name| File::create(workspace.path(name)).unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_specsmith"));
    Watcher(command.arg("watch").current_dir(workspace.path(".")).stdout(out).stderr(err).spawn().unwrap())
}

/// Waits until a file has a text, and returns the whole file.
#[track_caller]
fn wait_for(file: &Path, text: &str) -> String {
    let start = Instant::now();
    loop {
        let mut found = String::new();
        if let Ok(mut file) = File::open(file) {
            let _ = file.read_to_string(&mut found);
        }
        if found.contains(text) {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "no {text:?} in {}: {found}", file.display());
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn watch_writes_what_generate_writes_and_tells_the_change() {
    let workspace = Workspace::new();
    workspace.run("init", 0);
    let _watcher = watch(&workspace);
    let (out, err) = (workspace.path("stdout.txt"), workspace.path("stderr.txt"));
    let types = workspace.path("clients/acme-store/src/types/shared.rs");
    wait_for(&err, "represented exactly");
    // A document that is written in two steps, and refused in between, is no end.
    fs::write(workspace.path("openapi.yaml"), "openapi: [").unwrap();
    wait_for(&err, " ms");
    let property = "        weight:\n          type: number\n        height:\n          type: number\n";
    let operation = "get:\n      summary: An anvil of ours.\n";
    let changed = DOCUMENT.replace("        weight:\n          type: number\n", property).replace("get:\n", operation);
    fs::write(workspace.path("openapi.yaml"), changed).unwrap();
    wait_for(&out, "field types::Anvil::height is new");
    wait_for(&types, "pub height: Option<f64>");
    let start = Instant::now();
    while fs::read_to_string(&err).unwrap().matches(" ms").count() < 2 && start.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(10));
    }
    workspace.run("check", 0);
    let config = workspace.read("specsmith.toml");
    fs::write(workspace.path("specsmith.toml"), config + "\n[client.acme-store.types]\nAnvil = 'Block'\n").unwrap();
    wait_for(&types, "pub struct Block");
}
