//! Names of types that were described in several places and became one: a component's, else one that fits all places.
//!
//! Compiler errors, `Debug` and hovers show it, also to someone who has never heard of the other places.

use std::collections::HashMap;

use crate::api::{Api, Docs, Field, Record, TypeKind, TypeRef};
use crate::naming::{Scope, TypeName, words};

/// Types that are the same.
pub(super) struct Group {
    /// All members, in document order.
    pub(super) members: Vec<usize>,
    /// The author's own, or the one with the shortest name.
    pub(super) target: usize,
}

/// Words for the place of a value, which do not describe it.
const PLACES: [&str; 16] = [
    "body", "data", "error", "field", "item", "items", "list", "object", "option", "param", "params", "reply",
    "request", "response", "type", "value",
];

/// Fields around which all others of a record are about the call.
const CONTENTS: [&str; 6] = ["result", "results", "data", "value", "items", "payload"];

/// Fields, variants or values that a name mentions.
const MOST_MENTIONED: usize = 2;

/// Returns a name for each group of types none of whose own names fits all of them: the first that no other group claims. Without one, the type is named
/// after one of its places, since a number would mean nothing.
pub(super) fn names(api: &Api, groups: &[Group]) -> Vec<Option<TypeName>> {
    let taken = taken(api);
    let wanted: Vec<Vec<TypeName>> = groups.iter().map(|group| texts(api, group)).collect();
    let mut counts: HashMap<&TypeName, usize> = HashMap::new();
    wanted.iter().flatten().for_each(|name| *counts.entry(name).or_default() += 1);
    let is_free = |name: &&TypeName| counts.get(name) == Some(&1) && !taken.has(name.plain());
    wanted.iter().map(|names| names.iter().find(is_free).cloned()).collect()
}

/// Returns the names that types have.
fn taken(api: &Api) -> Scope {
    let mut scope = Scope::new();
    for def in &api.types {
        scope.reserve(def.name.plain());
        def.required_name.iter().for_each(|name| scope.reserve(name.plain()));
    }
    scope
}

/// Adds the type that all of a group become names of.
pub(super) fn add(api: &mut Api, group: &Group, name: TypeName) -> usize {
    let mut def = api.types[group.target].clone();
    if group.members.iter().any(|id| api.types[*id].docs != def.docs) {
        def.docs = Docs::default();
    }
    if def.required_name.is_some() {
        let mut taken = taken(api);
        taken.reserve(name.plain());
        def.required_name = Some(taken.claim(&format!("{} required", name.plain())));
    }
    (def.name, def.title) = (name, None);
    api.types.push(def);
    api.types.len() - 1
}

/// Returns the possible names of the merged type, best first: the words that all names share, else its content. Empty if one of the names fits.
fn texts(api: &Api, group: &Group) -> Vec<TypeName> {
    let target = &api.types[group.target];
    if target.component {
        return Vec::new();
    }
    let names: Vec<Vec<String>> = group.members.iter().map(|id| words(api.types[*id].name.plain())).collect();
    let end = shared_end(&names);
    let start = shared_start(&names, end.len()).join(" ");
    let is_place = |word: &str| PLACES.contains(&word);
    let says_what = !end.is_empty() && (!start.is_empty() || end.iter().any(|word| !is_place(word)));
    let end = end.join(" ");
    let held = Some(holds(api, &target.kind)).filter(|held| !held.is_empty()).unwrap_or_else(|| "empty".to_owned());
    let shared = says_what.then(|| format!("{start} {end}"));
    let texts = shared.into_iter().chain([format!("{held} {end}"), format!("{start} {held} {end}")]);
    let mut wanted: Vec<TypeName> = texts.map(|text| Scope::new().claim(&text)).collect();
    wanted.dedup();
    // A name that says where it is from fits no other place, unless it says no more than all do.
    let fits = wanted.first().is_some_and(|name| group.members.iter().any(|id| api.types[*id].name == *name));
    if fits { Vec::new() } else { wanted }
}

fn shared_end(names: &[Vec<String>]) -> Vec<String> {
    let Some(first) = names.first() else { return Vec::new() };
    let is_shared = |count: &usize| names.iter().all(|name| name.ends_with(&first[first.len() - count..]));
    let count = (1..=first.len()).take_while(is_shared).last().unwrap_or(0);
    first[first.len() - count..].to_vec()
}

/// Returns the first words that all names have, without those at their ends.
fn shared_start(names: &[Vec<String>], end: usize) -> Vec<String> {
    let Some(first) = names.iter().min_by_key(|name| name.len()) else { return Vec::new() };
    let is_shared = |count: &usize| names.iter().all(|name| name.starts_with(&first[..*count]));
    let count = (1..=first.len() - end).take_while(is_shared).last().unwrap_or(0);
    first[..count].to_vec()
}

/// Returns `lat and lng` of a record, `text or number` of a union, `asc or desc` of an enum.
fn holds(api: &Api, kind: &TypeKind) -> String {
    match kind {
        TypeKind::Record(record) => record_holds(api, record),
        TypeKind::Union(union) => some(union.variants.iter().map(|variant| variant.name.plain()), " or "),
        TypeKind::Constants(words) => some(words.variants.iter().map(|word| word.name.plain()), " or "),
        TypeKind::Errors(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => String::new(),
    }
}

fn record_holds(api: &Api, record: &Record) -> String {
    let is_content = |field: &&Field| record.fields.len() > 1 && CONTENTS.contains(&field.wire.as_str());
    let content = record.fields.iter().find(is_content).and_then(|field| type_words(api, &field.ty));
    content.unwrap_or_else(|| some(record.fields.iter().map(|field| field.name.plain()), " and "))
}

fn some<'n>(names: impl Iterator<Item = &'n str>, link: &str) -> String {
    names.take(MOST_MENTIONED).collect::<Vec<_>>().join(link)
}

/// Returns words for a type, unless it is called after a place itself.
fn type_words(api: &Api, ty: &TypeRef) -> Option<String> {
    match ty {
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Alias(target) => type_words(api, target),
            _ => api.ty(*id).component.then(|| api.ty(*id).name.plain().to_owned()),
        },
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => type_words(api, inner),
        TypeRef::List(inner) => Some(format!("{} list", type_words(api, inner)?)),
        TypeRef::Map(inner) => Some(format!("{} map", type_words(api, inner)?)),
        TypeRef::Scalar(scalar) => Some(format!("{scalar:?}")),
        TypeRef::Json => Some("json".to_owned()),
        TypeRef::Tuple(_) | TypeRef::Const(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(names: &[&str]) -> (String, String) {
        let names: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
        let end = shared_end(&names);
        (shared_start(&names, end.len()).join(" "), end.join(" "))
    }

    #[test]
    fn words_are_shared_at_the_end_and_the_start() {
        let pair = |start: &str, end: &str| (start.to_owned(), end.to_owned());
        assert_eq!(shared(&["CollectionCreateResponse", "PeerDeleteResponse"]), pair("", "response"));
        assert_eq!(shared(&["RoleCreateOrder", "RoleUpdateOrder"]), pair("role", "order"));
        assert_eq!(shared(&["Order", "RoleOrder"]), pair("", "order"));
        assert_eq!(shared(&["OrderOrder", "Order"]), pair("", "order"));
        assert_eq!(shared(&["A", "B"]), pair("", ""));
    }
}
