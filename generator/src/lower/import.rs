//! `openapiv3` schemas to nodes: every kind of schema becomes the one kind of [`Keywords`].

use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use super::context::Notes;
use super::custom::Custom;
use super::node::{Additional, Body, Choice, Core, Group, JsonType, Keywords, Node, NodeId, Nodes, Role, Special};
use super::view::{View, view};
use crate::api::{DocFacts, Docs};
use crate::pointer::Pointer;
use crate::read::{ext, schema_key, settings};

/// Inline schemas nested deeper than this are taken as any JSON.
const DEEPEST: usize = 48;

/// Either form in which a schema holds another.
#[derive(Clone, Copy)]
enum Held<'s> {
    Ref(&'s str),
    Item(&'s Schema),
}

impl<'s> From<&'s ReferenceOr<Schema>> for Held<'s> {
    fn from(schema: &'s ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Ref(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

impl<'s> From<&'s ReferenceOr<Box<Schema>>> for Held<'s> {
    fn from(schema: &'s ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Ref(reference),
            ReferenceOr::Item(schema) => Self::Item(schema),
        }
    }
}

impl Nodes {
    /// Takes in a schema and all that is inline in it.
    pub(super) fn import(&mut self, schema: &ReferenceOr<Schema>, at: Pointer, role: Role) -> NodeId {
        self.import_held(schema.into(), at, None, role, 0)
    }

    /// Takes in the body of a node that exists already.
    pub(super) fn import_into(&mut self, id: NodeId, schema: &ReferenceOr<Schema>) {
        let body = match schema.into() {
            Held::Ref(reference) => self.reference(reference),
            Held::Item(schema) => Body::Schema(Rc::new(self.keywords_of(schema, id, 0))),
        };
        self.list[id.0].body = body;
    }

    fn import_held(
        &mut self,
        schema: Held<'_>,
        at: Pointer,
        parent: Option<NodeId>,
        role: Role,
        depth: usize,
    ) -> NodeId {
        let schema = match schema {
            Held::Ref(reference) => {
                let body = self.reference(reference);
                return self.add(Node { at, parent, role, body });
            }
            Held::Item(schema) => schema,
        };
        let id = self.add(Node { at, parent, role, body: Body::Schema(Rc::default()) });
        let keywords = if depth < DEEPEST { self.keywords_of(schema, id, depth) } else { special(Special::TooDeep) };
        self.list[id.0].body = Body::Schema(Rc::new(keywords));
        id
    }

    fn reference(&self, reference: &str) -> Body {
        match schema_key(reference).and_then(|key| self.by_key.get(key)) {
            Some(component) => Body::Ref(*component),
            None => Body::Schema(Rc::new(special(Special::Dangling))),
        }
    }

