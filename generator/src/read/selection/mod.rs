//! Selects operations of a document by patterns; what only the others need is left out with them.

mod operations;
mod pattern;
mod reach;

use std::collections::HashMap;

use serde_json::Value;

pub(crate) use self::operations::Operation;
pub(super) use self::operations::operations;
use self::operations::remove;
pub(crate) use self::pattern::Compiled;
pub(super) use self::reach::{Children, children};
use super::Input;
use super::keys::closest_of;
use crate::pointer::Pointer;
use crate::report::{Code, Place, Problem, Report};

/// The operations to keep: those that match `include`, or all if it is empty, without those that match `exclude`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Patterns of operations to keep.
    pub include: Vec<Pattern>,
    /// Patterns of operations to leave out.
    pub exclude: Vec<Pattern>,
}

/// A pattern: an operation id, `METHOD /path`, `/path`, `tag:NAME` or `resource:NAME`. In ids, names and parts of paths `*` stands for any
/// text, `**` in paths for any number of parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern.
    pub text: String,
    /// Its place in the user's file.
    pub place: Option<Place>,
}

/// The resource of each operation, by its path and method.
pub(crate) type Resources = HashMap<(String, String), String>;

impl Selection {
    /// True when every operation is kept.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// True when a pattern names a resource, which only lowering knows.
    pub(crate) fn asks_for_resources(&self) -> bool {
        self.include.iter().chain(&self.exclude).any(Pattern::is_of_resources)
    }
}

impl Pattern {
    /// True for a pattern that names a resource.
    pub(crate) fn is_of_resources(&self) -> bool {
        self.text.starts_with(pattern::RESOURCE)
    }
}

/// Leaves out of a document what its input does not select. `None`, with an error, when nothing would be left.
pub(super) fn apply(input: &Input, document: &mut Value, resources: &Resources, report: &mut Report) -> Option<()> {
    let Selection { include, exclude } = &input.selection;
    if input.selection.is_empty() {
        return Some(());
    }
    let known = operations(document, resources);
    let include = compile(include, &known, input, report);
    let exclude = compile(exclude, &known, input, report);
    let is_kept = |operation: &Operation| {
        let matches = |patterns: &[Compiled]| patterns.iter().any(|pattern| pattern.matches(operation));
        (input.selection.include.is_empty() || matches(&include)) && !matches(&exclude)
    };
    let (kept, left_out): (Vec<&Operation>, Vec<&Operation>) = known.iter().partition(|operation| is_kept(operation));
    if kept.is_empty() {
        let message = "`include` and `exclude` leave no operation";
        let problem = Problem::error(Code::UnmatchedPattern, &Pointer::root(), message, "select at least one");
        let first = input.selection.include.iter().chain(&input.selection.exclude).find_map(|it| it.place.clone());
        report.add(match first {
            Some(place) => problem.at(place),
            None => problem,
        });
        return None;
    }
    if !left_out.is_empty() {
        let whole = document.clone();
        remove(document, &kept, &left_out);
        reach::prune(document, &whole, &input.files);
    }
    Some(())
}

/// Compiles patterns; those that match nothing, or mean nothing, are reported.
fn compile(patterns: &[Pattern], known: &[Operation], input: &Input, report: &mut Report) -> Vec<Compiled> {
    let mut compiled = Vec::new();
    for pattern in patterns {
        let found = Compiled::new(&pattern.text);
        let matches = found.as_ref().is_some_and(|found| known.iter().any(|operation| found.matches(operation)));
        if !matches {
            report.add(unmatched(pattern, known, FORMS, input));
        }
        compiled.extend(found);
    }
    compiled
}

/// The forms of a pattern.
pub(super) const FORMS: &str = "an operation id, `METHOD /path`, `tag:NAME` or `resource:NAME`";

/// The problem of a pattern that matches no operation, with the forms it may have.
pub(super) fn unmatched(pattern: &Pattern, known: &[Operation], forms: &str, input: &Input) -> Problem {
    let message = format!("the pattern `{}` matches no operation", pattern.text);
    let texts: Vec<String> = known.iter().flat_map(|operation| pattern::texts(&pattern.text, operation)).collect();
    let close = closest_of(texts.iter().map(String::as_str), &pattern.text);
    let hint = close.map_or_else(
        || format!("write {forms}; `specsmith operations` lists them"),
        |close| format!("did you mean `{close}`?"),
    );
    problem(pattern, message, hint, input)
}

/// The problem of a name that no shared part has.
pub(super) fn missing(name: &Pattern, noun: &str, known: &[&str], input: &Input) -> Problem {
    let message = format!("the document has no {noun} `{}`", name.text);
    let close = closest_of(known.iter().copied(), &name.text);
    let hint =
        close.map_or_else(|| "write its key in the document".to_owned(), |close| format!("did you mean `{close}`?"));
    problem(name, message, hint, input)
}

/// The problem of a pattern, or of another key of the configuration: an error, unless unmatched ones are allowed.
pub(super) fn problem(pattern: &Pattern, message: String, hint: String, input: &Input) -> Problem {
    let problem = match input.allow_unmatched {
        true => Problem::note(Code::UnmatchedPattern, &Pointer::root(), message, hint),
        false => Problem::error(Code::UnmatchedPattern, &Pointer::root(), message, hint),
    };
    match &pattern.place {
        Some(place) => problem.at(place.clone()),
        None => problem,
    }
}
