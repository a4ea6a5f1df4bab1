//! Choice and form of the credential that is sent.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::{MockRequest, MockTransport};
use specsmith_runtime::{ClientBuilder, ErrorKind};

use crate::support::{failed, leak, mocked_with, sent};

fn operation(security: &'static [&'static [&'static str]]) -> &'static Operation {
    leak(Operation::new("get-role", "GET", "/roles").security(security))
}

#[tokio::test]
async fn each_scheme_as_it_is_sent() {
    let (mock, client) = mocked_with(|builder| {
        builder
            .credential("Bearer", "sk-1")
            .credential("Key", "k-1")
            .credential("QueryKey", "q&1")
            .credential("Session", "s-1")
            .credential("Basic", Secret::basic("Aladdin", "open sesame"))
    });
    let request = sent(&mock, client.call(operation(&[&["Bearer"]]))).await;
    assert_eq!(request.header("authorization"), Some("Bearer sk-1"));
    assert_eq!((request.header("x-api-key"), request.query(), request.header("cookie")), (None, "", None));

    let request = sent(&mock, client.call(operation(&[&["Basic"]]))).await;
    assert_eq!(request.header("authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), "RFC 7617 §2");

    let request = sent(&mock, client.call(operation(&[&["Key", "QueryKey", "Session", "Mutual"]]))).await;
    assert_eq!(request.header("authorization"), None);
    assert_eq!(
        (request.header("x-api-key"), request.query(), request.header("cookie")),
        (Some("k-1"), "api_key=q%261", Some("session=s-1"))
    );
}

#[tokio::test]
async fn the_first_alternative_that_is_complete() {
    let (mock, client) = mocked_with(|builder| builder.credential("Key", "k-1").credential("QueryKey", "q-1"));
    let names = |request: &specsmith_runtime::transport::mock::MockRequest| {
        [request.header("authorization").is_some(), request.header("x-api-key").is_some(), !request.query().is_empty()]
    };
    let table: [(&'static [&'static [&'static str]], [bool; 3]); 6] = [
        (&[&["Bearer"], &["Key"]], [false, true, false]),
        (&[&["Bearer", "Key"], &["QueryKey"]], [false, false, true]),
        (&[&[], &["Key"]], [false, true, false]),
        (&[&["Bearer"], &[]], [false, false, false]),
        (&[], [false, false, false]),
        (&[&["Mutual"], &["Key"]], [false, false, false]),
    ];
    for (security, wanted) in table {
        let request = sent(&mock, client.call(operation(security))).await;
        assert_eq!(names(&request), wanted, "{security:?}");
    }
}

#[tokio::test]
async fn what_the_api_takes_unless_an_operation_says_otherwise() {
    static USUAL: Api = Api::new("example", "1.2.3")
        .base_url("https://api.example.com/v1")
        .schemes(&[Scheme::bearer("Bearer", "EXAMPLE_TOKEN"), Scheme::header("Key", "X-Api-Key", "EXAMPLE_KEY")])
        .security(&[&["Key"]]);
    static PLAIN: Operation = Operation::new("get-role", "GET", "/roles");

    let mock = MockTransport::new();
    let client = ClientBuilder::new(&USUAL).transport(mock.clone()).build().unwrap();
    let error = failed(client.call(&PLAIN)).await;
    assert_eq!(error.kind(), ErrorKind::MissingCredential);
    assert!(error.message().contains("EXAMPLE_KEY"), "{error}");

    let client = client.to_builder().credential("Key", "k-1").credential("Bearer", "sk-1").build().unwrap();
    let names = |request: MockRequest| {
        let [key, bearer] = ["x-api-key", "authorization"].map(|name| request.header(name).map(str::to_owned));
        (key, bearer)
    };
    let (key, bearer) = (Some("k-1".to_owned()), Some("Bearer sk-1".to_owned()));
    assert_eq!(names(sent(&mock, client.call(&PLAIN)).await), (key, None));
    assert_eq!(names(sent(&mock, client.call(operation(&[&["Bearer"]]))).await), (None, bearer));
    assert_eq!(names(sent(&mock, client.call(operation(&[]))).await), (None, None), "none is needed");
}

#[tokio::test]
async fn a_missing_credential_is_named_before_anything_is_sent() {
    let (mock, client) = mocked_with(|builder| builder.credential("Key", "k-1"));
    let error = failed(client.call(operation(&[&["Bearer", "Key"], &["Basic"]]))).await;
    assert_eq!(error.kind(), ErrorKind::MissingCredential);
    let text = error.to_string();
    for part in ["get-role", "`Bearer` (EXAMPLE_TOKEN) and `Key` (EXAMPLE_KEY)", "or `Basic` (EXAMPLE_BASIC)"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(mock.requests().is_empty());
    assert!(failed(client.call(operation(&[&["NoSuchScheme"]]))).await.to_string().contains("`NoSuchScheme`"));
}

#[tokio::test]
async fn a_credential_sent_by_hand_counts() {
    let (mock, client) = mocked_with(|builder| builder.credential("Key", "k-1"));
    let mut call = client.call(operation(&[&["Bearer"]]));
    call.extra_header("Authorization", "Bearer mine");
    assert_eq!(sent(&mock, call).await.header("authorization"), Some("Bearer mine"));
    let mut call = client.call(operation(&[&["QueryKey"]]));
    call.extra_query("api_key", "mine");
    assert_eq!(sent(&mock, call).await.query(), "api_key=mine");
    let (mock, client) = mocked_with(|builder| builder.header("Authorization", "Token t"));
    assert_eq!(sent(&mock, client.call(operation(&[&["Bearer"]]))).await.header("authorization"), Some("Token t"));
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_without_repeating_it() {
    let table: [(&str, &str, &'static [&'static [&'static str]]); 3] = [
        ("Bearer", "sk-\nsecret", &[&["Bearer"]]),
        ("Key", "k\0secret", &[&["Key"]]),
        ("Session", "a; secret=1", &[&["Session"]]),
    ];
    for (scheme, secret, security) in table {
        let (mock, client) = mocked_with(|builder| builder.credential(scheme, secret));
        let error = failed(client.call(operation(security))).await;
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(!format!("{error}{error:?}").contains("secret"), "{error}");
        assert!(mock.requests().is_empty());
    }
}

#[tokio::test]
async fn header_fields_and_who_wins() {
    static OPERATION: Operation = Operation::new("x", "POST", "/x").params(&[Param::header("x-mode")]).json_body(true);
    let (mock, client) =
        mocked_with(|builder| builder.header("X-Mode", "client").header("x-team", "a").user_agent("mine/1"));
    let request = sent(&mock, client.call(&OPERATION)).await;
    assert_eq!((request.header("x-mode"), request.header("x-team")), (Some("client"), Some("a")));
    assert_eq!(
        (request.header("user-agent"), request.header("content-type")),
        (Some("mine/1"), Some("application/json"))
    );
    let mut call = client.call(&OPERATION);
    call.header("x-mode", "declared");
    assert_eq!(sent(&mock, call.clone()).await.header("x-mode"), Some("declared"));
    call.extra_header("X-MODE", "call");
    call.extra_header("accept", "application/vnd.x+json");
    let request = sent(&mock, call).await;
    assert_eq!((request.header("x-mode"), request.header("accept")), (Some("call"), Some("application/vnd.x+json")));
    let (mock, client) = mocked_with(|builder| builder);
    let request = sent(&mock, client.call(&OPERATION)).await;
    assert_eq!(request.header("user-agent"), Some("example/1.2.3"));
    for (name, value) in [("a b", "x"), ("x-a", "line\nbreak")] {
        let mut call = client.call(&OPERATION);
        call.extra_header(name, value);
        assert_eq!(failed(call).await.kind(), ErrorKind::Build, "{name}");
    }
}
