//! `specsmith diff`.

use std::io::Write;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};
use specsmith_generator::Setting;
use specsmith_generator::diff::Level;
use specsmith_generator::read::{Overrides, Selection};

use super::args::{config_argument, flag, one, project};
use crate::changes::{self, Comparison, compare};
use crate::job::Job;
use crate::project::Project;
use crate::run::{End, Outcome};

/// The arguments of the command.
pub(super) fn command() -> Command {
    let about = "List what a change of the document does to code that uses the client, and on the wire";
    documents(Command::new("diff").about(about))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "markdown", "json"])
                .default_value("human")
                .help("Form of the list"),
        )
        .arg(
            Arg::new("deny")
                .long("deny")
                .value_name("LEVEL")
                .value_parser(["minor", "major", "wire"])
                .help("Exit with 1 where a change is of this level or above; `wire`: where one touches the wire"),
        )
        .arg(flag("verbose", "Print every diagnostic, notes too").short('v'))
}

/// A command about two documents of one client.
pub(super) fn documents(command: Command) -> Command {
    let document = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).value_name(value).value_parser(value_parser!(PathBuf)).required(true).help(help)
    };
    command
        .arg(document("old", "OLD", "The document as it was"))
        .arg(document("new", "NEW", "The document as it is"))
        .arg(Arg::new("client").long("client").value_name("CLIENT").help(
            "The client of specsmith.toml whose overlays, settings and names apply to both [default: its only one]",
        ))
        .arg(config_argument())
}

/// The jobs of both documents.
pub(super) fn jobs(matches: &ArgMatches) -> Result<(Job, Job), Box<Outcome>> {
    Ok((job(matches, "old")?, job(matches, "new")?))
}

/// Compares and prints.
pub(super) fn run(matches: &ArgMatches) -> End {
    let (old, new) = match jobs(matches) {
        Ok(jobs) => jobs,
        Err(outcome) => {
            outcome.print(false);
            return outcome.end;
        }
    };
    let (outcome, comparison) = compare(&old, &new);
    let Some(comparison) = comparison else {
        outcome.print(matches.get_flag("verbose"));
        return outcome.end;
    };
    let text = match one::<String>(matches, "format").as_deref() {
        Some("markdown") => changes::markdown(&comparison),
        // Strings and numbers only: this cannot fail.
        Some("json") => serde_json::to_string_pretty(&changes::json(&comparison)).unwrap_or_default() + "\n",
        _ => changes::human(&comparison),
    };
    // A reader that went away (`| head`) has seen enough.
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
    if is_denied(&comparison, one::<String>(matches, "deny").as_deref()) { End::Stale } else { End::Done }
}

fn is_denied(comparison: &Comparison, level: Option<&str>) -> bool {
    match level {
        Some("wire") => comparison.changes.iter().any(|located| located.change.wire.any()),
        Some("minor") => comparison.level() >= Some(Level::Minor),
        Some(_) => comparison.level() >= Some(Level::Major),
        None => false,
    }
}

/// The job of one of the documents: with the client's settings, where there is a configuration.
fn job(matches: &ArgMatches, name: &str) -> Result<Job, Box<Outcome>> {
    let document: PathBuf = one(matches, name).unwrap_or_default();
    let client: Option<String> = one(matches, "client");
    let is_configured = client.is_some() || one::<PathBuf>(matches, "config").is_some() || Project::nearest().is_file();
    if !is_configured {
        return Ok(plain(document));
    }
    let jobs = project(matches)?.jobs(&client.into_iter().collect::<Vec<_>>())?;
    match <[Job; 1]>::try_from(jobs) {
        // A setting may name what only one of the two documents has.
        Ok([job]) => Ok(Job { document, allow_unmatched: true, ..job }),
        // Several clients, and none named: the documents speak for themselves.
        Err(_) => Ok(plain(document)),
    }
}

fn plain(document: PathBuf) -> Job {
    Job {
        document,
        overlays: Vec::new(),
        selection: Selection::default(),
        overrides: Overrides::default(),
        allow_unmatched: true,
        out: PathBuf::new(),
        name: None,
        setting: Setting::with_runtime_at("runtime"),
        strict: false,
        refresh: String::new(),
    }
}
