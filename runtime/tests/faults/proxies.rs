//! Proxies: of HTTP, with `CONNECT` (RFC 9110 §9.3.6) and with credentials, and SOCKS5 (RFC 1928).

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Proxy;
use specsmith_runtime::transport::{ReqwestTransport, TransportErrorKind};
use specsmith_runtime::{Client, ErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

#[cfg(any(feature = "rustls", feature = "native-tls"))]
use crate::secure::trusting;
use crate::server::Server;
use crate::support::{client_at, failed, list, transport_error, within};

/// Action of a proxy on a request.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// Does it, for who has the credentials `user` and `SECRET`.
    Pass,
    /// Says nothing.
    Stall,
    /// Closes the connection.
    Close,
    /// Says that the host cannot be reached.
    Deny,
}

/// `user:SECRET`, as it is sent.
const CREDENTIALS: &str = "proxy-authorization: basic dxnlcjptrunsrvq=\r\n";

/// A proxy, and the heads of the requests it saw.
struct HttpProxy {
    address: String,
    heads: Arc<Mutex<Vec<String>>>,
}

impl HttpProxy {
    async fn new(act: Act) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let proxy = Self { address, heads: Arc::clone(&heads) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let heads = Arc::clone(&heads);
                tokio::spawn(async move { relay(stream, act, &heads).await });
            }
        });
        proxy
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

/// Connects the two sides, as far as the act lets it.
async fn relay(mut stream: TcpStream, act: Act, heads: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut head).await? == 0 {
            return Ok(());
        }
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    heads.lock().unwrap().push(text.clone());
    match act {
        Act::Stall => return std::future::pending().await,
        Act::Close => return Ok(()),
        Act::Deny => return stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n").await,
        Act::Pass => {}
    }
    if !text.to_ascii_lowercase().contains(CREDENTIALS) {
        let denied =
            "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n";
        return stream.write_all(denied.as_bytes()).await;
    }
    let target = text.split(' ').nth(1).unwrap_or_default();
    let authority = target.strip_prefix("http://").unwrap_or(target).split('/').next().unwrap_or_default();
    let mut other = TcpStream::connect(authority).await?;
    if text.starts_with("CONNECT ") {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    } else {
        other.write_all(text.replace(&format!("http://{authority}"), "").as_bytes()).await?;
    }
    copy_bidirectional(&mut stream, &mut other).await.map(drop)
}

