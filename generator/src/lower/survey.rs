//! The first pass: every component schema gets an id and a name, so that recursion needs no thought later.

use std::rc::Rc;

use super::context::{Lowering, Typed};
use super::node::{Body, Component, ComponentId, Node, NodeId, Role};
use crate::api::{TypeDef, TypeId, TypeKind, TypeRef};
use crate::naming::TypeName;
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// Adds a node, an id and a name for every component schema; then imports their bodies.
    pub(super) fn survey(&mut self) {
        let document = self.document;
        let components = &document.schemas.components;
        let keys: Vec<Vec<String>> = components.keys().map(|key| vec![key.clone()]).collect();
        let names: Vec<TypeName> = self.type_names.claim_all(&keys);
        let place = Pointer::root().child("components").child("schemas");
        for (key, name) in components.keys().zip(names) {
            let component = ComponentId(self.nodes.components.len());
            let at = place.child(key);
            let role = Role::Component(component);
            let node = self.nodes.add(Node { at, parent: None, role, body: Body::Schema(Rc::default()) });
            let id = self.placeholder(node, name, true);
            self.memory.slots.insert(node, id);
            self.nodes.components.push(Component { key: key.clone(), node, id });
            self.nodes.by_key.insert(key.clone(), component);
        }
        for (index, schema) in components.values().enumerate() {
            let node = self.nodes.components[index].node;
            self.nodes.import_into(node, schema);
        }
        self.find_families();
    }

    /// Returns a type whose body comes later.
    pub(super) fn placeholder(&mut self, node: NodeId, name: TypeName, component: bool) -> TypeId {
        let origin = self.document.origin(&self.nodes.get(node).at);
        self.types.push(TypeDef {
            name,
            origin,
            docs: Default::default(),
            component,
            title: None,
            deprecated: false,
            nullable: false,
            example: None,
            directions: Default::default(),
            required_name: None,
            getters: Vec::new(),
            derives: Default::default(),
            kind: TypeKind::Alias(TypeRef::Json),
        });
        TypeId(self.types.len() - 1)
    }

    /// Runs the second pass: the bodies of all component schemas.
    pub(super) fn components(&mut self) {
        for index in 0..self.nodes.components.len() {
            let Component { node, id, .. } = self.nodes.components[index].clone();
            let ty = self.body(node);
            if ty != TypeRef::Named(id) {
                let is_newtype = self.is_newtype(node, &ty);
                self.define(id, node, if is_newtype { TypeKind::Newtype(ty) } else { TypeKind::Alias(ty) });
            }
            let nullable = self.nullable(node);
            let at = self.at(node);
            self.enter(&at, &Typed { ty: TypeRef::Named(id), nullable });
        }
    }
}
