//! Structured output: responses whose text is JSON with a schema that the caller chooses.

mod schema;
mod select;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::model::{Decode, Value, from_slice};
use crate::request::arguments::Reading;
use crate::request::call::Call;
use crate::response::kinds::RawResponse;
use crate::send::undecoded::{Running, UndecodedResponse};

/// A response, and the value decoded from its text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Parsed<R, T> {
    /// The whole response.
    pub response: R,
    /// The value, or the refusal to produce one.
    pub outcome: Result<T, Refusal>,
}

/// A refusal to produce the value, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response is a refusal: {}", self.0)
    }
}

impl std::error::Error for Refusal {}

/// A call in progress whose response's text is decoded as `T`. Dropping it cancels the call.
#[must_use = "futures do nothing until they are awaited"]
pub struct Parsing<R, T> {
    running: Running,
    value: PhantomData<fn() -> (R, T)>,
}

impl<R: Decode, T: JsonSchema + DeserializeOwned> Parsing<R, T> {
    /// Makes a call with the schema of `T`.
    pub fn new(mut call: Call) -> Self {
        match call.operation.rules.and_then(|rules| rules.structured_output) {
            Some(rule) => {
                let form = schema::form(rule.form, &T::schema_name(), schema::of::<T>());
                schema::put(&mut call, rule.to, form);
            }
            None => call.parts.fail("the operation has no rule for structured output".to_owned()),
        }
        call.parts.read_as(Reading::Whole, call.operation.streaming.as_ref());
        Self { running: crate::send::run(call, "application/json"), value: PhantomData }
    }
}

impl<R: Decode, T: DeserializeOwned> Future for Parsing<R, T> {
    type Output = Result<Parsed<R, T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let undecoded = ready!(self.running.as_mut().poll(cx))?;
        let response = RawResponse::new(&undecoded).json()?;
        Poll::Ready(outcome(&undecoded).map(|outcome| Parsed { response, outcome }))
    }
}

fn outcome<T: DeserializeOwned>(undecoded: &UndecodedResponse) -> Result<Result<T, Refusal>, Error> {
    let fault = |message: String| RawResponse::new(undecoded).fault(message);
    let Some(rule) = undecoded.call.operation.rules.and_then(|rules| rules.structured_output) else {
        return Err(Error::new(ErrorKind::Build, "the operation has no rule for structured output"));
    };
    let body: Value = from_slice(&undecoded.body).map_err(|error| fault(error.to_string()))?;
    if let Some(refusal) = rule.refusal.and_then(|path| select::text(&body, path)) {
        return Ok(Err(Refusal(refusal.to_owned())));
    }
    let text = select::text(&body, rule.text);
    let text = text.ok_or_else(|| fault("the response has no text to be read as a value".to_owned()))?;
    serde_json::from_str(text).map(Ok).map_err(|error| {
        fault(format!("the text of the response is not what was asked for: {error}")).with_source(error)
    })
}
