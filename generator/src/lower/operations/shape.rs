//! Shape of a successful response, from the schema alone: names are chosen before there are types.

use openapiv3::{Operation, ReferenceOr, Response, StatusCode};

use super::content::kind;
use super::media::MediaKind;
use super::route::ResponseShape;
use crate::naming::words;
use crate::read::Document;
use crate::schema::{JsonType, Kind, Schema, SchemaRef};

/// Properties that contain the items of a page.
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

/// Returns the shape of an operation's first success.
pub(super) fn of(document: &Document, operation: &Operation, tail: &str) -> ResponseShape {
    let Some(schema) = success(operation).and_then(|response| json_schema(document, response)) else {
        return ResponseShape::Unknown;
    };
    Look { document, left: MOST_LOOKS }.schema_shape(schema, tail, DEPTH)
}

fn success(operation: &Operation) -> Option<&ReferenceOr<Response>> {
    let is_success = |code: &StatusCode| matches!(code, StatusCode::Code(200..=299) | StatusCode::Range(2));
    let declared =
        operation.responses.responses.iter().filter(|(code, _)| is_success(code)).min_by_key(|(code, _)| *code);
    declared.map(|(_, response)| response).or(operation.responses.default.as_ref())
}

fn json_schema<'d>(document: &'d Document, response: &'d ReferenceOr<Response>) -> Option<&'d SchemaRef> {
    let content = &document.response(response)?.content;
    let json = content.iter().find(|(name, media)| kind(document, name, media) == MediaKind::Json)?;
    document.schemas.of(json.1)
}

/// Maximum number of schemas and properties that are examined for one success.
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

    fn schema_shape(&mut self, schema: &'d SchemaRef, tail: &str, depth: usize) -> ResponseShape {
        let (Some(schema), Some(depth), true) = (self.document.schema(schema), depth.checked_sub(1), self.look())
        else {
            return ResponseShape::Unknown;
        };
        match schema.kind {
            Kind::Typed(JsonType::Array) => ResponseShape::Array,
            Kind::Typed(JsonType::Object) | Kind::AllOf => self.object_shape(schema, tail, depth),
            Kind::Typed(_) | Kind::Not => ResponseShape::One,
            Kind::OneOf | Kind::AnyOf => {
                let parts = schema.alternatives().iter();
                let shapes: Vec<ResponseShape> = parts.map(|part| self.schema_shape(part, tail, depth)).collect();
                match shapes.first() {
                    Some(first) if shapes.iter().all(|shape| shape == first) => *first,
                    _ => ResponseShape::One,
                }
            }
            Kind::Mixed if schema.items.is_some() && schema.properties.is_empty() => ResponseShape::Array,
            Kind::Mixed => self.object_shape(schema, tail, depth),
            Kind::Bare | Kind::Never | Kind::Null | Kind::Dangling => ResponseShape::Unknown,
        }
    }

    fn object_shape(&mut self, schema: &'d Schema, tail: &str, depth: usize) -> ResponseShape {
        if schema.kind == Kind::AllOf
            && let [only] = schema.all_of.as_slice()
        {
            return self.schema_shape(only, tail, depth);
        }
        let mut found = Vec::new();
        self.properties(schema, &mut found, DEPTH);
        if found.is_empty() {
            return if schema.kind == Kind::Mixed { ResponseShape::Unknown } else { ResponseShape::One };
        }
        if found.iter().any(|(name, _)| *name == "id") {
            return ResponseShape::One;
        }
        let tail = words(tail);
        let arrays: Vec<&str> = found.iter().filter(|(_, is_array)| *is_array).map(|(name, _)| *name).collect();
        let named = arrays.iter().any(|name| ITEM_KEYS.contains(name) || words(name) == tail);
        let about_pages = |name: &str| words(name).iter().any(|word| PAGE_WORDS.contains(&word.as_str()));
        let alone = arrays.len() == 1 && found.iter().all(|(name, is_array)| *is_array || about_pages(name));
        if named || alone {
            return ResponseShape::List;
        }
        if self.is_plain(schema) { ResponseShape::Plain } else { ResponseShape::One }
    }

    /// Returns true for an object of texts, numbers and truths alone.
    fn is_plain(&mut self, schema: &'d Schema) -> bool {
        let is_value = |schema: &Schema| matches!(schema.kind, Kind::Typed(ty) if !matches!(ty, JsonType::Object | JsonType::Array));
        let mut values = schema.properties.values();
        schema.kind == Kind::Typed(JsonType::Object)
            && values.all(|property| self.look() && self.document.schema(property).is_some_and(is_value))
    }

    /// Collects the names of an object's properties, `allOf` included, with true for arrays.
    fn properties(&mut self, schema: &'d Schema, found: &mut Vec<(&'d str, bool)>, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let document = self.document;
        for (name, property) in &schema.properties {
            if !self.look() {
                return;
            }
            found.push((name, document.schema(property).is_some_and(|schema| is_array(document, schema))));
        }
        for part in schema.all_of.iter().filter_map(|part| document.schema(part)) {
            if self.look() {
                self.properties(part, found, depth);
            }
        }
    }
}

fn is_array(document: &Document, schema: &Schema) -> bool {
    let is_list = |schema: &Schema| schema.kind == Kind::Typed(JsonType::Array);
    match (schema.kind, schema.all_of.as_slice()) {
        (Kind::AllOf, [only]) => document.schema(only).is_some_and(is_list),
        (Kind::Mixed, _) => schema.items.is_some(),
        _ => is_list(schema),
    }
}
