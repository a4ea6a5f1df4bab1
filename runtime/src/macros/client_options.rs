//! The options of every client builder that are about time, retries, limits and hooks.

/// Time, retries, limits and hooks.
#[doc(hidden)]
#[macro_export]
macro_rules! client_options {
    ($builder:ident) => {
        impl $builder {
            /// Limits the time of each attempt of a call: 600 seconds, unless set. `None` takes the limit away.
            #[must_use]
            pub fn timeout(
                self,
                timeout: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { inner: self.inner.timeout(timeout) }
            }

            /// Limits the time to make a connection: 5 seconds, unless set.
            #[must_use]
            pub fn connect_timeout(
                self,
                timeout: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { inner: self.inner.connect_timeout(timeout) }
            }

            /// Limits the silence in the middle of a response. Not limited, unless set.
            #[must_use]
            pub fn read_timeout(
                self,
                timeout: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { inner: self.inner.read_timeout(timeout) }
            }

            /// Limits the time of a call as a whole, retries and pauses included. Not limited, unless set.
            #[must_use]
            pub fn deadline(
                self,
                deadline: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { inner: self.inner.deadline(deadline) }
            }

            /// Limits how often a call is retried: twice, unless set.
            #[must_use]
            pub fn max_retries(self, retries: u32) -> Self {
                Self { inner: self.inner.max_retries(retries) }
            }

            /// Says which requests may be sent again: those that do no more when they are carried out twice, unless the document or this
            /// says otherwise. `RetryPolicy::Never` turns retrying off.
            #[must_use]
            pub fn retry_policy(self, policy: $crate::RetryPolicy) -> Self {
                Self { inner: self.inner.retry_policy(policy) }
            }

            /// Limits the retries of all calls of the client together: 500 tokens, unless set.
            #[must_use]
            pub fn retry_budget(self, budget: $crate::RetryBudget) -> Self {
                Self { inner: self.inner.retry_budget(budget) }
            }

            /// Sends an idempotency key under this header with every call that may change something, the same over its retries.
            #[must_use]
            pub fn idempotency_header(self, name: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self { inner: self.inner.idempotency_header(name) }
            }

            /// Makes calls wait while the API's rate limits leave no room, at most this long at a time. Off, unless set.
            #[must_use]
            pub fn wait_for_rate_limits(self, longest: ::core::time::Duration) -> Self {
                Self { inner: self.inner.wait_for_rate_limits(longest) }
            }

            /// Adds hooks: what is told of each attempt.
            #[must_use]
            pub fn observer(self, observer: impl $crate::Observer) -> Self {
                Self { inner: self.inner.observer(observer) }
            }

            /// Tells of everything in responses that their types do not know: values of enums, cases of unions, fields.
            #[must_use]
            pub fn on_drift(
                self,
                hook: impl ::core::ops::Fn(&$crate::Drift<'_>) + ::core::marker::Send + ::core::marker::Sync + 'static,
            ) -> Self {
                Self { inner: self.inner.on_drift(hook) }
            }

            /// Refuses responses larger than this: 1 GiB, unless set. `None` takes the limit away.
            #[must_use]
            pub fn max_response_bytes(self, bytes: impl ::core::convert::Into<::core::option::Option<u64>>) -> Self {
                Self { inner: self.inner.max_response_bytes(bytes) }
            }

            /// Limits how much is kept of the body of an error response: 1 MiB, unless set. `None` takes the limit away.
            #[must_use]
            pub fn max_error_bytes(self, bytes: impl ::core::convert::Into<::core::option::Option<u64>>) -> Self {
                Self { inner: self.inner.max_error_bytes(bytes) }
            }

            /// Limits the part of a stream that is held in memory at a time: 16 MiB for a line and 64 MiB for an event, unless set.
            #[must_use]
            pub fn stream_limits(self, limits: $crate::stream::StreamLimits) -> Self {
                Self { inner: self.inner.stream_limits(limits) }
            }

            /// Refuses encoded responses that are more than this many times as large decoded as they were sent: 250, unless set.
            #[must_use]
            pub fn max_expansion(self, times: u64) -> Self {
                Self { inner: self.inner.max_expansion(times) }
            }

            /// Refuses responses whose header fields are larger than this: 64 KiB, unless set. `None` takes the limit away.
            #[must_use]
            pub fn max_header_bytes(self, bytes: impl ::core::convert::Into<::core::option::Option<u64>>) -> Self {
                Self { inner: self.inner.max_header_bytes(bytes) }
            }

            /// Refuses responses whose JSON nests deeper than this: 127, unless set, which is also the most.
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
