//! Overlays (OpenAPI Overlay 1.0 and 1.1): actions that update, remove or copy the nodes that a JSONPath selects.

mod action;
mod extends;
mod merge;
mod run;

use serde_json::Value;

use super::input::Input;
use super::jsonpath;
use super::text;
use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::report::Report;
use run::Run;

/// Steps that the paths of all overlays may take: some seconds.
const STEPS: usize = if cfg!(test) { 1_000_000 } else { 240_000_000 };

/// Nodes, and pieces of long texts, that all overlays may add.
const ADDITIONS: usize = 500_000;

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
