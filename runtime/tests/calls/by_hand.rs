//! Headers that the transport writes, set by hand: they cannot cut a body short, or make its rest another request.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::{ClientBuilder, ErrorKind};

use crate::support::{API, mocked, sent};

static CREATE: Operation = Operation::new("create", "POST", "/x").json_body(true);
static FORM: Operation = Operation::new("form", "POST", "/x").multipart_body(true, &[]);

fn call(client: &specsmith_runtime::Client, operation: &'static Operation, name: &str, value: &str) -> Call {
    let mut call = client.call(operation);
    call.field("name", "abc");
    call.extra_header(name, value);
    call
}

#[tokio::test]
async fn a_header_that_contradicts_the_framing_is_refused() {
    for (name, value, why) in [
        ("Content-Length", "5", "the body has 14 bytes"),
        ("content-length", "x", "the body has 14 bytes"),
        ("Transfer-Encoding", "chunked", "written by the transport"),
        ("connection", "upgrade", "written by the transport"),
        ("keep-alive", "1", "written by the transport"),
        ("te", "trailers", "written by the transport"),
        ("trailer", "x", "written by the transport"),
        ("upgrade", "h2c", "written by the transport"),
        ("host", "other.example", "the request goes to `api.example.com`"),
    ] {
        let (mock, client) = mocked();
        let error = call(&client, &CREATE, name, value).send::<Raw>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build, "{name}");
        assert!(error.message().contains(why), "{error}");
        assert!(mock.requests().is_empty());
        let mut declared = client.call(&CREATE);
        declared.field("name", "abc");
        declared.header(Box::leak(name.to_owned().into_boxed_str()), value);
        assert_eq!(declared.send::<Raw>().await.unwrap_err().kind(), ErrorKind::Build, "{name} as a parameter");
    }
}

#[tokio::test]
async fn a_header_that_says_what_the_transport_says_is_left_to_it() {
    for (name, value) in [("content-length", "14"), ("host", "API.example.com")] {
        let (mock, client) = mocked();
        let request = sent(&mock, call(&client, &CREATE, name, value)).await;
        assert_eq!((request.header(name), request.body_text().len()), (None, 14));
    }
}

#[test]
fn a_client_sends_no_such_header_with_every_call() {
    for name in ["Content-Length", "transfer-encoding", "Host", "connection"] {
        let refused = ClientBuilder::new(&API).header(name, "1").build().unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Config, "{name}");
    }
}

#[tokio::test]
async fn a_content_type_by_hand_keeps_the_boundary_of_the_parts() {
    let (mock, client) = mocked();
    let request = sent(&mock, call(&client, &FORM, "Content-Type", "multipart/related")).await;
    let media = request.header("content-type").unwrap();
    let boundary = media.strip_prefix("multipart/related; boundary=").unwrap();
    assert!(request.body_text().starts_with(&format!("--{boundary}\r\n")), "{}", request.body_text());
    for media in ["multipart/form-data; boundary=mine", "application/json"] {
        let error = call(&client, &FORM, "content-type", media).send::<Raw>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build, "{media}");
    }
}
