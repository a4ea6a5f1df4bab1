//! Which way values of each type travel, and what that means for fields of one direction.

use super::graph::{mentions, parts, received, sent};
use crate::api::{Api, Presence, TypeId, TypeKind, TypeRef};

/// Fills [`crate::api::Travels`].
pub(super) fn fill(api: &mut Api) {
    let sent: Vec<TypeId> = api.operations.iter().flat_map(sent).flat_map(named).collect();
    let received: Vec<TypeId> = api.operations.iter().flat_map(received).flat_map(named).collect();
    for id in reach(api, sent) {
        api.types[id].travels.in_requests = true;
    }
    for id in reach(api, received) {
        api.types[id].travels.in_replies = true;
    }
}

fn named(ty: &TypeRef) -> Vec<TypeId> {
    let mut found = Vec::new();
    mentions(ty, true, &mut |id, _| found.push(id));
    found
}

fn reach(api: &Api, from: Vec<TypeId>) -> Vec<usize> {
    let mut seen = vec![false; api.types.len()];
    let mut stack: Vec<usize> = from.into_iter().map(|id| id.0).collect();
    while let Some(node) = stack.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        for id in parts(&api.types[node].kind).into_iter().flat_map(named) {
            if !seen[id.0] {
                stack.push(id.0);
            }
        }
    }
    (0..seen.len()).filter(|node| seen[*node]).collect()
}

/// A required `writeOnly` field is required in requests alone, a `readOnly` one in replies alone (OpenAPI 3.0.3, "Schema
/// Object"): where the type travels the other way it may be missing. A type of both keeps its `readOnly` fields as they are:
/// replies have them, and requests are rarely made of the whole type.
pub(super) fn loosen(api: &mut Api) {
    for def in &mut api.types {
        let travels = def.travels;
        let TypeKind::Record(record) = &mut def.kind else { continue };
        for field in &mut record.fields {
            let missing = (field.write_only && (travels.in_replies || !travels.in_requests))
                || (field.read_only && travels.in_requests && !travels.in_replies);
            if missing {
                field.presence = Presence::of(false, field.presence.is_nullable());
            }
        }
    }
}
