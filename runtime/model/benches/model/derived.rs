//! The types as serde's derive has them.

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(crate) struct Role {
    object: String,
    id: String,
    name: String,
    description: Option<String>,
    permissions: Vec<String>,
    resource_type: String,
    predefined_role: bool,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct RoleList {
    object: String,
    pub(crate) data: Vec<Role>,
    has_more: bool,
    next: Option<String>,
}
