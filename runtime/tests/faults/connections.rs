//! Connections that cannot be made, break, or have gone stale.

use std::time::Duration;

use specsmith_runtime::ErrorKind;
use specsmith_runtime::transport::{ReqwestTransport, TransportErrorKind};
use tokio::net::TcpListener;

use crate::server::{Act, OK, Server};
use crate::support::{client, client_at, client_once, create, failed, list, transport_error, within};

/// Acts that break the connection at every stage of an exchange.
fn breaks() -> Vec<(&'static str, Act)> {
    let part = |bytes: usize| OK.as_bytes()[..bytes].to_vec();
    let head = OK.find("\r\n\r\n").unwrap() + 4;
    vec![
        ("reset before the request", Act::ResetAtOnce),
        ("reset after the request's head", Act::ResetInBody(0)),
        ("reset in the request's body", Act::ResetInBody(1000)),
        ("closed before the response", Act::Hush),
        ("reset before the response", Act::SayAndReset(Vec::new())),
        ("closed in the status line", Act::SayAndClose(part(10))),
        ("reset in the header fields", Act::SayAndReset(part(30))),
        ("closed in the header fields", Act::SayAndClose(part(head - 1))),
        ("reset after the header fields", Act::SayAndReset(part(head))),
        ("closed after the header fields", Act::SayAndClose(part(head))),
        ("reset in the body", Act::SayAndReset(part(head + 3))),
        ("closed in the body", Act::SayAndClose(part(head + 3))),
    ]
}

#[tokio::test]
async fn wherever_it_breaks_it_is_a_broken_connection() {
    for (place, act) in breaks() {
        let server = Server::new([act.clone(), act]).await;
        let client = client_once(&server);
        for outcome in [within(5, create(&client, 1 << 20)).await, within(5, create(&client, 10)).await] {
            let error = failed(outcome, ErrorKind::Connection, "the connection broke: ");
            let transport = transport_error(&error);
            assert_eq!((transport.kind(), transport.may_have_arrived()), (TransportErrorKind::Broken, true), "{place}");
        }
    }
}

#[tokio::test]
async fn wherever_it_breaks_another_attempt_mends_it() {
    let outcomes = breaks().into_iter().map(|(place, act)| async move {
        let server = Server::new([act.clone(), act]).await;
        let client = client(&server);
        let response = within(10, create(&client, 1 << 20)).await.unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!((response.retries(), server.accepted()), (2, 3), "{place}");
        let last = server.requests().pop().unwrap();
        assert!(last.contains("x-retry-count: 2\r\n") && last.ends_with("xxx\"}"), "{place}: the whole request again");
    });
    futures_util::future::join_all(outcomes).await;
}

#[tokio::test]
async fn refused_until_somebody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = Server::on(listener, |_| Act::ok());
    let client = client(&server);
    drop(server);
    tokio::task::yield_now().await;
    let call = list(&client);
    let listen = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        Server::on(TcpListener::bind(address).await.unwrap(), |_| Act::ok())
    };
    let (outcome, server) = within(5, async { tokio::join!(call, listen) }).await;
    assert_eq!((outcome.unwrap().retries(), server.accepted()), (1, 1));
    drop(client);
    server.until_closed().await;
    let client = client_once(&server);
    drop(server);
    tokio::task::yield_now().await;
    let error = failed(within(5, list(&client)).await, ErrorKind::Connection, "no connection could be made: ");
    assert!(!transport_error(&error).may_have_arrived());
}

/// A resolver that knows no name.
struct Nameless;

impl reqwest::dns::Resolve for Nameless {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(std::future::ready(Err("no such name".into())))
    }
}

#[tokio::test]
async fn a_host_without_an_address_is_no_connection() {
    let transport = ReqwestTransport::configured(|builder| builder.dns_resolver(Nameless)).unwrap();
    let client = client_at("http://api.example.com", |builder| builder.transport(transport).max_retries(0));
    let error = within(5, create(&client, 10)).await;
    let error = failed(error, ErrorKind::Connection, "no connection could be made: no such name");
    let transport = transport_error(&error);
    assert_eq!((transport.kind(), transport.may_have_arrived()), (TransportErrorKind::Connect, false));
}

#[tokio::test]
async fn kept_connections_that_were_closed_meanwhile_cost_nothing() {
    for act in [Act::SayAndClose(OK.into()), Act::SayAndReset(OK.into())] {
        let server = Server::new([act.clone(), act.clone(), act]).await;
        let client = client_once(&server);
        for number in 1..=3 {
            within(5, create(&client, 10)).await.unwrap();
            assert_eq!(server.accepted(), number);
            server.until_closed().await;
            // The client's side hears of it a moment later.
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }
}

#[tokio::test]
async fn kept_connections_that_close_under_a_request_are_tried_again() {
    for act in [Act::Hush, Act::ResetAtOnce] {
        let server = Server::new([Act::ok(), act.clone(), Act::ok(), act]).await;
        let client = client(&server);
        within(5, list(&client)).await.unwrap();
        let response = within(5, list(&client)).await.unwrap();
        assert_eq!((response.retries(), server.accepted()), (1, 2));
        let client = client.to_builder().max_retries(0).build().unwrap();
        let error = failed(within(5, list(&client)).await, ErrorKind::Connection, "the connection broke");
        assert!(transport_error(&error).may_have_arrived());
        assert_eq!(server.accepted(), 2, "it went over the connection that was kept");
    }
}

#[tokio::test]
async fn connections_are_kept() {
    let server = Server::new([]).await;
    let client = client_once(&server);
    for _ in 0..5 {
        within(5, list(&client)).await.unwrap();
    }
    assert_eq!((server.accepted(), server.requests().len()), (1, 5));
}
