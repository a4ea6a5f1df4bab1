//! Testing: a transport in memory that returns the responses of a test, and records the requests.
//!
//! Code that uses a generated client can be tested without a network: give the client a [`MockTransport`] and keep a clone of it. Everything
//! above the transport runs as in production: credentials, encoding, retries, redirects, limits, paging, decoding.
//!
//! # Responses
//!
//! Responses are queued for an operation, by its id in the document, or for a method and path; the path is that of the URL, or the template as
//! the document has it. Each request takes the next one.
//!
//! ```
//! use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::{Api, ClientBuilder};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on("GET", "/v1/roles").json(200, r#"{"data": ["a", "b"]}"#).json(404, r#"{"error": {"message": "gone"}}"#);
//!
//! // With a generated crate: `Client::builder().transport(mock.clone()).build()?`
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//! client.request("GET", "/roles").query("limit", 2).await?;
//! let error = client.request("GET", "/roles").await.unwrap_err();
//!
//! assert_eq!(error.message(), "gone");
//! assert_eq!(mock.requests()[0].query_value("limit").as_deref(), Some("2"));
//! mock.verify();
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Routes can have conditions, [`MockResponse::value`] sends a value of the API's types, and [`MockRoute::respond_with`] makes the response from
//! the request:
//!
//! ```
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! let mock = MockTransport::new();
//! mock.on_operation("list-roles").when_query("after", "b").json(200, r#"{"data": ["c"], "has_more": false}"#);
//! mock.on_operation("list-roles").json(200, r#"{"data": ["a", "b"], "has_more": true, "next": "b"}"#);
//! mock.on_operation("retrieve-role").respond_with(|request| match request.path().rsplit('/').next() {
//!     Some("r1") => MockResponse::json(200, r#"{"id": "r1"}"#),
//!     _ => MockResponse::json(404, "{}"),
//! });
//! ```
//!
//! # Failures and delays
//!
//! Routes can fail or respond late. With tokio's paused clock (`#[tokio::test(start_paused = true)]`) the pauses between attempts and the
//! delays of responses take no real time:
//!
//! ```
//! use std::time::Duration;
//! use specsmith_runtime::transport::TransportErrorKind;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::{Api, ClientBuilder};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com");
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on("GET", "/roles")
//!     .fail(TransportErrorKind::Broken)
//!     .respond(MockResponse::new(503).header("retry-after", "30"))
//!     .respond(MockResponse::json(200, "{}").delay(Duration::from_secs(10)));
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//!
//! let start = tokio::time::Instant::now();
//! let response = client.request("GET", "/roles").await?;
//! assert_eq!(response.retries(), 2);
//! assert!(start.elapsed() >= Duration::from_secs(40));
//!
//! mock.on("GET", "/roles").hang();
//! let error = client.request("GET", "/roles").timeout(Duration::from_secs(5)).max_retries(0).await.unwrap_err();
//! assert!(error.is_timeout());
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! To test streams, a body can be sent in pieces ([`MockResponse::piece`], [`MockResponse::piece_after`]), break off ([`MockResponse::breaks`]) or
//! never end ([`MockResponse::stalls`]).
//!
//! # Requests
//!
//! [`MockTransport::requests`] returns each attempt as it would have been sent. At the end of a test, [`MockTransport::verify`] panics if a request
//! had no response, a response was not used, or [`MockRoute::expect`] was not met, and names each. A request without a response also fails its call,
//! with a message that names the request and the routes.
//!
//! `Debug` of a request shows neither the values of its query nor its credentials, so that test logs keep secrets; its accessors return them.

pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod route;
pub(crate) mod routing;
pub(crate) mod transport;
pub use crate::transport::mock::request::MockRequest;
pub use crate::transport::mock::response::MockResponse;
pub use crate::transport::mock::route::MockRoute;
pub use crate::transport::mock::transport::MockTransport;
