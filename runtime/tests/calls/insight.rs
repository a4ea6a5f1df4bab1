//! `explain`, `to_curl`, and the other ways to send a call.

use std::time::Duration;

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{Client, ErrorKind};

use crate::support::mocked_with;

static UPDATE: Operation = Operation::new("update-role", "POST", "/roles/{id}")
    .params(&[Param::path("id"), Param::query("dry")])
    .json_body(true)
    .security(&[&["Bearer", "QueryKey"], &["Basic"]]);

#[derive(Clone, Debug)]
struct Update {
    call: Call,
}

specsmith_runtime::request!(Update, Json<Value>);

fn update(client: &Client) -> Update {
    let mut call = client.call(&UPDATE);
    call.path("id", "it's/1");
    call.query("dry", &true);
    call.field("name", "it's $5");
    Update { call }
}

fn client() -> (specsmith_runtime::transport::mock::MockTransport, Client) {
    mocked_with(|builder| {
        let builder = builder.credential("Bearer", "sk-marker-1").credential("QueryKey", "q marker 2");
        builder.header("x-team", "marker-3").deadline(Duration::from_secs(60))
    })
}

#[tokio::test]
async fn an_explanation_says_all_and_sends_nothing() {
    let (mock, client) = client();
    let explanation = update(&client).header("x-mine", "marker-4").max_retries(1).explain().unwrap();
    let wanted = "\
update-role: POST https://api.example.com/v1/roles/it's%2F1?dry=true&api_key=$EXAMPLE_QUERY_KEY
  user-agent: example/1.2.3
  x-team: ***
  x-mine: ***
  authorization: Bearer $EXAMPLE_TOKEN
  accept: application/json
  content-type: application/json
body: {\"name\":\"it's $5\"}
credentials: Bearer, QueryKey
each attempt within 600s, all of them within 60s, retried once at most: when the request certainly did nothing (no \
                  connection, 408, 429), or as x-should-retry says";
    // The codings in the header depend on the features that are on.
    let shown = explanation.to_string();
    let shown: Vec<_> = shown.lines().filter(|line| !line.starts_with("  accept-encoding: ")).collect();
    assert_eq!(shown.join("\n"), wanted);
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_command_line_that_says_the_same() {
    let (mock, client) = client();
    let wanted = r#"curl -X POST 'https://api.example.com/v1/roles/it'\''s%2F1?dry=true' \
  --url-query 'api_key='"$EXAMPLE_QUERY_KEY"'' \
  -H 'user-agent: example/1.2.3' \
  -H 'x-team: ***' \
  -H 'authorization: Bearer '"$EXAMPLE_TOKEN"'' \
  -H 'accept: application/json' \
  -H 'content-type: application/json' \
  --data-raw '{"name":"it'\''s $5"}'"#;
    let shown = update(&client).to_curl().unwrap().replace(" \\\n  --compressed", "");
    assert_eq!(shown, wanted);
    let bytes = client.request("PUT", "/x").bytes(vec![0_u8, 0xff]).header("content-type", "image/png");
    assert!(bytes.to_curl().unwrap().ends_with("--data-binary @body"));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_progress_hook_does_not_change_what_is_shown() {
    let (mock, client) = client();
    for bytes in [&b"a\nb"[..], b"", &[0, 0xff]] {
        let call = |upload: Upload| client.request("PUT", "/x").bytes(upload).header("content-type", "text/plain");
        let (plain, hooked) = (call(Upload::bytes(bytes)), call(Upload::bytes(bytes).on_progress(|_| ())));
        assert_eq!(hooked.to_curl().unwrap(), plain.to_curl().unwrap());
        let (hooked, plain) = (hooked.explain().unwrap(), plain.explain().unwrap());
        assert_eq!(hooked.to_string(), plain.to_string());
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.is_empty());
        assert_eq!((plain.body.as_deref(), plain.replayable), (text, true));
        assert_eq!((hooked.body, hooked.body_bytes, hooked.replayable), (plain.body, plain.body_bytes, true));
    }
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_command_line_leaves_the_encoding_of_credentials_to_curl() {
    static BASIC: Operation = Operation::new("basic", "HEAD", "/x").security(&[&["Basic"]]);
    let (_, client) = mocked_with(|builder| builder.credential("Basic", "user:pass word"));
    let mut call = client.call(&BASIC);
    call.extra_query("a", "b");
    let shown = call.to_curl::<Empty>().unwrap();
    assert!(shown.starts_with("curl --head 'https://api.example.com/v1/x?a=b' "), "{shown}");
    assert!(shown.contains(" \\\n  -u ''\"$EXAMPLE_BASIC\"''"), "{shown}");
    assert!(!shown.contains("authorization"), "{shown}");
}

/// The options of a request, one after the other.
macro_rules! with_options {
    ($request:expr) => {
        $request
            .header("x-mine", 1)
            .query("dry", false)
            .body_field("note", "n")
            .timeout(Duration::from_secs(1))
            .deadline(None)
            .max_retries(7)
    };
}

#[tokio::test]
async fn a_request_without_inputs_of_its_own_has_what_every_request_has() {
    let (mock, client) = client();
    mock.on_any().always(MockResponse::json(200, "[1, 2]"));
    let own = update(&client);
    let plain = Request::<Json<Value>>::new(own.call.clone());
    let (own, plain) = (with_options!(own), with_options!(plain));
    let explained = plain.explain().unwrap().to_string();
    assert_eq!(explained, own.explain().unwrap().to_string());
    assert!(explained.contains("?dry=false") && explained.contains("\"note\":\"n\""), "{explained}");
    assert!(explained.contains("each attempt within 1s, retried 7 times"), "{explained}");
    assert_eq!(plain.to_curl().unwrap(), own.to_curl().unwrap());

    assert_eq!(plain.clone().await.unwrap(), serde_json::json!([1, 2]));
    assert_eq!(plain.clone().send().await.unwrap(), serde_json::json!([1, 2]));
    assert_eq!(plain.clone().send_with_response().await.unwrap().status().as_u16(), 200);
    assert_eq!(&plain.clone().send_raw().await.unwrap().value()[..], b"[1, 2]");
    assert_eq!(plain.clone().send_as::<(i64, i64)>().await.unwrap(), (1, 2));
    let shown = format!("{plain:?}");
    assert!(shown.contains("update-role") && !shown.contains("marker"), "{shown}");
    assert_eq!(mock.requests().len(), 5);
    for request in mock.requests() {
        assert_eq!(request.headers()["x-mine"], "1");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_cannot_be_explained() {
    let (_, client) = mocked_with(|builder| builder);
    assert_eq!(update(&client).explain().unwrap_err().kind(), ErrorKind::MissingCredential);
    assert_eq!(update(&client).to_curl().unwrap_err().operation(), Some("update-role"));
}

#[tokio::test]
async fn an_answer_as_it_came_or_as_another_type() {
    let (mock, client) = client();
    mock.on_any().always(MockResponse::json(200, "[1, 2]"));
    let raw = update(&client).send_raw().await.unwrap();
    assert_eq!((raw.status().as_u16(), &raw.value()[..]), (200, &b"[1, 2]"[..]));
    assert_eq!(mock.last_request().unwrap().header("accept"), Some("application/json"), "the same is asked for");
    assert_eq!(update(&client).send_as::<Vec<i64>>().await.unwrap(), [1, 2]);
    assert_eq!(update(&client).send_as::<Vec<String>>().await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_derived_client_differs_where_it_was_told_to() {
    let (mock, client) = client();
    mock.on_any().always(MockResponse::json(503, "{}"));
    let derived = client
        .to_builder()
        .base_url("https://other.example/v2")
        .credential("Bearer", "sk-other")
        .header("X-Team", "b")
        .max_retries(0)
        .timeout(Duration::from_secs(1))
        .build()
        .unwrap();
    update(&derived).await.unwrap_err();
    let request = mock.last_request().unwrap();
    assert!(request.url().starts_with("https://other.example/v2/roles/"));
    assert_eq!((request.header("authorization"), request.header("x-team")), (Some("Bearer sk-other"), Some("b")));
    assert_eq!(mock.requests().len(), 1);
    let explanation = update(&client).explain().unwrap();
    assert_eq!(
        (explanation.max_retries, explanation.timeout),
        (2, Some(Duration::from_secs(600))),
        "the first is as it was"
    );
}
