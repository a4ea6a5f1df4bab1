//! `openapiv3` schemas to nodes: every kind of schema becomes the one kind of [`Keywords`].

use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, IntegerFormat, NumberFormat, ReferenceOr, Schema, SchemaKind, StringFormat, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::context::Notes;
use super::node::{Additional, Body, Choice, Core, Group, JsonType, Keywords, Node, NodeId, Nodes, Role, Special};
use crate::api::{Docs, Facts};
use crate::pointer::Pointer;
use crate::read::{ext, schema_key};

/// Inline schemas nested deeper than this are taken as any JSON.
const DEEPEST: usize = 48;

/// The keywords of any kind of schema, borrowed.
#[derive(Default)]
struct View<'s> {
    typ: Option<&'s str>,
    format: Option<String>,
    values: Vec<Value>,
    properties: Option<&'s IndexMap<String, ReferenceOr<Box<Schema>>>>,
    required: &'s [String],
    additional: Option<&'s AdditionalProperties>,
    items: Option<&'s ReferenceOr<Box<Schema>>>,
    one_of: &'s [ReferenceOr<Schema>],
    any_of: &'s [ReferenceOr<Schema>],
    all_of: &'s [ReferenceOr<Schema>],
    not: bool,
    facts: Facts,
}

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
            let child = self.carried(schema, &["prefixItems", &index.to_string()], Role::Prefix(index));
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
        keywords.discriminator = discriminator;
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
    ext::get(extensions, ext::DANGLING).map(|_| Special::Dangling)
}

fn types(typ: Option<&str>, extensions: &IndexMap<String, Value>) -> Vec<JsonType> {
    let several = ext::get(extensions, ext::TYPES).and_then(Value::as_array);
    let mut types = Vec::new();
    for name in typ.into_iter().chain(several.into_iter().flatten().filter_map(Value::as_str)) {
        let found = JsonType::parse(name).filter(|found| !types.contains(found));
        types.extend(found);
    }
    if types.contains(&JsonType::Number) {
        types.retain(|found| *found != JsonType::Integer);
    }
    types
}

