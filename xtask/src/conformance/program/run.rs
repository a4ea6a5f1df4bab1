//! The ways a call is made.

use std::fmt::Display;

use specsmith_runtime::call::{Json, Raw, ResponseKind, Sending, SendingResponse};
use specsmith_runtime::headers::Headed;
use specsmith_runtime::model::Decode;
use specsmith_runtime::stream::EventStream;

use crate::{Error, Running, headers, show};

/// Shows the body of an error response.
pub(crate) type Errors = fn(&Error) -> Option<String>;

/// The end of a call.
pub(crate) struct Ended {
    /// The outcome, as JSON.
    pub(crate) outcome: String,
    /// Members that are written after it: the headers by their getters, and the id of the request. Empty where they cannot be read.
    pub(crate) headers: String,
}

impl Ended {
    pub(crate) fn without_headers(outcome: String) -> Self {
        Self { outcome, headers: String::new() }
    }

    fn new(outcome: String, headed: &dyn Headed, request_id: Option<&str>) -> Self {
        let headers = headers::of(headed).join(",");
        let request_id = serde_json::to_string(&request_id).expect("JSON");
        Self { outcome, headers: format!(",\"headers\":{{{headers}}},\"request_id\":{request_id}") }
    }

    fn failed(error: &Error, errors: Errors) -> Self {
        Self::new(show::error(error, errors), error, error.request_id())
    }
}

/// Makes a call whose response is read whole.
pub(crate) fn whole<K: ResponseKind + 'static>(sending: SendingResponse<K>, errors: Errors, show: fn(&K::Value) -> String) -> Running
where
    K::Value: Send,
{
    Box::pin(async move {
        match sending.await {
            Ok(response) => Ended::new(show(response.value()), &response, response.request_id().as_deref()),
            Err(error) => Ended::failed(&error, errors),
        }
    })
}

/// Makes a call whose response is read as another of its declared types: a value without its headers.
pub(crate) fn sent<T: Decode + Send + 'static>(sending: Sending<Json<T>>, errors: Errors, show: fn(&T) -> String) -> Running {
    Box::pin(async move {
        match sending.await {
            Ok(value) => Ended::without_headers(show(&value)),
            Err(error) => Ended::failed(&error, errors),
        }
    })
}

/// Makes a call whose response is not decoded.
pub(crate) fn raw(sending: Sending<Raw>, errors: Errors) -> Running {
    Box::pin(async move {
        match sending.await {
            Ok(response) => Ended::new(show::bytes(response.value()), &response, response.request_id().as_deref()),
            Err(error) => Ended::failed(&error, errors),
        }
    })
}

/// Makes a call whose response is read item by item.
pub(crate) fn items<K, T, W>(sending: Sending<K>, errors: Errors, show: fn(&T) -> String) -> Running
where
    K: ResponseKind<Output = EventStream<T, W>> + 'static,
    T: Send + 'static,
    W: 'static,
{
    Box::pin(async move {
        let mut events = match sending.await {
            Ok(events) => events,
            Err(error) => return Ended::failed(&error, errors),
        };
        let mut items = Vec::new();
        let outcome = loop {
            match events.next_event().await {
                Ok(Some(item)) => items.push(show::inner(&show(&item))),
                Ok(None) => break format!("{{\"items\":[{}]}}", items.join(",")),
                Err(error) => break show::stopped(&items, &error),
            }
        };
        Ended::new(outcome, &events, events.request_id())
    })
}
