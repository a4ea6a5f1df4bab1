//! The default transport, on reqwest.

pub(crate) mod fault;

use std::future::{Future as _, poll_fn, ready};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use crate::transport::body::{BodyChunks, RequestBody};
use crate::transport::error::{TransportError, TransportErrorKind};
use crate::transport::reqwest::fault::{error, unanswered, unfit};
use crate::transport::{BoxFuture, ResponseBody, Transport};

/// Time limit for making a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// The default transport, with a reqwest client inside.
///
/// It takes proxies from the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`), and trusts the system's root certificates.
/// [`configured`](Self::configured) changes any setting of reqwest:
///
/// ```
/// use specsmith_runtime::transport::ReqwestTransport;
/// # use specsmith_runtime::{Api, ClientBuilder};
/// # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
///
/// let proxy = reqwest::Proxy::https("http://proxy.example:3128")?;
/// let transport = ReqwestTransport::configured(|builder| builder.proxy(proxy).pool_max_idle_per_host(4))?;
/// let client = ClientBuilder::new(&API).transport(transport).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// With the feature `http2` it uses HTTP/2 with servers that offer it over TLS (RFC 7301). If such a server declares that it has not processed a request
/// (`REFUSED_STREAM`, or a `GOAWAY` that leaves it out: RFC 9113 §8.7), reqwest itself sends it again, at most twice, unless the `GOAWAY` has an error
/// code. If it still fails, [`may_have_arrived`](TransportError::may_have_arrived) of the error is false.
///
/// `from` takes a reqwest client of your own. It must not follow redirects (`redirect::Policy::none()`): the runtime follows them itself, and keeps
/// credentials from other origins. It should not have a timeout for whole requests, since the runtime's timeouts apply to each call.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// Speaks HTTP/1.1 only, for requests that switch to another protocol, which HTTP/2 has no such way for.
    #[cfg(all(feature = "websocket", feature = "http2"))]
    switching: Option<reqwest::Client>,
    /// True if the client is the user's: what it does with redirects is not known.
    foreign: bool,
    /// The first origin that was asked, which for most clients is the only one.
    origin: Arc<OnceLock<Origin>>,
}

impl ReqwestTransport {
    /// Makes the default transport of clients, with a time limit of 5 seconds for making a connection.
    ///
    /// # Errors
    /// [`TransportErrorKind::Refused`]: TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        Self::with_connect_timeout(Some(CONNECT))
    }

    /// Makes a transport whose reqwest client is configured before it is built: proxies, addresses, a client certificate, another TLS configuration
    /// (`tls_backend_preconfigured`). It starts from the configuration of [`ReqwestTransport::new`]; keep its redirect policy.
    ///
    /// # Errors
    /// [`TransportErrorKind::Refused`]: reqwest refuses the configuration, or TLS cannot be set up.
    pub fn configured(
        change: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, TransportError> {
        Ok(Self { foreign: true, ..Self::build(change(builder(Some(CONNECT))?))? })
    }

    /// Makes a transport that trusts, beside the system's root certificates, those of a PEM text, such as a company's own.
    ///
    /// # Errors
    /// [`TransportErrorKind::Refused`]: there is no certificate in it, or one that cannot be used.
    #[cfg(all(feature = "rustls", not(target_os = "android")))]
    pub fn with_roots(pem: impl AsRef<[u8]>) -> Result<Self, TransportError> {
        let config = crate::transport::tls::with_roots(pem.as_ref())?;
        #[cfg(all(feature = "websocket", feature = "http2"))]
        let switching = Self::build(builder(Some(CONNECT))?.http1_only().tls_backend_preconfigured(config.clone()))?;
        let transport = Self::build(builder(Some(CONNECT))?.tls_backend_preconfigured(config))?;
        #[cfg(all(feature = "websocket", feature = "http2"))]
        let transport = Self { switching: Some(switching.client), ..transport };
        Ok(transport)
    }

    pub(crate) fn with_connect_timeout(timeout: Option<Duration>) -> Result<Self, TransportError> {
        let transport = Self::build(builder(timeout)?)?;
        #[cfg(all(feature = "websocket", feature = "http2"))]
        let transport = Self { switching: Some(Self::build(builder(timeout)?.http1_only())?.client), ..transport };
        Ok(transport)
    }

    /// The client that a request goes through.
    #[cfg_attr(
        not(all(feature = "websocket", feature = "http2")),
        expect(unused_variables, reason = "there is one client")
    )]
    fn client_for(&self, request: &reqwest::Request) -> &reqwest::Client {
        #[cfg(all(feature = "websocket", feature = "http2"))]
        if let Some(switching) =
            self.switching.as_ref().filter(|_| request.headers().contains_key(http::header::UPGRADE))
        {
            return switching;
        }
        &self.client
    }

    fn build(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        match builder.build() {
            Ok(client) => Ok(Self {
                client,
                #[cfg(all(feature = "websocket", feature = "http2"))]
                switching: None,
                foreign: false,
                origin: Arc::default(),
            }),
            Err(fault) => {
                Err(TransportError::new(TransportErrorKind::Refused, "reqwest cannot be set up").with_source(fault))
            }
        }
    }
}

