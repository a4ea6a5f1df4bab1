//! Paths and base URLs.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::{ClientBuilder, ErrorKind};

use crate::support::{failed, mocked, mocked_with, sent};

static ONE: Operation = Operation::new("one", "DELETE", "/roles/{id}").params(&[Param::path("id")]);
static FILE: Operation = Operation::new("file", "GET", "/a/{id}.json").params(&[Param::path("id")]);
static ROOT: Operation = Operation::new("root", "GET", "/");

#[tokio::test]
async fn values_are_one_segment() {
    let table = [
        ("abc", "/v1/roles/abc"),
        ("a/b", "/v1/roles/a%2Fb"),
        ("../x", "/v1/roles/..%2Fx"),
        ("a?b#c", "/v1/roles/a%3Fb%23c"),
        ("100%", "/v1/roles/100%25"),
        ("a b", "/v1/roles/a%20b"),
        ("!$&'()*+,;=:@-._~", "/v1/roles/!$&'()*+,;=:@-._~"),
        ("%2f", "/v1/roles/%252f"),
        ("é", "/v1/roles/%C3%A9"),
        ("...", "/v1/roles/..."),
    ];
    for (id, wanted) in table {
        let (mock, client) = mocked();
        let mut call = client.call(&ONE);
        call.path("id", id);
        assert_eq!(sent(&mock, call).await.path(), wanted, "{id}");
    }
}

