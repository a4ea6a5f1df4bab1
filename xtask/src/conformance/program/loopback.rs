//! The default transport, with every origin led to the server on loopback.

use http::{Request, Response};
use specsmith_runtime::transport::{BoxFuture, ResponseBody, ReqwestTransport, RequestBody, Transport, TransportError};
use std::sync::{Arc, Mutex};

pub(crate) struct Loopback {
    inner: ReqwestTransport,
    port: u16,
    /// The origin that the last request was for.
    origin: Arc<Mutex<String>>,
}

impl Loopback {
    pub(crate) fn new(inner: ReqwestTransport, port: u16, origin: Arc<Mutex<String>>) -> Self {
        Self { inner, port, origin }
    }
}

impl Transport for Loopback {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportError>> {
        self.send_to(&request.uri().to_string(), request)
    }

    fn send_to(&self, url: &str, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<ResponseBody>, TransportError>> {
        let start = url.find("://").map_or(0, |at| at + 3);
        let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
        *self.origin.lock().unwrap() = url[..end].to_owned();
        let local = format!("http://127.0.0.1:{}{}", self.port, &url[end..]);
        self.inner.send_to(&local, request)
    }
}
