//! Drift: values of responses that the types do not know.
//!
//! APIs change. An added field, a new enum value, another variant of a union or a missing required field neither fails a call nor is lost: it is kept,
//! can be read, and is encoded as it came. [`on_drift`](crate::ClientBuilder::on_drift) sets a hook that is called for each of them.
//!
//! | kind | value | kept in |
//! | --- | --- | --- |
//! | [`Value`](crate::DriftKind::Value) | a value that an enum or a constant does not list | `Unknown` of the enum, the constant itself |
//! | [`Variant`](crate::DriftKind::Variant) | a value that fits no variant of a union | `Unknown` of the union, or the variant that the document names for other values |
//! | [`Field`](crate::DriftKind::Field) | a field that an object's type does not name | `extra()` |
//! | [`Missing`](crate::DriftKind::Missing) | a required field that is absent, or null although it may not be | the record, whose `missing()` names it |
//! | [`Type`](crate::DriftKind::Type) | a value of another type than its field | `extra()` under the field's name; `missing()` if the field is required |
//! | [`Text`](crate::DriftKind::Text) | half of a surrogate pair, or bytes that are not UTF-8 | the string, with U+FFFD in its place |
//!
//! A client that reads [strictly](crate::ClientBuilder::strict) returns an error for a missing field and for a value of another type.
//! [`DecodeMode`](crate::model::DecodeMode) has all three modes.
//!
//! The body of an error response is decoded by [`Error::typed`](crate::Error::typed) or [`Error::body_as`](crate::Error::body_as); its drift is
//! reported then.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::sync::{Arc, Mutex};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! specsmith_runtime::string_enum! {
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
//! The hook is called for everything that was decoded, pages and elements of streams among them, in the order of the text. It is not called for a
//! response that fails to decode, which is an error, nor for variants of a union that were tried and rejected. An object whose `additionalProperties`
//! are a schema has no unknown fields. A value that lenient decoding converts is not drift.
//!
//! Without a hook, the cost is one branch per union and enum value.
