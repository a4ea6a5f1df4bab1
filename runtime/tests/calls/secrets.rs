//! No credential in anything that is printed.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockReply;
use specsmith_runtime::{Client, ClientBuilder};

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

    // An API that repeats what it was sent, in an error and in a reply that cannot be decoded.
    let echo =
        format!(r#"{{"error":{{"code":"{}","message":"no such key {} {}"}}}}"#, SECRETS[0], SECRETS[0], SECRETS[1]);
    mock.on("POST", "/x").json(401, echo);
    let error = call.clone().send::<Empty>().await.unwrap_err();
    clean(&format!("{error} {error:?} {error:#?} {} {:?}", error.message(), error.code()));
    assert_eq!(error.message(), "no such key *** ***");

    mock.on("POST", "/x").reply(MockReply::json(200, "{}").header("set-cookie", "SECRET"));
    let response = call.clone().send_with_response::<Json<Value>>().await.unwrap();
    clean(&format!("{response:?}"));
    clean(&format!("{mock:?} {:?}", mock.requests()));

    mock.on("POST", "/x").fail(specsmith_runtime::transport::TransportErrorKind::Connect);
    let error = call.send::<Empty>().await.unwrap_err();
    clean(&format!("{error} {error:?}"));
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
