//! Body and form parameters, as a request body.

use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, QueryStyle, ReferenceOr, RequestBody};
use serde_json::Value;

use super::BodyPart;
use crate::read::at::At;
use crate::read::ext;
use crate::read::operation::member;
use crate::read::reader::{Map, Reader};
use crate::report::Code;
use crate::schema::{JsonType, Kind, Schema, SchemaRef};

const JSON: &str = "application/json";
const MULTIPART: &str = "multipart/form-data";
const URLENCODED: &str = "application/x-www-form-urlencoded";

impl<'d> Reader<'d> {
    /// Returns the request body that an operation's body and form parameters make.
    pub(super) fn body(&mut self, parts: &[BodyPart<'d>], at: &At<'_>) -> Option<ReferenceOr<RequestBody>> {
        let is_body = |part: &&BodyPart<'_>| part.node.get("in").and_then(Value::as_str) == Some("body");
        // An operation's own body replaces its path item's: the last one counts.
        let whole = parts.iter().rfind(is_body);
        let fields: Vec<_> = parts.iter().filter(|part| !is_body(part)).collect();
        match whole {
            Some(part) => {
                if !fields.is_empty() {
                    let message = "a body and form parameters exclude each other; the form parameters were ignored";
                    self.values.warn(Code::BadParameter, at, message, "keep one of the two");
                }
                self.references.moved(at, &part.origin);
                let body = self.whole_body(part, &at.written(&part.origin, part.file))?;
                Some(ReferenceOr::Item(body))
            }
            None => Some(ReferenceOr::Item(self.form_body(&fields, at))),
        }
    }

    fn whole_body(&mut self, part: &BodyPart<'d>, at: &At<'_>) -> Option<RequestBody> {
        let map = self.values.object(part.node, at)?;
        let mut body = RequestBody::default();
        let mut schema = None;
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "name" | "in" => {}
                "description" => body.description = self.values.text(value, &at),
                "required" => self.body_required(value, &mut body, &at),
                "schema" => schema = Some((value, at.origin())),
                _ => self.values.other(&mut body.extensions, "a body parameter", key, value, &at),
            }
        }
        let mut names = self.media.consumes.clone();
        if names.is_empty() {
            names.push(JSON.to_owned());
        }
        self.limit_media(&mut names, at);
        let mut built = None;
        for name in names {
            let content = at.key("content");
            let media = content.key(&name);
            let schema_at = media.key("schema");
            if let (Some((_, origin)), false) = (&schema, name.is_empty()) {
                self.references.moved(&schema_at, origin);
            }
            if let (Some((value, origin)), None) = (&schema, &built) {
                built = Some(self.placed_schema(value, &schema_at.written(origin, part.file)));
            }
            body.content.insert(name.clone(), MediaType { schema: built.clone(), ..MediaType::default() });
        }
        Some(body)
    }

    fn form_body(&mut self, fields: &[&BodyPart<'d>], at: &At<'_>) -> RequestBody {
        let has_file = fields.iter().any(|part| part.node.get("type").and_then(Value::as_str) == Some("file"));
        let mut names: Vec<String> =
            self.media.consumes.iter().filter(|name| *name == MULTIPART || *name == URLENCODED).cloned().collect();
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
                let (schema, encoding) = self.form_schema(fields, &mut body.required, &schema_at);
                built = Some((self.schemas.place(schema.into()), encoding));
            }
            let Some((schema, encoding)) = built.clone() else { continue };
            let encoding = if name == URLENCODED { encoding } else { IndexMap::new() };
            body.content.insert(name.clone(), MediaType { schema: Some(schema), encoding, ..MediaType::default() });
        }
        body
    }

    fn form_schema(
        &mut self,
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
                self.values.warn(Code::BadParameter, &at, "a form parameter without `name` was ignored", "add `name`");
                continue;
            };
            let place = properties.key(name);
            self.references.moved(&place, &part.origin);
            let place = place.written(&part.origin, part.file);
            let (schema, encoding, needed) = self.form_field(map, &place);
            if needed {
                object.required.push(name.to_owned());
                *required = true;
            }
            object.properties.insert(name.to_owned(), schema);
            encodings.extend(encoding.map(|encoding| (name.to_owned(), encoding)));
        }
        (object, encodings)
    }

    fn form_field(&mut self, map: &'d Map, at: &At<'_>) -> (SchemaRef, Option<Encoding>, bool) {
        let parts = self.parameter_parts(map, at);
        let mut schema = self.schema_reader().object(map, super::super::parameter::is_own_member, at);
        if let SchemaRef::Inline(schema) = &mut schema {
            let schema = Rc::make_mut(schema);
            schema.description.clone_from(&parts.description);
            let own = parts.extensions.into_iter().filter(|(key, _)| key != ext::STYLE);
            schema.extensions.extend(own);
        }
        let is_list = map.get("type").and_then(Value::as_str) == Some("array");
        let encoding = is_list.then(|| self.field_encoding(parts.collection_format));
        (schema, encoding, parts.required.unwrap_or_default())
    }

    fn field_encoding(&mut self, format: Option<&Value>) -> Encoding {
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
}
