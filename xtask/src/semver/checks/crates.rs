//! The documentation of clients as JSON, from which cargo-semver-checks takes what is public.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use specsmith_generator::print::File;

use crate::semver::judge;
use crate::semver::pairs::Pair;
use crate::workspace::workspace;

/// Documents both clients of each pair, in `before-docs` and `after-docs`. The two crates of a pair have one name, since it is part of each path
/// that is compared, so that there are two workspaces.
pub(super) fn document(folder: &Path, pairs: &[Pair]) -> io::Result<()> {
    let clients = |side: fn(&Pair) -> &[File]| pairs.iter().map(move |pair| (pair.number, side(pair)));
    one_side(folder, "before", clients(|pair| &pair.before))?;
    one_side(folder, "after", clients(|pair| &pair.client))
}

fn one_side<'p>(folder: &Path, side: &str, clients: impl Iterator<Item = (usize, &'p [File])>) -> io::Result<()> {
    let home = folder.join(side);
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    let mut members = Vec::new();
    for (number, files) in clients {
        let member = home.join(format!("p{number}"));
        judge::write_client(&member.join("src"), files)?;
        fs::write(member.join("src/lib.rs"), "#![allow(warnings)]\npub mod client;\n")?;
        fs::write(member.join("Cargo.toml"), judge::manifest(&format!("p{number}")))?;
        members.push(format!("p{number}"));
    }
    fs::write(home.join("Cargo.toml"), format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"))?;
    fs::copy(workspace().join("Cargo.lock"), home.join("Cargo.lock"))?;
    let target = folder.join("docs-target");
    let output = Command::new("cargo")
        .args(["doc", "--workspace", "--no-deps", "--quiet", "--offline"])
        .current_dir(&home)
        .env("CARGO_TARGET_DIR", &target)
        // Documentation as JSON is not stable: the lints know the form of the compiler's version.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTDOCFLAGS", "-Zunstable-options --output-format json")
        .stdin(Stdio::null())
        .output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(format!("the clients are not documented: {said}")));
    }
    let docs = folder.join(format!("{side}-docs"));
    if docs.exists() {
        fs::remove_dir_all(&docs)?;
    }
    fs::rename(target.join("doc"), docs)
}
