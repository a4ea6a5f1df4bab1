//! Conversion of the tree to the model's resources, with all names.

use std::collections::HashMap;

use openapiv3::Tag;

use super::super::Lowering;
use super::english;
use super::nodes::Node;
use super::resources::Tree;
use super::route::snake;
use crate::api::{Docs, OperationId, Resource, ResourceId};
use crate::naming::{MethodName, ModuleName, RequestName, ResourceName, Scope, TypeName, reserved, words};
use crate::pointer::Pointer;

/// Names of an operation's method and types.
#[derive(Clone, Debug)]
pub(super) struct CallNames {
    /// `update`
    pub(super) method: MethodName,
    /// `Update`
    pub(super) request: TypeName,
    /// `UpdateResponse`
    pub(super) response: TypeName,
    /// `UpdateError`
    pub(super) error: TypeName,
}

/// The names of a resource that are taken.
#[derive(Debug)]
pub(super) struct Names {
    /// Of its methods and accessors.
    pub(super) methods: Scope,
    /// Of the types of its module.
    pub(super) types: Scope,
}

/// Mints the names of the whole tree. The second list has those of each operation, in document order, the third what each resource has taken.
/// `tagged` has the tags of each operation, in the same order.
pub(super) fn bind(
    tree: &Tree,
    tags: &[Tag],
    tagged: &[&[String]],
    lowering: &mut Lowering<'_>,
) -> (Vec<Resource>, Vec<CallNames>, Vec<Names>) {
    let tags = Tags::of(tags);
    let mut calls: Vec<Option<CallNames>> = vec![None; tree.places.len()];
    let mut resources: Vec<Resource> = Vec::with_capacity(tree.nodes.len());
    let mut names: Vec<Names> = Vec::with_capacity(tree.nodes.len());
    let mut own = vec![Own::root(); tree.nodes.len()];
    // The last description on the way to each node. Resources below one with a tag often have the same tag: its description is not repeated.
    let mut said: Vec<&str> = Vec::with_capacity(tree.nodes.len());
    // Parents stand before their children.
    for (id, node) in tree.nodes.iter().enumerate() {
        let methods = name_children(tree, node, &mut own);
        let Own { accessor, module, name } = own[id].clone();
        names.push(name_calls(tree, node, &name, methods, &mut calls));
        let docs = tags.docs(node, tagged);
        let above = node.parent.map(|parent| said[parent]).unwrap_or_default();
        let is_new = !docs.trim().is_empty() && docs != above;
        said.push(if is_new { docs } else { above });
        let docs = if is_new { lowering.docs(docs, |_| Pointer::root().child("tags")) } else { Docs::default() };
        resources.push(Resource {
            parent: node.parent.map(ResourceId),
            path: node.path.clone(),
            accessor,
            module,
            name,
            docs,
            children: node.children.iter().copied().map(ResourceId).collect(),
            operations: node.routes.iter().copied().map(OperationId).collect(),
        });
    }
    // Every operation has a place, so every one has names.
    (resources, calls.into_iter().flatten().collect(), names)
}

/// A resource's own names.
#[derive(Clone, Debug)]
struct Own {
    accessor: MethodName,
    module: ModuleName,
    name: TypeName,
}

impl Own {
    fn root() -> Self {
        let mut scope = Scope::new();
        Self {
            accessor: Scope::new().claim("client"),
            module: Scope::new().claim("resources"),
            name: scope.claim::<ResourceName>("root").into_type_name(),
        }
    }
}

/// Names the children of a node. Accessors and modules are unique among siblings; a struct is alone in its module. Returns the scope of the node's methods,
/// which has the accessors.
fn name_children(tree: &Tree, node: &Node, own: &mut [Own]) -> Scope {
    let mut methods = Scope::new();
    let mut modules = Scope::new();
    reserved::IMPORTED.iter().for_each(|name| modules.reserve(name));
    for child in &node.children {
        let segment = tree.nodes[*child].path.last().map_or("", String::as_str);
        own[*child] = Own {
            accessor: methods.claim_first(&[segment, &format!("{segment} resource")]),
            module: modules.claim_first(&[segment, &format!("{segment} resource")]),
            name: Scope::new().claim::<ResourceName>(segment).into_type_name(),
        };
    }
    methods
}

fn name_calls(tree: &Tree, node: &Node, name: &TypeName, mut methods: Scope, calls: &mut [Option<CallNames>]) -> Names {
    let mut types = Scope::new();
    types.reserve(name.as_str());
    for at in &node.routes {
        let text = &tree.places[*at].name;
        calls[*at] = Some(CallNames {
            method: methods.claim(text),
            request: types.claim_first::<RequestName>(&[text, &format!("{text} request")]).into_type_name(),
            response: types.claim::<RequestName>(&format!("{text} response")).into_type_name(),
            error: types.claim::<RequestName>(&format!("{text} error")).into_type_name(),
        });
    }
    Names { methods, types }
}

/// The tags of a document, found by name: the first of each.
struct Tags<'t> {
    by_name: HashMap<&'t str, &'t Tag>,
    /// Tags by the words of their names, in the singular.
    by_words: HashMap<String, &'t Tag>,
}

impl<'t> Tags<'t> {
    fn of(tags: &'t [Tag]) -> Self {
        let mut all = Self { by_name: HashMap::new(), by_words: HashMap::new() };
        for tag in tags {
            all.by_name.entry(&tag.name).or_insert(tag);
            all.by_words.entry(singular(&words(&tag.name))).or_insert(tag);
        }
        all
    }

    /// Returns the description of the tag that all of a resource's operations have, else of the one that is called as the resource is.
    fn docs(&self, node: &Node, tagged: &[&[String]]) -> &'t str {
        let Some(last) = node.path.last() else { return "" };
        let whole: Vec<String> = node.path.iter().flat_map(|segment| words(segment)).collect();
        let found = common_tag(node, tagged)
            .and_then(|name| self.by_name.get(name))
            .or_else(|| self.by_words.get(&singular(&whole)))
            .or_else(|| self.by_words.get(&singular(&words(last))));
        found.and_then(|tag| tag.description.as_deref()).unwrap_or_default()
    }
}

/// Returns the first tag of a resource's operations, when they agree on it.
fn common_tag<'t>(node: &Node, tagged: &[&'t [String]]) -> Option<&'t str> {
    let mut firsts = node.routes.iter().map(|at| tagged.get(*at).and_then(|tags| tags.first()));
    let first = firsts.next()??;
    firsts.all(|other| other == Some(first)).then_some(first)
}

fn singular(words: &[String]) -> String {
    snake(&words.iter().map(|word| english::singular(word)).collect::<Vec<_>>())
}
