//! Overlays (OpenAPI Overlay 1.0 and 1.1): actions that update, remove or copy what a JSONPath selects.

mod action;
mod extends;
mod merge;

use serde_json::Value;

use super::jsonpath;
use super::{Input, text};
use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// Steps that the paths of all overlays may take: some seconds.
const STEPS: usize = if cfg!(test) { 1_000_000 } else { 240_000_000 };

/// Nodes, and pieces of long texts, that all overlays may add.
const ADDITIONS: usize = 500_000;

/// The version of an overlay, as far as it decides what an action means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    V1_0,
    V1_1,
}

/// The state that all actions share.
struct Run<'r> {
    document: &'r mut Value,
    steps: jsonpath::Budget,
    additions: usize,
    changes: Changes,
    report: &'r mut Report,
    /// An action that cannot be applied does not refuse the document.
    is_lenient: bool,
}

/// Applies the overlays of an input in their order. `None`, with an error, when one of them is no overlay.
pub(super) fn apply(input: &Input, document: &mut Value, report: &mut Report) -> Option<Changes> {
    let steps = jsonpath::Budget(STEPS);
    let is_lenient = input.allow_unmatched;
    let mut run = Run { document, steps, additions: ADDITIONS, changes: Changes::default(), report, is_lenient };
    for overlay in &input.overlays {
        let tree = text::parse(&overlay.name, &overlay.bytes, run.report)?;
        let root = Pointer::root_of(&overlay.name);
        let version = run.version(&tree.value, &overlay.name)?;
        extends::check(&tree.value, overlay, &input.spec, &mut run);
        let actions = tree.value.get("actions").and_then(Value::as_array);
        for (index, action) in actions.into_iter().flatten().enumerate() {
            run.act(action, version, &root.child("actions").child(index));
        }
    }
    Some(run.changes)
}

impl Run<'_> {
    /// The version of an overlay. `None`, with an error, when it is none.
    fn version(&mut self, overlay: &Value, name: &str) -> Option<Version> {
        let root = Pointer::root_of(name);
        let version = match overlay.get("overlay") {
            Some(Value::String(version)) => Some(version.clone()),
            // `overlay: 1.1` without quotes is a number.
            Some(Value::Number(version)) => Some(version.to_string()),
            _ => None,
        };
        let actions = overlay.get("actions").and_then(Value::as_array);
        let (Some(version), Some(_)) = (version, actions) else {
            let message = format!("`{name}` is no overlay: it needs `overlay: 1.1.0` and a list of `actions`");
            let hint = "give an overlay document, and the OpenAPI document apart from it";
            self.report.add(Problem::error(Code::BadOverlay, &root, message, hint));
            return None;
        };
        let mut parts = version.split('.');
        match (parts.next(), parts.next()) {
            (Some("1"), Some("0")) => Some(Version::V1_0),
            (Some("1"), Some("1")) => Some(Version::V1_1),
            _ => {
                let message = format!("`{version}` is no version of the Overlay Specification that is known");
                let hint = "write `overlay: 1.0.0` or `overlay: 1.1.0`";
                self.report.add(Problem::error(Code::BadOverlay, &root.child("overlay"), message, hint));
                None
            }
        }
    }

    /// Reports an action that cannot be applied.
    fn refuse(&mut self, at: &Pointer, message: impl Into<String>, hint: &str) {
        let (code, message) = (Code::BadOverlay, message.into());
        self.report.add(match self.is_lenient {
            true => Problem::warning(code, at, message, hint),
            false => Problem::error(code, at, message, hint),
        });
    }

    /// Reports an action that finds nothing to change.
    fn unmatched(&mut self, at: &Pointer, message: impl Into<String>, hint: &str) {
        let (code, message) = (Code::UnmatchedOverlay, message.into());
        self.report.add(match self.is_lenient {
            true => Problem::note(code, at, message, hint),
            false => Problem::error(code, at, message, hint),
        });
    }

    /// Takes what so many copies of a value add; false when it is more than is left.
    fn afford(&mut self, value: &Value, copies: usize) -> bool {
        let left = self.additions.checked_sub(weight(value).saturating_mul(copies));
        self.additions = left.unwrap_or(self.additions);
        left.is_some()
    }
}

/// The part of a document that a value takes.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / 64,
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(map) => 1 + map.iter().map(|(key, value)| weight(value) + key.len() / 64).sum::<usize>(),
        _ => 1,
    }
}
