//! The client every generated client holds.

pub(crate) mod builder;
pub(crate) mod call;
pub(crate) mod explain;
pub(crate) mod options;
pub(crate) mod request;
pub(crate) mod untyped;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::client::builder::ClientBuilder;
use crate::client::untyped::Untyped;
use crate::config::Config;
use crate::error::Error;
use crate::http::address::Address;
use crate::operation::api::Api;
use crate::operation::{Operation, UNTYPED};
use crate::request::arguments::{Name, Target};
use crate::request::call::Call;
use crate::transport::Transport;

/// What a client is made of: its API, configuration and transport. Cloning it is cheap, and the clones share their connections.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    api: &'static Api,
    config: Config,
    base: Option<Address>,
    transport: Arc<dyn Transport>,
}

impl Client {
    pub(crate) fn new(api: &'static Api, config: Config, base: Option<Address>, transport: Arc<dyn Transport>) -> Self {
        Self { inner: Arc::new(Inner { api, config, base, transport }) }
    }

    /// Starts a call of an operation.
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self.clone(), operation)
    }

    /// Starts a call of any method and path, for what the document does not know. The path goes below the base URL; an absolute URL
    /// is used as it is, and gets no credential unless it has the base URL's origin.
    pub fn request(&self, method: impl AsRef<str>, path: impl Into<String>) -> Untyped {
        let mut call = Call::new(self.clone(), &UNTYPED);
        let method = method.as_ref();
        match http::Method::from_bytes(method.to_ascii_uppercase().as_bytes()) {
            Ok(known) => call.parts.target = Some(Target::Untyped(known, path.into())),
            Err(_) => call.parts.fail(format!("`{}` is not an HTTP method", method.escape_debug())),
        }
        Untyped::new(call)
    }

    /// A builder with this client's configuration. What it builds shares this client's connections, unless it changes the transport.
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder::from_parts(self.inner.api, self.inner.config.clone())
    }

    #[inline]
    pub(crate) fn api(&self) -> &'static Api {
        self.inner.api
    }

    #[inline]
    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    #[inline]
    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }

    /// The base URL of an operation that has none of its own, as nearly all have none.
    #[inline]
    pub(crate) fn plain_base(&self, operation: &Operation) -> Option<&Address> {
        self.inner.base.as_ref().filter(|_| operation.server.is_none())
    }

    /// The base URL of an operation: the one the user set, else the operation's own, else the document's. A relative one of the operation's
    /// own is resolved against either.
    pub(crate) fn base(&self, operation: &Operation) -> Result<Cow<'_, Address>, Error> {
        let user_set = self.inner.config.base_url.is_some();
        let own = operation.server.filter(|server| !user_set || server.is_relative());
        match (own, &self.inner.base) {
            (None, Some(base)) => Ok(Cow::Borrowed(base)),
            (Some(server), base) => {
                let url = server.filled(&self.inner.config.server_variables).map_err(Error::build)?;
                if base.is_none() && server.is_relative() {
                    return Err(self.no_base());
                }
                let address = base.as_ref().map_or_else(|| Address::parse(&url), |base| base.join(&url));
                address
                    .map(Cow::Owned)
                    .map_err(|fault| Error::build(format!("the operation's server URL cannot be used: {fault}")))
            }
            (None, None) => Err(self.no_base()),
        }
    }

    fn no_base(&self) -> Error {
        let hint = match self.inner.api.base_url_env {
            Some(variable) => Name::Owned(format!(", or set {variable} and build the client from the environment")),
            None => Name::Borrowed(""),
        };
        let problem = match self.inner.api.servers.get(self.inner.config.server) {
            Some(server) => Name::Owned(format!("the server `{}` of the document names no host", server.template())),
            None => Name::Borrowed("the document names no absolute server URL"),
        };
        Error::build(format!("{problem}: set one with base_url on the client builder{hint}"))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.inner.api.name)
            .field("base_url", &self.inner.base)
            .field("config", &self.inner.config)
            .finish_non_exhaustive()
    }
}
