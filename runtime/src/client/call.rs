//! Methods that make a call, or show its request.

use crate::client::explain::Explanation;
use crate::error::Error;
use crate::request::arguments::Reading;
use crate::request::call::Call;
use crate::response::kinds::{Raw, ResponseKind};
use crate::response::page::token::ResumeToken;
use crate::response::sending::{Sending, SendingResponse};

impl Call {
    /// Continues a list at the position of a token.
    pub fn resume_from(&mut self, token: &ResumeToken) {
        token.apply(self);
    }

    /// Makes the call, and decodes the response as `K`.
    #[inline]
    pub fn send<K: ResponseKind>(self) -> Sending<K> {
        Sending::new(self)
    }

    /// Makes the call, decodes the response as `K`, and returns it with its status and headers.
    #[inline]
    pub fn send_with_response<K: ResponseKind>(self) -> SendingResponse<K> {
        SendingResponse::new(self)
    }

    /// Makes the call like one whose response is decoded as `K`, and returns the undecoded response.
    #[inline]
    pub fn send_raw<K: ResponseKind>(self) -> Sending<Raw> {
        let accept = match (K::READING, self.operation.streaming) {
            (Reading::Stream, Some(streaming)) => streaming.media,
            _ => K::ACCEPT,
        };
        Sending::accepting(self, accept)
    }

    /// Returns the request that the call would send if its response were read as `K`. Nothing is sent.
    ///
    /// # Errors
    /// The error with which the call would fail before anything is sent.
    #[inline]
    pub fn explain<K: ResponseKind>(&self) -> Result<Explanation, Error> {
        let mut call = self.clone();
        call.parts.read_as(K::READING, call.operation.streaming.as_ref());
        Explanation::of(&call, K::ACCEPT)
    }

    /// Returns the call as a `curl` command line, as if its response were read as `K`. Nothing is sent.
    ///
    /// # Errors
    /// The error with which the call would fail before anything is sent.
    #[inline]
    pub fn to_curl<K: ResponseKind>(&self) -> Result<String, Error> {
        self.explain::<K>().map(|explanation| explanation.to_curl())
    }
}
