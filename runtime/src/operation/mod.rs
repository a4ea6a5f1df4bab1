//! Constants of an operation, which a generated method knows before it is called.

pub(crate) mod accumulation;
pub(crate) mod api;
pub(crate) mod body;
pub(crate) mod paging;
pub(crate) mod param;
pub(crate) mod path_template;
pub(crate) mod profile;
pub(crate) mod retry;
pub(crate) mod route;
pub(crate) mod rules;
pub(crate) mod server;
pub(crate) mod setting;
pub(crate) mod status;
pub(crate) mod streaming;

use std::sync::atomic::{AtomicU8, Ordering};

use http::{Method, StatusCode};

pub use crate::operation::paging::{Next, Paging};
pub use crate::operation::param::{Encoding, Form, Param, Place, Style};
pub use crate::operation::retry::RetryPolicy;
pub use crate::operation::streaming::Streaming;

use crate::operation::api::Api;
use crate::operation::body::BodyDescription;
use crate::operation::route::Route;
use crate::operation::rules::{Ask, Rules};
use crate::operation::server::ServerUrl;
use crate::operation::status::StatusSpec;

/// One operation of an API, as the generator read it in the document: a `static` of the generated crate.
#[derive(Debug)]
pub struct Operation {
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    plain_path: Known,
    pub(crate) params: &'static [Param],
    pub(crate) fixed_query: &'static [(&'static str, &'static str)],
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) body: BodyDescription,
    pub(crate) accept: Option<&'static str>,
    pub(crate) other_media: &'static [&'static str],
    pub(crate) security: Security,
    pub(crate) server: Option<ServerUrl>,
    pub(crate) streaming: Option<Streaming>,
    pub(crate) paging: Option<Paging>,
    pub(crate) idempotency: Option<&'static str>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) success: &'static [StatusSpec],
    pub(crate) rules: Option<&'static Rules>,
    pub(crate) asked: Option<&'static Asked>,
}

/// The operation that says how far another one has come, and what it is given.
#[derive(Debug)]
pub struct Asked {
    pub(crate) operation: &'static Operation,
    pub(crate) inputs: &'static [Ask],
}

impl Asked {
    /// Returns an operation and its inputs.
    pub const fn new(operation: &'static Operation, inputs: &'static [Ask]) -> Self {
        Self { operation, inputs }
    }
}

/// Something that the first call finds out of an operation, since the compiler would take half a millisecond to. Unlike `OnceLock` it has nothing to
/// drop, which the compiler would look for at every step of every operation's constant.
#[derive(Debug)]
struct Known(AtomicU8);

impl Known {
    const UNKNOWN: u8 = 0;
    const NO: u8 = 1;
    const YES: u8 = 2;

    const fn new() -> Self {
        Self(AtomicU8::new(Self::UNKNOWN))
    }

    /// Returns the known value, or computes and stores it. Two calls at the same time may both compute it; the result is the same.
    #[inline]
    fn or_find(&self, find: impl FnOnce() -> bool) -> bool {
        match self.0.load(Ordering::Relaxed) {
            Self::UNKNOWN => {
                let found = find();
                self.0.store(if found { Self::YES } else { Self::NO }, Ordering::Relaxed);
                found
            }
            known => known == Self::YES,
        }
    }
}

