//! Names of resources and methods: from an operation's path item, its `operationId`, its tags and the shape of its response.
//!
//! 1. `x-specsmith-resource` and `x-specsmith-method` are taken as they are.
//! 2. Leading segments for the version of an API (`/api/v1`, `/2010-04-01`) are left out.
//! 3. Literal segments are the resource. The kind of the last segment decides the verb: a placeholder is one item,
//!    a literal is a collection or a single thing, and a literal that is a verb (`/x/{id}/cancel`) is the method itself.
//! 4. The verb follows from the method and, for `GET`, from the response: a list or one thing ([`verbs`]).
//!
//! These are proposals. `resources.rs` gives each operation of a resource the first one that is free, or a longer name, which `longer_names.rs` reports;
//! `tree.rs` makes the names of it, and `crate::lock` puts those of `specsmith.lock` in their place.

use super::english::{self, Reading};
use super::ids::{id_verb, id_words, mentions, names_itself, says_list, verb_of};
use super::path::{PathKey, Segment};
use super::route::{ResponseShape, Route, Tail, snake};
use super::written::segments;
use crate::naming::words;

/// Resource and names that an operation asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameProposal {
    /// Segments of the resource, as on the wire.
    pub(super) resource: Vec<String>,
    /// Names in `snake_case`, best first; never empty.
    pub(super) names: Vec<String>,
    /// Kind of the first name.
    pub(super) kind: NameKind,
    /// True if there would be more segments; see [`DEEPEST`].
    pub(super) cut: bool,
}

/// Resources are nested no deeper than this: each is a module, a file and a struct of its own.
pub(super) const DEEPEST: usize = 24;

/// Kind of a method's name, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameKind {
    /// Set by an extension of ours.
    Given,
    /// From a sample in the document.
    Example,
    /// One of the verbs every resource may have.
    Verb,
    /// From the path's last words.
    Action,
    /// From the `operationId`.
    Id,
}

/// Returns the proposal for one operation.
pub(super) fn wanted(route: &Route<'_>) -> NameProposal {
    let mut wanted = inferred(route);
    if let Some(text) = route.resource {
        wanted.resource = segments(text);
    }
    if let Some(text) = route.named.filter(|text| !words(text).is_empty()) {
        wanted.names = vec![snake(&words(text))];
        wanted.kind = NameKind::Given;
    }
    wanted.cut = wanted.resource.len() > DEEPEST;
    wanted.resource.truncate(DEEPEST);
    wanted
}

fn inferred(route: &Route<'_>) -> NameProposal {
    let mut wanted = by_path(route);
    wanted.resource.splice(..0, stage(route.key).map(str::to_owned));
    wanted
}

/// Stages of an API that is there in several: a query written in the key that names one, `?beta=true`, leads to another API on the same paths.
const STAGES: [&str; 4] = ["alpha", "beta", "experimental", "preview"];

/// Returns `beta` of `/responses?beta=true`, whose operations are those of `beta.responses`.
pub(super) fn stage(key: &PathKey) -> Option<&str> {
    let mut flags = key.fixed_query.iter().filter(|(_, value)| matches!(value.as_str(), "" | "1" | "true"));
    flags.find(|(name, _)| STAGES.contains(&name.as_str())).map(|(name, _)| name.as_str())
}

fn by_path(route: &Route<'_>) -> NameProposal {
    let segments = without_prefix(&route.key.segments);
    let literals = literals(segments);
    if let Some(fragment) = route.key.fragment.as_deref().map(words).filter(|words| !words.is_empty()) {
        return NameProposal { resource: literals, names: vec![snake(&fragment)], kind: NameKind::Action, cut: false };
    }
    if let Some(action) = query_action(route.key) {
        return NameProposal { resource: literals, names: vec![snake(&action)], kind: NameKind::Action, cut: false };
    }
    if let Some(action) = action(route, segments) {
        return action;
    }
    if literals.is_empty() {
        return nameless(route, segments);
    }
    let tail = Tail::of(segments);
    match id_verb(route, tail, &literals) {
        Some(name) => {
            // A `POST` beside a `GET` that retrieves things retrieves many.
            let in_bulk = (name == "retrieve").then(|| "retrieve_many".to_owned());
            let names = [name].into_iter().chain(in_bulk).collect();
            NameProposal { resource: literals, names, kind: NameKind::Id, cut: false }
        }
        None => {
            NameProposal { names: verbs(route, tail, &literals), resource: literals, kind: NameKind::Verb, cut: false }
        }
    }
}

/// Returns the verb that a query written in the key spells: `clear` of `?action=clear&force`.
fn query_action(key: &PathKey) -> Option<Vec<String>> {
    let values = key.fixed_query.iter().map(|(_, value)| value);
    let spelled = values.chain(key.fixed_query.iter().map(|(name, _)| name)).map(|text| words(text));
    spelled.filter(|words| !words.is_empty()).find(|words| english::reading(words) != Reading::Noun)
}

