//! Swagger's media types, and parameters that are bodies.

use serde_json::Value;

use super::at::{At, FileId};
use super::map::Map;
use super::references::References;
use super::value_reader::ValueReader;
use crate::pointer::Pointer;
use crate::report::Code;

/// A form parameter takes as much as so many values that are copied.
const COST_OF_FIELD: usize = 16;

/// A media type of a body takes as much as so many values that are copied.
const COST_OF_MEDIA: usize = 16;

/// The media types of bodies and responses of operations without their own.
#[derive(Clone, Debug, Default)]
pub(super) struct MediaTypes {
    pub(super) consumes: Vec<String>,
    pub(super) produces: Vec<String>,
}

impl MediaTypes {
    /// Returns the media types of the whole document.
    pub(super) fn of_document(values: &mut ValueReader<'_>, root: &Map) -> Self {
        Self::default().of_operation(values, root, &At::ROOT)
    }

    /// Returns the media types of an operation: its own, or else these.
    pub(super) fn of_operation(&self, values: &mut ValueReader<'_>, map: &Map, at: &At<'_>) -> Self {
        let mut media = self.clone();
        if map.contains_key("consumes") {
            media.consumes = names(values, map, "consumes", at);
        }
        if map.contains_key("produces") {
            media.produces = names(values, map, "produces", at);
        }
        media
    }
}

fn names(values: &mut ValueReader<'_>, map: &Map, key: &str, at: &At<'_>) -> Vec<String> {
    let names = map.get(key).map(|value| values.texts(value, &at.key(key))).unwrap_or_default();
    names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Keeps the first of the media types of a body when the bodies of a document have too many between them: each operation has all that the document lists.
pub(super) fn limit_media(
    values: &mut ValueReader<'_>,
    references: &mut References<'_>,
    names: &mut Vec<String>,
    at: &At<'_>,
) {
    if names.len() < 2 || references.spend(names.len() * COST_OF_MEDIA) {
        return;
    }
    values.warn(
        Code::TooLarge,
        at,
        "the media types of all operations are too many to be repeated; the first one is used here",
        "list fewer in `consumes` and `produces`",
    );
    names.truncate(1);
}

/// Leaves out the form parameters that other operations have as well, when they are too many between them: each has all that its path item lists.
pub(super) fn limit_fields(
    values: &mut ValueReader<'_>,
    references: &mut References<'_>,
    fields: &mut Vec<&BodyPart<'_>>,
    at: &At<'_>,
) {
    let taken: Vec<bool> = fields.iter().map(|part| references.is_taken(part.node)).collect();
    let count = taken.iter().filter(|taken| **taken).count();
    if count == 0 || references.spend(count * COST_OF_FIELD) {
        return;
    }
    values.warn(
        Code::TooLarge,
        at,
        format!("the form parameters of all operations are too many to be repeated; {count} of this one are left out"),
        "list fewer form parameters in what operations share",
    );
    let mut taken = taken.into_iter();
    fields.retain(|_| !taken.next().unwrap_or_default());
}

/// A parameter that is the body, or a field of the form that is the body.
#[derive(Clone, Debug)]
pub(super) struct BodyPart<'d> {
    pub(super) node: &'d Value,
    /// Its place in the document.
    pub(super) origin: Pointer,
    pub(super) file: FileId,
}
