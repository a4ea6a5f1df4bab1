//! Redirects (RFC 9110 §15.4), followed so that nothing private leaves the origin it was meant for.

use http::header::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, Method, StatusCode};

use crate::request::{Address, Prepared};
use crate::transport::RequestBody;

/// How many redirects are followed.
const MOST: u8 = 10;

/// One request on the way to the answer.
pub(super) struct Hop {
    pub(super) method: Method,
    pub(super) address: Address,
    pub(super) headers: HeaderMap,
    pub(super) body: RequestBody,
    followed: u8,
}

/// What an answer means for the way.
pub(super) enum Step {
    /// It is the end of the way.
    Arrived,
    /// It leads on.
    Follow(Box<Hop>),
    /// It leads where the request must not go.
    Refuse(String),
}

impl Hop {
    pub(super) fn first(prepared: &Prepared) -> Self {
        Self {
            method: prepared.method.clone(),
            address: prepared.address.clone(),
            headers: prepared.headers.clone(),
            body: prepared.body.clone(),
            followed: 0,
        }
    }

    /// What to do with an answer. To another origin goes nothing but a plain request: no credential, no field of the client's or the
    /// caller's, and no body. From https to http goes nothing at all.
    pub(super) fn next(&self, status: StatusCode, headers: &HeaderMap) -> Step {
        if !super::is_redirect(status) {
            return Step::Arrived;
        }
        let Some(location) = headers.get(LOCATION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok()) else {
            return Step::Arrived;
        };
        if self.followed >= MOST {
            return Step::Refuse(format!("more than {MOST} redirects"));
        }
        let address = match self.address.join(location) {
            Ok(address) => address,
            Err(fault) => return Step::Refuse(format!("it redirects to a URL that cannot be used: {fault}")),
        };
        if self.address.scheme == "https" && address.scheme == "http" {
            return Step::Refuse("it redirects from https to http".to_owned());
        }
        let same_origin = self.address.same_origin(&address);
        let rewrites = match status.as_u16() {
            303 => self.method != Method::HEAD,
            301 | 302 => self.method == Method::POST,
            _ => false,
        };
        if !same_origin && !rewrites && !self.body.is_empty() {
            return Step::Refuse("it redirects a request with a body to another origin".to_owned());
        }
        Step::Follow(Box::new(self.follow(address, same_origin, rewrites)))
    }

    fn follow(&self, address: Address, same_origin: bool, rewrites: bool) -> Self {
        let mut headers = if same_origin { self.headers.clone() } else { plain(&self.headers) };
        let (method, body) = if rewrites {
            headers.remove(CONTENT_TYPE);
            headers.remove(CONTENT_LENGTH);
            (Method::GET, RequestBody::Empty)
        } else {
            (self.method.clone(), self.body.clone())
        };
        Self { method, address, headers, body, followed: self.followed + 1 }
    }
}

/// The fields that say nothing about who asks.
fn plain(headers: &HeaderMap) -> HeaderMap {
    let kept = [ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, USER_AGENT];
    let fields = kept.into_iter().filter_map(|name| headers.get(&name).cloned().map(|value| (name, value)));
    fields.filter(|(name, value)| *name == USER_AGENT || !value.is_sensitive()).collect()
}
