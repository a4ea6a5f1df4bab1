//! Which requests of the transport in memory get which replies.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::model::Value;
use crate::transport::error::TransportErrorKind;
use crate::transport::mock::MockTransport;
use crate::transport::mock::reply::MockReply;
use crate::transport::mock::request::MockRequest;

/// Some requests and what happens to them.
pub(crate) struct Route {
    pub(crate) matcher: Matcher,
    pub(crate) queue: VecDeque<Outcome>,
    pub(crate) always: Option<Outcome>,
    /// How many requests there are to be, by [`MockRoute::expect`].
    pub(crate) expected: Option<usize>,
    /// How many there were.
    pub(crate) seen: usize,
}

/// Which requests a route is for.
#[derive(Clone)]
pub(crate) struct Matcher {
    target: Target,
    conditions: Vec<Arc<Condition>>,
}

#[derive(Clone, PartialEq, Eq)]
enum Target {
    Any,
    Operation(String),
    Path(String, String),
}

struct Condition {
    text: String,
    holds: Box<dyn Fn(&MockRequest) -> bool + Send + Sync>,
}

#[derive(Clone)]
pub(crate) enum Outcome {
    Reply(Box<MockReply>),
    Fail(TransportErrorKind, Duration),
    Hang,
    Call(Arc<dyn Fn(&MockRequest) -> MockReply + Send + Sync>),
}

impl Matcher {
    pub(crate) fn any() -> Self {
        Self { target: Target::Any, conditions: Vec::new() }
    }

    pub(crate) fn operation(id: String) -> Self {
        Self { target: Target::Operation(id), conditions: Vec::new() }
    }

    pub(crate) fn path(method: &str, path: String) -> Self {
        Self { target: Target::Path(method.to_ascii_uppercase(), path), conditions: Vec::new() }
    }

    pub(crate) fn fits(&self, request: &MockRequest) -> bool {
        let target = match &self.target {
            Target::Any => true,
            Target::Operation(id) => request.operation() == Some(id),
            Target::Path(method, path) => {
                request.method() == method.as_str() && (request.path() == path || request.template() == Some(path))
            }
        };
        target && self.conditions.iter().all(|condition| (condition.holds)(request))
    }

    /// Routes of a lower rank are asked first: those with more conditions, and those for any request last.
    pub(crate) fn rank(&self) -> (bool, std::cmp::Reverse<usize>) {
        (self.target == Target::Any, std::cmp::Reverse(self.conditions.len()))
    }

    fn same(&self, other: &Self) -> bool {
        let (mine, others) = (&self.conditions, &other.conditions);
        self.target == other.target
            && mine.len() == others.len()
            && mine.iter().zip(others).all(|(mine, other)| Arc::ptr_eq(mine, other))
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.target {
            Target::Any => f.write_str("any request")?,
            Target::Operation(id) => write!(f, "operation `{id}`")?,
            Target::Path(method, path) => write!(f, "{method} {path}")?,
        }
        for (index, condition) in self.conditions.iter().enumerate() {
            write!(f, " {} {}", if index == 0 { "where" } else { "and" }, condition.text)?;
        }
        Ok(())
    }
}

impl Route {
    fn new(matcher: Matcher) -> Self {
        Self { matcher, queue: VecDeque::new(), always: None, expected: None, seen: 0 }
    }

    /// What happens to the next request, if there is anything left.
    pub(crate) fn next(&mut self) -> Option<Outcome> {
        self.queue.pop_front().or_else(|| self.always.clone())
    }

    /// What did not go as planned.
    pub(crate) fn complaint(&self) -> Option<String> {
        let matcher = &self.matcher;
        let seen = self.seen;
        match (self.expected, self.queue.len()) {
            (Some(expected), _) if expected != seen => {
                Some(format!("{matcher}: {expected} {} expected, {seen} came", requests(expected)))
            }
            (_, 1..) => Some(format!("{matcher}: {} of its replies not used", self.queue.len())),
            _ => None,
        }
    }
}

fn requests(count: usize) -> &'static str {
    if count == 1 { "request" } else { "requests" }
}

impl fmt::Display for Route {
    /// For the message about a request that has no reply.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.matcher)?;
        match self.queue.len() {
            _ if self.always.is_some() => f.write_str(" (always)"),
            0 => write!(f, " (used up after {} {})", self.seen, requests(self.seen)),
            left => write!(f, " ({left} left)"),
        }
    }
}

/// What happens to some requests. Replies are used in the order they were queued, one for each request.
///
/// Of the routes that fit a request, those with more conditions ([`when`](Self::when) and the like) come first, and then the one that was
/// made first; [`on_any`](MockTransport::on_any) comes last. A route whose replies are used up leaves the request to the next.
pub struct MockRoute<'a> {
    pub(crate) mock: &'a MockTransport,
    pub(crate) matcher: Matcher,
}

impl MockRoute<'_> {
    /// Only requests for which this holds; `what` names it in messages. Conditions come before replies.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn when(
        mut self,
        what: impl Into<String>,
        holds: impl Fn(&MockRequest) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.matcher.conditions.push(Arc::new(Condition { text: what.into(), holds: Box::new(holds) }));
        self
    }

    /// Only requests with this query pair, decoded.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn when_query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        let what = format!("the query has `{name}={value}`");
        self.when(what, move |request| {
            request.query_pairs().iter().any(|(known, text)| (known, text) == (&name, &value))
        })
    }

    /// Only requests with this header field.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn when_header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        let what = format!("the header `{name}` is as given");
        self.when(what, move |request| request.header(&name) == Some(&value))
    }

    /// Only requests whose body is this JSON, in whatever order and spacing.
    #[must_use = "a route does nothing until it is given a reply"]
    pub fn when_json(self, body: impl Into<Value>) -> Self {
        let body = body.into();
        self.when(format!("the body is {body}"), move |request| request.body_json().as_ref() == Some(&body))
    }

    /// Queues a reply.
    pub fn reply(self, reply: MockReply) -> Self {
        self.queue(Outcome::Reply(Box::new(reply)))
    }

    /// Queues replies, one after the other.
    pub fn replies(self, replies: impl IntoIterator<Item = MockReply>) -> Self {
        replies.into_iter().fold(self, Self::reply)
    }

    /// Queues a reply of JSON text.
    pub fn json(self, status: u16, json: impl Into<String>) -> Self {
        self.reply(MockReply::json(status, json))
    }

    /// Queues a failure.
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.fail_after(Duration::ZERO, kind)
    }

    /// Queues a failure that comes after a while.
    pub fn fail_after(self, delay: Duration, kind: TransportErrorKind) -> Self {
        self.queue(Outcome::Fail(kind, delay))
    }

    /// Queues a request that is never answered.
    pub fn hang(self) -> Self {
        self.queue(Outcome::Hang)
    }

    /// Gives this reply whenever the queue is empty.
    pub fn always(self, reply: MockReply) -> Self {
        self.otherwise(Outcome::Reply(Box::new(reply)))
    }

    /// Makes the reply from the request whenever the queue is empty.
    pub fn respond_with(self, respond: impl Fn(&MockRequest) -> MockReply + Send + Sync + 'static) -> Self {
        self.otherwise(Outcome::Call(Arc::new(respond)))
    }

    /// Says how many requests there are to be, for [`MockTransport::verify`].
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
