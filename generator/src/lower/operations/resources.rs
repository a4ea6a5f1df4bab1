//! The resource tree: every operation in one place, under a unique name there.
//!
//! A name depends on other operations only where two would be the same. Who keeps the short name is decided by what the
//! operations are ([`rank`]), not by where they stand in the document; the other one's gets longer by what its path has more ([`longer`]).
//! `verbs.rs` proposes the names.

use std::collections::{HashMap, HashSet};

use super::also::{self, AliasPlace};
use super::by_example::{Dropped, Examples};
use super::english;
use super::homes::{self, Homes};
use super::ids;
use super::nodes::{Node, grow};
use super::path::Segment;
use super::reasons;
use super::renames::Renames;
use super::route::{Route, snake};
use super::verbs::{self, NameKind, NameProposal};
use crate::api::{MethodReason, ResourceReason};
use crate::naming::words;

/// Names that the client has already, or that no resource may have.
const ON_CLIENT: [&str; 8] = ["builder", "clone", "from_env", "new", "request", "send", "with_options", "default"];

/// Names that no resource's method may have: `clone` would hide the one every type has.
const ON_RESOURCE: [&str; 2] = ["clone", "new"];

/// The tree, before its names are made.
#[derive(Debug)]
pub(super) struct Tree {
    /// Nodes; the first is the root.
    pub(super) nodes: Vec<Node>,
    /// For each route, its node and its name there.
    pub(super) places: Vec<Method>,
    /// For each route, the reasons of its resource and its name.
    pub(super) reasons: Vec<(ResourceReason, MethodReason)>,
    /// The further places of routes.
    pub(super) aliases: Vec<AliasPlace>,
    /// The names in samples that are other operations'.
    pub(super) dropped: Vec<Dropped>,
}

impl Tree {
    /// Returns a dotted path: `admin.roles.list`.
    pub(super) fn dotted(&self, node: usize, method: &str) -> String {
        self.nodes[node].key().into_iter().chain([method.to_owned()]).collect::<Vec<_>>().join(".")
    }

    /// Returns the longer name of an alias: `list_role` for a method of a resource, used when its name is taken elsewhere.
    pub(super) fn longer_alias(&self, node: usize, method: &str) -> String {
        one_of(method, self.nodes[node].path.last().map_or("", String::as_str))
    }
}

/// Place of an operation in the tree of resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Method {
    /// Its node.
    pub(super) node: usize,
    /// Its method, in `snake_case`.
    pub(super) name: String,
    /// The name it would have had, when another operation has that.
    pub(super) lost: Option<String>,
    /// True if its path has more segments than resources are nested deep.
    pub(super) cut: bool,
}

