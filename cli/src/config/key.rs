//! A key of `specsmith.toml`, and the values that it takes.

/// The values that a key takes.
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
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of these words.
    Words(&'static [&'static str]),
    /// A text for a table of nothing but a `name`, or a table with these keys.
    NameOrTable(&'static [Key]),
    /// Texts by names that the user chooses.
    Names,
    /// A table of any values that JSON has.
    Object,
    /// `false`, or a table with these keys.
    TableOrFalse(&'static [Key]),
    /// A table with these keys.
    Table(&'static [Key]),
    /// Tables with these keys, by names that the user chooses.
    Tables(&'static [Key]),
    /// Values of [`Kind::NameOrTable`], by names that the user chooses.
    NamesOrTables(&'static [Key]),
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// Its name.
    pub(crate) name: &'static str,
    /// The values it takes.
    pub(crate) kind: Kind,
    /// Its meaning, in one sentence.
    pub(crate) docs: &'static str,
    /// A value, as TOML.
    pub(crate) example: &'static str,
}

pub(super) const fn key(name: &'static str, kind: Kind, docs: &'static str, example: &'static str) -> Key {
    Key { name, kind, docs, example }
}
