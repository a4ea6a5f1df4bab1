//! A rule of `x-specsmith-tree`.

use super::choice::Pattern;
use super::settings;

/// A resource in front of those that are inferred for some operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceRule {
    /// The way in which [`Self::pattern`] names operations.
    pub by: RuleBy,
    /// A security scheme, or a pattern as those of [`super::Selection`] but for `resource:NAME`.
    pub pattern: Pattern,
    /// The resource: `admin.early`.
    pub resource: String,
}

/// The way in which a [`ResourceRule`] names operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleBy {
    /// By the only security scheme that they accept.
    Security,
    /// By a pattern.
    Pattern,
    /// By the resource that is inferred, which the other one replaces.
    Resource,
}

impl RuleBy {
    /// Returns the key of the rules of this kind.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Security => settings::BY_SECURITY,
            Self::Pattern => settings::PREFIX,
            Self::Resource => settings::RENAME,
        }
    }
}
