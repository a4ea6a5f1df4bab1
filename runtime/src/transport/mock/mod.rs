//! Testing: a transport in memory that answers as a test says, and records what it was sent.
//!
//! Code that uses a generated client can be tested without a network: give the client a [`MockTransport`] and keep a clone of it. Everything
//! above the transport runs as it does in production: credentials, encoding, retries, redirects, limits, paging, decoding.
//!
//! # Replies
//!
//! Replies are queued for an operation, by its id in the document, or for a method and path; the path is that of the URL, or the template as
//! the document has it. Each request takes the next one.
//!
//! ```
//! use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::{Api, ClientBuilder};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on("GET", "/v1/roles").json(200, r#"{"data": ["a", "b"]}"#).json(404, r#"{"error": {"message": "gone"}}"#);
//!
//! // With a generated crate: `Client::builder().transport(mock.clone()).build()?`
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//! client.request("GET", "/roles").query("limit", 2).await?;
//! let error = client.request("GET", "/roles").await.unwrap_err();
//!
//! assert_eq!(error.message(), "gone");
//! assert_eq!(mock.requests()[0].query_value("limit").as_deref(), Some("2"));
//! mock.verify();
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Conditions tell requests apart, [`MockReply::value`] sends a value of the API's types, and [`MockRoute::respond_with`] makes the reply
//! from the request:
//!
//! ```
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! let mock = MockTransport::new();
//! mock.on_operation("list-roles").when_query("after", "b").json(200, r#"{"data": ["c"], "has_more": false}"#);
//! mock.on_operation("list-roles").json(200, r#"{"data": ["a", "b"], "has_more": true, "next": "b"}"#);
//! mock.on_operation("retrieve-role").respond_with(|request| match request.path().rsplit('/').next() {
//!     Some("r1") => MockReply::json(200, r#"{"id": "r1"}"#),
//!     _ => MockReply::json(404, "{}"),
//! });
//! ```
//!
//! # Failures, delays, and time that does not pass
//!
//! Connections fail and servers are slow here too. Under tokio's paused clock (`#[tokio::test(start_paused = true)]`) the pauses between
//! attempts and the delays of replies take no real time:
//!
//! ```
//! use std::time::Duration;
//! use specsmith_runtime::transport::TransportErrorKind;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::{Api, ClientBuilder};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com");
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on("GET", "/roles")
//!     .fail(TransportErrorKind::Broken)
//!     .reply(MockReply::new(503).header("retry-after", "30"))
//!     .reply(MockReply::json(200, "{}").delay(Duration::from_secs(10)));
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//!
//! let start = tokio::time::Instant::now();
//! let reply = client.request("GET", "/roles").await?;
//! assert_eq!(reply.retries(), 2);
//! assert!(start.elapsed() >= Duration::from_secs(40));
//!
//! mock.on("GET", "/roles").hang();
//! let error = client.request("GET", "/roles").timeout(Duration::from_secs(5)).max_retries(0).await.unwrap_err();
//! assert!(error.is_timeout());
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Bodies come in pieces ([`MockReply::piece`], [`MockReply::piece_after`]), and can break off ([`MockReply::breaks`]) or never end
//! ([`MockReply::stalls`]), which is what streams are tested with.
//!
//! # What was asked
//!
//! [`MockTransport::requests`] has each attempt as it would have been sent. [`MockTransport::verify`], at the end of a test, panics when a request
//! had no reply, a reply was not used, or [`MockRoute::expect`] was not met, and says which. A request without a reply fails the call itself too,
//! with a message that names the request and the routes there are.
//!
//! `Debug` of a request shows neither the values of its query nor its credentials, so that test logs keep secrets; its accessors give them.

pub(crate) mod reply;
pub(crate) mod request;
pub(crate) mod route;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use crate::transport::mock::reply::MockReply;
pub use crate::transport::mock::request::MockRequest;
pub use crate::transport::mock::route::MockRoute;

use crate::transport::body::RequestBody;
use crate::transport::error::{TransportError, TransportErrorKind};
use crate::transport::mock::route::{Matcher, Outcome, Route};
use crate::transport::{BoxFuture, CallInfo, ReplyBody, Transport};

/// A transport in memory. Clones are the same transport: give one to the client and keep one to look at.
///
/// A request for which nothing is queued fails with [`ErrorKind::Build`](crate::ErrorKind::Build), and is recorded all the same.
#[derive(Clone, Default)]
pub struct MockTransport {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    routes: Vec<Route>,
    requests: Vec<MockRequest>,
    /// What was said of requests without a reply.
    unexpected: Vec<String>,
}

