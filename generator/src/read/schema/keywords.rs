//! The keywords of a repaired schema, and the variant of `openapiv3::SchemaKind` they make.
//!
//! The variants are the ones the crate's own deserialiser gives: a typed variant only when no keyword of another type stands beside it.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType, ReferenceOr, Schema,
    SchemaKind, StringType, Type,
};
use serde_json::{Number, Value};

/// Every assertion and applicator that OpenAPI 3.0 has.
#[derive(Debug, Default)]
pub(super) struct StandardKeywords {
    pub(super) ty: Option<&'static str>,
    pub(super) format: Option<String>,
    pub(super) enumeration: Option<Vec<Value>>,
    pub(super) pattern: Option<String>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) multiple_of: Option<Number>,
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
    pub(super) exclusive_minimum: Option<bool>,
    pub(super) exclusive_maximum: Option<bool>,
    pub(super) properties: Option<IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub(super) required: Option<Vec<String>>,
    pub(super) additional_properties: Option<AdditionalProperties>,
    pub(super) min_properties: Option<usize>,
    pub(super) max_properties: Option<usize>,
    pub(super) items: Option<ReferenceOr<Box<Schema>>>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique_items: Option<bool>,
    pub(super) all_of: Option<Vec<ReferenceOr<Schema>>>,
    pub(super) any_of: Option<Vec<ReferenceOr<Schema>>>,
    pub(super) one_of: Option<Vec<ReferenceOr<Schema>>>,
    pub(super) not: Option<Box<ReferenceOr<Schema>>>,
}

/// Which families of keywords a schema has.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Families {
    text: bool,
    number: bool,
    object: bool,
    array: bool,
    composed: usize,
}

impl Families {
    const NONE: Self = Self { text: false, number: false, object: false, array: false, composed: 0 };
}

impl StandardKeywords {
    fn families(&self) -> Families {
        Families {
            text: self.pattern.is_some() || self.min_length.is_some() || self.max_length.is_some(),
            number: self.multiple_of.is_some()
                || self.minimum.is_some()
                || self.maximum.is_some()
                || self.exclusive_minimum.is_some()
                || self.exclusive_maximum.is_some(),
            object: self.properties.is_some()
                || self.required.is_some()
                || self.additional_properties.is_some()
                || self.min_properties.is_some()
                || self.max_properties.is_some(),
            array: self.items.is_some()
                || self.min_items.is_some()
                || self.max_items.is_some()
                || self.unique_items.is_some(),
            composed: usize::from(self.all_of.is_some())
                + usize::from(self.any_of.is_some())
                + usize::from(self.one_of.is_some())
                + usize::from(self.not.is_some()),
        }
    }

    /// The variant these keywords make.
    pub(super) fn into_kind(self) -> SchemaKind {
        let families = self.families();
        let text = Families { text: families.text, ..Families::NONE };
        let number = Families { number: families.number, ..Families::NONE };
        let object = Families { object: families.object, ..Families::NONE };
        let array = Families { array: families.array, ..Families::NONE };
        let bare = self.enumeration.is_none() && self.format.is_none();
        match self.ty {
            Some("string") if families == text && self.all(Value::is_string) => self.into_string(),
            Some("number") if families == number && self.all(is_exact_float) => self.into_number(),
            Some("integer") if families == number && self.all(Value::is_i64) && self.is_whole() => self.into_integer(),
            Some("boolean") if families == Families::NONE && self.format.is_none() && self.all(Value::is_boolean) => {
                self.into_boolean()
            }
            Some("object") if families == object && bare => self.into_object(),
            Some("array") if families == array && bare => self.into_array(),
            None if families == (Families { composed: 1, ..Families::NONE }) && bare => self.into_composition(),
            _ => self.into_any(),
        }
    }

    fn all(&self, is: fn(&Value) -> bool) -> bool {
        self.enumeration.iter().flatten().all(is)
    }

    fn is_whole(&self) -> bool {
        [&self.multiple_of, &self.minimum, &self.maximum].into_iter().flatten().all(Number::is_i64)
    }

