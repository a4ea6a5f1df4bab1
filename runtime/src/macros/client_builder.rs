//! Options of every client builder, except those about time, retries, limits and hooks.

/// The options of every client builder.
#[doc(hidden)]
#[macro_export]
macro_rules! client_builder {
    ($client:ident, $builder:ident, $api:expr $(,)?) => {
        impl $builder {
            /// Makes a builder with nothing set.
            pub fn new() -> Self {
                Self { inner: $crate::ClientBuilder::new(&$api) }
            }

            /// Sends every call below this URL instead of the API's servers, including those of single operations.
            #[must_use]
            pub fn base_url(self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self { inner: self.inner.base_url(url) }
            }

            /// Sets the credential of a security scheme, by the scheme's name in the document: a text, or a provider of the module `auth`.
            #[must_use]
            pub fn credential(
                self,
                scheme: &str,
                credential: impl ::core::convert::Into<$crate::auth::Credential>,
            ) -> Self {
                Self { inner: self.inner.credential(scheme, credential) }
            }

            /// Sends a header with every call.
            #[must_use]
            pub fn header(
                self,
                name: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::convert::Into<$crate::Secret>,
            ) -> Self {
                Self { inner: self.inner.header(name, value) }
            }

            /// Sends a query parameter with every call that does not set one of this name.
            #[must_use]
            pub fn query(
                self,
                name: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                Self { inner: self.inner.query(name, value) }
            }

            /// Sends the credential of a security scheme in another place than the document's: in another header, or with another text before it.
            #[must_use]
            pub fn place_credential(self, scheme: &str, placement: $crate::auth::Placement) -> Self {
                Self { inner: self.inner.place_credential(scheme, placement) }
            }

            /// Sends operations to another path, a template such as `/deployments/{model}/chat/completions`. A name in braces is a path value of the client,
            /// a path parameter of the operation, a member of its body or a query parameter. `of` is a path, or a method and a path, which wins over the path
            /// alone.
            #[must_use]
            pub fn path(
                self,
                of: impl ::core::convert::Into<::std::string::String>,
                template: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                Self { inner: self.inner.path(of, template) }
            }

            /// Sets the value of a name in the templates of `path`, for all calls.
            #[must_use]
            pub fn path_value(
                self,
                name: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                Self { inner: self.inner.path_value(name, value) }
            }

            /// Sends this `User-Agent` instead of the crate's name and version.
            #[must_use]
            pub fn user_agent(self, text: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self { inner: self.inner.user_agent(text) }
            }

            /// Sends requests through another transport, such as one in memory for tests.
            #[must_use]
            pub fn transport(self, transport: impl $crate::transport::Transport) -> Self {
                Self { inner: self.inner.transport(transport) }
            }

            /// Sets the source of time, pauses and jitter, for tests.
            #[must_use]
            pub fn clock(self, clock: impl $crate::Clock) -> Self {
                Self { inner: self.inner.clock(clock) }
            }

            /// Decodes responses leniently: values that do not fit are converted if possible, and kept otherwise. `DecodeMode::Lenient` of the runtime has
            /// the rules.
            #[must_use]
            pub fn lenient(self) -> Self {
                Self { inner: self.inner.lenient() }
            }

            /// Decodes responses tolerantly, which is the default: a missing required field has its empty value, and `missing()` of the record names it.
            #[must_use]
            pub fn tolerant(self) -> Self {
                Self { inner: self.inner.tolerant() }
            }

            /// Decodes responses strictly: a missing required field, or a value of another type, is an error with the value's path.
            #[must_use]
            pub fn strict(self) -> Self {
                Self { inner: self.inner.strict() }
            }

            /// Builds the client. The environment is not read.
            ///
            /// # Errors
            /// A configuration that cannot be used.
            pub fn build(self) -> ::core::result::Result<$client, $crate::Error> {
                Ok($client { inner: self.inner.build()? })
            }

            /// Builds the client, and reads settings that were not set from environment variables.
            ///
            /// # Errors
            /// A configuration that cannot be used.
            pub fn build_from_env(self) -> ::core::result::Result<$client, $crate::Error> {
                Ok($client { inner: self.inner.build_from_env()? })
            }
        }
    };
}
