//! The command line of `semver`.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::args;

/// Arguments of `semver`.
#[derive(Debug)]
pub(crate) struct Semver {
    /// Number of mutated fixtures.
    pub(crate) pairs: usize,
    /// Seed of the random edits.
    pub(crate) seed: u64,
    /// Includes the pairs of the table.
    pub(crate) rows: bool,
    /// Two versions of a document.
    pub(crate) documents: Option<(PathBuf, PathBuf)>,
    /// cargo-semver-checks judges instead of programs.
    pub(crate) checks: bool,
    /// The revision whose public API of the runtime is compared with this one.
    pub(crate) public: Option<String>,
    /// The command of cargo-semver-checks.
    pub(crate) program: PathBuf,
    /// Folder for the programs.
    pub(crate) out: Option<PathBuf>,
}

const HELP: &str = "\
Exit codes:
  0  no program breaks where the diff says minor or patch, and at most 2 in 100 compile where it says major
  1  otherwise
  2  the arguments are wrong, or a client does not compile

With --checks, 1 stands for a disagreement of cargo-semver-checks that xtask/src/semver/checks/excuses.rs does not
excuse. A changed fixture that the diff alone calls major is printed and is no failure: nobody has looked at its edits.

With --public, 1 stands for a change that asks for another version than Cargo.toml has. Two things are judged:
  - what is documented, by cargo-semver-checks, which
    cargo install cargo-semver-checks --version 0.51.0 --locked --no-default-features
    installs
  - what generated code calls: the revision's own generator is built, and its generated/ and the crates of all its
    fixtures are compiled with this runtime and all features. What none of them use is not judged. The feature
    native-tls needs the headers of OpenSSL on Linux.
Where the version says that something breaks (0.2.0 after 0.1.0), crates that do not compile are reported and no failure";

/// Arguments about documents, which are invalid with `--public`.
const OF_DOCUMENTS: [&str; 7] = ["pairs", "seed", "rows", "old", "new", "checks", "out"];

pub(super) fn command() -> Command {
    let number = |name: &'static str, value: &'static str, default: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).value_parser(value_parser!(u64)).default_value(default).help(help)
    };
    Command::new("semver")
        .about("Let the compiler judge what `specsmith diff` says of changes")
        .after_help(HELP)
        .arg(number("pairs", "COUNT", "300", "Number of mutated fixtures"))
        .arg(number("seed", "NUMBER", "0", "Another number gives other edits"))
        .arg(args::flag("rows", "Take the pairs of tests/changes as well"))
        .arg(args::path("old", "FILE", "A document").requires("new"))
        .arg(args::path("new", "FILE", "The same document later").requires("old"))
        .arg(args::flag("checks", "Let cargo-semver-checks judge the pairs instead of programs"))
        .arg(
            Arg::new("public")
                .long("public")
                .value_name("REVISION")
                .conflicts_with_all(OF_DOCUMENTS)
                .help("Compare the public API of the runtime and the models with that of a revision, and nothing else"),
        )
        .arg(
            args::path("program", "FILE", "The command of cargo-semver-checks, for --checks and --public")
                .default_value("cargo-semver-checks"),
        )
        .arg(args::path("out", "DIR", "Where the programs and clients go [default: target/semver-judge]"))
}

pub(super) fn task(matches: &ArgMatches) -> Semver {
    let number = |name| args::one::<u64>(matches, name).unwrap_or_default();
    Semver {
        pairs: usize::try_from(number("pairs")).unwrap_or_default(),
        seed: number("seed"),
        rows: matches.get_flag("rows"),
        documents: args::one(matches, "old").zip(args::one(matches, "new")),
        checks: matches.get_flag("checks"),
        public: args::one(matches, "public"),
        program: args::one(matches, "program").unwrap_or_default(),
        out: args::one(matches, "out"),
    }
}