/// Returns the proposal for a path of placeholders only, from the `operationId`. Its first words may be the tag, and then the resource.
fn nameless(route: &Route<'_>, segments: &[Segment]) -> NameProposal {
    let whole = route.id.map(words).unwrap_or_default();
    let tag = route.tags.iter().find(|tag| {
        let tag = words(tag);
        !tag.is_empty() && whole.len() > tag.len() && whole.starts_with(&tag)
    });
    let (resource, name) = match tag {
        Some(tag) => (vec![tag.clone()], snake(&whole[words(tag).len()..])),
        None => (Vec::new(), snake(&whole)),
    };
    if name.is_empty() {
        return NameProposal {
            resource,
            names: verbs(route, Tail::of(segments), &[]),
            kind: NameKind::Verb,
            cut: false,
        };
    }
    NameProposal { resource, names: vec![name], kind: NameKind::Id, cut: false }
}

/// Returns the verb an operation has as a plain method of the resource its whole path names.
pub(super) fn plain_verb(route: &Route<'_>) -> String {
    let segments = without_prefix(&route.key.segments);
    verbs(route, Tail::of(segments), &literals(segments)).swap_remove(0)
}

/// Returns the segments after those that only name the API, unless only placeholders would be left.
pub(super) fn without_prefix(segments: &[Segment]) -> &[Segment] {
    let is_prefix = |segment: &Segment| matches!(segment, Segment::Literal(text) if is_prefix(text));
    let skipped = segments.iter().take_while(|segment| is_prefix(segment)).count();
    let rest = &segments[skipped..];
    if rest.iter().any(|segment| !matches!(segment, Segment::Params(_))) { rest } else { segments }
}

/// Returns true for `api`, `rest`, `v1`, `v2beta1`, `2010-04-01`, `1.0`.
fn is_prefix(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "api" | "apis" | "rest") {
        return true;
    }
    let number = lower.strip_prefix('v').unwrap_or(&lower);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .split(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'))
            .all(|word| matches!(word, "" | "alpha" | "beta" | "rc" | "p" | "preview"))
}

fn literals(segments: &[Segment]) -> Vec<String> {
    let text = |segment: &Segment| match segment {
        Segment::Literal(text) => Some(text.clone()),
        Segment::Params(_) | Segment::Action(_) => None,
    };
    segments.iter().filter_map(text).collect()
}

/// Returns the operation as a method named by the end of its path, if that is a verb.
fn action(route: &Route<'_>, segments: &[Segment]) -> Option<NameProposal> {
    if let [before @ .., Segment::Action(text)] = segments {
        return Some(act(route, literals(before), words(text), Reading::Verb));
    }
    // `/sign/{name}`: a verb may be followed by what it is done to.
    let end = segments.iter().rposition(|segment| matches!(segment, Segment::Literal(_)))?;
    let start = run_start(&segments[..=end]);
    let run: Vec<Vec<String>> = literals(&segments[start..=end]).iter().map(|text| words(text)).collect();
    let first = segments[..start].iter().all(|segment| matches!(segment, Segment::Params(_)));
    let followed = end + 1 < segments.len();
    let Some(at) = verb_at(route, &run, first, followed) else { return lone_action(route, segments) };
    let reading = english::reading(&run[at]);
    let name = run[at..].concat();
    Some(act(route, literals(&segments[..start + at]), name, reading))
}

/// Returns a method, not a collection to which something is added, for a `POST` that is alone at its path and either is below an item or responds with a
/// list. The `operationId` may name a creation all the same, or give the verb.
fn lone_action(route: &Route<'_>, segments: &[Segment]) -> Option<NameProposal> {
    let [before @ .., Segment::Literal(text)] = segments else { return None };
    let (resource, tail) = (literals(before), words(text));
    let below_item = matches!(before.last(), Some(Segment::Params(_)));
    let answers = matches!(route.shape, ResponseShape::Array | ResponseShape::List);
    let is_method = route.lone && route.method == "POST" && (below_item || answers) && !resource.is_empty();
    if !is_method || tail.is_empty() {
        return None;
    }
    let verb = verb_of(route, &resource, &tail);
    let told = verb.as_deref().filter(|verb| english::is_telling(verb));
    let ends = id_words(route);
    let creates = |word: &String| english::is_creating(word);
    if verb.iter().chain(ends.first()).chain(ends.last()).any(creates) {
        return None;
    }
    // Of a collection only a verb says that nothing is added to it.
    if told.is_none() && (verb.as_ref().is_some_and(|verb| verb != "write") || english::is_plural(tail.last()?)) {
        return None;
    }
    let said = tail.last().map(|word| english::singular(word)).unwrap_or_default();
    let name = match told {
        // `assignment` says no more than `assign`, nor does a collection that the author did not think of.
        Some(verb) if tail.len() == 1 && verb.len() > 3 && said.starts_with(verb) => vec![verb.to_owned()],
        Some(verb) if english::is_plural(tail.last()?) && !mentions(route, &tail) => vec![verb.to_owned()],
        Some(verb) if !english::is_verb(&tail[0]) && tail.iter().all(|word| word != verb) => {
            [vec![verb.to_owned()], tail].concat()
        }
        _ => tail,
    };
    Some(act(route, resource, name, Reading::Verb))
}

