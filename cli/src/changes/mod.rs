//! The differences between two documents for a user of the client.

mod comparison;
mod human;
mod json;
mod markdown;

use specsmith_generator::diff::{Level, diff};
use specsmith_generator::pointer::Pointer;
#[cfg(feature = "command")]
use specsmith_generator::read;
use specsmith_generator::read::places;
use specsmith_generator::report::{Place, Report};
use specsmith_generator::surface::Surface;
use specsmith_generator::{Input, surface_locked};

pub use comparison::{Comparison, Located};

use crate::code::{Problem, problems_of};
use crate::job::Job;
use crate::lock;
use crate::pipeline::{self, Loaded};
use crate::run::{End, Outcome};

/// Returns a comparison as text for a terminal.
pub fn human(comparison: &Comparison) -> String {
    human::text(comparison)
}

/// Returns a comparison as an entry of a changelog, or as a comment on a pull request.
pub fn markdown(comparison: &Comparison) -> String {
    markdown::text(comparison)
}

/// Returns a comparison as JSON.
pub fn json(comparison: &Comparison) -> serde_json::Value {
    json::value(comparison)
}

/// The surface of the client of one document.
pub(crate) struct Described {
    surface: Surface,
    report: Report,
    loaded: Loaded,
}

#[cfg(feature = "command")]
impl Described {
    /// Makes it of what a run has found.
    pub(crate) fn new(surface: Surface, report: &Report, input: read::Input) -> Self {
        Self { surface, report: report.emptied(), loaded: Loaded::of(input) }
    }
}

/// Compares the clients of two jobs. There is no comparison if a document is refused; the outcome has the reasons.
pub fn compare(old: &Job, new: &Job) -> (Outcome, Option<Comparison>) {
    let mut problems = Vec::new();
    let old = described(old, &mut problems);
    let pair = old.and_then(|old| Some((old, described(new, &mut problems)?)));
    let Some((old, new)) = pair else {
        let message = "nothing was compared".to_owned();
        return (Outcome { end: End::Refused, problems, message, stale: None, sources: Vec::new() }, None);
    };
    let comparison = between(&old, &new);
    let found = comparison.level().map_or("no changes", Level::word);
    let message = format!("{} changes: {found}", comparison.changes.len());
    let sources = old.loaded.into_sources().chain(new.loaded.into_sources()).collect();
    (Outcome { end: End::Done, problems, message, stale: None, sources }, Some(comparison))
}

/// Returns the changes from one client to another.
pub(crate) fn between(old: &Described, new: &Described) -> Comparison {
    let changes = diff(&old.surface, &new.surface);
    let (before, after) = std::thread::scope(|scope| {
        let before = scope.spawn(|| located(old, changes.iter().map(|change| change.before.as_ref())));
        let after = located(new, changes.iter().map(|change| change.after.as_ref()));
        (before.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), after)
    });
    let changes = changes.into_iter().zip(before).zip(after);
    let changes = changes.map(|((change, before), after)| Located { change, before, after }).collect();
    let versions = (old.surface.version.clone(), new.surface.version.clone());
    Comparison { name: new.surface.krate.clone(), versions, changes }
}

/// Reads a document. Returns `None`, and adds problems, if it is refused.
pub(crate) fn described(job: &Job, problems: &mut Vec<Problem>) -> Option<Described> {
    let mut loaded = pipeline::load(job, problems)?;
    let is_written = !job.out.as_os_str().is_empty();
    let names = if is_written { lock::read(&job.out) } else { Ok(None) };
    let names = names.map_err(|bad| problems.extend(bad)).ok()?;
    let (name, setting) = (job.name.clone(), job.setting.clone());
    // Lent, not copied: a document may be large.
    let input = Input { document: loaded.lend(), name, setting };
    let described = surface_locked(&input, names.as_ref());
    loaded.take_back(input.document);
    match described {
        Ok((surface, report)) => Some(Described { surface, report, loaded }),
        Err(report) => {
            problems.extend(problems_of(&report));
            None
        }
    }
}

/// Returns the place of each pointer, if it has one.
fn located<'p>(described: &Described, pointers: impl Iterator<Item = Option<&'p Pointer>>) -> Vec<Option<Place>> {
    let pointers: Vec<Option<&Pointer>> = pointers.collect();
    let wanted: Vec<&Pointer> = pointers.iter().copied().flatten().collect();
    let mut found = places(described.loaded.input(), &described.report, &wanted).into_iter();
    pointers.iter().map(|pointer| pointer.and_then(|_| found.next().flatten())).collect()
}
