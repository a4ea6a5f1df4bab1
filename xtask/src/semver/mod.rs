//! `cargo xtask semver`: the verdicts of `specsmith diff`, judged by the compiler.
//!
//! A pair is a document and the same document after some edits. Where the diff says minor or patch, a program that uses every public item of
//! the old client must compile with the new one; where it says major, it should not. With `--checks`, cargo-semver-checks judges instead.

mod checks;
mod evolve;
mod judge;
mod lints;
mod pairs;
mod program;
mod public;

use std::path::Path;
use std::process::ExitCode;

use specsmith_generator::diff::Level;

use crate::cli::Semver;
use crate::workspace::workspace;
use judge::{Case, Verdict, judge};
use pairs::{BATCH, Pair};

/// So many of a hundred pairs may be told as major and compile.
const TOO_CAREFUL: usize = 2;

/// Counts of the results.
#[derive(Debug, Default)]
struct Tally {
    pairs: usize,
    majors: usize,
    /// Told as minor or patch, and broken.
    missed: Vec<String>,
    /// Told as major, and compiles.
    careful: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Semver) -> ExitCode {
    match verdict(args) {
        Ok(is_sound) => ExitCode::from(u8::from(!is_sound)),
        Err(error) => {
            anstream::eprintln!("semver: {error}");
            ExitCode::from(2)
        }
    }
}

/// Returns true if no check failed.
fn verdict(args: &Semver) -> std::io::Result<bool> {
    if let Some(revision) = &args.public {
        return public::check(&args.program, revision);
    }
    let folder = args.out.clone().unwrap_or_else(|| workspace().join("target/semver-judge"));
    let pairs = pairs::gather(args)?;
    if args.checks {
        return checks::judge(&args.program, &folder, &pairs, args.rows);
    }
    let mut tally = Tally::default();
    for batch in pairs.chunks(BATCH) {
        compile(&folder, batch, &mut tally)?;
        anstream::eprintln!("semver: {} pairs, {} major so far", tally.pairs, tally.majors);
    }
    Ok(report(&tally))
}

fn compile(folder: &Path, pairs: &[Pair], tally: &mut Tally) -> std::io::Result<()> {
    let cases: Vec<Case> = pairs.iter().map(Pair::case).collect();
    let Verdict { broken, complaints } = judge(folder, &cases)?;
    for pair in pairs {
        tally.pairs += 1;
        let is_broken = broken.contains(&pair.number);
        let is_major = pair.level == Some(Level::Major);
        tally.majors += usize::from(is_major);
        let complaint = complaints.iter().find(|(number, _)| *number == pair.number).map_or("", |(_, text)| text);
        match (is_major, is_broken) {
            (false, true) => tally.missed.push(format!("{}\n{complaint}", pair.describe())),
            (true, false) => tally.careful.push(pair.describe()),
            _ => {}
        }
    }
    Ok(())
}

fn report(tally: &Tally) -> bool {
    for text in &tally.missed {
        anstream::println!("missed: {text}\n");
    }
    for text in &tally.careful {
        anstream::println!("too careful: {text}\n");
    }
    let (pairs, majors) = (tally.pairs, tally.majors);
    anstream::println!(
        "{pairs} pairs, {majors} major: {} not major and broken, {} major and compiling",
        tally.missed.len(),
        tally.careful.len()
    );
    tally.missed.is_empty() && tally.careful.len() * 100 <= majors * TOO_CAREFUL
}
