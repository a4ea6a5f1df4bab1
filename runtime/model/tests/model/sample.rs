//! Types as the generator prints them.

use specsmith_model::prelude::*;
use specsmith_model::{self as model, DecodeError, DecodeMode};

/// Decodes a text strictly.
pub fn strict<T: Decode>(json: &str) -> Result<T, DecodeError> {
    model::decode_with(json.as_bytes(), DecodeMode::Strict)
}

/// Details about a role.
#[derive(Clone)]
#[non_exhaustive]
pub struct Role {
    /// Always `role`.
    pub object: Const,
    pub id: String,
    pub description: Option<String>,
    pub permissions: Vec<String>,
    pub predefined_role: bool,
    pub tag: Option<String>,
    pub kind: Option<Const>,
    pub patch: Nullable<String>,
    pub note: Option<i64>,
    extra: Extra,
}

specsmith_model::model!(Role {
    constant(object = "role"),
    required(id: impl Into<String>),
    nullable(description => (None)),
    required(permissions: impl IntoIterator<Item = impl Into<String>> => list, predefined_role: bool),
    optional(tag: impl Into<String>),
    optional_constant(kind = "x"),
    tristate(patch or patch_null: impl Into<String>),
    remembered(note),
    rest(extra),
});

/// A page.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RoleList {
    pub data: Vec<Role>,
    pub next: Option<String>,
    extra: Extra,
}

impl Decode for RoleList {
    #[inline]
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self { data: fields.required("data")?, next: fields.nullable("next"), extra: fields.extra() })
    }
}

impl Encode for RoleList {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.required("data", &self.data);
        object.required("next", &self.next);
        object.extra(&self.extra);
        object.finish();
    }

    fn visit_fields<V: specsmith_model::FieldVisitor>(&self, _: &Self, _: &mut V) {}
}
specsmith_model::model!(RoleList, extra);

/// Extra fields of one type.
#[derive(Clone)]
#[non_exhaustive]
pub struct Scores {
    pub id: i64,
    pub rest: BTreeMap<String, f64>,
}

specsmith_model::model!(Scores { required(id: i64), typed_rest(rest) });

/// No extra fields.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Closed {
    pub at: DateTime,
    pub pair: Option<(i64, String)>,
}

impl Decode for Closed {
    #[inline]
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self { at: fields.required("at")?, pair: fields.optional("pair") })
    }
}

impl Encode for Closed {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.required("at", &self.at);
        object.optional("pair", &self.pair);
        object.finish();
    }

    fn visit_fields<V: specsmith_model::FieldVisitor>(&self, _: &Self, _: &mut V) {}
}
specsmith_model::model!(Closed);

/// A record that holds itself.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Tree {
    pub name: String,
    pub left: Option<Box<Tree>>,
    pub children: Option<Vec<Tree>>,
    pub by_name: Option<BTreeMap<String, Tree>>,
    extra: Extra,
}

impl Decode for Tree {
    #[inline]
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self {
            name: fields.required("name")?,
            left: fields.optional("left"),
            children: fields.optional("children"),
            by_name: fields.optional("by_name"),
            extra: fields.extra(),
        })
    }
}

impl Encode for Tree {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.required("name", &self.name);
        object.optional("left", &self.left);
        object.optional("children", &self.children);
        object.optional("by_name", &self.by_name);
        object.extra(&self.extra);
        object.finish();
    }

    fn visit_fields<V: specsmith_model::FieldVisitor>(&self, _: &Self, _: &mut V) {}
}
specsmith_model::model!(Tree, extra);

specsmith_model::string_enum! {
    /// Words.
    pub enum Order {
        Asc = "asc",
        Desc = "desc",
    }
}

specsmith_model::integer_enum! {
    /// Integers.
    pub enum Code {
        Value200 = 200,
        Minus1 = -1,
    }
}

/// Several JSON types.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Mixed {
    Auto,
    Value1,
    Half,
    True,
    Large,
    Unknown(Value),
}
specsmith_model::literal_enum!(Mixed { Auto = "auto", Value1 = 1, Half = 0.5, True = true, Large = 5000000000i64 });

/// A message; does not name its tag.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Message {
    pub id: String,
    extra: Extra,
}

impl Message {
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), extra: Extra::default() }
    }
}

impl Decode for Message {
    #[inline]
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self { id: fields.required("id")?, extra: fields.extra() })
    }
}

impl Encode for Message {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.required("id", &self.id);
        object.extra(&self.extra);
        object.finish();
    }

    fn visit_fields<V: specsmith_model::FieldVisitor>(&self, _: &Self, _: &mut V) {}
}
specsmith_model::model!(Message, extra);

