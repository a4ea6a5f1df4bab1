//! Calls in progress.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::error::Error;
use crate::request::call::Call;
use crate::response::Response;
use crate::response::kinds::ResponseKind;
use crate::send::undecoded::Running;

/// A call in progress. Dropping it cancels the call.
#[must_use = "futures do nothing until they are awaited"]
pub struct Sending<K> {
    running: Running,
    kind: PhantomData<fn() -> K>,
}

/// A call in progress that returns the value with its status and headers. Dropping it cancels the call.
#[must_use = "futures do nothing until they are awaited"]
pub struct SendingResponse<K> {
    running: Running,
    kind: PhantomData<fn() -> K>,
}

impl<K: ResponseKind> Sending<K> {
    #[inline]
    pub(crate) fn new(call: Call) -> Self {
        Self::accepting(call, K::ACCEPT)
    }

    /// Starts a call with an `Accept` header of its own.
    #[inline]
    pub(crate) fn accepting(mut call: Call, accept: &'static str) -> Self {
        call.parts.read_as(K::READING, call.operation.streaming.as_ref());
        Self { running: crate::send::run(call, accept), kind: PhantomData }
    }
}

impl<K: ResponseKind> SendingResponse<K> {
    #[inline]
    pub(crate) fn new(mut call: Call) -> Self {
        call.parts.read_as(K::READING, call.operation.streaming.as_ref());
        Self { running: crate::send::run(call, K::ACCEPT), kind: PhantomData }
    }
}

impl<K: ResponseKind> Future for Sending<K> {
    type Output = Result<K::Output, Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.running.as_mut().poll(cx).map(|response| K::output(response?))
    }
}

impl<K: ResponseKind> Future for SendingResponse<K> {
    type Output = Result<Response<K::Value>, Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.running.as_mut().poll(cx).map(|response| K::response(response?))
    }
}

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
impl<K: ResponseKind> Sending<K> {
    /// Blocks this thread until the call ends. Not for code that runs on an async runtime.
    ///
    /// # Errors
    /// As awaiting it.
    pub fn wait(self) -> Result<K::Output, Error> {
        K::output(crate::response::blocking::wait(self.running)?)
    }
}

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
impl<K: ResponseKind> SendingResponse<K> {
    /// Blocks this thread until the call ends. Not for code that runs on an async runtime.
    ///
    /// # Errors
    /// As awaiting it.
    pub fn wait(self) -> Result<Response<K::Value>, Error> {
        K::response(crate::response::blocking::wait(self.running)?)
    }
}
