//! Redirects: followed, and nothing private leaves its origin.

use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};

use crate::support::mocked_with;

static GET: Operation = Operation::new("get", "GET", "/x")
    .params(&[Param::header("x-tenant"), Param::cookie("c")])
    .security(&[&["Bearer", "Key", "QueryKey", "Session"]]);
static POST: Operation = Operation::new("post", "POST", "/x").json_body(true).security(&[&["Bearer"]]);

fn client() -> (MockTransport, Handle) {
    mocked_with(|builder| {
        let keys = builder.credential("Bearer", "sk-1").credential("Key", "k-1").credential("QueryKey", "q-1");
        keys.credential("Session", "s-1").header("x-org", "o-1").max_retries(0)
    })
}

fn to(status: u16, location: &str) -> MockResponse {
    MockResponse::new(status).header("location", location)
}

#[tokio::test]
async fn in_the_same_origin_everything_goes_along() {
    let (mock, client) = client();
    mock.on("GET", "/x").respond(to(302, "y?z=1"));
    mock.on("GET", "/v1/y").json(200, "{}");
    let mut call = client.call(&GET);
    call.header("x-tenant", "t");
    mock.on_any().always(MockResponse::new(500));
    // The operation's template fits every hop, so the first response is taken from its route and the second from the fallback.
    mock.on("GET", "/x").json(200, "{}");
    call.send::<Raw>().await.unwrap();
    let request = mock.last_request().unwrap();
    assert_eq!(request.url(), "https://api.example.com/v1/y?z=1");
    assert_eq!((request.header("authorization"), request.header("x-tenant")), (Some("Bearer sk-1"), Some("t")));
}

#[tokio::test]
async fn to_another_origin_goes_nothing_private() {
    for location in ["https://files.example.net/y", "//files.example.net/y", "https://api.example.com:8443/y"] {
        let (mock, client) = client();
        mock.on("GET", "/x").respond(to(307, location)).json(200, "{}");
        let mut call = client.call(&GET);
        call.header("x-tenant", "t");
        call.cookie("c", "d");
        call.extra_header("x-mine", "m");
        call.extra_header("accept", "application/secret");
        call.send::<Raw>().await.unwrap();
        let request = mock.last_request().unwrap();
        let mut names: Vec<_> = request.headers().keys().map(|name| name.as_str()).collect();
        names.retain(|name| *name != "accept-encoding");
        names.sort_unstable();
        assert_eq!(names, ["user-agent"], "{location}");
        assert_eq!(request.query(), "");
    }
}

#[tokio::test]
async fn methods_and_bodies() {
    for (status, method, body) in
        [(301, "GET", ""), (302, "GET", ""), (303, "GET", ""), (307, "POST", r#"{"a":1}"#), (308, "POST", r#"{"a":1}"#)]
    {
        let (mock, client) = client();
        mock.on_any().respond(to(status, "/v1/y")).json(200, "{}");
        let mut call = client.call(&POST);
        call.field("a", &1_i64);
        call.send::<Raw>().await.unwrap();
        let request = mock.last_request().unwrap();
        assert_eq!((request.method().as_str(), request.body_text().as_str()), (method, body), "{status}");
        assert_eq!(request.header("content-type").is_some(), !body.is_empty());
    }
    // Of other methods than POST, 301 and 302 make no GET, and nothing makes one of HEAD (RFC 9110 §15.4).
    for (status, method, wanted) in [
        (301, "PUT", "PUT"),
        (302, "DELETE", "DELETE"),
        (303, "PUT", "GET"),
        (303, "HEAD", "HEAD"),
        (302, "HEAD", "HEAD"),
    ] {
        let (mock, client) = client();
        mock.on_any().respond(to(status, "/v1/y")).json(200, "{}");
        client.request(method, "/x").await.unwrap();
        assert_eq!(mock.last_request().unwrap().method().as_str(), wanted, "{status} {method}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_repetition_that_is_redirected_stays_one() {
    let (mock, client) = client();
    mock.on_any().json(503, "{}").respond(to(307, "/v1/y")).json(200, "{}");
    client.request("GET", "/x").max_retries(1).await.unwrap();
    let counts: Vec<_> =
        mock.requests().iter().map(|request| request.header("x-retry-count").map(str::to_owned)).collect();
    assert_eq!(counts, [None, Some("1".into()), Some("1".into())]);
}

#[tokio::test]
async fn what_is_not_followed() {
    for (location, why) in [
        ("https://files.example.net/y", "body to another origin"),
        ("http://api.example.com/y", "from https to http"),
        ("ftp://h/", "cannot be used"),
        ("https://u:p@h/", "user information"),
    ] {
        let (mock, client) = client();
        mock.on_any().respond(to(307, location)).json(200, "{}");
        let error = client.call(&POST).send::<Raw>().await.unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Redirect, Some(307)));
        assert_eq!(mock.requests().len(), 1);
    }
    let (mock, client) = client();
    mock.on_any().always(to(302, "/v1/again"));
    let error = client.call(&GET).send::<Raw>().await.unwrap_err();
    assert!(error.to_string().contains("more than 10 redirects"), "{error}");
    assert_eq!(mock.requests().len(), 11);
    let error = {
        let (mock, client) = self::client();
        mock.on_any().always(MockResponse::new(302));
        client.call(&GET).send::<Raw>().await.unwrap_err()
    };
    assert_eq!(error.kind(), ErrorKind::Status, "a redirect to nowhere");
}

static DECLARED: Operation = Operation::new("archive", "GET", "/x").success(&[StatusSpec::Code(302)]);
static ANY_OTHER: Operation =
    Operation::new("moved", "GET", "/x").success(&[StatusSpec::Range(3), StatusSpec::Code(101)]);

#[tokio::test]
async fn a_declared_redirect_is_the_answer() {
    let (mock, client) = client();
    mock.on("GET", "/x").respond(to(302, "https://elsewhere.example/y"));
    let response = client.call(&DECLARED).send::<Raw>().await.unwrap();
    assert_eq!(response.status().as_u16(), 302);
    assert_eq!(response.headers()["location"], "https://elsewhere.example/y");
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn statuses_outside_2xx_are_successes_only_where_they_are_declared() {
    let (mock, client) = client();
    for (status, operation, succeeds) in [
        (304, &ANY_OTHER, true),
        (307, &ANY_OTHER, true),
        (304, &DECLARED, false),
        (303, &DECLARED, false),
        (404, &ANY_OTHER, false),
        (200, &DECLARED, true),
    ] {
        mock.on("GET", "/x").respond(MockResponse::new(status));
        let outcome = client.call(operation).send::<Raw>().await;
        assert_eq!(outcome.is_ok(), succeeds, "{status} {outcome:?}");
    }
}
