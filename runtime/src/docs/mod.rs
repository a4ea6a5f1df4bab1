//! The behaviour of clients: a page for each subject, with examples that run.
//!
//! The examples make calls by hand, over [`MockTransport`](crate::transport::mock::MockTransport); the methods of a generated client
//! take the same options.

pub mod auth;
pub mod drift;
pub mod errors;
pub mod limits;
pub mod paging;
pub mod retries;
pub mod streams;
pub mod testing;
pub mod timeouts;
