//! A schema to a type: one call for each class of schema.

use super::context::{Lowering, Notes, Typed};
use super::node::{Additional, Body, ComponentId, Core, JsonType, Keywords, NodeId, Role, Special};
use super::notes::fill;
use super::scalar;
use crate::api::{Scalar, TypeDef, TypeId, TypeKind, TypeRef};
use crate::read::settings;
use crate::report::{Code, Problem};

/// Schemas nested deeper than this, counting those that lowering makes, are taken as any JSON.
const DEEPEST: usize = 100;

impl Lowering<'_> {
    /// Returns the type of a schema at its place.
    pub(super) fn lower(&mut self, node: NodeId) -> Typed {
        let component = match (&self.nodes.get(node).body, &self.nodes.get(node).role) {
            (Body::Ref(component), _) | (_, Role::Component(component)) => Some(*component),
            _ => None,
        };
        let nullable = self.nullable(node);
        let ty = match component {
            Some(component) => self.reference(component),
            None => self.inline(node),
        };
        Typed { ty, nullable }
    }

    /// Returns the type of a component where it is used: by name, except that a constant is the constant.
    fn reference(&mut self, component: ComponentId) -> TypeRef {
        let node = self.nodes.component(component).node;
        if self.replacement(node).is_some() {
            return TypeRef::Named(self.nodes.component(component).id);
        }
        let flat = self.flat(node);
        let constant = match flat.core.values.as_slice() {
            [only] if !flat.core.open => only.literal().map(TypeRef::Const),
            _ => None,
        };
        constant.unwrap_or(TypeRef::Named(self.nodes.component(component).id))
    }

    fn inline(&mut self, node: NodeId) -> TypeRef {
        if let Some(id) = self.memory.slots.get(&node) {
            return TypeRef::Named(*id);
        }
        if let Some(ty) = self.memory.built.get(&node) {
            return ty.clone();
        }
        if self.memory.depth >= DEEPEST {
            return self.too_deep(node);
        }
        self.memory.depth += 1;
        let ty = self.body(node);
        self.memory.depth -= 1;
        self.memory.built.insert(node, ty.clone());
        ty
    }

    /// Returns the type of the schema at a node: for a component, the type behind its name.
    pub(super) fn body(&mut self, node: NodeId) -> TypeRef {
        match self.nodes.get(node).body {
            Body::Ref(component) => self.reference(component),
            Body::Schema(_) => self.body_as(node, node),
        }
    }

    /// Returns the type of the schema at one node, called after another: the only member of a union is the union.
    pub(super) fn body_as(&mut self, source: NodeId, name: NodeId) -> TypeRef {
        if let Some(own) = self.replacement(source) {
            return own;
        }
        if let Role::Component(component) = self.nodes.get(source).role
            && let Some(family) = self.families.get(&component).cloned()
        {
            return self.family(name, &family);
        }
        let flat = self.flat(source);
        if let Some(part) = self.reworded(source, &flat.core) {
            return self.lower(part).ty;
        }
        if let Some((union, beside)) = self.extended_union(source, &flat.core) {
            return self.record(name, &Keywords { core: beside, ..(*flat).clone() }, Some(union));
        }
        self.shape(name, &flat)
    }

    /// Returns the part to which `allOf` adds only descriptions: the schema is a reference to it.
    fn reworded(&mut self, node: NodeId, merged: &Core) -> Option<NodeId> {
        let parts = self.nodes.keywords(node).all_of.clone();
        for part in parts {
            if !self.nodes.is_ref(part) {
                if let Some(inner) = self.reworded(part, merged) {
                    return Some(inner);
                }
                continue;
            }
            if self.nodes.resolve(part) == node || self.is_child(node, part) {
                continue;
            }
            if !merged.is_any() && self.flat(part).core == *merged {
                return Some(part);
            }
        }
        None
    }

    /// Returns true if a node is a member of the family of the base it refers to.
    fn is_child(&self, node: NodeId, base: NodeId) -> bool {
        let family = self.nodes.component_of(base).and_then(|base| self.families.get(&base));
        family.is_some_and(|family| {
            family.members.iter().any(|(member, _)| *member == node || self.nodes.get(*member).parent == Some(node))
        })
    }

    /// Returns the type of merged keywords.
    pub(super) fn shape(&mut self, node: NodeId, keywords: &Keywords) -> TypeRef {
        let core = &keywords.core;
        if let Some(special) = core.special {
            return self.special(node, special, keywords);
        }
        if !core.values.is_empty() {
            return self.words(node, keywords);
        }
        if !core.unions.is_empty() {
            return self.union(node, keywords);
        }
        match core.json_types().as_slice() {
            [] => self.any(node, keywords),
            [JsonType::Object] => self.object(node, keywords),
            [JsonType::Array] => self.array(node, core, keywords),
            [kind] => match scalar::scalar(*kind, keywords) {
                Some(scalar) => TypeRef::Scalar(self.formats.of(scalar, *kind, keywords)),
                None => TypeRef::Json,
            },
            [JsonType::Integer, JsonType::Number] | [JsonType::Number, JsonType::Integer] => {
                TypeRef::Scalar(Scalar::Number)
            }
            several => self.several(node, keywords, several),
        }
    }

    fn special(&mut self, node: NodeId, special: Special, keywords: &Keywords) -> TypeRef {
        let at = self.at(node);
        match special {
            Special::Never => self.report(Problem::warning(
                Code::NeverSchema,
                &at,
                "no value satisfies the schema `false`",
                "leave the property out instead; it is offered as any JSON",
            )),
            Special::TooDeep => return self.too_deep(node),
            Special::Floats => return self.floats(node, keywords),
            Special::Null => self.report(Problem::note(
                Code::OnlyNull,
                &at,
                "no value but null satisfies this schema",
                "leave it out; it is offered as any JSON",
            )),
            // Reported where they were found.
            Special::Dangling | Special::Conflict | Special::TooLarge => {}
        }
        TypeRef::Json
    }

    /// Returns a list of numbers that may come as Base64 text.
    fn floats(&mut self, node: NodeId, keywords: &Keywords) -> TypeRef {
        let plain = Keywords { core: Core { special: None, ..keywords.core.clone() }, ..keywords.clone() };
        let list = self.shape(node, &plain);
        let is_list = matches!(&list, TypeRef::List(item) if **item == TypeRef::Scalar(Scalar::F64));
        if is_list {
            return TypeRef::Scalar(Scalar::Floats);
        }
        let at = self.at(node).child(settings::BASE64);
        let message = format!("`{}` is for lists of numbers; it was ignored", settings::BASE64);
        self.report(Problem::warning(Code::BadExtension, &at, message, "put it on a schema of an array of numbers"));
        list
    }

    fn too_deep(&mut self, node: NodeId) -> TypeRef {
        let at = self.at(node);
        self.report(Problem::warning(
            Code::TooDeep,
            &at,
            "schemas are nested too deep here",
            "move the inner ones to `components`; this one is offered as any JSON",
        ));
        TypeRef::Json
    }

    /// Lowers a schema that no keyword narrows.
    fn any(&mut self, node: NodeId, keywords: &Keywords) -> TypeRef {
        let changing =
            |name: &&String| !matches!(name.as_str(), "unevaluatedProperties" | "contains" | "unevaluatedItems");
        if let Some(keyword) = keywords.unsupported.iter().find(changing) {
            let at = self.at(node);
            self.report(Problem::warning(
                Code::UnsupportedKeyword,
                &at,
                format!("`{keyword}` alone gives no type"),
                "add `type` or `properties`; it is offered as any JSON",
            ));
        }
        TypeRef::Json
    }

    /// Lowers several JSON types: to a union with a variant for each.
    fn several(&mut self, node: NodeId, keywords: &Keywords, types: &[JsonType]) -> TypeRef {
        let mut members = Vec::new();
        for kind in types {
            let core = restrict(&keywords.core, *kind);
            let notes = Notes { facts: keywords.notes.facts.clone(), ..Notes::default() };
            members.push(self.made(node, Role::Variant, Keywords { core, notes, ..Keywords::default() }));
        }
        self.choose(node, members, None)
    }

    /// Lowers `type: array`.
    fn array(&mut self, node: NodeId, core: &Core, keywords: &Keywords) -> TypeRef {
        if !core.prefix.is_empty() {
            return self.tuple(node, core, keywords);
        }
        let item = match core.items {
            Some(items) => self.lower(items).into_ref(),
            None => TypeRef::Json,
        };
        TypeRef::List(Box::new(item))
    }

    /// Lowers `prefixItems`: to a tuple if its length is fixed, else to a list of what any of its items may be.
    fn tuple(&mut self, node: NodeId, core: &Core, keywords: &Keywords) -> TypeRef {
        let length = core.prefix.len();
        let facts = &keywords.notes.facts;
        let is = |size: Option<u64>| size.and_then(|size| usize::try_from(size).ok()) == Some(length);
        let closed = (core.closed_items && facts.min_size.is_none())
            || is(facts.min_size) && (core.closed_items || is(facts.max_size));
        if closed && (2..=6).contains(&length) {
            if facts.min_size.is_none() {
                let at = self.at(node);
                self.report(Problem::note(
                    Code::OpenTuple,
                    &at,
                    "a list with fewer items is valid as well; it is kept untyped, or refused by strict reading",
                    format!("say `minItems: {length}` if all items are there"),
                ));
            }
            let items = core.prefix.iter().map(|item| self.lower(*item).into_ref()).collect();
            return TypeRef::Tuple(items);
        }
        let mut members = core.prefix.clone();
        if !core.closed_items && !is(facts.max_size) {
            members.extend(core.items);
        }
        let open = !core.closed_items && core.items.is_none() && !is(facts.max_size);
        if open {
            let at = self.at(node);
            self.report(Problem::note(
                Code::OpenTuple,
                &at,
                "items after those of `prefixItems` may be anything, so the items are any JSON",
                "close the list with `items: false` and `minItems`",
            ));
            return TypeRef::List(Box::new(TypeRef::Json));
        }
        let item = match members.as_slice() {
            [only] => *only,
            several => self.joint(false, several, node, Role::Item),
        };
        TypeRef::List(Box::new(self.lower(item).into_ref()))
    }

    /// Returns the annotations of a schema at its place.
    pub(super) fn notes(&mut self, node: NodeId) -> Notes {
        let flat = self.flat(node);
        let mut notes = flat.notes.clone();
        if let Some(kind) = flat.core.json_types().first()
            && notes.facts.format.as_deref().is_some_and(|format| scalar::tells(*kind, format))
        {
            notes.facts.format = None;
        }
        if self.nodes.is_ref(node) {
            // The type speaks for itself; only what constrains a plain value is said again.
            notes.docs = Default::default();
            notes.title = None;
            if flat.core.is_object() || !flat.core.unions.is_empty() {
                notes.facts = Default::default();
            }
            notes = fill(Notes { deprecated: false, ..notes }, &Notes::default());
        }
        notes
    }

    /// Completes a named type.
    pub(super) fn define(&mut self, id: TypeId, node: NodeId, kind: TypeKind) -> TypeRef {
        let notes = self.flat(node).notes.clone();
        let nullable = self.nullable(node);
        let def: &mut TypeDef = &mut self.types[id.0];
        def.docs = notes.docs;
        def.title = notes.title;
        def.deprecated = notes.deprecated;
        def.example = notes.facts.example;
        def.nullable = nullable;
        def.kind = kind;
        TypeRef::Named(id)
    }
}

/// Returns the keywords that concern one of several types.
fn restrict(core: &Core, kind: JsonType) -> Core {
    let mut kept = Core { types: vec![kind], ..Core::default() };
    match kind {
        JsonType::Object => {
            kept.properties = core.properties.clone();
            kept.required = core.required.clone();
            kept.additional = core.additional;
            kept.patterns = core.patterns.clone();
        }
        JsonType::Array => {
            kept.items = core.items;
            kept.prefix = core.prefix.clone();
            kept.closed_items = core.closed_items;
        }
        JsonType::String | JsonType::Integer | JsonType::Number => {
            let fits = core
                .format
                .as_deref()
                .is_some_and(|format| super::string_formats::is_text_format(format) == (kind == JsonType::String));
            kept.format = core.format.clone().filter(|_| fits);
        }
        JsonType::Boolean => {}
    }
    kept
}

impl Core {
    /// Returns the type of an object's other keys, when they have one.
    pub(super) fn rest(&self) -> Vec<NodeId> {
        let mut found: Vec<NodeId> = self.patterns.values().copied().collect();
        if let Additional::Schema(schema) = self.additional {
            found.push(schema);
        }
        found
    }
}
