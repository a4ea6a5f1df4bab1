//! Aliases of aliases, and lists of lists. Rust expands all of them wherever one is used, and fails if that is too much.

use super::context::Lowering;
use super::cycles::spelled;
use crate::api::{TypeId, TypeKind, TypeRef};
use crate::report::{Code, Problem};

/// Aliases within aliases, and lists within lists.
const DEEPEST: usize = 16;

/// Types that an alias may be spelled out to: tuples of tuples have no other end.
const LARGEST: usize = 500;

/// Depth and size of the type that an alias expands to.
#[derive(Clone, Copy, Default)]
struct Measure {
    depth: usize,
    size: usize,
}

impl Lowering<'_> {
    /// Shortens aliases that expand too far: such an alias refers to the end of a chain of names; if it is of lists or tuples, the deep part becomes any
    /// JSON. Needs aliases without cycles.
    pub(super) fn shorten_aliases(&mut self) {
        let mut known: Vec<Option<Measure>> = vec![None; self.types.len()];
        for start in 0..self.types.len() {
            let mut stack = vec![(TypeId(start), false)];
            while let Some((id, inner_known)) = stack.pop() {
                if known[id.0].is_some() {
                    continue;
                }
                if inner_known {
                    known[id.0] = Some(self.shorten_alias(id, &known));
                    continue;
                }
                stack.push((id, true));
                stack.extend(spelled(&self.types[id.0].kind).into_iter().map(|inner| (inner, false)));
            }
        }
    }

    fn shorten_alias(&mut self, id: TypeId, known: &[Option<Measure>]) -> Measure {
        let TypeKind::Alias(ty) = &self.types[id.0].kind else { return Measure::default() };
        let found = measure(ty, known);
        if found.depth <= DEEPEST && found.size <= LARGEST {
            return found;
        }
        if let TypeRef::Named(inner) = ty
            && let TypeKind::Alias(target @ TypeRef::Named(_)) = &self.types[inner.0].kind
        {
            let target = target.clone();
            let found = measure(&target, known);
            self.types[id.0].kind = TypeKind::Alias(target);
            return found;
        }
        let at = self.types[id.0].origin.clone();
        self.report(Problem::warning(
            Code::TooDeep,
            &at,
            "lists, maps or tuples are nested too deep here",
            "put an object in between; what is inside is offered as any JSON",
        ));
        self.types[id.0].kind = TypeKind::Alias(TypeRef::Json);
        Measure { depth: 1, size: 1 }
    }
}

fn measure(ty: &TypeRef, known: &[Option<Measure>]) -> Measure {
    let inner = match ty {
        TypeRef::Named(id) => known[id.0].unwrap_or_default(),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) => {
            measure(inner, known)
        }
        TypeRef::Tuple(items) => items.iter().map(|item| measure(item, known)).fold(Measure::default(), |all, item| {
            Measure { depth: all.depth.max(item.depth), size: all.size.saturating_add(item.size) }
        }),
        TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => Measure::default(),
    };
    Measure { depth: inner.depth + 1, size: inner.size.saturating_add(1) }
}
