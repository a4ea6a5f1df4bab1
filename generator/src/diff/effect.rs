//! The effect of a change on source code and on the wire.

use serde::Serialize;

/// The part of a version that a change of source code increases, by Cargo's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Code that used the old crate compiles with the new one, and sees no new item.
    Patch,
    /// Code that used the old crate compiles with the new one.
    Minor,
    /// Code that used the old crate may not compile with the new one, or means something else.
    Major,
}

impl Level {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Effect of a change on the wire, for clients that were built from the old document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct WireEffect {
    /// True if a request of an old client does not match the new document, or a new client sends another request for the same call.
    pub request: bool,
    /// True if an old client misreads a response that the new document allows, or a new client reads the same response in another way.
    pub response: bool,
}

impl WireEffect {
    /// No effect on either.
    pub const NONE: Self = Self { request: false, response: false };
    /// Requests.
    pub const REQUEST: Self = Self { request: true, response: false };
    /// Responses.
    pub const RESPONSE: Self = Self { request: false, response: true };

    /// Returns true for either of them.
    pub fn any(self) -> bool {
        self.request || self.response
    }
}
