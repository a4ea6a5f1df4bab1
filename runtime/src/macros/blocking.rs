//! Blocking methods of every request. The macros are empty without the feature `blocking` of the runtime, so that generated crates need not know whether it
//! is on.

/// Calls that block the thread.
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[doc(hidden)]
#[macro_export]
macro_rules! request_blocking {
    ([$($generics:tt)*] $request:ty, $kind:ty) => {
        impl $($generics)* $request {
            /// Makes the call, and blocks this thread until it ends. Not for code that runs on an async runtime.
            ///
            /// # Errors
            /// As awaiting the request.
            #[inline]
            pub fn send_blocking(
                self,
            ) -> ::core::result::Result<<$kind as $crate::call::ResponseKind>::Output, $crate::Error> {
                self.call.send::<$kind>().wait()
            }

            /// Makes the call, blocks this thread until it ends, and returns the value with its status and headers.
            ///
            /// # Errors
            /// As awaiting the request.
            #[inline]
            pub fn send_with_response_blocking(
                self,
            ) -> ::core::result::Result<$crate::Response<<$kind as $crate::call::ResponseKind>::Value>, $crate::Error>
            {
                self.call.send_with_response::<$kind>().wait()
            }
        }
    };
}

/// Calls that block the thread.
#[cfg(not(all(feature = "blocking", not(target_family = "wasm"))))]
#[doc(hidden)]
#[macro_export]
macro_rules! request_blocking {
    ([$($generics:tt)*] $request:ty, $kind:ty) => {};
}

/// Pages for threads that wait.
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[doc(hidden)]
#[macro_export]
macro_rules! pages_blocking {
    ($request:ident, $page:ty, $item:ty) => {
        impl $request {
            /// Returns an iterator over all pages from the requested one on, which blocks this thread for each.
            #[inline]
            pub fn pages_blocking(self) -> $crate::Blocking<$crate::paging::Pages<$page>> {
                $crate::Blocking::new(self.pages())
            }

            /// Returns an iterator over the items of all pages from the requested one on, which blocks this thread for each page.
            #[inline]
            pub fn items_blocking(self) -> $crate::Blocking<$crate::paging::Items<$page, $item>> {
                $crate::Blocking::new(self.stream())
            }
        }
    };
}

/// Pages for threads that wait.
#[cfg(not(all(feature = "blocking", not(target_family = "wasm"))))]
#[doc(hidden)]
#[macro_export]
macro_rules! pages_blocking {
    ($request:ident, $page:ty, $item:ty) => {};
}
