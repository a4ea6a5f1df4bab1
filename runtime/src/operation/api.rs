//! Constants of an API as a whole, in one `static` of the generated client.

use crate::operation::retry::RetryPolicy;
use crate::operation::server::ServerUrl;
use crate::operation::setting::Setting;
use specsmith_model::DecodeMode;

/// An API: its name, where it is, and the credentials it knows.
#[derive(Debug)]
pub struct Api {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) base_url: Option<&'static str>,
    pub(crate) servers: &'static [ServerUrl],
    pub(crate) base_url_env: Option<&'static str>,
    pub(crate) schemes: &'static [Scheme],
    pub(crate) security: &'static [&'static [&'static str]],
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) settings: &'static [Setting],
    pub(crate) headers_env: Option<&'static str>,
    pub(crate) mode: DecodeMode,
    pub(crate) webhooks: Option<WebhookRule>,
}

/// Signature of the requests that the API sends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WebhookRule {
    /// The environment variable of the secret.
    pub(crate) env: &'static str,
    /// The beginning of the names of the headers.
    #[cfg_attr(not(feature = "webhooks"), expect(dead_code, reason = "the code that verifies them is not there"))]
    pub(crate) prefix: &'static str,
}

impl Api {
    /// Returns an API by the name and version of its client crate; both make the `User-Agent`.
    pub const fn new(name: &'static str, version: &'static str) -> Self {
        Self {
            name,
            version,
            base_url: None,
            servers: &[],
            base_url_env: None,
            schemes: &[],
            security: &[],
            retry: None,
            headers: &[],
            settings: &[],
            headers_env: None,
            mode: DecodeMode::Tolerant,
            webhooks: None,
        }
    }

    /// Sets the document's first server, for documents that need no choice of servers.
    pub const fn base_url(mut self, url: &'static str) -> Self {
        self.base_url = Some(url);
        self
    }

    /// Sets the document's servers, the default one first.
    pub const fn servers(mut self, servers: &'static [ServerUrl]) -> Self {
        self.servers = servers;
        self
    }

    /// Sets the environment variable that names another base URL.
    pub const fn base_url_env(mut self, variable: &'static str) -> Self {
        self.base_url_env = Some(variable);
        self
    }

    /// Sets the security schemes of the document.
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.schemes = schemes;
        self
    }

    /// Sets the credentials that an operation takes unless it [says otherwise](crate::Operation::security): none, unless set.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = alternatives;
        self
    }

    /// Lets all requests be sent again in any case, as the document says: [`RetryPolicy::Always`].
    pub const fn retry_always(mut self) -> Self {
        self.retry = Some(RetryPolicy::Always);
        self
    }

    /// Lets all requests be sent again where that does no more than the first, as the document says: [`RetryPolicy::Idempotent`].
    pub const fn retry_idempotent(mut self) -> Self {
        self.retry = Some(RetryPolicy::Idempotent);
        self
    }

    /// Sends none of all requests again, as the document says: [`RetryPolicy::Never`].
    pub const fn retry_never(mut self) -> Self {
        self.retry = Some(RetryPolicy::Never);
        self
    }

    /// Sets headers of all requests, which the client or the call may override.
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the settings that a client has once and sends with every call.
    pub const fn settings(mut self, settings: &'static [Setting]) -> Self {
        self.settings = settings;
        self
    }

    /// Sets the environment variable with more headers of every request: a line `Name: value` for each.
    pub const fn headers_env(mut self, variable: &'static str) -> Self {
        self.headers_env = Some(variable);
        self
    }

    /// Reads responses [strictly](DecodeMode::Strict), unless the client says otherwise.
    pub const fn strict(mut self) -> Self {
        self.mode = DecodeMode::Strict;
        self
    }

    /// Reads responses [as far as they can be kept](DecodeMode::Tolerant), unless the client says otherwise; this is the default.
    pub const fn tolerant(mut self) -> Self {
        self.mode = DecodeMode::Tolerant;
        self
    }

    /// Reads responses [leniently](DecodeMode::Lenient), unless the client says otherwise.
    pub const fn lenient(mut self) -> Self {
        self.mode = DecodeMode::Lenient;
        self
    }

    /// Sets the signing of the requests that the API sends, as in Standard Webhooks: the environment variable of the secret, and the prefix of the headers'
    /// names, `webhook`.
    pub const fn webhooks(mut self, env: &'static str, prefix: &'static str) -> Self {
        self.webhooks = Some(WebhookRule { env, prefix });
        self
    }

    pub(crate) fn scheme(&self, id: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }
}

/// A security scheme: how a credential is sent, and the environment variable it is read from.
#[derive(Debug)]
pub struct Scheme {
    pub(crate) id: &'static str,
    pub(crate) env: Option<&'static str>,
    pub(crate) kind: SchemeKind<'static>,
}

/// A scheme as a client sends its credential.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlacedScheme<'a> {
    pub(crate) id: &'static str,
    pub(crate) env: Option<&'static str>,
    pub(crate) kind: SchemeKind<'a>,
}

/// Form in which a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemeKind<'a> {
    Bearer,
    Basic,
    Header { name: &'a str, prefix: &'a str },
    Query(&'a str),
    Cookie(&'a str),
    Transport,
}

impl Scheme {
    const fn new(id: &'static str, env: Option<&'static str>, kind: SchemeKind<'static>) -> Self {
        Self { id, env, kind }
    }

    /// Sends `Authorization: Bearer <credential>` (RFC 6750).
    pub const fn bearer(id: &'static str, env: &'static str) -> Self {
        Self::new(id, Some(env), SchemeKind::Bearer)
    }

    /// Sends `Authorization: Basic <credential>` (RFC 7617); the credential is `user:password`.
    pub const fn basic(id: &'static str, env: &'static str) -> Self {
        Self::new(id, Some(env), SchemeKind::Basic)
    }

    /// Sends the credential in a header of its own.
    pub const fn header(id: &'static str, header: &'static str, env: &'static str) -> Self {
        Self::new(id, Some(env), SchemeKind::Header { name: header, prefix: "" })
    }

    /// Sends the credential in a header after a text, including the space between them: `"Token "`.
    pub const fn prefixed_header(
        id: &'static str,
        header: &'static str,
        prefix: &'static str,
        env: &'static str,
    ) -> Self {
        Self::new(id, Some(env), SchemeKind::Header { name: header, prefix })
    }

    /// Sends the credential as a query parameter.
    pub const fn query(id: &'static str, parameter: &'static str, env: &'static str) -> Self {
        Self::new(id, Some(env), SchemeKind::Query(parameter))
    }

    /// Sends the credential as a cookie.
    pub const fn cookie(id: &'static str, cookie: &'static str, env: &'static str) -> Self {
        Self::new(id, Some(env), SchemeKind::Cookie(cookie))
    }

    /// Leaves the credential to the transport, such as a client certificate; nothing is sent and nothing is missed.
    pub const fn transport(id: &'static str) -> Self {
        Self::new(id, None, SchemeKind::Transport)
    }
}
