//! Keys of a lock: the things that have names.

use std::fmt;

/// The kind of the line that has the resource of an operation.
const HOME: &str = "below";

/// The kind of the line that has the name which the document or the configuration gives to a method.
const GIVEN: &str = "given";

/// A kind of name and a place of the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    kind: String,
    place: String,
}

impl Key {
    /// Makes the key for a kind of name and a place.
    pub fn new(kind: &str, place: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), place: place.into() }
    }

    /// Returns the resource that an operation is in.
    pub(super) fn home(operation: impl Into<String>) -> Self {
        Self::new(HOME, operation)
    }

    /// Returns the key of the name that an operation's method is given.
    pub(super) fn given(operation: impl Into<String>) -> Self {
        Self::new(GIVEN, operation)
    }

    /// Returns true for the line of a given name, which is of no use once it is not given any more.
    pub(super) fn is_given(&self) -> bool {
        self.kind == GIVEN
    }

    /// Returns the key of the former name, which is kept as a deprecated alias.
    pub fn former(&self) -> Option<Self> {
        let kind = match self.kind.as_str() {
            "type" => "was-type",
            "method" => "was-method",
            "request" => "was-request",
            "accessor" => "was-accessor",
            "resource" => "was-resource",
            // Nothing else of Rust can have two names.
            _ => return None,
        };
        Some(Self { kind: kind.to_owned(), place: self.place.clone() })
    }

    /// Returns true if it has the name of a thing, not a former name nor the place of an operation.
    pub fn is_name(&self) -> bool {
        self.kind != HOME && !self.is_given() && self.present().is_none()
    }

    /// Returns the key of the item with this former name.
    pub(super) fn present(&self) -> Option<Self> {
        let kind = self.kind.strip_prefix("was-")?;
        Some(Self { kind: kind.to_owned(), place: self.place.clone() })
    }

    /// Returns the kind, as `type` or `method`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Returns the place, as a pointer, or as method and path of an operation.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Reads a key as it is written.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (kind, place) = text.split_once(' ')?;
        let is_kind = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let place = place.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
        is_kind.then(|| Self { kind: kind.to_owned(), place })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D");
        write!(f, "{} {place}", self.kind)
    }
}