    fn into_string(self) -> SchemaKind {
        let texts = self.enumeration.into_iter().flatten();
        SchemaKind::Type(Type::String(StringType {
            format: self.format.into(),
            pattern: self.pattern,
            enumeration: texts.map(|value| if let Value::String(text) = value { Some(text) } else { None }).collect(),
            min_length: self.min_length,
            max_length: self.max_length,
        }))
    }

    fn into_number(self) -> SchemaKind {
        SchemaKind::Type(Type::Number(NumberType {
            format: self.format.into(),
            multiple_of: self.multiple_of.as_ref().and_then(Number::as_f64),
            exclusive_minimum: self.exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: self.exclusive_maximum.unwrap_or_default(),
            minimum: self.minimum.as_ref().and_then(Number::as_f64),
            maximum: self.maximum.as_ref().and_then(Number::as_f64),
            enumeration: self.enumeration.iter().flatten().map(Value::as_f64).collect(),
        }))
    }

    fn into_integer(self) -> SchemaKind {
        SchemaKind::Type(Type::Integer(IntegerType {
            format: self.format.into(),
            multiple_of: self.multiple_of.as_ref().and_then(Number::as_i64),
            exclusive_minimum: self.exclusive_minimum.unwrap_or_default(),
            exclusive_maximum: self.exclusive_maximum.unwrap_or_default(),
            minimum: self.minimum.as_ref().and_then(Number::as_i64),
            maximum: self.maximum.as_ref().and_then(Number::as_i64),
            enumeration: self.enumeration.iter().flatten().map(Value::as_i64).collect(),
        }))
    }

    fn into_boolean(self) -> SchemaKind {
        SchemaKind::Type(Type::Boolean(BooleanType {
            enumeration: self.enumeration.iter().flatten().map(Value::as_bool).collect(),
        }))
    }

    fn into_object(self) -> SchemaKind {
        SchemaKind::Type(Type::Object(ObjectType {
            properties: self.properties.unwrap_or_default(),
            required: self.required.unwrap_or_default(),
            additional_properties: self.additional_properties,
            min_properties: self.min_properties,
            max_properties: self.max_properties,
        }))
    }

    fn into_array(self) -> SchemaKind {
        SchemaKind::Type(Type::Array(ArrayType {
            items: self.items,
            min_items: self.min_items,
            max_items: self.max_items,
            unique_items: self.unique_items.unwrap_or_default(),
        }))
    }

    fn into_composition(self) -> SchemaKind {
        match self {
            Self { one_of: Some(one_of), .. } => SchemaKind::OneOf { one_of },
            Self { all_of: Some(all_of), .. } => SchemaKind::AllOf { all_of },
            Self { any_of: Some(any_of), .. } => SchemaKind::AnyOf { any_of },
            Self { not: Some(not), .. } => SchemaKind::Not { not },
            other => other.into_any(),
        }
    }

    fn into_any(self) -> SchemaKind {
        SchemaKind::Any(AnySchema {
            typ: self.ty.map(str::to_owned),
            pattern: self.pattern,
            multiple_of: self.multiple_of.as_ref().and_then(Number::as_f64),
            exclusive_minimum: self.exclusive_minimum,
            exclusive_maximum: self.exclusive_maximum,
            minimum: self.minimum.as_ref().and_then(Number::as_f64),
            maximum: self.maximum.as_ref().and_then(Number::as_f64),
            properties: self.properties.unwrap_or_default(),
            required: self.required.unwrap_or_default(),
            additional_properties: self.additional_properties,
            min_properties: self.min_properties,
            max_properties: self.max_properties,
            items: self.items,
            min_items: self.min_items,
            max_items: self.max_items,
            unique_items: self.unique_items,
            enumeration: self.enumeration.unwrap_or_default(),
            format: self.format,
            min_length: self.min_length,
            max_length: self.max_length,
            one_of: self.one_of.unwrap_or_default(),
            all_of: self.all_of.unwrap_or_default(),
            any_of: self.any_of.unwrap_or_default(),
            not: self.not,
        })
    }
}

/// True for a number that an `f64` holds: `NumberType` has no other.
fn is_exact_float(value: &Value) -> bool {
    const EXACT: u64 = 1 << 53;
    value.is_f64()
        || value.as_i64().is_some_and(|number| number.unsigned_abs() <= EXACT)
        || value.as_u64().is_some_and(|number| number <= EXACT)
}
