//! Methods of the client of an API with signed webhooks. The macro is empty without the feature `webhooks` of the runtime, so that generated crates need not
//! know whether it is on.

/// Gives a client and its builder the webhooks of the API: `webhooks!(Client, ClientBuilder, webhooks, types::WebhookEvent)`.
#[cfg(feature = "webhooks")]
#[macro_export]
macro_rules! webhooks {
    ($client:ident, $builder:ident, $method:ident, $event:ty $(,)?) => {
        impl $client {
            /// Returns a verifier for the requests that the API sends, which also decodes the events in them: `unwrap(body, headers)`.
            pub fn $method(&self) -> $crate::webhooks::Webhooks<$event> {
                self.inner.webhooks()
            }
        }

        impl $builder {
            /// Adds a secret for verifying webhooks. Each secret that was added is accepted.
            #[must_use]
            pub fn webhook_secret(self, secret: impl ::core::convert::Into<$crate::Secret>) -> Self {
                Self { inner: self.inner.webhook_secret(secret) }
            }
        }
    };
}

/// Gives a client nothing: the feature `webhooks` of the runtime is off.
#[cfg(not(feature = "webhooks"))]
#[macro_export]
macro_rules! webhooks {
    ($client:ident, $builder:ident, $method:ident, $event:ty $(,)?) => {
        // Counts the file's import of the type as used.
        const _: ::core::marker::PhantomData<$event> = ::core::marker::PhantomData;
    };
}
