//! Selects operations of a document by patterns; what only the others need is left out with them.

mod operations;
mod pattern;
mod reach;

use serde_json::Value;

pub(crate) use self::operations::Operation;
pub(super) use self::operations::operations;
use self::operations::remove;
pub(crate) use self::pattern::Compiled;
pub(super) use self::reach::{Children, children};
use super::choice::{Pattern, Resources, Selection};
use super::input::Input;
use super::keys::closest_of;
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

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

/// Returns the problem of a pattern that matches no operation, with the forms it may have.
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

/// Returns the problem of a name that no shared part has.
pub(super) fn missing(name: &Pattern, noun: &str, known: &[&str], input: &Input) -> Problem {
    let message = format!("the document has no {noun} `{}`", name.text);
    let close = closest_of(known.iter().copied(), &name.text);
    let hint =
        close.map_or_else(|| "write its key in the document".to_owned(), |close| format!("did you mean `{close}`?"));
    problem(name, message, hint, input)
}

/// Returns the problem of a pattern, or of another key of the configuration: an error, unless unmatched ones are allowed.
pub(super) fn problem(pattern: &Pattern, message: String, hint: String, input: &Input) -> Problem {
    coded(Code::UnmatchedPattern, pattern, message, hint, input)
}

/// Returns a problem with a pattern, with another code.
pub(super) fn coded(code: Code, pattern: &Pattern, message: String, hint: String, input: &Input) -> Problem {
    let problem = match input.allow_unmatched {
        true => Problem::note(code, &Pointer::root(), message, hint),
        false => Problem::error(code, &Pointer::root(), message, hint),
    };
    match &pattern.place {
        Some(place) => problem.at(place.clone()),
        None => problem,
    }
}