/// Returns the builder of a reqwest client with the settings that the runtime needs, and TLS.
fn builder(connect_timeout: Option<Duration>) -> Result<reqwest::ClientBuilder, TransportError> {
    let mut builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).referer(false);
    // Encoded responses are decoded above, within limits; another crate of the build may have turned this on in reqwest.
    builder = builder.no_gzip().no_brotli().no_zstd().no_deflate();
    if let Some(timeout) = connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_preconfigured(crate::transport::tls::system()?);
    Ok(builder)
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self {
            client,
            #[cfg(all(feature = "websocket", feature = "http2"))]
            switching: None,
            foreign: true,
            origin: Arc::default(),
        }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        self.send_to(&request.uri().to_string(), request)
    }

    fn send_to(
        &self,
        url: &str,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        let request = match self.request(url, request) {
            Ok(request) => request,
            Err(fault) => return Box::pin(ready(Err(fault))),
        };
        let asked = self.foreign.then(|| Box::new(request.url().clone()));
        let sent = self.client_for(&request).execute(request);
        Box::pin(async move {
            let mut sent = pin!(sent);
            poll_fn(|cx| sent.as_mut().poll(cx).map(|response| received(response, asked.as_deref(), cx))).await
        })
    }
}

/// Returns a response, and as much of its body as there is.
fn received(
    received: reqwest::Result<reqwest::Response>,
    asked: Option<&reqwest::Url>,
    cx: &mut Context<'_>,
) -> Result<http::Response<ResponseBody>, TransportError> {
    let mut received = received.map_err(unanswered)?;
    if asked.is_some_and(|asked| asked != received.url()) {
        return Err(followed());
    }
    let mut response = http::Response::new(ResponseBody::Bytes(Bytes::new()));
    *response.status_mut() = received.status();
    *response.version_mut() = received.version();
    std::mem::swap(response.headers_mut(), received.headers_mut());
    std::mem::swap(response.extensions_mut(), received.extensions_mut());
    *response.body_mut() = content(received, cx);
    Ok(response)
}

impl ReqwestTransport {
    fn request(&self, url: &str, mut request: http::Request<RequestBody>) -> Result<reqwest::Request, TransportError> {
        if !request.extensions().is_empty() {
            // Only this way takes them along.
            *request.uri_mut() = url.parse().map_err(unfit)?;
            return reqwest::Request::try_from(request.map(body)).map_err(error);
        }
        let (parts, content) = request.into_parts();
        let mut request = reqwest::Request::new(parts.method, self.url(url)?);
        *request.version_mut() = parts.version;
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(body(content));
        Ok(request)
    }

    /// Reads a URL. Scheme, host and port, which take most of the time, are taken apart once.
    fn url(&self, text: &str) -> Result<reqwest::Url, TransportError> {
        if let Some(known) = self.origin.get() {
            if let Some(path) = known.path_of(text) {
                return known.url.join(path).map_err(unfit);
            }
        }
        let url = reqwest::Url::parse(text).map_err(unfit)?;
        if self.origin.get().is_none() {
            // Another thread may have been faster; it found the same, or an origin that is as good.
            let _ = Origin::of(text, &url).map(|origin| self.origin.set(origin));
        }
        Ok(url)
    }
}

/// An origin, as it is written and as a URL.
#[derive(Debug)]
struct Origin {
    text: String,
    url: reqwest::Url,
}

