//! Unions in unions as serde's derive has them.

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Filter {
    #[serde(rename = "all")]
    Group(Group),
    #[serde(rename = "is")]
    Comparison(Comparison),
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Group {
    filters: Vec<Filter>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Comparison {
    key: String,
    operand: Operand,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Operand {
    Text(String),
    Number(f64),
    Flag(bool),
    List(Vec<String>),
    Range(Range),
    Place(Place),
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Range {
    from: f64,
    to: f64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Place {
    city: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}
