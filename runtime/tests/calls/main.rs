//! Calls as users make them, over the transport in memory and over real sockets.

mod auth;
mod bodies;
mod contract;
mod errors;
mod limits;
mod paging;
mod paths;
mod patience;
mod properties;
mod providers;
mod redirects;
mod retries;
mod secrets;
mod socket;
mod styles;
mod support;
