//! The errors that limits and the transport end a call with.

use crate::config::error_kind::ErrorKind;
use crate::config::limits::Limit;
use crate::error::Error;
use crate::operation::route::Route;
use crate::request::call::Call;
use crate::send::content_coding::{self, OverLimit};
use crate::transport::error::{TransportError, TransportErrorKind};

/// Adds the operation to an error, and removes credentials that the API repeated from it.
pub(crate) fn finish_error(call: &Call, error: Error, route: &Route) -> Error {
    let mut error = error.with_route(route);
    crate::request::authorize::hide_secrets(call, &mut error);
    error
}

/// Returns the error of a response that exceeded a limit.
pub(crate) fn over_limit(limit: Limit, most: u64) -> Error {
    let (kind, message) = match limit {
        Limit::ResponseBytes => (ErrorKind::TooLarge, format!("the response is larger than the limit of {most} bytes")),
        Limit::Expansion => {
            (ErrorKind::TooLarge, format!("the response is more than {most} times as large decoded as it was sent"))
        }
        Limit::HeaderBytes => (
            ErrorKind::TooLarge,
            format!("the header fields of the response are larger than the limit of {most} bytes"),
        ),
        Limit::JsonDepth => (ErrorKind::Decode, format!("the JSON of the response nests deeper than {most}")),
        Limit::Redirects => (ErrorKind::Redirect, format!("more than {most} redirects")),
    };
    Error::new(kind, message).with_limit(limit)
}

pub(crate) fn transport_failure(fault: TransportError) -> Error {
    if let Some(OverLimit(limit, most)) = content_coding::limit_of(&fault) {
        return over_limit(*limit, *most);
    }
    Error::new(kind_of(&fault), fault.to_string()).with_source(fault)
}

pub(crate) fn kind_of(fault: &TransportError) -> ErrorKind {
    match fault.kind() {
        TransportErrorKind::Broken if content_coding::is_spoilt(fault) => ErrorKind::Decode,
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Refused => ErrorKind::Build,
        TransportErrorKind::Connect | TransportErrorKind::Broken => ErrorKind::Connection,
    }
}
