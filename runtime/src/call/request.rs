//! The request of an operation that has nothing to be set.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::time::Duration;

use super::{Call, Json, Raw, ReplyKind, Sending, SendingResponse};
use crate::error::Error;
use crate::explain::Explanation;
use crate::model::{Decode, Value};

/// A call that is ready to be made: awaiting it makes it. `K` says how the answer is read ([`Json`], [`Empty`](super::Empty), …).
///
/// Operations without optional inputs have this for a request, under a name of their own; others have a type of their own, which has the same methods
/// beside a setter for each input ([`request!`](crate::request)).
#[must_use = "a request does nothing until it is awaited"]
pub struct Request<K> {
    call: Call,
    kind: PhantomData<fn() -> K>,
}

impl<K: ReplyKind> Request<K> {
    /// A request that makes this call.
    #[inline]
    pub fn new(call: Call) -> Self {
        Self { call, kind: PhantomData }
    }

    /// Makes the call. Awaiting the request does the same.
    #[inline]
    pub fn send(self) -> Sending<K> {
        self.call.send()
    }

    /// Makes the call, and gives the value together with its status and header fields.
    #[inline]
    pub fn send_with_response(self) -> SendingResponse<K> {
        self.call.send_with_response()
    }

    /// Makes the call, and gives the answer as it came: its status, header fields and bytes.
    #[inline]
    pub fn send_raw(self) -> Sending<Raw> {
        self.call.send_raw::<K>()
    }

    /// Makes the call, and decodes the answer's JSON as a type of the caller's choice.
    #[inline]
    pub fn send_as<T: Decode>(self) -> Sending<Json<T>> {
        self.call.send()
    }

    /// Makes the call, and waits for it on this thread. Not for code that runs on an async runtime.
    ///
    /// # Errors
    /// As awaiting the request.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<K::Output, Error> {
        self.call.send::<K>().wait()
    }

    /// Makes the call, waits for it on this thread, and gives the value together with its status and header fields.
    ///
    /// # Errors
    /// As awaiting the request.
    #[cfg(feature = "blocking")]
    pub fn send_with_response_blocking(self) -> Result<crate::Response<K::Value>, Error> {
        self.call.send_with_response::<K>().wait()
    }

    /// What the call would send, with credentials masked, and what it would do about failures. Nothing is sent.
    ///
    /// # Errors
    /// What keeps the call from being made.
    pub fn explain(&self) -> Result<Explanation, Error> {
        self.call.explain::<K>()
    }

    /// The call as a command line of curl, with credentials masked. Nothing is sent.
    ///
    /// # Errors
    /// What keeps the call from being made.
    pub fn to_curl(&self) -> Result<String, Error> {
        self.call.to_curl::<K>()
    }
}

/// Options of this call alone.
impl<K> Request<K> {
    /// Adds a header field; an earlier value of the same name goes.
    pub fn header(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.call.extra_header(name, value);
        self
    }

    /// Adds a query pair; it replaces what would be sent under that name.
    pub fn query(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.call.extra_query(name, value);
        self
    }

    /// Adds a member to the body; it replaces what would be sent under that name.
    pub fn body_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.call.extra_field(name, value);
        self
    }

    /// Limits the time of each attempt; `None` takes the limit away.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.call.set_timeout(timeout.into());
        self
    }

    /// Limits the time of the call as a whole, repetitions and pauses included; `None` takes the limit away.
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.call.set_deadline(deadline.into());
        self
    }

    /// How often the call is repeated when that makes sense.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.call.set_max_retries(retries);
        self
    }
}

impl<K: ReplyKind> IntoFuture for Request<K> {
    type Output = <Sending<K> as Future>::Output;
    type IntoFuture = Sending<K>;

    #[inline]
    fn into_future(self) -> Sending<K> {
        self.call.send()
    }
}

impl<K> Clone for Request<K> {
    fn clone(&self) -> Self {
        Self { call: self.call.clone(), kind: PhantomData }
    }
}

impl<K> fmt::Debug for Request<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("call", &self.call).finish()
    }
}
