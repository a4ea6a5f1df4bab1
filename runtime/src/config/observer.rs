//! Observers of calls.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::config::error_kind::ErrorKind;

/// Observer of the attempts of a client's calls. By default all methods do nothing.
///
/// The methods are called during the call, from any thread, and must return quickly.
///
/// ```
/// use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
/// use specsmith_runtime::{Attempt, AttemptOutcome, ClientBuilder, Observer};
/// # use std::sync::{Arc, Mutex};
/// # static API: specsmith_runtime::Api = specsmith_runtime::Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
/// #[derive(Clone, Default)]
/// struct Log(Arc<Mutex<Vec<String>>>);
///
/// impl Observer for Log {
///     fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
///         let status = outcome.status.map_or(0, |status| status.as_u16());
///         self.0.lock().unwrap().push(format!("{} {} #{} {status}", attempt.method, attempt.path, attempt.retries));
///     }
/// }
///
/// let mock = MockTransport::new();
/// mock.on("GET", "/v1/roles").respond(MockResponse::new(503)).json(200, "[]");
/// let log = Log::default();
/// let client = ClientBuilder::new(&API).transport(mock).observer(log.clone()).build()?;
///
/// client.request("GET", "/roles").await?;
///
/// assert_eq!(*log.0.lock().unwrap(), ["GET /roles #0 503", "GET /roles #1 200"]);
/// # Ok::<(), specsmith_runtime::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Observer: Send + Sync + 'static {
    /// Called before a request is sent. It may change the headers, for example to sign the request or to add a trace context. Requests that follow a redirect
    /// are part of the attempt; it is not called for them.
    ///
    /// # Errors
    /// An error prevents the request and ends the call without a retry.
    fn before_attempt(
        &self,
        attempt: &Attempt<'_>,
        headers: &mut HeaderMap,
    ) -> Result<(), Box<dyn StdError + Send + Sync>> {
        let _ = (attempt, headers);
        Ok(())
    }

    /// Called after each attempt, successful or not.
    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        let _ = (attempt, outcome);
    }
}

/// An attempt of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation's id in the document.
    pub operation: &'static str,
    /// The method.
    pub method: &'a Method,
    /// The path's template, such as `/roles/{role_id}`.
    pub path: &'a str,
    /// Number of attempts before this one.
    pub retries: u32,
}

/// Outcome of an attempt.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct AttemptOutcome<'a> {
    /// The status, if there was a response.
    pub status: Option<StatusCode>,
    /// The headers of the response, if there was one.
    pub headers: Option<&'a HeaderMap>,
    /// Kind of the error; `None` for a success.
    pub failure: Option<ErrorKind>,
    /// Duration of the attempt.
    pub elapsed: Duration,
    /// The pause before the next attempt; `None` if this was the last one.
    pub again_after: Option<Duration>,
}

impl fmt::Debug for AttemptOutcome<'_> {
    /// Shows no values of headers, which may be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttemptOutcome")
            .field("status", &self.status)
            .field("headers", &self.headers.map(|headers| headers.keys().collect::<Vec<_>>()))
            .field("failure", &self.failure)
            .field("elapsed", &self.elapsed)
            .field("again_after", &self.again_after)
            .finish()
    }
}
