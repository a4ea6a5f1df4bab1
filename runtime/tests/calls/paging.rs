//! Pages.

use futures_util::TryStreamExt;
use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::Paged;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::paging::{Items, Pages};
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};

use crate::support::{leak, mocked_with};

fn client() -> (MockTransport, Handle) {
    mocked_with(|builder| builder.max_retries(0).credential("Bearer", "sk-1"))
}

fn list(paging: Paging) -> &'static Operation {
    static PARAMS: [Param; 3] = [Param::query("limit"), Param::query("after"), Param::query("page")];
    let operation = Operation::new("list", "GET", "/roles").params(&PARAMS);
    leak(operation.security(&[&["Bearer"]]).paging(paging))
}

fn items(call: Call) -> Items<Value, Value> {
    Items::new(call, |page| page.get("data").or(Some(&page)).and_then(Value::as_array).cloned().unwrap_or_default())
}

/// Queues responses, walks through all items, and gives the items and the queries of the requests.
async fn walk(
    paging: Paging,
    responses: &[&str],
    fill: impl FnOnce(&mut Call),
) -> (Result<Vec<i64>, Error>, Vec<String>) {
    let (mock, client) = client();
    for response in responses {
        mock.on("GET", "/roles").json(200, *response);
    }
    let mut call = client.call(list(paging));
    fill(&mut call);
    let found = items(call).map_ok(|item| item.as_i64().or_else(|| item["id"].as_i64()).unwrap()).try_collect().await;
    (found, mock.requests().iter().map(|request| request.query().to_owned()).collect())
}

