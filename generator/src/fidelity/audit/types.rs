//! The types of the model behind their names.

use std::collections::HashSet;

use crate::api::{Api, Constants, Literal, Record, Scalar, TypeKind, TypeRef, Union};

/// A type behind aliases, boxes and nullability.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind<'d> {
    Record(&'d Record),
    Union(&'d Union),
    Constants(&'d Constants),
    List(&'d TypeRef),
    Map(&'d TypeRef),
    Tuple(&'d [TypeRef]),
    Scalar(Scalar),
    Const(&'d Literal),
    Json,
    /// A type that no schema becomes.
    Other,
}

/// Returns the type behind aliases and boxes, and whether it admits null.
pub(super) fn resolve<'d>(api: &'d Api, ty: &'d TypeRef) -> (&'d TypeRef, bool) {
    let (mut ty, mut nullable) = (ty, false);
    // Aliases have been checked for cycles.
    for _ in 0..=api.types.len() {
        ty = match ty {
            TypeRef::Boxed(inner) => inner,
            TypeRef::Nullable(inner) => {
                nullable = true;
                inner
            }
            TypeRef::Named(id) => match &api.ty(*id).kind {
                TypeKind::Alias(target) => target,
                _ => break,
            },
            _ => break,
        };
    }
    (ty, nullable)
}

/// Returns the kind of a type.
pub(super) fn kind<'d>(api: &'d Api, ty: &'d TypeRef) -> Kind<'d> {
    match resolve(api, ty).0 {
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Record(record) => Kind::Record(record),
            TypeKind::Union(union) => Kind::Union(union),
            TypeKind::Constants(words) => Kind::Constants(words),
            // It has a name of its own, and holds what a list or map of itself holds.
            TypeKind::Newtype(inner) => kind(api, inner),
            TypeKind::Errors(_) | TypeKind::Alias(_) => Kind::Other,
        },
        TypeRef::List(inner) => Kind::List(inner),
        TypeRef::Map(inner) => Kind::Map(inner),
        TypeRef::Tuple(items) => Kind::Tuple(items),
        // Only the user knows its content.
        TypeRef::Scalar(Scalar::Own(_)) => Kind::Other,
        TypeRef::Scalar(scalar) => Kind::Scalar(*scalar),
        TypeRef::Const(literal) => Kind::Const(literal),
        TypeRef::Json => Kind::Json,
        TypeRef::Boxed(_) | TypeRef::Nullable(_) => Kind::Other,
    }
}

/// Returns true if two references mean one type, nullability aside.
pub(super) fn same(api: &Api, one: &TypeRef, other: &TypeRef) -> bool {
    resolve(api, one).0 == resolve(api, other).0
}

/// Returns true for a file, a list of files, or a union with one.
pub(super) fn holds_file(api: &Api, ty: &TypeRef) -> bool {
    let (mut seen, mut left) = (HashSet::new(), vec![ty]);
    while let Some(ty) = left.pop() {
        if !seen.insert(std::ptr::from_ref(ty)) {
            continue;
        }
        match kind(api, ty) {
            Kind::Scalar(Scalar::File) => return true,
            Kind::List(inner) => left.push(inner),
            Kind::Union(union) => left.extend(union.variants.iter().map(|variant| &variant.ty)),
            _ => {}
        }
    }
    false
}

/// Returns true if a type has values of a JSON type.
pub(super) fn admits(kind: Kind<'_>, json: &str) -> bool {
    match (kind, json) {
        (Kind::Record(_) | Kind::Map(_), "object") | (Kind::List(_) | Kind::Tuple(_), "array") => true,
        (Kind::Constants(words), json) => words.variants.iter().any(|word| is_of(&word.value, json)),
        (Kind::Const(literal), json) => is_of(literal, json),
        (Kind::Scalar(scalar), json) => scalar_admits(scalar, json),
        // Its variants are asked one by one.
        (Kind::Union(_) | Kind::Json | Kind::Other, _) => true,
        _ => false,
    }
}

/// Returns true for a value of a JSON type.
pub(super) fn is_of(literal: &Literal, json: &str) -> bool {
    matches!(
        (literal, json),
        (Literal::Str(_), "string")
            | (Literal::Int(_), "integer" | "number")
            | (Literal::Float(_), "number")
            | (Literal::Bool(_), "boolean")
    )
}

fn scalar_admits(scalar: Scalar, json: &str) -> bool {
    match scalar {
        Scalar::Foreign(foreign) => scalar_admits(foreign.scalar(), json),
        Scalar::Bool => json == "boolean",
        Scalar::I32 | Scalar::Bounded(_) | Scalar::I64 | Scalar::U64 | Scalar::I128 => json == "integer",
        // Integers beyond 53 bits are rounded.
        Scalar::F64 => json == "number",
        Scalar::Number | Scalar::UnixTime => matches!(json, "integer" | "number"),
        Scalar::Decimal => matches!(json, "string" | "number"),
        Scalar::Floats => matches!(json, "array" | "string"),
        _ => json == "string",
    }
}

/// Finds elements that are mostly requested in order: it searches from the one found last, and then from the beginning.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct InOrder(usize);

impl InOrder {
    pub(super) fn find<'l, T>(&mut self, list: &'l [T], is: impl Fn(&T) -> bool) -> Option<&'l T> {
        let (before, behind) = list.split_at(self.0.min(list.len()));
        let found =
            behind.iter().position(&is).map(|place| place + before.len()).or_else(|| before.iter().position(is))?;
        self.0 = found + 1;
        list.get(found)
    }
}
