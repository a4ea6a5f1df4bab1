//! Errors.
//!
//! All calls fail with one [`Error`](crate::Error), which has the size of a pointer. [`Error::kind`](crate::Error::kind) classifies
//! what went wrong: before anything was sent ([`Config`](crate::ErrorKind::Config), [`Build`](crate::ErrorKind::Build),
//! [`MissingCredential`](crate::ErrorKind::MissingCredential)), on the way ([`Connection`](crate::ErrorKind::Connection),
//! [`Timeout`](crate::ErrorKind::Timeout)), by the status of the response ([`NotFound`](crate::ErrorKind::NotFound),
//! [`RateLimited`](crate::ErrorKind::RateLimited) and so on), or in the response itself ([`Decode`](crate::ErrorKind::Decode),
//! [`TooLarge`](crate::ErrorKind::TooLarge)).
//!
//! The API's code and message are read from all usual forms of a body: an `error` object, its members without it, RFC 9457 problem details, OAuth's
//! `error_description`, a list of `errors`.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! let body = r#"{"error":{"code":"taken","message":"the name is taken","param":"name","type":"invalid_request_error"}}"#;
//! mock.on_any().respond(MockResponse::json(409, body).header("x-request-id", "req_1").header("x-should-retry", "false"));
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
//! # Typed bodies
//!
//! Where a document declares types for the bodies of error responses, each operation has an enum of them: `UpdateError` beside the request `Update`,
//! named in the method's documentation. [`Error::typed`](crate::Error::typed) returns it; the pattern tells the compiler which enum is meant. The most
//! exact status decides: `404` before `4XX` before `default`. A status without a declared JSON body, or a body that fails to decode, becomes `Unknown`,
//! which keeps the body and the reason. Bodies are decoded in the client's mode, and what their types do not know is [drift](crate::docs::drift).
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # static UPDATE: Operation = Operation::new("updateRole", "POST", "/roles/{role_id}").params(&[Param::path("role_id")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! specsmith_runtime::errors! {
//!     /// As a generated crate has it.
//!     pub enum UpdateError {
//!         NotFound(String) = 404,
//!         ClientError(BTreeMap<String, String>) = 4 XX,
//!     }
//! }
//!
//! let mock = MockTransport::new();
//! mock.on_any().json(422, r#"{"name":"is too long"}"#);
//! mock.on_any().json(404, r#"{"oops":true}"#);
//! # let client = ClientBuilder::new(&API).transport(mock).max_retries(0).build()?;
//! # let update = || async { let mut call = client.call(&UPDATE); call.path("role_id", "r"); call.send::<Empty>().await };
//!
//! match update().await.unwrap_err().typed() {
//!     Some(UpdateError::NotFound(role)) => panic!("there is no {role}"),
//!     Some(UpdateError::ClientError(members)) => assert_eq!(members["name"], "is too long"),
//!     Some(UpdateError::Unknown(response)) => panic!("{response:?}"),
//!     None => panic!("no response"),
//! }
//!
//! let error = update().await.unwrap_err();
//! let Some(UpdateError::Unknown(response)) = error.typed() else { panic!("{error}") };
//! assert_eq!(response.json().unwrap()["oops"], true);
//! assert_eq!(response.fault().unwrap().to_string(), "at $: expected a string, found an object");
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Display
//!
//! `Display` is one line without URLs and credentials. A credential that the API repeats in its message is replaced by `***`; only
//! [`Error::body`](crate::Error::body) is unchanged.
//!
//! A successful response that fails to decode is [`ErrorKind::Decode`](crate::ErrorKind::Decode), and the message has the path of the value.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
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
