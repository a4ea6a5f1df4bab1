//! Headers that the transport writes, where somebody sets them by hand: another length than the body's would cut it short, and another
//! framing would make its rest a request of its own.

use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TE, TRAILER, TRANSFER_ENCODING, UPGRADE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::http::address::Address;
use crate::transport::body::RequestBody;

/// Headers about the connection and not about the request (RFC 9110 §7.6.1), and how a message is framed (RFC 9112 §6.1).
const OF_CONNECTION: [HeaderName; 7] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Refuses headers of every call that the transport writes for each.
pub(crate) fn check_usual(name: &HeaderName) -> Result<(), String> {
    if OF_CONNECTION.contains(name) || [CONTENT_LENGTH, HOST].contains(name) {
        return Err(format!("the header `{name}` is written by the transport, for each request: leave it out"));
    }
    Ok(())
}

/// Removes the headers that repeat what the transport writes, and refuses those that contradict it.
///
/// # Errors
/// A message that names the header and the contradiction.
pub(crate) fn check(headers: &mut HeaderMap, address: &Address, body: &RequestBody) -> Result<(), String> {
    if let Some(name) = OF_CONNECTION.iter().find(|name| headers.contains_key(*name)) {
        return Err(format!("the header `{name}` is written by the transport, for the connection: leave it out"));
    }
    if let Some(value) = headers.remove(HOST) {
        // RFC 9110 §7.2: it is that of the URL; over HTTP/2 another one is an error (RFC 9113 §8.3.1).
        let authority = address.authority();
        if !value.as_bytes().eq_ignore_ascii_case(authority.as_bytes()) {
            return Err(format!(
                "the header `host` is {value:?}, and the request goes to `{authority}`: set the base URL instead"
            ));
        }
    }
    if let Some(value) = headers.remove(CONTENT_LENGTH) {
        let length = value.to_str().ok().and_then(|text| text.trim().parse::<u64>().ok());
        match body.len() {
            Some(bytes) if length == Some(bytes) => {}
            Some(bytes) => {
                return Err(format!(
                    "the header `content-length` is {value:?}, and the body has {bytes} bytes: leave it out"
                ));
            }
            None => {
                return Err(
                    "the header `content-length` is not sent for a stream: say its length where it is made".to_owned()
                );
            }
        }
    }
    Ok(())
}

/// Adds the boundary that the parts of a body are written with to a content type that names none.
///
/// # Errors
/// The content type is not of a body in parts, or names another boundary.
pub(crate) fn with_boundary(headers: &mut HeaderMap, made: &str) -> Result<(), String> {
    let (Some((_, boundary)), Some(value)) = (made.split_once("; boundary="), headers.get(CONTENT_TYPE)) else {
        return Ok(());
    };
    let text = value.to_str().unwrap_or_default().to_ascii_lowercase();
    if !text.starts_with("multipart/") || text.contains("boundary=") {
        return Err(format!(
            "the header `content-type` is {value:?}, and the parts of the body are written with a boundary of their own: leave it out"
        ));
    }
    let full = [value.as_bytes(), b"; boundary=", boundary.as_bytes()].concat();
    let full = HeaderValue::from_bytes(&full).map_err(|_| "the content type of the body cannot be sent".to_owned())?;
    headers.insert(CONTENT_TYPE, full);
    Ok(())
}
