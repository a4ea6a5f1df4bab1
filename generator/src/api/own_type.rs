//! Types that the user has for schemas.

/// Index of an [`OwnType`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OwnTypeId(pub usize);

/// A type that the user has for a schema.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OwnType {
    /// Its path: `acme_types::Money`.
    pub path: String,
    /// True if the type has serde's traits, not the runtime's: `Serde` of the runtime is around it.
    pub is_serde: bool,
}

impl OwnType {
    /// Returns the type as it is written where the runtime's is found below a path.
    pub fn path_below(&self, root: &str) -> String {
        if self.is_serde { format!("{root}::Serde<{}>", self.path) } else { self.path.clone() }
    }
}
