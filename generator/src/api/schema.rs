//! Named types: records, unions, enums and aliases.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::{Derive, DocFacts, Docs, Getter, Literal, Presence, StatusSpec, TypeRef};
use crate::naming::{FieldName, TypeName, VariantName};
use crate::pointer::Pointer;

/// A named type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its Rust name, unique in the crate's `types`.
    pub name: TypeName,
    /// Location of its schema in the document that the user wrote.
    pub origin: Pointer,
    /// Description, Markdown.
    pub docs: Docs,
    /// True for a component schema, which has a name in the document. Other types are named after the schema that contains them.
    pub component: bool,
    /// `title`, if any.
    pub title: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// True if the schema itself admits `null`. A reference to it carries its own `Nullable`; the item printed is the non-null part.
    pub nullable: bool,
    /// An example the author gave, for the docs.
    pub example: Option<Arc<Value>>,
    /// The directions in which values of the type travel; filled by `resolve`.
    pub directions: Directions,
    /// Name of the struct that a record's `new` takes when it would take more than seven arguments: `RoleRequired`.
    pub required_name: Option<TypeName>,
    /// Methods that return the value at a path.
    pub getters: Vec<Getter>,
    /// The derives besides those that every type has; filled by `resolve`.
    pub derives: BTreeSet<Derive>,
    /// Kind of the type.
    pub kind: TypeKind,
}

/// The directions in which values of a type travel: in a request, in a response, both, or neither (webhooks, leftovers).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directions {
    /// True if it is reachable from a request body or parameter.
    pub in_requests: bool,
    /// True if it is reachable from a response, an error body or a webhook.
    pub in_responses: bool,
}

/// Kind of a named type.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// A struct.
    Record(Record),
    /// An enum whose variants contain values of other types.
    Union(Union),
    /// An enum of constants.
    Constants(Constants),
    /// An enum of error responses. No other type refers to it.
    Errors(Errors),
    /// `pub type Name = …;`
    Alias(TypeRef),
    /// `pub struct Name(pub …);`: a list or map of itself, which no alias can be.
    Newtype(TypeRef),
}

/// Error responses by status, as one or more operations declare them.
#[derive(Clone, Debug)]
pub struct Errors {
    /// Responses whose body has a type, by status.
    pub cases: Vec<ErrorCase>,
    /// Statuses without one, where a less exact status would have one.
    pub untyped: Vec<StatusSpec>,
}

/// An error response.
#[derive(Clone, Debug)]
pub struct ErrorCase {
    /// Name of its variant: the status's reason. Never `Unknown`.
    pub name: VariantName,
    /// Statuses.
    pub status: StatusSpec,
    /// Type of its JSON body.
    pub ty: TypeRef,
}

/// A struct: an object schema, `allOf` merged.
#[derive(Clone, Debug)]
pub struct Record {
    /// Fields in document order.
    pub fields: Vec<Field>,
    /// A union whose members are members of the record's object: `oneOf` or `anyOf` beside `properties`.
    pub flattened: Option<Flattened>,
    /// Handling of keys that no field names.
    pub extra: Extra,
    /// True if the schema has no `type`, so that values of other types are as valid.
    pub any_type: bool,
}

impl Record {
    /// `new` takes no more arguments than this.
    pub const MOST_ARGUMENTS: usize = 7;

    /// Returns true if its optional nullable fields tell null from absent by their type: requests carry it, or it has no extra fields to remember a null with.
    pub fn tells_null(&self, directions: Directions) -> bool {
        directions.in_requests || self.extra != Extra::Kept
    }

    /// Returns the fields a new value cannot do without, and that neither the schema fixes nor a union: the arguments of `new`.
    pub fn arguments(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| match field.making {
            Making::Usual => {
                field.presence.is_required() && !matches!(field.ty, TypeRef::Const(_)) && field.tag.is_none()
            }
            Making::Empty => false,
            Making::Asked => true,
        })
    }

    /// Returns the number of `new`'s arguments, if the required ones are not bundled into a struct.
    pub fn argument_count(&self) -> usize {
        self.arguments().count() + usize::from(self.flattened.is_some())
    }
}

/// A field that is no member of the object: its own members are.
#[derive(Clone, Debug, PartialEq)]
pub struct Flattened {
    /// Rust name, unique in the record.
    pub name: FieldName,
    /// Its type, whose values are objects without a key that is one of the record's.
    pub ty: TypeRef,
}

/// Handling of the keys of an object that its schema does not name.
#[derive(Clone, Debug, PartialEq)]
pub enum Extra {
    /// Kept behind one pointer, read by `.extra()`: `additionalProperties` absent or true.
    Kept,
    /// Kept as a map of this type, `additionalProperties: {schema}`. The field has this name.
    Typed(FieldName, TypeRef),
    /// Not kept: `additionalProperties: false`.
    Forbidden,
}

