//! Credentials that providers give.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specsmith_runtime::auth::{AuthError, ClientCredentials, Context, Provider, Refreshing, Token, from_env, from_fn};
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::{MockRequest, MockResponse, MockTransport};
use specsmith_runtime::transport::{BoxFuture, TransportErrorKind};
use specsmith_runtime::{Client, ErrorKind};

use crate::support::{failed, leak, mocked_with};

static GET: Operation = Operation::new("get-role", "GET", "/roles").security(&[&["Bearer"]]);

fn tokens(mock: &MockTransport) -> Vec<Option<String>> {
    let api = |request: &&MockRequest| request.path() == "/v1/roles";
    let token = |request: &MockRequest| request.header("authorization").map(str::to_owned);
    mock.requests().iter().filter(api).map(token).collect()
}

fn bearer(names: &[&str]) -> Vec<Option<String>> {
    names.iter().map(|name| Some(format!("Bearer {name}"))).collect()
}

/// Gives t1, t2, …, each after a pause, and counts.
fn numbered(lifetime: Option<u64>) -> (Arc<AtomicUsize>, Refreshing) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let provider = Refreshing::new(move || {
        let number = counter.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let token = Token::new(format!("t{number}"));
            let lifetime = lifetime.map(Duration::from_secs);
            Ok::<_, AuthError>(lifetime.into_iter().fold(token, Token::expires_in))
        }
    });
    (count, provider)
}

async fn get(client: &Client) -> Result<Response<Bytes>, Error> {
    client.call(&GET).send::<Raw>().await
}

#[tokio::test(start_paused = true)]
async fn each_attempt_asks_anew() {
    let count = Arc::new(AtomicUsize::new(0));
    let provider = from_fn(move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { Ok::<_, std::io::Error>(format!("k{number}")) }
    });
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    mock.on("GET", "/v1/roles").fail(TransportErrorKind::Broken).json(503, "{}").json(200, "{}");
    get(&client).await.unwrap();
    assert_eq!(tokens(&mock), bearer(&["k0", "k1", "k2"]));
}

#[tokio::test(start_paused = true)]
async fn a_token_is_fetched_once_for_many_calls_and_renewed_early() {
    let (count, provider) = numbered(Some(600));
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    mock.on_any().always(MockResponse::json(200, "{}"));
    let calls: Vec<_> = (0..100).map(|_| get(&client)).collect();
    for outcome in futures_util::future::join_all(calls).await {
        outcome.unwrap();
    }
    assert_eq!((count.load(Ordering::SeqCst), tokens(&mock).len()), (1, 100));
    tokio::time::advance(Duration::from_secs(539)).await;
    get(&client).await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 1, "it has more than a minute left");
    tokio::time::advance(Duration::from_secs(2)).await;
    let (first, second) = tokio::join!(get(&client), get(&client));
    first.unwrap();
    second.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2);
    let seen = tokens(&mock);
    assert_eq!(seen[101..], bearer(&["t1", "t2"]), "one call renews it, the other does not wait for that");
    tokio::time::advance(Duration::from_secs(1000)).await;
    let (first, second) = tokio::join!(get(&client), get(&client));
    first.unwrap();
    second.unwrap();
    assert_eq!(tokens(&mock)[103..], bearer(&["t3", "t3"]), "nothing is sent with one that has ended");
}

#[tokio::test(start_paused = true)]
async fn whoever_fetches_may_be_dropped() {
    let (count, provider) = numbered(None);
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    mock.on_any().always(MockResponse::json(200, "{}"));
    let dropped = async { tokio::time::timeout(Duration::from_millis(50), get(&client)).await.unwrap_err() };
    let (_, outcome) = tokio::join!(dropped, get(&client));
    outcome.unwrap();
    assert_eq!((count.load(Ordering::SeqCst), tokens(&mock)), (2, bearer(&["t2"])));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_everybodys_who_waited_for_it() {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let provider = Refreshing::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Err::<Token, _>(AuthError::new("the vault is sealed"))
        }
    });
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    for outcome in futures_util::future::join_all((0..50).map(|_| get(&client))).await {
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Authentication, None));
        assert!(error.to_string().contains("`Bearer` of get-role could not be got: the vault is sealed"), "{error}");
        assert!(std::error::Error::source(&error).unwrap().is::<AuthError>());
    }
    assert_eq!((count.load(Ordering::SeqCst), mock.requests().len()), (1, 0));
}

