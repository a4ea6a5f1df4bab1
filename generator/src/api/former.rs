//! Names that types and methods had before they were renamed, kept for a while as deprecated aliases.

use std::collections::BTreeMap;

use super::{OperationId, TypeId};
use crate::naming::{MethodName, TypeName};

/// The former names of an API.
#[derive(Clone, Debug, Default)]
pub struct FormerNames {
    /// Of types.
    pub types: BTreeMap<TypeId, TypeName>,
    /// Of methods, each beside the one that it is now.
    pub methods: BTreeMap<OperationId, MethodName>,
}