/// A field of a record.
#[derive(Clone, Debug)]
pub struct Field {
    /// Key on the wire.
    pub wire: String,
    /// Rust name, unique in the record.
    pub name: FieldName,
    /// Name of the method that sets it to null, if null and absent are distinguished.
    pub null_setter: Option<FieldName>,
    /// Type of the value when present and not null; nullability is in `presence` alone.
    pub ty: TypeRef,
    /// Required and nullable, as one of four.
    pub presence: Presence,
    /// Description, Markdown.
    pub docs: Docs,
    /// Constraints and default, for the docs.
    pub facts: DocFacts,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// True if it is only in responses.
    pub read_only: bool,
    /// True if it is only in requests.
    pub write_only: bool,
    /// The tag that unions write, if all values of the record are variants of these unions: it is no argument of `new`. Filled by `resolve`.
    pub tag: Option<Literal>,
    /// The way that a new value gets the field; filled by `resolve`.
    pub making: Making,
    /// The user's settings for the field.
    pub settings: Option<Box<FieldSettings>>,
}

/// The user's settings for a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldSettings {
    /// Its name.
    pub name: Option<String>,
    /// Overrides the schema's `required`.
    pub required: Option<bool>,
    /// Overrides whether the field may be null.
    pub nullable: Option<bool>,
}

/// Origin of a field's value in a new record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Making {
    /// As an argument, where the field is required.
    #[default]
    Usual,
    /// It is empty: only responses have it, and requests leave it out.
    Empty,
    /// As an argument, though the field is optional: only requests have it, and they must.
    Asked,
}

/// An enum whose variants contain values: `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub struct Union {
    /// Rule that chooses the variant of a value.
    pub decision: Decision,
    /// Variants in document order.
    pub variants: Vec<Variant>,
    /// True if an argument takes the union or null.
    pub nullable: bool,
    /// True if a value of no variant is kept.
    pub open: bool,
}

/// Rule that chooses the variant of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// By the value at this property. Values are in document order; several may name one variant.
    Tag {
        /// Property name on the wire.
        property: String,
        /// Tag value to variant index.
        values: Vec<(Literal, usize)>,
        /// Variant of a value without the property, or with another value there (3.2, `defaultMapping`).
        otherwise: Option<usize>,
        /// True if the union writes the tag itself, because a discriminator declares it.
        written: bool,
    },
    /// By JSON type, then required keys and constants; the best fit that decodes wins.
    Shape {
        /// The tag that the union writes all the same: a discriminator declares it, and values may lack it.
        tag: Option<WrittenTag>,
    },
}

impl Decision {
    /// Returns the tag that the union writes itself: its property, and each value with the variant that it means.
    pub fn written(&self) -> Option<(&str, &[(Literal, usize)])> {
        match self {
            Self::Tag { property, values, written: true, .. } => Some((property, values)),
            Self::Shape { tag: Some(tag) } => Some((&tag.property, &tag.values)),
            Self::Tag { .. } | Self::Shape { .. } => None,
        }
    }
}

/// A tag that a union writes.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenTag {
    /// Property name on the wire.
    pub property: String,
    /// Tag value to variant index, in document order.
    pub values: Vec<(Literal, usize)>,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Rust name, unique in the union; never `Unknown`.
    pub name: VariantName,
    /// Type of the value; never `Nullable`.
    pub ty: TypeRef,
    /// Description, Markdown.
    pub docs: Docs,
    /// The shape that a value must have; filled by `resolve` from the type.
    pub shape: Shape,
}

/// Properties by which values of a type are recognised before they are decoded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// JSON types it may have.
    pub kinds: Kinds,
    /// Keys it must have.
    pub required: Vec<String>,
    /// Keys whose value is fixed (or absent, when not in `required`).
    pub constants: Vec<(String, Vec<Literal>)>,
    /// Every key the schema names.
    pub known: Vec<String>,
    /// True if no other keys are allowed.
    pub closed: bool,
    /// The string values allowed, when the type is an enum of strings; empty otherwise.
    pub words: Vec<String>,
    /// The objects that a union takes, as far as nothing fixed tells them from another variant of the union around it.
    pub variants: Vec<Self>,
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// object
    pub object: bool,
    /// array
    pub array: bool,
    /// string
    pub string: bool,
    /// number with no fraction
    pub integer: bool,
    /// any number
    pub number: bool,
    /// true or false
    pub boolean: bool,
    /// null, where a type takes it of its own: any JSON does
    pub null: bool,
}

/// An enum of constants.
#[derive(Clone, Debug, PartialEq)]
pub struct Constants {
    /// JSON types of the values.
    pub form: ConstantsForm,
    /// Variants in document order; names unique, never `Unknown`.
    pub variants: Vec<Constant>,
    /// True if unknown values are kept.
    pub open: bool,
}

/// The JSON types that the values of [`Constants`] have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantsForm {
    /// Strings only; the unknown value is a string.
    Strings,
    /// Integers only; the unknown value is an `i64`.
    Integers,
    /// Several types; the unknown value is any JSON.
    Mixed,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Rust name.
    pub name: VariantName,
    /// Value on the wire.
    pub value: Literal,
    /// Description, Markdown.
    pub docs: Docs,
}
