//! `specsmith verify`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use serde::Deserialize;

use super::args::{config_argument, one, project};
use crate::job::Job;
use crate::output::sha256;
use crate::paths::absolute;
use crate::pipeline;
use crate::run::{End, Options, Start, run as generate};
use crate::writer::MANIFEST;

/// The part of an output's manifest about its inputs.
#[derive(Debug, Deserialize)]
struct Manifest {
    /// Name and version of the generator.
    generator: String,
    /// The document.
    spec: Spec,
    /// The other inputs.
    #[serde(default)]
    inputs: Inputs,
}

/// The document of an output.
#[derive(Debug, Deserialize)]
struct Spec {
    sha256: String,
}

/// Hashes of an output's inputs other than its document.
#[derive(Debug, Default, Deserialize)]
struct Inputs {
    config: Option<String>,
    overlays: Option<String>,
    files: Option<String>,
    lock: Option<String>,
}

impl Manifest {
    /// Reads the manifest of a folder.
    fn read(out: &Path) -> Option<Self> {
        serde_json::from_str(&fs::read_to_string(out.join(MANIFEST)).ok()?).ok()
    }
}

/// Returns the command with its arguments.
pub(super) fn command() -> Command {
    Command::new("verify")
        .about("Generate a client again and compare it byte for byte; say what differs of what it was made of")
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .required(true)
                .help("The output folder of a client of specsmith.toml"),
        )
        .arg(config_argument())
}

/// Compares the inputs of the output with the present files, and prints the result.
pub(super) fn run(matches: &ArgMatches) -> End {
    let folder: PathBuf = one(matches, "dir").unwrap_or_default();
    let jobs = match project(matches).and_then(|project| project.jobs(&[])) {
        Ok(jobs) => jobs,
        Err(outcome) => {
            outcome.print(false);
            return outcome.end;
        }
    };
    let wanted = absolute(&folder);
    let Some(job) = jobs.into_iter().find(|job| absolute(&job.out) == wanted) else {
        anstream::eprintln!("no client of the configuration is written to `{}`", folder.display());
        return End::Refused;
    };
    let Some(manifest) = Manifest::read(&job.out) else {
        anstream::eprintln!("`{}` has no {MANIFEST} that can be read", folder.display());
        return End::Refused;
    };
    tell(&job, &manifest);
    let options = Options { check: true, ..Options::default() };
    let outcome = generate(Start { job: Ok(job), sources: Vec::new(), named: Vec::new() }, &options);
    outcome.print(false);
    outcome.end
}

/// Prints a line for each input of the output, with its present state, and the names of those that changed.
fn tell(job: &Job, manifest: &Manifest) {
    let changed: Vec<&str> = made_of(job, manifest)
        .into_iter()
        .filter_map(|Part { name, then, now }| {
            let is_same = then == now;
            let same = if is_same { "the same now".to_owned() } else { format!("{now} now") };
            if then != NONE || now != NONE {
                anstream::eprintln!("{name:<13} {then}, {same}");
            }
            (!is_same).then_some(name)
        })
        .collect();
    match changed.as_slice() {
        [] => anstream::eprintln!("the output was made of what is there now"),
        changed => anstream::eprintln!("changed since: {}", changed.join(", ")),
    }
}

/// The text for an input that does not exist.
const NONE: &str = "none";

/// An input of an output.
struct Part {
    name: &'static str,
    then: String,
    now: String,
}

fn made_of(job: &Job, manifest: &Manifest) -> Vec<Part> {
    let loaded = pipeline::load(job, &mut Vec::new());
    let document = loaded.as_ref().map(|loaded| sha256(&[&loaded.input().spec.bytes]));
    let now = loaded.map(|loaded| pipeline::ingredients(job, loaded.input())).unwrap_or_default();
    let lock = fs::read(crate::lock::path(&job.out)).ok().map(|bytes| sha256(&[&bytes]));
    let Inputs { config, overlays, files, lock: locked } = &manifest.inputs;
    let part = |name, then: Option<&String>, now: Option<&String>| {
        let text = |hash: Option<&String>| hash.cloned().unwrap_or_else(|| NONE.to_owned());
        Part { name, then: text(then), now: text(now) }
    };
    let own = concat!("specsmith ", env!("CARGO_PKG_VERSION")).to_owned();
    vec![
        part("generator", Some(&manifest.generator), Some(&own)),
        part("document", Some(&manifest.spec.sha256), document.as_ref()),
        part("other files", files.as_ref(), now.files.as_ref()),
        part("overlays", overlays.as_ref(), now.overlays.as_ref()),
        part("configuration", config.as_ref(), now.config.as_ref()),
        part("lock", locked.as_ref(), lock.as_ref()),
    ]
}