/// Returns the start of the run of literals at the end.
fn run_start(segments: &[Segment]) -> usize {
    segments.iter().rposition(|segment| !matches!(segment, Segment::Literal(_))).map_or(0, |at| at + 1)
}

/// Returns the index of the literal with which the method's name begins. The first literal of a path is its resource, unless it is the only one.
fn verb_at(route: &Route<'_>, run: &[Vec<String>], first: bool, followed: bool) -> Option<usize> {
    let last = run.len().checked_sub(1)?;
    let begins = usize::from(first).min(last);
    (begins..=last).find(|at| {
        let words = &run[*at];
        match (*at == last, followed) {
            (true, true) => english::reading(words) == Reading::Verb && does(route, words),
            (true, false) => ends_in_verb(route, words),
            (false, true) => false,
            (false, false) => english::reading(words) != Reading::Noun && does(route, words),
        }
    })
}

/// Returns true if the method fits a verb: something is sent, or the verb only looks.
fn does(route: &Route<'_>, words: &[String]) -> bool {
    sends(route) || english::only_reads(words)
}

/// Returns true if a path that ends in these words ends in a verb.
fn ends_in_verb(route: &Route<'_>, words: &[String]) -> bool {
    let alone = words.len() == 1;
    match english::reading(words) {
        Reading::Verb if alone => !is_thing(route, &words[0]),
        Reading::Verb | Reading::Either if route.stateful => false,
        Reading::Verb | Reading::Either => {
            let looks = route.method != "DELETE" && english::only_reads(words);
            route.path_takes || looks || (route.lone && names_itself(route, words))
        }
        Reading::Noun => names_itself(route, words),
    }
}

/// Returns true for `login` where it is read or deleted.
fn is_thing(route: &Route<'_>, word: &str) -> bool {
    let reads = || id_words(route).first().is_some_and(|verb| english::is_plain_read(verb));
    english::is_session(word)
        && match route.method {
            "GET" => reads(),
            "DELETE" => true,
            _ => false,
        }
}

fn sends(route: &Route<'_>) -> bool {
    matches!(route.method, "POST" | "PUT" | "PATCH")
}

fn act(route: &Route<'_>, resource: Vec<String>, name: Vec<String>, reading: Reading) -> NameProposal {
    let plain = match route.method {
        "POST" | "PUT" | "PATCH" => true,
        "GET" => reading != Reading::Either || english::only_reads(&name) || (route.lone && names_itself(route, &name)),
        _ => reading == Reading::Verb && !route.path_takes,
    };
    let name = snake(&name);
    let name = if plain { name } else { format!("{}_{name}", route.method.to_ascii_lowercase()) };
    NameProposal { resource, names: vec![name], kind: NameKind::Action, cut: false }
}

/// Returns the verbs an operation may have as a plain method, best first; never empty.
fn verbs(route: &Route<'_>, tail: Tail, literals: &[String]) -> Vec<String> {
    let many = literals.last().is_some_and(|text| english::is_collection(&words(text)));
    let verbs: &[&str] = match (route.method, tail) {
        ("GET", Tail::Item) if lists(route, tail, many) => &["list", "retrieve"],
        ("GET", _) if lists(route, tail, many) => &["list"],
        ("GET", _) => &["retrieve"],
        ("PATCH", Tail::Literal) if many => &["update", "update_many"],
        ("PUT", Tail::Literal) if many => &["replace", "replace_many"],
        ("POST", Tail::Item) | ("PATCH", _) => &["update"],
        ("POST", Tail::Literal) => &["create"],
        ("PUT", _) => &["replace"],
        ("DELETE", Tail::Literal) if many && route.narrowed => &["delete_many"],
        ("DELETE", Tail::Literal) if many => &["delete_all"],
        ("DELETE", Tail::Literal) if route.narrowed => &["delete", "delete_many"],
        ("DELETE", Tail::Literal) => &["delete", "delete_all"],
        ("DELETE", _) => &["delete"],
        (other, _) => return vec![other_method(other)],
    };
    verbs.iter().map(|verb| (*verb).to_owned()).collect()
}

/// Returns true if a `GET` returns several things, by a plural or by the response.
fn lists(route: &Route<'_>, tail: Tail, many: bool) -> bool {
    match (tail, route.shape) {
        (_, ResponseShape::Array) => true,
        (Tail::Item, _) => false,
        (Tail::Literal, ResponseShape::List) => true,
        (Tail::Literal, ResponseShape::Plain) => says_list(route),
        (Tail::Literal, ResponseShape::One | ResponseShape::Unknown) => many || says_list(route),
    }
}

/// Returns `head`, `options`, `query`, `copy`: a method of its own name.
fn other_method(method: &str) -> String {
    let name = snake(&words(&method.to_ascii_lowercase()));
    if name.is_empty() { "send".to_owned() } else { name }
}

#[cfg(test)]
#[path = "verbs_tests.rs"]
mod tests;