#[tokio::test]
async fn a_refusal_stands_when_the_body_cannot_be_sent_again() {
    for (upload, requests) in [
        (Upload::bytes("x"), 2),
        (Upload::stream(futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from("x"))]), 1), 1),
    ] {
        let provider = Refreshing::new(|| async { Ok::<_, AuthError>(Token::new("t")) });
        let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
        mock.on_any().always(MockResponse::json(401, "{}"));
        let error = client.request("PUT", "/x").bytes(upload).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401), "{error}");
        assert_eq!(mock.requests().len(), requests);
    }
}

#[tokio::test(start_paused = true)]
async fn a_late_refusal_does_not_count_against_the_next_token() {
    let (count, provider) = numbered(None);
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    let refused = || MockResponse::json(401, "{}");
    let route = mock.on_any().json(200, "{}").respond(refused().delay(Duration::from_millis(10)));
    let _ = route.respond(refused().delay(Duration::from_secs(1))).always(MockResponse::json(200, "{}"));
    get(&client).await.unwrap();
    let (first, second) = tokio::join!(get(&client), get(&client));
    first.unwrap();
    second.unwrap();
    assert_eq!((count.load(Ordering::SeqCst), tokens(&mock)), (2, bearer(&["t1", "t1", "t1", "t2", "t2"])));
}

/// Gives what this says of the number of the fetch, from 0, after a pause.
fn scripted(script: fn(usize) -> Result<Token, AuthError>) -> (Arc<AtomicUsize>, Refreshing) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let provider = Refreshing::new(move || {
        let number = counter.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(100)).await;
            script(number)
        }
    });
    (count, provider)
}

#[tokio::test(start_paused = true)]
async fn a_token_serves_until_it_ends_when_it_cannot_be_renewed() {
    let (count, provider) = scripted(|number| match number {
        0 => Ok(Token::new("t").expires_in(Duration::from_secs(600))),
        _ => Err(AuthError::new("the vault is sealed")),
    });
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    mock.on_any().always(MockResponse::json(200, "{}"));
    for (wait, fetches) in [(0, 1), (545, 2), (20, 3)] {
        tokio::time::advance(Duration::from_secs(wait)).await;
        get(&client).await.unwrap();
        assert_eq!(count.load(Ordering::SeqCst), fetches);
    }
    assert_eq!(tokens(&mock), bearer(&["t"; 3]));
    tokio::time::advance(Duration::from_secs(60)).await;
    assert!(get(&client).await.unwrap_err().to_string().contains("the vault is sealed"));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_nobodys_who_asked_after_it() {
    // Tokens that have ended when they come: whoever waited for one takes it.
    let (count, provider) = scripted(|number| match number {
        0 => Err(AuthError::new("the vault is sealed")),
        _ => Ok(Token::new("t").expires_in(Duration::ZERO)),
    });
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    mock.on_any().always(MockResponse::json(200, "{}"));
    get(&client).await.unwrap_err();
    for outcome in futures_util::future::join_all((0..3).map(|_| get(&client))).await {
        outcome.unwrap();
    }
    assert_eq!((count.load(Ordering::SeqCst), tokens(&mock)), (2, bearer(&["t"; 3])));
}

#[tokio::test(start_paused = true)]
async fn a_temporary_failure_is_repeated() {
    let count = Arc::new(AtomicUsize::new(0));
    let provider = from_fn(move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { if number < 2 { Err(AuthError::new("busy").temporary()) } else { Ok("k") } }
    });
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    mock.on_any().json(200, "{}");
    let response = client.call(&GET).send_with_response::<Raw>().await.unwrap();
    assert_eq!((response.retries(), tokens(&mock)), (2, bearer(&["k"])));
}

