//! From a call to a request.

use std::borrow::Cow;

use http::header::{CONNECTION, CONTENT_TYPE, UPGRADE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::error::Error;
use crate::http::address::Address;
use crate::http::percent::Keep;
use crate::http::query::Query;
use crate::operation::body::Media;
use crate::operation::param::{Form, Place};
use crate::request::arguments::{Reading, Target};
use crate::request::call::Call;
use crate::request::header_source::{HeaderSource, fixed, negotiate};
use crate::request::parameters::{form, given};
use crate::request::{auth, body, caller_headers, other_path, path, ready, style};
use crate::transport::body::RequestBody;

/// Tells the API how often the call has been repeated, if it has.
const RETRY_COUNT: HeaderName = HeaderName::from_static("x-retry-count");

/// A request that can be sent, several times if need be.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) address: Address,
    pub(crate) headers: HeaderMap,
    pub(crate) body: RequestBody,
    /// True if the runtime asked for an encoded response, and not the caller: the runtime then decodes it.
    pub(crate) decodes: bool,
    /// The schemes whose credential a provider is asked for before each attempt.
    pub(crate) provided: Vec<&'static str>,
    /// Source of the headers, from which they can be made again.
    source: HeaderSource,
}

/// Puts a request together. Nothing is sent: all that can be wrong with a call is found here.
///
/// Headers, later wins: `Accept` and `Content-Type`, credentials, constant headers, the client's own fields, declared parameters, the caller's fields.
pub(crate) fn assemble(call: &Call, accept: &'static str) -> Result<Prepared, Error> {
    call.parts.check()?;
    let method = call.method()?;
    let (address, own_origin) = address(call)?;
    let write = call.operation.body.write.unwrap_or(body::json);
    let written = write(&call.operation.body, &call.parts.body).map_err(Error::build)?;
    let source = HeaderSource {
        accept: accepted(call, accept),
        own_origin,
        content_type: written.content_type,
        idempotency: if method.is_safe() { None } else { idempotency(call)?.map(Box::new) },
        gone: false,
        count: None,
    };
    let (headers, provided, body) = (HeaderMap::new(), Vec::new(), written.body);
    let mut prepared = Prepared { method, address, headers, body, decodes: false, provided, source };
    if prepared.apply_ready_headers(call)? {
        query(call, &mut prepared.address, &[]);
        return Ok(prepared);
    }
    let added = prepared.apply_headers(call)?;
    if own_origin {
        query(call, &mut prepared.address, &added.query);
    }
    Ok(prepared)
}

impl Prepared {
    /// Takes the headers that are ready for such a call; false when there are none.
    #[inline]
    fn apply_ready_headers(&mut self, call: &Call) -> Result<bool, Error> {
        let Some(ready) = ready::of(call, &self.source) else { return Ok(false) };
        self.decodes = ready.decodes;
        match self.source.content_type {
            Some(Media::Fixed(ready::JSON)) => self.headers = ready.with_json.clone(),
            _ => {
                self.headers = ready.headers.clone();
                self.add_content_type()?;
            }
        }
        Ok(true)
    }

    /// Makes the headers.
    fn apply_headers<'a>(&mut self, call: &'a Call) -> Result<auth::Added<'a>, Error> {
        self.headers = HeaderMap::with_capacity(12);
        let mut added = auth::Added::default();
        if self.source.own_origin {
            added = private(call, &mut self.headers)?;
            if !call.parts.headers.is_empty() || given(&call.parts, Place::Header).next().is_some() {
                caller_headers::check(&mut self.headers, &self.address, &self.body).map_err(Error::build)?;
            }
        } else if let Some(agent) = call.session.config().header_map.get(USER_AGENT) {
            self.headers.insert(USER_AGENT, agent.clone());
        }
        self.decodes = negotiate(&mut self.headers, self.source.accept)?;
        self.add_content_type()?;
        if let Some((name, key)) = self.source.idempotency.as_deref() {
            if !self.headers.contains_key(name) {
                self.headers.insert(name.clone(), key.clone());
            }
        }
        if call.operation.opens_websocket() {
            self.headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
            self.headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        }
        self.provided = std::mem::take(&mut added.provided);
        Ok(added)
    }

    /// Returns true if it carries an idempotency key of its own, by which the API recognises a repeated request.
    pub(crate) fn has_idempotency_key(&self) -> bool {
        self.source.idempotency.is_some()
    }

    /// Returns true if the request goes to the origin that the credentials are for.
    pub(crate) fn is_for_own_origin(&self) -> bool {
        self.source.own_origin
    }

    fn add_content_type(&mut self) -> Result<(), Error> {
        match &self.source.content_type {
            Some(media) if !self.headers.contains_key(CONTENT_TYPE) => {
                self.headers.insert(CONTENT_TYPE, content_type(media)?);
                Ok(())
            }
            Some(Media::Made(media)) => caller_headers::with_boundary(&mut self.headers, media).map_err(Error::build),
            _ => Ok(()),
        }
    }

    /// Returns the headers for a request. Where the call can make them again they are given away, since most calls need them once.
    #[inline]
    pub(crate) fn give_headers(&mut self) -> HeaderMap {
        if !self.provided.is_empty() {
            return self.headers.clone();
        }
        self.source.gone = true;
        std::mem::take(&mut self.headers)
    }

    /// Makes the headers again that were given away.
    #[cold]
    pub(crate) fn restore(&mut self, call: &Call) -> Result<(), Error> {
        if std::mem::take(&mut self.source.gone) {
            if !self.apply_ready_headers(call)? {
                drop(self.apply_headers(call)?);
            }
            if let Some(count) = self.source.count {
                self.headers.insert(RETRY_COUNT, count.into());
            }
        }
        Ok(())
    }

    /// Adds the number of retries to the request of a retry.
    #[cold]
    pub(crate) fn repeated(&mut self, call: &Call, retries: u32) -> Result<(), Error> {
        self.restore(call)?;
        if self.source.count.is_some() || !self.headers.contains_key(RETRY_COUNT) {
            self.source.count = Some(retries);
            self.headers.insert(RETRY_COUNT, retries.into());
        }
        Ok(())
    }

    /// Returns the request that follows a redirect.
    pub(crate) fn followed(&self, method: Method, address: Address, headers: HeaderMap, body: RequestBody) -> Self {
        let (decodes, source) = (self.decodes, self.source.clone());
        Self { method, address, headers, body, decodes, provided: Vec::new(), source }
    }
}

