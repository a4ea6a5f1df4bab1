//! Errors and responses.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{ErrorKind, StatusCode};

use crate::support::{mocked, mocked_with};

static GET: Operation = Operation::new("get-role", "GET", "/roles/{role_id}").params(&[Param::path("role_id")]);

async fn answer<K: specsmith_runtime::call::ResponseKind>(response: MockResponse) -> Result<K::Output, Error> {
    let (mock, client) = mocked_with(|builder| builder.max_retries(0).max_response_bytes(1000));
    mock.on_any().always(response);
    let mut call = client.call(&GET);
    call.path("role_id", "r/1");
    call.send::<K>().await
}

#[tokio::test]
async fn kinds_by_status() {
    let table = [
        (400, ErrorKind::BadRequest),
        (401, ErrorKind::Authentication),
        (402, ErrorKind::Status),
        (403, ErrorKind::PermissionDenied),
        (404, ErrorKind::NotFound),
        (409, ErrorKind::Conflict),
        (422, ErrorKind::UnprocessableEntity),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Server),
        (529, ErrorKind::Server),
        (304, ErrorKind::Status),
    ];
    for (status, kind) in table {
        let error = answer::<Empty>(MockResponse::new(status)).await.unwrap_err();
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (kind, Some(status)));
    }
}

#[tokio::test]
async fn what_an_error_knows() {
    let body = r#"{"error":{"code":"rate_limited","message":"slow\ndown","param":null},"extra":1}"#;
    let response = MockResponse::json(429, body).header("x-request-id", "abc").header("retry-after", "7");
    let error = answer::<Json<Value>>(response).await.unwrap_err();
    assert_eq!(error.to_string(), "GET /roles/{role_id} 429 rate_limited: slow down (request-id abc)");
    assert_eq!((error.operation(), error.path()), (Some("get-role"), Some("/roles/{role_id}")));
    assert_eq!(error.method().map(|method| method.as_str()), Some("GET"));
    assert_eq!((error.code(), error.message(), error.request_id()), (Some("rate_limited"), "slow\ndown", Some("abc")));
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(7)));
    assert_eq!(&error.body()[..], body.as_bytes());
    assert_eq!(error.body_json().unwrap()["message"], "slow\ndown");
    assert_eq!(error.body_as::<Value>().unwrap()["extra"], 1);
    let wrong = error.body_as::<Vec<String>>().unwrap_err();
    assert_eq!((wrong.kind(), wrong.status()), (ErrorKind::Decode, Some(StatusCode::TOO_MANY_REQUESTS)));
    assert!(size_of::<Error>() <= 24);
}

#[tokio::test]
async fn decode_failures_say_where() {
    let response = MockResponse::json(200, r#"{"data":["a",7]}"#).header("x-request-id", "abc");
    let error = answer::<Json<std::collections::BTreeMap<String, Vec<String>>>>(response).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "GET /roles/{role_id} 200 decode: at $.data[1]: expected a string, found 7 (request-id abc)"
    );
    assert!(
        std::error::Error::source(&error).is_some_and(|source| source.is::<specsmith_runtime::model::DecodeError>())
    );
    assert_eq!(&error.body()[..], br#"{"data":["a",7]}"#);
    let error = answer::<Json<Value>>(MockResponse::new(200)).await.unwrap_err();
    assert!(error.to_string().contains("the body is empty"), "{error}");
    let error = answer::<Json<Value>>(MockResponse::new(200).body("<html>")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn response_kinds() {
    let json = |text: &str| MockResponse::json(200, text);
    assert_eq!(answer::<Json<i64>>(json("7")).await.unwrap(), 7);
    assert_eq!(answer::<Json<i64>>(MockResponse::new(200).body("7")).await.unwrap(), 7, "whatever the content type");
    assert_eq!(answer::<OptionalJson<i64>>(json("7")).await.unwrap(), Some(7));
    assert_eq!(answer::<OptionalJson<i64>>(MockResponse::new(204)).await.unwrap(), None);
    answer::<Empty>(MockResponse::new(204)).await.unwrap();
    answer::<Empty>(json("7")).await.unwrap();
    assert_eq!(answer::<Text>(MockResponse::new(200).body("\u{feff}hé")).await.unwrap(), "hé");
    assert_eq!(answer::<Text>(MockResponse::new(200).body(vec![0xff])).await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(&answer::<Binary>(MockResponse::new(200).piece("a").piece("b").piece("c")).await.unwrap()[..], b"abc");
    let raw = answer::<Raw>(json("7").header("x-request-id", "r")).await.unwrap();
    assert_eq!((raw.status().as_u16(), raw.request_id().as_deref(), &raw.value()[..]), (200, Some("r"), &b"7"[..]));
}

#[derive(Debug, PartialEq)]
enum Several3 {
    Ok(i64),
    Accepted(String),
    NoContent,
}

impl ResponseEnum for Several3 {
    fn decode(response: &RawResponse<'_>) -> Result<Self, Error> {
        let cases = [
            (StatusSpec::Code(200), Some("application/json")),
            (StatusSpec::Range(2), Some("text/plain")),
            (StatusSpec::Code(204), None),
        ];
        match response.pick(&cases) {
            0 => response.json().map(Self::Ok),
            1 => response.text().map(Self::Accepted),
            _ => Ok(Self::NoContent),
        }
    }
}

#[tokio::test]
async fn responses_of_several_types() {
    let text = MockResponse::new(202).header("content-type", "text/plain").body("later");
    assert_eq!(answer::<Several<Several3>>(MockResponse::json(200, "1")).await.unwrap(), Several3::Ok(1));
    assert_eq!(answer::<Several<Several3>>(text).await.unwrap(), Several3::Accepted("later".into()));
    assert_eq!(answer::<Several<Several3>>(MockResponse::new(204)).await.unwrap(), Several3::NoContent);
}

#[tokio::test]
async fn size_limits() {
    let announced = MockResponse::new(200).header("content-length", "1001").body("x");
    let long = MockResponse::new(200).piece("x".repeat(600)).piece("x".repeat(401));
    for response in [announced, long] {
        let error = answer::<Binary>(response).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::TooLarge, Some(StatusCode::OK)));
    }
    assert_eq!(
        answer::<Binary>(MockResponse::new(200).piece("x".repeat(600)).piece("x".repeat(400))).await.unwrap().len(),
        1000
    );
}

#[tokio::test]
async fn whole_responses() {
    let (mock, client) = mocked();
    mock.on_any().always(MockResponse::json(201, "[1]").header("x-request-id", "r").header("etag", "e"));
    let mut call = client.call(&GET);
    call.path("role_id", "r");
    let response = call.send_with_response::<Json<Vec<i64>>>().await.unwrap();
    assert_eq!(
        (response.status(), response.request_id().as_deref(), response.retries()),
        (StatusCode::CREATED, Some("r"), 0)
    );
    assert_eq!(response.headers()["etag"], "e");
    assert_eq!(response.value(), &[1]);
    assert_eq!(response.into_value(), [1]);
}
