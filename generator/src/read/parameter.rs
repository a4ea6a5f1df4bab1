//! Parameters; headers share most of their members.

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, Example, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr,
};
use serde_json::Value;

use super::at::At;
use super::collection_format::list_form;
use super::examples::examples;
use super::ext;
use super::map::{Extensions, Map};
use super::object_reader::ObjectReader;
use super::references::References;
use super::value::found;
use super::value_reader::ValueReader;
use crate::pointer::Pointer;
use crate::report::{Code, Severity};
use crate::schema::{JsonType, Kind, Schema, SchemaRef};

/// The members of a parameter or header, for every location.
#[derive(Default)]
pub(super) struct Parts<'d> {
    pub(super) name: Option<String>,
    pub(super) location: Option<&'d Value>,
    pub(super) description: Option<String>,
    pub(super) required: Option<bool>,
    pub(super) deprecated: Option<bool>,
    pub(super) allow_empty_value: Option<bool>,
    pub(super) allow_reserved: Option<bool>,
    /// The style, and where it was written.
    pub(super) style: Option<(String, Pointer)>,
    pub(super) explode: Option<bool>,
    pub(super) schema: Option<&'d Value>,
    pub(super) content: Option<&'d Value>,
    pub(super) example: Option<Value>,
    pub(super) examples: IndexMap<String, ReferenceOr<Example>>,
    pub(super) collection_format: Option<&'d Value>,
    /// True if schema keywords are among the members, as in Swagger.
    pub(super) inline_schema: bool,
    pub(super) extensions: Extensions,
}

/// Part of the request that has a parameter.
#[derive(Clone, Copy, PartialEq)]
enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// 3.2: the whole query.
    QueryString,
}

/// Returns true for members that are the parameter's own rather than its schema's.
pub(super) fn is_own_member(key: &str) -> bool {
    matches!(
        key,
        "name"
            | "in"
            | "description"
            | "required"
            | "deprecated"
            | "allowEmptyValue"
            | "allowReserved"
            | "style"
            | "explode"
            | "schema"
            | "content"
            | "example"
            | "examples"
            | "collectionFormat"
    ) || (key.starts_with("x-") && key != "x-nullable")
}

/// Returns true for the name of a header (RFC 9110 §5.6.2).
fn is_header_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Returns true for members that only a schema written among a parameter's own can have.
fn is_schema_member(key: &str) -> bool {
    matches!(
        key,
        "type"
            | "format"
            | "items"
            | "enum"
            | "default"
            | "minimum"
            | "maximum"
            | "exclusiveMinimum"
            | "exclusiveMaximum"
            | "multipleOf"
            | "pattern"
            | "minLength"
            | "maxLength"
            | "minItems"
            | "maxItems"
            | "uniqueItems"
            | "x-nullable"
            | "title"
            | "$schema"
            | "oneOf"
            | "anyOf"
            | "allOf"
            | "properties"
            | "nullable"
    )
}

impl<'d> ObjectReader<'d> {
    /// Returns the schema or the content of a parameter.
    pub(super) fn parameter_format(
        &mut self,
        map: &'d Map,
        parts: &Parts<'d>,
        at: &At<'_>,
    ) -> ParameterSchemaOrContent {
        if let Some(schema) = parts.schema {
            return ParameterSchemaOrContent::Schema(self.placed_schema(schema, &at.key("schema")));
        }
        if let Some(content) = parts.content {
            let content = self.content(content, &at.key("content"));
            if !content.is_empty() {
                return ParameterSchemaOrContent::Content(content);
            }
        }
        if parts.inline_schema {
            if !self.values.is_swagger() {
                self.values.other_version("parameter type", "a schema among a parameter's own members", "2.0", at);
            }
            let schema = self.own_schema(map, at);
            return ParameterSchemaOrContent::Schema(self.place(schema));
        }
        self.values.tally(Code::MissingKeyword, Severity::Warning, "parameter schema", at, || {
            (
                "a parameter or header without `schema` or `content` was read as a text".to_owned(),
                "add `schema`".to_owned(),
            )
        });
        ParameterSchemaOrContent::Schema(self.place(text_schema().into()))
    }

    /// Returns the schema of a parameter that consists of the parameter's own members.
    fn own_schema(&mut self, map: &'d Map, at: &At<'_>) -> SchemaRef {
        let origin = at.origin();
        let schema_at = at.key("schema");
        self.references.moved(&schema_at, &origin);
        self.schema_reader().object(map, is_own_member, &schema_at.written(&origin, at.file))
    }

