//! The client inside every generated client.

pub(crate) mod builder;
pub(crate) mod call;
pub(crate) mod customize;
pub(crate) mod explain;
pub(crate) mod options;
pub(crate) mod request;
pub(crate) mod untyped;
#[cfg(feature = "webhooks")]
pub mod webhooks;
#[cfg(all(feature = "websocket", not(target_family = "wasm")))]
pub mod websocket;

use std::fmt;
use std::sync::Arc;

use crate::client::untyped::{UNTYPED, Untyped};
use crate::config::Config;
use crate::config::session::Session;
use crate::http::address::Address;
use crate::operation::Operation;
use crate::operation::api::Api;
use crate::request::arguments::Target;
use crate::request::call::Call;
use crate::transport::Transport;

/// An API client: the API's constants, the configuration and the transport. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Client {
    session: Arc<Session>,
}

impl Client {
    pub(crate) fn new(api: &'static Api, config: Config, base: Option<Address>, transport: Arc<dyn Transport>) -> Self {
        Self { session: Arc::new(Session { api, config, base, transport }) }
    }

    /// Starts a call of an operation.
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(Arc::clone(&self.session), operation)
    }

    /// Starts a call with any method and path, for operations that are not in the document. The path is below the base URL. An absolute URL is used as it is,
    /// and gets no credential unless it has the base URL's origin.
    pub fn request(&self, method: impl AsRef<str>, path: impl Into<String>) -> Untyped {
        let mut call = Call::new(Arc::clone(&self.session), &UNTYPED);
        let method = method.as_ref();
        match http::Method::from_bytes(method.to_ascii_uppercase().as_bytes()) {
            Ok(known) => call.parts.target = Some(Target::Untyped(known, path.into())),
            Err(_) => call.parts.fail(format!("`{}` is not an HTTP method", method.escape_debug())),
        }
        Untyped::new(call)
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.session.api.name)
            .field("base_url", &self.session.base)
            .field("config", &self.session.config)
            .finish_non_exhaustive()
    }
}
