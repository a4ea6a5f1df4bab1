//! Many mutants through the generator: no panic, no hang, no output that does not parse.
//!
//! ```text
//! cargo run --release -p specsmith-tests --bin mutate -- [DIR] [--count N] [--seed S] [--start I]
//! ```
//!
//! The mutants are made from the fixtures, and from slices of the documents in DIR when it is given. They run in a process of their own, so
//! that a stack overflow, a hang or a lack of memory is one defect of a list and not the end. Exit code 1 when there was a defect.
//!
//! `--show I` prints the mutant of an index, `--shrink I` the smallest part of it that shows the same defect, and `--keep N --out FOLDER` writes
//! the crates of the first N mutants that generate as one workspace, to be compiled.

mod arguments;
mod child;
mod keep;
mod parent;

use std::process::ExitCode;

use arguments::{Arguments, Task};
use specsmith_tests::mutate::{Depth, Seed, Verdict, fixtures, hush, judge, mutant_at, shrink, slices};

/// Most questions that shrinking asks.
const PATIENCE: usize = 20_000;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(message) => return refuse(&message),
    };
    let done = match arguments.task {
        Task::Run => parent::run(&arguments),
        Task::Child => seeds(&arguments).map(|seeds| child::run(&arguments, &seeds)),
        Task::Show(index) => seeds(&arguments).map(|seeds| show(&arguments, &seeds, index)),
        Task::Shrink(index) => seeds(&arguments).map(|seeds| small(&arguments, &seeds, index)),
        Task::Keep(count) => seeds(&arguments).and_then(|seeds| keep::run(&arguments, &seeds, count)),
    };
    done.unwrap_or_else(|error| refuse(&error.to_string()))
}

fn refuse(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(2)
}

/// The fixtures, and the slices of the folder.
fn seeds(arguments: &Arguments) -> std::io::Result<Vec<Seed>> {
    let mut seeds = fixtures()?;
    if let Some(folder) = &arguments.folder {
        seeds.extend(slices(folder)?);
    }
    Ok(seeds)
}

fn show(arguments: &Arguments, seeds: &[Seed], index: u64) -> ExitCode {
    println!("{:#}", mutant_at(seeds, arguments.seed, index));
    ExitCode::SUCCESS
}

fn small(arguments: &Arguments, seeds: &[Seed], index: u64) -> ExitCode {
    hush();
    let document = mutant_at(seeds, arguments.seed, index);
    let Verdict::Faulty(wanted) = judge(&document, Depth::Whole) else { return refuse("this mutant shows no defect") };
    // The place of a panic tells one defect from another; the rest of a message has names in it.
    let kind = |what: &str| what.split(": ").next().unwrap_or_default().to_owned();
    let found = shrink(&document, PATIENCE, |smaller| match judge(smaller, Depth::Whole) {
        Verdict::Faulty(fault) => fault.kind == wanted.kind && kind(&fault.what) == kind(&wanted.what),
        _ => false,
    });
    println!("{}: {}\n{found:#}", wanted.kind, wanted.what);
    ExitCode::from(1)
}
