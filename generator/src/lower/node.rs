//! Schemas as lowering sees them: a table of nodes, to which it adds those that it merges.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::custom::Custom;
use super::notes::{NameHint, Notes};
use super::string_formats;
use crate::api::TypeId;
use crate::pointer::Pointer;
use crate::schema::Discriminator;
pub(super) use crate::schema::JsonType;

/// Index of a [`Node`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) usize);

/// Index of a [`Component`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ComponentId(pub(super) usize);

/// A schema, in any place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Its place in the rewritten document; a schema that lowering made has the place it was made for.
    pub(super) at: Pointer,
    /// The schema that contains it.
    pub(super) parent: Option<NodeId>,
    /// Its role there.
    pub(super) role: Role,
    /// A reference or a schema.
    pub(super) body: Body,
}

/// Role of a schema in the one that contains it.
#[derive(Clone, Debug)]
pub(super) enum Role {
    /// A component schema.
    Component(ComponentId),
    /// A schema in an operation, called after this.
    Root(NameHint),
    /// A property.
    Property(String),
    /// `additionalProperties`, or one of `patternProperties`.
    Additional,
    /// `items`.
    Item,
    /// One of `prefixItems`.
    Prefix,
    /// A member of `allOf`: it is its parent, in part.
    Part,
    /// A member of `oneOf` or `anyOf`.
    Variant,
}

/// A reference or a schema.
#[derive(Clone, Debug)]
pub(super) enum Body {
    /// `$ref` to a component.
    Ref(ComponentId),
    /// The keywords.
    Schema(Rc<Keywords>),
}

/// A component schema.
#[derive(Clone, Debug)]
pub(super) struct Component {
    /// Its key in the document.
    pub(super) key: String,
    /// Its root node.
    pub(super) node: NodeId,
    /// Its type.
    pub(super) id: TypeId,
}

/// All nodes of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Nodes {
    pub(super) list: Vec<Node>,
    pub(super) components: Vec<Component>,
    pub(super) by_key: HashMap<String, ComponentId>,
    /// The schemas that have settings.
    pub(super) customs: Vec<(NodeId, Rc<Custom>)>,
}

impl Nodes {
    /// Adds a node.
    pub(super) fn add(&mut self, node: Node) -> NodeId {
        self.list.push(node);
        NodeId(self.list.len() - 1)
    }

    /// Returns the node with this id.
    pub(super) fn get(&self, id: NodeId) -> &Node {
        &self.list[id.0]
    }

    /// Returns the component with this id.
    pub(super) fn component(&self, id: ComponentId) -> &Component {
        &self.components[id.0]
    }

    /// Returns the node behind any number of references. `read` leaves no cycle; the steps are bounded all the same.
    pub(super) fn resolve(&self, id: NodeId) -> NodeId {
        let mut id = id;
        for _ in 0..=self.components.len() {
            match self.get(id).body {
                Body::Ref(component) => id = self.component(component).node,
                Body::Schema(_) => break,
            }
        }
        id
    }

    /// Returns the keywords of a node, behind its references.
    pub(super) fn keywords(&self, id: NodeId) -> Rc<Keywords> {
        match &self.get(self.resolve(id)).body {
            Body::Schema(keywords) => Rc::clone(keywords),
            Body::Ref(_) => Rc::default(),
        }
    }

    /// Returns the component a node is or refers to, behind all references.
    pub(super) fn component_of(&self, id: NodeId) -> Option<ComponentId> {
        match self.get(self.resolve(id)).role {
            Role::Component(component) => Some(component),
            _ => None,
        }
    }

    /// Returns true for a `$ref`.
    pub(super) fn is_ref(&self, id: NodeId) -> bool {
        matches!(self.get(id).body, Body::Ref(_))
    }
}

/// Every keyword of a schema.
#[derive(Clone, Debug, Default)]
pub(super) struct Keywords {
    /// Keywords that decide the type.
    pub(super) core: Core,
    /// `allOf`, and `oneOf`/`anyOf` of one member, which is the same.
    pub(super) all_of: Vec<NodeId>,
    /// True if it was a `$ref` with siblings.
    pub(super) is_ref: bool,
    /// `discriminator` without `oneOf` or `anyOf` beside it.
    pub(super) discriminator: Option<Box<Discriminator>>,
    /// `nullable`.
    pub(super) nullable: bool,
    /// Keywords that do not change the type.
    pub(super) notes: Notes,
    /// Keywords that have no place in the model.
    pub(super) unsupported: Vec<String>,
    /// Settings of the user: the schema's own first, then those of its parts.
    pub(super) custom: Vec<Rc<Custom>>,
}

