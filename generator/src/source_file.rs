//! A file before it is text: from `emit` to `print`.

use proc_macro2::TokenStream;

/// A file before it is text.
#[derive(Debug)]
pub struct SourceFile {
    /// Path in the crate, with `/`.
    pub path: String,
    /// Its content.
    pub content: Content,
}

/// The content of a file.
#[derive(Debug)]
pub enum Content {
    /// A Rust source file.
    Tokens(TokenStream),
    /// A Rust source file in pieces, each some items, which are printed one by one: a long file is never held whole.
    Pieces(Vec<TokenStream>),
    /// Anything else, as it will be written.
    Text(String),
}
