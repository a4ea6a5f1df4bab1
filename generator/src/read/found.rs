//! A node that a reference names, or why there is none.

use std::rc::Rc;

use serde_json::Value;

use super::at::FileId;
use super::walk::Section;

/// The start of a relative reference: a file, and the schema in it that has a URI of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Start {
    pub(super) file: FileId,
    pub(super) resource: Option<usize>,
}

/// The reason that a reference names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// The reference leads to the network.
    Network,
    /// The file was not given, or could not be read.
    NoFile(String),
    /// The file has no such node; the closest key that it has, if one is close.
    NoNode(Option<String>),
    /// The reference names a component of another section.
    Wrong(&'static str),
    /// The chain it begins has no end.
    Cyclic,
    /// The reference leads through more references than the limit.
    Long,
}

/// A node that a reference names.
#[derive(Clone, Debug)]
pub(super) struct Found<'d> {
    /// The node.
    pub(super) node: &'d Value,
    /// Its file.
    pub(super) file: FileId,
    /// Its path in the file.
    pub(super) tokens: Rc<[String]>,
}

/// Returns the component that a node is, if it is one.
pub(super) fn component<'f>(found: &'f Found<'_>, is_swagger: bool) -> Option<(Section, &'f str)> {
    if found.file != FileId::MAIN {
        return None;
    }
    let (name, key) = match (&*found.tokens, is_swagger) {
        ([section, key], true) => (section, key),
        ([components, section, key], false) if components == "components" => (section, key),
        _ => return None,
    };
    let is = |section: &Section| {
        if is_swagger { section.swagger_key() == Some(name) } else { section.key() == name }
    };
    Some((Section::ALL.into_iter().find(is)?, key))
}

/// Returns a node's identity while the trees are only read.
pub(super) fn address(node: &Value) -> usize {
    std::ptr::from_ref(node).addr()
}

/// Returns the text of a node's `$ref`.
pub(super) fn reference_of(node: &Value) -> Option<&str> {
    node.as_object()?.get("$ref")?.as_str()
}

/// Returns the text of a node's `$ref`, if the node has no other keywords.
pub(super) fn pure_reference(node: &Value) -> Option<&str> {
    let map = node.as_object()?;
    if map.len() == 1 { map.get("$ref")?.as_str() } else { None }
}
