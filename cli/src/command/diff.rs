//! `specsmith diff`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use specsmith_generator::Setting;
use specsmith_generator::diff::Level;
use specsmith_generator::read::{Overrides, Selection};

use super::args::{config_argument, flag, one, project};
use super::committed::Committed;
use crate::changes::{self, Comparison, compare};
use crate::job::Job;
use crate::project::Project;
use crate::run::{End, Outcome};

/// Returns the command with its arguments.
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

/// Adds the arguments of a command that compares two documents of one client.
pub(super) fn documents(command: Command) -> Command {
    let document = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).value_name(value).value_parser(value_parser!(PathBuf)).help(help)
    };
    command
        .arg(document("old", "OLD", "The document as it was [default: the client as git has it committed]"))
        .arg(document("new", "NEW", "The document as it is [default: the client's]"))
        .arg(
            Arg::new("since")
                .long("since")
                .value_name("REVISION")
                .default_value("HEAD")
                .help("The commit that the client is compared with, without OLD"),
        )
        .arg(Arg::new("client").long("client").value_name("CLIENT").help(
            "The client of specsmith.toml whose overlays, settings and names apply to both [default: its only one]",
        ))
        .arg(config_argument())
}

/// The old and the new job of a comparison.
pub(super) struct Pair {
    pub(super) old: Job,
    pub(super) new: Job,
    /// Files of the old document, if it comes from git.
    committed: Option<Committed>,
}

impl Pair {
    /// Makes the jobs of both documents.
    pub(super) fn of(matches: &ArgMatches) -> Result<Self, Box<Outcome>> {
        if one::<PathBuf>(matches, "old").is_some() {
            let (old, new) = (job(matches, "old")?, job(matches, "new")?);
            return Ok(Self { old, new, committed: None });
        }
        let new = client(matches, &one(matches, "config").unwrap_or_else(Project::nearest))?;
        let config = one(matches, "config").unwrap_or_else(Project::nearest);
        let folder = |path: &PathBuf| path.parent().map(Path::to_path_buf);
        let folders: Vec<PathBuf> =
            [&new.document].into_iter().chain(&new.overlays).filter_map(folder).chain([new.out.clone()]).collect();
        let since = one::<String>(matches, "since").unwrap_or_default();
        let committed = Committed::lay_out(&config, &folders, &since).map_err(refused)?;
        let old = client(matches, &committed.config)?;
        Ok(Self { old, new, committed: Some(committed) })
    }

    /// Compares both.
    pub(super) fn compare(&self) -> (Outcome, Option<Comparison>) {
        let (outcome, mut comparison) = compare(&self.old, &self.new);
        if let Some(committed) = &self.committed {
            let changes = comparison.iter_mut().flat_map(|comparison| &mut comparison.changes);
            for place in changes.filter_map(|located| located.before.as_mut()) {
                place.file = committed.named(&place.file).unwrap_or_else(|| place.file.clone());
            }
        }
        (outcome, comparison)
    }
}

fn refused(message: String) -> Box<Outcome> {
    Box::new(Outcome { end: End::Refused, problems: Vec::new(), message, stale: None, sources: Vec::new() })
}

/// Returns the job of the client on the command line, or of the only client of the configuration.
fn client(matches: &ArgMatches, config: &Path) -> Result<Job, Box<Outcome>> {
    let name: Option<String> = one(matches, "client");
    let jobs = Project::load(config)?.jobs(&name.into_iter().collect::<Vec<_>>())?;
    match <[Job; 1]>::try_from(jobs) {
        Ok([job]) => Ok(Job { allow_unmatched: true, ..job }),
        Err(jobs) => Err(refused(format!("there are {} clients; name one with `--client`", jobs.len()))),
    }
}

/// Compares both documents and prints the changes.
pub(super) fn run(matches: &ArgMatches) -> End {
    let pair = match Pair::of(matches) {
        Ok(pair) => pair,
        Err(outcome) => {
            outcome.print(false);
            return outcome.end;
        }
    };
    let (outcome, comparison) = pair.compare();
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

/// Returns the job of one of the documents, with the client's settings if there is a configuration.
fn job(matches: &ArgMatches, name: &str) -> Result<Job, Box<Outcome>> {
    let Some(document) = one::<PathBuf>(matches, name) else {
        return client(matches, &one(matches, "config").unwrap_or_else(Project::nearest));
    };
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
