//! Redirects from one server to another.

use specsmith_runtime::ErrorKind;
use specsmith_runtime::transport::ReqwestTransport;

use crate::server::{Act, Server};
use crate::support::{client, client_with, create, failed, list, within};

fn redirect(status: u16, location: &str) -> Act {
    Act::Say(format!("HTTP/1.1 {status} Moved\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n").into_bytes())
}

#[tokio::test]
async fn another_origin_sees_no_credential() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::new([]).await;
        let server = Server::new([redirect(status, &format!("{}/elsewhere?a=b", other.url()))]).await;
        within(5, list(&client(&server))).await.unwrap();
        assert!(server.requests()[0].contains("SECRET-token") && server.requests()[0].contains("SECRET-key"));
        let request = &other.requests()[0];
        assert!(request.starts_with("GET /v1/elsewhere?a=b HTTP/1.1\r\n"), "{request}");
        assert!(!request.contains("SECRET"), "{request}");
    }
}

#[tokio::test]
async fn a_body_does_not_leave_for_another_origin() {
    for status in [307, 308] {
        let other = Server::new([]).await;
        let server = Server::new([redirect(status, &other.url())]).await;
        failed(within(5, create(&client(&server), 10)).await, ErrorKind::Redirect, "another origin");
        assert_eq!(other.accepted(), 0);
    }
    let server = Server::new([redirect(308, "/v1/other")]).await;
    within(5, create(&client(&server), 10)).await.unwrap();
    assert!(
        server.requests()[1].starts_with("POST /v1/other?api_key=SECRET-key")
            || server.requests()[1].starts_with("POST /v1/other ")
    );
    assert!(server.requests()[1].ends_with("xxx\"}"));
}

#[tokio::test]
async fn a_circle_of_two_servers_ends() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let there = format!("http://{}/v1/a", listener.local_addr().unwrap());
    let server = Server::with(move |_| redirect(302, &there)).await;
    let back = server.url();
    let other = Server::on(listener, move |_| redirect(302, &back));
    failed(within(5, list(&client(&server))).await, ErrorKind::Redirect, "10 redirects");
    assert_eq!(server.requests().len() + other.requests().len(), 11);
}

#[tokio::test]
async fn a_client_that_follows_redirects_itself_is_refused() {
    let other = Server::new([]).await;
    let server = Server::new([redirect(302, &other.url())]).await;
    let follows = ReqwestTransport::configured(|builder| builder.redirect(reqwest::redirect::Policy::limited(3)));
    let client = client_with(&server, |builder| builder.transport(follows.unwrap()));
    failed(within(5, list(&client)).await, ErrorKind::Build, "redirect::Policy::none()");
    let quiet = ReqwestTransport::configured(|builder| builder).unwrap();
    let client = client_with(&server, |builder| builder.transport(quiet));
    within(5, list(&client)).await.unwrap();
}

#[tokio::test]
async fn through_a_proxy() {
    let (proxy, server) = (Server::new([]).await, Server::new([]).await);
    let through = reqwest::Proxy::http(proxy.url()).unwrap();
    let transport = ReqwestTransport::configured(|builder| builder.proxy(through)).unwrap();
    let client = client_with(&server, |builder| builder.transport(transport));
    within(5, list(&client)).await.unwrap();
    assert_eq!(server.accepted(), 0);
    assert!(proxy.requests()[0].starts_with(&format!("GET {}/roles", server.url())), "{}", proxy.requests()[0]);
}
