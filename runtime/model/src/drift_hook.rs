//! Hook for drift: values of responses that their types do not know.

use std::fmt;
use std::sync::Arc;

use crate::fault::{DecodeError, Fault};
use crate::json::tree::Tree;
use crate::mode::DecodeMode;
use crate::node::Node;
use crate::notes::{DriftKind, Note, Notes};
use crate::traits::Decode;

/// A value in a response that its type does not know, or a required field that is missing: the API has changed, or its document is incomplete. The value was
/// kept, and no error returned.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Drift<'a> {
    /// The operation's id in the document.
    pub operation: &'static str,
    /// Kind of the drift.
    pub kind: DriftKind,
    /// Path in the response or in the stream's element, such as `$.data[3].status`. For a missing field, the path that it would have.
    pub path: &'a str,
    /// The type that does not know it, as Rust names it, such as `acme::types::Status`: an enum, a union, or the object that has the
    /// field. `None` for a constant, a missing field and a value of another type.
    pub type_name: Option<&'static str>,
    /// The value that is not listed, or the tag that no variant has: a string without its quotes, or a number.
    pub found: Option<&'a str>,
}

impl fmt::Debug for Drift<'_> {
    /// Leaves out the values that were found, which may be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drift")
            .field("operation", &self.operation)
            .field("kind", &self.kind)
            .field("path", &self.path)
            .field("type_name", &self.type_name)
            .finish_non_exhaustive()
    }
}

/// Hook that is called for drift.
pub type DriftHook = Arc<dyn Listener>;

/// Listener to the notes on a response. A trait, so that the code that finds the paths of notes is only in programs with a hook.
pub trait Listener: Send + Sync {
    /// Called with the notes on one response, or on one element of a stream.
    fn hear(&self, operation: &'static str, tree: &Tree<'_>, notes: Notes);
}

impl<F: Fn(&Drift<'_>) + Send + Sync> Listener for F {
    fn hear(&self, operation: &'static str, tree: &Tree<'_>, notes: Notes) {
        tell(self, operation, tree, notes);
    }
}

fn tell(hook: &dyn Fn(&Drift<'_>), operation: &'static str, tree: &Tree<'_>, notes: Notes) {
    notes.tell(tree, |Note { kind, type_name, .. }, path, found| {
        hook(&Drift { operation, kind, path, type_name, found });
    });
}

/// Settings for decoding the responses of a call: the mode and the drift hook.
#[derive(Clone)]
pub struct Decoding {
    mode: DecodeMode,
    listener: Option<(DriftHook, &'static str)>,
}

impl Decoding {
    /// Makes the settings from a mode, a hook and the operation's id, with which the hook is called.
    pub fn new(mode: DecodeMode, hook: Option<&DriftHook>, operation: &'static str) -> Self {
        Self { mode, listener: hook.map(|hook| (Arc::clone(hook), operation)) }
    }

    /// Decodes JSON text.
    pub fn json<T: Decode>(&self, json: &[u8]) -> Result<T, DecodeError> {
        self.tree(&Tree::parse(json)?)
    }

    /// Decodes JSON text strictly, whatever the mode; for choosing between two forms of a text.
    pub fn json_strictly<T: Decode>(&self, json: &[u8]) -> Result<T, DecodeError> {
        self.read_in(DecodeMode::Strict, &Tree::parse(json)?, |root| T::decode(root))
    }

    /// Decodes a document. If it fails, the hook is not called.
    pub fn tree<T: Decode>(&self, tree: &Tree<'_>) -> Result<T, DecodeError> {
        self.read(tree, |root| T::decode(root))
    }

    /// Decodes a document with a function.
    #[inline]
    pub fn read<T>(
        &self,
        tree: &Tree<'_>,
        decode: impl FnOnce(Node<'_>) -> Result<T, Fault>,
    ) -> Result<T, DecodeError> {
        self.read_in(self.mode, tree, decode)
    }

    #[inline]
    fn read_in<T>(
        &self,
        mode: DecodeMode,
        tree: &Tree<'_>,
        decode: impl FnOnce(Node<'_>) -> Result<T, Fault>,
    ) -> Result<T, DecodeError> {
        let notes = self.listener.as_ref().map(|_| Notes::default());
        let value = tree.read_noting(mode, notes.as_ref(), decode)?;
        if let (Some(notes), Some((listener, operation))) = (notes, &self.listener) {
            listener.hear(operation, tree, notes);
        }
        Ok(value)
    }
}
