//! No credential in anything that is printed.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{Attempt, AttemptOutcome, Client, ClientBuilder, Observer};
use std::sync::{Arc, Mutex};

use crate::support::{API, mocked_with};

const SECRETS: [&str; 7] = [
    "SECRET-bearer",
    "SECRET-key",
    "SECRET-query",
    "SECRET-session",
    "SECRET-password",
    "SECRET-default",
    "SECRET-mine",
];

static EVERY: Operation =
    Operation::new("every", "POST", "/x").json_body(true).security(&[&["Bearer", "Key", "QueryKey", "Session"]]);

fn builder(builder: ClientBuilder) -> ClientBuilder {
    let builder =
        builder.credential("Bearer", SECRETS[0]).credential("Key", SECRETS[1]).credential("QueryKey", SECRETS[2]);
    let builder = builder.credential("Session", SECRETS[3]).credential("Basic", Secret::basic("u", SECRETS[4]));
    builder.header("x-default", SECRETS[5]).max_retries(0)
}

fn call(client: &Client) -> Call {
    let mut call = client.call(&EVERY);
    call.extra_header("x-mine", SECRETS[6]);
    call.extra_query("mine", SECRETS[6]);
    call.field("password", SECRETS[6]);
    call
}

fn clean(text: &str) {
    assert!(!text.contains("SECRET"), "{text}");
}

#[tokio::test]
async fn nothing_that_is_printed_holds_a_secret() {
    let (mock, client) = mocked_with(builder);
    let call = call(&client);
    clean(&format!("{client:?} {call:?} {:?}", builder(ClientBuilder::new(&API))));
    clean(&format!("{:?} {:?}", Secret::new(SECRETS[0]), client.request("GET", "/x?k=SECRET").header("a", SECRETS[6])));

    // An API that repeats what it was sent, in an error and in a response that cannot be decoded.
    let echo = format!(
        r#"{{"error":{{"code":"{0}","message":"no such key {0} {1}","param":"is {0}","type":"{1}"}}}}"#,
        SECRETS[0], SECRETS[1]
    );
    mock.on("POST", "/x").json(401, echo);
    let error = call.clone().send::<Empty>().await.unwrap_err();
    clean(&format!("{error} {error:?} {error:#?} {}", error.message()));
    assert_eq!((error.param(), error.code()), (Some("is ***"), Some(SECRETS[0])), "programs compare codes");
    assert_eq!(error.message(), "no such key *** ***");

    mock.on("POST", "/x").respond(MockResponse::json(200, "{}").header("set-cookie", "SECRET"));
    let response = call.clone().send_with_response::<Json<Value>>().await.unwrap();
    clean(&format!("{response:?}"));
    clean(&format!("{mock:?} {:?}", mock.requests()));

    mock.on("POST", "/x").fail(specsmith_runtime::transport::TransportErrorKind::Connect);
    let error = call.send::<Empty>().await.unwrap_err();
    clean(&format!("{error} {error:?}"));
}

/// Only a whole credential of some length is one: others would tear words apart.
#[tokio::test]
async fn a_short_credential_does_not_change_what_an_api_says() {
    let (mock, client) = mocked_with(|builder| builder.credential("Key", "x").header("x-mine", "exist"));
    static KEYED: Operation = Operation::new("keyed", "GET", "/x").security(&[&["Key"]]);
    mock.on_any().json(400, r#"{"error":{"code":"already_exists","message":"already exists","type":"conflict_x"}}"#);
    let error = client.call(&KEYED).send::<Empty>().await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("already_exists"), "already exists"));
    assert_eq!(error.to_string(), "GET /x 400 already_exists: already exists");
    let shown = client.call(&KEYED).explain::<Empty>().unwrap();
    assert!(shown.url.ends_with("/x") && shown.headers.iter().all(|(_, value)| value != "x"), "{shown}");
}

/// Of basic authentication: the pair, its password, and the header field that it is sent as.
#[tokio::test]
async fn nor_does_an_error_that_repeats_a_header_field() {
    static BASIC: Operation = Operation::new("basic", "GET", "/x").security(&[&["Basic"]]);
    let (mock, client) = mocked_with(builder);
    mock.on("GET", "/x").json(200, "{}");
    client.call(&BASIC).send::<Empty>().await.unwrap();
    let field = mock.last_request().unwrap().header("authorization").unwrap().to_owned();
    let echo = serde_json::json!({"message": format!("no such user: {field}, u:{0}, {0}", SECRETS[4])});
    mock.on("GET", "/x").json(401, echo.to_string());
    let error = client.call(&BASIC).send::<Empty>().await.unwrap_err();
    assert_eq!(error.message(), "no such user: Basic ***, ***, ***");
}

/// Writes down what it is told.
#[derive(Clone, Default)]
struct Gossip(Arc<Mutex<String>>);

impl Observer for Gossip {
    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        self.0.lock().unwrap().push_str(&format!("{attempt:?} {outcome:?}"));
    }
}

#[tokio::test]
async fn nor_does_an_explanation_a_command_line_or_what_observers_are_told() {
    let gossip = Gossip::default();
    let (mock, client) = mocked_with(|builder| self::builder(builder).observer(gossip.clone()));
    let mut call = client.call(&EVERY);
    call.extra_header("x-mine", SECRETS[6]);
    call.field("echo", &format!("{} and {}", SECRETS[0], SECRETS[6]));
    // A password alone, without its user.
    call.field("password", &format!("<{}>", SECRETS[4]));
    let explanation = call.explain::<Empty>().unwrap();
    clean(&format!("{explanation} {explanation:?} {explanation:#?} {}", explanation.to_curl()));
    assert_eq!(explanation.credentials, ["Bearer", "Key", "QueryKey", "Session"]);

    static BASIC: Operation = Operation::new("basic", "GET", "/x").security(&[&["Basic"]]);
    let explanation = client.call(&BASIC).explain::<Empty>().unwrap();
    assert!(explanation.headers.contains(&("authorization".into(), "Basic $EXAMPLE_BASIC".into())));
    clean(&explanation.to_curl());
    // A credential that is given by hand, under the name of a scheme.
    let by_hand = client.request("GET", "/x").query("api_key", "SECRET-by-hand").header("authorization", "SECRET");
    let shown = format!("{} {:?}", by_hand.to_curl().unwrap(), by_hand.explain());
    clean(&shown);
    assert!(!shown.contains("by-hand"), "all of it: {shown}");
    // A secret that begins as another one does, which comes first.
    let longer =
        client.request("GET", "/x").header("x-longer", "SECRET-bearer-longer").query("echo", "SECRET-bearer-longer");
    let shown = longer.to_curl().unwrap();
    clean(&shown);
    assert!(shown.contains("echo=***") && !shown.contains("longer="), "{shown}");

    mock.on("POST", "/x").respond(MockResponse::json(401, "{}").header("set-cookie", "SECRET"));
    call.send::<Empty>().await.unwrap_err();
    assert!(gossip.0.lock().unwrap().contains("Authentication"));
    clean(&gossip.0.lock().unwrap());
}

#[tokio::test]
async fn nor_do_errors_of_the_default_transport() {
    // A closed port: reqwest's own errors would name the URL with its query.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = builder(ClientBuilder::new(&API)).base_url(base).build().unwrap();
    let error = call(&client).send::<Empty>().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    let mut text = format!("{error} {error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    clean(&text);
}
