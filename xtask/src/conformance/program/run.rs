//! The ways a call is made.

use std::fmt::Display;

use specsmith_runtime::call::{Json, Raw, ResponseKind, Sending, SendingResponse};
use specsmith_runtime::model::Decode;
use specsmith_runtime::stream::EventStream;

use crate::{Error, Running, show};

/// Shows the body of an error response.
pub(crate) type Errors = fn(&Error) -> Option<String>;

/// Makes a call whose response is read whole.
pub(crate) fn whole<K: ResponseKind + 'static>(sending: SendingResponse<K>, errors: Errors, show: fn(&K::Value) -> String) -> Running
where
    K::Value: Send,
{
    Box::pin(async move {
        match sending.await {
            Ok(response) => show(response.value()),
            Err(error) => show::error(&error, errors),
        }
    })
}

/// Makes a call whose response is read as another of its declared types.
pub(crate) fn sent<T: Decode + Send + 'static>(sending: Sending<Json<T>>, errors: Errors, show: fn(&T) -> String) -> Running {
    Box::pin(async move {
        match sending.await {
            Ok(value) => show(&value),
            Err(error) => show::error(&error, errors),
        }
    })
}

/// Makes a call whose response is not decoded.
pub(crate) fn raw(sending: Sending<Raw>, errors: Errors) -> Running {
    Box::pin(async move {
        match sending.await {
            Ok(response) => show::bytes(response.value()),
            Err(error) => show::error(&error, errors),
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
            Err(error) => return show::error(&error, errors),
        };
        let mut items = Vec::new();
        loop {
            match events.next_event().await {
                Ok(Some(item)) => items.push(show::inner(&show(&item))),
                Ok(None) => return format!("{{\"items\":[{}]}}", items.join(",")),
                Err(error) => return show::stopped(&items, &error),
            }
        }
    })
}
