//! The reasons of names.

use crate::naming::MethodName;

/// The reasons of an operation's resource and method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameReason {
    /// Of the resource.
    pub resource: ResourceReason,
    /// Of the method.
    pub method: MethodReason,
    /// The better name, which is taken in the resource.
    pub taken: Option<String>,
    /// The method's name for these reasons; a lock may keep another one.
    pub(crate) inferred: MethodName,
}

/// Origin of an operation's resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceReason {
    /// `x-specsmith-resource`.
    Given,
    /// A sample in the document, by the setting `by-example` of `x-specsmith-tree`.
    Example,
    /// The path, and `x-specsmith-tree`.
    Tree,
    /// The path.
    Path,
}

/// Origin of a method's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodReason {
    /// `x-specsmith-method`.
    Given,
    /// A sample in the document, by the setting `by-example` of `x-specsmith-tree`.
    Example,
    /// The HTTP method, and whether it is about one thing or several.
    Verb,
    /// The last words of the path.
    Path,
    /// `operationId`.
    Id,
    /// The lock of names.
    Lock,
}
