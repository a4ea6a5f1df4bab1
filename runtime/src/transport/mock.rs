//! A transport in memory, for tests: replies are queued per operation or path, and requests are recorded.
//!
//! ```
//! use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::{Api, ClientBuilder};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on("GET", "/v1/roles").reply(MockReply::json(200, r#"{"data":[]}"#));
//!
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//! let reply = client.request("GET", "/roles").query("limit", 2).send().await?;
//!
//! assert_eq!(reply.status(), 200);
//! assert_eq!(mock.requests()[0].query_value("limit").as_deref(), Some("2"));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod reply;
mod request;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use reply::MockReply;
pub use request::MockRequest;

use super::{BoxFuture, CallInfo, ReplyBody, RequestBody, Transport, TransportError, TransportErrorKind};

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
}

struct Route {
    matcher: Matcher,
    queue: VecDeque<Outcome>,
    always: Option<Outcome>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Matcher {
    Any,
    Operation(String),
    Path(String, String),
}

#[derive(Clone)]
enum Outcome {
    Reply(Box<MockReply>),
    Fail(TransportErrorKind),
    Call(Arc<dyn Fn(&MockRequest) -> MockReply + Send + Sync>),
}

impl MockTransport {
    /// A transport that answers nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What happens to requests with this method and path: the path of the URL, or the operation's template as the document has it.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn on(&self, method: impl Into<String>, path: impl Into<String>) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::Path(method.into().to_ascii_uppercase(), path.into()) }
    }

    /// What happens to requests of this operation, by its id in the document.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn on_operation(&self, id: impl Into<String>) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::Operation(id.into()) }
    }

    /// What happens to requests that no other route is for.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn on_any(&self) -> MockRoute<'_> {
        MockRoute { mock: self, matcher: Matcher::Any }
    }

    /// The requests so far, oldest first. Every attempt of a call is one.
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// The last request.
    pub fn last_request(&self) -> Option<MockRequest> {
        self.state().requests.last().cloned()
    }

    /// How many queued replies have not been asked for: 0 at the end of a test that went as planned.
    pub fn left(&self) -> usize {
        self.state().routes.iter().map(|route| route.queue.len()).sum()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, request: http::Request<RequestBody>) -> Result<MockReply, TransportError> {
        let request = MockRequest::new(request);
        let mut state = self.state();
        state.requests.push(request.clone());
        let outcome = state.outcome(&request);
        drop(state);
        match outcome {
            Some(Outcome::Reply(reply)) => Ok(*reply),
            Some(Outcome::Call(respond)) => Ok(respond(&request)),
            Some(Outcome::Fail(kind)) => Err(TransportError::new(kind, format!("the mock fails: {kind:?}"))),
            None => Err(TransportError::new(
                TransportErrorKind::Refused,
                format!("the mock has no reply for {} {}", request.method(), request.path()),
            )),
        }
    }
}

impl State {
    /// What happens to a request: the routes are asked in the order they were made, those for any request last.
    fn outcome(&mut self, request: &MockRequest) -> Option<Outcome> {
        let (any, named): (Vec<_>, Vec<_>) = self
            .routes
            .iter_mut()
            .filter(|route| route.matcher.fits(request))
            .partition(|route| route.matcher == Matcher::Any);
        named.into_iter().chain(any).find_map(|route| route.queue.pop_front().or_else(|| route.always.clone()))
    }
}

impl Matcher {
    fn fits(&self, request: &MockRequest) -> bool {
        match self {
            Self::Any => true,
            Self::Operation(id) => request.operation() == Some(id),
            Self::Path(method, path) => {
                request.method() == method.as_str() && (request.path() == path || request.template() == Some(path))
            }
        }
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ReplyBody>, TransportError>> {
        let outcome = self.take(request);
        Box::pin(async move { outcome?.into_response().await })
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

/// What happens to some requests. Replies are used in the order they were queued, one for each request.
pub struct MockRoute<'a> {
    mock: &'a MockTransport,
    matcher: Matcher,
}

impl MockRoute<'_> {
    /// Queues a reply.
    pub fn reply(self, reply: MockReply) -> Self {
        self.queue(Outcome::Reply(Box::new(reply)))
    }

    /// Queues a reply of JSON text.
    pub fn json(self, status: u16, json: impl Into<String>) -> Self {
        self.reply(MockReply::json(status, json))
    }

    /// Queues a failure.
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.queue(Outcome::Fail(kind))
    }

    /// Gives this reply whenever the queue is empty.
    pub fn always(self, reply: MockReply) -> Self {
        self.otherwise(Outcome::Reply(Box::new(reply)))
    }

    /// Makes the reply from the request whenever the queue is empty.
    pub fn respond_with(self, respond: impl Fn(&MockRequest) -> MockReply + Send + Sync + 'static) -> Self {
        self.otherwise(Outcome::Call(Arc::new(respond)))
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
        let index = state.routes.iter().position(|route| route.matcher == self.matcher).unwrap_or_else(|| {
            state.routes.push(Route { matcher: self.matcher.clone(), queue: VecDeque::new(), always: None });
            state.routes.len() - 1
        });
        change(&mut state.routes[index]);
    }
}

impl fmt::Debug for MockRoute<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockRoute").field("matcher", &self.matcher).finish_non_exhaustive()
    }
}

/// What a request is of, where the runtime said so.
fn info(request: &http::request::Parts) -> Option<CallInfo> {
    request.extensions.get::<CallInfo>().cloned()
}
