//! Placement of a credential in a request.

use crate::operation::api::SchemeKind;

/// Placement of a credential in a request, instead of the document's.
///
/// ```
/// use specsmith_runtime::auth::Placement;
///
/// let key = Placement::header("api-key");
/// let token = Placement::header("Authorization").prefix("Token ");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Bearer,
    Basic,
    Header { name: String, prefix: String },
    Query(String),
    Cookie(String),
}

impl Placement {
    /// Sends `Authorization: Bearer <credential>`.
    pub fn bearer() -> Self {
        Self(Kind::Bearer)
    }

    /// Sends `Authorization: Basic <credential>`, for a credential `user:password`.
    pub fn basic() -> Self {
        Self(Kind::Basic)
    }

    /// Sends the credential as the value of a header.
    pub fn header(name: impl Into<String>) -> Self {
        Self(Kind::Header { name: name.into(), prefix: String::new() })
    }

    /// Sends the credential as a query parameter.
    pub fn query(name: impl Into<String>) -> Self {
        Self(Kind::Query(name.into()))
    }

    /// Sends the credential as a cookie.
    pub fn cookie(name: impl Into<String>) -> Self {
        Self(Kind::Cookie(name.into()))
    }

    /// Writes a text before the credential of a [`header`](Self::header), including the space between them: `"Token "`.
    #[must_use]
    pub fn prefix(mut self, text: impl Into<String>) -> Self {
        if let Kind::Header { prefix, .. } = &mut self.0 {
            *prefix = text.into();
        }
        self
    }

    pub(crate) fn kind(&self) -> SchemeKind<'_> {
        match &self.0 {
            Kind::Bearer => SchemeKind::Bearer,
            Kind::Basic => SchemeKind::Basic,
            Kind::Header { name, prefix } => SchemeKind::Header { name, prefix },
            Kind::Query(name) => SchemeKind::Query(name),
            Kind::Cookie(name) => SchemeKind::Cookie(name),
        }
    }
}
