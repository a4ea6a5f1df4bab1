//! Shared parts of the tests of faults.

use std::future::Future;
use std::time::Duration;

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::TransportError;
use specsmith_runtime::{Client, ClientBuilder, ErrorKind};

use crate::server::Server;

static API: Api = Api::new("example", "1.2.3")
    .schemes(&[Scheme::bearer("Bearer", "EXAMPLE_TOKEN"), Scheme::query("QueryKey", "api_key", "EXAMPLE_QUERY_KEY")]);

pub(crate) static LIST: Operation = Operation::new("list", "GET", "/roles").security(&[&["Bearer", "QueryKey"]]);
pub(crate) static CREATE: Operation =
    Operation::new("create", "POST", "/roles").json_body(true).retry_always().security(&[&["Bearer", "QueryKey"]]);

/// A client of a server, configured.
pub(crate) fn client_with(server: &Server, configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    client_at(&server.url(), configure)
}

/// A client of whatever is at a URL, configured.
pub(crate) fn client_at(url: &str, configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = ClientBuilder::new(&API).base_url(url);
    configure(builder.credential("Bearer", "SECRET-token").credential("QueryKey", "SECRET-key")).build().unwrap()
}

/// A client that repeats nothing.
pub(crate) fn client_once(server: &Server) -> Client {
    client_with(server, |builder| builder.max_retries(0))
}

/// A client that repeats twice.
pub(crate) fn client(server: &Server) -> Client {
    client_with(server, |builder| builder)
}

pub(crate) async fn list(client: &Client) -> Result<Response<Value>, Error> {
    client.call(&LIST).send_with_response::<Json<Value>>().await
}

pub(crate) async fn create(client: &Client, bytes: usize) -> Result<Response<Value>, Error> {
    let mut call = client.call(&CREATE);
    call.field("text", &"x".repeat(bytes));
    call.send_with_response::<Json<Value>>().await
}

/// Returns the result of a future that must not take longer than this.
pub(crate) async fn within<T>(seconds: u64, work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(seconds), work).await.expect("it takes too long")
}

/// Checks that a call failed as it should: its kind, a part of its message, and no credential in anything it shows.
pub(crate) fn failed<T>(outcome: Result<T, Error>, kind: ErrorKind, part: &str) -> Error {
    let Err(error) = outcome else { panic!("it should have failed with {kind:?} {part}") };
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(part), "{error}");
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    assert!(!text.contains("SECRET"), "{text}");
    error
}

/// Returns the transport's error behind an error.
pub(crate) fn transport_error(error: &Error) -> &TransportError {
    std::error::Error::source(error).and_then(|source| source.downcast_ref()).expect("it comes from the transport")
}
