//! Lists that are gone on with, and pages that are asked for ahead.

use futures_util::{StreamExt, TryStreamExt};
use specsmith_runtime::call::Paged;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::paging::{Items, Pages};
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
use specsmith_runtime::{ErrorKind, ResumeToken};

use crate::support::{leak, mocked_with};

fn client() -> (MockTransport, Handle) {
    mocked_with(|builder| builder.max_retries(0))
}

fn list(paging: Paging) -> &'static Operation {
    leak(Operation::new("list", "GET", "/roles").paging(paging))
}

fn items(call: Call) -> Items<Value, Value> {
    Items::new(call, |page| page.get("data").or(Some(&page)).and_then(Value::as_array).cloned().unwrap_or_default())
}

/// Every way pages are found in, and three pages of two items, served by what is asked for.
fn ways() -> Vec<(&'static str, &'static Operation)> {
    vec![
        ("cursor", list(Paging::cursor(&["next"], "after").items(&["data"]))),
        ("last item", list(Paging::last_item("id", "after").items(&["data"]))),
        ("page", list(Paging::page("page", 1).items(&["data"]))),
        ("offset", list(Paging::offset("offset").items(&["data"]))),
        ("url", list(Paging::url(&["next"]).items(&["data"]))),
        ("link", list(Paging::link_header().items(&["data"]))),
    ]
}

/// Responses as an API would that finds its pages in this way.
fn serve(mock: &MockTransport, way: &'static str) {
    mock.on("GET", "/roles").respond_with(move |request| {
        let number = |name: &str| request.query_value(name).and_then(|text| text.parse::<usize>().ok());
        let page = match way {
            "cursor" | "url" | "link" => number("after").unwrap_or(0),
            "last item" => number("after").map_or(0, |last| last / 2),
            "page" => number("page").unwrap_or(1) - 1,
            _ => number("offset").unwrap_or(0) / 2,
        };
        let ids = if page < 3 { vec![2 * page + 1, 2 * page + 2] } else { Vec::new() };
        let data: Vec<String> = ids.iter().map(|id| format!("{{\"id\":{id}}}")).collect();
        let next = match (way, page < 2) {
            ("cursor", true) => format!("\"{}\"", page + 1),
            ("url", true) => format!("\"/v1/roles?after={}\"", page + 1),
            _ => "null".to_owned(),
        };
        let response = MockResponse::json(200, format!("{{\"data\":[{}],\"next\":{next}}}", data.join(",")));
        if way == "link" && page < 2 {
            return response.header("link", &format!("</v1/roles?after={}>; rel=\"next\"", page + 1));
        }
        response
    });
}

