//! The surroundings of literal text.

/// The surroundings of literal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextContext {
    /// In lines of its own.
    Paragraph,
    /// In a cell of a table.
    Table,
}
