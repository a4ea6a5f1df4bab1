//! The webhooks of a client's API.

use std::sync::Arc;

use crate::client::Client;
use crate::client::builder::ClientBuilder;
use crate::client::webhooks::Webhooks;
use crate::config::secret::Secret;

impl Client {
    /// Returns a verifier with the secrets of this client, which also decodes the events.
    pub fn webhooks<T>(&self) -> Webhooks<T> {
        let session = self.session();
        let config = &session.config;
        let prefix = session.api.webhooks.map_or("webhook", |rule| rule.prefix);
        let decoding = Webhooks::<T>::decoding(config.mode, config.drift.as_ref());
        Webhooks::with(config.webhook_secrets.clone(), prefix, Arc::clone(&config.clock), decoding)
    }
}

impl ClientBuilder {
    /// Adds a secret for verifying webhooks. Each secret that was added is accepted.
    #[must_use]
    pub fn webhook_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.config.webhook_secrets.push(secret.into());
        self
    }
}
