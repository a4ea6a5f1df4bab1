//! Putting a request together: everything between a call and its bytes.

pub(crate) mod arguments;
pub(crate) mod assemble;
pub(crate) mod auth;
pub(crate) mod authorize;
pub(crate) mod body;
pub(crate) mod body_forms;
pub(crate) mod call;
pub(crate) mod caller_headers;
pub(crate) mod header_source;
pub(crate) mod multipart;
pub(crate) mod other_path;
pub(crate) mod page_trail;
pub(crate) mod parameters;
pub(crate) mod path;
pub(crate) mod ready;
pub(crate) mod shape;
pub(crate) mod style;
pub(crate) mod used_secrets;
