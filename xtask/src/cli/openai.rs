//! The command line of `openai`.

use std::path::PathBuf;

use clap::{ArgMatches, Command, ValueHint};

use super::args;

/// Arguments of `openai`.
#[derive(Debug)]
pub(crate) struct OpenAi {
    /// OpenAI's document.
    pub(crate) spec: PathBuf,
    /// Output folder.
    pub(crate) out: Option<PathBuf>,
    /// Print every diagnostic, and every endpoint that the document lacks.
    pub(crate) verbose: bool,
}

const HELP: &str = "\
OpenAI's document is not part of this repository: give a copy of it. spec/openai/overlay.yaml names the methods as OpenAI's SDKs do;
tests/openai/tree.json is the method tree of the Python SDK, recorded by tests/openai/record.py.

Exit codes:
  0  done; every endpoint that is recorded has a name of the SDK
  1  an endpoint has another name
  2  the input or the arguments are wrong; nothing was written";

pub(super) fn command() -> Command {
    Command::new("openai")
        .about("Write the crate of OpenAI's whole API, and compare its method tree with that of OpenAI's SDK")
        .after_help(HELP)
        .arg(args::path("spec", "FILE", "A copy of OpenAI's document").required(true))
        .arg(args::path("out", "DIR", "Output folder [default: target/openai]").value_hint(ValueHint::DirPath))
        .arg(args::flag("verbose", "Print every diagnostic, and every endpoint that the document lacks").short('v'))
}

pub(super) fn task(matches: &ArgMatches) -> OpenAi {
    OpenAi {
        // It is required.
        spec: args::one(matches, "spec").unwrap_or_default(),
        out: args::one(matches, "out"),
        verbose: matches.get_flag("verbose"),
    }
}
