//! Macros for the methods that every generated request type and client has.

pub(crate) mod blocking;
pub(crate) mod by_rule;
pub(crate) mod client_builder;
pub(crate) mod client_options;
pub(crate) mod error_enum;
pub(crate) mod inspect;
pub(crate) mod own_requests;
pub(crate) mod setters;
pub(crate) mod webhooks;
pub(crate) mod websocket;

/// Gives a request type, a struct whose field `call` is a [`Call`](crate::call::Call), the methods every request has.
///
/// `request!(Update, Json<types::Role>)`: the second argument is a response kind of [`call`](crate::call). After it may come what the operation
/// calls the enum of its error responses, `UpdateError = types::Error404`.
#[macro_export]
macro_rules! request {
    ($request:ident, $kind:ty $(, $error:ident = $errors:ty)? $(,)?) => {
        $($crate::request_errors!($request, $error, $errors);)?
        $crate::request_methods!([] $request, $kind);
    };
}

/// The methods of every request; its generic parameters, if any, come first.
#[doc(hidden)]
#[macro_export]
macro_rules! request_methods {
    ([$($generics:tt)*] $request:ty, $kind:ty) => {
        $crate::request_options!([$($generics)*] $request);
        $crate::request_inspect!([$($generics)*] $request, $kind);
        $crate::request_blocking!([$($generics)*] $request, $kind);

        impl $($generics)* $request {
            /// Makes the call. Awaiting the request does the same.
            #[inline]
            pub fn send(self) -> $crate::call::Sending<$kind> {
                self.call.send()
            }

            /// Makes the call, and returns the value with its status and headers.
            #[inline]
            pub fn send_with_response(self) -> $crate::call::SendingResponse<$kind> {
                self.call.send_with_response()
            }
        }

        impl $($generics)* ::core::future::IntoFuture for $request {
            type Output = <$crate::call::Sending<$kind> as ::core::future::Future>::Output;
            type IntoFuture = $crate::call::Sending<$kind>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call.send()
            }
        }
    };
}

/// The operation's own name for the enum of its error responses.
#[doc(hidden)]
#[macro_export]
macro_rules! request_errors {
    ($request:ident, $error:ident, $errors:ty) => {
        #[doc = ::core::concat!(
                    "The error responses to [`", ::core::stringify!($request), "`], by status: what `error.typed::<",
                    ::core::stringify!($error), ">()` gives."
                )]
        pub type $error = $errors;
    };
}

/// Gives a request type another way to make the call, whose response is read as it comes.
///
/// `stream_request!(Create, stream, DataEvents<types::Event>)`: the second argument names the method, the third is a response kind of
/// [`stream`](crate::stream).
#[macro_export]
macro_rules! stream_request {
    ($request:ident, $method:ident, $kind:ty $(,)?) => {
        impl $request {
            /// Makes the call, and returns the response as a stream, once its status and headers have arrived.
            #[inline]
            pub fn $method(self) -> $crate::call::Sending<$kind> {
                self.call.send()
            }
        }
    };
}

/// Gives the request type of a list its methods: those of [`request!`](crate::request), and those that walk through the pages.
///
/// `paged_request!(List, types::RoleList, types::Role, |page| page.data)`: the type of a page, of an item, and the items of a page.
#[macro_export]
macro_rules! paged_request {
    ($request:ident, $page:ty, $item:ty, $items:expr $(, $error:ident = $errors:ty)? $(,)?) => {
        $crate::request!($request, $crate::call::Paged<$page> $(, $error = $errors)?);
        $crate::pages_blocking!($request, $page, $item);

        impl $request {
            /// Returns a stream of all pages, from the requested one on.
            #[inline]
            pub fn pages(self) -> $crate::paging::Pages<$page> {
                $crate::paging::Pages::new(self.call)
            }

            /// Returns a stream of the items of all pages, from the requested one on.
            #[inline]
            pub fn stream(self) -> $crate::paging::Items<$page, $item> {
                $crate::paging::Items::new(self.call, $items)
            }

            /// Ends [`Self::stream`] after this many items.
            #[inline]
            pub fn max_items(mut self, items: usize) -> Self {
                self.call.set_max_items(items);
                self
            }

            /// Ends [`Self::pages`] and [`Self::stream`] after this many pages.
            #[inline]
            pub fn max_pages(mut self, pages: usize) -> Self {
                self.call.set_max_pages(pages);
                self
            }

            /// Requests the next page while the items of the last one are consumed.
            #[inline]
            pub fn prefetch(mut self) -> Self {
                self.call.set_prefetch();
                self
            }

            /// Continues where an earlier walk through the same list ended: at the position of its `resume_token()`.
            #[inline]
            pub fn resume_from(mut self, token: &$crate::ResumeToken) -> Self {
                self.call.resume_from(token);
                self
            }
        }
    };
}

