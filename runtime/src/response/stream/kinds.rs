//! Response kinds that are streams.

use std::marker::PhantomData;

use specsmith_model::Decode;

use crate::error::Error;
use crate::request::arguments::Reading;
use crate::response::Response;
use crate::response::kinds::ResponseKind;
use crate::response::stream::bytes::ByteStream;
use crate::response::stream::events::EventStream;
use crate::response::stream::frames::Frames;
use crate::response::stream::{Event, decode};
use crate::send::undecoded::UndecodedResponse;

/// Server-sent events whose data is JSON of this type, and the type of what they make up together, where the document says how.
pub struct DataEvents<T, W = ()>(PhantomData<fn() -> (T, W)>);

/// Server-sent events as objects of this type, with the members `event`, `data`, `id` and `retry` (OpenAPI 3.2 §4.14.4.1).
pub struct NamedEvents<T, W = ()>(PhantomData<fn() -> (T, W)>);

/// Server-sent events, undecoded.
pub struct TextEvents;

/// JSON values of this type, one after the other: JSON lines, or a JSON text sequence (RFC 7464) where the response says so.
pub struct JsonLines<T, W = ()>(PhantomData<fn() -> (T, W)>);

/// The bytes in pieces.
pub struct ByteChunks;

macro_rules! stream_kind {
    ([$($param:ident $(: $bound:ident)?),*] $kind:ty => $item:ty, $whole:ty, $accept:literal, $form:expr, $decode:expr, $json:literal) => {
        impl<$($param $(: $bound)?),*> ResponseKind for $kind {
            type Value = EventStream<$item, $whole>;
            type Output = EventStream<$item, $whole>;
            const ACCEPT: &'static str = $accept;
            const READING: Reading = Reading::Stream;

            fn output(response: UndecodedResponse) -> Result<Self::Output, Error> {
                EventStream::new(response, $form, $decode, $json)
            }

            fn response(response: UndecodedResponse) -> Result<Response<Self::Value>, Error> {
                Ok(Self::output(response)?.into_response())
            }
        }
    };
}

stream_kind!([T: Decode, W] DataEvents<T, W> => T, W, "text/event-stream", |_| Frames::events(), decode::data, true);
stream_kind!([T: Decode, W] NamedEvents<T, W> => T, W, "text/event-stream", |_| Frames::events(), decode::named, true);
stream_kind!([] TextEvents => Event, (), "text/event-stream", |_| Frames::events(), decode::text, false);
stream_kind!([T: Decode, W] JsonLines<T, W> => T, W, "application/x-ndjson", Frames::json, decode::data, true);

impl ResponseKind for ByteChunks {
    type Value = ByteStream;
    type Output = ByteStream;
    const ACCEPT: &'static str = "*/*";
    const READING: Reading = Reading::Open;

    fn output(response: UndecodedResponse) -> Result<ByteStream, Error> {
        ByteStream::new(response)
    }

    fn response(response: UndecodedResponse) -> Result<Response<ByteStream>, Error> {
        Ok(ByteStream::new(response)?.into_response())
    }
}
