//! A call that is being put together.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use specsmith_model::internal::{Attachments, Decoding};
use specsmith_model::{DecodeMode, Encode, Value, Writer};

use crate::config::secret::Secret;
use crate::config::session::Session;
use crate::error::Error;
use crate::http::random::random_token;
use crate::operation::Operation;
use crate::operation::body::{Body, BodyForm, Name};
use crate::operation::param::Place;
use crate::operation::retry::RetryPolicy;
use crate::operation::route::Route;
use crate::request::arguments::{CallArguments, Target};
use crate::request::parameters::{write_cookies, write_query};
use crate::transport::upload::Upload;

/// A call that is being put together. Its methods are for generated code; a fault in what they are given is said when the call is made.
#[derive(Clone)]
pub struct Call {
    pub(crate) session: Arc<Session>,
    pub(crate) operation: &'static Operation,
    pub(crate) parts: Box<CallArguments>,
}

impl Call {
    pub(crate) fn new(session: Arc<Session>, operation: &'static Operation) -> Self {
        Self { session, operation, parts: Box::default() }
    }

    /// Sets a path parameter.
    #[inline]
    pub fn path<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set(Place::Path, name, json_of(value));
    }

    /// Sets a query parameter.
    #[inline]
    pub fn query<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set_query(name, json_of(value));
    }

    /// Sets a header.
    #[inline]
    pub fn header<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set(Place::Header, name, json_of(value));
    }

    /// Sets a cookie.
    #[inline]
    pub fn cookie<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.set_cookie(name, json_of(value));
    }

    fn set_query(&mut self, name: &'static str, json: String) {
        self.parts.write_query = Some(write_query);
        self.set(Place::Query, name, json);
    }

    fn set_cookie(&mut self, name: &'static str, json: String) {
        self.parts.write_cookies = Some(write_cookies);
        self.set(Place::Cookie, name, json);
    }

    fn set(&mut self, place: Place, name: &'static str, json: String) {
        self.parts.set_param(place, Name::Borrowed(name), json);
    }

    /// Sets a member of the body.
    #[inline]
    pub fn field<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        let json = self.encode(|writer| value.encode(writer));
        self.field_json(name, json);
    }

    /// Sets a member of the body to null.
    pub fn field_null(&mut self, name: &'static str) {
        self.field_json(name, "null".to_owned());
    }

    /// Sets a member of the body to a list.
    #[inline]
    pub fn field_list<T: Encode>(&mut self, name: &'static str, items: impl IntoIterator<Item = T>) {
        let json = self.encode(|writer| writer.array_of(items));
        self.field_json(name, json);
    }

    fn field_json(&mut self, name: &'static str, json: String) {
        self.parts.set_field(Name::Borrowed(name), json);
    }

    /// Sets the whole body. What was set of it before goes; members set later replace or join those of an object.
    #[inline]
    pub fn body<T: Encode + ?Sized>(&mut self, value: &T) {
        let json = self.encode(|writer| value.encode(writer));
        self.body_json(json);
    }

    /// Encodes a value of the body; files of a multipart body are kept beside its JSON.
    #[inline]
    fn encode(&mut self, value: impl FnOnce(&mut Writer)) -> String {
        let mut writer = self.writer();
        value(&mut writer);
        self.written(writer)
    }

    fn writer(&mut self) -> Writer {
        match self.operation.body.form {
            BodyForm::Multipart => Writer::collecting(
                self.parts.body.uploads.take().unwrap_or_else(|| Box::new(Attachments::new(random_token))),
            )
            .for_request(),
            // Enough for most bodies without growing.
            _ => Writer::with_capacity(48).for_request(),
        }
    }

    fn written(&mut self, writer: Writer) -> String {
        let (json, uploads) = writer.into_parts();
        if uploads.as_ref().is_some_and(|uploads| uploads.is_misplaced()) {
            self.parts
                .fail("only a multipart body or a body of bytes can hold a streamed file; give its bytes".to_owned());
        }
        self.parts.body.uploads = uploads;
        json
    }

    fn body_json(&mut self, json: String) {
        self.parts.body.value = Body::Json(json);
    }

    /// Sends the body in the form of another description of the same operation.
    #[inline]
    pub fn turn(&mut self, operation: &'static Operation) {
        self.operation = operation;
    }

    /// Sets a body of text.
    pub fn text_body(&mut self, text: String) {
        self.parts.body.value = Body::Text(text);
    }

    /// Sets a body of bytes.
    pub fn bytes_body(&mut self, bytes: Bytes) {
        self.upload_body(Upload::bytes(bytes));
    }

    /// Sets a body of bytes, in memory or a stream. Its content type, if it has one, is the request's.
    pub fn upload_body(&mut self, upload: Upload) {
        self.parts.body.value = Body::Upload(upload);
    }

    /// Adds a header of the caller's; an earlier value of the same name goes, whoever set it.
    #[inline]
    pub fn extra_header(&mut self, name: impl Into<String>, value: impl fmt::Display) {
        self.add_header(name.into(), value.to_string());
    }

    fn add_header(&mut self, name: String, value: String) {
        self.parts.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.parts.headers.push((name, Secret::new(value)));
    }

    /// Adds a query pair of the caller's. It replaces what the operation itself would send under that name.
    #[inline]
    pub fn extra_query(&mut self, name: impl Into<String>, value: impl fmt::Display) {
        self.parts.query.push((Name::Owned(name.into()), value.to_string()));
    }

    /// Merges a member over the body, whoever set it before.
    #[inline]
    pub fn extra_field(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.add_field(name.into(), &value.into());
    }

    fn add_field(&mut self, name: String, value: &Value) {
        self.parts.body.extra.retain(|(known, _)| *known != name);
        self.parts.body.extra.push((Name::Owned(name), value.to_string()));
    }

    /// Limits the time of each attempt of this call; `None` takes the limit away.
    pub fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.parts.timeout = Some(timeout);
    }

    /// Limits the time of this call as a whole, retries and pauses included; `None` takes the limit away.
    pub fn set_deadline(&mut self, deadline: Option<Duration>) {
        self.parts.deadline = Some(deadline);
    }

    /// Limits how often this call is retried.
    pub fn set_max_retries(&mut self, retries: u32) {
        self.parts.max_retries = Some(retries);
    }

    /// Says whether the request may be sent again.
    pub fn set_retry_policy(&mut self, policy: RetryPolicy) {
        self.parts.retry_policy = Some(policy);
    }

    /// Says how this call's response is read, whatever the client says.
    pub fn set_decode_mode(&mut self, mode: DecodeMode) {
        self.parts.mode = Some(mode);
    }

    /// Returns the settings for decoding the response.
    pub(crate) fn decoding(&self) -> Decoding {
        let config = self.session.config();
        Decoding::new(self.parts.mode.unwrap_or(config.mode), config.drift.as_ref(), self.operation.id)
    }

    /// Ends the items of all pages after this many.
    pub fn set_max_items(&mut self, items: usize) {
        self.parts.max_items = Some(items);
    }

    /// Ends the pages after this many.
    pub fn set_max_pages(&mut self, pages: usize) {
        self.parts.max_pages = Some(pages);
    }

    /// Asks for the next page while the items of the last one are given.
    pub fn set_prefetch(&mut self) {
        self.parts.prefetch = true;
    }

    /// Returns the operation of the call.
    pub(crate) fn route(&self) -> Route {
        match &self.parts.target {
            Some(Target::Untyped(method, path)) => {
                Route { id: self.operation.id, method: Some(method.clone()), path: shown(path) }
            }
            Some(Target::Page(_)) | None => self.operation.route(),
        }
    }

    /// Returns the method.
    ///
    /// # Errors
    /// A method of the document that HTTP cannot carry is sent as nothing else: the call cannot be built.
    #[inline]
    pub(crate) fn method(&self) -> Result<http::Method, Error> {
        match &self.parts.target {
            Some(Target::Untyped(method, _)) => Ok(method.clone()),
            _ => self.operation.method().map_err(Error::build),
        }
    }
}

/// Returns the JSON of a parameter, which is short.
#[inline]
fn json_of<T: Encode + ?Sized>(value: &T) -> String {
    let mut writer = Writer::with_capacity(32).for_request();
    value.encode(&mut writer);
    writer.into_string()
}

/// Returns an untyped call's path as it may be shown: the query, which may hold anything, is left out.
fn shown(path: &str) -> Name {
    Name::Owned(path.split(['?', '#']).next().unwrap_or_default().to_owned())
}

impl fmt::Debug for Call {
    /// Shows names; values may be private.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let route = self.route();
        let parts = &*self.parts;
        let params: Vec<_> = parts.params.iter().map(|given| &*given.name).collect();
        let headers: Vec<_> = parts.headers.iter().map(|(name, _)| name.as_str()).collect();
        let query: Vec<_> = parts.query.iter().map(|(name, _)| &**name).collect();
        f.debug_struct("Call")
            .field("operation", &route.id)
            .field("method", &route.method)
            .field("path", &route.path)
            .field("params", &params)
            .field("query", &query)
            .field("headers", &headers)
            .field("body", &parts.body.value)
            .finish_non_exhaustive()
    }
}
