//! Grammar of the three generations of the specification, as one table: the kinds of objects and their members.
//!
//! It is used to find references before the document is built; the builder follows the same grammar in its own code.

use serde_json::Value;

/// Kind of an object, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Root,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Link,
    Callback,
    Example,
    Schema,
    SecurityScheme,
}

/// A section of `components`, whose members a reference can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Section {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
    Links,
    Callbacks,
    /// Written into the places that refer to it: the typed model has no such section.
    PathItems,
    /// The same.
    MediaTypes,
}

impl Section {
    /// All sections, in the order in which they are built.
    pub(super) const ALL: [Self; 11] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
        Self::Links,
        Self::Callbacks,
        Self::PathItems,
        Self::MediaTypes,
    ];

    /// Returns its key in `components`.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Examples => "examples",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
            Self::Links => "links",
            Self::Callbacks => "callbacks",
            Self::PathItems => "pathItems",
            Self::MediaTypes => "mediaTypes",
        }
    }

    /// Returns its key at the root of a Swagger 2.0 document.
    pub(super) fn swagger_key(self) -> Option<&'static str> {
        match self {
            Self::Schemas => Some("definitions"),
            Self::Responses => Some("responses"),
            Self::Parameters => Some("parameters"),
            Self::SecuritySchemes => Some("securityDefinitions"),
            _ => None,
        }
    }

    /// Returns the noun for one of its members in messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Schemas => "schema",
            Self::Responses => "response",
            Self::Parameters => "parameter",
            Self::Examples => "example",
            Self::RequestBodies => "request body",
            Self::Headers => "header",
            Self::SecuritySchemes => "security scheme",
            Self::Links => "link",
            Self::Callbacks => "callback",
            Self::PathItems => "path item",
            Self::MediaTypes => "media type",
        }
    }
}

impl Kind {
    /// Returns the section for shared objects of this kind.
    pub(super) fn section(self) -> Option<Section> {
        Some(match self {
            Self::Schema => Section::Schemas,
            Self::Response => Section::Responses,
            Self::Parameter => Section::Parameters,
            Self::Example => Section::Examples,
            Self::RequestBody => Section::RequestBodies,
            Self::Header => Section::Headers,
            Self::SecurityScheme => Section::SecuritySchemes,
            Self::Link => Section::Links,
            Self::Callback => Section::Callbacks,
            Self::PathItem => Section::PathItems,
            Self::MediaType => Section::MediaTypes,
            Self::Root | Self::Components | Self::Operation | Self::Encoding => return None,
        })
    }

    /// Returns true if references to it are replaced by a copy of their target.
    pub(super) fn is_inlined(self) -> bool {
        matches!(self, Self::PathItem | Self::Callback | Self::MediaType)
    }
}

/// Arrangement of the objects of a member.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// One object.
    One(Kind),
    /// A list, or one object where a list belongs, or (old `items`) either.
    Many(Kind),
    /// An object of them, by name.
    Map(Kind),
}

/// Returns the shape of the value under a key of an object.
pub(super) fn shape(kind: Kind, key: &str) -> Option<Shape> {
    use Shape::{Many, Map, One};
    Some(match (kind, key) {
        (Kind::Root, "components") => One(Kind::Components),
        (Kind::Root, "paths" | "webhooks" | "x-webhooks") => Map(Kind::PathItem),
        (Kind::Root, "definitions") | (Kind::Components, "schemas") => Map(Kind::Schema),
        (Kind::Root | Kind::Components, "parameters") => Map(Kind::Parameter),
        (Kind::Root | Kind::Components | Kind::Operation, "responses") => Map(Kind::Response),
        (Kind::Root, "securityDefinitions") | (Kind::Components, "securitySchemes") => Map(Kind::SecurityScheme),
        (Kind::Components, "requestBodies") => Map(Kind::RequestBody),
        (Kind::Components | Kind::Operation, "callbacks") => Map(Kind::Callback),
        (Kind::Components, "pathItems") => Map(Kind::PathItem),
        (Kind::Callback, _) => One(Kind::PathItem),
        (Kind::Components | Kind::Response, "links") => Map(Kind::Link),
        (Kind::Components | Kind::Response | Kind::Encoding, "headers") => Map(Kind::Header),
        (Kind::Components | Kind::Parameter | Kind::Header | Kind::MediaType, "examples") => Map(Kind::Example),
        (Kind::Components, "mediaTypes") => Map(Kind::MediaType),
        (Kind::PathItem, "additionalOperations") => Map(Kind::Operation),
        (Kind::PathItem | Kind::Operation, "parameters") => Many(Kind::Parameter),
        (Kind::PathItem, key) if is_method(key) => One(Kind::Operation),
        (Kind::Operation, "requestBody") => One(Kind::RequestBody),
        (Kind::Parameter | Kind::RequestBody | Kind::Response | Kind::Header, "content") => Map(Kind::MediaType),
        (Kind::MediaType, "encoding") => Map(Kind::Encoding),
        (Kind::Parameter | Kind::Header | Kind::MediaType | Kind::Response, "schema") => One(Kind::Schema),
        (Kind::MediaType, "itemSchema") => One(Kind::Schema),
        (Kind::Parameter | Kind::Header, "items") => One(Kind::Schema),
        (Kind::Schema, key) => return schema_shape(key),
        _ => return None,
    })
}

fn schema_shape(key: &str) -> Option<Shape> {
    Some(match key {
        "properties" | "patternProperties" => Shape::Map(Kind::Schema),
        "items" | "allOf" | "anyOf" | "oneOf" | "prefixItems" => Shape::Many(Kind::Schema),
        "additionalProperties" | "not" | "propertyNames" => Shape::One(Kind::Schema),
        _ => return None,
    })
}

/// Returns true for the methods a path item has members for.
pub(super) fn is_method(key: &str) -> bool {
    METHODS.contains(&key)
}

/// The keys of a path item for operations.
pub(super) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Calls `found` for every object below (and including) `value` that has a text `$ref`. Returns when all are seen.
/// References are not followed.
pub(super) fn walk<'d>(kind: Kind, value: &'d Value, found: &mut impl FnMut(Kind, &'d Value, &'d str)) {
    let Value::Object(map) = value else { return };
    if kind.section().is_some()
        && let Some(Value::String(reference)) = map.get("$ref")
    {
        found(kind, value, reference);
        if !matches!(kind, Kind::Schema | Kind::PathItem) {
            return;
        }
    }
    for (key, child) in map {
        match shape(kind, key) {
            None => {}
            Some(Shape::One(kind)) => walk(kind, child, found),
            Some(Shape::Map(kind)) => {
                let Value::Object(members) = child else { continue };
                members.values().for_each(|member| walk(kind, member, found));
            }
            Some(Shape::Many(kind)) => match child {
                Value::Array(items) => items.iter().for_each(|item| walk(kind, item, found)),
                child => walk(kind, child, found),
            },
        }
    }
}
