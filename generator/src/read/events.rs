//! The schemas of the data of server-sent events, wherever they stand.

use std::collections::HashSet;

use serde_json::Value;

use super::at::FileId;
use super::refs::{Refs, address, reference_of};

/// Schemas inside of each other, from that of an event to that of its data.
const DEEPEST: usize = 16;

/// The addresses of the schemas of `data` in the items of event streams (3.2 §4.14.4.1).
pub(super) fn data<'d>(refs: &Refs<'d>, root: &'d Value) -> HashSet<usize> {
    let mut found = HashSet::new();
    let mut work = vec![root];
    while let Some(value) = work.pop() {
        match value {
            Value::Object(map) => {
                for (key, child) in map {
                    if key.to_ascii_lowercase().starts_with("text/event-stream")
                        && let Some(item) = child.get("itemSchema")
                    {
                        of_event(refs, item, FileId::MAIN, 0, &mut found);
                    }
                    work.push(child);
                }
            }
            Value::Array(items) => work.extend(items),
            _ => {}
        }
    }
    found
}

/// The data of an event, or of each that it may be.
fn of_event<'d>(refs: &Refs<'d>, event: &'d Value, file: FileId, depth: usize, found: &mut HashSet<usize>) {
    if depth > DEEPEST {
        return;
    }
    if let Some((target, file)) = target(refs, event, file) {
        of_event(refs, target, file, depth + 1, found);
    }
    if let Some(data) = event.get("properties").and_then(|properties| properties.get("data")) {
        found.insert(address(data));
        if let Some((target, _)) = target(refs, data, file) {
            found.insert(address(target));
        }
    }
    let lists = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| event.get(key)?.as_array());
    lists.flatten().for_each(|member| of_event(refs, member, file, depth + 1, found));
}

/// What a reference names.
fn target<'d>(refs: &Refs<'d>, value: &'d Value, file: FileId) -> Option<(&'d Value, FileId)> {
    let found = refs.hop(reference_of(value)?, file)?;
    Some((found.node, found.file))
}
