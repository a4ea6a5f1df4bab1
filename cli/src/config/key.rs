//! A key of `specsmith.toml`, and its type.

/// Type of a key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A text or a list of texts.
    TextOrTexts,
    /// `true` or `false`.
    Flag,
    /// A text, or `{ workspace = true }`.
    SharedText,
    /// A list of texts, or `{ workspace = true }`.
    SharedTexts,
    /// `true` or `false`, or `{ workspace = true }`.
    SharedFlag,
    /// The source of the runtime: one of `RUNTIMES`, or a table of `RUNTIME`.
    Runtime,
    /// A whole number.
    Integer,
    /// One of these texts.
    Word(&'static [&'static str]),
    /// One of these texts, or a table with these keys.
    WordOrTable(&'static [&'static str], &'static [Key]),
    /// A list of these texts.
    Words(&'static [&'static str]),
    /// A table with these keys, or a text, which is short for a table with a `name` only.
    NameOrTable(&'static [Key]),
    /// A table of texts, with keys of the user's choice.
    Names,
    /// A table of any values with a form in JSON.
    Object,
    /// `false`, or a table with these keys.
    TableOrFalse(&'static [Key]),
    /// A table with these keys.
    Table(&'static [Key]),
    /// A table of tables with these keys, named by the user.
    Tables(&'static [Key]),
    /// A table of [`Kind::NameOrTable`], named by the user.
    NamesOrTables(&'static [Key]),
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// Its name.
    pub(crate) name: &'static str,
    /// Type of its value.
    pub(crate) kind: Kind,
    /// Description of one sentence.
    pub(crate) docs: &'static str,
    /// Example of a value, as TOML.
    pub(crate) example: &'static str,
}

pub(super) const fn key(name: &'static str, kind: Kind, docs: &'static str, example: &'static str) -> Key {
    Key { name, kind, docs, example }
}
