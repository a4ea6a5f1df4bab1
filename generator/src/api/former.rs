//! Names that items had before they were renamed, kept for a while as deprecated aliases.

use std::collections::BTreeMap;

use super::{OperationId, ResourceId, TypeId};
use crate::naming::{MethodName, TypeName};

/// The former names of an API.
#[derive(Clone, Debug, Default)]
pub struct FormerNames {
    /// Of types.
    pub types: BTreeMap<TypeId, TypeName>,
    /// Of methods, each beside the one that it is now.
    pub methods: BTreeMap<OperationId, MethodName>,
    /// Of the types of requests.
    pub requests: BTreeMap<OperationId, TypeName>,
    /// Of the accessors of resources.
    pub accessors: BTreeMap<ResourceId, MethodName>,
    /// Of the structs of resources.
    pub resources: BTreeMap<ResourceId, TypeName>,
}
