//! The types that aliases and boxes lead to.

use super::{Api, Record, Scalar, TypeDef, TypeKind, TypeRef};

impl Api {
    /// Returns the type behind boxes and aliases.
    pub fn behind<'a>(&'a self, ty: &'a TypeRef) -> &'a TypeRef {
        let mut ty = ty;
        // An alias cannot stand for itself, so a walk longer than the list of types has no end.
        for _ in 0..=self.types.len() {
            ty = match ty {
                TypeRef::Boxed(inner) => inner,
                TypeRef::Named(id) => match self.types.get(id.0).map(|def| &def.kind) {
                    Some(TypeKind::Alias(target)) => target,
                    _ => return ty,
                },
                other => return other,
            };
        }
        ty
    }

    /// Returns the record that a type is, through aliases and boxes.
    pub fn record_behind(&self, ty: &TypeRef) -> Option<&Record> {
        match self.behind(ty) {
            TypeRef::Named(id) => match &self.types.get(id.0)?.kind {
                TypeKind::Record(record) => Some(record),
                _ => None,
            },
            _ => None,
        }
    }
}

impl TypeDef {
    /// Returns the scalar that the type is a newtype of.
    pub fn newtype_scalar(&self) -> Option<Scalar> {
        match &self.kind {
            TypeKind::Newtype(TypeRef::Scalar(scalar)) => Some(*scalar),
            _ => None,
        }
    }
}
