//! The webhooks of a client's API.

use std::sync::Arc;

use crate::client::Client;
use crate::client::builder::ClientBuilder;
use crate::client::webhooks::Webhooks;
use crate::config::secret::Secret;

impl Client {
    /// Verifies the requests that the API sends, with the secrets of this client, and decodes the events in them.
    pub fn webhooks<T>(&self) -> Webhooks<T> {
        let session = self.session();
        let config = &session.config;
        let prefix = session.api.webhooks.map_or("webhook", |rule| rule.prefix);
        let decoding = Webhooks::<T>::decoding(config.mode, config.drift.as_ref());
        Webhooks::with(config.webhook_secrets.clone(), prefix, Arc::clone(&config.clock), decoding)
    }
}

impl ClientBuilder {
    /// Verifies webhooks with this secret. Set several times, each of them is accepted.
    #[must_use]
    pub fn webhook_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.config.webhook_secrets.push(secret.into());
        self
    }
}
