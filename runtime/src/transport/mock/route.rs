//! Routes of the transport in memory, as tests write them: the requests, and the responses that they get.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use specsmith_model::Value;

use crate::transport::error::TransportErrorKind;
use crate::transport::mock::request::MockRequest;
use crate::transport::mock::response::MockResponse;
use crate::transport::mock::routing::{Condition, Matcher, Outcome, Route};
use crate::transport::mock::transport::MockTransport;

impl MockTransport {
    /// Adds a route for requests with this method and path: the path of the URL, or the operation's template as the document has it.
    #[must_use = "a route does nothing until it is given a response"]
    pub fn on(&self, method: impl AsRef<str>, path: impl Into<String>) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::path(method.as_ref(), path.into()) }
    }

    /// Adds a route for requests of this operation, by its id in the document.
    #[must_use = "a route does nothing until it is given a response"]
    pub fn on_operation(&self, id: impl Into<String>) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::operation(id.into()) }
    }

    /// Adds a route for requests that no other route matches.
    #[must_use = "a route does nothing until it is given a response"]
    pub fn on_any(&self) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::any() }
    }
}

/// The responses to some requests. They are used in the order in which they were queued, one for each request.
///
/// Of the routes that fit a request, those with more conditions ([`when`](Self::when) and the like) come first, and then the one that was
/// made first; [`on_any`](MockTransport::on_any) comes last. A route whose responses are used up leaves the request to the next.
pub struct MockRoute<'a> {
    pub(crate) mock: &'a MockTransport,
    pub(crate) matcher: Matcher,
}

impl MockRoute<'_> {
    /// Matches only requests for which this returns true; `what` names the condition in messages. Conditions come before responses.
    #[must_use = "a route does nothing until it is given a response"]
    pub fn when(
        mut self,
        what: impl Into<String>,
        holds: impl Fn(&MockRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.matcher.conditions.push(Arc::new(Condition { text: what.into(), holds: Box::new(holds) }));
        self
    }

    /// Matches only requests with this query pair, decoded.
    #[must_use = "a route does nothing until it is given a response"]
    pub fn when_query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        let what = format!("the query has `{name}={value}`");
        self.when(what, move |request| {
            request.query_pairs().iter().any(|(known, text)| (known, text) == (&name, &value))
        })
    }

    /// Matches only requests with this header.
    #[must_use = "a route does nothing until it is given a response"]
    pub fn when_header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        let what = format!("the header `{name}` is as given");
        self.when(what, move |request| request.header(&name) == Some(&value))
    }

    /// Matches only requests whose body is this JSON, in any order and spacing.
    #[must_use = "a route does nothing until it is given a response"]
    pub fn when_json(self, body: impl Into<Value>) -> Self {
        let body = body.into();
        self.when(format!("the body is {body}"), move |request| request.body_json().as_ref() == Some(&body))
    }

    /// Queues a response.
    pub fn respond(self, response: MockResponse) -> Self {
        self.queue(Outcome::Response(Box::new(response)))
    }

    /// Queues responses, one after the other.
    pub fn responses(self, responses: impl IntoIterator<Item = MockResponse>) -> Self {
        responses.into_iter().fold(self, Self::respond)
    }

    /// Queues a response of JSON text.
    pub fn json(self, status: u16, json: impl Into<String>) -> Self {
        self.respond(MockResponse::json(status, json))
    }

    /// Queues a failure.
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.fail_after(Duration::ZERO, kind)
    }

    /// Queues a failure after a delay.
    pub fn fail_after(self, delay: Duration, kind: TransportErrorKind) -> Self {
        self.queue(Outcome::Fail(kind, delay))
    }

    /// Queues a request that gets no response.
    pub fn hang(self) -> Self {
        self.queue(Outcome::Hang)
    }

    /// Returns this response whenever the queue is empty.
    pub fn always(self, response: MockResponse) -> Self {
        self.otherwise(Outcome::Response(Box::new(response)))
    }

    /// Makes the response from the request whenever the queue is empty.
    pub fn respond_with(self, respond: impl Fn(&MockRequest) -> MockResponse + Send + Sync + 'static) -> Self {
        self.otherwise(Outcome::Call(Arc::new(respond)))
    }

    /// Sets the expected number of requests, for [`MockTransport::verify`].
    pub fn expect(self, requests: usize) -> Self {
        self.with_route(|route| route.expected = Some(requests));
        self
    }

    fn queue(self, outcome: Outcome) -> Self {
        self.with_route(|route| route.queue.push_back(outcome));
        self
    }

    fn otherwise(self, outcome: Outcome) -> Self {
        self.with_route(|route| route.always = Some(outcome));
        self
    }

    fn with_route(&self, change: impl FnOnce(&mut Route)) {
        let mut state = self.mock.state();
        match state.routes.iter_mut().find(|route| route.matcher.same(&self.matcher)) {
            Some(route) => change(route),
            None => {
                let mut route = Route::new(self.matcher.clone());
                change(&mut route);
                state.routes.push(route);
            }
        }
    }
}

impl fmt::Debug for MockRoute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MockRoute({})", self.matcher)
    }
}