/// Keywords that decide a type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Core {
    /// `type`, in document order; empty when not given.
    pub(super) types: Vec<JsonType>,
    /// `format`.
    pub(super) format: Option<String>,
    /// `enum`.
    pub(super) values: Vec<Choice>,
    /// True if other values are allowed as well: the `enum` is beside a plain string.
    pub(super) open: bool,
    /// `properties`.
    pub(super) properties: IndexMap<String, NodeId>,
    /// `required`.
    pub(super) required: IndexSet<String>,
    /// `additionalProperties`.
    pub(super) additional: Additional,
    /// `patternProperties`.
    pub(super) patterns: IndexMap<String, NodeId>,
    /// `items`.
    pub(super) items: Option<NodeId>,
    /// `prefixItems`.
    pub(super) prefix: Vec<NodeId>,
    /// True if there are no items after those of `prefix`.
    pub(super) closed_items: bool,
    /// `oneOf` and `anyOf` of two members or more.
    pub(super) unions: Vec<Group>,
    /// A schema that is no ordinary one.
    pub(super) special: Option<Special>,
}

/// `additionalProperties`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Additional {
    /// Absent, `true` or `{}`.
    #[default]
    Open,
    /// `false`.
    Forbidden,
    /// A schema.
    Schema(NodeId),
}

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    /// The members.
    pub(super) members: Vec<NodeId>,
    /// The discriminator beside it.
    pub(super) discriminator: Option<Box<Discriminator>>,
}

/// One value of an `enum`.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The value.
    pub(super) value: Value,
    /// The text of an integer that the value does not represent exactly.
    pub(super) digits: Option<String>,
    /// Its name in the document.
    pub(super) name: Option<String>,
    /// Its description.
    pub(super) docs: String,
}

impl Choice {
    /// Returns a key that is equal for choices that are equal.
    pub(super) fn key(&self) -> (Value, Option<String>) {
        (self.value.clone(), self.digits.clone())
    }
}

impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.digits == other.digits
    }
}

/// A schema that is no ordinary one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Special {
    /// The schema `false`.
    Never,
    /// `null` and nothing else.
    Null,
    /// A reference that leads nowhere; `read` has reported it.
    Dangling,
    /// Nested too deep to follow.
    TooDeep,
    /// Merged from more than can be held.
    TooLarge,
    /// Parts that no value satisfies together.
    Conflict,
    /// A list of numbers that may come as Base64 text.
    Floats,
}

impl Keywords {
    /// Returns true if only its parts decide its type.
    pub(super) fn is_of_parts(&self) -> bool {
        let core = &self.core;
        !self.all_of.is_empty() && core.properties.is_empty() && core.values.is_empty() && core.unions.is_empty()
    }
}

impl Core {
    /// Returns true if nothing narrows the type: any JSON.
    pub(super) fn is_any(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the number of entries, as the cost of a copy.
    pub(super) fn weight(&self) -> usize {
        let variants: usize = self.unions.iter().map(|group| group.members.len()).sum();
        self.properties.len() + self.required.len() + self.values.len() + self.prefix.len() + variants
    }

    /// Returns true if it constrains an object's keys.
    pub(super) fn has_keys(&self) -> bool {
        !self.properties.is_empty() || !self.patterns.is_empty() || self.additional != Additional::Open
    }

    /// Returns the JSON types a value may have: as declared, else as the other keywords imply. Empty: any.
    pub(super) fn json_types(&self) -> Vec<JsonType> {
        if !self.types.is_empty() {
            return self.types.clone();
        }
        if self.has_keys() || !self.required.is_empty() {
            return vec![JsonType::Object];
        }
        if self.items.is_some() || !self.prefix.is_empty() {
            return vec![JsonType::Array];
        }
        match self.format.as_deref() {
            Some(format) if string_formats::is_text_format(format) => vec![JsonType::String],
            _ => Vec::new(),
        }
    }

    /// Returns true if a value can only be an object.
    pub(super) fn is_object(&self) -> bool {
        self.json_types() == [JsonType::Object]
    }
}
