//! Names of an operation's arguments and setters, and what its inline schemas are called after.

use std::collections::HashMap;

use super::super::context::NameHint;
use super::english;
use super::verbs::snake;
use crate::api::Location;
use crate::naming::{ParamName, Scope, words};

/// Where an input goes; the order in which names are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// A parameter.
    Param(Location),
    /// A field of the body.
    Body,
}

impl Place {
    fn word(self) -> &'static str {
        match self {
            Self::Param(Location::Path) => "path",
            Self::Param(Location::Query) => "query",
            Self::Param(Location::Header) => "header",
            Self::Param(Location::Cookie) => "cookie",
            Self::Body => "body",
        }
    }
}

/// The names of one operation's inputs. Inputs of different places that share a name on the wire are told apart by
/// where they go, `id` and `id_query`; whoever comes first in the order path, query, header, cookie, body keeps it.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    scope: Scope,
    owners: HashMap<String, Place>,
}

impl Inputs {
    /// The names of the inputs of a place, told apart by how they are spelled, in whatever order they are declared.
    pub(super) fn claim(&mut self, place: Place, wires: &[&str]) -> Vec<ParamName> {
        let texts: Vec<Vec<String>> = wires.iter().map(|wire| self.forms(wire, place)).collect();
        for wire in wires {
            self.owners.entry(snake(&words(wire))).or_insert(place);
        }
        self.scope.claim_all(&texts)
    }

    fn forms(&self, wire: &str, place: Place) -> Vec<String> {
        match self.owners.get(&snake(&words(wire))) {
            Some(owner) if *owner != place => vec![format!("{wire}_{}", place.word())],
            _ => vec![wire.to_owned()],
        }
    }
}

impl Inputs {
    /// The name of a setter that is no input, such as `as_form`.
    pub(super) fn claim_setter(&mut self, name: &str) -> ParamName {
        self.scope.claim(name)
    }

    /// The name of the setter that sends null as the value of an input.
    pub(super) fn claim_null_setter(&mut self, name: &ParamName) -> ParamName {
        let name = name.plain();
        self.scope.claim_first(&[&format!("{name} null"), &format!("set {name} null")])
    }
}

/// What an operation's inline schemas are called after: `role update`, then with more of the resource's path.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    forms: Vec<String>,
}

impl Subject {
    /// After a method of a resource; the longest form names the whole path, then the operation's id.
    pub(super) fn new(resource: &[String], method: &str, id: &str) -> Self {
        let mut parts: Vec<String> = resource.iter().map(|segment| one(segment)).collect();
        parts.push(method.replace('_', " "));
        let shortest = parts.len().saturating_sub(2);
        let mut forms: Vec<String> = (0..=shortest).rev().map(|from| parts[from..].join(" ")).collect();
        forms.push(words(id).join(" "));
        Self { forms }
    }

    /// A hint for something of the operation: `role update body`.
    pub(super) fn hint(&self, what: &str) -> NameHint {
        let mut forms = self.forms.iter().map(|form| format!("{form} {what}"));
        let first = forms.next().unwrap_or_default();
        forms.fold(NameHint::new(first), NameHint::or)
    }
}

/// One of what a segment names: `audit logs` becomes `audit log`.
fn one(segment: &str) -> String {
    let mut parts = words(segment);
    if let Some(last) = parts.last_mut() {
        *last = english::singular(last);
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_of_one_wire_name_are_told_apart_by_place() {
        let mut inputs = Inputs::default();
        let path = Place::Param(Location::Path);
        let query = Place::Param(Location::Query);
        let names = [
            inputs.claim(path, &["id"]),
            inputs.claim(query, &["start<", "id", "start", "tag[]"]),
            inputs.claim(Place::Body, &["id", "query", "image[]", "image"]),
        ];
        let names: Vec<&str> = names.iter().flatten().map(ParamName::as_str).collect();
        assert_eq!(
            names,
            ["id", "start_less", "id_query", "start", "tag", "id_body", "query_param", "image_brackets", "image"]
        );
    }

    #[test]
    fn subjects_are_singular_and_grow_by_path() {
        let path = ["organization", "projects", "roles"].map(str::to_owned);
        let subject = Subject::new(&path, "update_many", "x-y");
        let hint = subject.hint("body");
        assert_eq!(
            hint.alternatives(),
            [
                "role update many body",
                "project role update many body",
                "organization project role update many body",
                "x y body"
            ]
        );
        assert_eq!(Subject::new(&[], "search", "s").hint("reply").alternatives(), ["search reply", "s reply"]);
    }
}
