//! Counts of a document's parts as it is written: a shared part counts once, however often it is referred to.

use std::collections::HashSet;

use serde_json::Value;

use super::at::{At, FileId};
use super::contents::Contents;
use super::counts::Census;
use super::found::{address, reference_of};
use super::map::Map;
use super::references::References;
use super::unsupported;
use super::value_reader::ValueReader;
use super::walk::{Kind, Shape, shape};
use crate::report::{Code, Severity};

/// Counts all parts of a document, and reports those that a client cannot represent.
pub(super) fn census<'d>(values: &mut ValueReader<'d>, references: &References<'d>, root: &'d Value) -> Census {
    let (seen, todo) = (HashSet::new(), Vec::new());
    let mut walk = Walk { values, references, root, census: Census::default(), seen, todo, contents: None };
    walk.count_node(Kind::Root, root, &At::ROOT);
    walk.others();
    walk.census
}

/// A walk through the document and the files it refers to.
struct Walk<'w, 'd> {
    values: &'w mut ValueReader<'d>,
    references: &'w References<'d>,
    /// The document.
    root: &'d Value,
    census: Census,
    /// Addresses of the nodes of other files that were counted.
    seen: HashSet<usize>,
    /// References to such nodes that are still to be followed.
    todo: Vec<(Kind, &'d str, FileId)>,
    /// Texts whose content has a place in the crate, once something depends on it.
    contents: Option<Contents>,
}

impl<'d> Walk<'_, 'd> {
    /// Counts the nodes of other files.
    fn others(&mut self) {
        while let Some((kind, reference, file)) = self.todo.pop() {
            let Some(found) = kind.section().and_then(|section| self.references.chase(section, reference, file).ok())
            else {
                continue;
            };
            if found.file != FileId::MAIN && self.seen.insert(address(found.node)) {
                let origin = self.references.pointer(&found);
                self.count_node(kind, found.node, &At::ROOT.written(&origin, found.file));
            }
        }
    }

    fn count_node(&mut self, kind: Kind, value: &'d Value, at: &At<'_>) {
        let Value::Object(map) = value else { return };
        if let Some(reference) = reference_of(value).filter(|_| kind.section().is_some()) {
            if !reference.starts_with('#') {
                self.todo.push((kind, reference, at.file));
            }
            if !matches!(kind, Kind::Schema | Kind::PathItem) {
                return;
            }
        }
        self.enumerate(kind, map);
        for (key, child) in map {
            let at = at.key(key);
            if let Some(loss) = unsupported::of(kind, key, child).filter(|_| !self.is_represented(kind, key, value)) {
                let holder = unsupported::noun(kind);
                self.values.tally(Code::NotRepresented, Severity::Note, &format!("{holder} {key}"), &at, || {
                    let message = format!("`{key}` of {holder} has no place in the crate: {}", loss.effect);
                    (message, loss.hint.to_owned())
                });
            }
            match shape(kind, key) {
                None => {}
                Some(Shape::One(kind)) => self.count_node(kind, child, &at),
                Some(Shape::Map(kind)) => {
                    for (name, member) in child.as_object().into_iter().flatten() {
                        self.count_node(kind, member, &at.key(name));
                    }
                }
                Some(Shape::Many(kind)) => match child {
                    Value::Array(items) => {
                        for (index, item) in items.iter().enumerate() {
                            self.count_node(kind, item, &at.index(index));
                        }
                    }
                    child => self.count_node(kind, child, &at),
                },
            }
        }
    }

    /// Returns true for keywords of a text's encoding, or of a part's media type.
    fn is_represented(&mut self, kind: Kind, key: &str, schema: &Value) -> bool {
        kind == Kind::Schema
            && matches!(key, "contentMediaType" | "contentSchema")
            && self.contents.get_or_insert_with(|| self.references.contents(self.root)).represent(key, schema)
    }

    /// Adds one object.
    fn enumerate(&mut self, kind: Kind, map: &Map) {
        let media = || map.get("content").and_then(Value::as_object).map_or(0, Map::len);
        match kind {
            Kind::Schema => self.census.keywords += map.keys().filter(|key| !key.starts_with("x-")).count(),
            Kind::Parameter => {
                self.census.parameters += 1;
                // Swagger writes a parameter's schema among its own members.
                if self.values.is_swagger() {
                    let own = |key: &&String| !super::parameter::is_own_member(key);
                    self.census.keywords += map.keys().filter(own).count();
                }
            }
            Kind::Response => self.census.responses += media().max(1),
            Kind::RequestBody => self.census.bodies += media().max(1),
            _ => {}
        }
    }
}

/// A part of a document that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// A request body in one media type.
    Body,
    /// A response in one media type.
    Response,
    /// A keyword of a schema.
    Keyword,
    /// Anything else: the root, a security scheme.
    Other,
}

/// Returns the part that a location belongs to, and the number of the location's tokens for it. A location in another file is known only by its last tokens,
/// so that it counts as a keyword of a schema, which most other files contain.
pub(crate) fn part_at(tokens: &[String], in_document: bool) -> (Part, usize) {
    if !in_document {
        return (Part::Keyword, tokens.len());
    }
    let chain = chain(tokens);
    let last = |wanted: Kind| chain.iter().rev().find(|(kind, _)| *kind == wanted).map(|(_, length)| *length);
    let Some((innermost, _)) = chain.last() else { return (Part::Other, tokens.len()) };
    if *innermost == Kind::Schema {
        return (Part::Keyword, tokens.len());
    }
    let media = last(Kind::MediaType);
    let holders =
        [(Kind::Parameter, Part::Parameter), (Kind::RequestBody, Part::Body), (Kind::Response, Part::Response)];
    for (kind, part) in holders {
        if let Some(length) = last(kind) {
            let by_media = media.filter(|media| *media > length && part != Part::Parameter);
            return (part, by_media.unwrap_or(length));
        }
    }
    match (last(Kind::Header), last(Kind::Operation)) {
        (Some(length), _) => (Part::Response, length),
        (None, Some(length)) => (Part::Operation, length),
        (None, None) => (Part::Other, tokens.len()),
    }
}

/// Returns the objects that a path leads through, each with the number of tokens that lead to it.
fn chain(tokens: &[String]) -> Vec<(Kind, usize)> {
    let mut chain = vec![(Kind::Root, 0)];
    let mut kind = Kind::Root;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        kind = match shape(kind, token) {
            None => break,
            Some(Shape::One(next)) => next,
            Some(Shape::Map(next)) if tokens.len() > at => {
                at += 1;
                next
            }
            Some(Shape::Many(next)) if tokens.len() > at => {
                at += usize::from(tokens[at].parse::<usize>().is_ok());
                next
            }
            Some(Shape::Map(_) | Shape::Many(_)) => break,
        };
        chain.push((kind, at));
    }
    chain
}
