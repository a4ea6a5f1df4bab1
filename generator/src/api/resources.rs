//! The resource tree.

use super::{Docs, OperationId};
use crate::naming::{MethodName, ModuleName, TypeName};

/// Index of a [`Resource`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResourceId(pub usize);

impl ResourceId {
    /// The client itself.
    pub const ROOT: Self = Self(0);
}

/// A method that makes the same request as an operation's own method, elsewhere in the tree or under another name.
#[derive(Clone, Debug)]
pub struct MethodAlias {
    /// The operation.
    pub of: OperationId,
    /// The resource that the alias is a method of.
    pub resource: ResourceId,
    /// Its method.
    pub name: MethodName,
}

/// A node of the tree: `client.admin().organization()` is two of them.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Parent; `None` for the root.
    pub parent: Option<ResourceId>,
    /// Wire segments from the root: `["admin", "organization"]`; empty for the root.
    pub path: Vec<String>,
    /// Accessor on the parent: `organization`.
    pub accessor: MethodName,
    /// Its module: `organization`.
    pub module: ModuleName,
    /// The struct: `Organization`.
    pub name: TypeName,
    /// Description (of the tag, or none).
    pub docs: Docs,
    /// Children, in order of first use in the document.
    pub children: Vec<ResourceId>,
    /// Operations that are methods of it, in document order.
    pub operations: Vec<OperationId>,
}
