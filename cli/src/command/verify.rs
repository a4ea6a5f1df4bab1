//! `specsmith verify`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::args::{config_argument, one, project};
use crate::job::Job;
use crate::paths::absolute;
use crate::run::{End, Options, Start, run as generate};
use crate::writer::MANIFEST;

/// What an output says of itself.
#[derive(Deserialize)]
struct Manifest {
    generator: String,
    spec: Spec,
}

#[derive(Deserialize)]
struct Spec {
    sha256: String,
}

/// The arguments of the command.
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

/// Compares, and prints what the output was made of beside what is there now.
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
    let Some(manifest) = manifest(&job.out) else {
        anstream::eprintln!("`{}` has no {MANIFEST} that can be read", folder.display());
        return End::Refused;
    };
    tell(&job, &manifest);
    let options = Options { check: true, ..Options::default() };
    let outcome = generate(Start { job: Ok(job), sources: Vec::new(), named: Vec::new() }, &options);
    outcome.print(false);
    outcome.end
}

fn manifest(out: &Path) -> Option<Manifest> {
    serde_json::from_str(&fs::read_to_string(out.join(MANIFEST)).ok()?).ok()
}

/// A line for each thing that the output is made of: as it says, and whether it is the same now.
fn tell(job: &Job, manifest: &Manifest) {
    let own = concat!("specsmith ", env!("CARGO_PKG_VERSION"));
    let document = fs::read(&job.document).map(|bytes| sha256(&bytes)).unwrap_or_default();
    let lock = fs::read(crate::lock::path(&job.out)).map_or_else(|_| "none".to_owned(), |bytes| sha256(&bytes));
    for (what, then, now) in
        [("generator", manifest.generator.as_str(), own), ("document", &manifest.spec.sha256, &document)]
    {
        let same = if then == now { "the same now".to_owned() } else { format!("{now} now") };
        anstream::eprintln!("{what:<10} {then}, {same}");
    }
    anstream::eprintln!("{:<10} {lock}", "lock");
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
