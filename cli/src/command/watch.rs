//! `specsmith watch`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use clap::{ArgMatches, Command};
use specsmith_generator::generate_again;
use specsmith_generator::print::Memory;

use super::args::{clients, names, one};
use crate::changes::{self, Described, between};
use crate::job::Job;
use crate::lock;
use crate::project::Project;
use crate::run::{End, Options, run_with};

/// Time between two checks of the files.
const PAUSE: Duration = Duration::from_millis(5);

/// Time in which a changed file must not change again before it is read: an editor may write in several steps.
const REST: Duration = Duration::from_millis(5);

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
        let seen = Stamp::of(&config);
        match Project::load(&config).and_then(|project| project.jobs(&names).map(|jobs| (project, jobs))) {
            Ok((project, jobs)) => watch(&project, &names, jobs, || Stamp::of(&config) == seen),
            Err(outcome) => {
                outcome.print(false);
                if is_first {
                    return outcome.end;
                }
                while Stamp::of(&config) == seen {
                    thread::sleep(PAUSE);
                }
            }
        }
        is_first = false;
    }
}

/// Generates now and after each change of a client's files, until the configuration changes.
fn watch(project: &Project, names: &[String], jobs: Vec<Job>, is_current: impl Fn() -> bool) {
    let mut watched: Vec<Watched> = jobs.iter().map(Watched::new).collect();
    let ends: Vec<End> = jobs.into_iter().zip(&mut watched).map(|(job, it)| it.generate(project, job)).collect();
    if ends.iter().any(|end| *end != End::Refused) {
        project.vendor_for(names, &Options::default()).iter().for_each(|outcome| outcome.print(false));
    }
    while is_current() {
        if watched.iter().any(Watched::has_changed) {
            let start = Instant::now();
            // The version of a client may be that of its output, which another command may have changed.
            let jobs = project.jobs(names).unwrap_or_default();
            for (job, watched) in jobs.into_iter().zip(&mut watched) {
                if watched.has_changed() {
                    watched.generate(project, job);
                }
            }
            anstream::eprintln!("{} ms", start.elapsed().as_millis());
        }
        thread::sleep(PAUSE);
    }
}

/// A client, and its input files as they were last read.
struct Watched {
    lock: PathBuf,
    /// Public interface of the client as it was last generated.
    last: Option<Described>,
    /// Texts that the last run has left for the next one.
    memory: Memory,
    files: Vec<(PathBuf, Option<Stamp>)>,
}

impl Watched {
    fn new(job: &Job) -> Self {
        let lock = lock::path(&job.out);
        let files = [&job.document, &lock].into_iter().chain(&job.overlays);
        let files = files.map(|path| (path.clone(), None)).collect();
        Self { lock, last: None, memory: Memory::default(), files }
    }

    /// Returns true if one of the files has changed since it was last read.
    fn has_changed(&self) -> bool {
        self.files.iter().any(|(path, then)| Stamp::of(path) != *then)
    }

    /// Notes the present state of the files, once they have come to rest.
    fn note(&mut self) {
        loop {
            self.files.iter_mut().for_each(|(path, stamp)| *stamp = Stamp::of(path));
            thread::sleep(REST);
            if !self.has_changed() {
                break;
            }
        }
    }

    /// Generates the client, and prints the effect of the change on users. Of a refused document the run says why.
    fn generate(&mut self, project: &Project, job: Job) -> End {
        self.note();
        let Self { last, memory, .. } = self;
        let mut now = None;
        let outcome = run_with(project.start(job), &Options::default(), |input, lock| {
            generate_again(input, lock, memory, |surface, report| {
                let described = Described::new(surface, report, input.document.clone());
                if let Some(last) = &last {
                    // A reader that went away has seen enough.
                    let _ = anstream::stdout().lock().write_all(changes::human(&between(last, &described)).as_bytes());
                }
                now = Some(described);
            })
        });
        outcome.print(false);
        self.last = now.or(self.last.take());
        // A refused document may not say what it refers to.
        for source in &outcome.sources {
            let path = Path::new(&source.name);
            if self.files.iter().all(|(known, _)| known != path) {
                self.files.push((path.to_path_buf(), Stamp::of(path)));
            }
        }
        // The run itself may have written the lock.
        self.files.iter_mut().filter(|(path, _)| *path == self.lock).for_each(|(path, stamp)| *stamp = Stamp::of(path));
        outcome.end
    }
}

/// Time of modification and length of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp(SystemTime, u64);

impl Stamp {
    /// Returns nothing if there is no such file.
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        Some(Self(metadata.modified().ok()?, metadata.len()))
    }
}
