//! The command line of `openai`.

use std::path::PathBuf;

use clap::{ArgAction, ArgMatches, Command, ValueHint};

use super::args;

/// Arguments of `openai`.
#[derive(Debug)]
pub(crate) struct OpenAi {
    /// OpenAI's document.
    pub(crate) spec: PathBuf,
    /// Output folder.
    pub(crate) out: Option<PathBuf>,
    /// Recordings of requests to compare with.
    pub(crate) wire: Vec<PathBuf>,
    /// A recording of streams to compare with.
    pub(crate) streams: Option<PathBuf>,
    /// Compiles the programs of spec/openai/examples.
    pub(crate) examples: bool,
    /// Prints every diagnostic, and every endpoint that the document lacks.
    pub(crate) verbose: bool,
}

const HELP: &str = "\
OpenAI's document is not part of this repository: give a copy of it. spec/openai/overlay.yaml names the methods as OpenAI's SDKs do;
tests/openai/tree.json is the method tree of the Python SDK, recorded by tests/openai/record.py. The last line counts the names that
spec/openai/specsmith.toml gives without the overlay.

With --wire, the recorded calls are made with the crate against a server on loopback, and the requests are compared;
xtask/conformance/recordings.py says what a recording is. It needs what `cargo xtask conformance` needs.

With --streams, the crate reads recorded streams, and what accumulate() makes of them is compared with what the SDK made;
tests/openai/streams/record.py says what such a recording is.

Exit codes:
  0  done; every endpoint that is recorded has a name of the SDK, every recorded request and stream is equal, and the
     programs compile
  1  an endpoint has another name, a request or stream differs, or a program does not compile
  2  the input or the arguments are wrong; nothing was written";

pub(super) fn command() -> Command {
    Command::new("openai")
        .about("Write the crate of OpenAI's whole API, and compare its method tree with that of OpenAI's SDK")
        .after_help(HELP)
        .arg(args::path("spec", "FILE", "A copy of OpenAI's document").required(true))
        .arg(args::path("out", "DIR", "Output folder [default: target/openai]").value_hint(ValueHint::DirPath))
        .arg(
            args::path("wire", "FILE", "Requests of the SDK to compare with; may be given several times")
                .action(ArgAction::Append),
        )
        .arg(args::path("streams", "FILE", "Streams that the SDK read, to compare with"))
        .arg(args::flag("examples", "Compile the programs of spec/openai/examples against the crate"))
        .arg(args::flag("verbose", "Print every diagnostic, and every endpoint that the document lacks").short('v'))
}

pub(super) fn task(matches: &ArgMatches) -> OpenAi {
    OpenAi {
        // It is required.
        spec: args::one(matches, "spec").unwrap_or_default(),
        out: args::one(matches, "out"),
        wire: args::many(matches, "wire"),
        streams: args::one(matches, "streams"),
        examples: matches.get_flag("examples"),
        verbose: matches.get_flag("verbose"),
    }
}
