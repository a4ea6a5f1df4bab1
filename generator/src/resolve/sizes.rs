//! Estimated sizes of types in bytes: rustc orders fields as it likes, and niches are unknown.

use crate::api::{Api, ConstantsForm, Extra, Foreign, Literal, Presence, Record, Scalar, TypeId, TypeKind, TypeRef};

/// Sizes found so far.
#[derive(Debug)]
pub(super) struct Sizes {
    known: Vec<Option<usize>>,
}

impl Sizes {
    /// Any JSON value.
    pub(super) const VALUE: usize = 32;

    /// Returns no sizes yet.
    pub(super) fn new(types: usize) -> Self {
        Self { known: vec![None; types] }
    }

    /// Returns the size of a value of a type. Called in [`super::graph::order`], so that the recursion is shallow.
    pub(super) fn of(&mut self, api: &Api, ty: &TypeRef) -> usize {
        match ty {
            TypeRef::Named(id) => self.named(api, *id),
            TypeRef::Boxed(_) => 8,
            TypeRef::List(_) | TypeRef::Map(_) => 24,
            TypeRef::Tuple(items) => items.iter().map(|item| self.of(api, item)).sum(),
            TypeRef::Nullable(inner) => self.optional(api, inner),
            TypeRef::Scalar(scalar) => scalar_size(*scalar),
            TypeRef::Const(Literal::Str(_)) => 24,
            TypeRef::Const(_) => 48,
            TypeRef::Json => Self::VALUE,
        }
    }

    fn named(&mut self, api: &Api, id: TypeId) -> usize {
        if let Some(size) = self.known[id.0] {
            return size;
        }
        // A cycle by value is a bug elsewhere; it must not hang here.
        self.known[id.0] = Some(0);
        let size = match &api.ty(id).kind {
            TypeKind::Record(record) => self.record(api, record),
            TypeKind::Union(union) => {
                let largest = union.variants.iter().map(|variant| self.of(api, &variant.ty)).max();
                largest.unwrap_or_default().max(Self::VALUE) + 8
            }
            TypeKind::Constants(words) => match words.form {
                ConstantsForm::Strings | ConstantsForm::Integers => 24,
                ConstantsForm::Mixed => Self::VALUE + 8,
            },
            TypeKind::Errors(_) => Self::VALUE,
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => self.of(api, ty),
        };
        self.known[id.0] = Some(size);
        size
    }

    fn record(&mut self, api: &Api, record: &Record) -> usize {
        let fields: usize = record
            .fields
            .iter()
            .map(|field| match field.presence {
                Presence::Required => self.of(api, &field.ty),
                _ => self.optional(api, &field.ty),
            })
            .sum();
        let extra = match record.extra {
            Extra::Kept | Extra::Forbidden => 8,
            Extra::Typed(..) => 32,
        };
        let flattened = record.flattened.as_ref().map_or(0, |flattened| self.of(api, &flattened.ty));
        (fields + flattened + extra).next_multiple_of(8)
    }

    /// Returns the size of an option: numbers have no niche, types with a pointer do.
    fn optional(&mut self, api: &Api, ty: &TypeRef) -> usize {
        let size = self.of(api, ty);
        match ty {
            TypeRef::Scalar(Scalar::I64 | Scalar::U64 | Scalar::F64 | Scalar::I32 | Scalar::Bounded(_)) => size * 2,
            TypeRef::Scalar(Scalar::I128) => size + 16,
            TypeRef::Map(_) => size + 8,
            _ => size,
        }
    }
}

fn scalar_size(scalar: Scalar) -> usize {
    match scalar {
        Scalar::Bool => 1,
        Scalar::I32 => 4,
        Scalar::Bounded(small) => small.size(),
        Scalar::I64 | Scalar::U64 | Scalar::F64 => 8,
        Scalar::I128 | Scalar::UnixTime => 16,
        Scalar::File => 96,
        Scalar::Floats => 40,
        Scalar::Binary => 16,
        Scalar::String
        | Scalar::DateTime
        | Scalar::Date
        | Scalar::Time
        | Scalar::Duration
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Ip
        | Scalar::Base64
        | Scalar::Base64Url
        | Scalar::Decimal => 24,
        Scalar::Number => 16,
        Scalar::Foreign(Foreign::Url) => 88,
        Scalar::Foreign(Foreign::IpAddr) => 17,
        Scalar::Foreign(_) => 16,
        // Its size is not known; a guess of two texts.
        Scalar::Own(_) => 48,
    }
}