    fn keywords_of(&mut self, schema: &Schema, id: NodeId, depth: usize) -> Keywords {
        let data = &schema.schema_data;
        let view = view(&schema.schema_kind);
        let mut keywords = Keywords {
            is_ref: ext::is_set(&data.extensions, ext::REF),
            nullable: data.nullable,
            unsupported: unsupported(&data.extensions, view.not),
            ..Keywords::default()
        };
        keywords.core.special = special_of(&data.extensions);
        keywords.core.types = types(view.typ, &data.extensions);
        keywords.core.values = choices(&view.values, &data.extensions);
        keywords.core.required = view.required.iter().cloned().collect();
        let mut child = Child { nodes: self, id, depth };
        child.keys(&view, &data.extensions, &mut keywords.core);
        child.items(&view, &data.extensions, &mut keywords.core);
        child.members(&view, data.discriminator.as_ref(), &mut keywords);
        keywords.notes = notes(schema, view.facts, view.format.clone());
        keywords.core.format = view.format;
        if let Some(custom) = Custom::of(&data.extensions, &self.get(id).at) {
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
    fn take<'s>(&mut self, schema: impl Into<Held<'s>>, path: &[&str], role: Role) -> NodeId {
        let mut at = self.nodes.get(self.id).at.clone();
        for token in path {
            at = at.child(token);
        }
        self.nodes.import_held(schema.into(), at, Some(self.id), role, self.depth + 1)
    }

    /// A schema that `read` carried in an extension.
    fn carried(&mut self, value: &Value, path: &[&str], role: Role) -> Option<NodeId> {
        let schema: ReferenceOr<Schema> = serde_json::from_value(value.clone()).ok()?;
        Some(self.take(&schema, path, role))
    }

    fn keys(&mut self, view: &View<'_>, extensions: &IndexMap<String, Value>, core: &mut Core) {
        for (name, schema) in view.properties.into_iter().flatten() {
            let child = self.take(schema, &["properties", name], Role::Property(name.clone()));
            core.properties.insert(name.clone(), child);
        }
        core.additional = match view.additional {
            None | Some(AdditionalProperties::Any(true)) => Additional::Open,
            Some(AdditionalProperties::Any(false)) => Additional::Forbidden,
            Some(AdditionalProperties::Schema(schema)) => {
                let child = self.take(&**schema, &["additionalProperties"], Role::Additional);
                let keywords = self.nodes.get(child);
                match &keywords.body {
                    Body::Schema(keywords) if keywords.core.special == Some(Special::Never) => Additional::Forbidden,
                    Body::Schema(keywords) if keywords.core.is_any() && keywords.all_of.is_empty() => Additional::Open,
                    _ => Additional::Schema(child),
                }
            }
        };
        let patterns = ext::get(extensions, ext::PATTERN_PROPERTIES).and_then(Value::as_object);
        for (pattern, schema) in patterns.into_iter().flatten() {
            if let Some(child) = self.carried(schema, &["patternProperties", pattern], Role::Additional) {
                core.patterns.insert(pattern.clone(), child);
            }
        }
    }

    fn items(&mut self, view: &View<'_>, extensions: &IndexMap<String, Value>, core: &mut Core) {
        core.items = view.items.map(|schema| self.take(schema, &["items"], Role::Item));
        let prefix = ext::get(extensions, ext::PREFIX_ITEMS).and_then(Value::as_array);
        for (index, schema) in prefix.into_iter().flatten().enumerate() {
            let child = self.carried(schema, &["prefixItems", &index.to_string()], Role::Prefix);
            core.prefix.extend(child);
        }
        core.closed_items = ext::is_set(extensions, ext::CLOSED_ITEMS);
    }

    fn members(&mut self, view: &View<'_>, discriminator: Option<&openapiv3::Discriminator>, keywords: &mut Keywords) {
        let mut discriminator = discriminator.cloned();
        for (keyword, schemas) in [("oneOf", view.one_of), ("anyOf", view.any_of)] {
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
        for (index, schema) in view.all_of.iter().enumerate() {
            keywords.all_of.push(self.take(schema, &["allOf", &index.to_string()], Role::Part));
        }
        keywords.discriminator = discriminator.map(Box::new);
    }

    /// True for a group that only says which keys must be there: it changes no type.
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

/// True for `{nullable: true}`, which some generators write for null beside other members, though it means any JSON.
fn is_null(schema: &ReferenceOr<Schema>) -> bool {
    let ReferenceOr::Item(schema) = schema else { return false };
    let data = &schema.schema_data;
    let bare = matches!(&schema.schema_kind, SchemaKind::Any(any) if *any == openapiv3::AnySchema::default());
    bare && data.nullable && (data.extensions.is_empty() || ext::is_set(&data.extensions, ext::NULL))
}

impl Keywords {
    fn is_only_not(&self) -> bool {
        self.core.is_any() && self.all_of.is_empty() && self.unsupported == ["not"]
    }
}

fn special(special: Special) -> Keywords {
    Keywords { core: Core { special: Some(special), ..Core::default() }, ..Keywords::default() }
}

fn special_of(extensions: &IndexMap<String, Value>) -> Option<Special> {
    if ext::is_set(extensions, ext::NEVER) {
        return Some(Special::Never);
    }
    if ext::is_set(extensions, ext::NULL) {
        return Some(Special::Null);
    }
    if ext::text(extensions, settings::BASE64).is_some() {
        return Some(Special::Floats);
    }
    ext::get(extensions, ext::DANGLING).map(|_| Special::Dangling)
}

fn types(typ: Option<&str>, extensions: &IndexMap<String, Value>) -> Vec<JsonType> {
    let several = ext::get(extensions, ext::TYPES).and_then(Value::as_array);
    let mut types = Vec::new();
    for name in typ.into_iter().chain(several.into_iter().flatten().filter_map(Value::as_str)) {
        let found = JsonType::parse(name).filter(|found| !types.contains(found));
        types.extend(found);
    }
    types
}

/// The values of an `enum`, with the names and descriptions that vendors' extensions give them.
fn choices(values: &[Value], extensions: &IndexMap<String, Value>) -> Vec<Choice> {
    let list = |keys: [&str; 2]| -> Option<&Vec<Value>> {
        keys.iter().find_map(|key| extensions.get(*key)?.as_array()).filter(|list| list.len() == values.len())
    };
    let digits = ext::get(extensions, ext::DIGITS);
    let names = list(["x-enum-varnames", "x-enumNames"]);
    let docs = list(["x-enum-descriptions", "x-enumDescriptions"]);
    let text = |list: Option<&Vec<Value>>, index: usize| list?.get(index)?.as_str().map(str::to_owned);
    let choice = |(index, value): (usize, &Value)| Choice {
        value: value.clone(),
        digits: digits.and_then(|digits| digits.get(index.to_string())?.as_str().map(str::to_owned)),
        name: text(names, index),
        docs: text(docs, index).unwrap_or_default(),
    };
    values.iter().enumerate().filter(|(_, value)| !value.is_null()).map(choice).collect()
}

fn unsupported(extensions: &IndexMap<String, Value>, not: bool) -> Vec<String> {
    let listed = ext::get(extensions, ext::UNSUPPORTED).and_then(Value::as_array);
    let mut names: Vec<String> = listed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    if not {
        names.push("not".to_owned());
    }
    names
}

fn notes(schema: &Schema, facts: DocFacts, format: Option<String>) -> Notes {
    let data = &schema.schema_data;
    let text = |name: &str| ext::text(&data.extensions, name).map(str::to_owned);
    // Written out, so that the compiler asks where a new fact comes from.
    let DocFacts {
        default: _,
        minimum,
        maximum,
        multiple_of,
        min_size,
        max_size,
        pattern,
        format: _,
        unique_items,
        example: _,
    } = facts;
    let bound = |name: &str, typed: Option<(String, bool)>| match text(name) {
        Some(text) => Some((text, typed.is_some_and(|(_, exclusive)| exclusive))),
        None => typed,
    };
    let facts = DocFacts {
        default: data.default.clone().filter(|value| !value.is_null()),
        minimum: bound(ext::MINIMUM, minimum),
        maximum: bound(ext::MAXIMUM, maximum),
        multiple_of: text(ext::MULTIPLE_OF).or(multiple_of),
        min_size,
        max_size,
        pattern,
        format,
        unique_items,
        example: data.example.clone(),
    };
    Notes {
        docs: Docs(data.description.clone().unwrap_or_default()),
        title: data.title.clone().filter(|title| !title.trim().is_empty()),
        facts,
        deprecated: data.deprecated,
        read_only: data.read_only,
        write_only: data.write_only,
    }
}
