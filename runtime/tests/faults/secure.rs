//! TLS. The certificates beside this file were made for it and are of no use elsewhere; the root's key was thrown away.

use std::sync::Arc;
use std::time::Duration;

use specsmith_runtime::transport::{ReqwestTransport, TransportErrorKind};
use specsmith_runtime::{Client, ErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::server::{OK, Server};
use crate::support::{client_once, client_with, failed, list, transport_error, within};

const ROOT: &str = include_str!("tls/ca.pem");

/// Makes a client trust the root.
#[cfg(feature = "rustls")]
pub(crate) fn trusting(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    use tokio_rustls::rustls::{ClientConfig, RootCertStore};

    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ROOT.as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots);
    builder.tls_backend_preconfigured(config.with_no_client_auth())
}

/// Makes a client trust the root, by the system's TLS.
#[cfg(not(feature = "rustls"))]
pub(crate) fn trusting(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder.tls_certs_merge([reqwest::Certificate::from_pem(ROOT.as_bytes()).unwrap()])
}

/// A transport that trusts the root besides those of the system.
fn transport() -> ReqwestTransport {
    #[cfg(feature = "rustls")]
    let transport = ReqwestTransport::with_roots(ROOT);
    #[cfg(not(feature = "rustls"))]
    let transport = ReqwestTransport::configured(trusting);
    transport.unwrap()
}

/// Returns an acceptor for the certificate beside this file, which speaks one of these protocols (RFC 7301).
fn acceptor(protocols: &[&str]) -> TlsAcceptor {
    let chain = vec![CertificateDer::from_pem_slice(include_bytes!("tls/server.pem")).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/server.key.pem")).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

/// A server that responses each connection once, by TLS.
pub(crate) async fn server() -> u16 {
    let acceptor = acceptor(&["http/1.1"]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that does not trust the certificate hangs up.
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut read = Vec::new();
            while !read.ends_with(b"\r\n\r\n") && stream.read_buf(&mut read).await.unwrap_or_default() > 0 {}
            let _ = stream.write_all(OK.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    port
}

fn to(client: &Client, url: String) -> Client {
    client.to_builder().base_url(url).build().unwrap()
}

#[tokio::test]
async fn a_certificate_is_trusted_when_its_root_is() {
    let port = server().await;
    let plain = Server::new([]).await;
    let client = client_once(&plain);
    let error = list(&to(&client, format!("https://localhost:{port}"))).await;
    let error = failed(error, ErrorKind::Connection, "no connection could be made: ");
    assert!(error.message().contains("certificate"), "{error}");
    assert_eq!(transport_error(&error).kind(), TransportErrorKind::Connect);
    assert!(!transport_error(&error).may_have_arrived(), "nothing was sent to a stranger");

    let trusting = client.to_builder().transport(transport()).build().unwrap();
    for host in ["localhost", "127.0.0.1"] {
        let client = to(&trusting, format!("https://{host}:{port}"));
        assert_eq!(within(5, list(&client)).await.unwrap().status(), 200);
    }
    within(5, list(&trusting)).await.expect("plain HTTP works as before");
}

#[tokio::test]
async fn servers_that_speak_no_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 100]).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await;
        }
    });
    let silent = Server::new([]).await;
    let client = client_with(&silent, |builder| builder.max_retries(0).connect_timeout(Duration::from_millis(300)));
    let error = within(5, list(&to(&client, url))).await;
    assert!(!transport_error(&failed(error, ErrorKind::Connection, "no connection could be made")).may_have_arrived());
    // One that waits for the end of what it takes for a request.
    let error = within(5, list(&to(&client, silent.url().replace("http:", "https:")))).await;
    assert!(!transport_error(&failed(error, ErrorKind::Timeout, "no connection in time")).may_have_arrived());
    assert!(silent.requests().is_empty());
}

#[cfg(feature = "http2")]
#[tokio::test]
async fn a_server_that_offers_http2_is_spoken_to_in_it() {
    let acceptor = acceptor(&["h2", "http/1.1"]);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let stream = acceptor.accept(stream).await.unwrap();
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
            tokio::spawn(crate::http2::answer_all(stream));
        }
    });
    let client = crate::support::client_at(&url, |builder| builder.transport(transport()).max_retries(0));
    for _ in 0..2 {
        assert_eq!(within(5, list(&client)).await.unwrap().value()["a"], 1);
    }
}

#[cfg(feature = "rustls")]
#[test]
fn what_are_no_roots() {
    let broken = ROOT.replacen("MII", "MI!", 1);
    for (pem, part) in [("", "no certificate"), ("hello", "no certificate"), (broken.as_str(), "cannot be read")] {
        let error = ReqwestTransport::with_roots(pem).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Refused);
        assert!(error.to_string().contains(part), "{error}");
    }
}
