//! The types as the generator prints them.

use specsmith_runtime::model::prelude::*;

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

impl Model for Role {
    #[inline]
    fn decode(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self {
            object: fields.constant("object", "role")?,
            id: fields.required("id")?,
            name: fields.required("name")?,
            description: fields.nullable("description")?,
            permissions: fields.required("permissions")?,
            resource_type: fields.required("resource_type")?,
            predefined_role: fields.required("predefined_role")?,
            extra: fields.extra(),
        })
    }

    #[inline]
    fn encode(&self, object: &mut ObjectWriter<'_>) {
        object.required("object", &self.object);
        object.required("id", &self.id);
        object.required("name", &self.name);
        object.required("description", &self.description);
        object.required("permissions", &self.permissions);
        object.required("resource_type", &self.resource_type);
        object.required("predefined_role", &self.predefined_role);
        object.extra(&self.extra);
    }
}
specsmith_runtime::model!(Role);

pub(crate) struct RoleList {
    object: Const,
    pub(crate) data: Vec<Role>,
    has_more: bool,
    next: Option<String>,
    extra: Extra,
}

impl Model for RoleList {
    #[inline]
    fn decode(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self {
            object: fields.constant("object", "list")?,
            data: fields.required("data")?,
            has_more: fields.required("has_more")?,
            next: fields.nullable("next")?,
            extra: fields.extra(),
        })
    }

    #[inline]
    fn encode(&self, object: &mut ObjectWriter<'_>) {
        object.required("object", &self.object);
        object.required("data", &self.data);
        object.required("has_more", &self.has_more);
        object.required("next", &self.next);
        object.extra(&self.extra);
    }
}
specsmith_runtime::model!(RoleList);