impl MockTransport {
    /// A transport that answers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What happens to requests with this method and path: the path of the URL, or the operation's template as the document has it.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn on(&self, method: impl AsRef<str>, path: impl Into<String>) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::path(method.as_ref(), path.into()) }
    }

    /// What happens to requests of this operation, by its id in the document.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn on_operation(&self, id: impl Into<String>) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::operation(id.into()) }
    }

    /// What happens to requests that no other route is for.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn on_any(&self) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::any() }
    }

    /// The requests so far, oldest first. Every attempt of a call is one.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// The requests of an operation so far, oldest first.
    pub fn requests_of(&self, operation: &str) -> Vec<MockRequest> {
        let state = self.state();
        state.requests.iter().filter(|request| request.operation() == Some(operation)).cloned().collect()
    }

    /// The last request.
    pub fn last_request(&self) -> Option<MockRequest> {
        self.state().requests.last().cloned()
    }

    /// How many queued replies have not been asked for: 0 at the end of a test that went as planned.
    pub fn left(&self) -> usize {
        self.state().routes.iter().map(|route| route.queue.len()).sum()
    }

    /// Checks that everything went as planned: each request had a reply, each queued reply was used, and each [`MockRoute::expect`] was met.
    ///
    /// # Errors
    /// What did not, a line each.
    pub fn check(&self) -> Result<(), String> {
        let state = self.state();
        let complaints: Vec<_> =
            state.unexpected.iter().cloned().chain(state.routes.iter().filter_map(Route::complaint)).collect();
        if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
    }

    /// [`MockTransport::check`] for the end of a test.
    ///
    /// # Panics
    /// When something did not go as planned, saying what.
    #[track_caller]
    pub fn verify(&self) {
        if let Err(complaints) = self.check() {
            panic!("the mock was not used as planned:\n{complaints}");
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn outcome(&self, request: &MockRequest) -> Result<Outcome, TransportError> {
        let mut state = self.state();
        state.requests.push(request.clone());
        state.outcome(request).ok_or_else(|| {
            let message = state.no_reply(request);
            state.unexpected.push(message.clone());
            TransportError::new(TransportErrorKind::Refused, message)
        })
    }
}

impl State {
    fn outcome(&mut self, request: &MockRequest) -> Option<Outcome> {
        let mut fitting: Vec<_> = self.routes.iter_mut().filter(|route| route.matcher.fits(request)).collect();
        fitting.sort_by_key(|route| route.matcher.rank());
        let (route, outcome) = fitting.into_iter().find_map(|route| route.next().map(|outcome| (route, outcome)))?;
        route.seen += 1;
        Some(outcome)
    }

    fn no_reply(&self, request: &MockRequest) -> String {
        let operation = request.operation().map(|id| format!(" (operation `{id}`)")).unwrap_or_default();
        let mut message = format!("the mock has no reply for {} {}{operation}; ", request.method(), request.path());
        if self.routes.is_empty() {
            message.push_str("it has none for anything");
        } else {
            let routes: Vec<_> = self.routes.iter().map(Route::to_string).collect();
            message.push_str(&format!("its routes: {}", routes.join("; ")));
        }
        message
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ReplyBody>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(|fault| {
                TransportError::new(TransportErrorKind::Broken, format!("the body cannot be read: {fault}"))
                    .with_source(fault)
            })?;
            let request = MockRequest::new(parts, body);
            let outcome = self.outcome(&request);
            let reply = match outcome? {
                Outcome::Reply(reply) => *reply,
                Outcome::Call(respond) => respond(&request),
                Outcome::Hang => std::future::pending().await,
                Outcome::Fail(kind, delay) => {
                    reply::pause(delay).await;
                    return Err(TransportError::new(kind, format!("the mock fails: {kind:?}")));
                }
            };
            reply.into_response().await
        })
    }

    fn wants_call_info(&self) -> bool {
        true
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (requests, left) = (self.requests(), self.left());
        f.debug_struct("MockTransport").field("requests", &requests).field("left", &left).finish()
    }
}

/// What a request is of, where the runtime said so.
fn info(request: &http::request::Parts) -> Option<CallInfo> {
    request.extensions.get::<CallInfo>().cloned()
}
