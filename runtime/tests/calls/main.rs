//! Calls as users make them, over the transport in memory and over real sockets.

mod auth;
mod bodies;
mod broken;
mod by_hand;
mod contract;
mod drift;
#[cfg(all(feature = "gzip", feature = "brotli", feature = "zstd"))]
mod encoded;
mod errors;
mod foreign;
mod insight;
mod limits;
mod mocks;
mod paging;
mod paths;
mod patience;
mod profiles;
mod properties;
mod providers;
mod rates;
mod reading;
mod redirects;
mod repeatable;
mod resuming;
mod retries;
mod secrets;
#[cfg(feature = "tower")]
mod services;
mod socket;
#[cfg(feature = "websocket")]
mod sockets;
#[cfg(feature = "tracing")]
mod spans;
mod styles;
mod support;
mod texts;
#[cfg(feature = "blocking")]
mod waiting;
mod watching;
#[cfg(feature = "webhooks")]
mod webhooks;
