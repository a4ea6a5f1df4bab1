//! Pagination.
//!
//! Awaiting the request of a list returns one page, a [`Page`](crate::Page), which dereferences to the page's type and knows whether there is
//! another one ([`has_next_page`](crate::Page::has_next_page), [`next_page`](crate::Page::next_page)). The request's `pages()` is a stream of
//! all pages, its `stream()` of all items; `max_pages` and `max_items` limit them. With the feature `blocking`, `pages_blocking()` and
//! `items_blocking()` are iterators.
//!
//! The next page is requested by the same call, with its options, headers, credential and body; for a search that is posted, the body says
//! which page. A page that leads back to one that was already read ends the stream with
//! [`ErrorKind::RepeatedPage`](crate::ErrorKind::RepeatedPage).
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! use futures_util::TryStreamExt;
//!
//! static LIST: Operation = Operation::new("list-roles", "GET", "/roles")
//!     .params(&[Param::query("after")])
//!     .paging(Paging::cursor(&["next"], "after").items(&["data"]));
//!
//! let mock = MockTransport::new();
//! mock.on_operation("list-roles").json(200, r#"{"data":["a","b"],"next":"c1"}"#).json(200, r#"{"data":["c"],"next":null}"#);
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//!
//! // A generated list has this as `.stream()`.
//! let items = |page: Value| page["data"].as_array().cloned().unwrap_or_default();
//! let roles: Vec<Value> = paging::Items::new(client.call(&LIST), items).try_collect().await?;
//!
//! assert_eq!(roles, ["a", "b", "c"]);
//! assert_eq!(mock.requests()[1].query_value("after").as_deref(), Some("c1"));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