/// A client that reaches a URL through a proxy.
fn through(proxy: Proxy, url: &str) -> Client {
    let transport = ReqwestTransport::configured(|builder| trusting(builder.proxy(proxy))).unwrap();
    client_at(url, |builder| builder.transport(transport).max_retries(0).timeout(Duration::from_millis(700)))
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn trusting(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
}

#[tokio::test]
async fn plain_requests_name_the_whole_url_to_the_proxy() {
    let server = Server::new([]).await;
    let proxy = HttpProxy::new(Act::Pass).await;
    let setting = Proxy::all(format!("http://user:SECRET@{}", proxy.address)).unwrap();
    within(5, list(&through(setting, &server.url()))).await.unwrap();
    let [head] = &*proxy.heads() else { panic!("{:?}", proxy.heads()) };
    assert!(head.starts_with(&format!("GET {}/roles?api_key=SECRET-key HTTP/1.1\r\n", server.url())), "{head}");
    let [request] = &*server.requests() else { panic!("{:?}", server.requests()) };
    assert!(request.starts_with("GET /v1/roles?"), "{request}");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn secure_requests_go_through_a_tunnel() {
    let port = crate::secure::server().await;
    let proxy = HttpProxy::new(Act::Pass).await;
    let setting = Proxy::all(format!("http://{}", proxy.address)).unwrap().basic_auth("user", "SECRET");
    within(5, list(&through(setting, &format!("https://localhost:{port}")))).await.unwrap();
    let [head] = &*proxy.heads() else { panic!("{:?}", proxy.heads()) };
    assert!(head.starts_with(&format!("CONNECT localhost:{port} HTTP/1.1\r\n")), "{head}");
    assert!(!head.contains("SECRET") && !head.contains("/roles"), "only the origin knows what is asked: {head}");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_tunnel_that_is_not_dug_is_no_connection() {
    let port = crate::secure::server().await;
    let url = format!("https://localhost:{port}");
    let cases = [
        (Act::Pass, "wrong", ErrorKind::Connection),
        (Act::Deny, "SECRET", ErrorKind::Connection),
        (Act::Close, "SECRET", ErrorKind::Connection),
        (Act::Stall, "SECRET", ErrorKind::Timeout),
    ];
    for (act, password, kind) in cases {
        let proxy = HttpProxy::new(act).await;
        let setting = Proxy::all(format!("http://user:{password}@{}", proxy.address)).unwrap();
        let error = failed(within(5, list(&through(setting, &url))).await, kind, "no ");
        if kind == ErrorKind::Connection {
            let transport = transport_error(&error);
            assert_eq!(
                (transport.kind(), transport.may_have_arrived()),
                (TransportErrorKind::Connect, false),
                "{act:?}"
            );
        }
        assert_eq!(proxy.heads().len(), 1, "{act:?}");
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_a_plain_request_answers_it() {
    let server = Server::new([]).await;
    let proxy = HttpProxy::new(Act::Pass).await;
    let setting = Proxy::all(format!("http://user:wrong@{}", proxy.address)).unwrap();
    let error = failed(within(5, list(&through(setting, &server.url()))).await, ErrorKind::Status, "407");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(407));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn what_a_proxy_does_to_plain_requests_is_as_if_the_server_did() {
    let server = Server::new([]).await;
    for (act, kind, part) in [
        (Act::Deny, ErrorKind::Server, "502"),
        (Act::Close, ErrorKind::Connection, "the connection broke"),
        (Act::Stall, ErrorKind::Timeout, "no response within 700ms"),
    ] {
        let proxy = HttpProxy::new(act).await;
        let setting = Proxy::all(format!("http://user:SECRET@{}", proxy.address)).unwrap();
        let error = failed(within(5, list(&through(setting, &server.url()))).await, kind, part);
        if kind == ErrorKind::Connection {
            let transport = transport_error(&error);
            assert_eq!((transport.kind(), transport.may_have_arrived()), (TransportErrorKind::Broken, true));
        }
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_no_connection() {
    let server = Server::new([]).await;
    let setting = Proxy::all("http://user:SECRET@127.0.0.1:1").unwrap();
    let error = failed(within(5, list(&through(setting, &server.url()))).await, ErrorKind::Connection, "no connection");
    assert!(!transport_error(&error).may_have_arrived());
}

/// A SOCKS5 proxy that responds with this code (RFC 1928 §6), and what it was asked for.
#[cfg(feature = "socks")]
async fn socks(code: u8) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let log = Arc::clone(&log);
            tokio::spawn(async move { sock(stream, code, &log).await });
        }
    });
    (address, asked)
}

#[cfg(feature = "socks")]
async fn sock(mut stream: TcpStream, code: u8, log: &Mutex<Vec<String>>) -> io::Result<()> {
    let version = stream.read_u8().await?;
    let count = stream.read_u8().await?;
    let mut methods = vec![0; usize::from(count)];
    stream.read_exact(&mut methods).await?;
    assert!(version == 5 && methods.contains(&2), "{version} {methods:?}");
    // User name and password (RFC 1929).
    stream.write_all(&[5, 2]).await?;
    stream.read_u8().await?;
    let (user, password) = (text(&mut stream).await?, text(&mut stream).await?);
    let right = (&*user, &*password) == ("user", "SECRET");
    stream.write_all(&[1, u8::from(!right)]).await?;
    let mut head = [0; 4];
    stream.read_exact(&mut head).await?;
    assert_eq!(head, [5, 1, 0, 3], "a connection to a host by its name");
    let host = text(&mut stream).await?;
    let port = stream.read_u16().await?;
    log.lock().unwrap().push(format!("{host}:{port}"));
    stream.write_all(&[5, code, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    if code != 0 {
        return Ok(());
    }
    let mut other = TcpStream::connect(("127.0.0.1", port)).await?;
    copy_bidirectional(&mut stream, &mut other).await.map(drop)
}

/// A text after its length.
#[cfg(feature = "socks")]
async fn text(stream: &mut TcpStream) -> io::Result<String> {
    let length = stream.read_u8().await?;
    let mut bytes = vec![0; usize::from(length)];
    stream.read_exact(&mut bytes).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(feature = "socks")]
#[tokio::test]
async fn socks_proxies_are_asked_for_the_host() {
    let server = Server::new([]).await;
    let url = server.url().replace("127.0.0.1", "nowhere.example");
    let (address, asked) = socks(0).await;
    let proxy = || Proxy::all(format!("socks5h://user:SECRET@{address}")).unwrap();
    within(5, list(&through(proxy(), &url))).await.unwrap();
    let host = url.trim_start_matches("http://").trim_end_matches("/v1").to_owned();
    assert_eq!(*asked.lock().unwrap(), [host]);
    assert_eq!(server.requests().len(), 1);
}

#[cfg(feature = "socks")]
#[tokio::test]
async fn a_socks_proxy_that_refuses_is_no_connection() {
    let server = Server::new([]).await;
    // Not allowed, and the host cannot be reached (RFC 1928 §6); a wrong password.
    for (code, password) in [(2, "SECRET"), (4, "SECRET"), (0, "wrong")] {
        let (address, _) = socks(code).await;
        let proxy = Proxy::all(format!("socks5h://user:{password}@{address}")).unwrap();
        let error = within(5, list(&through(proxy, &server.url().replace("127.0.0.1", "localhost")))).await;
        let error = failed(error, ErrorKind::Connection, "no connection could be made");
        assert!(!transport_error(&error).may_have_arrived(), "{code}");
    }
    assert!(server.requests().is_empty());
}
