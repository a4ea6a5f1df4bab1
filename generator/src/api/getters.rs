//! Getters: paths over a type's values.

use super::{Docs, Literal};
use crate::naming::FieldName;

/// A method that returns the value at a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Getter {
    /// Method: `output_text`.
    pub name: FieldName,
    /// The path as written.
    pub path: String,
    /// Its steps.
    pub steps: Vec<GetterStep>,
    /// The texts that it leads to are one text, with this between them.
    pub join: Option<String>,
    /// Description, Markdown.
    pub docs: Docs,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum GetterStep {
    /// To a member.
    Member(String),
    /// To each element of a list, or each value of a map.
    Each,
    /// On, where a member has this value.
    Only(String, Literal),
}
