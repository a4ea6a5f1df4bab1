//! `cargo xtask codegen`.

mod config;
mod job;

use std::process::ExitCode;

use specsmith::{Options, Start};

use crate::cli::Codegen;
use config::Config;

/// Runs the command and prints the outcome.
pub(crate) fn run(args: &Codegen) -> ExitCode {
    // The output here is reviewed and checked, so that its files are overwritten after a merge.
    let options =
        Options { check: args.check, force: true, report: args.report.clone(), min_fidelity: args.min_fidelity };
    let outcome = specsmith::run(start(args), &options);
    outcome.print(args.verbose);
    outcome.end.into()
}

/// Returns the document after overlays; `None` when it is refused.
pub(crate) fn effective(args: &Codegen) -> Option<String> {
    let job = start(args).job.ok()?;
    let (_, text) = specsmith::effective(&job);
    text
}

/// Returns the task from the arguments and the configuration that they name.
fn start(args: &Codegen) -> Start {
    let mut sources = Vec::new();
    let configured = args.config.as_deref().map_or_else(
        || Ok(Config::default()),
        |path| {
            let source = specsmith::source::read(path)?;
            let config = config::parse(path, &source);
            sources.push(source);
            config
        },
    );
    let job = configured.and_then(|config| job::of(args, config));
    let named = args.spec.iter().chain(&args.overlays).chain(&args.config).cloned().collect();
    Start { job, sources, named }
}
