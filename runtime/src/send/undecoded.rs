//! A successful response that is not decoded yet.

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;

use crate::error::Error;
use crate::http::address::Address;
use crate::request::call::Call;
use crate::send::head::Head;
use crate::transport::ResponseBody;

/// A successful response, and its call.
pub struct UndecodedResponse {
    pub(crate) head: Box<Head>,
    pub(crate) body: Bytes,
    /// The body, where it is still on its way.
    pub(crate) open: Option<Box<ResponseBody>>,
    pub(crate) call: Call,
    /// URL that the response came from after redirects, if it is a page.
    pub(crate) address: Option<Box<Address>>,
}

/// The one future behind every call.
pub(crate) type Running = Pin<Box<dyn Future<Output = Result<UndecodedResponse, Error>> + Send>>;
