//! Credentials.
//!
//! A client holds at most one credential for each security scheme, from its builder or the environment. An operation sends those that the document
//! requires: of several alternatives the first that can be satisfied. What most operations require is stated once, for the API
//! ([`Api::security`](crate::Api::security)), and by an operation only where it differs. A missing credential is
//! [`ErrorKind::MissingCredential`](crate::ErrorKind::MissingCredential) before anything is sent; the error names the scheme and its variable.
//!
//! Credentials are sent to the origin of the base URL only, also after redirects and for absolute URLs. They are never printed: not by `Debug`, not in
//! errors, not in spans; [`Explanation`](crate::Explanation) shows the variable that a credential comes from.
//!
//! A credential that changes comes from a provider: see [`auth`](mod@crate::auth).
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! static LIST: Operation = Operation::new("list-roles", "GET", "/roles").security(&[&["Token"]]);
//!
//! let mock = MockTransport::new();
//! mock.on_any().always(MockResponse::json(200, "[]"));
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//!
//! let error = client.call(&LIST).send::<Raw>().await.unwrap_err();
//! assert_eq!(error.kind(), ErrorKind::MissingCredential);
//! assert!(error.message().contains("EXAMPLE_TOKEN"));
//!
//! let client = client.to_builder().credential("Token", "sk-1").build()?;
//! client.call(&LIST).send::<Raw>().await?;
//! assert_eq!(mock.last_request().unwrap().header("authorization"), Some("Bearer sk-1"));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