/// A call; names its tag.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Call {
    pub r#type: Const,
    pub name: String,
    extra: Extra,
}

impl Decode for Call {
    #[inline]
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self { r#type: fields.constant("type", "call"), name: fields.required("name")?, extra: fields.extra() })
    }
}

impl Encode for Call {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.required("type", &self.r#type);
        object.required("name", &self.name);
        object.extra(&self.extra);
        object.finish();
    }

    fn visit_fields<V: specsmith_model::FieldVisitor>(&self, _: &Self, _: &mut V) {}
}
specsmith_model::model!(Call, extra);

/// Decided by tag.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Item {
    Message(Message),
    Call(Call),
    Nested(Box<Item>),
    Unknown(Value),
}

specsmith_model::union!(Item, tagged "type" {
    Message(Message) = "message" | "msg" | "text" writes "message",
    Call(Call) = "call",
    Nested = "nested",
});

/// Decided by shape.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Content {
    Order(Order),
    Text(String),
    Count(i64),
    Amount(f64),
    Flag(bool),
    Texts(Vec<String>),
    Numbers(Vec<i64>),
    Role(Box<Role>),
    Message(Message),
    Closed(Closed),
    Unknown(Value),
}

impl Union for Content {
    const CASES: Cases = Cases::shaped(&[
        Case::new("Order", Kinds::STRING).words(&["asc", "desc"]),
        Case::new("Text", Kinds::STRING),
        Case::new("Count", Kinds::INTEGER),
        Case::new("Amount", Kinds::NUMBER),
        Case::new("Flag", Kinds::BOOLEAN),
        Case::new("Texts", Kinds::ARRAY),
        Case::new("Numbers", Kinds::ARRAY),
        Case::new("Role", Kinds::OBJECT)
            .required(&["object", "id", "permissions", "predefined_role"])
            .constants(&[("object", &[Literal::Str("role")])])
            .known(&["object", "id", "description", "permissions", "predefined_role", "tag", "kind", "patch", "note"]),
        Case::new("Message", Kinds::OBJECT).required(&["id"]).known(&["id"]),
        Case::new("Closed", Kinds::OBJECT).required(&["at"]).known(&["at", "pair"]).closed(),
    ]);

    #[inline]
    fn decode_case(case: usize, node: Node<'_>) -> Result<Self, Fault> {
        Ok(match case {
            0 => Self::Order(node.decode()?),
            1 => Self::Text(node.decode()?),
            2 => Self::Count(node.decode()?),
            3 => Self::Amount(node.decode()?),
            4 => Self::Flag(node.decode()?),
            5 => Self::Texts(node.decode()?),
            6 => Self::Numbers(node.decode()?),
            7 => Self::Role(node.decode()?),
            8 => Self::Message(node.decode()?),
            9 => Self::Closed(node.decode()?),
            _ => Self::Unknown(node.decode()?),
        })
    }

    #[inline]
    fn encode_case(&self, writer: &mut Writer) {
        match self {
            Self::Order(value) => writer.value(value),
            Self::Text(value) => writer.value(value),
            Self::Count(value) => writer.value(value),
            Self::Amount(value) => writer.value(value),
            Self::Flag(value) => writer.value(value),
            Self::Texts(value) => writer.value(value),
            Self::Numbers(value) => writer.value(value),
            Self::Role(value) => writer.value(value),
            Self::Message(value) => writer.value(value),
            Self::Closed(value) => writer.value(value),
            Self::Unknown(value) => writer.value(value),
        }
    }
}
specsmith_model::union!(Content);

/// Decided by shape, with one object case.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OnlyRole {
    Role(Role),
    Text(String),
    Unknown(Value),
}

impl Union for OnlyRole {
    const CASES: Cases = Cases::shaped(&[
        Case::new("Role", Kinds::OBJECT)
            .required(&["id"])
            .constants(&[("object", &[Literal::Str("role")])])
            .known(&["id", "object"]),
        Case::new("Text", Kinds::STRING),
    ]);

    #[inline]
    fn decode_case(case: usize, node: Node<'_>) -> Result<Self, Fault> {
        Ok(match case {
            0 => Self::Role(node.decode()?),
            1 => Self::Text(node.decode()?),
            _ => Self::Unknown(node.decode()?),
        })
    }

    #[inline]
    fn encode_case(&self, writer: &mut Writer) {
        match self {
            Self::Role(value) => writer.value(value),
            Self::Text(value) => writer.value(value),
            Self::Unknown(value) => writer.value(value),
        }
    }
}
specsmith_model::union!(OnlyRole);
