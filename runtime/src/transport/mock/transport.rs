//! The transport itself.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::transport::body::RequestBody;
use crate::transport::error::{TransportError, TransportErrorKind};
use crate::transport::mock::request::MockRequest;
use crate::transport::mock::response;
use crate::transport::mock::routing::{Outcome, Route};
use crate::transport::{BoxFuture, ResponseBody, Transport};

/// A transport in memory. Clones share their routes and requests: give one to the client, and keep one to inspect.
///
/// A request for which nothing is queued fails with [`ErrorKind::Build`](crate::ErrorKind::Build), and is recorded all the same.
#[derive(Clone, Default)]
pub struct MockTransport {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) routes: Vec<Route>,
    requests: Vec<MockRequest>,
    /// The complaints about requests without a response.
    unexpected: Vec<String>,
}

impl MockTransport {
    /// Makes a transport without responses.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the requests so far, oldest first. Every attempt of a call is one.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// Returns the requests of an operation so far, oldest first.
    pub fn requests_of(&self, operation: &str) -> Vec<MockRequest> {
        let state = self.state();
        state.requests.iter().filter(|request| request.operation() == Some(operation)).cloned().collect()
    }

    /// Returns the last request.
    pub fn last_request(&self) -> Option<MockRequest> {
        self.state().requests.last().cloned()
    }

    /// Returns the number of queued responses that are not used yet: 0 at the end of a test that went as planned.
    pub fn left(&self) -> usize {
        self.state().routes.iter().map(|route| route.queue.len()).sum()
    }

    /// Checks that everything went as planned: each request had a response, each queued response was used, and each [`MockRoute::expect`] was met.
    ///
    /// [`MockRoute::expect`]: crate::transport::mock::MockRoute::expect
    ///
    /// # Errors
    /// One line for each difference from the plan.
    pub fn check(&self) -> Result<(), String> {
        let state = self.state();
        let complaints: Vec<_> =
            state.unexpected.iter().cloned().chain(state.routes.iter().filter_map(Route::complaint)).collect();
        if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
    }

    /// Panics where [`MockTransport::check`] fails: for the end of a test.
    ///
    /// # Panics
    /// If something did not go as planned; the message has one line for each difference.
    #[track_caller]
    pub fn verify(&self) {
        if let Err(complaints) = self.check() {
            panic!("the mock was not used as planned:\n{complaints}");
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn outcome(&self, request: &MockRequest) -> Result<Outcome, TransportError> {
        let mut state = self.state();
        state.requests.push(request.clone());
        state.outcome(request).ok_or_else(|| {
            let message = state.no_response(request);
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

    fn no_response(&self, request: &MockRequest) -> String {
        let operation = request.operation().map(|id| format!(" (operation `{id}`)")).unwrap_or_default();
        let mut message = format!("the mock has no response for {} {}{operation}; ", request.method(), request.path());
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
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(|fault| {
                TransportError::new(TransportErrorKind::Broken, format!("the body cannot be read: {fault}"))
                    .with_source(fault)
            })?;
            let request = MockRequest::new(parts, body);
            let outcome = self.outcome(&request);
            let response = match outcome? {
                Outcome::Response(response) => *response,
                Outcome::Call(respond) => respond(&request),
                Outcome::Hang => std::future::pending().await,
                Outcome::Fail(kind, delay) => {
                    response::pause(delay).await;
                    return Err(TransportError::new(kind, format!("the mock fails: {kind:?}")));
                }
            };
            response.into_response().await
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
