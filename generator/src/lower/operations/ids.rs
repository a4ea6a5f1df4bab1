//! Hints of an `operationId` about the operation's name.

use super::english;
use super::route::{ResponseShape, Route, Tail, snake};
use crate::naming::words;

/// Returns true if the `operationId` begins with the path's last word, as `ocr_v1_ocr_post` and `cat-health` do: then the word is the action.
pub(super) fn names_itself(route: &Route<'_>, tail: &[String]) -> bool {
    if tail.last().is_none_or(|word| english::is_plural(word)) {
        return false;
    }
    let id = id_words(route);
    id.starts_with(tail) && (id.len() == tail.len() || !is_verb_of_all(&id[tail.len()..]))
}

fn is_verb_of_all(words: &[String]) -> bool {
    words.last().is_some_and(|word| {
        matches!(
            word.as_str(),
            "create" | "get" | "list" | "retrieve" | "update" | "delete" | "replace" | "view" | "read"
        )
    })
}

/// Returns the words of the `operationId` after its group: `issues/lock`, `session.abort`, `cat-health`.
pub(super) fn id_words(route: &Route<'_>) -> Vec<String> {
    let id = route.id.unwrap_or("");
    let id = id.rsplit(['/', '.']).next().unwrap_or(id);
    // NestJS puts the class in front: `UsersController_create`.
    let id = id.rsplit_once("Controller_").map_or(id, |(_, method)| method);
    let mut found = words(id);
    for tag in route.tags {
        let tag = words(tag);
        if found.len() > tag.len() && found.starts_with(&tag) {
            found.drain(..tag.len());
            break;
        }
    }
    found
}

/// Returns the verb of a call: the one at the start of the `operationId`, after the words of the resource; else the one before the path's last words, as
/// `reset` in `userpass-reset-password`, or the last.
pub(super) fn verb_of(route: &Route<'_>, resource: &[String], tail: &[String]) -> Option<String> {
    let id = behind(id_words(route), resource);
    let is_verb = |word: &&String| english::is_verb(word) || english::is_plain_read(word) || english::is_creating(word);
    let in_front = || place_of(&id, tail).and_then(|at| id[..at].last()).filter(is_verb);
    let last = || id.last().filter(|_| !id.iter().any(|word| english::is_link(word))).filter(is_verb);
    id.first().filter(is_verb).or_else(in_front).or_else(last).cloned()
}

/// Returns true if the `operationId` contains the path's last words.
pub(super) fn mentions(route: &Route<'_>, tail: &[String]) -> bool {
    place_of(&id_words(route), tail).is_some()
}

fn place_of(id: &[String], tail: &[String]) -> Option<usize> {
    let (id, tail) = (singulars(id), singulars(tail));
    (0..id.len()).find(|at| id[*at..].starts_with(&tail))
}

/// Returns the words without leading ones that the resource has as well, unless nothing else is left.
fn behind(id: Vec<String>, resource: &[String]) -> Vec<String> {
    let things = things(resource);
    let skipped = id.iter().take_while(|word| things.contains(&english::singular(word))).count();
    if skipped == id.len() { id } else { id[skipped..].to_vec() }
}

fn singulars(words: &[String]) -> Vec<String> {
    words.iter().map(|word| english::singular(word)).collect()
}

/// Returns the verb in the `operationId`, if it is more specific than the path's.
pub(super) fn id_verb(route: &Route<'_>, tail: Tail, literals: &[String]) -> Option<String> {
    let id = id_words(route);
    let first = id.first()?;
    let said = |verb: &str| first == verb || id.last().is_some_and(|word| word == verb);
    let creates = ["create", "upsert"].into_iter().find(|verb| said(verb)).map(str::to_owned);
    let many = || literals.last().is_some_and(|text| english::is_collection(&words(text)));
    let lists = || matches!(route.shape, ResponseShape::Array | ResponseShape::List) || many();
    match (route.method, tail) {
        ("PUT" | "POST", _) if id.get(1).is_some_and(|word| word == "or") => either(&id),
        ("PUT", _) | ("POST", Tail::Item) if creates.is_some() => creates,
        // Nothing is replaced where nothing is sent: it is `star`, `follow`, `add`.
        ("PUT", _) if !route.has_body => telling(first),
        ("POST", Tail::Item) => telling(first),
        // Read by `POST`, because the question is too long for a query.
        ("POST", Tail::Literal) if english::is_question(first) => Some(first.clone()),
        ("POST", Tail::Literal) if english::is_plain_read(first) => {
            Some(if lists() { "list" } else { "retrieve" }.to_owned())
        }
        ("POST", Tail::Literal)
            if !many() && ["update", "modify", "edit"].iter().any(|verb| first.starts_with(verb)) =>
        {
            Some("update".to_owned())
        }
        _ => None,
    }
}

/// Returns `enable_or_disable`.
fn either(id: &[String]) -> Option<String> {
    id.get(..3).filter(|id| english::is_telling(&id[0]) || english::is_telling(&id[2])).map(snake)
}

fn telling(verb: &str) -> Option<String> {
    english::is_telling(verb).then(|| verb.to_owned())
}

/// Returns true if the `operationId` implies that several things are returned.
pub(super) fn says_list(route: &Route<'_>) -> bool {
    let id = id_words(route);
    [id.first(), id.last()].into_iter().flatten().any(|word| word == "list")
}

/// Returns a name such as `delete_by_filter`, with the words of the `operationId` after the verb and its object.
pub(super) fn by_id(base: &str, route: &Route<'_>, path: &[String]) -> Option<String> {
    let id = id_words(route);
    let (verb, rest) = id.split_first()?;
    let things = things(path);
    let rest: Vec<String> = rest.iter().skip_while(|word| things.contains(&english::singular(word))).cloned().collect();
    let says = rest.len() > 1 && rest.len() <= MOST_WORDS && english::is_link(&rest[0]);
    (says && (verb == base || english::is_verb(verb))).then(|| format!("{base}_{}", snake(&rest)))
}

/// Returns a name such as `app_role_login`, with the words of the `operationId` before the verb.
pub(super) fn before_verb(base: &str, route: &Route<'_>, path: &[String]) -> Option<String> {
    let id = id_words(route);
    let front = id.strip_suffix(words(base).as_slice())?;
    let things = things(path);
    let rest: Vec<String> = front.iter().filter(|word| !things.contains(&english::singular(word))).cloned().collect();
    let is_verb = |word: &String| english::is_verb(word) || english::is_plain_read(word);
    let says = (1..=MOST_WORDS).contains(&rest.len()) && !rest.iter().any(is_verb);
    says.then(|| format!("{}_{base}", snake(&rest)))
}

/// Words that the `operationId` may add to a name.
const MOST_WORDS: usize = 5;

/// Returns the words of a resource, each in the singular.
fn things(path: &[String]) -> Vec<String> {
    path.iter().flat_map(|segment| words(segment)).map(|word| english::singular(&word)).collect()
}
