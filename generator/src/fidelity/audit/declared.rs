//! Declarations of a schema as written, with `$ref`s followed and `allOf` merged.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::read::{Node, Written, is_silent};

/// Maximum number of schemas that one schema is made of; others are not examined.
const MOST_PARTS: usize = 256;

/// `oneOf` or `anyOf`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'d> {
    /// The list.
    pub(super) members: Node<'d>,
}

/// Declarations of a schema.
#[derive(Debug, Default)]
pub(super) struct Declared<'d> {
    /// JSON types, `null` aside; empty where none is declared.
    pub(super) types: Vec<&'d str>,
    /// True if the schema admits `null`, by its types or by `nullable`.
    pub(super) nullable: bool,
    /// `format`.
    pub(super) format: Option<&'d str>,
    /// Properties, each with every schema there is of it.
    pub(super) properties: IndexMap<&'d str, Vec<Node<'d>>>,
    /// Required keys.
    pub(super) required: HashSet<&'d str>,
    /// `items`.
    pub(super) items: Vec<Node<'d>>,
    /// `prefixItems`.
    pub(super) prefix: Vec<Node<'d>>,
    /// `minItems`.
    pub(super) least_items: usize,
    /// Schemas of other keys.
    pub(super) rest: Vec<Node<'d>>,
    /// True if other keys are forbidden.
    pub(super) closed: bool,
    /// Lists of `enum`.
    pub(super) values: Vec<Node<'d>>,
    /// Schemas with a `const`.
    pub(super) constants: Vec<Node<'d>>,
    /// `oneOf` and `anyOf`.
    pub(super) groups: Vec<Group<'d>>,
    /// The schema that has a `discriminator`.
    pub(super) discriminator: Option<Node<'d>>,
    /// `minimum` and `maximum`.
    pub(super) bounds: (Option<&'d Value>, Option<&'d Value>),
    /// `exclusiveMinimum` and `exclusiveMaximum` are numbers.
    pub(super) exclusive: (bool, bool),
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    /// Schemas that constrain values.
    pub(super) parts: usize,
    /// True if part of the schema was not understood, so that nothing is known of the whole.
    pub(super) vague: bool,
    pub(super) seen: Vec<usize>,
    /// Number of members examined for leading back to the schema.
    pub(super) looks: usize,
    /// The schemas around the one that is being examined.
    pub(super) path: Vec<usize>,
}