    /// Reads one parameter of a path, in place. `None`, reported, if it cannot be sent.
    pub(super) fn parameter(&mut self, path: &str, value: &'d Value, at: &At<'_>) -> Option<Parameter> {
        let map = self.values.object(value, at)?;
        let mut parts = parts(&mut self.values, &mut self.references, map, at);
        let Some(name) = parts.name.take().filter(|name| !name.trim().is_empty()) else {
            warn_of_no_name(&mut self.values, at);
            return None;
        };
        let location = location(&mut self.values, path, parts.location, &name, at)?;
        if location == Location::Header && !is_header_name(&name) {
            let message = format!("`{}` is no name of a header: a request with it is refused", name.escape_debug());
            self.values.warn(Code::BadParameter, at, &message, "use letters, digits and `-` alone");
        }
        let format = self.parameter_format(map, &parts, at);
        let required = location == Location::Path || parts.required.unwrap_or_default();
        if location == Location::Path && parts.required != Some(true) {
            self.values.tally(Code::MissingKeyword, Severity::Note, "path required", at, || {
                (
                    "a path parameter is always required; it was read as such".to_owned(),
                    "add `required: true`".to_owned(),
                )
            });
        }
        if self.values.is_swagger() {
            set_list_form(&mut self.values, &mut parts, location == Location::Query, at);
        }
        Some(located(&mut self.values, name, location, required, format, parts, at))
    }
}

/// Sorts the members of a parameter or header.
pub(super) fn parts<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    map: &'d Map,
    at: &At<'_>,
) -> Parts<'d> {
    let mut parts = Parts::default();
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "name" => parts.name = values.text(value, &at),
            "in" => parts.location = Some(value),
            "description" => parts.description = values.text(value, &at),
            "required" => parts.required = values.flag(value, &at),
            "deprecated" => parts.deprecated = values.flag(value, &at),
            "allowEmptyValue" => parts.allow_empty_value = values.flag(value, &at),
            "allowReserved" => parts.allow_reserved = values.flag(value, &at),
            "style" => parts.style = values.text(value, &at).map(|style| (style, at.origin())),
            "explode" => parts.explode = values.flag(value, &at),
            "schema" => parts.schema = Some(value),
            "content" => parts.content = Some(value),
            "example" => parts.example = Some(value.clone()).filter(|value| !value.is_null()),
            "examples" => parts.examples = examples(values, references, value, &at),
            "collectionFormat" => parts.collection_format = Some(value),
            key if is_schema_member(key) => parts.inline_schema = true,
            _ => values.other(&mut parts.extensions, "a parameter", key, value, &at),
        }
    }
    parts
}

/// Reports a parameter that has no name, or an empty one.
pub(super) fn warn_of_no_name(values: &mut ValueReader<'_>, at: &At<'_>) {
    values.warn(Code::BadParameter, at, "a parameter without `name` cannot be sent; it was ignored", "add `name`");
}

fn located<'d>(
    values: &mut ValueReader<'d>,
    name: String,
    location: Location,
    required: bool,
    format: ParameterSchemaOrContent,
    mut parts: Parts<'d>,
    at: &At<'_>,
) -> Parameter {
    let style = parts.style.take();
    if location == Location::QueryString {
        parts.extensions.insert(ext::IN.to_owned(), Value::from("querystring"));
    }
    let style = style.and_then(|(style, origin)| {
        check_style(values, &style, location, &mut parts.extensions, &at.written(&origin, at.file)).map(|()| style)
    });
    let allow_reserved = parts.allow_reserved.unwrap_or_default();
    if allow_reserved && location != Location::Query {
        parts.extensions.insert(ext::ALLOW_RESERVED.to_owned(), Value::Bool(true));
    }
    let parameter_data = ParameterData {
        name,
        description: parts.description,
        required,
        deprecated: parts.deprecated,
        format,
        example: parts.example,
        examples: parts.examples,
        explode: parts.explode,
        extensions: parts.extensions,
    };
    match location {
        Location::Path => {
            let style = match style.as_deref() {
                Some("matrix") => PathStyle::Matrix,
                Some("label") => PathStyle::Label,
                _ => PathStyle::Simple,
            };
            Parameter::Path { parameter_data, style }
        }
        Location::Query | Location::QueryString => {
            let style = match style.as_deref() {
                Some("spaceDelimited") => QueryStyle::SpaceDelimited,
                Some("pipeDelimited") => QueryStyle::PipeDelimited,
                Some("deepObject") => QueryStyle::DeepObject,
                _ => QueryStyle::Form,
            };
            Parameter::Query { parameter_data, allow_reserved, style, allow_empty_value: parts.allow_empty_value }
        }
        Location::Header => Parameter::Header { parameter_data, style: HeaderStyle::Simple },
        Location::Cookie => Parameter::Cookie { parameter_data, style: CookieStyle::Form },
    }
}

