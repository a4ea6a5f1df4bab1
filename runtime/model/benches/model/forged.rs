//! The types as the generator prints them.

use specsmith_model::prelude::*;

pub(crate) struct Role {
    object: Const,
    id: String,
    name: String,
    description: Option<String>,
    permissions: Vec<String>,
    resource_type: String,
    predefined_role: bool,
    extra: Extra,
}

specsmith_model::model!(Role {
    constant(object = "role"),
    required(id: impl Into<String>, name: impl Into<String>),
    nullable(description: impl Into<Option<String>>),
    required(
        permissions: impl IntoIterator<Item = impl Into<String>> => list,
        resource_type: impl Into<String>,
        predefined_role: bool,
    ),
    rest(extra),
});

pub(crate) struct RoleList {
    object: Const,
    pub(crate) data: Vec<Role>,
    has_more: bool,
    next: Option<String>,
    extra: Extra,
}

specsmith_model::model!(RoleList {
    constant(object = "list"),
    required(data: impl IntoIterator<Item = impl Into<Role>> => list, has_more: bool),
    nullable(next: impl Into<Option<String>>),
    rest(extra),
});
