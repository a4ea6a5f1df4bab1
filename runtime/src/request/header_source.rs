//! Source of a request's headers.

use http::header::{ACCEPT, ACCEPT_ENCODING, RANGE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;
use crate::http::content_coding::CODINGS;
use crate::operation::body::Media;

/// Source of a request's headers besides its call.
#[derive(Clone, Debug)]
pub(crate) struct HeaderSource {
    pub(crate) accept: &'static str,
    /// True if the request goes to the origin that the credentials are for.
    pub(crate) own_origin: bool,
    pub(crate) content_type: Option<Media>,
    pub(crate) idempotency: Option<Box<(HeaderName, HeaderValue)>>,
    /// True if the headers were moved into a request.
    pub(crate) gone: bool,
    /// The retry count among them, unless it is the caller's.
    pub(crate) count: Option<u32>,
}

/// Adds `Accept` and `Accept-Encoding` unless they are set. Returns true if `Accept-Encoding` was added: an encoded response is then decoded.
pub(crate) fn negotiate(headers: &mut HeaderMap, accept: &'static str) -> Result<bool, Error> {
    if !headers.contains_key(ACCEPT) {
        headers.insert(ACCEPT, fixed(ACCEPT, accept)?);
    }
    let Some(codings) = CODINGS else { return Ok(false) };
    let decodes = !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE);
    if decodes {
        headers.insert(ACCEPT_ENCODING, fixed(ACCEPT_ENCODING, codings)?);
    }
    Ok(decodes)
}

/// Returns the value of a header that the document or the runtime fixes; it is not copied.
pub(crate) fn fixed(name: HeaderName, text: &'static str) -> Result<HeaderValue, Error> {
    HeaderValue::from_maybe_shared(bytes::Bytes::from_static(text.as_bytes()))
        .map_err(|_| Error::build(format!("`{name}` cannot be `{}`", text.escape_debug())))
}