/// Credentials that an operation requires.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Security {
    /// The alternatives that the API declares for all operations without their own.
    Usual,
    /// The operation's own alternatives, each a set of schemes that go together.
    Declared(&'static [&'static [&'static str]]),
    /// Untyped calls: the first scheme of the API that has a credential, if any.
    Any,
}

impl Operation {
    /// Returns an operation by its id, its method in upper case and its path template, such as `/roles/{role_id}`.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            plain_path: Known::new(),
            params: &[],
            fixed_query: &[],
            headers: &[],
            body: BodyDescription::NONE,
            accept: None,
            other_media: &[],
            security: Security::Usual,
            server: None,
            streaming: None,
            paging: None,
            idempotency: None,
            retry: None,
            success: &[],
            rules: None,
            asked: None,
        }
    }

    /// Declares the parameters and their styles. A parameter that is not declared has the usual style of its place ([`Param`]).
    pub const fn params(mut self, params: &'static [Param]) -> Self {
        self.params = params;
        self
    }

    /// Sets query pairs that belong to the path itself and are sent with every call.
    pub const fn fixed_query(mut self, pairs: &'static [(&'static str, &'static str)]) -> Self {
        self.fixed_query = pairs;
        self
    }

    /// Sets headers that are sent with every call, which the client or the call may override.
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Lists and objects in a form or multipart body are written with brackets, `a[]=1` and `a[b]=2` ([`Style::Brackets`]), unless their
    /// encoding gives a style or JSON.
    pub const fn brackets(mut self) -> Self {
        self.body.members = Some(Style::Brackets);
        self
    }

    /// Objects in a form or multipart body are written as `a[b]=2` ([`Style::DeepObject`]), unless their encoding gives a style or JSON. Lists are not
    /// concerned.
    pub const fn deep_objects(mut self) -> Self {
        self.body.members = Some(Style::DeepObject);
        self
    }

    /// Sets the content type to send instead of the body form's usual one, such as `application/merge-patch+json`.
    pub const fn media(mut self, media: &'static str) -> Self {
        self.body.media = media;
        self
    }

    /// Sets the `Accept` header. Without it, the response kind decides.
    pub const fn accept(mut self, media: &'static str) -> Self {
        self.accept = Some(media);
        self
    }

    /// Media types of JSON that it may have, of another type than the one that is asked for. Such a response is refused by name.
    pub const fn other_media(mut self, media: &'static [&'static str]) -> Self {
        self.other_media = media;
        self
    }

    /// Sets the credentials it takes, where those are not the [API's](crate::Api::security): alternatives, the first that can be satisfied is used; each
    /// is a set of schemes sent together. No alternatives: none is needed. An empty alternative: none is needed, but one is sent if there is one.
    pub const fn security(mut self, alternatives: &'static [&'static [&'static str]]) -> Self {
        self.security = Security::Declared(alternatives);
        self
    }

    /// Returns a base URL of its own. It gives way to a base URL that the user sets.
    pub const fn server(self, url: &'static str) -> Self {
        self.server_url(ServerUrl::new(url))
    }

    /// Sets a base URL of its own, with variables. It gives way to a base URL that the user sets.
    pub const fn server_url(mut self, server: ServerUrl) -> Self {
        self.server = Some(server);
        self
    }

    /// Declares how a streamed response is requested.
    pub const fn streaming(mut self, streaming: Streaming) -> Self {
        self.streaming = Some(streaming);
        self
    }

    /// Declares how the next page is found.
    pub const fn paging(mut self, paging: Paging) -> Self {
        self.paging = Some(paging);
        self
    }

    /// Sets the header that carries an idempotency key: made once per call, the same over its retries.
    pub const fn idempotency(mut self, header: &'static str) -> Self {
        self.idempotency = Some(header);
        self
    }

    /// Lets its requests be sent again in any case, as the document says: [`RetryPolicy::Always`].
    pub const fn retry_always(mut self) -> Self {
        self.retry = Some(RetryPolicy::Always);
        self
    }

    /// Lets its requests be sent again where that does no more than the first, as the document says: [`RetryPolicy::Idempotent`].
    pub const fn retry_idempotent(mut self) -> Self {
        self.retry = Some(RetryPolicy::Idempotent);
        self
    }

    /// Sends none of its requests again, as the document says: [`RetryPolicy::Never`].
    pub const fn retry_never(mut self) -> Self {
        self.retry = Some(RetryPolicy::Never);
        self
    }

    /// Sets the statuses outside of 2xx for which the document declares a success of its own, such as 304. A redirect among them is not followed.
    pub const fn success(mut self, statuses: &'static [StatusSpec]) -> Self {
        self.success = statuses;
        self
    }

    /// Rules that few operations have.
    pub const fn rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }

    /// Sets the operation that says how far this one has come.
    pub const fn asked(mut self, asked: &'static Asked) -> Self {
        self.asked = Some(asked);
        self
    }

    /// Returns the credentials it takes: its own alternatives or the API's, or `None` for whatever the client has.
    #[inline]
    pub(crate) fn alternatives(&self, api: &Api) -> Option<&'static [&'static [&'static str]]> {
        match self.security {
            Security::Usual => Some(api.security),
            Security::Declared(own) => Some(own),
            Security::Any => None,
        }
    }

    /// Returns true if the path is a plain template.
    #[inline]
    pub(crate) fn has_plain_path(&self) -> bool {
        self.plain_path.or_find(|| path_template::is_plain(self.path))
    }

    /// Returns true if its request asks for a WebSocket.
    pub(crate) fn opens_websocket(&self) -> bool {
        self.rules.is_some_and(|rules| rules.websocket.is_some())
    }

    /// Returns the description of the operation for errors.
    pub(crate) fn route(&self) -> Route {
        Route { id: self.id, method: self.method().ok(), path: self.path.into() }
    }

    /// Returns the method.
    ///
    /// # Errors
    /// It is none of HTTP's.
    #[inline]
    pub(crate) fn method(&self) -> Result<Method, String> {
        Method::from_bytes(self.method.as_bytes())
            .map_err(|_| format!("`{}` is not an HTTP method", self.method.escape_debug()))
    }

    /// Returns true if a response with this status is a success of the operation.
    #[inline]
    pub(crate) fn succeeds(&self, status: StatusCode) -> bool {
        status.is_success()
            || self.success.iter().any(|spec| spec.includes(status))
            || status == StatusCode::SWITCHING_PROTOCOLS && self.opens_websocket()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_call_finds_is_known_to_all_others() {
        for found in [false, true] {
            let known = Known::new();
            assert_eq!(known.or_find(|| found), found);
            assert_eq!(known.or_find(|| !found), found);
        }
    }

    #[test]
    fn a_path_stays_what_it_is() {
        let [plain, other] = ["/a/{id}", "/a/{id}.json"].map(|path| Operation::new("a", "GET", path));
        for _ in 0..2 {
            assert!(plain.has_plain_path());
            assert!(!other.has_plain_path());
        }
    }
}
