//! Options of every client builder for time, retries, limits and hooks.

/// Time, retries, limits and hooks.
#[doc(hidden)]
#[macro_export]
macro_rules! client_options {
    ($builder:ident) => {
        impl $builder {
            /// Sets the time limit of each attempt: 600 seconds, unless set. `None` removes the limit.
            #[must_use]
            pub fn timeout(
                self,
                timeout: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { inner: self.inner.timeout(timeout) }
            }

            /// Sets the time limit for making a connection: 5 seconds, unless set.
            #[must_use]
            pub fn connect_timeout(
                self,
                timeout: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { inner: self.inner.connect_timeout(timeout) }
            }

            /// Sets the time limit for each wait for more of a response's body. No limit, unless set.
            #[must_use]
            pub fn read_timeout(
                self,
                timeout: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { inner: self.inner.read_timeout(timeout) }
            }

            /// Sets the time limit of a call as a whole, including retries and pauses. No limit, unless set.
            #[must_use]
            pub fn deadline(
                self,
                deadline: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { inner: self.inner.deadline(deadline) }
            }

            /// Sets the maximum number of retries: 2, unless set.
            #[must_use]
            pub fn max_retries(self, retries: u32) -> Self {
                Self { inner: self.inner.max_retries(retries) }
            }

            /// Sets the requests that may be sent again: idempotent ones, unless the document or this setting says otherwise. `RetryPolicy::Never` turns
            /// retrying off.
            #[must_use]
            pub fn retry_policy(self, policy: $crate::RetryPolicy) -> Self {
                Self { inner: self.inner.retry_policy(policy) }
            }

            /// Limits the retries of all calls of the client together: 500 tokens, unless set.
            #[must_use]
            pub fn retry_budget(self, budget: $crate::RetryBudget) -> Self {
                Self { inner: self.inner.retry_budget(budget) }
            }

            /// Sends an idempotency key under this header with every call that may change something. Retries of a call have the same key.
            #[must_use]
            pub fn idempotency_header(self, name: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self { inner: self.inner.idempotency_header(name) }
            }

            /// Lets calls wait while the API's rate limits are used up, at most this long; if the wait would be longer, the request is sent at once. Off,
            /// unless set.
            #[must_use]
            pub fn wait_for_rate_limits(self, longest: ::core::time::Duration) -> Self {
                Self { inner: self.inner.wait_for_rate_limits(longest) }
            }

            /// Adds an observer, which is called before and after each attempt.
            #[must_use]
            pub fn observer(self, observer: impl $crate::Observer) -> Self {
                Self { inner: self.inner.observer(observer) }
            }

            /// Sets the hook for drift: values in responses that their types do not know, such as new enum values, union variants and fields.
            #[must_use]
            pub fn on_drift(
                self,
                hook: impl ::core::ops::Fn(&$crate::Drift<'_>) + ::core::marker::Send + ::core::marker::Sync + 'static,
            ) -> Self {
                Self { inner: self.inner.on_drift(hook) }
            }

            /// Sets the maximum size of a response body: 1 GiB, unless set. `None` removes the limit.
            #[must_use]
            pub fn max_response_bytes(self, bytes: impl ::core::convert::Into<::core::option::Option<u64>>) -> Self {
                Self { inner: self.inner.max_response_bytes(bytes) }
            }

            /// Sets the number of bytes that are kept of an error response's body: 1 MiB, unless set. `None` removes the limit.
            #[must_use]
            pub fn max_error_bytes(self, bytes: impl ::core::convert::Into<::core::option::Option<u64>>) -> Self {
                Self { inner: self.inner.max_error_bytes(bytes) }
            }

            /// Limits the part of a stream that is held in memory at a time: 16 MiB for a line and 64 MiB for an event, unless set.
            #[must_use]
            pub fn stream_limits(self, limits: $crate::stream::StreamLimits) -> Self {
                Self { inner: self.inner.stream_limits(limits) }
            }

            /// Sets the maximum ratio of a response's decoded size to its encoded size: 250, unless set.
            #[must_use]
            pub fn max_expansion(self, times: u64) -> Self {
                Self { inner: self.inner.max_expansion(times) }
            }

            /// Sets the maximum size of a response's headers: 64 KiB, unless set. `None` removes the limit.
            #[must_use]
            pub fn max_header_bytes(self, bytes: impl ::core::convert::Into<::core::option::Option<u64>>) -> Self {
                Self { inner: self.inner.max_header_bytes(bytes) }
            }

            /// Sets the maximum depth of a response's JSON: 127, unless set, which is also the maximum.
            #[must_use]
            pub fn max_json_depth(self, depth: usize) -> Self {
                Self { inner: self.inner.max_json_depth(depth) }
            }

            /// Sets the maximum number of redirects: 10, unless set.
            #[must_use]
            pub fn max_redirects(self, redirects: u32) -> Self {
                Self { inner: self.inner.max_redirects(redirects) }
            }
        }
    };
}