fn ids(items: &[Value]) -> Vec<i64> {
    items.iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_walk_can_be_broken_off_anywhere() {
    for (way, operation) in ways() {
        for taken in 0..=6 {
            let (mock, client) = client();
            serve(&mock, way);
            let mut first = items(client.call(operation));
            let before: Vec<Value> = first.by_ref().take(taken).try_collect().await.unwrap();
            let Some(token) = first.resume_token() else {
                assert_eq!(taken, 6, "{way}");
                continue;
            };
            // It goes through a text, as it would from one process to another.
            let text = serde_json::to_string(&token).unwrap();
            let token: ResumeToken = serde_json::from_str(&text).unwrap();
            let mut call = client.call(operation);
            call.resume_from(&token);
            let mut second = items(call);
            assert_eq!(second.resume_token().as_ref(), Some(&token), "{way}");
            let after: Vec<Value> = second.by_ref().try_collect().await.unwrap();
            assert_eq!([ids(&before), ids(&after)].concat(), [1, 2, 3, 4, 5, 6], "{way}, {taken} taken: {text}");
            assert_eq!(second.resume_token(), None, "{way}");
        }
    }
}

#[tokio::test]
async fn pages_resume_too() {
    for (way, operation) in ways() {
        let (mock, client) = client();
        serve(&mock, way);
        let page = client.call(operation).send::<Paged<Value>>().await.unwrap();
        let mut call = client.call(operation);
        call.resume_from(&page.resume_token().unwrap());
        let mut pages: Pages<Value> = Pages::new(call);
        let second = pages.try_next().await.unwrap().unwrap();
        assert_eq!(second["data"][0]["id"], 3, "{way}");
        assert_eq!(pages.resume_token(), second.resume_token(), "{way}");

        // The number of items taken of a page does not apply to the page after it.
        let mut call = client.call(operation);
        call.resume_from(&r#"{"operation":"list","skip":1}"#.parse().unwrap());
        let again = call.send::<Paged<Value>>().await.unwrap();
        assert_eq!(again.resume_token(), page.resume_token(), "{way}");
    }
}

#[tokio::test]
async fn after_an_error_the_failed_page_is_where_to_go_on() {
    let (mock, client) = client();
    let operation = list(Paging::cursor(&["next"], "after").items(&["data"]));
    let _ = mock.on("GET", "/roles").json(200, r#"{"data":[{"id":1}],"next":"a"}"#).json(404, "{}");
    let mut walk = items(client.call(operation));
    assert!(walk.try_next().await.unwrap().is_some());
    assert_eq!(walk.try_next().await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(walk.resume_token().unwrap().to_string(), r#"{"operation":"list","at":"a"}"#);
}

#[tokio::test]
async fn a_resumed_page_that_leads_to_itself_is_an_error() {
    let (mock, client) = client();
    let operation = list(Paging::cursor(&["next"], "after").items(&["data"]));
    mock.on("GET", "/roles").always(MockResponse::json(200, r#"{"data":[{"id":1}],"next":"a"}"#));
    let mut call = client.call(operation);
    call.resume_from(&r#"{"operation":"list","at":"a"}"#.parse().unwrap());
    let found: Vec<_> = items(call).collect().await;
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].as_ref().unwrap_err().kind(), ErrorKind::RepeatedPage);
}

#[tokio::test]
async fn tokens_that_do_not_fit() {
    let (mock, client) = client();
    let cursor = list(Paging::cursor(&["next"], "after"));
    for (token, operation, message) in [
        (r#"{"operation":"other"}"#, cursor, "the token is one of the operation `other`"),
        (r#"{"operation":"list","at":"a"}"#, list(Paging::link_header()), "its pages are found in another way now"),
        (r#"{"operation":"list","url":"::"}"#, cursor, "its URL cannot be used"),
    ] {
        let mut call = client.call(operation);
        call.resume_from(&token.parse().unwrap());
        let error = call.send::<Paged<Value>>().await.unwrap_err();
        assert!(error.kind() == ErrorKind::Build && error.to_string().contains(message), "{error}");
    }
    assert!(mock.requests().is_empty());
    let texts = [
        "",
        "x",
        "{}",
        r#"{"operation":1}"#,
        r#"{"operation":"a","at":"1","url":"2"}"#,
        r#"{"operation":"a","skip":-1}"#,
    ];
    for text in texts {
        assert!(text.parse::<ResumeToken>().is_err(), "{text}");
        assert!(serde_json::from_value::<ResumeToken>(text.into()).is_err(), "{text}");
    }
    let token: ResumeToken = r#"{"operation":"list","url":"https://h.example/?key=sk-1"}"#.parse().unwrap();
    assert!(!format!("{token:?}").contains("sk-1"));
}

#[tokio::test]
async fn a_token_leads_no_credential_elsewhere() {
    let mock = MockTransport::new();
    let client = specsmith_runtime::ClientBuilder::new(&crate::support::API)
        .credential("Bearer", "sk-1")
        .transport(mock.clone())
        .build()
        .unwrap();
    let operation =
        leak(Operation::new("list", "GET", "/roles").security(&[&["Bearer"]]).paging(Paging::url(&["next"])));
    mock.on_any().always(MockResponse::json(200, "[]"));
    let mut call = client.call(operation);
    call.resume_from(&r#"{"operation":"list","url":"https://evil.example/roles"}"#.parse().unwrap());
    call.send::<Paged<Value>>().await.unwrap();
    let request = mock.last_request().unwrap();
    assert_eq!((request.host(), request.header("authorization")), ("evil.example", None));
}

#[tokio::test]
async fn the_next_page_is_asked_for_ahead() {
    let (mock, client) = client();
    let operation = list(Paging::page("page", 1).items(&["data"]));
    serve(&mock, "page");
    let mut call = client.call(operation);
    call.set_prefetch();
    let mut walk = items(call);
    let mut sent = Vec::new();
    while let Some(item) = walk.try_next().await.unwrap() {
        sent.push((item["id"].as_i64().unwrap(), mock.requests().len()));
    }
    assert_eq!(sent, [(1, 2), (2, 2), (3, 3), (4, 3), (5, 4), (6, 4)]);
    // Not beyond what will be given.
    for (max_items, max_pages, requests) in
        [(Some(2), None, 1), (Some(3), None, 2), (None, Some(2), 2), (None, Some(1), 1)]
    {
        let (mock, client) = self::client();
        serve(&mock, "page");
        let mut call = client.call(operation);
        call.set_prefetch();
        if let Some(max) = max_items {
            call.set_max_items(max);
        }
        if let Some(max) = max_pages {
            call.set_max_pages(max);
        }
        let found: Vec<Value> = items(call).try_collect().await.unwrap();
        assert_eq!(mock.requests().len(), requests, "{max_items:?} {max_pages:?} {}", found.len());
    }
    let (mock, client) = self::client();
    serve(&mock, "page");
    let mut call = client.call(operation);
    call.set_prefetch();
    let mut pages: Pages<Value> = Pages::new(call);
    pages.try_next().await.unwrap();
    assert_eq!(mock.requests().len(), 2);
    assert_eq!(pages.resume_token().unwrap().to_string(), r#"{"operation":"list","at":"2"}"#, "it was not given yet");
}
