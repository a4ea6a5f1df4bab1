//! [`tower`](https://docs.rs/tower) services as transports, and transports as services.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use tower_service::Service;

use crate::transport::body::{BodyChunks, RequestBody};
use crate::transport::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, ResponseBody, Transport};

/// A boxed error, as tower's layers have it.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A [`Transport`] made of a tower service: an HTTP client of another library, or a stack of layers around a [`TransportService`].
///
/// The service takes `http::Request<ServiceBody>`, whose body is an [`http_body::Body`], and returns an `http::Response` with any such body. Each
/// request goes to a clone of the service that is ready. Like every transport, the service must not follow redirects.
///
/// ```
/// use specsmith_runtime::transport::{ResponseBody, ServiceBody, ServiceTransport};
/// # use specsmith_runtime::{Api, ClientBuilder};
/// # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com");
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
///
/// let service = tower::service_fn(|request: http::Request<ServiceBody>| async move {
///     Ok::<_, std::io::Error>(http::Response::new(ResponseBody::bytes(request.uri().path().to_owned())))
/// });
/// let client = ClientBuilder::new(&API).transport(ServiceTransport::new(service)).build()?;
/// assert_eq!(client.request("GET", "/x").await?.value(), "/x");
/// # Ok::<(), specsmith_runtime::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A [`TransportError`] is returned as it is. Any other error is converted by the [`std::io::Error`] among its sources: a refused connection becomes
/// [`Connect`](TransportErrorKind::Connect), a timeout [`Timeout`](TransportErrorKind::Timeout), and everything else
/// [`Broken`](TransportErrorKind::Broken), which can be retried.
pub struct ServiceTransport<S> {
    // Services need not be `Sync`; the lock is held while it is cloned.
    service: Mutex<S>,
}

impl<S> ServiceTransport<S> {
    /// Makes a transport that sends through a service.
    pub fn new(service: S) -> Self {
        Self { service: Mutex::new(service) }
    }
}

impl<S, B> Transport for ServiceTransport<S>
where
    S: Service<http::Request<ServiceBody>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<BoxError>,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            std::future::poll_fn(|cx| service.poll_ready(cx)).await.map_err(|fault| error(fault.into()))?;
            let response = service.call(request.map(ServiceBody::from)).await.map_err(|fault| error(fault.into()))?;
            Ok(response.map(|body| ResponseBody::stream(Pieces(Box::pin(body)))))
        })
    }

    fn wants_call_info(&self) -> bool {
        true
    }
}

impl<S> fmt::Debug for ServiceTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServiceTransport")
    }
}

/// The data frames of a body.
struct Pieces<B>(Pin<Box<B>>);

impl<B> Stream for Pieces<B>
where
    B: Body,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::task::ready!(self.0.as_mut().poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(mut data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data.copy_to_bytes(data.remaining()))));
                    }
                }
                Some(Err(fault)) => return Poll::Ready(Some(Err(error(fault.into())))),
                None => return Poll::Ready(None),
            }
        }
    }
}

fn error(fault: BoxError) -> TransportError {
    let fault = match fault.downcast::<TransportError>() {
        Ok(own) => return *own,
        Err(other) => other,
    };
    let (kind, message) = match io_kind(&*fault) {
        Some(std::io::ErrorKind::ConnectionRefused | std::io::ErrorKind::AddrNotAvailable) => {
            (TransportErrorKind::Connect, "no connection could be made")
        }
        Some(std::io::ErrorKind::TimedOut) => (TransportErrorKind::Timeout, "time ran out"),
        _ => (TransportErrorKind::Broken, "the connection broke"),
    };
    // The text of a foreign error may contain the URL, and with it a credential: it stays in the source.
    TransportError::new(kind, message).with_source(fault)
}

fn io_kind(fault: &(dyn std::error::Error + 'static)) -> Option<std::io::ErrorKind> {
    let mut next = Some(fault);
    while let Some(cause) = next {
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        next = cause.source();
    }
    None
}

/// A transport as a tower service, to put layers around it.
///
/// ```
/// use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
/// use specsmith_runtime::transport::{ServiceBody, ServiceTransport, TransportService};
/// # use specsmith_runtime::{Api, ClientBuilder};
/// # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com");
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
///
/// let mock = MockTransport::new();
/// mock.on("GET", "/x").json(200, "{}");
/// let service = tower::ServiceBuilder::new()
///     .concurrency_limit(8)
///     .map_request(|mut request: http::Request<ServiceBody>| {
///         request.headers_mut().insert("x-tenant", http::HeaderValue::from_static("t1"));
///         request
///     })
///     .service(TransportService::new(mock.clone()));
/// let client = ClientBuilder::new(&API).transport(ServiceTransport::new(service)).build()?;
/// client.request("GET", "/x").await?;
/// assert_eq!(mock.requests()[0].header("x-tenant"), Some("t1"));
/// # Ok::<(), specsmith_runtime::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct TransportService {
    transport: Arc<dyn Transport>,
}

impl TransportService {
    /// Makes a service that sends through a transport.
    pub fn new(transport: impl Transport) -> Self {
        Self { transport: Arc::new(transport) }
    }
}

impl Service<http::Request<ServiceBody>> for TransportService {
    type Response = http::Response<ResponseBody>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Self::Response, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<ServiceBody>) -> Self::Future {
        let transport = Arc::clone(&self.transport);
        Box::pin(async move { transport.send(request.map(ServiceBody::into_inner)).await })
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransportService")
    }
}

/// Body of a request, for services.
#[derive(Debug, Default)]
pub struct ServiceBody {
    body: RequestBody,
    /// The chunks of a stream, once it was begun.
    chunks: Option<BodyChunks>,
}

impl ServiceBody {
    /// Returns the body for transports. It must not have been polled.
    pub fn into_inner(self) -> RequestBody {
        self.body
    }

    /// Returns the body for transports.
    pub fn get_ref(&self) -> &RequestBody {
        &self.body
    }
}

impl From<RequestBody> for ServiceBody {
    fn from(body: RequestBody) -> Self {
        Self { body, chunks: None }
    }
}

impl Body for ServiceBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        if let RequestBody::Stream(stream) = &self.body {
            self.chunks = Some(stream.chunks());
            self.body = RequestBody::Empty;
        }
        match &mut self.chunks {
            Some(chunks) => Pin::new(chunks).poll_next(cx).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data))),
            None => {
                let bytes = std::mem::take(&mut self.body).into_bytes();
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.chunks.is_none() && self.body.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.chunks, self.body.len()) {
            (None, Some(len)) => SizeHint::with_exact(len),
            _ => SizeHint::default(),
        }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_piece(cx).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Stream(_) => SizeHint::default(),
        }
    }
}
