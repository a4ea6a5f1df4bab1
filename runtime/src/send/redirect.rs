//! Redirects (RFC 9110 §15.4), followed so that nothing private leaves the origin it was meant for.

use http::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, Method, StatusCode};

use crate::config::Config;
use crate::http::address::Address;
use crate::request::assemble::Prepared;
use crate::transport::body::RequestBody;

/// Handling of a response with a redirect status.
pub(crate) enum Step {
    /// The response is the final one.
    Arrived,
    /// The redirect is followed.
    Follow(Box<Prepared>),
    /// The maximum number of redirects is exceeded.
    TooMany,
    /// The redirect leads to a URL that must not be followed.
    Refuse(String),
}

/// Returns true for the statuses that lead on.
#[inline]
pub(crate) fn leads_on(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Decides how to handle a redirect after `followed` earlier ones. Another origin receives only a plain request: no credential, no header of the client's or
/// the caller's, and no body. A redirect from https to http is refused.
pub(crate) fn next(sent: &Prepared, followed: u32, status: StatusCode, headers: &HeaderMap, config: &Config) -> Step {
    let Some(location) = headers.get(LOCATION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok()) else {
        return Step::Arrived;
    };
    if followed >= config.limits.redirects {
        return Step::TooMany;
    }
    let address = match sent.address.join(location) {
        Ok(address) => address,
        Err(fault) => return Step::Refuse(format!("it redirects to a URL that cannot be used: {fault}")),
    };
    if sent.address.scheme() == "https" && address.scheme() == "http" {
        return Step::Refuse("it redirects from https to http".to_owned());
    }
    let same_origin = sent.address.same_origin(&address);
    let rewrites = match status.as_u16() {
        303 => sent.method != Method::HEAD,
        301 | 302 => sent.method == Method::POST,
        _ => false,
    };
    if !same_origin && !rewrites && !sent.body.is_empty() {
        return Step::Refuse("it redirects a request with a body to another origin".to_owned());
    }
    if !rewrites && !sent.body.can_be_sent() {
        return Step::Refuse("it redirects a request whose body cannot be sent again".to_owned());
    }
    Step::Follow(Box::new(follow(sent, address, same_origin, rewrites)))
}

fn follow(sent: &Prepared, address: Address, same_origin: bool, rewrites: bool) -> Prepared {
    let mut headers = if same_origin { sent.headers.clone() } else { plain(&sent.headers) };
    let (method, body) = if rewrites {
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
        (Method::GET, RequestBody::Empty)
    } else {
        (sent.method.clone(), sent.body.clone())
    };
    sent.followed(method, address, headers, body)
}

/// Returns the fields that say nothing about who asks.
fn plain(headers: &HeaderMap) -> HeaderMap {
    let kept = [ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, USER_AGENT];
    let fields = kept.into_iter().filter_map(|name| headers.get(&name).cloned().map(|value| (name, value)));
    fields.filter(|(name, value)| *name == USER_AGENT || !value.is_sensitive()).collect()
}
