//! `cargo xtask openai`: the crate of a user's copy of OpenAI's document, with the names of OpenAI's own SDK.

mod examples;
mod package;
mod recording;
mod streams;
mod tree;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::cli::{Codegen, OpenAi};
use crate::workspace::workspace;
use crate::{codegen, conformance};

/// Generates the crate and compares its method tree with the recorded one.
pub(crate) fn run(args: &OpenAi) -> ExitCode {
    let root = workspace();
    let out = args.out.clone().unwrap_or_else(|| root.join("target/openai"));
    let job = Codegen {
        spec: Some(args.spec.clone()),
        overlays: vec![root.join("spec/openai/overlay.yaml")],
        config: None,
        out: Some(out.clone()),
        name: Some("openai".to_owned()),
        check: false,
        report: None,
        strict: false,
        types_only: false,
        verbose: args.verbose,
        min_fidelity: None,
    };
    let outcome = codegen::run(&job);
    if outcome != ExitCode::SUCCESS {
        return outcome;
    }
    let same = tree::is_same(&out, args)
        .and_then(|same| Ok(same & (!args.examples || examples::compile(&out)?)))
        .and_then(|same| Ok(same & args.streams.as_ref().map_or(Ok(true), |file| streams::compare(&out, file))?))
        .and_then(|same| Ok(same & same_wire(&job, &args.wire)?));
    match same {
        Ok(same) => ExitCode::from(u8::from(!same)),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Compares the requests of recorded calls; true without any.
fn same_wire(job: &Codegen, recordings: &[PathBuf]) -> Result<bool, String> {
    if recordings.is_empty() {
        return Ok(true);
    }
    let document = codegen::effective(job).ok_or("the document is refused")?;
    conformance::recorded::compare(&document, "openai", recordings)
}