/// Returns the `Content-Type` of a body.
fn content_type(media: &Media) -> Result<HeaderValue, Error> {
    match media {
        Media::Fixed(media) => fixed(CONTENT_TYPE, media),
        Media::Made(media) => HeaderValue::try_from(media.as_str())
            .map_err(|_| Error::build("the content type of the body cannot be sent")),
    }
}

/// Returns the `Accept` of a call: that of the operation's stream, else what the operation offers, else what the response kind takes.
#[inline]
fn accepted(call: &Call, accept: &'static str) -> &'static str {
    match (call.parts.reading, call.operation.streaming) {
        (Reading::Stream, Some(streaming)) => streaming.media,
        (Reading::Stream, None) => accept,
        _ => call.operation.accept.unwrap_or(accept),
    }
}

/// Adds what only the client's own origin may receive: the client's headers, the call's parameters, and credentials.
fn private<'a>(call: &'a Call, headers: &mut HeaderMap) -> Result<auth::Added<'a>, Error> {
    for (name, value) in &call.session.config().header_map {
        headers.insert(name.clone(), value.clone());
    }
    operation_headers(call, headers)?;
    declared_headers(call, headers)?;
    extra_headers(call, headers)?;
    let added = auth::add(call, headers)?;
    if let Some(write) = call.parts.write_cookies {
        auth::set_cookies(headers, &write(call.operation, &call.parts))?;
    }
    auth::set_cookies(headers, &added.cookies)?;
    Ok(added)
}

/// Returns the URL of the call without its query parameters, and true if its origin is the one that the credentials are for.
#[inline]
fn address(call: &Call) -> Result<(Address, bool), Error> {
    match (&call.parts.target, call.session.plain_base(call.operation)) {
        (None, Some(base)) => Ok((below(call, base)?, true)),
        _ => address_elsewhere(call),
    }
}

/// Returns the address of a call that does not go below the client's own base URL.
fn address_elsewhere(call: &Call) -> Result<(Address, bool), Error> {
    let base = call.session.base(call.operation);
    let same_origin = |address: &Address| base.as_ref().is_ok_and(|base| base.same_origin(address));
    match &call.parts.target {
        Some(Target::Page(address)) => Ok((address.clone(), same_origin(address))),
        Some(Target::Untyped(_, path)) if Address::is_absolute(path) => {
            let address =
                Address::parse(path).map_err(|fault| Error::build(format!("the URL cannot be used: {fault}")))?;
            let own = same_origin(&address);
            Ok((address, own))
        }
        Some(Target::Untyped(method, path)) => {
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let none = |_: &mut String, name: &str| Err(format!("`{{{name}}}` in the path has no value"));
            let base = base.map_err(Error::build)?;
            let mut address = match other_path::below(call, method.as_str(), path, &base)? {
                Some(address) => address,
                None => base.below(path.len(), |url| path::fill(url, path, none)).map_err(Error::build)?,
            };
            address.push_query(query);
            Ok((address, true))
        }
        None => Ok((below(call, &*base.map_err(Error::build)?)?, true)),
    }
}

