//! APIs that move on: what answers hold that the types do not know.
//!
//! A field that was added, a new value of an enum, another variant of a union, a required field that is not there: none of it fails a call, and none of it
//! is lost. It is kept, can be looked at, and is written back as it came. To hear of it, before users do, a client takes a hook with
//! [`on_drift`](crate::ClientBuilder::on_drift).
//!
//! | kind | what | where it is kept |
//! | --- | --- | --- |
//! | [`Value`](crate::DriftKind::Value) | a value that an enum or a constant does not list | `Unknown` of the enum, the constant itself |
//! | [`Variant`](crate::DriftKind::Variant) | a value that none of a union's cases takes | `Unknown` of the union, or the case that its document names for others |
//! | [`Field`](crate::DriftKind::Field) | a field that an object's type does not name | `extra()` |
//! | [`Missing`](crate::DriftKind::Missing) | a required field that is not there, or null and may not be | the record, whose `missing()` names it |
//! | [`Type`](crate::DriftKind::Type) | a value of another type than its field | `extra()` under the field's key; `missing()` if the field is required |
//!
//! What a response lacks or has of another type is an error instead for a client that reads [strictly](crate::ClientBuilder::strict). The three ways to
//! read are those of [`DecodeMode`](crate::model::DecodeMode).
//!
//! The typed bodies of error replies are looked through as replies are, when they are asked for by [`Error::typed`](crate::Error::typed) or
//! [`Error::body_as`](crate::Error::body_as).
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::sync::{Arc, Mutex};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! specsmith_runtime::words! {
//!     /// Which way a list is sorted, as a generated crate has it.
//!     pub enum Order {
//!         Asc = "asc",
//!         Desc = "desc",
//!     }
//! }
//!
//! let mock = MockTransport::new();
//! mock.on("GET", "/v1/orders").json(200, r#"["asc","random"]"#);
//!
//! let heard = Arc::new(Mutex::new(Vec::new()));
//! let log = Arc::clone(&heard);
//! let client = ClientBuilder::new(&API)
//!     .transport(mock)
//!     .on_drift(move |drift| {
//!         log.lock().unwrap().push(format!("{:?} at {}: {}", drift.kind, drift.path, drift.found.unwrap_or("-")));
//!     })
//!     .build()?;
//!
//! let orders: Vec<Order> = client.request("GET", "/orders").send_as().await?;
//!
//! assert_eq!(orders[1], Order::from("random"));
//! assert_eq!(*heard.lock().unwrap(), ["Value at $[1]: random"]);
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The hook is told of answers that were decoded, pages and elements of streams among them, in the order of their text; not of an answer that
//! failed, which has an error of its own, nor of error bodies. What was tried and given up, such as the wrong case of a union, counts for nothing.
//! An object of which the document says what its other fields are has none that are unknown. A value that lenient decoding converts is not drift.
//!
//! Nobody listening costs next to nothing: a test at each union and each value of an enum.
