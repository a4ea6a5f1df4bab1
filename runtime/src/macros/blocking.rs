//! Blocking methods of every request. The macros are empty without the feature `blocking` of the runtime, so that generated crates need not know whether it
//! is on.

/// Calls that block the thread.
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
#[doc(hidden)]
#[macro_export]
macro_rules! request_blocking {
    ([$($generics:tt)*] $request:ty, $kind:ty) => {
        impl $($generics)* $request {
            /// Makes the call, and waits for it on this thread. Not for code that runs on an async runtime.
            ///
            /// # Errors
            /// As awaiting the request.
            #[inline]
            pub fn send_blocking(
                self,
            ) -> ::core::result::Result<<$kind as $crate::call::ResponseKind>::Output, $crate::Error> {
                self.call.send::<$kind>().wait()
            }

            /// Makes the call, waits for it on this thread, and gives the value together with its status and header fields.
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
            /// All pages, from the one asked for on, as an iterator that waits for each on this thread.
            #[inline]
            pub fn pages_blocking(self) -> $crate::Blocking<$crate::paging::Pages<$page>> {
                $crate::Blocking::new(self.pages())
            }

            /// The items of all pages, from the one asked for on, as an iterator that waits on this thread.
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
