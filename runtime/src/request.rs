//! Putting a request together: everything between a call and its bytes.

mod address;
mod assemble;
mod auth;
mod authorize;
pub(crate) mod body;
pub(crate) mod by_hand;
mod multipart;
pub(crate) mod path;
pub(crate) mod percent;
mod query;
mod ready;
pub(crate) mod shape;
pub(crate) mod style;

pub(crate) use address::Address;
pub(crate) use assemble::{Prepared, assemble, write_cookies, write_query};
pub(crate) use auth::{SchemeCredential, base64};
pub(crate) use authorize::{Authorized, Unauthorized, Used, authorize, hide_secrets, rejected};
pub(crate) use query::Query;
pub(crate) use ready::Ready;
