//! Arguments of `bench`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};

use super::args::{flag, many, one, path};
use crate::entrants;

/// Arguments of `bench`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bench {
    /// Documents; if empty, the repository's own.
    pub(crate) documents: Vec<PathBuf>,
    /// Names of other generators to compare with.
    pub(crate) rivals: Vec<String>,
    /// Number of times that each generator runs on each document.
    pub(crate) runs: usize,
    /// Number of times that each output is compiled.
    pub(crate) checks: usize,
    /// Folder for the outputs.
    pub(crate) out: Option<PathBuf>,
    /// File for the figures as JSON.
    pub(crate) json: Option<PathBuf>,
    /// Measures this build of Specsmith, whatever its profile.
    pub(crate) any_build: bool,
    /// Kind of the measurement.
    pub(crate) what: What,
}

/// Kind of a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Generation, and compilation of its output.
    Generators,
    /// Instructions of a few workloads.
    Instructions {
        /// Stores these counts for later comparison.
        keep: bool,
    },
    /// Build time and size of a program that makes one call.
    Program,
}

const HELP: &str = "\
Without --doc, the repository's own document is taken. Everyone generates each document in turn, --runs times, each time into an empty
folder; medians are shown. Times are those of whole processes, by the system's own accounts. Nothing is installed: a rival has to be on PATH.
With --check, cargo fetches and builds what each output depends on before it is timed.

A debug build runs itself again as a release build, which is built first.

With --instructions, valgrind counts those of a few runs of the generator and the runtime, and the change is shown against the counts in
generator/benches/instructions.json; without valgrind, nothing is done. With --release, a program that makes one call with the repository's own
crate is built beside one that makes it with reqwest alone.

Examples:
  cargo xtask bench
  cargo xtask bench --vs ploidy,openapi-to-rust --doc openai.yaml --doc github.json --check
  cargo xtask bench --instructions
  cargo xtask bench --release

Exit codes:
  0  measured; who failed is in the table
  1  Specsmith itself failed
  2  the arguments are wrong";

pub(super) fn command() -> Command {
    Command::new("bench")
        .about("Time generating a crate and compiling it, beside other generators")
        .after_help(HELP)
        .arg(path("doc", "FILE", "Document to generate; may be given several times").action(ArgAction::Append))
        .arg(
            Arg::new("vs")
                .long("vs")
                .value_name("NAME,…")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .value_parser(entrants::rivals().collect::<Vec<_>>())
                .help("Other generators to run beside"),
        )
        .arg(times("runs", "Times that each generates each document").default_value("5"))
        .arg(
            times("check", "Compile each output alone as well, once or this many times")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("1"),
        )
        .arg(
            path("out", "DIR", "Where outputs and their target folders go [default: target/bench]")
                .value_hint(ValueHint::DirPath),
        )
        .arg(path("json", "FILE", "Where to write the figures as JSON [default: bench.json in --out]"))
        .arg(flag("instructions", "Count instructions instead of time, and show the change").conflicts_with_all([
            "doc",
            "vs",
            "check",
            "out",
            "json",
            "any-build",
        ]))
        .arg(
            flag("keep", "With --instructions: keep the counts, for later runs to be held against")
                .requires("instructions"),
        )
        .arg(
            flag("release", "Build a program that makes one call, and the same by hand; show time and size")
                .conflicts_with_all(["doc", "vs", "check", "json", "any-build", "instructions"]),
        )
        .arg(flag("any-build", "Time this build of Specsmith even when it is a debug build"))
}

fn times(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("N").value_parser(value_parser!(u16).range(1..=1000)).help(help)
}

pub(super) fn task(matches: &ArgMatches) -> Bench {
    let count = |name| matches.get_one::<u16>(name).copied().map_or(0, usize::from);
    let mut rivals: Vec<String> = many(matches, "vs");
    let mut known = std::collections::BTreeSet::new();
    rivals.retain(|name| known.insert(name.clone()));
    Bench {
        documents: many(matches, "doc"),
        rivals,
        runs: count("runs"),
        checks: count("check"),
        out: one(matches, "out"),
        json: one(matches, "json"),
        any_build: matches.get_flag("any-build"),
        what: match (matches.get_flag("instructions"), matches.get_flag("release")) {
            (true, _) => What::Instructions { keep: matches.get_flag("keep") },
            (_, true) => What::Program,
            _ => What::Generators,
        },
    }
}
