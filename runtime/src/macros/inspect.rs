//! Methods of every request beside sending it: reading the response raw or as another type, and showing the request.

/// The response as it came, as another type, and what would be sent.
#[doc(hidden)]
#[macro_export]
macro_rules! request_inspect {
    ([$($generics:tt)*] $request:ty, $kind:ty) => {
        impl $($generics)* $request {
            /// Makes the call, and returns the undecoded response: its status, headers and bytes.
            #[inline]
            pub fn send_raw(self) -> $crate::call::Sending<$crate::call::Raw> {
                self.call.send_raw::<$kind>()
            }

            /// Makes the call, and decodes the response's JSON as another type.
            #[inline]
            pub fn send_as<T: $crate::model::Decode>(self) -> $crate::call::Sending<$crate::call::Json<T>> {
                self.call.send()
            }

            /// Returns the request that the call would send, with credentials masked, and its retry settings. Nothing is sent.
            ///
            /// # Errors
            /// The error with which the call would fail before anything is sent.
            pub fn explain(&self) -> ::core::result::Result<$crate::Explanation, $crate::Error> {
                self.call.explain::<$kind>()
            }

            /// Returns the call as a `curl` command line, with credentials masked. Nothing is sent.
            ///
            /// # Errors
            /// The error with which the call would fail before anything is sent.
            pub fn to_curl(&self) -> ::core::result::Result<::std::string::String, $crate::Error> {
                self.call.to_curl::<$kind>()
            }
        }
    };
}