impl Origin {
    /// Returns the origin of a URL, unless it names a user. Path and query, which may hold a credential, are left out.
    fn of(text: &str, url: &reqwest::Url) -> Option<Self> {
        if text.contains('@') {
            return None;
        }
        let host = text.find("://")? + 3;
        let end = host + text[host..].find(['/', '?', '#', '\\'])?;
        Some(Self { text: text[..end].to_owned(), url: url.join("/").ok()? })
    }

    /// Returns the path of a URL of this origin, and what comes after it, unless it begins with two slashes, which would be read as another host.
    fn path_of<'a>(&self, text: &'a str) -> Option<&'a str> {
        let path = text.strip_prefix(&*self.text).filter(|path| path.starts_with('/'))?;
        (!matches!(path.as_bytes().get(1), Some(b'/' | b'\\'))).then_some(path)
    }
}

fn body(body: RequestBody) -> reqwest::Body {
    match body {
        RequestBody::Stream(stream) => {
            let (len, chunks) = (stream.len(), stream.chunks());
            reqwest::Body::wrap(Sent { len, chunks: Mutex::new(chunks) })
        }
        body => reqwest::Body::from(body.into_bytes()),
    }
}

/// A body that is read while it is sent. reqwest wants it to be `Sync`, which the lock makes it; nobody ever waits for it.
struct Sent {
    len: Option<u64>,
    chunks: Mutex<BodyChunks>,
}

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        let chunks = self.chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(chunks).poll_next(cx).map_ok(http_body::Frame::data)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.len.map_or_else(http_body::SizeHint::default, http_body::SizeHint::with_exact)
    }
}

/// Returns the body of a response. Where all of it came along with the headers, as small ones do, it is bytes at once.
fn content(mut response: reqwest::Response, cx: &mut Context<'_>) -> ResponseBody {
    match poll_chunk(&mut response, cx) {
        Poll::Ready(None) => ResponseBody::Bytes(Bytes::new()),
        // Over HTTP/2 the end is a message of its own, which leaving early would response with a reset.
        Poll::Ready(Some(Ok(all)))
            if response.content_length() == Some(0) && response.version() < http::Version::HTTP_2 =>
        {
            ResponseBody::Bytes(all)
        }
        Poll::Ready(first) => ResponseBody::stream(Pieces { first, response }),
        Poll::Pending => ResponseBody::stream(Pieces { first: None, response }),
    }
}

type Piece = Result<Bytes, TransportError>;

/// The data of a body as it comes.
struct Pieces {
    first: Option<Piece>,
    response: reqwest::Response,
}

impl Stream for Pieces {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Piece>> {
        match self.first.take() {
            Some(piece) => Poll::Ready(Some(piece)),
            None => poll_chunk(&mut self.response, cx),
        }
    }
}

/// Returns the next data. The future holds nothing of its own, so that it may be made anew each time.
fn poll_chunk(response: &mut reqwest::Response, cx: &mut Context<'_>) -> Poll<Option<Piece>> {
    pin!(response.chunk()).poll(cx).map(|chunk| chunk.map_err(error).transpose())
}

/// Returns the error for a response of another URL.
fn followed() -> TransportError {
    TransportError::new(
        TransportErrorKind::Refused,
        "the reqwest client follows redirects, which may take credentials to other origins: build it with redirect::Policy::none()",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_what_it_is_without_a_known_origin() {
        let transport = ReqwestTransport::new().unwrap();
        let first = "http://h.example:8080/v1/roles?key=secret";
        assert_eq!(transport.url(first).unwrap().as_str(), first);
        assert!(!format!("{transport:?}").contains("secret"));
        for text in [
            "http://h.example:8080/v1/a%2Fb?c=d",
            "http://h.example:8080/",
            "http://h.example:8080//other.example/x",
            "http://h.example:8080/\\other.example/x",
            "http://h.example:8080/a/../b",
            "http://h.example:8080",
            "http://h.example:8080?a=b",
            "http://h.example:80801/x",
            "http://h.example:8080@other.example/x",
            "http://h.example:8080.other.example/x",
            "https://h.example:8080/x",
            "http://h.example/x",
        ] {
            let plain = reqwest::Url::parse(text).map_err(|_| ());
            assert_eq!(transport.url(text).map_err(|_| ()), plain, "{text}");
        }
    }

    #[test]
    fn an_origin_with_a_user_is_not_kept() {
        let transport = ReqwestTransport::new().unwrap();
        transport.url("http://me:secret@h.example/").unwrap();
        assert!(!format!("{transport:?}").contains("secret"));
    }
}
