//! Request bodies on the wire.

use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockRequest;

use crate::support::{failed, leak, mocked, sent};

static JSON: Operation = Operation::new("x", "POST", "/x").json_body(false);

async fn body_of(operation: &'static Operation, fill: impl FnOnce(&mut Call)) -> MockRequest {
    let (mock, client) = mocked();
    let mut call = client.call(operation);
    fill(&mut call);
    sent(&mock, call).await
}

fn json(text: &str) -> Value {
    specsmith_runtime::model::from_str(text).unwrap()
}

#[tokio::test]
async fn absent_null_and_value() {
    let request = body_of(&JSON, |call| {
        call.field("a", "x");
        call.field_null("b");
        call.field_list("c", ["p", "q"]);
        call.field("d", &i128::MAX);
    })
    .await;
    assert_eq!(request.body_text(), format!(r#"{{"a":"x","b":null,"c":["p","q"],"d":{}}}"#, i128::MAX));
    assert_eq!(request.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn nothing_set() {
    let request = body_of(&JSON, |_| ()).await;
    assert_eq!((request.body_text().as_str(), request.header("content-type")), ("", None));
    static REQUIRED: Operation =
        Operation::new("x", "POST", "/x").json_body(true).media("application/merge-patch+json");
    let request = body_of(&REQUIRED, |_| ()).await;
    assert_eq!(
        (request.body_text().as_str(), request.header("content-type")),
        ("{}", Some("application/merge-patch+json"))
    );
    static GET: Operation = Operation::new("x", "GET", "/x").json_body(true);
    let request = body_of(&GET, |_| ()).await;
    assert_eq!((request.body_text().as_str(), request.header("content-type")), ("", None));
}

#[tokio::test]
async fn a_whole_body_and_later_setters() {
    let request = body_of(&JSON, |call| {
        call.field("gone", "x");
        call.body(&json(r#"{"b":1,"a":[1.50]}"#));
        call.field("a", &true);
        call.field("c", "new");
    })
    .await;
    assert_eq!(request.body_json(), Some(json(r#"{"b":1,"a":true,"c":"new"}"#)));
    let request = body_of(&JSON, |call| call.body(&json("{}"))).await;
    assert_eq!(request.body_text(), "{}", "an empty object is not nothing");
    let request = body_of(&JSON, |call| call.body(&vec![1_i64, 2])).await;
    assert_eq!(request.body_text(), "[1,2]");
}

#[tokio::test]
async fn extra_members_win() {
    let request = body_of(&JSON, |call| {
        call.extra_field("a", 2);
        call.extra_field("z\"", json("[null]"));
        call.field("a", "x");
        call.field("b", "y");
    })
    .await;
    assert_eq!(request.body_text(), r#"{"a":2,"b":"y","z\"":[null]}"#);
    let (mock, client) = mocked();
    let mut call = client.call(&JSON);
    call.body(&vec![1_i64]);
    call.extra_field("a", 1);
    assert_eq!(failed(call.clone()).await.kind(), ErrorKind::Build);
    let mut call = client.call(&JSON);
    call.body(&vec![1_i64]);
    call.field("a", "x");
    assert!(failed(call).await.to_string().contains("not an object"));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn forms() {
    static FORM: Operation = Operation::new("x", "POST", "/x").form_body(
        true,
        &[
            Encoding::new("deep").style(Style::DeepObject, true),
            Encoding::new("joined").style(Style::Form, false),
            Encoding::new("doc").content_type("application/json"),
        ],
    );
    let request = body_of(&FORM, |call| {
        call.field("a", "x y&z~");
        call.field("list", &vec![1_i64, 2]);
        call.field("joined", &vec!["p", "q r"]);
        call.field("deep", &json(r#"{"k":{"l":[1,2]}}"#));
        call.field("doc", &json(r#"{"k":1}"#));
        call.field_null("gone");
    })
    .await;
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    let wanted = "a=x+y%26z%7E&list=1&list=2&joined=p,q+r&deep%5Bk%5D%5Bl%5D%5B%5D=1&deep%5Bk%5D%5Bl%5D%5B%5D=2&doc=%7B%22k%22%3A1%7D";
    assert_eq!(request.body_text(), wanted);
    let request = body_of(&FORM, |call| call.body(&json(r#"{"a":"b"}"#))).await;
    assert_eq!(request.body_text(), "a=b");
    assert_eq!(body_of(&FORM, |_| ()).await.body_text(), "");
}

#[tokio::test]
async fn multipart() {
    static UPLOAD: Operation = Operation::new("x", "POST", "/x")
        .multipart_body(true, &[Encoding::new("image").content_type("image/png, image/jpeg")]);
    let request = body_of(&UPLOAD, |call| {
        call.field("purpose", "test");
        call.field("image", &Upload::bytes("PNG").file_name("a.png"));
        call.field("more", &vec![Upload::text("one"), Upload::text("two").file_name("2.txt")]);
        call.field("meta", &json(r#"{"k":[1]}"#));
    })
    .await;
    let media = request.header("content-type").unwrap();
    let boundary = media.strip_prefix("multipart/form-data; boundary=").unwrap();
    let part =
        |head: &str, body: &str| format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let wanted = [
        part("name=\"purpose\"", "test"),
        part("name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png", "PNG"),
        part("name=\"more\"; filename=\"file\"\r\nContent-Type: text/plain; charset=utf-8", "one"),
        part("name=\"more\"; filename=\"2.txt\"\r\nContent-Type: text/plain; charset=utf-8", "two"),
        part("name=\"meta\"\r\nContent-Type: application/json", r#"{"k":[1]}"#),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(request.body_text(), wanted.concat());
}

#[tokio::test]
async fn a_file_elsewhere_is_base64() {
    let request = body_of(&JSON, |call| call.field("f", &Upload::text("hi"))).await;
    assert_eq!(request.body_text(), r#"{"f":"aGk="}"#);
}

#[tokio::test]
async fn text_and_bytes() {
    let text = leak(Operation::new("x", "PUT", "/x").text_body(true, "text/csv"));
    let request = body_of(text, |call| call.text_body("a,b".to_owned())).await;
    assert_eq!((request.body_text().as_str(), request.header("content-type")), ("a,b", Some("text/csv")));
    let bytes = leak(Operation::new("x", "PUT", "/x").bytes_body(true, "application/octet-stream"));
    let request = body_of(bytes, |call| call.bytes_body(Bytes::from_static(&[0, 255]))).await;
    assert_eq!(
        (&request.body()[..], request.header("content-type")),
        (&[0, 255][..], Some("application/octet-stream"))
    );
    let any = leak(Operation::new("x", "PUT", "/x").bytes_body(true, "*/*"));
    let request = body_of(any, |call| call.bytes_body(Bytes::from_static(b"x"))).await;
    assert_eq!(request.header("content-type"), Some("application/octet-stream"), "a range is no content type");
}
