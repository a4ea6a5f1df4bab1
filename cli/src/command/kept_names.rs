//! `specsmith lock` and `specsmith rename`.

use std::fs;

use clap::{Arg, ArgMatches, Command};
use specsmith_generator::lock::{Key, Lock};

use super::args::{clients, config_argument, flag, names, one, project};
use crate::code::Problem;
use crate::job::Job;
use crate::lock;
use crate::pipeline;
use crate::project::{Project, worst};
use crate::run::{End, Options};

/// Returns the command `lock`.
pub(super) fn lock_command() -> Command {
    clients("lock", "Keep the names of clients from now on: write specsmith.lock into their output folders")
        .arg(flag("prune", "Forget the names of what is gone from the document"))
}

/// Returns the command `rename`.
pub(super) fn rename_command() -> Command {
    let name = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).value_name(value).required(true).help(help)
    };
    Command::new("rename")
        .about("Give an item another name, which specsmith.lock keeps, and generate the client again")
        .arg(name("old", "OLD", "The name it has, or its line in specsmith.lock without the name"))
        .arg(name("new", "NEW", "The name it is to have"))
        .arg(Arg::new("client").long("client").value_name("CLIENT").help("The client, where there are several"))
        .arg(config_argument())
}

/// Writes the first lock of each client, or removes unused names, and generates the clients.
pub(super) fn lock(matches: &ArgMatches) -> End {
    let Some((project, jobs)) = found(matches, &names(matches)) else { return End::Refused };
    for job in &jobs {
        let begun = match lock::path(&job.out).exists() {
            false => begin(job),
            true if matches.get_flag("prune") => prune(job),
            true => Ok(()),
        };
        if let Err(message) = begun {
            anstream::eprintln!("{message}");
            return End::Refused;
        }
    }
    generate(&project, &names(matches))
}

fn begin(job: &Job) -> Result<(), String> {
    let path = lock::path(&job.out);
    let begun = fs::create_dir_all(&job.out).and_then(|()| fs::write(&path, Lock::default().text()));
    begun.map_err(|error| format!("`{}` cannot be written: {error}", path.display()))
}

fn prune(job: &Job) -> Result<(), String> {
    let first = |problems: Vec<Problem>| problems.first().map(|it| it.message.clone()).unwrap_or_default();
    let Some(mut lock) = lock::read(&job.out).map_err(first)? else { return Ok(()) };
    lock.prune();
    lock::write(&job.out, &lock).map_err(|problem| problem.message)
}

/// Changes one name in a lock, and generates the client.
pub(super) fn rename(matches: &ArgMatches) -> End {
    let client: Vec<String> = one(matches, "client").into_iter().collect();
    let (old, new): (String, String) =
        (one(matches, "old").unwrap_or_default(), one(matches, "new").unwrap_or_default());
    let Some((project, jobs)) = found(matches, &client) else { return End::Refused };
    let [job] = jobs.as_slice() else {
        anstream::eprintln!("there are {} clients; name one with `--client`", jobs.len());
        return End::Refused;
    };
    let change = match change(job, &old, &new) {
        Ok(change) => change,
        Err(Refused::Message(message)) => {
            anstream::eprintln!("{message}");
            return End::Refused;
        }
        // The document is refused, which the run says; it writes nothing.
        Err(Refused::Document) => return generate(&project, &client),
    };
    let written = lock::write(&job.out, &change.after);
    let end = written.map_or_else(
        |problem| {
            anstream::eprintln!("{}", problem.message);
            End::Refused
        },
        |()| generate(&project, &client),
    );
    if end == End::Done {
        let alias = match change.has_alias {
            true => "the former name is deprecated",
            false => "it can have no alias: code that names it breaks",
        };
        anstream::eprintln!("renamed `{}` from `{}` to `{new}`; {alias}", change.key, change.name);
    } else if let Err(problem) = lock::write(&job.out, &change.before) {
        anstream::eprintln!("{}", problem.message);
    }
    end
}

/// The reason that a renaming is refused.
enum Refused {
    Message(String),
    Document,
}

/// A change of one name.
struct Change {
    key: Key,
    name: String,
    before: Lock,
    after: Lock,
    /// True if the former name is a deprecated alias.
    has_alias: bool,
}

/// Finds the only item with a name, and checks that it can have the new name, and that no other name changes. Writes nothing.
fn change(job: &Job, old: &str, new: &str) -> Result<Change, Refused> {
    let path = lock::path(&job.out).display().to_string();
    let refused = |message: String| Err(Refused::Message(message));
    let before = match lock::read(&job.out) {
        Ok(Some(lock)) => lock,
        Ok(None) => return refused(format!("there is no `{path}`; `specsmith lock` writes it")),
        Err(_) => return refused(format!("`{path}` has lines that say nothing; `specsmith check` lists them")),
    };
    let is_meant = |key: &Key, name: &str| key.is_name() && (name == old || key.to_string() == old);
    let meant: Vec<(&Key, &str)> = before.iter().filter(|(key, name)| is_meant(key, name)).collect();
    let (key, name) = match meant.as_slice() {
        [(key, name)] => ((*key).clone(), (*name).to_owned()),
        [] => return refused(format!("nothing is called `{old}` in `{path}`")),
        several => {
            let lines: Vec<String> = several.iter().map(|(key, _)| format!("  {key}")).collect();
            let count = lines.len();
            return refused(format!(
                "`{old}` is the name of {count} things; give one of these instead:\n{}",
                lines.join("\n")
            ));
        }
    };
    if new.is_empty() || !new.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return refused(format!("`{}` is no name in Rust", new.escape_debug()));
    }
    let mut after = before.clone();
    let has_alias = after.rename(&key, new.to_owned());
    let mut problems = Vec::new();
    let mut loaded = pipeline::load(job, &mut problems).ok_or(Refused::Document)?;
    let mut with = |lock| pipeline::names_with(&mut loaded, job, lock, &mut problems).ok_or(Refused::Document);
    let (now, then) = (with(&before)?, with(&after)?);
    if let Some((owner, _)) =
        now.iter().find(|(other, name)| **other != key && then.get(other).is_some_and(|it| it != *name))
    {
        return refused(format!("`{owner}` has the name `{new}` or one that it would take"));
    }
    if then.get(&key).is_none_or(|it| it != new) {
        return refused(format!("`{new}` is no name that `{key}` can have"));
    }
    Ok(Change { key, name, before, after, has_alias })
}

fn found(matches: &ArgMatches, names: &[String]) -> Option<(Project, Vec<Job>)> {
    let found = project(matches).and_then(|project| project.jobs(names).map(|jobs| (project, jobs)));
    found.map_err(|outcome| outcome.print(false)).ok()
}

fn generate(project: &Project, names: &[String]) -> End {
    let outcomes = project.run(names, &Options::default());
    outcomes.iter().for_each(|outcome| outcome.print(false));
    worst(&outcomes)
}