#[tokio::test]
async fn cursors() {
    let paging = Paging::cursor(&["next"], "after").items(&["data"]).has_more("has_more");
    let table: &[(&[&str], &[i64], &[&str])] = &[
        (
            &[r#"{"data":[1,2],"next":"a/b","has_more":true}"#, r#"{"data":[3],"next":null,"has_more":false}"#],
            &[1, 2, 3],
            &["limit=2", "limit=2&after=a%2Fb"],
        ),
        (&[r#"{"data":[1],"next":"a"}"#, r#"{"data":[2]}"#], &[1, 2], &["limit=2", "limit=2&after=a"]),
        (
            &[r#"{"data":[1],"next":"a","has_more":null}"#, r#"{"data":[2],"next":""}"#],
            &[1, 2],
            &["limit=2", "limit=2&after=a"],
        ),
        (&[r#"{"data":[1],"next":"a","has_more":false}"#], &[1], &["limit=2"]),
        (
            &[r#"{"data":[],"next":"a","has_more":true}"#, r#"{"data":[1],"has_more":false}"#],
            &[1],
            &["limit=2", "limit=2&after=a"],
        ),
        (&[r#"{"data":[],"next":"a"}"#, r#"{"data":[],"next":"a"}"#], &[], &["limit=2", "limit=2&after=a"]),
        (&[r#"{"data":[],"next":"a","has_more":false}"#], &[], &["limit=2"]),
        (&[r#"{"data":[1],"next":5}"#, r#"{"data":[2],"next":null}"#], &[1, 2], &["limit=2", "limit=2&after=5"]),
    ];
    for (responses, wanted, queries) in table {
        let (found, sent) = walk(paging, responses, |call| call.query("limit", &2_i64)).await;
        assert_eq!(
            (found.unwrap(), sent),
            (wanted.to_vec(), queries.iter().map(ToString::to_string).collect()),
            "{responses:?}"
        );
    }
}

#[tokio::test]
async fn other_ways() {
    let nested = Paging::cursor(&["meta", "cursor"], "after").items(&["data"]);
    let (found, sent) =
        walk(nested, &[r#"{"data":[1],"meta":{"cursor":"x"}}"#, r#"{"data":[2],"meta":{}}"#], |_| ()).await;
    assert_eq!((found.unwrap(), sent), (vec![1, 2], vec![String::new(), "after=x".into()]));

    let last = Paging::last_item("id", "after").items(&["data"]).has_more("has_more");
    let (found, sent) =
        walk(last, &[r#"{"data":[{"id":1},{"id":2}]}"#, r#"{"data":[{"id":3}],"has_more":false}"#], |_| ()).await;
    assert_eq!((found.unwrap(), sent), (vec![1, 2, 3], vec![String::new(), "after=2".into()]));

    let numbered = Paging::page("page", 1);
    let (found, sent) = walk(numbered, &["[1,2]", "[3]", "[]"], |_| ()).await;
    assert_eq!((found.unwrap(), sent), (vec![1, 2, 3], vec![String::new(), "page=2".into(), "page=3".into()]));
    let (_, sent) = walk(numbered, &["[1]", "[]"], |call| call.query("page", &7_i64)).await;
    assert_eq!(sent, ["page=7", "page=8"]);

    let offset = Paging::offset("offset").items(&["data"]);
    let (found, sent) = walk(offset, &[r#"{"data":[1,2]}"#, r#"{"data":[3]}"#, r#"{"data":[]}"#], |call| {
        call.extra_query("offset", 10)
    })
    .await;
    assert_eq!(
        (found.unwrap(), sent),
        (vec![1, 2, 3], vec!["offset=10".into(), "offset=12".into(), "offset=13".into()])
    );
}

#[tokio::test]
async fn urls_and_links() {
    let (mock, client) = client();
    let url = list(Paging::url(&["next"]).items(&["data"]));
    mock.on("GET", "/roles").json(200, r#"{"data":[1],"next":"/v1/roles?after=2"}"#);
    let _ = mock
        .on("GET", "/roles")
        .json(200, r#"{"data":[2],"next":"https://evil.example/roles?after=3"}"#)
        .json(200, r#"{"data":[3]}"#);
    let mut call = client.call(url);
    call.query("limit", &1_i64);
    call.extra_header("x-mine", "m");
    assert_eq!(items(call).try_collect::<Vec<_>>().await.unwrap().len(), 3);
    let requests = mock.requests();
    let urls: Vec<_> = requests.iter().map(|request| request.url()).collect();
    assert_eq!(
        urls,
        [
            "https://api.example.com/v1/roles?limit=1",
            "https://api.example.com/v1/roles?after=2",
            "https://evil.example/roles?after=3"
        ]
    );
    assert_eq!((requests[1].header("authorization"), requests[1].header("x-mine")), (Some("Bearer sk-1"), Some("m")));
    assert_eq!((requests[2].header("authorization"), requests[2].header("x-mine")), (None, None));

    let (mock, client) = self::client();
    let linked = list(Paging::link_header());
    let first = MockResponse::json(200, "[1]")
        .header("link", r#"<https://api.example.com/v1/roles?page=2>; rel="next", <x>; rel="last""#);
    mock.on("GET", "/roles").respond(first).json(200, "[2]");
    assert_eq!(items(client.call(linked)).try_collect::<Vec<_>>().await.unwrap().len(), 2);
    assert_eq!(mock.last_request().unwrap().query(), "page=2");
}

/// With header fields of its own or without, which are made ready with the client.
#[tokio::test]
async fn a_page_of_another_origin_is_asked_for_without_credentials() {
    let elsewhere = "https://evil.example/roles?page=2";
    let linked = MockResponse::json(200, "[1]").header("link", &format!("<{elsewhere}>; rel=next"));
    let named = MockResponse::json(200, format!(r#"{{"data":[1],"next":"{elsewhere}"}}"#));
    let table =
        [(Paging::link_header(), linked, "[]"), (Paging::url(&["next"]).items(&["data"]), named, r#"{"data":[]}"#)];
    for (paging, first, last) in table {
        for extra in [false, true] {
            let (mock, client) =
                mocked_with(|builder| builder.credential("Bearer", "sk-1").header("x-default", "private"));
            mock.on("GET", "/roles").respond(first.clone()).json(200, last);
            let mut call = client.call(list(paging));
            if extra {
                call.extra_header("x-mine", "private");
            }
            assert_eq!(items(call).try_collect::<Vec<_>>().await.unwrap().len(), 1);
            let requests = mock.requests();
            assert_eq!(
                (requests[0].header("authorization"), requests[1].url().as_str()),
                (Some("Bearer sk-1"), elsewhere)
            );
            for name in ["authorization", "x-default", "x-mine"] {
                assert_eq!(requests[1].header(name), None, "{name} {extra}");
            }
        }
    }
}

#[tokio::test]
async fn a_cursor_that_repeats_is_an_error() {
    let paging = Paging::cursor(&["next"], "after").items(&["data"]);
    for responses in [vec!["a", "a"], vec!["a", "b", "a"], vec!["a", "b", "c", "b"]] {
        let pages: Vec<_> = responses.iter().map(|next| format!(r#"{{"data":[1],"next":"{next}"}}"#)).collect();
        let pages: Vec<_> = pages.iter().map(String::as_str).collect();
        let (found, sent) = walk(paging, &pages, |_| ()).await;
        assert_eq!(found.unwrap_err().kind(), ErrorKind::RepeatedPage, "{responses:?}");
        assert_eq!(sent.len(), responses.len(), "every page is given before the error");
    }
}

fn search(paging: Paging) -> &'static Operation {
    leak(Operation::new("search", "POST", "/search").json_body(true).paging(paging.in_body().items(&["data"])))
}

/// Queues responses, walks through all items of a search, and gives the items and the bodies of the requests.
async fn walk_search(
    paging: Paging,
    responses: &[&str],
    fill: impl FnOnce(&mut Call),
) -> (Result<Vec<i64>, Error>, Vec<String>) {
    let (mock, client) = client();
    for response in responses {
        mock.on("POST", "/search").json(200, *response);
    }
    let mut call = client.call(search(paging));
    fill(&mut call);
    let found = items(call).map_ok(|item| item.as_i64().or_else(|| item["id"].as_i64()).unwrap()).try_collect().await;
    (found, mock.requests().iter().map(|request| request.body_text()).collect())
}

#[tokio::test]
async fn searches_that_are_posted_go_on_by_their_body() {
    let cursor = Paging::cursor(&["next"], "cursor");
    let pages = &[r#"{"data":[1],"next":"a\"b"}"#, r#"{"data":[2],"next":7}"#, r#"{"data":[3],"next":null}"#];
    let wanted = [r#"{"q":"x"}"#, r#"{"q":"x","cursor":"a\"b"}"#, r#"{"q":"x","cursor":7}"#];
    let (found, sent) = walk_search(cursor, pages, |call| call.field("q", "x")).await;
    assert_eq!((found.unwrap(), sent), (vec![1, 2, 3], wanted.map(str::to_owned).to_vec()));
    let whole = |call: &mut Call| call.body(&serde_json::json!({"cursor": null}));
    let (_, sent) = walk_search(cursor, &pages[..1], whole).await;
    assert_eq!(sent[1], r#"{"cursor":"a\"b"}"#, "a body that was given as a whole");
    let (_, sent) = walk_search(cursor, &pages[..1], |call| call.extra_field("cursor", "mine")).await;
    assert_eq!(sent, [r#"{"cursor":"mine"}"#, r#"{"cursor":"a\"b"}"#]);

    let last = Paging::last_item("id", "after");
    let (found, sent) = walk_search(last, &[r#"{"data":[{"id":1},{"id":2}]}"#, r#"{"data":[]}"#], |_| ()).await;
    assert_eq!((found.unwrap(), &*sent[1]), (vec![1, 2], r#"{"after":2}"#));
    let (_, sent) = walk_search(Paging::page("page", 1), &[r#"{"data":[1]}"#, r#"{"data":[]}"#], |_| ()).await;
    assert_eq!(sent[1], r#"{"page":2}"#);
    let ten = |call: &mut Call| call.field("offset", &10_i64);
    let (_, sent) = walk_search(Paging::offset("offset"), &[r#"{"data":[1,2]}"#, r#"{"data":[]}"#], ten).await;
    assert_eq!(sent, [r#"{"offset":10}"#, r#"{"offset":12}"#]);

    let again = [r#"{"data":[1],"next":"a"}"#; 2];
    let (found, sent) = walk_search(cursor, &again, |_| ()).await;
    assert_eq!((found.unwrap_err().kind(), sent.len()), (ErrorKind::RepeatedPage, 2));
}

#[tokio::test]
async fn a_search_is_gone_on_with_elsewhere() {
    let (mock, client) = client();
    mock.on("POST", "/search").json(200, r#"{"data":[1],"next":"a"}"#).json(200, r#"{"data":[2]}"#);
    let operation = search(Paging::cursor(&["next"], "cursor"));
    let first = client.call(operation).send::<Paged<Value>>().await.unwrap();
    let token: specsmith_runtime::ResumeToken = first.resume_token().unwrap().to_string().parse().unwrap();
    let mut call = client.call(operation);
    call.resume_from(&token);
    assert_eq!(call.send::<Paged<Value>>().await.unwrap()["data"][0], 2);
    assert_eq!(mock.last_request().unwrap().body_text(), r#"{"cursor":"a"}"#);

    let elsewhere = leak(Operation::new("search", "POST", "/search").paging(Paging::cursor(&["next"], "cursor")));
    let mut call = client.call(elsewhere);
    call.resume_from(&token);
    let error = call.send::<Paged<Value>>().await.unwrap_err();
    assert!(error.to_string().contains("its pages are found in another way now"), "{error}");
}

#[tokio::test]
async fn page_by_page() {
    let (mock, client) = client();
    let operation = list(Paging::cursor(&["next"], "after").items(&["data"]));
    let _ = mock
        .on("GET", "/roles")
        .json(200, r#"{"data":[1],"next":"a"}"#)
        .json(200, r#"{"data":[2],"next":"b"}"#)
        .json(500, "{}");
    mock.on("GET", "/roles").json(200, r#"{"data":[3]}"#);
    let first = client.call(operation).send::<Paged<Value>>().await.unwrap();
    assert!(first.has_next_page());
    assert_eq!(first["data"][0], 1);
    let second = first.next_page().await.unwrap().unwrap();
    assert_eq!(second.next_page().await.unwrap_err().kind(), ErrorKind::Server);
    let third = second.next_page().await.unwrap().unwrap();
    assert_eq!(third.clone_value(), 3);
    assert!(!third.has_next_page());
    assert!(third.next_page().await.unwrap().is_none());
    assert_eq!(first.into_response().status(), 200);
}

trait CloneValue {
    fn clone_value(&self) -> i64;
}

impl CloneValue for Page<Value> {
    fn clone_value(&self) -> i64 {
        self["data"][0].as_i64().unwrap()
    }
}

#[tokio::test]
async fn limits() {
    let paging = Paging::page("page", 1);
    type Row = (Option<usize>, Option<usize>, &'static [i64], usize);
    let table: &[Row] = &[
        (Some(3), None, &[1, 2, 3], 2),
        (Some(2), None, &[1, 2], 1),
        (Some(0), None, &[], 0),
        (None, Some(1), &[1, 2], 1),
        (None, Some(0), &[], 0),
        (Some(9), Some(2), &[1, 2, 3, 4], 2),
    ];
    for (max_items, max_pages, wanted, requests) in table {
        let (found, sent) = walk(paging, &["[1,2]", "[3,4]", "[5,6]", "[]"], |call| {
            max_items.map(|max| call.set_max_items(max));
            max_pages.map(|max| call.set_max_pages(max));
        })
        .await;
        assert_eq!((found.unwrap(), sent.len()), (wanted.to_vec(), *requests), "{max_items:?} {max_pages:?}");
    }
}

#[tokio::test]
async fn an_error_ends_the_stream() {
    let (mock, client) = client();
    mock.on("GET", "/roles").json(200, "[1]").json(404, "{}").json(200, "[2]");
    let mut pages: Pages<Value> = Pages::new(client.call(list(Paging::page("page", 1))));
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(pages.try_next().await.unwrap_err().kind(), ErrorKind::NotFound);
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(mock.left(), 1);
}
