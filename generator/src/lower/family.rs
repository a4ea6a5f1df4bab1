//! A base schema and those that extend it.

use super::node::NodeId;
use crate::api::Literal;

/// A base schema and those that extend it.
#[derive(Clone, Debug)]
pub(super) struct Family {
    /// The property that tells them apart.
    pub(super) property: String,
    /// The members, each with the values that mean it.
    pub(super) members: Vec<(NodeId, Vec<Literal>)>,
    /// The member of a value without the property, or with another string there (3.2, `defaultMapping`).
    pub(super) otherwise: Option<usize>,
}
