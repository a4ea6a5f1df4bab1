//! The command line of `conformance`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::args;

/// Arguments of `conformance`.
#[derive(Debug)]
pub(crate) struct Conformance {
    /// Folders of documents.
    pub(crate) dirs: Vec<PathBuf>,
    /// Includes the repository's own documents.
    pub(crate) own: bool,
    /// Slugs of documents to test; if empty, all.
    pub(crate) only: Vec<String>,
    /// File for the table as JSON.
    pub(crate) json: Option<PathBuf>,
    /// Folder for the programs.
    pub(crate) out: Option<PathBuf>,
    /// The one document that this process generates and writes the program for.
    pub(crate) write: Option<PathBuf>,
}

const HELP: &str = "\
The judges are programs of others, which xtask/conformance/setup.py installs below target/conformance/tools.

Exit codes:
  0  every request and response was accepted with equal values, or is excused
  1  a judge disagrees without an excuse, a call cannot be made, or an excuse no longer applies
  2  the arguments are wrong";

pub(super) fn command() -> Command {
    Command::new("conformance")
        .about("Call every operation of each document, and let foreign judges look at what is sent and read")
        .after_help(HELP)
        .arg(
            Arg::new("dirs")
                .value_name("DIR")
                .required_unless_present_any(["own", "write"])
                .num_args(1..)
                .value_parser(value_parser!(PathBuf))
                .help("Folder of documents, of folders with a spec.yaml each, or one that holds raw/"),
        )
        .arg(args::flag("own", "Take the repository's own documents: tests/fixtures and tests/conformance"))
        .arg(
            Arg::new("only")
                .long("only")
                .value_name("SLUG")
                .action(ArgAction::Append)
                .help("Take this document (its file or folder name); may be given several times"),
        )
        .arg(args::path("json", "FILE", "Where to write the table as JSON [default: conformance.json in --out]"))
        .arg(args::path("out", "DIR", "Where the programs and their target folder go [default: target/conformance]"))
        .arg(args::path("write", "FILE", "Only generate this document and write its program into --out").hide(true))
}

pub(super) fn task(matches: &ArgMatches) -> Conformance {
    let mut dirs: Vec<PathBuf> = args::many(matches, "dirs");
    if matches.get_flag("own") {
        let own = crate::workspace::workspace().join("tests");
        dirs.extend([own.join("fixtures"), own.join("conformance")]);
    }
    Conformance {
        dirs,
        own: matches.get_flag("own"),
        only: args::many(matches, "only"),
        json: args::one(matches, "json"),
        out: args::one(matches, "out"),
        write: args::one(matches, "write"),
    }
}
