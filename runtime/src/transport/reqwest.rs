//! The default transport, on reqwest.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::{BoxFuture, ReplyBody, RequestBody, Transport, TransportError, TransportErrorKind};

/// The default transport. A reqwest client of one's own (other roots, proxies, a client certificate) goes in with `from`:
///
/// ```
/// use specsmith_runtime::transport::ReqwestTransport;
/// # use specsmith_runtime::{Api, ClientBuilder};
/// # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
/// # fn client() -> Result<(), Box<dyn std::error::Error>> {
///
/// let inner = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .proxy(reqwest::Proxy::https("http://proxy.example:3128")?)
///     .build()?;
/// let client = ClientBuilder::new(&API).transport(ReqwestTransport::from(inner)).build()?;
/// # Ok(())
/// # }
/// ```
///
/// A client that is passed in must not follow redirects (`redirect::Policy::none()`): the runtime follows them itself and keeps
/// credentials from other origins. Nor should it have a timeout for whole requests, since the runtime's apply to each call.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// The client is the user's: what it does with redirects is not known.
    foreign: bool,
}

impl ReqwestTransport {
    /// The transport a client has unless it is given another one, with a limit of 5 seconds for making a connection.
    ///
    /// # Errors
    /// [`TransportErrorKind::Refused`]: TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_connect_timeout(Some(Duration::from_secs(5)))
    }

    pub(crate) fn with_connect_timeout(timeout: Option<Duration>) -> Result<Self, TransportError> {
        let mut builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).referer(false);
        if let Some(timeout) = timeout {
            builder = builder.connect_timeout(timeout);
        }
        builder = tls(builder)?;
        match builder.build() {
            Ok(client) => Ok(Self { client, foreign: false }),
            Err(fault) => {
                Err(TransportError::new(TransportErrorKind::Refused, "reqwest cannot be set up").with_source(fault))
            }
        }
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client, foreign: true }
    }
}

#[cfg(feature = "rustls")]
fn tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, TransportError> {
    use std::sync::OnceLock;

    // Reading the system's certificates takes milliseconds: once is enough for all clients.
    static CONFIG: OnceLock<rustls::ClientConfig> = OnceLock::new();
    let config = match CONFIG.get() {
        Some(config) => config,
        None => {
            let fault =
                |fault| TransportError::new(TransportErrorKind::Refused, "TLS cannot be set up").with_source(fault);
            let config = tls_config().map_err(fault)?;
            CONFIG.get_or_init(|| config)
        }
    };
    Ok(builder.tls_backend_preconfigured(config.clone()))
}

/// rustls with `ring`, which builds without cmake, and the system's root certificates.
#[cfg(feature = "rustls")]
fn tls_config() -> Result<rustls::ClientConfig, rustls::Error> {
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(match config.clone().with_platform_verifier() {
        Ok(config) => config.with_no_client_auth(),
        // A system without root certificates can still speak plain HTTP; HTTPS will find no trusted issuer and say so.
        Err(_) => config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth(),
    })
}

#[cfg(not(feature = "rustls"))]
#[expect(clippy::unnecessary_wraps, reason = "with rustls it can fail")]
fn tls(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, TransportError> {
    Ok(builder)
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ReplyBody>, TransportError>> {
        Box::pin(async move {
            let request = request.map(|body| reqwest::Body::from(body.into_bytes()));
            let request = reqwest::Request::try_from(request).map_err(error)?;
            let asked = self.foreign.then(|| request.url().clone());
            let reply = self.client.execute(request).await.map_err(error)?;
            if asked.is_some_and(|asked| asked != *reply.url()) {
                return Err(followed());
            }
            let (parts, body) = http::Response::<reqwest::Body>::from(reply).into_parts();
            Ok(http::Response::from_parts(parts, ReplyBody::stream(Pieces(body))))
        })
    }
}

/// The data frames of a body.
struct Pieces(reqwest::Body);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::task::ready!(Pin::new(&mut self.0).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(fault)) => return Poll::Ready(Some(Err(error(fault)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The answer is another URL's.
fn followed() -> TransportError {
    TransportError::new(
        TransportErrorKind::Refused,
        "the reqwest client follows redirects, which may take credentials to other origins: build it with redirect::Policy::none()",
    )
}

/// reqwest's errors name the URL, and its query may hold a credential: it is taken out.
fn error(fault: reqwest::Error) -> TransportError {
    let fault = fault.without_url();
    let (connecting, unsent) = (fault.is_connect(), never_sent(&fault));
    let (kind, message) = if fault.is_timeout() && connecting {
        (TransportErrorKind::Timeout, "no connection in time")
    } else if fault.is_timeout() {
        (TransportErrorKind::Timeout, "time ran out")
    } else if connecting {
        (TransportErrorKind::Connect, "no connection could be made")
    } else if fault.is_builder() {
        (TransportErrorKind::Refused, "the request cannot be sent")
    } else {
        (TransportErrorKind::Broken, "the connection broke")
    };
    let detail = innermost(&fault);
    let error = TransportError::new(kind, format!("{message}: {detail}")).with_source(fault);
    if connecting || unsent { error.unsent() } else { error }
}

/// True when hyper gave the request back without having written any of it, as it does when a connection that was kept open turns out
/// to be closed.
fn never_sent(fault: &reqwest::Error) -> bool {
    let mut next = std::error::Error::source(fault);
    while let Some(cause) = next {
        if cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled) {
            return true;
        }
        next = cause.source();
    }
    false
}

/// What started it: reqwest's own texts only say where.
fn innermost(fault: &dyn std::error::Error) -> String {
    let mut last = fault;
    while let Some(next) = last.source() {
        last = next;
    }
    last.to_string()
}
