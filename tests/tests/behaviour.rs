//! Behaviour of the roles client on the wire: bodies, pages, retries, errors, safety of paths and secrets.

use std::future::IntoFuture;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use openai_roles::resources::admin::organization::roles::RetrieveError;
use openai_roles::{Client, Error};
use specsmith_tests::server::{Answer, Recorded, Server};

const KEY: &str = "sk-admin-secret";
const ROLE: &str = r#"{"object":"role","id":"role_1","name":"Manager","description":null,"permissions":[],"resource_type":"api.project","predefined_role":false}"#;

async fn serve(answer: impl Fn(&Recorded, usize) -> Answer + Send + Sync + 'static) -> (Server, Client) {
    let server = Server::start(answer).await.expect("a loopback port");
    let client = Client::builder()
        .admin_api_key(KEY)
        .base_url(server.url())
        .build()
        .expect("a client with a key and a base URL");
    (server, client)
}

fn role(id: usize) -> String {
    ROLE.replace("role_1", &format!("role_{id:04}"))
}

/// Serves `total` roles, 1,000 a page at the most, cursors being numbers.
fn pages(total: usize) -> impl Fn(&Recorded, usize) -> Answer {
    move |request, _| {
        let first: usize = request
            .query
            .split('&')
            .find_map(|pair| pair.strip_prefix("after="))
            .map_or(0, |cursor| cursor.parse().expect("a cursor we gave"));
        let last = total.min(first + 1000);
        let items: Vec<String> = (first..last).map(role).collect();
        let next = if last < total { format!("\"{last}\"") } else { "null".to_owned() };
        Answer::json(
            200,
            format!(r#"{{"object":"list","data":[{}],"has_more":{},"next":{next}}}"#, items.join(","), last < total),
        )
    }
}

#[tokio::test]
async fn drift_is_told_of_and_fails_nothing() -> Result<(), Error> {
    let odd = ROLE.replace(r#""object":"role""#, r#""object":"role.v2","color":"red""#);
    let server = Server::start(move |_, _| Answer::json(200, odd.clone())).await.expect("a loopback port");
    let (sender, told) = std::sync::mpsc::channel();
    let client = Client::builder()
        .admin_api_key(KEY)
        .base_url(server.url())
        .on_drift(move |drift| {
            let line = format!("{} {:?} {} {:?}", drift.operation, drift.kind, drift.path, drift.type_name);
            sender.send(line).expect("a listener");
        })
        .build()?;
    let role = client.admin().organization().projects().roles().retrieve("p", "r").await?;
    assert_eq!((&*role.object, role.extra().get("color").and_then(|value| value.as_str())), ("role.v2", Some("red")));
    let told: Vec<String> = told.try_iter().collect();
    assert_eq!(
        told,
        [
            "retrieve-project-role Value $.object None",
            r#"retrieve-project-role Field $.color Some("openai_roles::types::shared::Role")"#
        ]
    );
    Ok(())
}

#[tokio::test]
async fn update_sends_what_was_set_and_nothing_else() -> Result<(), Error> {
    let (server, client) = serve(|_, _| Answer::json(200, ROLE)).await;
    let roles = client.admin().organization().projects().roles();
    roles.update("p", "r").await?;
    roles.update("p", "r").description_null().await?;
    roles.update("p", "r").description("").permissions(Vec::<String>::new()).await?;
    roles.update("p", "r").role_name("old").role_name("new").description("x").description_null().await?;
    let bodies: Vec<String> = server.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(
        bodies,
        [
            "{}",
            r#"{"description":null}"#,
            r#"{"description":"","permissions":[]}"#,
            r#"{"role_name":"new","description":null}"#,
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_stream_gives_every_role_of_every_page_in_order() -> Result<(), Error> {
    let (server, client) = serve(pages(2_500)).await;
    let roles = client.admin().organization().projects().roles();
    let ids: Vec<String> = roles.list("p").stream().map_ok(|role| role.id).try_collect().await?;
    let expected: Vec<String> = (0..2_500).map(|id| format!("role_{id:04}")).collect();
    assert_eq!(ids, expected);
    let queries: Vec<String> = server.requests().into_iter().map(|request| request.query).collect();
    assert_eq!(queries, ["", "after=1000", "after=2000"]);
    Ok(())
}

#[tokio::test]
async fn pages_are_walked_one_by_one_and_keep_what_was_asked() -> Result<(), Error> {
    let (server, client) = serve(pages(1_500)).await;
    let roles = client.admin().organization().projects().roles();
    let first = roles.list("p").limit(1000).header("x-trace", "7").await?;
    assert_eq!(first.data.len(), 1_000);
    let second = first.next_page().await?.expect("a second page");
    assert_eq!(second.data.len(), 500);
    assert!(second.next_page().await?.is_none());
    let requests = server.requests();
    assert_eq!(requests[1].query, "limit=1000&after=1000");
    assert_eq!(requests[1].header("x-trace"), "7");
    assert_eq!(requests.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_cursor_that_repeats_is_an_error() {
    let (server, client) = serve(|_, _| {
        Answer::json(200, format!(r#"{{"object":"list","data":[{ROLE}],"has_more":true,"next":"same"}}"#))
    })
    .await;
    let roles = client.admin().organization().roles();
    let error = roles.list().stream().try_collect::<Vec<_>>().await.expect_err("the cursor repeats");
    assert!(error.to_string().contains("already read"), "{error}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn the_published_page_comes_back_as_it_was_sent() -> Result<(), Error> {
    let page = r#"{"object":"list","data":[{"object":"role","id":"role_01J1F8PROJ","name":"API Project Key Manager","description":"Allows managing API keys for the project","permissions":["api.organization.projects.api_keys.read","api.organization.projects.api_keys.write"],"resource_type":"api.project","predefined_role":false}],"has_more":false,"next":null}"#;
    let (_server, client) = serve(move |_, _| Answer::json(200, page)).await;
    let response = client.admin().organization().projects().roles().list("p").await?;
    let sent: serde_json::Value = serde_json::from_str(page).expect("JSON");
    assert_eq!(serde_json::to_value(&*response).expect("a value"), sent);
    Ok(())
}

#[tokio::test]
async fn fields_and_words_the_crate_does_not_know_survive() -> Result<(), Error> {
    let sent = ROLE.replace("\"object\":\"role\"", "\"object\":\"role.v2\",\"color\":{\"a\":[1,null]}");
    let body = sent.clone();
    let (_server, client) = serve(move |_, _| Answer::json(200, body.clone())).await;
    let mut role = client.admin().organization().roles().retrieve("r").await?;
    assert_eq!(role.object.as_str(), "role.v2");
    role.name = "Manager".to_owned();
    let back: serde_json::Value = serde_json::to_value(&role).expect("a value");
    assert_eq!(back, serde_json::from_str::<serde_json::Value>(&sent).expect("JSON"));
    Ok(())
}

#[tokio::test]
async fn a_failure_tells_all_it_knows() {
    let (server, client) = serve(|_, _| {
        Answer::json(
            429,
            r#"{"error":{"code":"rate_limit_exceeded","message":"Slow down.","param":null,"type":"requests"}}"#,
        )
        .header("x-request-id", "req_7")
        .header("retry-after", "121")
    })
    .await;
    let error = client.admin().organization().roles().retrieve("role_1").await.expect_err("429");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(429));
    assert_eq!(error.code(), Some("rate_limit_exceeded"));
    assert_eq!(error.message(), "Slow down.");
    assert_eq!(error.request_id(), Some("req_7"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(121)));
    assert_eq!(
        error.to_string(),
        "GET /organization/roles/{role_id} 429 rate_limit_exceeded: Slow down. (request-id req_7)"
    );
    let body: openai_roles::types::ErrorResponse = error.body_as().expect("the documented error body");
    assert_eq!(body.error.r#type, "requests");
    let Some(RetrieveError::TooManyRequests(typed)) = error.typed() else { panic!("{error:?}") };
    assert_eq!(*typed, body);
    assert_eq!(server.requests().len(), 1, "a delay over 120 s is not waited for");
}

#[tokio::test]
async fn a_server_fault_is_tried_again_and_a_mistake_is_not() -> Result<(), Error> {
    let (server, client) = serve(|request, before| match (request.path.as_str(), before) {
        ("/organization/roles/missing", _) => Answer::json(404, r#"{"error":{"message":"No such role.","code":null}}"#),
        (_, 0) => Answer::empty(503).header("retry-after-ms", "20"),
        (_, 1) => Answer::json(409, "{}").header("retry-after-ms", "20"),
        _ => Answer::json(200, ROLE),
    })
    .await;
    let roles = client.admin().organization().roles();
    let begun = Instant::now();
    let response = roles.update("role_1").role_name("x").send_with_response().await?;
    assert_eq!(response.retries(), 2);
    assert!(begun.elapsed() >= Duration::from_millis(40));
    let bodies: Vec<String> = server.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, [r#"{"role_name":"x"}"#; 3]);
    let error = roles.retrieve("missing").await.expect_err("404");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert_eq!(server.requests().len(), 4);
    Ok(())
}

#[tokio::test]
async fn the_server_may_veto_or_demand_a_retry() {
    let (server, client) = serve(|request, _| match request.path.as_str() {
        "/organization/roles/vetoed" => Answer::empty(500).header("x-should-retry", "false"),
        _ => Answer::empty(400).header("x-should-retry", "true").header("retry-after-ms", "1"),
    })
    .await;
    let roles = client.admin().organization().roles();
    roles.retrieve("vetoed").await.expect_err("500");
    assert_eq!(server.requests().len(), 1);
    let error = roles.retrieve("demanded").await.expect_err("400");
    assert_eq!(error.retries(), 2);
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn a_path_value_never_leaves_its_segment() {
    let (server, client) = serve(|_, _| Answer::json(200, ROLE)).await;
    let roles = client.admin().organization().projects().roles();
    for value in ["", ".", "..", "%2e", "%2E%2e", ".%2e"] {
        let error = roles.retrieve("p", value).await.expect_err(value);
        assert!(error.to_string().contains("role_id"), "{value:?}: {error}");
    }
    assert!(server.requests().is_empty(), "refused before any I/O");
    for value in ["a/../b", "a?b=c", "a#b", "ü", "a%2fb", "..."] {
        roles.retrieve("p", value).await.unwrap_or_else(|error| panic!("{value:?}: {error}"));
    }
    for request in server.requests() {
        assert_eq!(request.path.split('/').count(), 5, "{}", request.path);
        assert_eq!(request.query, "");
    }
}

#[tokio::test]
async fn a_missing_credential_is_told_before_any_io() {
    let server = Server::start(|_, _| Answer::json(200, ROLE)).await.expect("a loopback port");
    let client = Client::builder().base_url(server.url()).build().expect("a client without a key");
    let error = client.admin().organization().roles().retrieve("r").await.expect_err("no key");
    let text = error.to_string();
    assert!(text.contains("AdminApiKeyAuth") && text.contains("OPENAI_ADMIN_KEY"), "{text}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_response_of_the_wrong_shape_names_the_place() {
    let (_server, client) = serve(|_, _| {
        Answer::json(
            200,
            format!(
                r#"{{"object":"list","data":[{ROLE},{}],"has_more":false,"next":null}}"#,
                ROLE.replace("\"Manager\"", "7")
            ),
        )
    })
    .await;
    let roles = client.admin().organization().roles();
    let page = roles.list().await.expect("what does not fit is kept beside");
    assert_eq!((page.data[1].name.as_str(), page.missing()), ("", vec!["data[1].name".to_owned()]));
    let error = roles.list().strict().await.expect_err("a number for a name");
    assert!(error.to_string().contains("at $.data[1].name: expected a string, found 7"), "{error}");
    assert!(error.body().starts_with(b"{"), "the body is kept");
}

#[tokio::test]
async fn options_of_one_request_reach_the_wire() -> Result<(), Error> {
    let (server, client) = serve(|_, _| Answer::json(200, ROLE)).await;
    client
        .admin()
        .organization()
        .roles()
        .update("r")
        .header("x-trace", "1")
        .query("dry_run", "a b")
        .body_field("color", "red")
        .await?;
    let request = &server.requests()[0];
    assert_eq!(request.header("x-trace"), "1");
    assert!(matches!(request.query.as_str(), "dry_run=a%20b" | "dry_run=a+b"), "{}", request.query);
    assert_eq!(request.body, r#"{"color":"red"}"#);
    Ok(())
}

#[tokio::test]
async fn a_request_that_takes_too_long_times_out() {
    let (_server, client) = serve(|_, _| {
        std::thread::sleep(Duration::from_millis(400));
        Answer::json(200, ROLE)
    })
    .await;
    let roles = client.admin().organization().roles();
    let error = roles.retrieve("r").timeout(Duration::from_millis(50)).max_retries(0).await.expect_err("too slow");
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn no_secret_is_printed() {
    let (_server, client) = serve(|_, _| Answer::empty(401)).await;
    let request = client.admin().organization().roles().retrieve("r");
    let mut printed = format!("{client:?} {request:?} {:?}", Client::builder().admin_api_key(KEY));
    let error = request.await.expect_err("401");
    printed.push_str(&format!("{error} {error:?} {error:#?}"));
    assert!(!printed.contains("sk-admin"), "{printed}");
}

#[test]
fn futures_and_clients_move_between_threads() {
    fn movable<T: Send>(value: T) -> T {
        value
    }
    let client = movable(Client::builder().admin_api_key(KEY).build().expect("a client"));
    let future = movable(client.admin().organization().roles().list().into_future());
    assert!(size_of_val(&future) < 1024, "{}", size_of_val(&future));
}