/// Puts every route in its place. `kept` has the resources that a lock of names keeps.
pub(super) fn plant(routes: &[Route<'_>], examples: &Examples, renames: &mut Renames, kept: &Homes) -> Tree {
    let mut wanted: Vec<NameProposal> = routes.iter().map(|route| in_front(route, verbs::wanted(route))).collect();
    let dropped = examples.apply(routes, &mut wanted);
    let placed = routes.iter().zip(&mut wanted).map(|(route, wanted)| {
        let is_renamed = route.resource.is_none() && renames.apply(&mut wanted.resource);
        reasons::of_resource(route, wanted, is_renamed)
    });
    let placed: Vec<ResourceReason> = placed.collect();
    let mut nodes = vec![Node::default()];
    let mut homes: Vec<usize> = wanted.iter().map(|wanted| grow(&mut nodes, &wanted.resource)).collect();
    for (route, (home, wanted)) in routes.iter().zip(homes.iter_mut().zip(&mut wanted)) {
        move_into_child(&nodes, route, home, wanted);
    }
    homes::keep(&mut nodes, &mut homes, kept);
    let aliases = also::grow_all(&mut nodes, routes, &homes);
    for (route, home) in homes.iter().enumerate() {
        nodes[*home].routes.push(route);
    }
    let mut places: Vec<Method> =
        homes.iter().map(|home| Method { node: *home, name: String::new(), lost: None, cut: false }).collect();
    (0..nodes.len()).for_each(|id| name_methods(id, &nodes, routes, &wanted, &mut places));
    let reasons = placed.into_iter().zip(wanted.iter().map(reasons::of_method)).collect();
    Tree { nodes, places, reasons, aliases, dropped }
}

/// Puts the resource of `x-specsmith-tree` in front of one that was inferred.
fn in_front(route: &Route<'_>, wanted: NameProposal) -> NameProposal {
    let Some(prefix) = route.prefix.filter(|_| route.resource.is_none()) else { return wanted };
    let prefix: Vec<String> =
        prefix.split('.').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if wanted.resource.starts_with(&prefix) {
        return wanted;
    }
    let resource = prefix.into_iter().chain(wanted.resource).collect();
    NameProposal { resource, ..wanted }
}

/// `POST /x/export` is `x.export()`, unless `x.export()` is a resource for something else: then it is one of its verbs.
fn move_into_child(nodes: &[Node], route: &Route<'_>, home: &mut usize, wanted: &mut NameProposal) {
    if wanted.kind != NameKind::Action || route.key.fragment.is_some() {
        return;
    }
    let last = route.key.segments.iter().rev().find_map(|segment| match segment {
        Segment::Literal(text) => Some(snake(&words(text))),
        Segment::Params(_) | Segment::Action(_) => None,
    });
    let Some(child) = last.and_then(|name| nodes[*home].by_name.get(&name)) else { return };
    if nodes[*child].accessor() == wanted.names[0]
        || wanted.names[0].ends_with(&format!("_{}", nodes[*child].accessor()))
    {
        *home = *child;
        wanted.names = vec![verbs::plain_verb(route)];
        wanted.kind = NameKind::Verb;
    }
}

/// Gives every operation of a resource a unique name.
fn name_methods(id: usize, nodes: &[Node], routes: &[Route<'_>], wanted: &[NameProposal], places: &mut [Method]) {
    let node = &nodes[id];
    let reserved: &[&str] = if id == 0 { &ON_CLIENT } else { &ON_RESOURCE };
    let mut taken: HashSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    taken.extend(node.children.iter().map(|child| nodes[*child].accessor()));
    let mut order = node.routes.clone();
    order.sort_by_key(|at| rank(&routes[*at], &wanted[*at]));
    let mut owners: HashMap<String, usize> = HashMap::new();
    let mut numbers = HashMap::new();
    for at in order {
        let names = &wanted[at].names;
        let free = names.iter().find(|name| !taken.contains(*name)).cloned();
        let lost = names.first().filter(|first| taken.contains(*first)).cloned();
        let name = free.unwrap_or_else(|| {
            let base = names.first().map_or("", String::as_str);
            let owner = owners.get(base).map(|owner| &routes[*owner]);
            let plain = wanted[at].kind == NameKind::Verb;
            longer(&routes[at], &Base { name: base, plain }, owner, node, &taken)
                .unwrap_or_else(|base| numbered(&base, &taken, &mut numbers))
        });
        taken.insert(name.clone());
        owners.insert(name.clone(), at);
        places[at] = Method { node: id, name, lost, cut: wanted[at].cut };
    }
}

/// Returns the rank of an operation among several that claim one name: configured names first, then items before collections, then the shorter path.
fn rank<'a>(route: &Route<'a>, wanted: &NameProposal) -> impl Ord + use<'a> {
    const VERBS: [&str; 6] = ["PATCH", "POST", "PUT", "GET", "DELETE", "HEAD"];
    const ACTIONS: [&str; 6] = ["POST", "PUT", "PATCH", "GET", "DELETE", "HEAD"];
    let methods = if wanted.kind == NameKind::Verb { VERBS } else { ACTIONS };
    (
        wanted.kind,
        route.key.fixed_query.len(),
        // A collection has another name to fall back on.
        wanted.names.len(),
        route.key.placeholders().len(),
        route.key.segments.len(),
        methods.iter().position(|name| *name == route.method).unwrap_or(methods.len()),
        route.key.wire.as_str(),
        route.id.unwrap_or(""),
    )
}

/// A name that is taken.
struct Base<'a> {
    name: &'a str,
    /// True if the name follows from the HTTP method alone.
    plain: bool,
}

