//! Schemas as `read` leaves them: every keyword of every version in one form, checked, typed and resolved.

use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::DocFacts;

/// The schema at a place of the document: a component by its key, or one described in place.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaRef {
    /// A reference to a component, by its key.
    Component(String),
    /// A schema, shared by the places that have the same one.
    Inline(Rc<Schema>),
}

impl From<Schema> for SchemaRef {
    fn from(schema: Schema) -> Self {
        Self::Inline(Rc::new(schema))
    }
}

/// A schema; without any keyword it allows every value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// The kind of schema that its keywords make.
    pub kind: Kind,
    /// `type` without null, in document order; empty when not given.
    pub types: Vec<JsonType>,
    /// `enum` or `const`, without null.
    pub values: Vec<Value>,
    /// The texts of those values that are integers beyond 64 bits, by index.
    pub digits: Vec<(usize, String)>,
    /// True if the value was a `const`.
    pub constant: bool,
    /// `properties`.
    pub properties: IndexMap<String, SchemaRef>,
    /// `patternProperties`.
    pub patterns: Vec<(String, SchemaRef)>,
    /// `required`, each name once.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Option<Additional>,
    /// `items`.
    pub items: Option<SchemaRef>,
    /// `prefixItems`.
    pub prefix: Vec<SchemaRef>,
    /// True if there are no items after those of `prefix`.
    pub closed_items: bool,
    /// `oneOf` without members that are null.
    pub one_of: Vec<SchemaRef>,
    /// `anyOf` without members that are null.
    pub any_of: Vec<SchemaRef>,
    /// `allOf`; begins with the target of a `$ref` that has siblings.
    pub all_of: Vec<SchemaRef>,
    /// True if it was a `$ref` with siblings.
    pub is_ref: bool,
    /// True if there is a `not`, which no type shows.
    pub has_not: bool,
    /// Other keywords that no type shows.
    pub unsupported: Vec<String>,
    /// `discriminator`.
    pub discriminator: Option<Box<Discriminator>>,
    /// `nullable`, or null among the types, values or members.
    pub nullable: bool,
    /// `contentMediaType`.
    pub media_type: Option<String>,
    /// `contentEncoding`.
    pub encoding: Option<String>,
    /// `contentSchema`.
    pub content: Option<SchemaRef>,
    /// `format`, and what only the documentation shows.
    pub facts: DocFacts,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// Extensions of the document.
    pub extensions: IndexMap<String, Value>,
}

impl Schema {
    /// Returns true if it has an `allOf`, `anyOf` or `oneOf` with members.
    pub(crate) fn is_composed(&self) -> bool {
        !(self.all_of.is_empty() && self.any_of.is_empty() && self.one_of.is_empty())
    }

    /// Returns a schema of nothing but a kind.
    pub fn of_kind(kind: Kind) -> Self {
        let types = if let Kind::Typed(one) = kind { vec![one] } else { Vec::new() };
        Self { kind, types, ..Self::default() }
    }

    /// Returns the type, when it is exactly one.
    pub fn one_type(&self) -> Option<JsonType> {
        if let [one] = self.types.as_slice() { Some(*one) } else { None }
    }

    /// Returns true without extensions and without keywords that OpenAPI 3.0 lacks.
    pub fn is_plain(&self) -> bool {
        self.types.len() < 2
            && self.patterns.is_empty()
            && self.prefix.is_empty()
            && self.unsupported.is_empty()
            && self.media_type.is_none()
            && self.encoding.is_none()
            && self.content.is_none()
            && self.extensions.is_empty()
            && !matches!(self.kind, Kind::Never | Kind::Null | Kind::Dangling)
    }

    /// Returns the members of `oneOf`, else of `anyOf`.
    pub fn alternatives(&self) -> &[SchemaRef] {
        if self.one_of.is_empty() { &self.any_of } else { &self.one_of }
    }
}

/// The kind of schema that keywords make together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// No keyword of OpenAPI 3.0 constrains values.
    #[default]
    Bare,
    /// One type, and keywords of that type only.
    Typed(JsonType),
    /// `oneOf` alone.
    OneOf,
    /// `anyOf` alone.
    AnyOf,
    /// `allOf` alone.
    AllOf,
    /// `not` alone.
    Not,
    /// Keywords of several kinds.
    Mixed,
    /// The schema `false`.
    Never,
    /// `null` and nothing else.
    Null,
    /// A reference that leads nowhere, which has been reported.
    Dangling,
}

/// A JSON type, as the keyword `type` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `object`
    Object,
    /// `array`
    Array,
    /// `string`
    String,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `boolean`
    Boolean,
}

impl JsonType {
    /// Returns the type with this name; `null` is not one of them.
    pub fn parse(name: &str) -> Option<Self> {
        use JsonType::{Array, Boolean, Integer, Number, Object, String};
        [Object, Array, String, Integer, Number, Boolean].into_iter().find(|known| known.name() == name)
    }

    /// Returns the name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Array => "array",
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
        }
    }

    /// Returns true if a value of the document has this type.
    pub fn admits(self, value: &Value) -> bool {
        match self {
            Self::Object => value.is_object(),
            Self::Array => value.is_array(),
            Self::String => value.is_string(),
            Self::Integer => {
                value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
            }
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
        }
    }
}

/// `additionalProperties`.
#[derive(Clone, Debug, PartialEq)]
pub enum Additional {
    /// `true` or `false`.
    Any(bool),
    /// A schema.
    Schema(SchemaRef),
}

/// `discriminator`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property_name: String,
    /// `mapping`: component keys by values.
    pub mapping: IndexMap<String, String>,
    /// `defaultMapping`: the component of values that no mapping names.
    pub default_mapping: Option<String>,
}
