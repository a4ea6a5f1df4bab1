//! Unions in unions as the generator prints them.

use specsmith_model::prelude::*;

#[allow(dead_code, reason = "its fields are read by the table alone")]
pub(crate) struct Group {
    r#type: Const,
    filters: Vec<Filter>,
    extra: Extra,
}

specsmith_model::model!(Group {
    constant(r#type as "type" = "all"),
    required(filters: impl IntoIterator<Item = impl Into<Filter>> => list),
    rest(extra),
});

pub(crate) struct Comparison {
    r#type: Const,
    key: String,
    operand: Operand,
    extra: Extra,
}

specsmith_model::model!(Comparison {
    constant(r#type as "type" = "is"),
    required(key: impl Into<String>, operand: impl Into<Operand>),
    rest(extra),
});

pub(crate) struct Range {
    from: f64,
    to: f64,
    extra: Extra,
}

specsmith_model::model!(Range { required(from: f64, to: f64), rest(extra) });

pub(crate) struct Place {
    city: String,
    country: Option<String>,
    extra: Extra,
}

specsmith_model::model!(Place { required(city: impl Into<String>), optional(country: impl Into<String>), rest(extra) });

/// Known by a tag.
#[derive(Debug, PartialEq)]
pub(crate) enum Filter {
    Group(Group),
    Comparison(Comparison),
    Unknown(Value),
}

specsmith_model::union!(Filter, tagged "type" { Group(Group) = "all", Comparison(Comparison) = "is" });

/// Known by their shape.
#[derive(Debug, PartialEq)]
pub(crate) enum Operand {
    Text(String),
    Number(f64),
    Flag(bool),
    List(Vec<String>),
    Range(Range),
    Place(Place),
    Unknown(Value),
}

specsmith_model::union!(Operand {
    Text(String, &str) => Case::new("Text", Kinds::STRING),
    Number(f64) => Case::new("Number", Kinds::NUMBER),
    Flag(bool) => Case::new("Flag", Kinds::BOOLEAN),
    List(Vec<String>) => Case::new("List", Kinds::ARRAY),
    Range(Range) => Case::new("Range", Kinds::OBJECT).required(&["from", "to"]).known(&["from", "to"]),
    Place(Place) => Case::new("Place", Kinds::OBJECT).required(&["city"]).known(&["city", "country"]),
});
