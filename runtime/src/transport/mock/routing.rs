//! The choice of the response to a request of the transport in memory.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::transport::error::TransportErrorKind;
use crate::transport::mock::request::MockRequest;
use crate::transport::mock::response::MockResponse;

/// Some requests and what happens to them.
pub(crate) struct Route {
    pub(crate) matcher: Matcher,
    pub(crate) queue: VecDeque<Outcome>,
    pub(crate) always: Option<Outcome>,
    /// Number of requests that are expected, by [`MockRoute::expect`].
    pub(crate) expected: Option<usize>,
    /// Number of requests that came.
    pub(crate) seen: usize,
}

/// Condition for the requests of a route.
#[derive(Clone)]
pub(crate) struct Matcher {
    target: Target,
    pub(crate) conditions: Vec<Arc<Condition>>,
}

#[derive(Clone, PartialEq, Eq)]
enum Target {
    Any,
    Operation(String),
    Path(String, String),
}

pub(crate) struct Condition {
    pub(crate) text: String,
    pub(crate) holds: Box<dyn Fn(&MockRequest) -> bool + Send + Sync>,
}

#[derive(Clone)]
pub(crate) enum Outcome {
    Response(Box<MockResponse>),
    Fail(TransportErrorKind, Duration),
    Hang,
    Call(Arc<dyn Fn(&MockRequest) -> MockResponse + Send + Sync>),
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

    pub(crate) fn same(&self, other: &Self) -> bool {
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
    pub(crate) fn new(matcher: Matcher) -> Self {
        Self { matcher, queue: VecDeque::new(), always: None, expected: None, seen: 0 }
    }

    /// Returns the outcome of the next request; `None` if no response is left.
    pub(crate) fn next(&mut self) -> Option<Outcome> {
        self.queue.pop_front().or_else(|| self.always.clone())
    }

    /// Returns a description of what differs from the expectations.
    pub(crate) fn complaint(&self) -> Option<String> {
        let matcher = &self.matcher;
        let seen = self.seen;
        match (self.expected, self.queue.len()) {
            (Some(expected), _) if expected != seen => {
                Some(format!("{matcher}: {expected} {} expected, {seen} came", requests(expected)))
            }
            (_, 1..) => Some(format!("{matcher}: {} of its responses not used", self.queue.len())),
            _ => None,
        }
    }
}

fn requests(count: usize) -> &'static str {
    if count == 1 { "request" } else { "requests" }
}

impl fmt::Display for Route {
    /// Writes the message about a request that has no response.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.matcher)?;
        match self.queue.len() {
            _ if self.always.is_some() => f.write_str(" (always)"),
            0 => write!(f, " (used up after {} {})", self.seen, requests(self.seen)),
            left => write!(f, " ({left} left)"),
        }
    }
}
