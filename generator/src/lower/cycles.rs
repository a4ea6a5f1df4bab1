//! Types that lead back to themselves without a value in between: an alias of itself, a union that offers itself. An alias that does so through a list or
//! a map becomes a newtype.
//!
//! Recursion through a record, or through a list in a union, is fine and not touched here.

use indexmap::IndexSet;

use super::context::Lowering;
use crate::api::{TypeId, TypeKind, TypeRef};
use crate::report::{Code, Problem};

/// State of a walk at a type.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

impl Lowering<'_> {
    /// Replaces, in each cycle without a value in between, the reference that closes it by any JSON. The remaining cycles of aliases go through lists and
    /// maps: one alias of each becomes a newtype.
    pub(super) fn cut_endless_types(&mut self) {
        for (from, to) in self.closing(offered) {
            self.cut(from, to, "this schema is, or offers, itself with nothing in between");
        }
        for (from, to) in self.closing(contained) {
            self.cut(from, to, "an item of this tuple is the tuple itself, so that no value has an end");
        }
        for (_, to) in self.closing(spelled) {
            let def = &mut self.types[to.0];
            if let TypeKind::Alias(ty) = &def.kind {
                def.kind = TypeKind::Newtype(ty.clone());
            }
        }
    }

    /// Returns the references that close cycles.
    fn closing(&self, edges: fn(&TypeKind) -> Vec<TypeId>) -> IndexSet<(TypeId, TypeId)> {
        let mut closing = IndexSet::new();
        let mut states = vec![State::New; self.types.len()];
        for start in 0..self.types.len() {
            self.walk(TypeId(start), &mut states, edges, &mut closing);
        }
        closing
    }

    /// Searches depth first, with a stack of its own: chains of aliases may be long.
    fn walk(
        &self,
        start: TypeId,
        states: &mut [State],
        edges: fn(&TypeKind) -> Vec<TypeId>,
        closing: &mut IndexSet<(TypeId, TypeId)>,
    ) {
        if states[start.0] != State::New {
            return;
        }
        states[start.0] = State::Open;
        let mut stack = vec![(start, edges(&self.types[start.0].kind))];
        while let Some((from, rest)) = stack.last_mut() {
            let from = *from;
            let Some(to) = rest.pop() else {
                states[from.0] = State::Done;
                stack.pop();
                continue;
            };
            match states[to.0] {
                State::Open => {
                    closing.insert((from, to));
                }
                State::Done => {}
                State::New => {
                    states[to.0] = State::Open;
                    stack.push((to, edges(&self.types[to.0].kind)));
                }
            }
        }
    }

    fn cut(&mut self, from: TypeId, to: TypeId, message: &str) {
        let def = &mut self.types[from.0];
        let origin = def.origin.clone();
        match &mut def.kind {
            TypeKind::Alias(ty) => replace(ty, to),
            TypeKind::Union(union) => {
                for variant in union.variants.iter_mut().filter(|variant| direct(&variant.ty) == Some(to)) {
                    variant.ty = TypeRef::Json;
                }
            }
            TypeKind::Record(_) | TypeKind::Constants(_) | TypeKind::Errors(_) | TypeKind::Newtype(_) => {}
        }
        let problem = Problem::warning(
            Code::RecursiveType,
            &origin,
            message,
            "put an object in between; the inner one is offered as any JSON",
        );
        self.report(problem);
    }
}

/// Aliases a type alias spells out: Rust expands all of them.
pub(super) fn spelled(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Alias(ty) => mentioned(ty),
        _ => Vec::new(),
    }
}

/// Returns the types that decide on the very value that this one decides on.
fn offered(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Alias(ty) => direct(ty).into_iter().collect(),
        TypeKind::Union(union) => union.variants.iter().rev().filter_map(|variant| direct(&variant.ty)).collect(),
        _ => Vec::new(),
    }
}

/// Returns types that each value of a tuple holds one of.
fn contained(kind: &TypeKind) -> Vec<TypeId> {
    fn always(ty: &TypeRef) -> Vec<TypeId> {
        match ty {
            TypeRef::Named(id) => vec![*id],
            TypeRef::Boxed(inner) => always(inner),
            TypeRef::Tuple(items) => items.iter().flat_map(always).collect(),
            _ => Vec::new(),
        }
    }
    match kind {
        TypeKind::Alias(ty) => always(ty),
        _ => Vec::new(),
    }
}

fn direct(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => direct(inner),
        _ => None,
    }
}

fn mentioned(ty: &TypeRef) -> Vec<TypeId> {
    match ty {
        TypeRef::Named(id) => vec![*id],
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) => {
            mentioned(inner)
        }
        TypeRef::Tuple(items) => items.iter().flat_map(mentioned).collect(),
        TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => Vec::new(),
    }
}

fn replace(ty: &mut TypeRef, target: TypeId) {
    match ty {
        TypeRef::Named(id) if *id == target => *ty = TypeRef::Json,
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) => {
            replace(inner, target);
        }
        TypeRef::Tuple(items) => items.iter_mut().for_each(|item| replace(item, target)),
        TypeRef::Named(_) | TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => {}
    }
}
