//! The seven kinds of schema that `openapiv3` has, as one.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, ArrayType, IntegerFormat, IntegerType, NumberFormat, NumberType, ObjectType, ReferenceOr,
    Schema, SchemaKind, StringFormat, StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::api::DocFacts;

/// The keywords of any kind of schema, borrowed.
#[derive(Default)]
pub(super) struct View<'s> {
    pub(super) typ: Option<&'s str>,
    pub(super) format: Option<String>,
    pub(super) values: Vec<Value>,
    pub(super) properties: Option<&'s IndexMap<String, ReferenceOr<Box<Schema>>>>,
    pub(super) required: &'s [String],
    pub(super) additional: Option<&'s AdditionalProperties>,
    pub(super) items: Option<&'s ReferenceOr<Box<Schema>>>,
    pub(super) one_of: &'s [ReferenceOr<Schema>],
    pub(super) any_of: &'s [ReferenceOr<Schema>],
    pub(super) all_of: &'s [ReferenceOr<Schema>],
    pub(super) not: bool,
    pub(super) facts: DocFacts,
}

/// The keywords of a schema of any kind.
pub(super) fn view(kind: &SchemaKind) -> View<'_> {
    match kind {
        SchemaKind::Type(kind) => typed_view(kind),
        SchemaKind::OneOf { one_of } => View { one_of, ..View::default() },
        SchemaKind::AnyOf { any_of } => View { any_of, ..View::default() },
        SchemaKind::AllOf { all_of } => View { all_of, ..View::default() },
        SchemaKind::Not { .. } => View { not: true, ..View::default() },
        SchemaKind::Any(any) => View {
            typ: any.typ.as_deref(),
            format: any.format.clone(),
            values: any.enumeration.clone(),
            properties: Some(&any.properties),
            required: &any.required,
            additional: any.additional_properties.as_ref(),
            items: any.items.as_ref(),
            one_of: &any.one_of,
            any_of: &any.any_of,
            all_of: &any.all_of,
            not: any.not.is_some(),
            facts: DocFacts {
                minimum: bound(any.minimum, any.exclusive_minimum.unwrap_or_default()),
                maximum: bound(any.maximum, any.exclusive_maximum.unwrap_or_default()),
                multiple_of: any.multiple_of.map(|number| number.to_string()),
                min_size: size(any.min_length.or(any.min_items).or(any.min_properties)),
                max_size: size(any.max_length.or(any.max_items).or(any.max_properties)),
                pattern: any.pattern.clone(),
                unique_items: any.unique_items.unwrap_or_default(),
                ..DocFacts::default()
            },
        },
    }
}

fn typed_view(kind: &Type) -> View<'_> {
    match kind {
        Type::String(string) => string_view(string),
        Type::Number(number) => number_view(number),
        Type::Integer(integer) => integer_view(integer),
        Type::Object(object) => object_view(object),
        Type::Array(array) => array_view(array),
        Type::Boolean(boolean) => {
            View { typ: Some("boolean"), values: values(&boolean.enumeration), ..View::default() }
        }
    }
}

fn string_view(string: &StringType) -> View<'_> {
    View {
        typ: Some("string"),
        format: format_text(&string.format, string_format),
        values: values(&string.enumeration),
        facts: DocFacts {
            min_size: size(string.min_length),
            max_size: size(string.max_length),
            pattern: string.pattern.clone(),
            ..DocFacts::default()
        },
        ..View::default()
    }
}

fn number_view(number: &NumberType) -> View<'_> {
    View {
        typ: Some("number"),
        format: format_text(&number.format, |format| match format {
            NumberFormat::Float => "float",
            NumberFormat::Double => "double",
        }),
        values: values(&number.enumeration),
        facts: DocFacts {
            minimum: bound(number.minimum, number.exclusive_minimum),
            maximum: bound(number.maximum, number.exclusive_maximum),
            multiple_of: number.multiple_of.map(|number| number.to_string()),
            ..DocFacts::default()
        },
        ..View::default()
    }
}

fn integer_view(integer: &IntegerType) -> View<'_> {
    View {
        typ: Some("integer"),
        format: format_text(&integer.format, |format| match format {
            IntegerFormat::Int32 => "int32",
            IntegerFormat::Int64 => "int64",
        }),
        values: values(&integer.enumeration),
        facts: DocFacts {
            minimum: bound(integer.minimum, integer.exclusive_minimum),
            maximum: bound(integer.maximum, integer.exclusive_maximum),
            multiple_of: integer.multiple_of.map(|number| number.to_string()),
            ..DocFacts::default()
        },
        ..View::default()
    }
}

fn object_view(object: &ObjectType) -> View<'_> {
    View {
        typ: Some("object"),
        properties: Some(&object.properties),
        required: &object.required,
        additional: object.additional_properties.as_ref(),
        facts: DocFacts {
            min_size: size(object.min_properties),
            max_size: size(object.max_properties),
            ..DocFacts::default()
        },
        ..View::default()
    }
}

fn array_view(array: &ArrayType) -> View<'_> {
    View {
        typ: Some("array"),
        items: array.items.as_ref(),
        facts: DocFacts {
            min_size: size(array.min_items),
            max_size: size(array.max_items),
            unique_items: array.unique_items,
            ..DocFacts::default()
        },
        ..View::default()
    }
}

fn values<T: Clone + Into<Value>>(list: &[Option<T>]) -> Vec<Value> {
    list.iter().flatten().cloned().map(Into::into).collect()
}

fn bound(number: Option<impl ToString>, exclusive: bool) -> Option<(String, bool)> {
    number.map(|number| (number.to_string(), exclusive))
}

fn size(size: Option<usize>) -> Option<u64> {
    size.and_then(|size| u64::try_from(size).ok())
}

fn format_text<T>(format: &VariantOrUnknownOrEmpty<T>, name: impl Fn(&T) -> &'static str) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(name(format).to_owned()),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn string_format(format: &StringFormat) -> &'static str {
    match format {
        StringFormat::Date => "date",
        StringFormat::DateTime => "date-time",
        StringFormat::Password => "password",
        StringFormat::Byte => "byte",
        StringFormat::Binary => "binary",
    }
}
