//! The part of the API that a type belongs to: the only top-level resource that uses it.

use std::collections::HashMap;

use super::graph::{mentions, parts, received, sent};
use crate::api::{Api, ResourceId, TypeId, TypeRef};

/// Where each type is used, by its index.
pub(super) fn find(api: &Api) -> Vec<Option<ResourceId>> {
    let mut users: Vec<Users> = vec![Users::Nobody; api.types.len()];
    let mut tops: HashMap<ResourceId, ResourceId> = HashMap::new();
    for operation in &api.operations {
        let top = *tops.entry(operation.resource).or_insert_with(|| top(api, operation.resource));
        for ty in sent(operation).into_iter().chain(received(operation)) {
            visit(api, ty, top, &mut users);
        }
    }
    users.into_iter().map(|user| if let Users::Only(top) = user { Some(top) } else { None }).collect()
}

/// Who uses a type.
#[derive(Clone, Copy, PartialEq)]
enum Users {
    Nobody,
    Only(ResourceId),
    Several,
}

fn top(api: &Api, resource: ResourceId) -> ResourceId {
    let mut found = resource;
    for _ in 0..api.resources.len() {
        match api.resources.get(found.0).and_then(|resource| resource.parent) {
            Some(parent) if parent != ResourceId::ROOT => found = parent,
            _ => break,
        }
    }
    found
}

fn visit(api: &Api, ty: &TypeRef, top: ResourceId, users: &mut [Users]) {
    let mut stack = named(ty);
    while let Some(id) = stack.pop() {
        let next = match users[id.0] {
            Users::Nobody => Users::Only(top),
            Users::Only(other) if other != top => Users::Several,
            Users::Only(_) | Users::Several => continue,
        };
        users[id.0] = next;
        stack.extend(parts(&api.ty(id).kind).into_iter().flat_map(named));
    }
}

fn named(ty: &TypeRef) -> Vec<TypeId> {
    let mut found = Vec::new();
    mentions(ty, true, &mut |id, _| found.push(id));
    found
}
