//! Lists the runtime's sources, which the command carries: `vendored/src` and `vendored/model/src` lead to the runtime's two crates in this
//! repository, and hold a copy of them in a package.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("vendored.rs");
    let mut paths = Vec::new();
    if env::var_os("CARGO_FEATURE_VENDORED").is_some() {
        let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("vendored");
        let root = if root.join("src/lib.rs").is_file() { root } else { root.join("../../runtime") };
        for source in ["src", "model/src"] {
            println!("cargo::rerun-if-changed={}", root.join(source).display());
            walk(&root.join(source), source, &mut paths)?;
        }
    }
    // The order of a folder's entries is the file system's.
    paths.sort();
    let mut text = String::from("&[\n");
    for (path, file) in paths {
        // Text written to a string cannot fail.
        let _ = writeln!(text, "    ({path:?}, include_str!({:?})),", file.display().to_string());
    }
    text.push_str("]\n");
    fs::write(out, text)
}

fn walk(folder: &Path, below: &str, paths: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = format!("{below}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            walk(&path, &name, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push((name, path));
        }
    }
    Ok(())
}
