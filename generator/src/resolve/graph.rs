//! Types as a graph: the types that each mentions, those that it contains by value, and their cycles.

use crate::api::{Api, Extra, Operation, ResponseForm, TypeId, TypeKind, TypeRef};

/// Calls back with every type a reference mentions, and whether it is held by value (not behind a list, map or box).
pub(super) fn mentions(ty: &TypeRef, by_value: bool, found: &mut impl FnMut(TypeId, bool)) {
    match ty {
        TypeRef::Named(id) => found(*id, by_value),
        TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) => mentions(inner, false, found),
        TypeRef::Nullable(inner) => mentions(inner, by_value, found),
        TypeRef::Tuple(items) => items.iter().for_each(|item| mentions(item, by_value, found)),
        TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => {}
    }
}

/// Returns the type references of a type's own parts, in order: fields, variants, or the alias's target. A flattened field comes after the others, typed
/// extras last.
pub(super) fn parts(kind: &TypeKind) -> Vec<&TypeRef> {
    match kind {
        TypeKind::Record(record) => {
            let rest = match &record.extra {
                Extra::Typed(_, ty) => Some(ty),
                Extra::Kept | Extra::Forbidden => None,
            };
            let flattened = record.flattened.as_ref().map(|flattened| &flattened.ty);
            record.fields.iter().map(|field| &field.ty).chain(flattened).chain(rest).collect()
        }
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Errors(errors) => errors.cases.iter().map(|case| &case.ty).collect(),
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => vec![ty],
        TypeKind::Constants(_) => Vec::new(),
    }
}

/// Ids in an order in which each comes after all that it leads to, by the mentions that are followed: those by value, or all. Within a cycle some
/// come before.
pub(super) fn order(api: &Api, follow: impl Fn(bool) -> bool) -> Vec<usize> {
    let mut order = Vec::with_capacity(api.types.len());
    let mut seen = vec![false; api.types.len()];
    for start in 0..api.types.len() {
        let mut stack = vec![(start, false)];
        while let Some((node, done)) = stack.pop() {
            if done {
                order.push(node);
                continue;
            }
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            stack.push((node, true));
            for ty in parts(&api.types[node].kind) {
                mentions(ty, true, &mut |to, by_value| {
                    if follow(by_value) && !seen[to.0] {
                        stack.push((to.0, false));
                    }
                });
            }
        }
    }
    order
}

/// Returns the types that an operation sends.
pub(super) fn sent(operation: &Operation) -> Vec<&TypeRef> {
    let media = operation.body.iter().flat_map(|body| &body.media).filter_map(|media| media.form.ty());
    let events = operation.rules.websocket.iter().map(|socket| &socket.sent);
    operation.params.iter().map(|param| &param.ty).chain(media).chain(events).collect()
}

/// Returns the types that an operation receives, failures included.
pub(super) fn received(operation: &Operation) -> Vec<&TypeRef> {
    let cases = operation.response.cases.iter().filter_map(|case| match &case.form {
        ResponseForm::Json(ty) | ResponseForm::Plain(ty) => Some(ty),
        ResponseForm::Stream(form) => form.item(),
        ResponseForm::Empty | ResponseForm::Text | ResponseForm::Binary => None,
    });
    let failures = operation.failures.iter().filter_map(|failure| failure.ty.as_ref());
    let others = operation.response.others.iter().filter_map(|other| other.ty.as_ref());
    let events = operation.rules.websocket.iter().map(|socket| &socket.received);
    cases.chain(failures).chain(others).chain(operation.errors.iter().map(|errors| &errors.ty)).chain(events).collect()
}

/// Returns the strongly connected components of a graph (Tarjan, without recursion): for each node the number of its component.
pub(super) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut walk = Walk {
        edges,
        numbers: vec![usize::MAX; edges.len()],
        lowest: vec![usize::MAX; edges.len()],
        open: Vec::new(),
        component: vec![usize::MAX; edges.len()],
        counter: 0,
        components: 0,
    };
    for node in 0..edges.len() {
        if walk.numbers[node] == usize::MAX {
            walk.run(node);
        }
    }
    walk.component
}

struct Walk<'e> {
    edges: &'e [Vec<usize>],
    numbers: Vec<usize>,
    lowest: Vec<usize>,
    open: Vec<usize>,
    component: Vec<usize>,
    counter: usize,
    components: usize,
}

impl Walk<'_> {
    fn enter(&mut self, node: usize) {
        self.numbers[node] = self.counter;
        self.lowest[node] = self.counter;
        self.counter += 1;
        self.open.push(node);
    }

    fn run(&mut self, start: usize) {
        self.enter(start);
        let mut stack = vec![(start, 0)];
        while let Some((node, next)) = stack.last_mut() {
            let node = *node;
            let Some(to) = self.edges[node].get(*next).copied() else {
                stack.pop();
                self.leave(node);
                if let Some((parent, _)) = stack.last() {
                    self.lowest[*parent] = self.lowest[*parent].min(self.lowest[node]);
                }
                continue;
            };
            *next += 1;
            if self.numbers[to] == usize::MAX {
                self.enter(to);
                stack.push((to, 0));
            } else if self.component[to] == usize::MAX {
                self.lowest[node] = self.lowest[node].min(self.numbers[to]);
            }
        }
    }

    fn leave(&mut self, node: usize) {
        if self.lowest[node] != self.numbers[node] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member] = self.components;
            if member == node {
                break;
            }
        }
        self.components += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn cycles_are_components() {
        let found = components(&[vec![1], vec![2], vec![0, 3], vec![4], vec![], vec![5]]);
        assert!(found[0] == found[1] && found[1] == found[2]);
        assert!(found[2] != found[3] && found[3] != found[4] && found[5] != found[4]);
    }

    #[test]
    fn long_chains_need_no_stack() {
        let chain: Vec<Vec<usize>> = (0..200_000).map(|node| vec![(node + 1) % 200_000]).collect();
        assert!(components(&chain).iter().all(|component| *component == 0));
    }
}
