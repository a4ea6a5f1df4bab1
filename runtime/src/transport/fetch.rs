//! The default transport in a browser: reqwest on `fetch`.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use send_wrapper::SendWrapper;

use crate::transport::body::RequestBody;
use crate::transport::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, ResponseBody, Transport};

/// The default transport in a browser, on `fetch`.
///
/// The browser has the say about connections, TLS, proxies and content codings; it follows redirects itself, and sends to another origin only what that
/// origin allows (CORS). A body that is a stream is collected before it is sent; a response is read as it comes.
///
/// Its futures belong to the thread that made them: they are `Send` for the compiler alone, and panic on another thread.
#[derive(Clone, Debug, Default)]
pub struct FetchTransport {
    client: reqwest::Client,
}

impl FetchTransport {
    /// Makes a transport with the browser's usual settings.
    pub fn new() -> Self {
        Self::default()
    }
}

impl From<reqwest::Client> for FetchTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for FetchTransport {
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
        let url = reqwest::Url::parse(url);
        Box::pin(SendWrapper::new(async move {
            let url = url.map_err(|fault| refused("the URL cannot be sent", fault))?;
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map_err(|fault| refused("the body cannot be read", fault))?;
            let mut request = reqwest::Request::new(parts.method, url);
            *request.headers_mut() = parts.headers;
            if !body.is_empty() {
                *request.body_mut() = Some(body.into());
            }
            self.client.execute(request).await.map(received).map_err(error)
        }))
    }
}

fn received(mut received: reqwest::Response) -> http::Response<ResponseBody> {
    let mut response = http::Response::new(ResponseBody::Bytes(Bytes::new()));
    *response.status_mut() = received.status();
    std::mem::swap(response.headers_mut(), received.headers_mut());
    if response.headers_mut().remove(CONTENT_ENCODING).is_some() {
        // The browser has decoded the body, whose length was another before.
        response.headers_mut().remove(CONTENT_LENGTH);
    }
    let pieces = Box::pin(received.bytes_stream()) as BoxedPieces;
    *response.body_mut() = ResponseBody::stream(Pieces(SendWrapper::new(pieces)));
    response
}

type BoxedPieces = Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>;

/// The data of a body as it comes.
struct Pieces(SendWrapper<BoxedPieces>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map_err(error)
    }
}

fn refused(message: &str, fault: impl std::error::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Refused, format!("{message}: {fault}"))
}

/// A browser does not say why a request failed, so it may have arrived. The error's text would name the URL, whose query may hold a credential.
fn error(fault: reqwest::Error) -> TransportError {
    let fault = fault.without_url();
    let kind = if fault.is_builder() { TransportErrorKind::Refused } else { TransportErrorKind::Broken };
    TransportError::new(kind, format!("the browser could not make the request: {fault}"))
}