/// Checks that a location has a style. One that the typed model has no name for is kept beside it.
fn check_style(
    values: &mut ValueReader<'_>,
    style: &str,
    location: Location,
    extensions: &mut Extensions,
    at: &At<'_>,
) -> Option<()> {
    let fits = match location {
        Location::Path => matches!(style, "matrix" | "label" | "simple"),
        Location::Query | Location::QueryString => {
            matches!(style, "form" | "spaceDelimited" | "pipeDelimited" | "deepObject")
        }
        Location::Header => style == "simple",
        Location::Cookie => matches!(style, "form" | "cookie"),
    };
    if !fits {
        bad_style(values, style, at);
        return None;
    }
    // The typed model cannot tell `form` from a style that is not given. Swagger 2.0's `tsv` has its style there already.
    if style == "cookie" || (style == "form" && location == Location::Query) {
        extensions.entry(ext::STYLE.to_owned()).or_insert_with(|| Value::from(style));
    }
    Some(())
}

/// Reports a style that the place does not have.
pub(super) fn bad_style(values: &mut ValueReader<'_>, style: &str, at: &At<'_>) {
    values.warn(
        Code::UnknownValue,
        at,
        format!("`{style}` is no style of a parameter at this place; the default style was used"),
        "path: simple, label, matrix. Query: form, spaceDelimited, pipeDelimited, deepObject. Header: simple. Cookie: form",
    );
}

fn location(
    values: &mut ValueReader<'_>,
    path: &str,
    value: Option<&Value>,
    name: &str,
    at: &At<'_>,
) -> Option<Location> {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    match text {
        "path" => return Some(Location::Path),
        "query" => return Some(Location::Query),
        "header" => return Some(Location::Header),
        "cookie" => return Some(Location::Cookie),
        "querystring" => return Some(Location::QueryString),
        "body" | "formData" => {
            values.warn(
                Code::BadParameter,
                &at.key("in"),
                format!("`in: {text}` is Swagger 2.0's; OpenAPI 3 has `requestBody`; the parameter was ignored"),
                "move it to `requestBody`",
            );
            return None;
        }
        _ => {}
    }
    let (location, word) = match text.to_lowercase().as_str() {
        "path" | "url" | "uri" => (Location::Path, "path"),
        "header" | "headers" => (Location::Header, "header"),
        "cookie" | "cookies" => (Location::Cookie, "cookie"),
        _ if path.contains(&format!("{{{name}}}")) => (Location::Path, "path"),
        _ => (Location::Query, "query"),
    };
    let given = match value {
        None => "has no `in`".to_owned(),
        Some(Value::String(text)) => format!("has `in: {text}`"),
        Some(other) => format!("has {} as `in`", found(other)),
    };
    values.warn(
        Code::BadParameter,
        at,
        format!("the parameter `{name}` {given}; it was read as one of the {word}"),
        "write `in: path`, `in: query`, `in: header` or `in: cookie`",
    );
    Some(location)
}

/// Sets style and explode by Swagger's `collectionFormat`.
pub(super) fn set_list_form(values: &mut ValueReader<'_>, parts: &mut Parts<'_>, in_query: bool, at: &At<'_>) {
    let Some(value) = parts.collection_format else {
        // Swagger's default is commas, OpenAPI 3's default for the query is repetition.
        if in_query {
            parts.explode = Some(false);
        }
        return;
    };
    let at = at.key("collectionFormat");
    let form = list_form(values, value, in_query, &at);
    parts.style = in_query.then(|| (form.style.to_owned(), at.origin()));
    parts.explode = Some(form.explode);
    parts.extensions.extend(form.other_style.map(|style| (ext::STYLE.to_owned(), Value::from(style))));
}

/// Returns a schema of text.
fn text_schema() -> Schema {
    Schema::of_kind(Kind::Typed(JsonType::String))
}
