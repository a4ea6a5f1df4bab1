//! Preview of a call: the request that it would send and its retry settings. Nothing is sent, and credentials are masked, so that it can be pasted into a
//! report.

pub(crate) mod curl;
pub(crate) mod mask;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, COOKIE};

use crate::client::explain::mask::{Mask, Stand};
use crate::error::Error;
use crate::operation::retry::RetryPolicy;
use crate::request::assemble::{Prepared, assemble};
use crate::request::call::Call;
use crate::send::failure::finish_error;
use crate::send::retry_policy::is_repeatable;

/// Request that a call would send, and its retry settings.
///
/// Credentials, and all headers of the client's and the caller's own, are masked: a credential by `$VARIABLE` where the API names an
/// environment variable for it, anything else by `***`. The body is shown as it would be sent, save credentials of the client in it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// The operation's id in the document.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// The URL, its query included.
    pub url: String,
    /// The headers, in the order in which they are sent.
    pub headers: Vec<(String, String)>,
    /// The body, if it is text.
    pub body: Option<String>,
    /// Size of the body in bytes; `None` if it is not known before the body is sent.
    pub body_bytes: Option<u64>,
    /// The security schemes whose credentials are sent.
    pub credentials: Vec<&'static str>,
    /// Time limit of each attempt.
    pub timeout: Option<Duration>,
    /// Time limit of the call as a whole.
    pub deadline: Option<Duration>,
    /// Maximum number of retries.
    pub max_retries: u32,
    /// The requests that may be sent again after a failed attempt.
    pub retry_policy: RetryPolicy,
    /// True if carrying out the request twice has the effect of carrying it out once: its method is idempotent, or it carries an idempotency key.
    pub idempotent: bool,
    /// True if the body can be sent again.
    pub replayable: bool,
    /// True if encoded responses are requested.
    decodes: bool,
    /// The environment variables that stand for credentials.
    variables: Vec<&'static str>,
}

impl Explanation {
    pub(crate) fn of(call: &Call, accept: &'static str) -> Result<Self, Error> {
        let prepared = assemble(call, accept).map_err(|error| {
            // An error is as clean as that of a call that is made.
            finish_error(call, error, &call.route())
        })?;
        let config = call.session.config();
        let mask = Mask::of(call);
        let mut url = mask.url(prepared.address.as_str());
        let mut headers = headers(&prepared, &mask);
        for scheme in prepared.provided.iter().filter_map(|id| call.session.scheme(id)) {
            match mask::stand(scheme) {
                Stand::Field(name, value) => headers.push((name, value)),
                Stand::Pair(pair) => {
                    url.push(if url.contains('?') { '&' } else { '?' });
                    url.push_str(&pair);
                }
                Stand::Nowhere => {}
            }
        }
        Ok(Self {
            operation: call.operation.id,
            method: prepared.method.clone(),
            url,
            headers,
            body: body(&prepared).map(|text| mask.text(text)),
            body_bytes: prepared.body.len(),
            credentials: mask.used(&prepared),
            timeout: call.parts.timeout.unwrap_or(config.timeout),
            deadline: call.parts.deadline.unwrap_or(config.deadline),
            max_retries: call.parts.max_retries.unwrap_or(config.max_retries),
            retry_policy: RetryPolicy::of(call),
            idempotent: is_repeatable(call, &prepared),
            replayable: prepared.body.is_replayable(),
            decodes: prepared.decodes,
            variables: config.schemes(call.session.api()).filter_map(|scheme| scheme.env).collect(),
        })
    }
}

fn headers(prepared: &Prepared, mask: &Mask<'_>) -> Vec<(String, String)> {
    let field = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        let text = String::from_utf8_lossy(value.as_bytes());
        let shown = if value.is_sensitive() || *name == COOKIE { mask.whole(&text) } else { mask.text(&text) };
        (name.as_str().to_owned(), shown)
    };
    prepared.headers.iter().map(field).collect()
}

/// Returns the body, if it is text that can be shown. A multipart body is not.
fn body(prepared: &Prepared) -> Option<&str> {
    let media = prepared.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bytes = prepared.body.as_bytes().filter(|bytes: &&Bytes| !bytes.is_empty())?;
    if media.starts_with("multipart/") { None } else { std::str::from_utf8(bytes).ok() }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {} {}", self.operation, self.method, self.url)?;
        for (name, value) in &self.headers {
            writeln!(f, "  {name}: {value}")?;
        }
        match (&self.body, self.body_bytes) {
            (Some(text), _) => writeln!(f, "body: {text}")?,
            (None, Some(0)) => writeln!(f, "no body")?,
            (None, Some(bytes)) => writeln!(f, "body: {bytes} bytes")?,
            (None, None) => writeln!(f, "body: a stream of unknown length")?,
        }
        match &*self.credentials {
            [] => writeln!(f, "no credential")?,
            schemes => writeln!(f, "credentials: {}", schemes.join(", "))?,
        }
        write!(f, "{}", Plan(self))
    }
}

/// The last line: time and retries.
struct Plan<'a>(&'a Explanation);

impl fmt::Display for Plan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Explanation { timeout, deadline, max_retries, retry_policy, idempotent, replayable, .. } = self.0;
        match timeout {
            Some(limit) => write!(f, "each attempt within {limit:?}")?,
            None => write!(f, "attempts without a time limit")?,
        }
        if let Some(limit) = deadline {
            write!(f, ", all of them within {limit:?}")?;
        }
        match (retry_policy, max_retries) {
            (RetryPolicy::Never, _) | (_, 0) => return write!(f, ", never retried"),
            _ if !replayable => write!(f, ", retried only while nothing of the body was sent"),
            (_, 1) => write!(f, ", retried once at most"),
            (_, times) => write!(f, ", retried {times} times at most"),
        }?;
        match retry_policy {
            RetryPolicy::Idempotent if !idempotent => write!(
                f,
                ": when the request certainly did nothing (no connection, 408, 429), or as x-should-retry says"
            ),
            _ => write!(f, ": after no response, 408, 409, 429, 500 and above, or as x-should-retry says"),
        }
    }
}
