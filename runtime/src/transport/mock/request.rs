//! Requests that the transport in memory received.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use specsmith_model::Value;

use crate::transport::CallInfo;

/// A request that a [`MockTransport`](crate::transport::mock::MockTransport) received.
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

    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the whole URL. Its query may contain a credential.
    pub fn url(&self) -> String {
        self.uri.to_string()
    }

    /// Returns the host, with the port if it is named.
    pub fn host(&self) -> &str {
        self.uri.authority().map_or("", http::uri::Authority::as_str)
    }

    /// Returns the path, encoded as it would be sent.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Returns the query, encoded as it would be sent; empty without one.
    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// Returns the query's pairs, decoded.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        let pairs = self.query().split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(k, v)| (decoded(k), decoded(v))).collect()
    }

    /// Returns the value of the first query pair of this name, decoded.
    pub fn query_value(&self, name: &str) -> Option<String> {
        self.query_pairs().into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the text of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body; empty without one.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the body as text.
    pub fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns the body as JSON, if it is JSON.
    pub fn body_json(&self) -> Option<Value> {
        specsmith_model::from_slice(&self.body).ok()
    }

    /// Returns the operation's id in the document.
    pub fn operation(&self) -> Option<&str> {
        self.info.as_ref().map(|info| info.operation)
    }

    /// Returns the number of retries before this attempt.
    pub fn retries(&self) -> u32 {
        self.info.as_ref().map_or(0, |info| info.retries)
    }

    /// Returns the path's template in the document.
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
