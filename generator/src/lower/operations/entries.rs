//! The manifest's entries for the schemas of bodies and responses, each once.

use std::collections::HashSet;

use super::super::{Lowering, NameHint, Typed};
use crate::api::TypeRef;
use crate::pointer::Pointer;
use crate::schema::SchemaRef;

/// The schemas of bodies and responses that have been entered. Shared ones are met once for each use.
#[derive(Debug, Default)]
pub(super) struct Entries {
    seen: HashSet<Pointer>,
}

impl Entries {
    /// Returns the type of a media type's schema, entered in the manifest. Without a schema it is any JSON, and no entry.
    pub(super) fn type_of(
        &mut self,
        lowering: &mut Lowering<'_>,
        schema: Option<&SchemaRef>,
        at: &Pointer,
        hint: &NameHint,
    ) -> TypeRef {
        let Some(schema) = schema else { return Typed::json().into_ref() };
        let typed = lowering.type_of(schema, at, hint);
        // Swagger 2.0 writes one schema for all its media types: what counts is where it was written.
        if self.seen.insert(lowering.document.origin(at)) {
            lowering.enter(at, &typed);
        }
        typed.into_ref()
    }

    /// Enters a schema whose type is known from elsewhere.
    pub(super) fn enter(&mut self, lowering: &mut Lowering<'_>, declared: bool, at: &Pointer, ty: &TypeRef) {
        if declared && self.seen.insert(lowering.document.origin(at)) {
            lowering.enter(at, &Typed { ty: ty.clone(), nullable: false });
        }
    }
}
