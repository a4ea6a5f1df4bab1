//! Text and JSON of responses, however they are written.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{ErrorKind, UntypedResponse};

use crate::support::mocked;

static GET: Operation = Operation::new("get", "GET", "/x");

fn response(media: &str, body: &'static [u8]) -> MockResponse {
    MockResponse::new(200).header("content-type", media).body(body)
}

#[tokio::test]
async fn a_text_is_read_in_the_charset_that_the_response_names() {
    for (media, body, text) in [
        ("text/plain; charset=iso-8859-1", &b"h\xe9"[..], "hé"),
        ("text/plain;charset=\"UTF-8\"", b"h\xc3\xa9", "hé"),
        ("text/plain; charset=utf-16be", b"\0h\0\xe9", "hé"),
        ("text/plain", b"\xef\xbb\xbfh\xc3\xa9", "hé"),
        ("text/csv; header=present; Charset=Windows-1252", b"\x80", "€"),
        #[cfg(feature = "charset")]
        ("text/plain; charset=shift_jis", b"\x82\xb1", "こ"),
    ] {
        let (mock, client) = mocked();
        mock.on_any().respond(response(media, body));
        assert_eq!(client.call(&GET).send::<Text>().await.unwrap(), text, "{media}");
    }
    for (media, body, why) in [
        ("text/plain", &b"h\xe9"[..], "the body is not UTF-8 text"),
        ("text/plain; charset=klingon", b"h", "the charset `klingon`"),
    ] {
        let (mock, client) = mocked();
        mock.on_any().respond(response(media, body));
        let error = client.call(&GET).send::<Text>().await.unwrap_err();
        assert!(error.message().contains(why), "{error}");
        assert_eq!((error.kind(), &error.body()[..]), (ErrorKind::Decode, body));
    }
}

#[tokio::test]
async fn json_is_read_behind_a_byte_order_mark_and_in_what_the_response_says() {
    for (media, body) in [
        ("application/json", &b"\xef\xbb\xbf{\"a\":\"\xc3\xa9\"}"[..]),
        ("application/json; charset=ISO-8859-1", b"{\"a\":\"\xe9\"}"),
        ("application/json; charset=iso-8859-1", b"{\"a\":\"\xc3\xa9\"}"),
        ("application/json; charset=utf-16le", b"{\0\"\0a\0\"\0:\0\"\0\xe9\0\"\0}\0"),
    ] {
        let (mock, client) = mocked();
        mock.on_any().always(response(media, body));
        let value = client.call(&GET).send::<Json<Value>>().await.unwrap();
        assert_eq!(value["a"], "é", "{media}");
        let raw = client.call(&GET).send::<Raw>().await.unwrap();
        assert_eq!(&raw.value()[..], body, "as it came");
    }
    let (mock, client) = mocked();
    let marked = MockResponse::new(404).body(&b"\xef\xbb\xbf{\"error\":{\"code\":\"gone\",\"message\":\"it is\"}}"[..]);
    mock.on_any().respond(marked);
    let error = client.call(&GET).send::<Json<Value>>().await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("gone"), "it is"));
    assert_eq!(error.body_json().unwrap()["code"], "gone");
    let _: Option<UntypedResponse> = None;
}

#[tokio::test]
async fn a_content_coding_that_was_not_asked_for_is_named() {
    let (mock, client) = mocked();
    let coded = response("application/json", b"\x1f\x8b\x08\0").header("content-encoding", "compress");
    mock.on_any().always(coded);
    let json = client.call(&GET).send::<Json<Value>>().await.unwrap_err();
    let text = client.call(&GET).send::<Text>().await.unwrap_err();
    for error in [json, text] {
        assert!(error.message().contains("the content coding `compress`"), "{error}");
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    // A coding that changes nothing is none.
    mock.on_any().always(response("application/json", b"1").header("content-encoding", "identity"));
    assert_eq!(client.call(&GET).send::<Json<Value>>().await.unwrap(), 1);
}

#[tokio::test]
async fn html_where_json_belongs_is_named_and_shown() {
    let page = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>...................</body></html>";
    let (mock, client) = mocked();
    mock.on_any().respond(response("text/html; charset=utf-8", page));
    let error = client.call(&GET).send::<Json<Value>>().await.unwrap_err();
    for part in ["text/html", "JSON was expected", "<!DOCTYPE html>\\n<html><head><title>Sign in"] {
        assert!(error.message().contains(part), "{error}");
    }
    assert!(error.message().len() < 250, "{error}");
}