/// The options of every request.
#[doc(hidden)]
#[macro_export]
macro_rules! request_options {
    ([$($generics:tt)*] $request:ty) => {
        impl $($generics)* $request {
            /// Adds a header. It replaces an earlier value of the same name.
            #[inline]
            pub fn header(
                mut self,
                name: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::fmt::Display,
            ) -> Self {
                self.call.extra_header(name, value);
                self
            }

            /// Adds a query parameter. It replaces one of the same name.
            #[inline]
            pub fn query(
                mut self,
                name: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::fmt::Display,
            ) -> Self {
                self.call.extra_query(name, value);
                self
            }

            /// Adds a property to the body. It replaces one of the same name.
            #[inline]
            pub fn body_field(
                mut self,
                name: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::convert::Into<$crate::model::Value>,
            ) -> Self {
                self.call.extra_field(name, value);
                self
            }

            /// Sets the time limit of each attempt; `None` removes the limit.
            #[inline]
            pub fn timeout(
                mut self,
                timeout: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                self.call.set_timeout(timeout.into());
                self
            }

            /// Sets the time limit of the call as a whole, including retries and pauses; `None` removes the limit.
            #[inline]
            pub fn deadline(
                mut self,
                deadline: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                self.call.set_deadline(deadline.into());
                self
            }

            /// Sets the maximum number of retries.
            #[inline]
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.call.set_max_retries(retries);
                self
            }

            /// Sets whether the request may be sent again, whatever the client and the document say. `RetryPolicy::Never` turns retrying off.
            #[inline]
            pub fn retry_policy(mut self, policy: $crate::RetryPolicy) -> Self {
                self.call.set_retry_policy(policy);
                self
            }

            /// Decodes the response strictly: a missing required field, or a value of another type, is an error with the value's path.
            #[inline]
            pub fn strict(mut self) -> Self {
                self.call.set_decode_mode($crate::model::DecodeMode::Strict);
                self
            }

            /// Decodes the response tolerantly: a missing required field has its empty value, and `missing()` of the record names it.
            #[inline]
            pub fn tolerant(mut self) -> Self {
                self.call.set_decode_mode($crate::model::DecodeMode::Tolerant);
                self
            }
        }
    };
}

/// Gives a client and its builder, structs around the runtime's with a field `inner`, the methods every client has.
///
/// `client!(Client, ClientBuilder, API)`: the third argument is the `static` [`Api`](crate::Api).
#[macro_export]
macro_rules! client {
    ($client:ident, $builder:ident, $api:expr $(,)?) => {
        impl $client {
            /// Makes a client that is configured by the environment: credentials and base URL are read from the API's variables.
            ///
            /// # Errors
            /// A configuration that cannot be used. A credential that is missing is reported by the first call that needs it.
            pub fn from_env() -> ::core::result::Result<Self, $crate::Error> {
                $builder::new().build_from_env()
            }

            /// Makes a builder with nothing set.
            pub fn builder() -> $builder {
                $builder::new()
            }

            /// Returns a client with other options, which shares this client's connections.
            ///
            /// # Errors
            /// A configuration that cannot be used.
            pub fn with_options(
                &self,
                change: impl FnOnce($builder) -> $builder,
            ) -> ::core::result::Result<Self, $crate::Error> {
                change($builder { inner: self.inner.to_builder() }).build()
            }

            /// Starts a call with any method and path, with this client's credentials, retries and timeouts.
            pub fn request(
                &self,
                method: impl ::core::convert::AsRef<str>,
                path: impl ::core::convert::Into<::std::string::String>,
            ) -> $crate::call::Untyped {
                self.inner.request(method, path)
            }
        }

        impl ::core::default::Default for $builder {
            fn default() -> Self {
                Self::new()
            }
        }

        $crate::client_builder!($client, $builder, $api);
        $crate::client_options!($builder);
    };
}
