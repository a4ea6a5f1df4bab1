//! Requests as the transport in memory saw them.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use specsmith_model::Value;

use crate::transport::CallInfo;

/// A request as a [`MockTransport`](crate::transport::mock::MockTransport) saw it.
#[derive(Clone)]
pub struct MockRequest {
    method: Method,
    uri: http::Uri,
    headers: HeaderMap,
    body: Bytes,
    info: Option<CallInfo>,
}

impl MockRequest {
    pub(crate) fn new(parts: http::request::Parts, body: Bytes) -> Self {
        let info = info(&parts);
        Self { method: parts.method, uri: parts.uri, headers: parts.headers, body, info }
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The whole URL. Its query may hold a credential.
    pub fn url(&self) -> String {
        self.uri.to_string()
    }

    /// The host, and the port if it is named.
    pub fn host(&self) -> &str {
        self.uri.authority().map_or("", http::uri::Authority::as_str)
    }

    /// The path, encoded as it would be sent.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query, encoded as it would be sent; empty when there is none.
    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The query's pairs, decoded.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        let pairs = self.query().split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(k, v)| (decoded(k), decoded(v))).collect()
    }

    /// The value of the first query pair of this name, decoded.
    pub fn query_value(&self, name: &str) -> Option<String> {
        self.query_pairs().into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The header fields.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header field's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body; empty when there is none.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as text.
    pub fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON, if it is.
    pub fn body_json(&self) -> Option<Value> {
        specsmith_model::from_slice(&self.body).ok()
    }

    /// The id of the operation in the document.
    pub fn operation(&self) -> Option<&str> {
        self.info.as_ref().map(|info| info.operation)
    }

    /// Returns the number of retries before this attempt.
    pub fn retries(&self) -> u32 {
        self.info.as_ref().map_or(0, |info| info.retries)
    }

    /// The path's template in the document.
    pub fn template(&self) -> Option<&str> {
        self.info.as_ref().map(|info| &*info.path)
    }
}

impl fmt::Debug for MockRequest {
    /// Leaves out the query's values, and fields that hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.query_pairs().into_iter().map(|(name, _)| name).collect();
        f.debug_struct("MockRequest")
            .field("method", &self.method)
            .field("path", &self.path())
            .field("query", &names)
            .field("headers", &self.headers)
            .field("body", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Undoes percent-encoding, and `+` for a space.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        rest = after;
        match (byte, digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(value)) => {
                out.push(value);
                rest = &after[2..];
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Returns the call that a request belongs to, if the runtime sent it.
fn info(request: &http::request::Parts) -> Option<CallInfo> {
    request.extensions.get::<CallInfo>().cloned()
}
