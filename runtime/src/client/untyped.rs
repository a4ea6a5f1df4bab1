//! Calls of operations that are not in the document.

use std::future::IntoFuture;

use bytes::Bytes;
use specsmith_model::{Decode, Encode};

use crate::client::explain::Explanation;
use crate::error::Error;
use crate::operation::body::Name;
use crate::operation::{Operation, Security};
use crate::request::call::Call;
use crate::response::kinds::{Json, Raw};
use crate::response::sending::Sending;
use crate::transport::upload::Upload;

/// The operation of untyped calls; their method and path are in the call.
pub(crate) static UNTYPED: Operation = untyped().json_body(false);

/// An untyped call with a form.
static UNTYPED_FORM: Operation = untyped().form_body(true, &[]);

/// An untyped call with a multipart body.
static UNTYPED_MULTIPART: Operation = untyped().multipart_body(true, &[]);

const fn untyped() -> Operation {
    let mut operation = Operation::new("untyped call", "GET", "");
    operation.security = Security::Any;
    operation
}

/// A call with any method and path, with the client's credentials, retries and timeouts. Awaiting it returns the undecoded response.
#[must_use = "a request does nothing until it is awaited"]
#[derive(Clone, Debug)]
pub struct Untyped {
    pub(crate) call: Call,
}

impl Untyped {
    pub(crate) fn new(call: Call) -> Self {
        Self { call }
    }

    /// Sends a JSON body.
    pub fn json(self, body: &(impl Encode + ?Sized)) -> Self {
        self.body(&UNTYPED, body)
    }

    /// Sends the members of an object as a form, `application/x-www-form-urlencoded`.
    pub fn form(self, body: &(impl Encode + ?Sized)) -> Self {
        self.body(&UNTYPED_FORM, body)
    }

    /// Sends the members of an object as parts, `multipart/form-data`: texts as they are, [`Upload`]s as files, anything else as JSON.
    pub fn multipart(self, body: &(impl Encode + ?Sized)) -> Self {
        self.body(&UNTYPED_MULTIPART, body)
    }

    fn body(mut self, form: &'static Operation, body: &(impl Encode + ?Sized)) -> Self {
        self.call.operation = form;
        self.call.body(body);
        self
    }

    /// Sends bytes, in memory or from a stream. Set their content type with [`Untyped::header`] or on the [`Upload`].
    pub fn bytes(mut self, body: impl Into<Upload>) -> Self {
        self.call.upload_body(body.into());
        self
    }

    /// Sends text. Set its content type with [`Untyped::header`].
    pub fn text(mut self, body: impl Into<String>) -> Self {
        self.call.bytes_body(Bytes::from(body.into()));
        self
    }

    /// Uses the credential of this security scheme, if the client has several.
    pub fn scheme(mut self, id: impl Into<String>) -> Self {
        self.call.parts.scheme = Some(Name::Owned(id.into()));
        self
    }

    /// Returns the request that the call would send, with credentials masked, and its retry settings. Nothing is sent.
    ///
    /// # Errors
    /// The error with which the call would fail before anything is sent.
    pub fn explain(&self) -> Result<Explanation, Error> {
        self.call.explain::<Raw>()
    }

    /// Returns the call as a `curl` command line, with credentials masked. Nothing is sent.
    ///
    /// # Errors
    /// The error with which the call would fail before anything is sent.
    pub fn to_curl(&self) -> Result<String, Error> {
        self.explain().map(|explanation| explanation.to_curl())
    }

    /// Makes the call, and blocks this thread until it ends. Not for code that runs on an async runtime.
    ///
    /// # Errors
    /// As awaiting it.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub fn send_blocking(self) -> Result<crate::response::Response<Bytes>, Error> {
        self.call.send::<Raw>().wait()
    }

    /// Makes the call.
    pub fn send(self) -> Sending<Raw> {
        self.call.send()
    }

    /// Makes the call and decodes the response's JSON.
    pub fn send_as<T: Decode>(self) -> Sending<Json<T>> {
        self.call.send()
    }
}

impl IntoFuture for Untyped {
    type Output = <Sending<Raw> as std::future::Future>::Output;
    type IntoFuture = Sending<Raw>;

    fn into_future(self) -> Sending<Raw> {
        self.send()
    }
}
