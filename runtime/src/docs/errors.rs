//! What an error knows.
//!
//! All calls fail with one [`Error`](crate::Error), which is as small as a pointer. [`Error::kind`](crate::Error::kind) says coarsely what
//! went wrong: before anything was sent ([`Config`](crate::ErrorKind::Config), [`Build`](crate::ErrorKind::Build),
//! [`MissingCredential`](crate::ErrorKind::MissingCredential)), on the way ([`Connection`](crate::ErrorKind::Connection),
//! [`Timeout`](crate::ErrorKind::Timeout)), by the status of the answer ([`NotFound`](crate::ErrorKind::NotFound),
//! [`RateLimited`](crate::ErrorKind::RateLimited) and so on), or in the answer itself ([`Decode`](crate::ErrorKind::Decode),
//! [`TooLarge`](crate::ErrorKind::TooLarge)).
//!
//! What the API says in its body is read from all usual shapes: an `error` object, its members without it, RFC 9457 problem details, OAuth's
//! `error_description`, a list of `errors`.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! let body = r#"{"error":{"code":"taken","message":"the name is taken","param":"name","type":"invalid_request_error"}}"#;
//! mock.on_any().reply(MockReply::json(409, body).header("x-request-id", "req_1").header("x-should-retry", "false"));
//! let client = ClientBuilder::new(&API).transport(mock).build()?;
//!
//! let error = client.request("POST", "/roles").await.unwrap_err();
//!
//! assert_eq!(error.kind(), ErrorKind::Conflict);
//! assert_eq!((error.code(), error.param()), (Some("taken"), Some("name")));
//! assert_eq!(error.to_string(), "POST /roles 409 taken: the name is taken (request-id req_1)");
//! let body: Value = error.body_as()?;
//! assert_eq!(body["error"]["type"], "invalid_request_error");
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `Display` is one line without URLs and credentials. A credential that the API repeats in its message is replaced by `***`; only
//! [`Error::body`](crate::Error::body) is as it came.
//!
//! An answer that is a success but not what the document says is [`ErrorKind::Decode`](crate::ErrorKind::Decode), and says where.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on_any().json(200, r#"{"ids":["a",7]}"#);
//! let client = ClientBuilder::new(&API).transport(mock).build()?;
//!
//! let ids = client.request("GET", "/ids").send_as::<std::collections::BTreeMap<String, Vec<String>>>();
//!
//! assert!(ids.await.unwrap_err().message().starts_with("at $.ids[1]: expected a string, found 7"));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
