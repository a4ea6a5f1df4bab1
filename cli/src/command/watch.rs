//! `specsmith watch`.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use clap::{ArgMatches, Command};

use super::args::{clients, names, one};
use crate::changes::{self, Described, between, described};
use crate::job::Job;
use crate::lock;
use crate::project::Project;
use crate::run::{End, Options};

/// Time between two checks of the files.
const PAUSE: Duration = Duration::from_millis(40);

/// Returns the command with its arguments.
pub(super) fn command() -> Command {
    clients("watch", "Generate clients whenever a file they are made of changes, and list what that does to users")
}

/// Generates now and after each change, until interrupted.
pub(super) fn run(matches: &ArgMatches) -> End {
    let names = names(matches);
    let config = one(matches, "config").unwrap_or_else(Project::nearest);
    let mut is_first = true;
    loop {
        let seen = modified(&config);
        match Project::load(&config).and_then(|project| project.jobs(&names).map(|jobs| (project, jobs))) {
            Ok((project, jobs)) => watch(&project, &names, jobs, || modified(&config) == seen),
            Err(outcome) => {
                outcome.print(false);
                if is_first {
                    return outcome.end;
                }
                while modified(&config) == seen {
                    thread::sleep(PAUSE);
                }
            }
        }
        is_first = false;
    }
}

/// Generates now and after each change of a client's files, until the configuration changes.
fn watch(project: &Project, names: &[String], jobs: Vec<Job>, is_current: impl Fn() -> bool) {
    generate(project, names);
    let mut watched: Vec<Watched> = jobs.into_iter().map(Watched::new).collect();
    while is_current() {
        let changed: Vec<&mut Watched> = watched.iter_mut().filter_map(Watched::changed).collect();
        if !changed.is_empty() {
            let start = Instant::now();
            changed.into_iter().for_each(Watched::tell);
            generate(project, names);
            // The run may have written the locks.
            watched.iter_mut().for_each(Watched::note_lock);
            anstream::eprintln!("{} ms", start.elapsed().as_millis());
        }
        thread::sleep(PAUSE);
    }
}

fn generate(project: &Project, names: &[String]) {
    let outcomes = project.run(names, &Options::default());
    outcomes.iter().for_each(|outcome| outcome.print(false));
}

/// A client, and its input files with the last known times of modification.
struct Watched {
    job: Job,
    /// Surface of the client for these files, unless they were refused.
    last: Option<Described>,
    files: Vec<(PathBuf, Option<SystemTime>)>,
}

impl Watched {
    fn new(job: Job) -> Self {
        let last = described(&job, &mut Vec::new());
        let files = files(&job, last.as_ref());
        Self { job, last, files }
    }

    /// Returns the client if one of its files has changed since the last check.
    fn changed(&mut self) -> Option<&mut Self> {
        let has_changed = self.files.iter().any(|(path, then)| modified(path) != *then);
        has_changed.then_some(self)
    }

    /// Prints the effect of the change on users. A refused document is not reported here: the next run does.
    fn tell(&mut self) {
        let now = described(&self.job, &mut Vec::new());
        if let (Some(last), Some(now)) = (&self.last, &now) {
            // A reader that went away has seen enough.
            let _ = anstream::stdout().lock().write_all(changes::human(&between(last, now)).as_bytes());
        }
        self.files = files(&self.job, now.as_ref());
        self.last = now.or(self.last.take());
    }

    /// Updates the time of the lock, which the run itself may have written.
    fn note_lock(&mut self) {
        let lock = lock::path(&self.job.out);
        for (path, time) in self.files.iter_mut().filter(|(path, _)| *path == lock) {
            *time = modified(path);
        }
    }
}

/// Returns the input files of a client with their times of modification.
fn files(job: &Job, described: Option<&Described>) -> Vec<(PathBuf, Option<SystemTime>)> {
    let own = [&job.document].into_iter().chain(&job.overlays).cloned();
    let beside = described.into_iter().flat_map(Described::files);
    let lock = lock::path(&job.out);
    own.chain(beside).chain([lock]).map(|path| (path.clone(), modified(&path))).collect()
}

fn modified(path: &PathBuf) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}