/// The values of an `enum`, with the names and descriptions that vendors' extensions give them.
fn choices(values: &[Value], extensions: &IndexMap<String, Value>) -> Vec<Choice> {
    let list = |keys: [&str; 2]| -> Option<&Vec<Value>> {
        keys.iter().find_map(|key| extensions.get(*key)?.as_array()).filter(|list| list.len() == values.len())
    };
    let names = list(["x-enum-varnames", "x-enumNames"]);
    let docs = list(["x-enum-descriptions", "x-enumDescriptions"]);
    let text = |list: Option<&Vec<Value>>, index: usize| list?.get(index)?.as_str().map(str::to_owned);
    let choice = |(index, value): (usize, &Value)| Choice {
        value: value.clone(),
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

fn notes(schema: &Schema, facts: Facts, format: Option<String>) -> Notes {
    let data = &schema.schema_data;
    let text = |name: &str| ext::text(&data.extensions, name).map(str::to_owned);
    let mut facts = facts;
    facts.default = data.default.clone().filter(|value| !value.is_null());
    facts.example = data.example.clone();
    facts.format = format;
    if let Some(minimum) = text(ext::MINIMUM) {
        facts.minimum = Some((minimum, facts.minimum.is_some_and(|(_, exclusive)| exclusive)));
    }
    if let Some(maximum) = text(ext::MAXIMUM) {
        facts.maximum = Some((maximum, facts.maximum.is_some_and(|(_, exclusive)| exclusive)));
    }
    facts.multiple_of = text(ext::MULTIPLE_OF).or(facts.multiple_of);
    Notes {
        docs: Docs(data.description.clone().unwrap_or_default()),
        title: data.title.clone().filter(|title| !title.trim().is_empty()),
        facts,
        deprecated: data.deprecated,
        read_only: data.read_only,
        write_only: data.write_only,
    }
}

fn view(kind: &SchemaKind) -> View<'_> {
    match kind {
        SchemaKind::Type(kind) => typed_view(kind),
        SchemaKind::OneOf { one_of } => View { one_of, ..View::default() },
        SchemaKind::AnyOf { any_of } => View { any_of, ..View::default() },
        SchemaKind::AllOf { all_of } => View { all_of, ..View::default() },
        SchemaKind::Not { .. } => View { not: true, ..View::default() },
        SchemaKind::Any(any) => View {
            typ: any.typ.as_deref(),
            format: any.format.clone(),
            values: any.enumeration.clone(),
            properties: Some(&any.properties),
            required: &any.required,
            additional: any.additional_properties.as_ref(),
            items: any.items.as_ref(),
            one_of: &any.one_of,
            any_of: &any.any_of,
            all_of: &any.all_of,
            not: any.not.is_some(),
            facts: Facts {
                minimum: bound(any.minimum, any.exclusive_minimum.unwrap_or_default()),
                maximum: bound(any.maximum, any.exclusive_maximum.unwrap_or_default()),
                multiple_of: any.multiple_of.map(|number| number.to_string()),
                min_size: size(any.min_length.or(any.min_items).or(any.min_properties)),
                max_size: size(any.max_length.or(any.max_items).or(any.max_properties)),
                pattern: any.pattern.clone(),
                unique_items: any.unique_items.unwrap_or_default(),
                ..Facts::default()
            },
        },
    }
}

fn typed_view(kind: &Type) -> View<'_> {
    match kind {
        Type::String(string) => View {
            typ: Some("string"),
            format: format_text(&string.format, string_format),
            values: values(&string.enumeration),
            facts: Facts {
                min_size: size(string.min_length),
                max_size: size(string.max_length),
                pattern: string.pattern.clone(),
                ..Facts::default()
            },
            ..View::default()
        },
        Type::Number(number) => View {
            typ: Some("number"),
            format: format_text(&number.format, |format| match format {
                NumberFormat::Float => "float",
                NumberFormat::Double => "double",
            }),
            values: values(&number.enumeration),
            facts: Facts {
                minimum: bound(number.minimum, number.exclusive_minimum),
                maximum: bound(number.maximum, number.exclusive_maximum),
                multiple_of: number.multiple_of.map(|number| number.to_string()),
                ..Facts::default()
            },
            ..View::default()
        },
        Type::Integer(integer) => View {
            typ: Some("integer"),
            format: format_text(&integer.format, |format| match format {
                IntegerFormat::Int32 => "int32",
                IntegerFormat::Int64 => "int64",
            }),
            values: values(&integer.enumeration),
            facts: Facts {
                minimum: bound(integer.minimum, integer.exclusive_minimum),
                maximum: bound(integer.maximum, integer.exclusive_maximum),
                multiple_of: integer.multiple_of.map(|number| number.to_string()),
                ..Facts::default()
            },
            ..View::default()
        },
        Type::Object(object) => View {
            typ: Some("object"),
            properties: Some(&object.properties),
            required: &object.required,
            additional: object.additional_properties.as_ref(),
            facts: Facts {
                min_size: size(object.min_properties),
                max_size: size(object.max_properties),
                ..Facts::default()
            },
            ..View::default()
        },
        Type::Array(array) => View {
            typ: Some("array"),
            items: array.items.as_ref(),
            facts: Facts {
                min_size: size(array.min_items),
                max_size: size(array.max_items),
                unique_items: array.unique_items,
                ..Facts::default()
            },
            ..View::default()
        },
        Type::Boolean(boolean) => {
            View { typ: Some("boolean"), values: values(&boolean.enumeration), ..View::default() }
        }
    }
}

fn values<T: Clone + Into<Value>>(list: &[Option<T>]) -> Vec<Value> {
    list.iter().flatten().cloned().map(Into::into).collect()
}

fn bound(number: Option<impl ToString>, exclusive: bool) -> Option<(String, bool)> {
    number.map(|number| (number.to_string(), exclusive))
}

fn size(size: Option<usize>) -> Option<u64> {
    size.and_then(|size| u64::try_from(size).ok())
}

fn format_text<T>(format: &VariantOrUnknownOrEmpty<T>, name: impl Fn(&T) -> &'static str) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(name(format).to_owned()),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

fn string_format(format: &StringFormat) -> &'static str {
    match format {
        StringFormat::Date => "date",
        StringFormat::DateTime => "date-time",
        StringFormat::Password => "password",
        StringFormat::Byte => "byte",
        StringFormat::Binary => "binary",
    }
}
