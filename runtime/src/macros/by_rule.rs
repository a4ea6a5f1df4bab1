//! Methods of requests whose operation has [`Rules`](crate::Rules).

/// Gives a request type a way to wait for what it begins: `polled_request!(Create, wait, types::Job)`, with the type of what is waited for.
#[macro_export]
macro_rules! polled_request {
    ($request:ident, $method:ident, $value:ty $(,)?) => {
        impl $request {
            /// Makes the call, and then polls the job that it started until it has ended, successfully or not.
            #[inline]
            pub fn $method(self) -> $crate::call::Waiting<$value> {
                $crate::call::Waiting::new(self.call)
            }
        }
    };
}

/// Gives a request type a way to have its response's text in a form: `parsed_request!(Create, parse, types::Report)`, with the type of the response.
#[cfg(feature = "schemars")]
#[macro_export]
macro_rules! parsed_request {
    ($request:ident, $method:ident, $value:ty $(,)?) => {
        impl $request {
            /// Makes the call with the JSON Schema of `T`, and decodes the response's text as a `T`.
            #[inline]
            pub fn $method<T: $crate::structured::JsonSchema + $crate::structured::DeserializeOwned>(
                self,
            ) -> $crate::call::Parsing<$value, T> {
                $crate::call::Parsing::new(self.call)
            }
        }
    };
}

/// Gives a request nothing: the feature `schemars` of the runtime is off.
#[cfg(not(feature = "schemars"))]
#[macro_export]
macro_rules! parsed_request {
    ($request:ident, $method:ident, $value:ty $(,)?) => {};
}
