//! Responses, their headers and links, and request bodies.

use indexmap::IndexMap;
use openapiv3::{Header, HeaderStyle, Link, LinkOperation, MediaType, ReferenceOr, RequestBody, Response};
use serde_json::Value;

use super::at::At;
use super::ext;
use super::info::server;
use super::object_reader::ObjectReader;
use super::parameter::{bad_style, parts, set_list_form};
use super::swagger_response::add_content;
use super::value_reader::ValueReader;
use super::walk::Section;
use crate::report::Code;

impl<'d> ObjectReader<'d> {
    /// Reads one response, in place.
    pub(super) fn response(&mut self, value: &'d Value, at: &At<'_>) -> Option<Response> {
        let mut response = Response::default();
        match value {
            Value::Object(map) => {
                let mut has_description = false;
                for (key, value) in map {
                    has_description |= key == "description";
                    self.response_member(&mut response, key, value, &at.key(key));
                }
                if !has_description && self.values.version() < super::SpecVersion::V3_2 {
                    self.values.missing("a response", "description", "an empty one", at);
                }
                if self.values.is_swagger() {
                    add_content(self, map, &mut response, at);
                }
            }
            Value::String(text) => {
                self.values.wrong(value, "a response", "it was read as its description", at);
                response.description.clone_from(text);
            }
            other => self.values.wrong(other, "a response", "it was read as one without a body", at),
        }
        Some(response)
    }

    fn response_member(&mut self, response: &mut Response, key: &str, value: &'d Value, at: &At<'_>) {
        match key {
            "description" => response.description = self.values.text(value, at).unwrap_or_default(),
            "headers" => response.headers = self.headers(value, at),
            "content" => response.content = self.content(value, at),
            "links" => response.links = self.links(value, at),
            // 3.2: a short text beside the description.
            "summary" => {}
            "schema" | "examples" if self.values.is_swagger() => {}
            "schema" => {
                let content = self.misplaced_schema(value, at);
                response.content.extend(content);
            }
            _ => self.values.other(&mut response.extensions, "a response", key, value, at),
        }
    }

    /// Reads Swagger's form in a later document: a schema where `content` belongs.
    fn misplaced_schema(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, MediaType> {
        self.values.warn(
            Code::OtherVersion,
            at,
            "`schema` stands where OpenAPI 3 has `content`; it was read as the schema of `application/json`",
            "write `content: {application/json: {schema: …}}`",
        );
        let schema = Some(self.placed_schema(value, at));
        IndexMap::from([("application/json".to_owned(), MediaType { schema, ..MediaType::default() })])
    }

    /// Reads `headers`: name to header.
    pub(super) fn headers(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, ReferenceOr<Header>> {
        let Some(map) = self.values.object(value, at) else { return IndexMap::new() };
        let members = map.iter().filter(|(name, value)| !name.starts_with("x-") || value.is_object());
        let headers = members.filter_map(|(name, value)| {
            let header = self.shared(Section::Headers, value, &at.key(name), Self::header).ok()?;
            Some((name.clone(), header))
        });
        headers.collect()
    }

    /// Reads one header, in place.
    pub(super) fn header(&mut self, value: &'d Value, at: &At<'_>) -> Option<Header> {
        let map = self.values.object(value, at)?;
        let mut parts = parts(&mut self.values, &mut self.references, map, at);
        let format = self.parameter_format(map, &parts, at);
        if self.values.is_swagger() {
            set_list_form(&mut self.values, &mut parts, false, at);
        }
        if let Some((style, style_at)) = parts.style.as_ref().filter(|(style, _)| style != "simple") {
            let origin = crate::pointer::Pointer::parse(style_at.as_str());
            bad_style(&mut self.values, style, &at.written(&origin, at.file));
        }
        Some(Header {
            description: parts.description,
            style: HeaderStyle::Simple,
            required: parts.required.unwrap_or_default(),
            deprecated: parts.deprecated,
            format,
            example: parts.example,
            examples: parts.examples,
            extensions: parts.extensions,
        })
    }

    fn links(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, ReferenceOr<Link>> {
        let Some(map) = self.values.object(value, at) else { return IndexMap::new() };
        let members = map.iter().filter(|(name, value)| !name.starts_with("x-") || value.is_object());
        let links = members.filter_map(|(name, value)| {
            Some((name.clone(), self.shared(Section::Links, value, &at.key(name), link).ok()?))
        });
        links.collect()
    }

    /// Reads one request body, in place.
    pub(super) fn request_body(&mut self, value: &'d Value, at: &At<'_>) -> Option<RequestBody> {
        let map = self.values.object(value, at)?;
        let mut body = RequestBody::default();
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "description" => body.description = self.values.text(value, &at),
                "content" => body.content = self.content(value, &at),
                "required" => body_required(&mut self.values, value, &mut body, &at),
                "schema" => {
                    let content = self.misplaced_schema(value, &at);
                    body.content.extend(content);
                }
                _ => self.values.other(&mut body.extensions, "a request body", key, value, &at),
            }
        }
        if body.content.is_empty() {
            self.values.missing("a request body", "content", "nothing", at);
        }
        Some(body)
    }
}

/// Reads one link, in place. Without an operation it leads nowhere.
pub(super) fn link<'d>(objects: &mut ObjectReader<'d>, value: &'d Value, at: &At<'_>) -> Option<Link> {
    let values = &mut objects.values;
    let map = values.object(value, at)?;
    let mut operation = None;
    let mut link = Link {
        description: None,
        operation: LinkOperation::OperationId(String::new()),
        request_body: None,
        parameters: IndexMap::new(),
        server: None,
        extensions: IndexMap::new(),
    };
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "operationRef" => operation = values.text(value, &at).map(LinkOperation::OperationRef).or(operation),
            "operationId" => operation = values.text(value, &at).map(LinkOperation::OperationId).or(operation),
            "parameters" => {
                let map = values.object(value, &at);
                link.parameters =
                    map.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect();
            }
            "requestBody" => link.request_body = Some(value.clone()),
            "description" => link.description = values.text(value, &at),
            "server" => link.server = server(values, value, &at),
            _ => values.other(&mut link.extensions, "a link", key, value, &at),
        }
    }
    if operation.is_none() {
        values.warn(
            Code::MissingKeyword,
            at,
            "a link names its operation by `operationId` or `operationRef`; this one was ignored",
            "add `operationId`",
        );
    }
    link.operation = operation?;
    Some(link)
}

/// Reads whether a body is required, and notes an explicit `required: false`.
pub(super) fn body_required<'d>(values: &mut ValueReader<'d>, value: &'d Value, body: &mut RequestBody, at: &At<'_>) {
    let required = values.flag(value, at);
    body.required = required.unwrap_or_default();
    if required == Some(false) {
        body.extensions.insert(ext::OPTIONAL.to_owned(), Value::Bool(true));
    }
}