/// Returns the operation's own path below a base URL.
#[inline]
fn below(call: &Call, base: &Address) -> Result<Address, Error> {
    if call.session.config().custom.has_paths() {
        if let Some(address) = other_path::below(call, call.operation.method, call.operation.path, base)? {
            return Ok(address);
        }
    }
    let template = call.operation.path;
    let value = |url: &mut String, name: &str| path_value(call, url, name);
    let fill = |url: &mut String| match call.operation.has_plain_path() {
        true => path::fill_plain(url, template, value),
        false => path::fill(url, template, value),
    };
    base.below(template.len() + 64, fill).map_err(Error::build)
}

#[inline]
fn path_value(call: &Call, url: &mut String, name: &str) -> Result<path::Came, path::Refusal> {
    let json =
        call.parts.param(Place::Path, name).ok_or_else(|| format!("the path parameter `{name}` has no value"))?;
    path::value(url, name, json, form(call.operation, Place::Path, name))
}

/// Adds the query: the URL's own, the operation's fixed pairs, its parameters, the caller's pairs, credentials; later ones win.
#[inline]
fn query(call: &Call, address: &mut Address, added: &[(&str, Cow<'_, str>)]) {
    let set = &call.parts.query;
    if given(&call.parts, Place::Query).next().is_none()
        && call.session.config().custom.sent_query.is_empty()
        && [set.len(), call.operation.fixed_query.len(), added.len(), address.query().len()] == [0; 4]
    {
        return;
    }
    write_all(call, address, added);
}

fn write_all(call: &Call, address: &mut Address, added: &[(&str, Cow<'_, str>)]) {
    let set = &call.parts.query;
    let mut query = Query::encoded(address.query());
    if !matches!(call.parts.target, Some(Target::Page(_))) {
        query.put_plain(call.operation.fixed_query.iter().copied());
        // Two parameters may give pairs of one name, as the members of an exploded object do: each is sent.
        let mut earlier = query.len();
        for given in given(&call.parts, Place::Query) {
            match call.parts.write_query {
                Some(write) => write(call.operation, given, &mut query, &mut earlier),
                // A flag of the operation, which is true or false in every style.
                None => query.put_over(vec![(given.name.to_string(), given.json.clone())], &mut earlier),
            }
        }
        query.put_plain(set.iter().map(|(name, value)| (&**name, value.as_str())));
    }
    let usual = &call.session.config().custom.sent_query;
    query.add_missing(usual.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    query.put_plain(added.iter().map(|(name, value)| (*name, &**value)));
    address.set_query(&query.into_text());
}

/// Adds the headers that the operation always sends; the client's own take precedence.
fn operation_headers(call: &Call, headers: &mut HeaderMap) -> Result<(), Error> {
    for (name, value) in call.operation.headers {
        let known = HeaderName::try_from(*name)
            .map_err(|_| Error::build(format!("`{}` is not a header name", name.escape_debug())))?;
        let config = call.session.config();
        let is_set = config.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
            || (known == USER_AGENT && config.user_agent.is_some());
        if !is_set {
            headers.insert(known.clone(), fixed(known, value)?);
        }
    }
    Ok(())
}

fn declared_headers(call: &Call, headers: &mut HeaderMap) -> Result<(), Error> {
    for given in given(&call.parts, Place::Header) {
        if crate::request::shape::Shape::of(&given.json).is_undefined() {
            continue;
        }
        let text = match form(call.operation, Place::Header, &given.name) {
            Form::Styled { style, explode, .. } => {
                let mut text = String::new();
                style::alone(&mut text, &given.name, &given.json, style, explode, Keep::All);
                Cow::Owned(text)
            }
            Form::Content(media) | Form::Whole { media, .. } => style::document(&given.json, media),
        };
        put(headers, &given.name, &text, false)?;
    }
    Ok(())
}

fn extra_headers(call: &Call, headers: &mut HeaderMap) -> Result<(), Error> {
    call.parts.headers.iter().try_for_each(|(name, value)| put(headers, name, value.expose(), true))
}

fn put(headers: &mut HeaderMap, name: &str, text: &str, sensitive: bool) -> Result<(), Error> {
    let (name, mut value) = field(name, text)?;
    value.set_sensitive(sensitive);
    headers.insert(name, value);
    Ok(())
}

fn field(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let known = HeaderName::try_from(name)
        .map_err(|_| Error::build(format!("`{}` is not a header name", name.escape_debug())))?;
    let value = HeaderValue::try_from(text)
        .map_err(|_| Error::build(format!("the value of the header `{known}` has a character that cannot be sent")))?;
    Ok((known, value))
}

/// Returns the idempotency key: one per call, so that all its attempts carry the same. The header is the one the document names, else the one
/// the client is configured with.
#[inline]
fn idempotency(call: &Call) -> Result<Option<(HeaderName, HeaderValue)>, Error> {
    let configured = &call.session.config().idempotency_header;
    let Some(name) = call.operation.idempotency.or(configured.as_deref()) else { return Ok(None) };
    field(name, &crate::http::random::random_uuid()).map(Some)
}
