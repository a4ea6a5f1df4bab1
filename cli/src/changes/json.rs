//! Changes for programs.

use serde_json::{Value, json};
use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::Place;

use super::comparison::{Comparison, Located};

/// Returns the level of the comparison, and every change with its details.
pub(super) fn value(comparison: &Comparison) -> Value {
    json!({
        "crate": comparison.name,
        "before": comparison.versions.0,
        "after": comparison.versions.1,
        "level": comparison.level(),
        "changes": comparison.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(located: &Located) -> Value {
    let change = &located.change;
    json!({
        "item": change.item,
        "kind": change.kind.word(),
        "change": change.what.code(),
        "text": change.what.describe(),
        "level": change.source,
        "wire": change.wire,
        "reason": change.reason(),
        "before": place(change.before.as_ref(), located.before.as_ref()),
        "after": place(change.after.as_ref(), located.after.as_ref()),
    })
}

fn place(pointer: Option<&Pointer>, place: Option<&Place>) -> Value {
    match pointer {
        None => Value::Null,
        Some(pointer) => json!({
            "pointer": pointer.as_str(),
            "file": place.map(|place| &place.file),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
        }),
    }
}