/// Returns a name with more words of the path than the one that is taken, or the text to be numbered.
fn longer(
    route: &Route<'_>,
    base: &Base<'_>,
    owner: Option<&Route<'_>>,
    node: &Node,
    taken: &HashSet<String>,
) -> Result<String, String> {
    let Base { name: base, plain } = *base;
    let method = snake(&words(&route.method.to_ascii_lowercase()));
    let mut candidates: Vec<String> = ids::by_id(base, route, &node.path).into_iter().collect();
    if !plain && owner.is_some_and(|owner| owner.key.wire != route.key.wire) {
        candidates.extend(ids::before_verb(base, route, &node.path));
    }
    match owner {
        Some(owner) if owner.key.wire == route.key.wire => {
            candidates.push(join([base.to_owned()].into_iter().chain(query_words(route))));
        }
        Some(owner) => {
            candidates.extend(by_params(base, route, owner));
            candidates.extend(by_literals(base, route, owner));
        }
        None => candidates.extend(node.path.last().map(|segment| one_of(base, segment))),
    }
    let all = route.key.placeholders().into_iter().map(|name| snake(&words(name))).collect::<Vec<_>>().join("_and_");
    let of_method = if plain { method.clone() } else { format!("{method}_{base}") };
    let by_all = |name: &str| if all.is_empty() { String::new() } else { format!("{name}_by_{all}") };
    let same_path = owner.is_some_and(|owner| owner.key.wire == route.key.wire);
    let (first, second) = if same_path { (of_method.clone(), by_all(base)) } else { (by_all(base), of_method.clone()) };
    candidates.extend([first, second, by_all(&of_method)]);
    candidates.extend(route.id.map(|id| snake(&words(id))));
    candidates.push(join([method, snake(&words(&route.key.wire))]));
    let found = candidates.iter().find(|name| !name.is_empty() && *name != base && !taken.contains(*name));
    found.cloned().ok_or_else(|| candidates.last().map_or(base, String::as_str).to_owned())
}

fn join(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

/// Returns the words of a query written in the path's key; a value that only switches something on adds nothing.
fn query_words(route: &Route<'_>) -> Vec<String> {
    let pairs = route.key.fixed_query.iter();
    pairs
        .flat_map(|(name, value)| {
            let value = if matches!(value.as_str(), "true" | "1") { "" } else { value.as_str() };
            words(name).into_iter().chain(words(value))
        })
        .collect()
}

/// Returns a name such as `list_by_team`, from the last placeholder that the other path does not have.
fn by_params(base: &str, route: &Route<'_>, owner: &Route<'_>) -> Option<String> {
    let others = owner.key.placeholders();
    let own = route.key.placeholders().into_iter().rev().find(|name| !others.contains(name))?;
    Some(format!("{base}_by_{}", thing(own, &route.key.segments)))
}

/// Returns the name of the thing that a placeholder identifies: before further segments, `team` for `{team_id}` or for `/teams/{id}`; at the end, its own
/// name.
fn thing(name: &str, segments: &[Segment]) -> String {
    const IDS: [&str; 8] = ["id", "ids", "gid", "sid", "uuid", "number", "slug", "key"];
    let mut found = words(name);
    let at = segments
        .iter()
        .position(|segment| matches!(segment, Segment::Params(names) if names.iter().any(|own| own == name)));
    if at.is_none_or(|at| at + 1 == segments.len()) {
        return snake(&found);
    }
    if found.len() > 1 && found.last().is_some_and(|word| IDS.contains(&word.as_str())) {
        found.pop();
    }
    if !matches!(found.as_slice(), [word] if IDS.contains(&word.as_str())) {
        return snake(&found);
    }
    match at.and_then(|at| segments[..at].last()) {
        Some(Segment::Literal(before)) => one_of("", before),
        _ => snake(&found),
    }
}

/// Returns a name such as `list_v2` or `retrieve_json`, from the first word that the other path does not have.
fn by_literals(base: &str, route: &Route<'_>, owner: &Route<'_>) -> Option<String> {
    let literals = |route: &Route<'_>| {
        let segments = route.key.wire.split('/').filter(|segment| !segment.contains('{'));
        segments.flat_map(words).collect::<Vec<_>>()
    };
    let others = literals(owner);
    let own = literals(route).into_iter().find(|word| !others.contains(word) && word != base)?;
    Some(format!("{base}_{own}"))
}

/// Returns the base with the singular of a path's segment: `clone_role`.
fn one_of(base: &str, segment: &str) -> String {
    let mut parts = words(segment);
    if let Some(last) = parts.last_mut() {
        *last = english::singular(last);
    }
    join([base.to_owned()].into_iter().chain(parts))
}

