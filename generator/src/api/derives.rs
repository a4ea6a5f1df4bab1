//! Derives that types have on request.

use std::fmt;

use super::TypeId;
use crate::pointer::Pointer;
use crate::report::Severity;

/// A trait or macro that a type may derive.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Derive {
    /// `Copy`
    Copy,
    /// `Eq`
    Eq,
    /// `Hash`
    Hash,
    /// `PartialOrd`
    PartialOrd,
    /// `Ord`, with its supertraits.
    Ord,
    /// A derive macro, by its path: `acme::Describe`.
    Macro(String),
}

impl Derive {
    /// Returns the derive of a name, or of a path.
    pub fn of(text: &str) -> Self {
        match text {
            "Copy" => Self::Copy,
            "Eq" => Self::Eq,
            "Hash" => Self::Hash,
            "PartialOrd" => Self::PartialOrd,
            "Ord" => Self::Ord,
            path => Self::Macro(path.to_owned()),
        }
    }

    /// Returns the trait with its supertraits.
    pub fn with_others(&self) -> Vec<Self> {
        match self {
            Self::Ord => vec![Self::Eq, Self::PartialOrd, Self::Ord],
            other => vec![other.clone()],
        }
    }
}

impl fmt::Display for Derive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Copy => "Copy",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
            Self::PartialOrd => "PartialOrd",
            Self::Ord => "Ord",
            Self::Macro(path) => path,
        })
    }
}

/// Derives that settings request.
#[derive(Clone, Debug)]
pub struct DeriveRequest {
    /// The type; all types without one.
    pub ty: Option<TypeId>,
    /// The derives.
    pub derives: Vec<Derive>,
    /// The setting's place.
    pub at: Pointer,
    /// The severity of what cannot be derived.
    pub severity: Severity,
}
