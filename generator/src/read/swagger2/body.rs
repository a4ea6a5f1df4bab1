//! Body and form parameters, as a request body.

use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, QueryStyle, ReferenceOr, RequestBody};
use serde_json::Value;

use crate::read::at::At;
use crate::read::ext;
use crate::read::map::{Map, member};
use crate::read::object_reader::ObjectReader;
use crate::read::parameter::{is_own_member, parts};
use crate::read::response::body_required;
use crate::read::swagger_media::{BodyPart, limit_fields, limit_media};
use crate::report::Code;
use crate::schema::{JsonType, Kind, Schema, SchemaRef};

const JSON: &str = "application/json";
const MULTIPART: &str = "multipart/form-data";
const URLENCODED: &str = "application/x-www-form-urlencoded";

/// Returns the request body that an operation's body and form parameters make.
pub(in crate::read) fn request_body<'d>(
    objects: &mut ObjectReader<'d>,
    parts: &[BodyPart<'d>],
    at: &At<'_>,
) -> Option<ReferenceOr<RequestBody>> {
    let is_body = |part: &&BodyPart<'_>| part.node.get("in").and_then(Value::as_str) == Some("body");
    // An operation's own body replaces its path item's: the last one counts.
    let whole = parts.iter().rfind(is_body);
    let mut fields: Vec<_> = parts.iter().filter(|part| !is_body(part)).collect();
    match whole {
        Some(part) => {
            if !fields.is_empty() {
                let message = "a body and form parameters exclude each other; the form parameters were ignored";
                objects.values.warn(Code::BadParameter, at, message, "keep one of the two");
            }
            objects.references.moved(at, &part.origin);
            let body = whole_body(objects, part, &at.written(&part.origin, part.file))?;
            Some(ReferenceOr::Item(body))
        }
        None => {
            limit_fields(&mut objects.values, &mut objects.references, &mut fields, at);
            Some(ReferenceOr::Item(form_body(objects, &fields, at)))
        }
    }
}

fn whole_body<'d>(objects: &mut ObjectReader<'d>, part: &BodyPart<'d>, at: &At<'_>) -> Option<RequestBody> {
    let map = objects.values.object(part.node, at)?;
    let mut body = RequestBody::default();
    let mut schema = None;
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "name" | "in" => {}
            "description" => body.description = objects.values.text(value, &at),
            "required" => body_required(&mut objects.values, value, &mut body, &at),
            "schema" => schema = Some((value, at.origin())),
            _ => objects.values.other(&mut body.extensions, "a body parameter", key, value, &at),
        }
    }
    let mut names = objects.media().consumes.clone();
    if names.is_empty() {
        names.push(JSON.to_owned());
    }
    limit_media(&mut objects.values, &mut objects.references, &mut names, at);
    let mut built = None;
    for name in names {
        let content = at.key("content");
        let media = content.key(&name);
        let schema_at = media.key("schema");
        if let (Some((_, origin)), false) = (&schema, name.is_empty()) {
            objects.references.moved(&schema_at, origin);
        }
        if let (Some((value, origin)), None) = (&schema, &built) {
            built = Some(objects.placed_schema(value, &schema_at.written(origin, part.file)));
        }
        body.content.insert(name.clone(), MediaType { schema: built.clone(), ..MediaType::default() });
    }
    Some(body)
}

fn form_body<'d>(objects: &mut ObjectReader<'d>, fields: &[&BodyPart<'d>], at: &At<'_>) -> RequestBody {
    let has_file = fields.iter().any(|part| part.node.get("type").and_then(Value::as_str) == Some("file"));
    let mut names: Vec<String> =
        objects.media().consumes.iter().filter(|name| *name == MULTIPART || *name == URLENCODED).cloned().collect();
    if has_file {
        names.retain(|name| name == MULTIPART);
    }
    if names.is_empty() {
        names.push(if has_file { MULTIPART } else { URLENCODED }.to_owned());
    }
    let mut body = RequestBody::default();
    let content = at.key("content");
    let mut built = None;
    for name in names {
        let media = content.key(&name);
        let schema_at = media.key("schema");
        if built.is_none() {
            let (schema, encoding) = form_schema(objects, fields, &mut body.required, &schema_at);
            built = Some((objects.place(schema.into()), encoding));
        }
        let Some((schema, encoding)) = built.clone() else { continue };
        let encoding = if name == URLENCODED { encoding } else { IndexMap::new() };
        body.content.insert(name.clone(), MediaType { schema: Some(schema), encoding, ..MediaType::default() });
    }
    body
}

fn form_schema<'d>(
    objects: &mut ObjectReader<'d>,
    fields: &[&BodyPart<'d>],
    required: &mut bool,
    at: &At<'_>,
) -> (Schema, IndexMap<String, Encoding>) {
    let mut object = Schema::of_kind(Kind::Typed(JsonType::Object));
    let mut encodings = IndexMap::new();
    let properties = at.key("properties");
    for part in fields {
        let Some(map) = part.node.as_object() else { continue };
        let Some(name) = member(map, "name").and_then(Value::as_str) else {
            let at = at.written(&part.origin, part.file);
            objects.values.warn(Code::BadParameter, &at, "a form parameter without `name` was ignored", "add `name`");
            continue;
        };
        let place = properties.key(name);
        objects.references.moved(&place, &part.origin);
        let place = place.written(&part.origin, part.file);
        let (schema, encoding, needed) = form_field(objects, map, &place);
        if needed {
            object.required.push(name.to_owned());
            *required = true;
        }
        object.properties.insert(name.to_owned(), schema);
        encodings.extend(encoding.map(|encoding| (name.to_owned(), encoding)));
    }
    (object, encodings)
}

fn form_field<'d>(objects: &mut ObjectReader<'d>, map: &'d Map, at: &At<'_>) -> (SchemaRef, Option<Encoding>, bool) {
    let parts = parts(&mut objects.values, &mut objects.references, map, at);
    let mut schema = objects.schema_reader().object(map, is_own_member, at);
    if let SchemaRef::Inline(schema) = &mut schema {
        let schema = Rc::make_mut(schema);
        schema.description.clone_from(&parts.description);
        let own = parts.extensions.into_iter().filter(|(key, _)| key != ext::STYLE);
        schema.extensions.extend(own);
    }
    let is_list = map.get("type").and_then(Value::as_str) == Some("array");
    let encoding = is_list.then(|| field_encoding(parts.collection_format));
    (schema, encoding, parts.required.unwrap_or_default())
}

fn field_encoding(format: Option<&Value>) -> Encoding {
    let (style, explode) = match format.and_then(Value::as_str) {
        Some("multi") => (QueryStyle::Form, true),
        Some("ssv") => (QueryStyle::SpaceDelimited, false),
        Some("pipes") => (QueryStyle::PipeDelimited, false),
        _ => (QueryStyle::Form, false),
    };
    let mut encoding = Encoding { style: Some(style), explode, ..Encoding::default() };
    encoding.extensions.insert(ext::EXPLODE.to_owned(), Value::Bool(explode));
    if format.and_then(Value::as_str) == Some("tsv") {
        encoding.extensions.insert(ext::STYLE.to_owned(), Value::from("tabDelimited"));
    }
    encoding
}
