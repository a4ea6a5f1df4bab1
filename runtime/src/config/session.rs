//! State that all calls of a client share.

use std::borrow::Cow;
use std::sync::Arc;

use crate::config::Config;
use crate::http::address::Address;
use crate::operation::Operation;
use crate::operation::api::{Api, PlacedScheme};
use crate::operation::server::is_relative;
use crate::transport::Transport;

/// A client as its calls see it: the API, the configuration, the base URL and the transport.
pub(crate) struct Session {
    pub(crate) api: &'static Api,
    pub(crate) config: Config,
    pub(crate) base: Option<Address>,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Session {
    #[inline]
    pub(crate) fn api(&self) -> &'static Api {
        self.api
    }

    /// Returns a scheme of the API, as the client sends its credential.
    pub(crate) fn scheme(&self, id: &str) -> Option<PlacedScheme<'_>> {
        self.config.scheme(self.api, id)
    }

    #[inline]
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    #[inline]
    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.transport
    }

    /// Returns the base URL of an operation that has none of its own, as nearly all have none.
    #[inline]
    pub(crate) fn plain_base(&self, operation: &Operation) -> Option<&Address> {
        self.base.as_ref().filter(|_| operation.server.is_none())
    }

    /// Returns the base URL of an operation: the one the user set, else the operation's own, else the document's. A relative one of the operation's
    /// own is resolved against either.
    pub(crate) fn base(&self, operation: &Operation) -> Result<Cow<'_, Address>, String> {
        let user_set = self.config.base_url.is_some();
        let own = operation.server.map(|server| server.filled(&self.config.server_variables)).transpose()?;
        match (own.filter(|url| !user_set || is_relative(url)), &self.base) {
            (None, Some(base)) => Ok(Cow::Borrowed(base)),
            (Some(url), base) => {
                if base.is_none() && is_relative(&url) {
                    return Err(self.no_base());
                }
                let address = base.as_ref().map_or_else(|| Address::parse(&url), |base| base.join(&url));
                address.map(Cow::Owned).map_err(|fault| format!("the operation's server URL cannot be used: {fault}"))
            }
            (None, None) => Err(self.no_base()),
        }
    }

    fn no_base(&self) -> String {
        let hint = match self.config.base_url_env(self.api) {
            Some(variable) => Cow::Owned(format!(", or set {variable} and build the client from the environment")),
            None => Cow::Borrowed(""),
        };
        let server = self.config.custom.profile.and_then(|profile| profile.server);
        let problem = match server.or_else(|| self.api.servers.get(self.config.server).copied()) {
            Some(server) => Cow::Owned(format!("the server `{}` of the document names no host", server.template())),
            None => Cow::Borrowed("the document names no absolute server URL"),
        };
        format!("{problem}: set one with base_url on the client builder{hint}")
    }
}