/// Returns the first number that makes a name which is free. Those below the one that is kept are taken.
fn numbered(base: &str, taken: &HashSet<String>, numbers: &mut HashMap<String, usize>) -> String {
    let number = numbers.entry(base.to_owned()).or_insert(2);
    loop {
        let name = format!("{base}_{number}");
        *number += 1;
        if !taken.contains(&name) {
            return name;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::PathKey;
    use super::super::route::ResponseShape;
    use super::*;

    /// Returns `resource.path.method` of each operation, given as `METHOD /path`.
    fn names(operations: &[&str]) -> Vec<String> {
        let split: Vec<(&str, PathKey)> = operations
            .iter()
            .filter_map(|text| text.split_once(' '))
            .map(|(method, path)| (method, PathKey::parse(path)))
            .collect();
        let routes: Vec<Route<'_>> = split
            .iter()
            .map(|(method, key)| Route {
                key,
                method,
                path_takes: matches!(*method, "POST" | "PUT" | "PATCH"),
                stateful: false,
                lone: true,
                has_body: matches!(*method, "POST" | "PUT" | "PATCH"),
                id: None,
                tags: &[],
                shape: ResponseShape::One,
                narrowed: false,
                resource: None,
                named: None,
                prefix: None,
                also: Vec::new(),
            })
            .collect();
        let tree = plant(&routes, &Examples::default(), &mut Renames::default(), &Homes::default());
        tree.places.iter().map(|place| tree.dotted(place.node, &place.name)).collect()
    }

    #[test]
    fn collisions_are_broken_by_more_path() {
        assert_eq!(
            names(&["GET /issues/{issue_number}/comments", "GET /issues/comments"]),
            ["issues.comments.list_by_issue", "issues.comments.list"]
        );
        assert_eq!(names(&["GET /v1/voices", "GET /v2/voices"]), ["voices.list", "voices.list_v2"]);
        assert_eq!(names(&["GET /gists/{id}", "GET /gists/{id}/{sha}"]), ["gists.retrieve", "gists.retrieve_by_sha"]);
        assert_eq!(names(&["GET /widget", "GET /widget.json"]), ["widget.retrieve", "widget.retrieve_json"]);
        assert_eq!(names(&["POST /a", "POST /a?legacy=true"]), ["a.create", "a.create_legacy"]);
        assert_eq!(names(&["PATCH /roles", "PATCH /roles/{id}"]), ["roles.update_many", "roles.update"]);
        assert_eq!(names(&["GET /x/search", "POST /x/search"]), ["x.get_search", "x.search"]);
    }

    #[test]
    fn a_query_that_names_a_stage_is_a_resource() {
        let operations = ["POST /a", "POST /a?beta=true", "GET /v1/a/{id}/items?beta=1", "POST /a/{id}/cancel?alpha"];
        assert_eq!(names(&operations), ["a.create", "beta.a.create", "beta.a.items.list", "alpha.a.cancel"]);
        assert_eq!(names(&["POST /a?beta=false", "POST /b?channel=beta"]), ["a.create", "b.create"]);
    }

    #[test]
    fn the_order_of_the_document_does_not_matter() {
        let operations =
            ["GET /a/{x}/b", "GET /a/b", "POST /a/{x}/b/run", "POST /a/b/run", "PATCH /a/{x}", "POST /a/{x}"];
        let forward = names(&operations);
        let reversed: Vec<&str> = operations.iter().rev().copied().collect();
        let mut backward = names(&reversed);
        backward.reverse();
        assert_eq!(forward, backward);
    }

    #[test]
    fn an_action_beside_a_resource_of_its_name_becomes_a_verb_of_it() {
        assert_eq!(names(&["POST /x/export", "GET /x/export/{id}"]), ["x.export.create", "x.export.retrieve"]);
        assert_eq!(names(&["POST /x/export"]), ["x.export"]);
    }

    #[test]
    fn reserved_names_get_longer() {
        assert_eq!(names(&["POST /orders/{id}/clone"]), ["orders.clone_order"]);
        assert_eq!(names(&["POST /clone"]), ["post_clone"]);
    }

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        let operations = ["GET /", "GET /{a}", "GET /{b}", "GET /{a}/{b}", "GET //", "GET /a", "GET /A", "GET /a/"];
        let found = names(&operations);
        let unique: HashSet<&String> = found.iter().collect();
        assert_eq!(unique.len(), operations.len(), "{found:?}");
    }
}
