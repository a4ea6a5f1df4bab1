//! A file of the output, before it is emitted.

use crate::api::TypeId;

/// One file to be written.
#[derive(Debug)]
pub struct FilePlan {
    /// Path in the crate: `src/types/mod.rs`.
    pub path: String,
    /// Its content.
    pub item: Item,
}

/// The content of a file.
#[derive(Debug)]
pub enum Item {
    /// `types/mod.rs`: the private modules, and everything in them re-exported flat.
    TypesRoot(Vec<TypesModule>),
    /// A private module of `types`, its types in this order.
    Types(Vec<TypeId>),
    /// `resources.rs` and the files below it: a resource, by its place in [`Plan::resources`](super::Plan::resources).
    Resource(usize),
    /// `client.rs`.
    Client,
    /// `headers.rs`.
    Headers,
    /// `lib.rs`.
    Root,
    /// `Cargo.toml`.
    Cargo,
    /// `README.md`.
    Readme,
    /// `api.md`.
    Reference,
}

/// A private module of `types`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypesModule {
    /// Its name, and its file's.
    pub name: String,
    /// Features that its types need any of; none when they are always there.
    pub features: Vec<String>,
}
