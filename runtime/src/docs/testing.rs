//! Testing programs that make calls.
//!
//! [`MockTransport`](crate::transport::mock::MockTransport) replaces the network: it is given a response for each operation or
//! path, and records the requests. Everything else is as in production: credentials, retries, paging, errors. With tokio's paused clock
//! (`#[tokio::test(start_paused = true)]`), pauses and timeouts take no time.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on("GET", "/v1/roles").respond(MockResponse::new(503)).json(200, r#"["reader"]"#);
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//!
//! let roles: Vec<String> = client.request("GET", "/roles").query("limit", 1).send_as().await?;
//!
//! assert_eq!(roles, ["reader"]);
//! assert_eq!(mock.requests().len(), 2);
//! assert_eq!(mock.left(), 0);
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A request can also be inspected without sending it.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let client = ClientBuilder::new(&API).transport(MockTransport::new()).credential("Token", "sk-secret").build()?;
//! let request = client.request("GET", "/roles").query("limit", 1);
//!
//! let curl = request.to_curl()?;
//!
//! assert!(curl.starts_with("curl -X GET 'https://api.example.com/v1/roles?limit=1'"));
//! assert!(curl.contains(r#"-H 'authorization: Bearer '"$EXAMPLE_TOKEN"''"#));
//! assert_eq!(request.explain()?.credentials, ["Token"]);
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