#[tokio::test]
async fn what_leads_elsewhere_is_refused_before_anything_is_sent() {
    for id in ["", ".", "..", "%2e", "%2E%2e", ".%2E", "%2e."] {
        let (mock, client) = mocked();
        let mut call = client.call(&ONE);
        call.path("id", id);
        let error = failed(call).await;
        assert_eq!(error.kind(), ErrorKind::Build, "{id}");
        assert!(error.to_string().starts_with("DELETE /roles/{id} build: the path "), "{error}");
        assert!(mock.requests().is_empty());
    }
    let (mock, client) = mocked();
    assert!(failed(client.call(&ONE)).await.to_string().contains("`id` has no value"));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn part_of_a_segment() {
    let (mock, client) = mocked();
    let mut call = client.call(&FILE);
    call.path("id", "x/y");
    assert_eq!(sent(&mock, call).await.path(), "/v1/a/x%2Fy.json");
}

#[tokio::test]
async fn base_urls() {
    let table = [
        ("https://h.example", "https://h.example/roles/x", "https://h.example/"),
        ("https://h.example/", "https://h.example/roles/x", "https://h.example/"),
        ("http://h.example:8080/a/b", "http://h.example:8080/a/b/roles/x", "http://h.example:8080/a/b/"),
        ("https://h.example/a/b//", "https://h.example/a/b/roles/x", "https://h.example/a/b/"),
        ("https://h.example/a?k=v", "https://h.example/a/roles/x?k=v", "https://h.example/a/?k=v"),
        (" HTTPS://H.example/a ", "https://h.example/a/roles/x", "https://h.example/a/"),
    ];
    for (base, one, root) in table {
        let (mock, client) = mocked_with(|builder| builder.base_url(base));
        let mut call = client.call(&ONE);
        call.path("id", "x");
        assert_eq!(sent(&mock, call).await.url(), one, "{base}");
        assert_eq!(sent(&mock, client.call(&ROOT)).await.url(), root, "{base}");
    }
}

#[tokio::test]
async fn base_urls_that_cannot_be_used() {
    for base in ["", "api.example.com", "ftp://h", "https://user:secret@h/", "https://", "/v1"] {
        let error = ClientBuilder::new(&crate::support::API).base_url(base).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{base}");
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}

#[tokio::test]
async fn servers_of_operations() {
    static OWN: Operation = Operation::new("own", "GET", "/x").server("https://uploads.example.com/v2/");
    static RELATIVE: Operation = Operation::new("relative", "GET", "/x").server("/v2");
    let (mock, client) = mocked();
    assert_eq!(sent(&mock, client.call(&OWN)).await.url(), "https://uploads.example.com/v2/x");
    assert_eq!(sent(&mock, client.call(&RELATIVE)).await.url(), "https://api.example.com/v2/x");
    let (mock, client) = mocked_with(|builder| builder.base_url("http://localhost:1/t"));
    assert_eq!(sent(&mock, client.call(&OWN)).await.url(), "http://localhost:1/t/x");
}

#[tokio::test]
async fn a_document_without_an_absolute_server() {
    static RELATIVE: Api = Api::new("relative", "1.0.0").base_url("/v1").base_url_env("RELATIVE_BASE_URL");
    let mock = specsmith_runtime::transport::mock::MockTransport::new();
    let client = ClientBuilder::new(&RELATIVE).transport(mock.clone()).build().unwrap();
    let error = failed(client.call(&ROOT)).await;
    assert!(error.to_string().contains("RELATIVE_BASE_URL"), "{error}");
    assert!(mock.requests().is_empty());
    let client = client.to_builder().base_url("https://h.example/api").build().unwrap();
    assert_eq!(sent(&mock, client.call(&ROOT)).await.url(), "https://h.example/api/");
}

#[tokio::test]
async fn untyped_calls() {
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", "sk-1").credential("Key", "k-1"));
    let sent = async |call: specsmith_runtime::call::Untyped| {
        mock.on_any().always(specsmith_runtime::transport::mock::MockResponse::json(200, r#"{"a":1}"#));
        call.await.unwrap();
        mock.last_request().unwrap()
    };
    let request =
        sent(client.request("post", "/new/thing?x=1").query("y", 2).json(&vec![1_i64]).header("x-a", "b")).await;
    assert_eq!(
        (request.method().as_str(), request.url().as_str()),
        ("POST", "https://api.example.com/v1/new/thing?x=1&y=2")
    );
    assert_eq!((request.body_text().as_str(), request.header("content-type")), ("[1]", Some("application/json")));
    assert_eq!((request.header("authorization"), request.header("x-a")), (Some("Bearer sk-1"), Some("b")));

    let request = sent(client.request("GET", "relative").scheme("Key")).await;
    assert_eq!(request.url(), "https://api.example.com/v1/relative");
    assert_eq!((request.header("authorization"), request.header("x-api-key")), (None, Some("k-1")));

    let request = sent(client.request("GET", "https://other.example/x").header("x-a", "b")).await;
    assert_eq!(request.url(), "https://other.example/x");
    assert_eq!((request.header("authorization"), request.header("x-a")), (None, None));
    let request = sent(client.request("GET", "https://API.example.com:443/x")).await;
    assert_eq!(request.header("authorization"), Some("Bearer sk-1"));

    let members = serde_json::json!({"a": "x y", "b": 2});
    let request = sent(client.request("POST", "/form").form(&members).body_field("c", true)).await;
    assert_eq!(request.body_text(), "a=x+y&b=2&c=true");
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    let request = sent(client.request("POST", "/parts").multipart(&members)).await;
    assert!(request.header("content-type").is_some_and(|media| media.starts_with("multipart/form-data; boundary=")));
    assert!(request.body_text().contains("name=\"a\"\r\n\r\nx y\r\n"), "{}", request.body_text());
    let request = sent(client.request("POST", "/x").form(&members).json(&members)).await;
    assert_eq!(request.header("content-type"), Some("application/json"), "the last body counts");

    let value: Value = client.request("GET", "/x").send_as().await.unwrap();
    assert_eq!(value["a"], 1);
    for path in ["/../x", "/a/%2e%2E/b", "/{id}"] {
        assert_eq!(client.request("GET", path).await.unwrap_err().kind(), ErrorKind::Build, "{path}");
    }
    assert_eq!(client.request("NO SUCH", "/x").await.unwrap_err().kind(), ErrorKind::Build);
    assert_eq!(client.request("GET", "/x").scheme("Basic").await.unwrap_err().kind(), ErrorKind::MissingCredential);
}
