//! Headers that are made when a client is built.

use http::HeaderMap;

/// The headers of calls that take one scheme and ask for JSON, and of which no header is set.
#[derive(Clone, Debug)]
pub(crate) struct ReadyHeaders {
    pub(crate) scheme: &'static str,
    pub(crate) headers: HeaderMap,
    /// These headers, with the content type of a JSON body.
    pub(crate) with_json: HeaderMap,
    pub(crate) decodes: bool,
}