impl<'d> Declared<'d> {
    /// Returns the members of every `oneOf` and `anyOf`.
    pub(super) fn members_of_all(&self) -> Vec<Node<'d>> {
        self.groups.iter().flat_map(|group| group.members.elements()).collect()
    }

    /// Adds the declarations of a schema.
    pub(super) fn add(&mut self, written: &Written<'d>, node: Node<'d>) {
        if self.seen.contains(&node.address()) {
            return;
        }
        self.seen.push(node.address());
        self.path.push(node.address());
        self.add_keywords(written, node);
        self.path.pop();
    }

    fn add_keywords(&mut self, written: &Written<'d>, node: Node<'d>) {
        let Value::Object(map) = node.value else {
            self.vague |= node.value == &Value::Bool(false);
            return;
        };
        self.vague |= self.seen.len() > MOST_PARTS;
        if self.vague {
            return;
        }
        if node.text("$ref").is_some() {
            match written.hop(node) {
                Some(target) => self.add(written, target),
                None => self.vague = true,
            }
            if map.len() == 1 || !written.is_json_schema() {
                // These count beside a reference in every version.
                self.read_only |= node.is("readOnly");
                self.write_only |= node.is("writeOnly");
                self.nullable |= node.is("nullable") || node.is("x-nullable");
                return;
            }
        }
        for (key, child) in node.members() {
            self.keyword(written, node, key, child);
        }
        self.parts += usize::from(!map.keys().all(|key| key == "allOf" || is_silent(key)));
    }

    fn keyword(&mut self, written: &Written<'d>, node: Node<'d>, key: &'d str, child: Node<'d>) {
        match key {
            "type" => self.types(child),
            "nullable" | "x-nullable" => self.nullable |= child.value == &Value::Bool(true),
            "format" => self.format = self.format.or(child.value.as_str()),
            "properties" => {
                for (name, property) in child.members() {
                    self.properties.entry(name).or_default().push(property);
                }
            }
            "required" => self.required.extend(child.elements().filter_map(|key| key.value.as_str())),
            "items" if child.value.is_object() => self.items.push(child),
            "items" if child.value.is_array() => self.prefix.extend(child.elements()),
            "minItems" => {
                let least = child.value.as_u64().and_then(|least| usize::try_from(least).ok());
                self.least_items = self.least_items.max(least.unwrap_or(0));
            }
            "prefixItems" => self.prefix.extend(child.elements()),
            "additionalProperties" if child.value == &Value::Bool(false) => self.closed = true,
            // A schema of nothing but a description, say, lets other keys be anything.
            "additionalProperties" if child.members().any(|(key, _)| key == "$ref" || !is_silent(key)) => {
                self.rest.push(child);
            }
            "patternProperties" => self.rest.extend(child.members().map(|(_, schema)| schema)),
            // An empty list is a slip that is told elsewhere.
            "enum" if child.value.as_array().is_some_and(|values| !values.is_empty()) => self.values.push(child),
            "const" => self.constants.push(node),
            "oneOf" | "anyOf" if child.value.as_array().is_some_and(|list| !list.is_empty()) => {
                self.members(written, child);
            }
            "discriminator" => self.discriminator = self.discriminator.or(Some(node)),
            "minimum" => self.bounds.0 = Some(child.value),
            "maximum" => self.bounds.1 = Some(child.value),
            "exclusiveMinimum" if child.value.is_number() => self.exclusive.0 = true,
            "exclusiveMaximum" if child.value.is_number() => self.exclusive.1 = true,
            "readOnly" => self.read_only |= child.value == &Value::Bool(true),
            "writeOnly" => self.write_only |= child.value == &Value::Bool(true),
            "allOf" => child.elements().for_each(|part| self.add(written, part)),
            _ => {}
        }
    }

    fn members(&mut self, written: &Written<'d>, members: Node<'d>) {
        let mut others = members.elements().filter(|member| !is_null_member(written, *member));
        let first = others.next();
        match (first, others.next()) {
            // One member is a part like any other.
            (Some(only), None) => {
                self.nullable |= members.elements().nth(1).is_some();
                self.add(written, only);
            }
            _ => {
                let (back, looks) = self.leads_back(written, members);
                self.looks += looks;
                if !back {
                    self.groups.push(Group { members });
                }
            }
        }
    }

    /// Returns true if the members are variants of a base that lists its children, and one of them is being examined: it has the base's fields, not the list.
    /// The number is that of the members examined to find out.
    fn leads_back(&self, written: &Written<'d>, members: Node<'d>) -> (bool, usize) {
        let Some((_, above @ [_, ..])) = self.path.split_last() else { return (false, 0) };
        let (mut seen, mut work, mut looks) = (HashSet::new(), vec![members], 0);
        while let Some(list) = work.pop() {
            for member in list.elements() {
                looks += 1;
                let Some(end) = written.hop(member) else { continue };
                if above.contains(&end.address()) {
                    return (true, looks);
                }
                if seen.len() < MOST_PARTS && seen.insert(end.address()) {
                    work.extend(["oneOf", "anyOf", "allOf"].iter().filter_map(|key| end.get(key)));
                }
            }
        }
        (false, looks)
    }

    fn types(&mut self, node: Node<'d>) {
        let mut found = Vec::new();
        for name in node.value.as_str().into_iter().chain(node.elements().filter_map(|name| name.value.as_str())) {
            match name {
                "null" => self.nullable = true,
                "string" | "integer" | "number" | "boolean" | "object" | "array" => found.push(name),
                _ => self.vague = true,
            }
        }
        if self.types.is_empty() {
            self.types = found;
        } else if self.types != found {
            // Several parts narrow each other; the audit does not work out how.
            self.types.retain(|name| found.contains(name));
            self.vague |= self.types.is_empty();
        }
    }

    /// Returns true if some JSON value, `null` aside, is not allowed.
    pub(super) fn says_more_than_nothing(&self) -> bool {
        const ALL: usize = 5;
        let types = self.types.iter().filter(|name| **name != "integer" || !self.types.contains(&"number")).count();
        (1..ALL).contains(&types)
            || !self.properties.is_empty()
            || !self.items.is_empty()
            || !self.values.is_empty()
            || !self.constants.is_empty()
    }

    /// Returns true if nothing tells what values are.
    pub(super) fn says_nothing(&self) -> bool {
        !self.says_more_than_nothing()
            && self.types.is_empty()
            && self.groups.is_empty()
            && self.rest.is_empty()
            && self.prefix.is_empty()
            && self.format.is_none()
            && self.discriminator.is_none()
            && !self.closed
    }

    /// Returns true for the schema itself, what its references lead to, and the parts of its `allOf`.
    pub(super) fn is_made_of(&self, part: Node<'d>) -> bool {
        self.seen.contains(&part.address())
    }

    /// Returns true if no other key decides the type than one list of members.
    pub(super) fn is_only(&self, group: Group<'d>) -> bool {
        self.groups.len() == 1
            && !self.says_more_than_nothing()
            && self.discriminator.is_none()
            && self.rest.is_empty()
            && self.groups[0].members.address() == group.members.address()
    }
}

/// Returns true for a schema of nothing but `null`.
pub(super) fn is_null<'d>(written: &Written<'d>, node: Node<'d>) -> bool {
    let Some(node) = written.follow(node) else { return false };
    let only = || {
        let values = node.get("enum").and_then(|list| list.value.as_array());
        values.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
    };
    node.text("type") == Some("null") || node.get("const").is_some_and(|value| value.value.is_null()) || only()
}

/// Returns true for a member that means null, also for `{nullable: true}` alone beside other members.
pub(super) fn is_null_member<'d>(written: &Written<'d>, node: Node<'d>) -> bool {
    let is_bare = |node: Node<'d>| node.is("nullable") && node.value.as_object().is_some_and(|map| map.len() == 1);
    is_null(written, node) || written.follow(node).is_some_and(is_bare)
}
