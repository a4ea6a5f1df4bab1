//! What a success looks like from afar, seen in the schema: names are decided before there are types.

use openapiv3::{Operation, ReferenceOr, Response, Schema, SchemaKind, StatusCode, Type};

use super::content::kind;
use super::media::MediaKind;
use super::route::ReplyShape;
use crate::naming::words;
use crate::read::{Document, ext};

/// Properties that hold the items of a page.
pub(super) const ITEM_KEYS: [&str; 16] = [
    "data",
    "items",
    "results",
    "records",
    "entries",
    "values",
    "objects",
    "elements",
    "resources",
    "list",
    "rows",
    "edges",
    "nodes",
    "content",
    "hits",
    "value",
];

/// Words of properties that are about a page, not in it.
const PAGE_WORDS: [&str; 22] = [
    "count",
    "cursor",
    "first",
    "has",
    "last",
    "limit",
    "links",
    "meta",
    "metadata",
    "more",
    "next",
    "object",
    "offset",
    "ok",
    "page",
    "paging",
    "pagination",
    "previous",
    "prev",
    "size",
    "success",
    "total",
];

/// Deep enough for `allOf` chains people write; a cycle ends here.
const DEPTH: usize = 8;

/// The shape of an operation's first success.
pub(super) fn of(document: &Document, operation: &Operation, tail: &str) -> ReplyShape {
    let Some(schema) = success(operation).and_then(|response| json_schema(document, response)) else {
        return ReplyShape::Unknown;
    };
    Look { document, left: MOST_LOOKS }.schema_shape(schema, tail, DEPTH)
}

fn success(operation: &Operation) -> Option<&ReferenceOr<Response>> {
    let is_success = |code: &StatusCode| matches!(code, StatusCode::Code(200..=299) | StatusCode::Range(2));
    let declared =
        operation.responses.responses.iter().filter(|(code, _)| is_success(code)).min_by_key(|(code, _)| *code);
    declared.map(|(_, response)| response).or(operation.responses.default.as_ref())
}

fn json_schema<'d>(document: &'d Document, response: &'d ReferenceOr<Response>) -> Option<&'d ReferenceOr<Schema>> {
    let content = &document.response(response)?.content;
    content.iter().find(|(name, media)| kind(document, name, media) == MediaKind::Json)?.1.schema.as_ref()
}

/// Schemas and properties that are looked at to see what a success is: enough for any that people wrote.
const MOST_LOOKS: usize = 1_000;

/// A look at one success.
struct Look<'d> {
    document: &'d Document,
    left: usize,
}

impl<'d> Look<'d> {
    fn look(&mut self) -> bool {
        let left = self.left.checked_sub(1);
        self.left = left.unwrap_or_default();
        left.is_some()
    }

    fn schema_shape(&mut self, schema: &'d ReferenceOr<Schema>, tail: &str, depth: usize) -> ReplyShape {
        let (Some(schema), Some(depth), true) = (self.document.schema(schema), depth.checked_sub(1), self.look())
        else {
            return ReplyShape::Unknown;
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::Array(_)) => ReplyShape::Array,
            SchemaKind::Type(Type::Object(_)) | SchemaKind::AllOf { .. } => self.object_shape(schema, tail, depth),
            SchemaKind::Type(_) | SchemaKind::Not { .. } => ReplyShape::One,
            SchemaKind::OneOf { one_of: parts } | SchemaKind::AnyOf { any_of: parts } => {
                let shapes: Vec<ReplyShape> = parts.iter().map(|part| self.schema_shape(part, tail, depth)).collect();
                match shapes.first() {
                    Some(first) if shapes.iter().all(|shape| shape == first) => *first,
                    _ => ReplyShape::One,
                }
            }
            SchemaKind::Any(any) if any.items.is_some() && any.properties.is_empty() => ReplyShape::Array,
            SchemaKind::Any(_) if schema.schema_data.extensions.contains_key(ext::DANGLING) => ReplyShape::Unknown,
            SchemaKind::Any(_) => self.object_shape(schema, tail, depth),
        }
    }

    fn object_shape(&mut self, schema: &'d Schema, tail: &str, depth: usize) -> ReplyShape {
        if let SchemaKind::AllOf { all_of } = &schema.schema_kind
            && let [only] = all_of.as_slice()
        {
            return self.schema_shape(only, tail, depth);
        }
        let mut found = Vec::new();
        self.properties(schema, &mut found, DEPTH);
        if found.is_empty() {
            return if matches!(schema.schema_kind, SchemaKind::Any(_)) {
                ReplyShape::Unknown
            } else {
                ReplyShape::One
            };
        }
        if found.iter().any(|(name, _)| *name == "id") {
            return ReplyShape::One;
        }
        let tail = words(tail);
        let arrays: Vec<&str> = found.iter().filter(|(_, is_array)| *is_array).map(|(name, _)| *name).collect();
        let named = arrays.iter().any(|name| ITEM_KEYS.contains(name) || words(name) == tail);
        let about_pages = |name: &str| words(name).iter().any(|word| PAGE_WORDS.contains(&word.as_str()));
        let alone = arrays.len() == 1 && found.iter().all(|(name, is_array)| *is_array || about_pages(name));
        if named || alone {
            return ReplyShape::List;
        }
        if self.is_plain(schema) { ReplyShape::Plain } else { ReplyShape::One }
    }

    /// True for an object of texts, numbers and truths alone.
    fn is_plain(&mut self, schema: &'d Schema) -> bool {
        let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else { return false };
        let is_value = |schema: &Schema| {
            matches!(
                schema.schema_kind,
                SchemaKind::Type(Type::String(_) | Type::Number(_) | Type::Integer(_) | Type::Boolean(_))
            )
        };
        let mut values = object.properties.values();
        values.all(|property| self.look() && self.document.boxed_schema(property).is_some_and(is_value))
    }

    /// Names of an object's properties, `allOf` included, and whether each is an array.
    fn properties(&mut self, schema: &'d Schema, found: &mut Vec<(&'d str, bool)>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let document = self.document;
        let (own, parts) = match &schema.schema_kind {
            SchemaKind::Type(Type::Object(object)) => (Some(&object.properties), None),
            SchemaKind::AllOf { all_of } => (None, Some(all_of)),
            SchemaKind::Any(any) => (Some(&any.properties), Some(&any.all_of)),
            _ => (None, None),
        };
        for (name, property) in own.into_iter().flatten() {
            if !self.look() {
                return;
            }
            found.push((name, document.boxed_schema(property).is_some_and(|schema| is_array(document, schema))));
        }
        for part in parts.into_iter().flatten().filter_map(|part| document.schema(part)) {
            if self.look() {
                self.properties(part, found, depth);
            }
        }
    }
}

fn is_array(document: &Document, schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Array(_)) => true,
        SchemaKind::AllOf { all_of } => match all_of.as_slice() {
            [only] => document
                .schema(only)
                .is_some_and(|schema| matches!(schema.schema_kind, SchemaKind::Type(Type::Array(_)))),
            _ => false,
        },
        SchemaKind::Any(any) => any.items.is_some(),
        _ => false,
    }
}
