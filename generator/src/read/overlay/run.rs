//! The state that all actions share.

use serde_json::Value;

use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::read::jsonpath;
use crate::report::{Code, Problem, Report};

/// The version of an overlay, as far as it changes the meaning of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1_0,
    V1_1,
}

/// The state that all actions share.
pub(super) struct Run<'r> {
    pub(super) document: &'r mut Value,
    pub(super) steps: jsonpath::Budget,
    pub(super) additions: usize,
    pub(super) changes: Changes,
    pub(super) report: &'r mut Report,
    /// True if an action that cannot be applied does not refuse the document.
    pub(super) is_lenient: bool,
}

impl Run<'_> {
    /// Returns the version of an overlay. `None`, with an error, when it is none.
    pub(super) fn version(&mut self, overlay: &Value, name: &str) -> Option<Version> {
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
    pub(super) fn refuse(&mut self, at: &Pointer, message: impl Into<String>, hint: &str) {
        let (code, message) = (Code::BadOverlay, message.into());
        self.report.add(match self.is_lenient {
            true => Problem::warning(code, at, message, hint),
            false => Problem::error(code, at, message, hint),
        });
    }

    /// Reports an action that finds nothing to change.
    pub(super) fn unmatched(&mut self, at: &Pointer, message: impl Into<String>, hint: &str) {
        let (code, message) = (Code::UnmatchedOverlay, message.into());
        self.report.add(match self.is_lenient {
            true => Problem::note(code, at, message, hint),
            false => Problem::error(code, at, message, hint),
        });
    }

    /// Takes what so many copies of a value add; false when it is more than is left.
    pub(super) fn afford(&mut self, value: &Value, copies: usize) -> bool {
        let left = self.additions.checked_sub(weight(value).saturating_mul(copies));
        self.additions = left.unwrap_or(self.additions);
        left.is_some()
    }
}

/// Returns the part of a document that a value takes.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / 64,
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(map) => 1 + map.iter().map(|(key, value)| weight(value) + key.len() / 64).sum::<usize>(),
        _ => 1,
    }
}