#[tokio::test(start_paused = true)]
async fn a_provider_counts_against_the_time_limit() {
    let provider = from_fn(|| async {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        Ok::<_, AuthError>("k")
    });
    let (mock, client) =
        mocked_with(|builder| builder.credential("Bearer", provider).timeout(Duration::from_secs(1)).max_retries(0));
    assert!(get(&client).await.unwrap_err().is_timeout());
    assert!(mock.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once() {
    let (_, provider) = numbered(None);
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    mock.on("GET", "/v1/roles").json(200, "{}").json(401, "{}").json(200, "{}");
    get(&client).await.unwrap();
    let response = client.call(&GET).send_with_response::<Raw>().await.unwrap();
    assert_eq!((response.retries(), tokens(&mock)), (0, bearer(&["t1", "t1", "t2"])));
    mock.on("GET", "/v1/roles").json(401, r#"{"message": "no such key t3"}"#).json(401, r#"{"message": "nor t4"}"#);
    // It was t2 that was refused first, then t3.
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(tokens(&mock)[3..], bearer(&["t2", "t3"]));
}

#[tokio::test]
async fn fixed_and_computed_credentials_are_not_replayed() {
    for credential in [Credential::from("k"), Credential::from(from_fn(|| async { Ok::<_, AuthError>("k") }))] {
        let (mock, client) = mocked_with(|builder| builder.credential("Bearer", credential));
        mock.on_any().always(MockResponse::json(401, "{}"));
        assert_eq!(get(&client).await.unwrap_err().kind(), ErrorKind::Authentication);
        assert_eq!(mock.requests().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn another_origin_neither_sees_nor_judges_a_token() {
    let (count, provider) = numbered(None);
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    mock.on_any().respond(MockResponse::new(302).header("location", "https://other.example/x")).json(401, "{}");
    assert_eq!(get(&client).await.unwrap_err().kind(), ErrorKind::Authentication);
    let seen: Vec<_> = mock.requests().iter().map(|request| request.header("authorization").is_some()).collect();
    assert_eq!((seen, count.load(Ordering::SeqCst)), (vec![true, false], 1));
    let error = client.request("GET", "https://other.example/x").await;
    assert!(mock.last_request().unwrap().header("authorization").is_none(), "{error:?}");
}

#[tokio::test]
async fn every_kind_of_scheme_takes_a_provider() {
    static EVERY: Operation = Operation::new("every", "GET", "/roles").security(&[&["Key", "QueryKey", "Session"]]);
    static BASIC: Operation = Operation::new("basic", "GET", "/roles").security(&[&["Basic"]]);
    let give = |text: &'static str| from_fn(move || async move { Ok::<_, AuthError>(text) });
    let (mock, client) = mocked_with(|builder| {
        let builder = builder.credential("Key", give("k")).credential("QueryKey", give("q&1"));
        builder.credential("Session", give("s")).credential("Basic", give("Aladdin:open sesame"))
    });
    mock.on_any().always(MockResponse::json(401, r#"{"message": "Aladdin may not open sesame"}"#));
    let mut call = client.call(&EVERY);
    call.extra_query("page", 2);
    call.extra_header("cookie", "a=b");
    call.send::<Raw>().await.unwrap_err();
    let request = mock.last_request().unwrap();
    assert_eq!((request.header("x-api-key"), request.query()), (Some("k"), "page=2&api_key=q%261"));
    assert_eq!(request.header("cookie"), Some("a=b; session=s"));
    let error = failed(client.call(&BASIC)).await;
    assert_eq!(error.message(), "Aladdin may not ***", "what a provider gave is masked like what is fixed");
    assert_eq!(mock.last_request().unwrap().header("authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    assert!(!format!("{:?}", mock.requests()).contains("QWxh"));
}

#[tokio::test]
async fn what_a_provider_gives_must_be_sendable() {
    let provider = from_fn(|| async { Ok::<_, AuthError>("SECRET\n") });
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    let error = get(&client).await.unwrap_err();
    assert_eq!((error.kind(), mock.requests().len()), (ErrorKind::Build, 0));
    assert!(!format!("{error} {error:?}").contains("SECRET"));
}

#[tokio::test]
async fn a_variable_that_is_not_set_is_no_credential() {
    let either = leak(Operation::new("either", "GET", "/roles").security(&[&["Bearer"], &["Key"]]));
    let (mock, client) = mocked_with(|builder| {
        builder.credential("Bearer", from_env("SPECSMITH_NO_SUCH_VARIABLE")).credential("Key", "k")
    });
    let error = failed(client.call(&GET)).await;
    assert_eq!((error.kind(), mock.requests().len()), (ErrorKind::MissingCredential, 0));
    assert!(error.to_string().contains("get-role needs the credential `Bearer` (EXAMPLE_TOKEN)"), "{error}");
    mock.on_any().json(200, "{}");
    client.call(either).send::<Raw>().await.unwrap();
    assert_eq!(mock.last_request().unwrap().header("x-api-key"), Some("k"));
    // `PATH` is set wherever tests run.
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", from_env("PATH")));
    mock.on_any().json(200, "{}");
    get(&client).await.unwrap();
    assert_eq!(tokens(&mock).len(), 1);
}

/// A provider that turns out to have nothing.
struct Empty(Arc<AtomicUsize>);

impl Provider for Empty {
    fn credential<'a>(&'a self, _: &'a Context<'a>) -> BoxFuture<'a, Result<Option<Secret>, AuthError>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Ok(None)))
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_without_a_credential_is_not_asked_again() {
    let count = Arc::new(AtomicUsize::new(0));
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", Empty(Arc::clone(&count))));
    let error = get(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.retries()), (ErrorKind::MissingCredential, 0));
    assert!(error.to_string().contains("get-role needs the credential `Bearer` (EXAMPLE_TOKEN)"), "{error}");
    assert_eq!((count.load(Ordering::SeqCst), mock.requests().len()), (1, 0));
}

fn oauth() -> ClientCredentials {
    ClientCredentials::new("https://login.example/token?a=b", "my id", "my:SECRET").scope("roles.read").scope("x")
}

#[tokio::test(start_paused = true)]
async fn oauth_client_credentials() {
    let provider = oauth().param("audience", "https://api.example");
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", provider));
    let number = Arc::new(Mutex::new(0));
    mock.on("POST", "/token").respond_with(move |_| {
        *number.lock().unwrap() += 1;
        let number = *number.lock().unwrap();
        MockResponse::json(
            200,
            format!(r#"{{"access_token": "t{number}", "token_type": "bearer", "expires_in": "600"}}"#),
        )
    });
    mock.on("GET", "/v1/roles").json(200, "{}").json(401, "{}").json(200, "{}").json(200, "{}");
    get(&client).await.unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.url(), "https://login.example/token?a=b");
    assert_eq!(request.header("authorization"), Some("Basic bXkraWQ6bXklM0FTRUNSRVQ="), "RFC 6749 §2.3.1");
    assert_eq!(
        request.body_text(),
        "grant_type=client_credentials&scope=roles.read+x&audience=https%3A%2F%2Fapi.example"
    );
    get(&client).await.unwrap();
    tokio::time::advance(Duration::from_secs(601)).await;
    get(&client).await.unwrap();
    assert_eq!(tokens(&mock), bearer(&["t1", "t1", "t2", "t3"]));
    assert_eq!(mock.requests().len(), 7);
}

#[tokio::test(start_paused = true)]
async fn what_a_token_endpoint_may_answer() {
    let table: [(u16, &str, usize, &str); 7] = [
        (401, r#"{"error": "invalid_client", "error_description": "my:SECRET?"}"#, 1, "401 invalid_client: ***?"),
        (302, "", 1, "answered 302"),
        (503, "busy", 3, "answered 503"),
        (429, "{}", 3, "answered 429"),
        (200, "<html>", 1, "no `access_token`"),
        (200, r#"{"access_token": ""}"#, 1, "no `access_token`"),
        (200, r#"{"access_token": "t", "token_type": "mac"}"#, 1, "of the type `mac`, not `Bearer`"),
    ];
    for (status, body, requests, wanted) in table {
        let (mock, client) = mocked_with(|builder| builder.credential("Bearer", oauth().secret_in_body()));
        mock.on("POST", "/token").always(MockResponse::json(status, body));
        let error = get(&client).await.unwrap_err();
        assert_eq!((error.kind(), mock.requests().len()), (ErrorKind::Authentication, requests), "{error}");
        assert!(error.to_string().contains(wanted), "{error}");
        assert!(!format!("{error:?}").contains("SECRET"), "{error:?}");
        assert!(mock.requests()[0].body_text().ends_with("&client_id=my+id&client_secret=my%3ASECRET"));
        assert_eq!(mock.requests()[0].header("authorization"), None);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_token_endpoint_cannot_be_asked_or_says_at_length() {
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", oauth()));
    mock.on("POST", "/token").fail(TransportErrorKind::Refused);
    assert_eq!(get(&client).await.unwrap_err().kind(), ErrorKind::Authentication);
    assert_eq!(mock.requests().len(), 1, "asked again, it would be refused again");
    let long = format!(r#"{{"access_token": "t", "more": "{}"}}"#, "x".repeat(1 << 20));
    mock.on("POST", "/token").json(200, long);
    let error = get(&client).await.unwrap_err();
    assert!(error.to_string().contains("larger than 1048576 bytes"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_behind_another_transport() {
    let login = MockTransport::new();
    login.on("POST", "/token").fail(TransportErrorKind::Connect).json(200, r#"{"access_token": "t"}"#);
    let (mock, client) = mocked_with(|builder| builder.credential("Bearer", oauth().transport(login.clone())));
    mock.on_any().json(200, "{}");
    let response = client.call(&GET).send_with_response::<Raw>().await.unwrap();
    assert_eq!((response.retries(), login.left(), tokens(&mock)), (1, 0, bearer(&["t"])));
}

#[tokio::test]
async fn explaining_a_call_asks_no_provider_and_shows_no_credential() {
    static EVERY: Operation =
        Operation::new("every", "GET", "/roles").security(&[&["Bearer", "Key", "QueryKey", "Session"]]);
    let asked = Arc::new(AtomicUsize::new(0));
    let secret = || {
        let asked = Arc::clone(&asked);
        from_fn(move || {
            asked.fetch_add(1, Ordering::SeqCst);
            async { Ok::<_, std::io::Error>("SECRET-token".to_owned()) }
        })
    };
    let (mock, client) = mocked_with(|builder| {
        let builder = builder.credential("Bearer", secret()).credential("Key", secret());
        builder.credential("QueryKey", secret()).credential("Session", secret()).max_retries(0)
    });
    let call = client.call(&EVERY);
    let before = call.explain::<Raw>().unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    assert!(before.url.ends_with("?api_key=$EXAMPLE_QUERY_KEY"), "{}", before.url);

    // Nor once the credentials are known, and the API has repeated them.
    mock.on("GET", "/v1/roles").json(401, r#"{"error":{"message":"no such key SECRET-token"}}"#);
    let error = call.clone().send::<Raw>().await.unwrap_err();
    assert!(asked.load(Ordering::SeqCst) >= 4);
    let after = call.explain::<Raw>().unwrap();
    let shown =
        format!("{before:?} {before} {} {after:?} {after} {} {error} {error:?}", before.to_curl(), after.to_curl());
    assert!(!shown.contains("SECRET"), "{shown}");
    for variable in ["EXAMPLE_TOKEN", "EXAMPLE_KEY", "EXAMPLE_QUERY_KEY", "EXAMPLE_SESSION"] {
        assert!(after.to_curl().contains(variable), "{variable} in {}", after.to_curl());
    }
}
