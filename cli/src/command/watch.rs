//! `specsmith watch`.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use clap::{ArgMatches, Command};

use super::args::{clients, names, project};
use crate::changes::{self, Described, between, described};
use crate::job::Job;
use crate::project::Project;
use crate::run::{End, Options};

/// Time between two looks at the files.
const PAUSE: Duration = Duration::from_millis(40);

/// The arguments of the command.
pub(super) fn command() -> Command {
    clients("watch", "Generate clients whenever a file they are made of changes, and list what that does to users")
}

/// Generates now and after each change, until it is interrupted.
pub(super) fn run(matches: &ArgMatches) -> End {
    let names = names(matches);
    let found = project(matches).and_then(|project| project.jobs(&names).map(|jobs| (project, jobs)));
    let (project, jobs) = match found {
        Ok(found) => found,
        Err(outcome) => {
            outcome.print(false);
            return outcome.end;
        }
    };
    generate(&project, &names);
    let mut watched: Vec<Watched> = jobs.into_iter().map(Watched::new).collect();
    loop {
        let changed: Vec<&mut Watched> = watched.iter_mut().filter_map(Watched::changed).collect();
        if !changed.is_empty() {
            let start = Instant::now();
            changed.into_iter().for_each(Watched::tell);
            generate(&project, &names);
            anstream::eprintln!("{} ms", start.elapsed().as_millis());
        }
        thread::sleep(PAUSE);
    }
}

fn generate(project: &Project, names: &[String]) {
    let outcomes = project.run(names, &Options::default());
    outcomes.iter().for_each(|outcome| outcome.print(false));
}

/// A client, and the files it is made of as they were last seen.
struct Watched {
    job: Job,
    /// The client that the files made, unless they were refused.
    last: Option<Described>,
    files: Vec<(PathBuf, Option<SystemTime>)>,
}

impl Watched {
    fn new(job: Job) -> Self {
        let last = described(&job, &mut Vec::new());
        let files = files(&job, last.as_ref());
        Self { job, last, files }
    }

    /// Itself, if one of its files has changed since it was last looked at.
    fn changed(&mut self) -> Option<&mut Self> {
        let has_changed = self.files.iter().any(|(path, then)| modified(path) != *then);
        has_changed.then_some(self)
    }

    /// Prints what the change does to users. A document that is refused is told by the run that follows.
    fn tell(&mut self) {
        let now = described(&self.job, &mut Vec::new());
        if let (Some(last), Some(now)) = (&self.last, &now) {
            // A reader that went away has seen enough.
            let _ = anstream::stdout().lock().write_all(changes::human(&between(last, now)).as_bytes());
        }
        self.files = files(&self.job, now.as_ref());
        self.last = now.or(self.last.take());
    }
}

/// The files that a client is made of, each with the time of its last change.
fn files(job: &Job, described: Option<&Described>) -> Vec<(PathBuf, Option<SystemTime>)> {
    let own = [&job.document].into_iter().chain(&job.overlays).cloned();
    let beside = described.into_iter().flat_map(Described::files);
    own.chain(beside).map(|path| (path.clone(), modified(&path))).collect()
}

fn modified(path: &PathBuf) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}
