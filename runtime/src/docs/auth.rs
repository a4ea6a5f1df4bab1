//! Credentials.
//!
//! A client holds a credential for each security scheme it was given one for, on its builder or from the environment, and every operation
//! takes those that the document says it takes: of several alternatives the first that can be satisfied. What most of them take is said once, for the
//! API ([`Api::security`](crate::Api::security)), and by an operation only where it differs. A credential that is missing is
//! [`ErrorKind::MissingCredential`](crate::ErrorKind::MissingCredential), which names the scheme and its variable, before anything is sent.
//!
//! Credentials go to the base URL's origin and nowhere else: neither redirects nor absolute URLs take them along. They are in nothing that is
//! printed: not in `Debug`, not in errors, not in spans; [`Explanation`](crate::Explanation) shows the variable they come from.
//!
//! A credential that changes comes from a provider: see [`auth`](mod@crate::auth).
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! static LIST: Operation = Operation::new("list-roles", "GET", "/roles").security(&[&["Token"]]);
//!
//! let mock = MockTransport::new();
//! mock.on_any().always(MockReply::json(200, "[]"));
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
