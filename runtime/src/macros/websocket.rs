//! Methods of requests that open a WebSocket. The macro leaves them out without the runtime's feature `websocket`, so that generated crates need not know
//! whether it is on.

/// Gives a request type the way to open a WebSocket: `websocket_request!(Connect, open, types::ClientEvent, types::ServerEvent)`, with the types of the
/// events that are sent and received.
#[cfg(all(feature = "websocket", not(target_family = "wasm")))]
#[macro_export]
macro_rules! websocket_request {
    ($request:ident, $method:ident, $sent:ty, $received:ty $(,)?) => {
        $crate::request_options!([] $request);

        impl $request {
            /// Returns a WebSocket that is not open yet, whose options can be set.
            #[inline]
            pub fn $method(self) -> $crate::websocket::Opening<$sent, $received> {
                $crate::websocket::Opening::new(self.call)
            }
        }

        impl ::core::future::IntoFuture for $request {
            type Output = ::core::result::Result<$crate::websocket::WebSocket<$sent, $received>, $crate::Error>;
            type IntoFuture = $crate::transport::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future($crate::websocket::Opening::new(self.call))
            }
        }
    };
}

/// Gives a request its options: the feature `websocket` of the runtime is off, or there is a browser around it.
#[cfg(not(all(feature = "websocket", not(target_family = "wasm"))))]
#[macro_export]
macro_rules! websocket_request {
    ($request:ident, $method:ident, $sent:ty, $received:ty $(,)?) => {
        $crate::request_options!([] $request);
        // Files import what names these.
        const _: ::core::marker::PhantomData<fn($sent) -> $received> = ::core::marker::PhantomData;
    };
}
