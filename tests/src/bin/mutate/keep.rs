//! Writes the crates of some mutants as one workspace, for the compiler to judge.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use specsmith_tests::mutate::{Seed, generate, mutant_at};

use super::arguments::Arguments;

/// Writes the first `count` crates, from `--start` on.
pub(super) fn run(arguments: &Arguments, seeds: &[Seed], count: usize) -> io::Result<ExitCode> {
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
    let mut members = Vec::new();
    let mut index = arguments.start;
    while members.len() < count {
        let name = format!("mutant-{index}");
        let document = mutant_at(seeds, arguments.seed, index);
        index += 1;
        let Ok(output) = generate(&document, &name, runtime) else { continue };
        if output.counts.operations == 0 && output.counts.types == 0 {
            continue;
        }
        for file in output.files {
            write(&arguments.out.join(&name).join(file.path), &file.text)?;
        }
        write(&arguments.out.join(&name).join("mutant.json"), &format!("{document:#}"))?;
        members.push(format!("{name:?}"));
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    write(&arguments.out.join("Cargo.toml"), &manifest)?;
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), arguments.out.join("Cargo.lock"))?;
    println!("{} crates in {}", members.len(), arguments.out.display());
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
