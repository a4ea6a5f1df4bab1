//! Events of the parser.

use std::borrow::Cow;

use crate::read::tree::Refusal;

/// Rule for the type of a scalar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Style {
    /// By the core schema: an unquoted scalar.
    #[default]
    Plain,
    /// It is text: quoted, a block, or tagged so.
    Text,
}

/// A scalar.
#[derive(Debug)]
pub(in super::super) struct Scalar<'t> {
    pub(in super::super) text: Cow<'t, str>,
    pub(in super::super) style: Style,
    pub(in super::super) anchor: Option<&'t str>,
}

/// A listener of the parser. `at` is a byte offset.
pub(in super::super) trait Sink<'t> {
    /// A scalar value.
    fn scalar(&mut self, scalar: Scalar<'t>, at: usize) -> Result<(), Refusal>;
    /// `*name` as a value.
    fn alias(&mut self, name: &'t str, at: usize) -> Result<(), Refusal>;
    /// A list begins.
    fn open_list(&mut self, anchor: Option<&'t str>, at: usize) -> Result<(), Refusal>;
    /// A mapping begins.
    fn open_map(&mut self, anchor: Option<&'t str>, at: usize) -> Result<(), Refusal>;
    /// A key of the innermost mapping; its value comes next.
    fn key(&mut self, key: Scalar<'t>, at: usize) -> Result<(), Refusal>;
    /// `*name` as a key.
    fn key_alias(&mut self, name: &'t str, at: usize) -> Result<(), Refusal>;
    /// The innermost list or mapping ends.
    fn close(&mut self) -> Result<(), Refusal>;
    /// A further document begins, which is not read.
    fn second_document(&mut self);
}
