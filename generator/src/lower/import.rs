//! Conversion of schemas to nodes: keywords with the same meaning become one of [`Keywords`].

use std::rc::Rc;

use serde_json::Value;

use super::context::Notes;
use super::custom::Custom;
use super::node::{Additional, Body, Choice, Core, Group, JsonType, Keywords, Node, NodeId, Nodes, Role, Special};
use crate::api::Docs;
use crate::pointer::Pointer;
use crate::read::{ext, settings};
use crate::schema::{self, Kind, Schema, SchemaRef};

/// Inline schemas nested deeper than this are taken as any JSON.
const DEEPEST: usize = 48;

impl Nodes {
    /// Takes in a schema and all that is inline in it.
    pub(super) fn import(&mut self, schema: &SchemaRef, at: Pointer, role: Role) -> NodeId {
        self.import_held(schema, at, None, role, 0)
    }

    /// Takes in the body of a node that exists already.
    pub(super) fn import_into(&mut self, id: NodeId, schema: &SchemaRef) {
        let body = match schema {
            SchemaRef::Component(key) => self.reference(key),
            SchemaRef::Inline(schema) => Body::Schema(Rc::new(self.keywords_of(schema, id, 0))),
        };
        self.list[id.0].body = body;
    }

    fn import_held(
        &mut self,
        schema: &SchemaRef,
        at: Pointer,
        parent: Option<NodeId>,
        role: Role,
        depth: usize,
    ) -> NodeId {
        let schema = match schema {
            SchemaRef::Component(key) => {
                let body = self.reference(key);
                return self.add(Node { at, parent, role, body });
            }
            SchemaRef::Inline(schema) => schema,
        };
        let id = self.add(Node { at, parent, role, body: Body::Schema(Rc::default()) });
        let keywords = if depth < DEEPEST { self.keywords_of(schema, id, depth) } else { special(Special::TooDeep) };
        self.list[id.0].body = Body::Schema(Rc::new(keywords));
        id
    }

    fn reference(&self, key: &str) -> Body {
        match self.by_key.get(key) {
            Some(component) => Body::Ref(*component),
            None => Body::Schema(Rc::new(special(Special::Dangling))),
        }
    }

    fn keywords_of(&mut self, schema: &Schema, id: NodeId, depth: usize) -> Keywords {
        let not = schema.has_not.then(|| "not".to_owned());
        let mut keywords = Keywords {
            core: Core {
                types: schema.types.clone(),
                format: schema.facts.format.clone(),
                values: choices(schema),
                required: schema.required.iter().cloned().collect(),
                closed_items: schema.closed_items,
                special: special_of(schema),
                ..Core::default()
            },
            is_ref: schema.is_ref,
            nullable: schema.nullable,
            notes: notes(schema),
            unsupported: schema.unsupported.iter().cloned().chain(not).collect(),
            ..Keywords::default()
        };
        let mut child = Child { nodes: self, id, depth };
        child.keys(schema, &mut keywords.core);
        child.items(schema, &mut keywords.core);
        child.members(schema, &mut keywords);
        if let Some(custom) = Custom::of(&schema.extensions, &self.get(id).at) {
            let custom = Rc::new(custom);
            self.customs.push((id, Rc::clone(&custom)));
            keywords.custom.push(custom);
        }
        keywords
    }
}

/// Takes in what a node holds.
struct Child<'n> {
    nodes: &'n mut Nodes,
    id: NodeId,
    depth: usize,
}

