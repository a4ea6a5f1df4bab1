//! Calls: the requests of operations, as generated methods make them.
//!
//! A method of a generated client makes a [`Call`] of a `static` [`Operation`](crate::Operation), sets its arguments as JSON values, and wraps it in a
//! [`Request`], or in a type of its own if there are optional inputs. The macros [`request!`](crate::request) and
//! [`paged_request!`](crate::paged_request) give such a type the methods that every request has. Only the last step, decoding the response, is generic.

pub mod prelude;

pub use crate::client::request::Request;
pub use crate::client::untyped::Untyped;
pub use crate::operation::Asked;
pub use crate::operation::accumulation::{Accumulation, Step};
pub use crate::operation::rules::{Ask, Rules};
pub use crate::operation::status::StatusSpec;
pub use crate::request::arguments::Reading;
pub use crate::request::call::Call;
pub use crate::response::kinds::{
    Binary, Empty, Json, OptionalJson, Paged, Plain, Raw, RawResponse, ResponseEnum, ResponseKind, Several, Text,
};
#[cfg(feature = "schemars")]
pub use crate::response::parsing::{Parsed, Parsing, Refusal};
pub use crate::response::sending::{Sending, SendingResponse};
pub use crate::response::waiting::Waiting;
pub use crate::send::undecoded::UndecodedResponse;
