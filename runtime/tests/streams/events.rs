//! Event streams of calls.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use specsmith_runtime::call::ResponseKind;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::stream::{Event, EventStream, StreamFault, StreamLimits};
use specsmith_runtime::transport::TransportErrorKind;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
use specsmith_runtime::{ErrorKind, Limit};

use crate::support::mocked_with;

static WATCH: Operation = Operation::new("watch", "GET", "/events").security(&[&["Bearer"]]);

fn client() -> (MockTransport, Handle) {
    mocked_with(|builder| builder.max_retries(1).credential("Bearer", "sk-secret"))
}

fn sse(pieces: &[&'static str]) -> MockResponse {
    let response =
        MockResponse::new(200).header("content-type", "text/event-stream; charset=utf-8").header("x-request-id", "r1");
    pieces.iter().fold(response, |response, piece| response.piece(*piece))
}

async fn open<K: ResponseKind<Output = EventStream<T>>, T>(response: MockResponse) -> Result<EventStream<T>, Error> {
    let (mock, client) = client();
    mock.on("GET", "/events").respond(response);
    client.call(&WATCH).send::<K>().await
}

/// All items: values, and the kinds and messages of errors.
async fn all<K: ResponseKind<Output = EventStream<Value>>>(response: MockResponse) -> Vec<String> {
    let stream = open::<K, Value>(response).await.unwrap();
    stream
        .map(|item| item.map_or_else(|error| format!("{}: {error}", error.kind()), |value| value.to_string()))
        .collect()
        .await
}

#[tokio::test]
async fn typed_events() {
    let found =
        all::<DataEvents<Value>>(sse(&["data: {\"a\"", ":1}\r", "\n\r\ndata: 2\n\n", "data: [DONE]\n\ndata: 3\n\n"]))
            .await;
    assert_eq!(found, [r#"{"a":1}"#, "2"]);
    assert!(all::<DataEvents<Value>>(MockResponse::new(204)).await.is_empty());
    assert_eq!(all::<DataEvents<Value>>(sse(&["data: 1\n\ndata:  [DONE] \n\ndata: 3\n\n"])).await, ["1"]);
    let without_type = MockResponse::new(200).body("data: 1\n\n");
    assert_eq!(all::<DataEvents<Value>>(without_type).await, ["1"]);
}

#[tokio::test]
async fn what_comes_with_them() {
    let mut stream = open::<TextEvents, Event>(sse(&["id: 7\nretry: 30\nevent: x\ndata: not json\n\n"])).await.unwrap();
    assert_eq!((stream.status().as_u16(), stream.request_id(), stream.retries()), (200, Some("r1"), 0));
    assert_eq!((stream.last_event_id(), stream.retry()), (None, None));
    let event = stream.try_next().await.unwrap().unwrap();
    assert_eq!((event.event.as_deref(), &*event.data, event.id.as_deref()), (Some("x"), "not json", Some("7")));
    assert_eq!((stream.last_event_id(), stream.retry()), (Some("7"), Some(Duration::from_millis(30))));
    assert!(format!("{stream:?}").contains("r1"));
    let (mock, client) = client();
    mock.on("GET", "/events").respond(sse(&["data: 1\n\n"]));
    let response = client.call(&WATCH).send_with_response::<DataEvents<Value>>().await.unwrap();
    assert_eq!(response.request_id().as_deref(), Some("r1"));
    assert_eq!(response.into_value().try_collect::<Vec<_>>().await.unwrap().len(), 1);
    let request = mock.last_request().unwrap();
    assert_eq!(request.header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn named_events() {
    let found = all::<NamedEvents<Value>>(sse(&[
        "event: made\nid: 1\nretry: 5\ndata: {\"n\":1}\n\n",
        "data: plain \"text\"\n\n",
        "event: done\ndata: [DONE]\n\n",
    ]))
    .await;
    assert_eq!(found, [r#"{"data":{"n":1},"event":"made","id":"1","retry":5}"#, r#"{"data":"plain \"text\""}"#]);
    // A type that takes text gets text, even where that happens to be JSON.
    let mut stream = open::<NamedEvents<Holder>, Holder>(sse(&["data: 12\n\ndata: x\n\n"])).await.unwrap();
    assert_eq!(stream.try_next().await.unwrap().unwrap().0, "12");
    assert_eq!(stream.try_next().await.unwrap().unwrap().0, "x");
}

struct Holder(String);

impl Decode for Holder {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        node.get("data").map_or_else(|| Err(Fault::missing(node, "data")), |data| data.decode().map(Self))
    }
}

#[tokio::test]
async fn failures_within_the_stream() {
    for (events, message) in [
        (&["data: 1\n\ndata: {\"error\":{\"message\":\"over\",\"code\":\"full\"}}\n\ndata: 2\n\n"], "full: over"),
        (&["data: 1\n\nevent: error\ndata: {\"message\":\"over\",\"code\":\"full\"}\n\n"], "full: over"),
        (
            &["data: 1\n\nevent: error\ndata: sk-secret is not allowed\n\n"],
            "stream: the API reports a failure within the stream",
        ),
        (&["data: 1\n\ndata: {\"error\":\"no sk-secret here\"}\n\n"], "stream: no *** here"),
    ] {
        let found = all::<DataEvents<Value>>(sse(events)).await;
        assert_eq!(found, ["1".to_owned(), format!("stream: GET /events 200 {message} (request-id r1)")]);
    }
    for harmless in ["null", "\"\"", "false", "0", "0.0", "[]", "{}"].map(|said| format!("{{\"error\":{said}}}")) {
        let found = all::<DataEvents<Value>>(sse(&[]).piece(format!("data: {harmless}\n\n"))).await;
        assert_eq!(found, [harmless], "it says nothing");
    }
    for failure in ["true", "1", "[0]", "{\"a\":null}"].map(|said| format!("data: {{\"error\":{said}}}\n\n")) {
        let found = all::<DataEvents<Value>>(sse(&[]).piece(failure.clone())).await;
        assert!(found[0].starts_with("stream: "), "{failure} {found:?}");
    }
    assert_eq!(all::<DataEvents<Value>>(sse(&["data: {\"a\":{\"error\":1}}\n\n"])).await.len(), 1);
    let mut stream =
        open::<DataEvents<Value>, Value>(sse(&["event: error\ndata: {\"code\":\"full\",\"n\":3}\n\n"])).await.unwrap();
    let error = stream.try_next().await.unwrap_err();
    assert_eq!((error.code(), error.body_as::<Value>().unwrap()["n"].as_i64()), (Some("full"), Some(3)));
}

#[tokio::test]
async fn an_element_of_another_type_is_one_error() {
    let mut stream =
        open::<DataEvents<i64>, i64>(sse(&["data: 1\n\ndata: {\"x\"\n\ndata: \"a\"\n\ndata: 4\n\n"])).await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), Some(1));
    let error = stream.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.body()), (ErrorKind::Decode, &Bytes::from("{\"x\"")));
    assert!(stream.try_next().await.unwrap_err().to_string().contains("expected an integer"));
    assert_eq!(stream.try_next().await.unwrap(), Some(4));
    assert_eq!(stream.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn an_answer_that_is_no_stream() {
    let error = open::<DataEvents<Value>, Value>(MockResponse::json(200, "{\"stream\":false}")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("the response is application/json, a stream was expected"), "{error}");
    let page = MockResponse::new(200).header("content-type", "Text/HTML; charset=utf-8").body("<p>Sign in</p>");
    let error = open::<DataEvents<Value>, Value>(page).await.unwrap_err();
    assert!(error.to_string().contains("the response is text/html, a stream was expected"), "{error}");
}

#[tokio::test]
async fn failures_before_the_stream_are_tried_again_and_after_it_are_not() {
    let (mock, client) = client();
    mock.on("GET", "/events").json(500, "{}").respond(sse(&["data: 1\n\nda"]).breaks());
    let mut stream = client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap();
    assert_eq!(stream.retries(), 1);
    assert_eq!(stream.try_next().await.unwrap().unwrap(), 1);
    let error = stream.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.retries()), (ErrorKind::Connection, 1), "{error}");
    assert!(stream.try_next().await.unwrap().is_none());
    assert_eq!(mock.requests().len(), 2);

    mock.on("GET", "/events").json(429, r#"{"error":{"message":"slow"}}"#).json(429, r#"{"error":{"message":"slow"}}"#);
    let error = client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::RateLimited, "slow"));
    mock.on("GET", "/events").fail(TransportErrorKind::Refused);
    assert_eq!(client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap_err().kind(), ErrorKind::Build);
}

#[tokio::test(start_paused = true)]
async fn silence_is_limited_and_not_the_whole() {
    let slow = |pause| {
        let pieces = futures_util::stream::iter(["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"]);
        pieces.then(move |piece| async move {
            tokio::time::sleep(pause).await;
            Ok(Bytes::from(piece))
        })
    };
    for (pause, timeout, wanted) in [(9, 10, 3), (11, 10, 0)] {
        let client = slow_client(move || slow(Duration::from_secs(pause)));
        let mut call = client.call(&WATCH);
        call.set_timeout(Some(Duration::from_secs(timeout)));
        let stream = call.send::<DataEvents<Value>>().await.unwrap();
        let found: Vec<_> = stream.collect().await;
        assert_eq!(found.iter().filter(|item| item.is_ok()).count(), wanted);
        let last = found.last().unwrap();
        assert_eq!(last.as_ref().is_err_and(Error::is_timeout), wanted == 0, "{last:?}");
    }
    let client = slow_client(move || slow(Duration::from_secs(2)));
    let stream = client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap().idle_timeout(Duration::from_secs(1));
    let error = stream.try_collect::<Vec<_>>().await.unwrap_err();
    assert!(error.to_string().contains("the stream has been silent for 1s"), "{error}");
}

fn slow_client<S>(body: impl Fn() -> S + Send + Sync + 'static) -> Handle
where
    S: futures_util::Stream<Item = Result<Bytes, specsmith_runtime::transport::TransportError>> + Send + 'static,
{
    use specsmith_runtime::transport::{BoxFuture, RequestBody, ResponseBody, Transport, TransportError};

    struct Slow<F>(F);
    impl<F: Fn() -> S + Send + Sync + 'static, S> Transport for Slow<F>
    where
        S: futures_util::Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    {
        fn send(
            &self,
            _: http::Request<RequestBody>,
        ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
            Box::pin(async { Ok(http::Response::new(ResponseBody::stream((self.0)()))) })
        }
    }
    specsmith_runtime::ClientBuilder::new(&crate::support::API)
        .credential("Bearer", "sk-1")
        .transport(Slow(body))
        .build()
        .unwrap()
}

#[tokio::test]
async fn limits() {
    let stream = open::<DataEvents<Value>, Value>(sse(&["data: 1\n\ndata: 123456789\n\n"])).await.unwrap();
    let mut stream = stream.limits(StreamLimits::default().line(9));
    assert_eq!(stream.try_next().await.unwrap().unwrap(), 1);
    let error = stream.try_next().await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!((error.kind(), source.downcast_ref()), (ErrorKind::TooLarge, Some(&StreamFault::LineTooLong(9))));
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_undecoded_stream_is_asked_for_as_it_is_declared() {
    static LINES: Operation = Operation::new("lines", "GET", "/lines").streaming(Streaming::new("application/jsonl"));
    let (mock, client) = mocked_with(|builder| builder);
    mock.on_any().always(MockResponse::new(200).header("content-type", "application/jsonl").body("1\n"));
    client.call(&LINES).send_raw::<JsonLines<Value>>().await.unwrap();
    assert_eq!(mock.last_request().unwrap().header("accept"), Some("application/jsonl"));
    drop(client.call(&LINES).send::<JsonLines<Value>>().await.unwrap());
    assert_eq!(mock.last_request().unwrap().header("accept"), Some("application/jsonl"));
}

#[tokio::test]
async fn json_lines_and_sequences() {
    let lines = |media: &str, body: &'static str| MockResponse::new(200).header("content-type", media).body(body);
    let found = all::<JsonLines<Value>>(lines("application/x-ndjson", "{\"a\":1}\n\n2\n3")).await;
    assert_eq!(found, [r#"{"a":1}"#, "2", "3"]);
    let found =
        all::<JsonLines<Value>>(lines("application/json-seq", "\u{1e}{\n\"a\":1}\n\u{1e}2\n\u{1e}3\u{1e}4\n")).await;
    assert_eq!(found[..2], [r#"{"a":1}"#, "2"]);
    assert!(found[2].contains("cut short") && found[3] == "4" && found.len() == 4, "{found:?}");
    let found =
        all::<JsonLines<Value>>(lines("application/jsonl", "{\"error\":\"x\",\"id\":1}\n{\"error\":\"over\"}\n1\n"))
            .await;
    assert_eq!(found, [r#"{"error":"x","id":1}"#, "stream: GET /events 200 stream: over"]);
}

#[tokio::test]
async fn dropping_ends_the_request() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    struct Noted(Arc<AtomicBool>);
    impl Drop for Noted {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let dropped = Arc::new(AtomicBool::new(false));
    let shared = Arc::clone(&dropped);
    let client = slow_client(move || {
        let noted = Noted(Arc::clone(&shared));
        futures_util::stream::pending().inspect(move |_| {
            let _kept = &noted;
        })
    });
    let mut stream = client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap();
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(stream.poll_next_unpin(&mut cx).is_pending());
    assert!(!dropped.load(Ordering::SeqCst));
    drop(stream);
    assert!(dropped.load(Ordering::SeqCst));
}

#[tokio::test]
async fn limits_of_the_client_hold_for_every_stream_and_give_way() {
    let (mock, client) = mocked_with(|builder| {
        let limits = StreamLimits::default().line(12).event(20);
        builder.credential("Bearer", "sk-secret").stream_limits(limits).max_response_bytes(1)
    });
    let response = sse(&["data: 12345\n\ndata: 1234567890\n\n"]);
    mock.on("GET", "/events")
        .respond(response.clone())
        .respond(response)
        .respond(sse(&["data: 1234\ndata: 5678\n\n"; 9]));

    let mut stream = client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), Some(Value::from(12345)), "open streams are not counted as a whole");
    assert_eq!(stream.try_next().await.unwrap_err().kind(), ErrorKind::TooLarge);

    let stream = client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap().limits(StreamLimits::default());
    assert_eq!(stream.try_collect::<Vec<_>>().await.unwrap().len(), 2);

    let stream = client.call(&WATCH).send::<TextEvents>().await.unwrap().limits(StreamLimits::default().event(5));
    let error = stream.try_collect::<Vec<Event>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[tokio::test]
async fn elements_that_nest_too_deep_are_errors_of_their_own() {
    let deeper = format!("data: {}{}\n\n", "[".repeat(128), "]".repeat(128));
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", "sk-secret").max_json_depth(2));
    let texts = ["data: [[1]]\n\ndata: [[[2]]]\n\n", &deeper, "data: \"[[[\"\n\ndata: 4\n\n"].concat();
    let response = MockResponse::new(200).header("content-type", "text/event-stream").piece(texts);
    mock.on("GET", "/events").always(response);
    let events = client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap();
    let found: Vec<_> = events.map(|event| event.map_err(|error| (error.kind(), error.limit()))).collect().await;
    let refused = Err((ErrorKind::Decode, Some(Limit::JsonDepth)));
    assert!(found[0].is_ok() && found[1] == refused && found[2] == refused && found[3].is_ok(), "{found:?}");
    assert_eq!(found[4], Ok(Value::from(4)), "the stream goes on");
    // A text that is not JSON is not too deep.
    mock.on("GET", "/events").respond(sse(&["data: [[[[\n\n"]));
    let mut events = client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap();
    let error = events.next_event().await.unwrap_err();
    assert_eq!((error.kind(), error.limit()), (ErrorKind::Decode, None), "{error}");
    // As far as the parser goes, unless set; and what is not read as JSON is not judged.
    let events = client.to_builder().max_json_depth(500).build().unwrap().call(&WATCH).send::<DataEvents<Value>>();
    let found: Vec<_> = events.await.unwrap().map(|event| event.map_err(|error| error.limit())).collect().await;
    assert!(found[1].is_ok() && found[2] == Err(Some(Limit::JsonDepth)), "{found:?}");
    let texts: Vec<Event> = client.call(&WATCH).send::<TextEvents>().await.unwrap().try_collect().await.unwrap();
    assert_eq!(texts.len(), 5);
}

#[cfg(feature = "blocking")]
#[test]
fn streams_can_be_read_without_async() {
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", "sk-secret"));
    mock.on("GET", "/events").respond(sse(&["data: 1\n\nda", "ta: x\n\n", "data: 3\n\ndata: [DONE]\n\ndata: 4\n\n"]));
    let events = client.call(&WATCH).send::<DataEvents<Value>>().wait().unwrap().blocking();
    let found: Vec<_> = events.map(|event| event.map_err(|error| error.kind())).collect();
    assert_eq!(found, [Ok(Value::from(1)), Err(ErrorKind::Decode), Ok(Value::from(3))]);
}