impl Child<'_> {
    fn take(&mut self, schema: &SchemaRef, path: &[&str], role: Role) -> NodeId {
        let mut at = self.nodes.get(self.id).at.clone();
        for token in path {
            at = at.child(token);
        }
        self.nodes.import_held(schema, at, Some(self.id), role, self.depth + 1)
    }

    fn keys(&mut self, schema: &Schema, core: &mut Core) {
        for (name, property) in &schema.properties {
            let child = self.take(property, &["properties", name], Role::Property(name.clone()));
            core.properties.insert(name.clone(), child);
        }
        core.additional = match &schema.additional {
            None | Some(schema::Additional::Any(true)) => Additional::Open,
            Some(schema::Additional::Any(false)) => Additional::Forbidden,
            Some(schema::Additional::Schema(schema)) => {
                let child = self.take(schema, &["additionalProperties"], Role::Additional);
                let keywords = self.nodes.get(child);
                match &keywords.body {
                    Body::Schema(keywords) if keywords.core.special == Some(Special::Never) => Additional::Forbidden,
                    Body::Schema(keywords) if keywords.core.is_any() && keywords.all_of.is_empty() => Additional::Open,
                    _ => Additional::Schema(child),
                }
            }
        };
        for (pattern, schema) in &schema.patterns {
            let child = self.take(schema, &["patternProperties", pattern], Role::Additional);
            core.patterns.insert(pattern.clone(), child);
        }
    }

    fn items(&mut self, schema: &Schema, core: &mut Core) {
        core.items = schema.items.as_ref().map(|schema| self.take(schema, &["items"], Role::Item));
        let prefix = schema.prefix.iter().enumerate();
        core.prefix = prefix
            .map(|(index, schema)| self.take(schema, &["prefixItems", &index.to_string()], Role::Prefix))
            .collect();
    }

    fn members(&mut self, schema: &Schema, keywords: &mut Keywords) {
        let mut discriminator = schema.discriminator.clone();
        for (keyword, schemas) in [("oneOf", &schema.one_of), ("anyOf", &schema.any_of)] {
            let count = schemas.len();
            // One member is a part like any other.
            let nulls = schemas.iter().filter(|schema| is_null(schema)).count();
            let role = if count - nulls == 1 { Role::Part } else { Role::Variant };
            let take = |(index, schema)| self.take(schema, &[keyword, &usize::to_string(&index)], role.clone());
            let schemas = schemas.iter().enumerate();
            let members: Vec<NodeId> = schemas.filter(|(_, schema)| !is_null(schema)).map(take).collect();
            keywords.nullable |= members.len() < count;
            match members.len() {
                0 => {}
                1 => keywords.all_of.extend(members),
                _ if self.only_require(&members) => {}
                _ => keywords.core.unions.push(Group { members, discriminator: discriminator.take() }),
            }
        }
        for (index, schema) in schema.all_of.iter().enumerate() {
            keywords.all_of.push(self.take(schema, &["allOf", &index.to_string()], Role::Part));
        }
        keywords.discriminator = discriminator;
    }

    /// Returns true for a group that only requires keys: it does not change the type.
    fn only_require(&self, members: &[NodeId]) -> bool {
        members.iter().all(|member| match &self.nodes.get(*member).body {
            Body::Ref(_) => false,
            Body::Schema(keywords) => {
                let bare = Core { required: keywords.core.required.clone(), ..Core::default() };
                let typed = Core { types: vec![JsonType::Object], ..bare.clone() };
                let silent = keywords.all_of.is_empty() && !keywords.core.is_any();
                (silent && (keywords.core == bare || keywords.core == typed)) || keywords.is_only_not()
            }
        })
    }
}

/// Returns true for `{nullable: true}`, which some generators write for null beside other members, though it means any JSON.
fn is_null(schema: &SchemaRef) -> bool {
    let SchemaRef::Inline(schema) = schema else { return false };
    schema.kind == Kind::Null || (schema.nullable && schema.kind == Kind::Bare && schema.is_plain())
}

impl Keywords {
    fn is_only_not(&self) -> bool {
        self.core.is_any() && self.all_of.is_empty() && self.unsupported == ["not"]
    }
}

fn special(special: Special) -> Keywords {
    Keywords { core: Core { special: Some(special), ..Core::default() }, ..Keywords::default() }
}

fn special_of(schema: &Schema) -> Option<Special> {
    match schema.kind {
        Kind::Never => Some(Special::Never),
        Kind::Null => Some(Special::Null),
        _ if ext::text(&schema.extensions, settings::BASE64).is_some() => Some(Special::Floats),
        Kind::Dangling => Some(Special::Dangling),
        _ => None,
    }
}

/// Returns the values of an `enum`, with the names and descriptions in vendors' extensions.
fn choices(schema: &Schema) -> Vec<Choice> {
    let list = |keys: [&str; 2]| -> Option<&Vec<Value>> {
        let found = keys.iter().find_map(|key| schema.extensions.get(*key)?.as_array());
        found.filter(|list| list.len() == schema.values.len())
    };
    let names = list(["x-enum-varnames", "x-enumNames"]);
    let docs = list(["x-enum-descriptions", "x-enumDescriptions"]);
    let text = |list: Option<&Vec<Value>>, index: usize| list?.get(index)?.as_str().map(str::to_owned);
    let digits = |index: usize| schema.digits.iter().find(|(at, _)| *at == index).map(|(_, text)| text.clone());
    let choice = |(index, value): (usize, &Value)| Choice {
        value: value.clone(),
        digits: digits(index),
        name: text(names, index),
        docs: text(docs, index).unwrap_or_default(),
    };
    schema.values.iter().enumerate().map(choice).collect()
}

fn notes(schema: &Schema) -> Notes {
    Notes {
        docs: Docs(schema.description.clone().unwrap_or_default()),
        title: schema.title.clone().filter(|title| !title.trim().is_empty()),
        facts: schema.facts.clone(),
        deprecated: schema.deprecated,
        read_only: schema.read_only,
        write_only: schema.write_only,
    }
}
