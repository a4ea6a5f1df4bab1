//! Schemas of texts whose content has a place in the crate: the data of server-sent events, and the parts of multipart bodies.

use std::collections::HashSet;

use serde_json::Value;

use super::at::FileId;
use super::found::{address, reference_of};
use super::refs::Refs;

/// Schemas inside of each other, from that of a body or an event to that of the text.
const DEEPEST: usize = 16;

/// The addresses of such texts.
#[derive(Default)]
pub(super) struct Contents {
    /// The data of events, which is decoded (3.2 §4.14.4.1).
    event_data: Texts,
    /// Parts, which are sent with their media type (3.1 §4.8.15).
    parts: Texts,
}

/// Texts below schemas of one kind.
#[derive(Default)]
struct Texts {
    found: HashSet<usize>,
    /// Schemas that were looked into.
    seen: HashSet<usize>,
}

impl Contents {
    /// Returns those of a document.
    pub(super) fn of<'d>(refs: &Refs<'d>, root: &'d Value) -> Self {
        let mut found = Self::default();
        let mut work = vec![root];
        while let Some(value) = work.pop() {
            match value {
                Value::Object(map) => {
                    for (key, child) in map {
                        found.media_type(refs, key, child);
                        work.push(child);
                    }
                }
                Value::Array(items) => work.extend(items),
                _ => {}
            }
        }
        found
    }

    /// Returns true if the crate implements a keyword of a schema.
    pub(super) fn represent(&self, key: &str, schema: &Value) -> bool {
        let schema = address(schema);
        self.event_data.found.contains(&schema) || key == "contentMediaType" && self.parts.found.contains(&schema)
    }

    fn media_type<'d>(&mut self, refs: &Refs<'d>, key: &str, media: &'d Value) {
        let is = |start: &str| key.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start));
        if is("text/event-stream") {
            let data = |event: &'d Value| event.get("properties").and_then(|properties| properties.get("data"));
            let item = media.get("itemSchema");
            below(refs, item, FileId::MAIN, 0, &mut |schema| data(schema).into_iter().collect(), &mut self.event_data);
        } else if is("multipart/") {
            let properties = |body: &'d Value| {
                let properties = body.get("properties").and_then(Value::as_object);
                let properties: Vec<&Value> = properties.into_iter().flat_map(|map| map.values()).collect();
                let items = properties.iter().chain([&body]).filter_map(|property| property.get("items"));
                items.chain(properties.iter().copied()).collect()
            };
            below(refs, media.get("schema"), FileId::MAIN, 0, &mut |schema| properties(schema), &mut self.parts);
        }
    }
}

/// Notes the texts of a schema, and of its variants and parts.
fn below<'d>(
    refs: &Refs<'d>,
    schema: Option<&'d Value>,
    file: FileId,
    depth: usize,
    texts: &mut dyn FnMut(&'d Value) -> Vec<&'d Value>,
    found: &mut Texts,
) {
    let is_new = |schema: &&Value| depth <= DEEPEST && found.seen.insert(address(schema));
    let Some(schema) = schema.filter(is_new) else { return };
    if let Some((target, file)) = target(refs, schema, file) {
        below(refs, Some(target), file, depth + 1, texts, found);
    }
    for text in texts(schema) {
        found.found.insert(address(text));
        found.found.extend(target(refs, text, file).map(|(target, _)| address(target)));
    }
    let lists = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| schema.get(key)?.as_array());
    lists.flatten().for_each(|member| below(refs, Some(member), file, depth + 1, texts, found));
}

/// Returns the node that a reference names.
fn target<'d>(refs: &Refs<'d>, value: &'d Value, file: FileId) -> Option<(&'d Value, FileId)> {
    let found = refs.hop(reference_of(value)?, file)?;
    Some((found.node, found.file))
}
