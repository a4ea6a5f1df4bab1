//! The error type.

pub(crate) mod api;
pub(crate) mod retries;
pub(crate) mod typed;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use specsmith_model::internal::Decoding;
use specsmith_model::{Decode, Value};

pub use crate::config::error_kind::ErrorKind;
pub use crate::error::typed::{ErrorEnum, UntypedResponse};

use crate::config::limits::Limit;
use crate::config::secret::masked;
use crate::error::api::ApiError;
use crate::error::retries::{Record, Retry, RetryStop};
use crate::http::rate_limits::RateLimits;
use crate::operation::route::Route;

/// Error of a call: before it was sent, while it was sent, in the API's response, or in decoding it.
///
/// One word wide. `Display` is one line, such as
/// `POST /projects/{project_id}/roles 429 rate_limited: slow down (request-id req_1)`; it names the path's template, never the URL,
/// and no credential. [`Error::source`](StdError::source) leads to the transport's or the decoder's own error.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    route: Option<Route>,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Bytes,
    api: ApiError,
    message: String,
    record: Record,
    received: Option<SystemTime>,
    limit: Option<Limit>,
    /// True if the body is only the start of what the API sent.
    is_cut: bool,
    /// Settings for decoding the body, if the error has a response.
    decoding: Option<Decoding>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                route: None,
                status: None,
                headers: HeaderMap::new(),
                body: Bytes::new(),
                api: ApiError::default(),
                message: message.into(),
                record: Record::default(),
                received: None,
                limit: None,
                is_cut: false,
                decoding: None,
                source: None,
            }),
        }
    }

    /// Returns the error of a request that cannot be built from its inputs.
    pub(crate) fn build(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Build, message)
    }

    /// Returns the error of a response that is not a success.
    pub(crate) fn status_response(status: StatusCode, headers: HeaderMap, body: Bytes, decoding: Decoding) -> Self {
        let api = ApiError::read(&body);
        let message = api.message.clone().unwrap_or_else(|| api::fallback(status, &body));
        let mut error = Self::new(ErrorKind::of_status(status), message);
        error.inner.status = Some(status);
        error.inner.headers = headers;
        error.inner.body = body;
        error.inner.api = api;
        error.inner.decoding = Some(decoding);
        error
    }

    #[must_use]
    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    #[must_use]
    pub(crate) fn with_route(mut self, route: &Route) -> Self {
        self.inner.route.get_or_insert_with(|| route.clone());
        self
    }

    #[must_use]
    pub(crate) fn with_response(mut self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        self.inner.status = Some(status);
        self.inner.headers = headers;
        self.inner.body = body;
        self
    }

    /// Makes the error for a failure that the API reports within a stream, after a successful response had begun.
    pub(crate) fn in_stream(body: Bytes) -> Self {
        let api = ApiError::read(&body);
        let message = api.message.clone().unwrap_or_else(|| "the API reports a failure within the stream".to_owned());
        let mut error = Self::new(ErrorKind::Stream, message).with_body(body);
        error.inner.api = api;
        error
    }

    #[must_use]
    pub(crate) fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.inner.status = Some(status);
        self.inner.headers = headers;
        self
    }

    /// Adds the body.
    #[must_use]
    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.inner.body = body;
        self
    }

    #[must_use]
    pub(crate) fn with_record(mut self, record: Record) -> Self {
        self.inner.record = record;
        self
    }

    /// Says whether the body is only the start of what the API sent.
    #[must_use]
    pub(crate) fn with_cut_body(mut self, is_cut: bool) -> Self {
        self.inner.is_cut = is_cut;
        self
    }

    /// Sets the time of arrival of the response, to which dates in headers are compared.
    #[must_use]
    pub(crate) fn with_received(mut self, received: SystemTime) -> Self {
        self.inner.received = Some(received);
        self
    }

    #[must_use]
    pub(crate) fn with_limit(mut self, limit: Limit) -> Self {
        self.inner.limit = Some(limit);
        self
    }

    /// Removes a secret that an API repeated from the texts this error shows. The body stays as it came, and so do the code and the type,
    /// which programs compare: only what is printed of the code is without it.
    pub(crate) fn hide(&mut self, secret: &str) {
        let Inner { message, api, .. } = &mut *self.inner;
        for text in [api.message.as_mut(), api.param.as_mut(), Some(message)].into_iter().flatten() {
            if let Some(clean) = masked(text, secret, "***") {
                *text = clean;
            }
        }
        if let Some(code) = &api.code {
            if let Some(clean) = masked(api.shown_code.as_ref().unwrap_or(code), secret, "***") {
                api.shown_code = Some(clean);
            }
        }
    }

    /// Returns the code as it may be printed.
    fn shown_code(&self) -> Option<&str> {
        self.inner.api.shown_code.as_deref().or(self.code())
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Returns the status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.status
    }

    /// Returns the method, if a call was being made.
    pub fn method(&self) -> Option<&http::Method> {
        self.inner.route.as_ref()?.method.as_ref()
    }

    /// Returns the path's template, such as `/roles/{role_id}`.
    pub fn path(&self) -> Option<&str> {
        self.inner.route.as_ref().map(|route| &*route.path)
    }

    /// Returns the operation's id in the document.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.route.as_ref().map(|route| route.id)
    }

    /// Returns the API's code for the error: `code`, else `type`, of its error object.
    pub fn code(&self) -> Option<&str> {
        self.inner.api.code.as_deref()
    }

    /// Returns the API's class of the error: `type` of its error object.
    pub fn error_type(&self) -> Option<&str> {
        self.inner.api.kind.as_deref()
    }

    /// Returns the parameter that the API names as the cause: `param` of its error object.
    pub fn param(&self) -> Option<&str> {
        self.inner.api.param.as_deref()
    }

    /// Returns the API's own message, if it sent one.
    pub fn api_message(&self) -> Option<&str> {
        self.inner.api.message.as_deref()
    }

    /// Returns the message: the API's if it sent one, else the runtime's.
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// Returns the headers of the response; empty without one.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner.headers
    }

    /// Returns the API's id for the request, from `x-request-id` or a similar header.
    pub fn request_id(&self) -> Option<&str> {
        crate::http::request_id::request_id(&self.inner.headers)
    }

    /// Returns the number of retries before the call failed.
    pub fn retries(&self) -> u32 {
        self.inner.record.count()
    }

    /// Returns the reason for each retry and the pause before it; of more than 32 retries, the first 32.
    pub fn retried(&self) -> &[Retry] {
        self.inner.record.list()
    }

    /// Returns the reason why the call was not retried, or not once more; `None` if it failed before or after its attempts.
    pub fn not_retried_because(&self) -> Option<RetryStop> {
        self.inner.record.stop
    }

    /// Returns the API's rate limits, read from the headers of the response; empty without a response.
    pub fn rate_limits(&self) -> RateLimits {
        self.inner.received.map_or_else(RateLimits::default, |received| RateLimits::read(&self.inner.headers, received))
    }

    /// Returns the limit that the response exceeded, if it did.
    pub fn limit(&self) -> Option<Limit> {
        self.inner.limit
    }

    /// Returns true if the body is only the start of what the API sent, because it is longer than the client keeps of an error response (`max_error_bytes`).
    pub fn is_body_cut(&self) -> bool {
        self.inner.is_cut
    }

    /// Returns the undecoded body of the response. If the response broke off, it is the part that was received.
    pub fn body(&self) -> &Bytes {
        &self.inner.body
    }

    /// Returns the error object of the response: the member `error` of the body, else the whole body.
    pub fn body_json(&self) -> Option<Value> {
        api::error_object(&self.inner.body)
    }

    /// Decodes the whole body as any type, whatever the status. [`Error::typed`] returns the type that the document declares.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] when the body is not of that type.
    pub fn body_as<T: Decode>(&self) -> Result<T, Error> {
        let decoded = match &self.inner.decoding {
            Some(decoding) => decoding.json(&self.inner.body),
            None => specsmith_model::from_slice(&self.inner.body),
        };
        decoded.map_err(|fault| {
            let mut error = Self::new(ErrorKind::Decode, fault.to_string()).with_source(fault);
            error.inner.route.clone_from(&self.inner.route);
            error.inner.status = self.inner.status;
            error.inner.headers.clone_from(&self.inner.headers);
            error.inner.body = self.inner.body.clone();
            error.inner.received = self.inner.received;
            error.inner.record = self.inner.record.clone();
            error
        })
    }

    /// Returns true if a time limit was exceeded.
    pub fn is_timeout(&self) -> bool {
        self.inner.kind == ErrorKind::Timeout
    }

    /// Returns true if no connection could be made, or it broke.
    pub fn is_connect(&self) -> bool {
        self.inner.kind == ErrorKind::Connection
    }

    /// Returns the time that the API asks to wait: `retry-after-ms` or `retry-after`.
    pub fn retry_after(&self) -> Option<Duration> {
        crate::http::retry_after::server_delay(&self.inner.headers, self.inner.received?)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        if let Some(route) = &inner.route {
            if let Some(method) = &route.method {
                write!(f, "{method} ")?;
            }
            write!(f, "{} ", route.path)?;
        }
        if let Some(status) = inner.status {
            write!(f, "{} ", status.as_u16())?;
        }
        let code = self.shown_code().unwrap_or(inner.kind.as_str());
        write!(f, "{}: {}", OneLine(code), OneLine(&inner.message))?;
        if inner.is_cut {
            write!(f, " (only the first {} bytes of the body are kept)", inner.body.len())?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request-id {})", OneLine(id))?;
        }
        Ok(())
    }
}

/// Text of an API on one line.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = self.0.split(|c: char| c.is_control()).filter(|piece| !piece.is_empty());
        if let Some(first) = pieces.next() {
            f.write_str(first)?;
        }
        pieces.try_for_each(|piece| write!(f, " {piece}"))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("operation", &self.operation())
            .field("method", &self.method())
            .field("path", &self.path())
            .field("status", &inner.status.map(|status| status.as_u16()))
            .field("code", &self.shown_code())
            .field("message", &inner.message)
            .field("request_id", &self.request_id())
            .field("retries", &self.retries())
            .field("not_retried_because", &inner.record.stop)
            .field("body_len", &inner.body.len())
            .field("is_body_cut", &inner.is_cut)
            .field("source", &inner.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}
