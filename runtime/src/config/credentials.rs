//! The credentials that a client was given, by security scheme.

use std::sync::Arc;

use http::HeaderValue;
use specsmith_model::internal::base64;

use crate::config::auth::provider::{Credential, Kind, Provider};
use crate::config::secret::Secret;
use crate::operation::api::SchemeKind;

/// Credential that the client has for a scheme.
#[derive(Clone)]
pub(crate) struct SchemeCredential {
    pub(crate) scheme: String,
    pub(crate) source: Source,
}

#[derive(Clone)]
pub(crate) enum Source {
    /// A text, with the header value it is sent as where its scheme sends one; that is made once per client.
    Fixed(Secret, Option<HeaderValue>),
    Provided(Arc<dyn Provider>),
}

impl SchemeCredential {
    pub(crate) fn new(scheme: &str, credential: Credential) -> Self {
        let source = match credential.0 {
            Kind::Provided(provider) => Source::Provided(provider),
            Kind::Fixed(secret) => Source::Fixed(secret, None),
        };
        Self { scheme: scheme.to_owned(), source }
    }

    /// Makes the header value of a scheme that is sent as one.
    pub(crate) fn prepare(&mut self, kind: Option<SchemeKind<'_>>) {
        if let Source::Fixed(secret, header) = &mut self.source {
            *header = kind.and_then(|kind| header_value(kind, secret.expose()));
        }
    }

    pub(crate) fn is_available(&self) -> bool {
        match &self.source {
            Source::Fixed(..) => true,
            Source::Provided(provider) => provider.is_available(),
        }
    }

    pub(crate) fn provider(&self) -> Option<&Arc<dyn Provider>> {
        match &self.source {
            Source::Fixed(..) => None,
            Source::Provided(provider) => Some(provider),
        }
    }

    /// Returns the text, unless a provider gives it.
    pub(crate) fn fixed(&self) -> Option<&str> {
        match &self.source {
            Source::Fixed(secret, _) => Some(secret.expose()),
            Source::Provided(_) => None,
        }
    }

    /// Returns the header value it is sent as, where it is known and goes into a header.
    pub(crate) fn fixed_header(&self) -> Option<&HeaderValue> {
        match &self.source {
            Source::Fixed(_, header) => header.as_ref(),
            Source::Provided(_) => None,
        }
    }
}

/// Returns the header value of schemes that are sent as one.
pub(crate) fn header_value(kind: SchemeKind<'_>, secret: &str) -> Option<HeaderValue> {
    let mut value = match kind {
        SchemeKind::Bearer => HeaderValue::try_from(format!("Bearer {secret}")).ok()?,
        SchemeKind::Basic => HeaderValue::try_from(format!("Basic {}", base64::encode(secret.as_bytes()))).ok()?,
        SchemeKind::Header { prefix: "", .. } => HeaderValue::try_from(secret).ok()?,
        SchemeKind::Header { prefix, .. } => HeaderValue::try_from(format!("{prefix}{secret}")).ok()?,
        SchemeKind::Query(_) | SchemeKind::Cookie(_) | SchemeKind::Transport => return None,
    };
    value.set_sensitive(true);
    Some(value)
}
