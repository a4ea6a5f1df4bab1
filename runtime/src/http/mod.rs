//! HTTP without a client: URLs, percent encoding, media types, charsets, headers with a meaning of their own.

pub(crate) mod address;
pub(crate) mod charset;
pub(crate) mod content_coding;
pub(crate) mod instant;
pub(crate) mod media_type;
pub(crate) mod percent;
pub(crate) mod query;
pub(crate) mod random;
pub(crate) mod rate_limits;
pub(crate) mod request_id;
pub(crate) mod retry_after;
