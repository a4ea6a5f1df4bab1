//! Names of inline schemas: after the schema that contains them, never after their position.

use super::context::{Lowering, NameHint};
use super::node::{Body, Group, Keywords, Node, NodeId, Role};
use crate::api::{Record, TypeId, TypeKind, TypeRef};
use crate::naming::TypeName;
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// Returns the named type of a node; an inline one gets its name here. `word` is appended if the name is taken.
    pub(super) fn slot(&mut self, node: NodeId, word: &str) -> TypeId {
        if let Some(id) = self.memory.slots.get(&node) {
            return *id;
        }
        let mut texts = self.texts(node, 0);
        if let Some(longest) = texts.last() {
            texts.push(format!("{longest} {word}"));
        }
        let given = self.type_setting(node);
        let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        texts.splice(0..0, given.as_ref().map(|(name, _)| name.as_str()));
        let name: TypeName = self.type_names.claim_first(&texts);
        if let Some((given, at)) = &given {
            self.check_given(given, &name, at);
        }
        let id = self.placeholder(node, name, false);
        self.memory.slots.insert(node, id);
        id
    }

    /// Returns the possible names of a node, shortest form first.
    fn texts(&self, node: NodeId, depth: usize) -> Vec<String> {
        let Node { role, parent, .. } = self.nodes.get(node);
        let own = match role {
            Role::Component(component) => {
                return vec![self.types[self.nodes.component(*component).id.0].name.plain().to_owned()];
            }
            Role::Root(hint) => return hint.alternatives().to_vec(),
            _ if self.labels.is_transparent(node) => String::new(),
            Role::Part => String::new(),
            Role::Property(name) => name.clone(),
            Role::Additional => "value".to_owned(),
            Role::Item => "item".to_owned(),
            Role::Prefix => self.label_text(node),
            Role::Variant => self.labels.of(node).map_or_else(|| self.label_text(node), str::to_owned),
        };
        let Some(parent) = parent.filter(|_| depth < 200) else { return vec![own] };
        let contexts = match self.memory.slots.get(&parent) {
            Some(id) => vec![self.types[id.0].name.plain().to_owned()],
            None => self.texts(parent, depth + 1),
        };
        contexts.into_iter().map(|context| format!("{context} {own}").trim().to_owned()).collect()
    }

    /// Names the structs that `new` takes where it would take too many arguments. Last, so that no schema loses its name.
    pub(super) fn name_required(&mut self) {
        for def in &mut self.types {
            if let TypeKind::Record(record) = &def.kind
                && record.argument_count() > Record::MOST_ARGUMENTS
            {
                let text = format!("{} required", def.name.plain());
                def.required_name = Some(self.type_names.claim_first(&[&text, &format!("{text} fields")]));
            }
        }
    }

    /// Returns the type for a value of any of several schemas: a union without a name in the document. Without schemas, it is any JSON.
    pub(super) fn any_of(&mut self, members: Vec<NodeId>, at: Pointer, hint: NameHint) -> TypeRef {
        if let [only] = members.as_slice() {
            return self.lower(*only).into_ref();
        }
        let mut keywords = Keywords::default();
        if !members.is_empty() {
            keywords.core.unions = vec![Group { members, discriminator: None }];
        }
        let body = Body::Schema(std::rc::Rc::new(keywords));
        let node = self.nodes.add(Node { at, parent: None, role: Role::Root(hint), body });
        self.lower(node).into_ref()
    }

    /// Adds a schema that lowering makes for a place of the document.
    pub(super) fn made(&mut self, parent: NodeId, role: Role, keywords: Keywords) -> NodeId {
        let at = self.at(parent);
        let body = Body::Schema(std::rc::Rc::new(keywords));
        self.nodes.add(Node { at, parent: Some(parent), role, body })
    }
}
