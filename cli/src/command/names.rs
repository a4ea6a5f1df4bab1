//! `specsmith lock` and `specsmith rename`.

use std::fs;

use clap::{Arg, ArgMatches, Command};
use specsmith_generator::lock::{Key, Lock};

use super::args::{clients, config_argument, names, one, project};
use crate::job::Job;
use crate::lock;
use crate::project::{Project, worst};
use crate::run::{End, Options};

/// The arguments of `lock`.
pub(super) fn lock_command() -> Command {
    clients("lock", "Keep the names of clients from now on: write specsmith.lock into their output folders")
}

/// The arguments of `rename`.
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

/// Writes the first lock of each client, and generates them with it.
pub(super) fn lock(matches: &ArgMatches) -> End {
    let Some((project, jobs)) = found(matches, &names(matches)) else { return End::Refused };
    for job in jobs.iter().filter(|job| !lock::path(&job.out).exists()) {
        let begun = fs::create_dir_all(&job.out).and_then(|()| fs::write(lock::path(&job.out), Lock::default().text()));
        if let Err(error) = begun {
            anstream::eprintln!("`{}` cannot be written: {error}", lock::path(&job.out).display());
            return End::Refused;
        }
    }
    generate(&project, &names(matches))
}

/// Changes one name of a lock, and generates the client with it.
pub(super) fn rename(matches: &ArgMatches) -> End {
    let client: Vec<String> = one(matches, "client").into_iter().collect();
    let (old, new): (String, String) =
        (one(matches, "old").unwrap_or_default(), one(matches, "new").unwrap_or_default());
    let Some((project, jobs)) = found(matches, &client) else { return End::Refused };
    let [job] = jobs.as_slice() else {
        anstream::eprintln!("there are {} clients; name one with `--client`", jobs.len());
        return End::Refused;
    };
    let (key, before) = match change(job, &old, &new) {
        Ok(changed) => changed,
        Err(message) => {
            anstream::eprintln!("{message}");
            return End::Refused;
        }
    };
    let end = generate(&project, &client);
    let is_kept = lock::read(&job.out).ok().flatten().is_some_and(|lock| lock.get(&key) == Some(&new));
    if end != End::Done || is_kept {
        return end;
    }
    anstream::eprintln!("`{new}` is no name that `{key}` can have, or another item has it");
    let undone = lock::write(&job.out, &before).map(|()| generate(&project, &client));
    undone.map_or_else(|problem| anstream::eprintln!("{}", problem.message), |_| ());
    End::Refused
}

/// Changes the name of the one thing that has it. Gives its key, and the lock as it was.
fn change(job: &Job, old: &str, new: &str) -> Result<(Key, Lock), String> {
    let path = lock::path(&job.out).display().to_string();
    let lock = lock::read(&job.out).map_err(|_| format!("`{path}` has lines that say nothing"))?;
    let before = lock.ok_or_else(|| format!("there is no `{path}`; `specsmith lock` writes it"))?;
    let mut lock = before.clone();
    let is_meant = |key: &Key, name: &str| name == old || key.to_string() == old;
    let meant: Vec<Key> = lock.iter().filter(|(key, name)| is_meant(key, name)).map(|(key, _)| key.clone()).collect();
    match meant.as_slice() {
        [key] => {
            lock.set(key, new.to_owned());
            lock::write(&job.out, &lock).map_err(|problem| problem.message)?;
            Ok((key.clone(), before))
        }
        [] => Err(format!("nothing is called `{old}` in `{path}`")),
        several => {
            let lines: Vec<String> = several.iter().map(|key| format!("  {key}")).collect();
            Err(format!(
                "`{old}` is the name of {} things; give one of these instead:\n{}",
                lines.len(),
                lines.join("\n")
            ))
        }
    }
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
