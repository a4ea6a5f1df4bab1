//! From a call to a request.

use crate::http::query::Pair;
use crate::operation::body::Media;
use std::borrow::Cow;

use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::error::Error;
use crate::http::address::Address;
use crate::http::content_coding::CODINGS;
use crate::http::percent::Keep;
use crate::http::query::Query;
use crate::operation::api::Scheme;
use crate::operation::param::{Encoding, Form, Param, Place};
use crate::request::arguments::Given;
use crate::request::arguments::{Reading, Target};
use crate::request::call::Call;
use crate::request::{auth, body, caller_headers, path, ready, style};
use crate::transport::body::RequestBody;

/// Tells the API how often the call has been repeated, if it has.
const RETRY_COUNT: HeaderName = HeaderName::from_static("x-retry-count");

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// A request that can be sent, several times if need be.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) address: Address,
    pub(crate) headers: HeaderMap,
    pub(crate) body: RequestBody,
    /// A packed answer was asked for by us, so that it is ours to unpack.
    pub(crate) unpacks: bool,
    /// The schemes whose credential a provider is asked for before each attempt.
    pub(crate) provided: Vec<&'static Scheme>,
    /// What its header fields are made of again.
    makings: Makings,
}

/// What the header fields of a request are made of, besides its call.
#[derive(Clone, Debug)]
pub(crate) struct Makings {
    pub(crate) accept: &'static str,
    /// It goes to the origin that the credentials are for.
    pub(crate) own_origin: bool,
    content_type: Option<Media>,
    pub(crate) idempotency: Option<Box<(HeaderName, HeaderValue)>>,
    /// The header fields are gone, with a request.
    gone: bool,
    /// The retry count among them, unless it is the caller's.
    count: Option<u32>,
}

/// Puts a request together. Nothing is sent: all that can be wrong with a call is found here.
///
/// Header fields, later wins: `Accept` and `Content-Type`, credentials, the client's own fields, declared parameters, the caller's fields.
pub(crate) fn assemble(call: &Call, accept: &'static str) -> Result<Prepared, Error> {
    call.parts.check()?;
    let method = call.method()?;
    let (address, own_origin) = address(call)?;
    let write = call.operation.write.unwrap_or(body::json);
    let written = write(call.operation, &call.parts.body).map_err(Error::build)?;
    let makings = Makings {
        accept: accepted(call, accept),
        own_origin,
        content_type: written.content_type,
        idempotency: if method.is_safe() { None } else { idempotency(call)?.map(Box::new) },
        gone: false,
        count: None,
    };
    let (headers, provided, body) = (HeaderMap::new(), Vec::new(), written.body);
    let mut prepared = Prepared { method, address, headers, body, unpacks: false, provided, makings };
    if prepared.dress_ready(call)? {
        query(call, &mut prepared.address, &[]);
        return Ok(prepared);
    }
    let added = prepared.dress(call)?;
    if own_origin {
        query(call, &mut prepared.address, &added.query);
    }
    Ok(prepared)
}

impl Prepared {
    /// Takes the header fields that are ready for such a call; false when there are none.
    #[inline]
    fn dress_ready(&mut self, call: &Call) -> Result<bool, Error> {
        let Some(ready) = ready::of(call, &self.makings) else { return Ok(false) };
        self.unpacks = ready.unpacks;
        match self.makings.content_type {
            Some(Media::Fixed(ready::JSON)) => self.headers = ready.with_json.clone(),
            _ => {
                self.headers = ready.headers.clone();
                self.add_content_type()?;
            }
        }
        Ok(true)
    }

    /// Makes the header fields.
    fn dress<'a>(&mut self, call: &'a Call) -> Result<auth::Added<'a>, Error> {
        self.headers = HeaderMap::with_capacity(12);
        let mut added = auth::Added::default();
        if self.makings.own_origin {
            added = private(call, &mut self.headers)?;
            if !call.parts.headers.is_empty() || given(call, Place::Header).next().is_some() {
                caller_headers::check(&mut self.headers, &self.address, &self.body).map_err(Error::build)?;
            }
        } else if let Some(agent) = call.session.config().header_map.get(USER_AGENT) {
            self.headers.insert(USER_AGENT, agent.clone());
        }
        self.unpacks = negotiate(&mut self.headers, self.makings.accept)?;
        self.add_content_type()?;
        if let Some((name, key)) = self.makings.idempotency.as_deref() {
            if !self.headers.contains_key(name) {
                self.headers.insert(name.clone(), key.clone());
            }
        }
        self.provided = std::mem::take(&mut added.provided);
        Ok(added)
    }

    /// Whether it carries a key of its own, by which the API tells a second request from a new one.
    pub(crate) fn has_idempotency_key(&self) -> bool {
        self.makings.idempotency.is_some()
    }

    /// Whether it goes to the origin that the credentials are for.
    pub(crate) fn is_for_own_origin(&self) -> bool {
        self.makings.own_origin
    }

    fn add_content_type(&mut self) -> Result<(), Error> {
        match &self.makings.content_type {
            Some(media) if !self.headers.contains_key(CONTENT_TYPE) => {
                self.headers.insert(CONTENT_TYPE, content_type(media)?);
                Ok(())
            }
            Some(Media::Made(media)) => caller_headers::with_boundary(&mut self.headers, media).map_err(Error::build),
            _ => Ok(()),
        }
    }

    /// The header fields for a request. Where the call can make them again they are given away, since most calls need them once.
    #[inline]
    pub(crate) fn give_headers(&mut self) -> HeaderMap {
        if !self.provided.is_empty() {
            return self.headers.clone();
        }
        self.makings.gone = true;
        std::mem::take(&mut self.headers)
    }

    /// Makes the header fields again that were given away.
    #[cold]
    pub(crate) fn restore(&mut self, call: &Call) -> Result<(), Error> {
        if std::mem::take(&mut self.makings.gone) {
            if !self.dress_ready(call)? {
                drop(self.dress(call)?);
            }
            if let Some(count) = self.makings.count {
                self.headers.insert(RETRY_COUNT, count.into());
            }
        }
        Ok(())
    }

    /// The request of a repetition: it says the how manieth it is.
    #[cold]
    pub(crate) fn repeated(&mut self, call: &Call, retries: u32) -> Result<(), Error> {
        self.restore(call)?;
        if self.makings.count.is_some() || !self.headers.contains_key(RETRY_COUNT) {
            self.makings.count = Some(retries);
            self.headers.insert(RETRY_COUNT, retries.into());
        }
        Ok(())
    }

    /// What follows this one, elsewhere or in another way.
    pub(crate) fn followed(&self, method: Method, address: Address, headers: HeaderMap, body: RequestBody) -> Self {
        let (unpacks, makings) = (self.unpacks, self.makings.clone());
        Self { method, address, headers, body, unpacks, provided: Vec::new(), makings }
    }
}

/// The `Content-Type` of a body.
fn content_type(media: &Media) -> Result<HeaderValue, Error> {
    match media {
        Media::Fixed(media) => fixed(CONTENT_TYPE, media),
        Media::Made(media) => HeaderValue::try_from(media.as_str())
            .map_err(|_| Error::build("the content type of the body cannot be sent")),
    }
}

/// Says which answers are welcome, unless that was said; true when a packed one is ours to unpack.
pub(crate) fn negotiate(headers: &mut HeaderMap, accept: &'static str) -> Result<bool, Error> {
    if !headers.contains_key(ACCEPT) {
        headers.insert(ACCEPT, fixed(ACCEPT, accept)?);
    }
    let Some(codings) = CODINGS else { return Ok(false) };
    let unpacks = !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE);
    if unpacks {
        headers.insert(ACCEPT_ENCODING, fixed(ACCEPT_ENCODING, codings)?);
    }
    Ok(unpacks)
}

/// What is asked for: the operation's stream, else what it offers, else what the reply kind takes.
#[inline]
fn accepted(call: &Call, accept: &'static str) -> &'static str {
    match (call.parts.reading, call.operation.streaming) {
        (Reading::Stream, Some(streaming)) => streaming.media,
        (Reading::Stream, None) => accept,
        _ => call.operation.accept.unwrap_or(accept),
    }
}

/// What only the origin that the client is for may see: its fields, the call's parameters, and credentials.
fn private<'a>(call: &'a Call, headers: &mut HeaderMap) -> Result<auth::Added<'a>, Error> {
    for (name, value) in &call.session.config().header_map {
        headers.insert(name.clone(), value.clone());
    }
    declared_headers(call, headers)?;
    extra_headers(call, headers)?;
    let added = auth::add(call, headers)?;
    if let Some(write) = call.parts.write_cookies {
        auth::set_cookies(headers, &write(call))?;
    }
    auth::set_cookies(headers, &added.cookies)?;
    Ok(added)
}

/// What was given for the declared parameters of a place.
#[inline]
fn given(call: &Call, place: Place) -> impl Iterator<Item = &Given> {
    call.parts.params.iter().filter(move |given| given.place == place)
}

/// Where the call goes, without its query parameters, and whether that is the origin the credentials are for.
#[inline]
fn address(call: &Call) -> Result<(Address, bool), Error> {
    match (&call.parts.target, call.session.plain_base(call.operation)) {
        (None, Some(base)) => Ok((below(call, base)?, true)),
        _ => address_elsewhere(call),
    }
}

/// The same for calls that do not go below the client's own base URL.
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
        Some(Target::Untyped(_, path)) => {
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let none = |_: &mut String, name: &str| Err(format!("`{{{name}}}` in the path has no value"));
            let mut address = base
                .map_err(Error::build)?
                .below(path.len(), |url| path::fill(url, path, none))
                .map_err(Error::build)?;
            address.push_query(query);
            Ok((address, true))
        }
        None => Ok((below(call, &*base.map_err(Error::build)?)?, true)),
    }
}

/// The operation's own path below a base URL.
#[inline]
fn below(call: &Call, base: &Address) -> Result<Address, Error> {
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
    path::value(url, name, json, form(call, Place::Path, name))
}

/// How a parameter is written: as declared, else as its place usually does.
#[inline]
fn form(call: &Call, place: Place, name: &str) -> Form {
    let declared = call.operation.params.iter().find(|param| param.place == place && param.name == name);
    declared.map_or_else(
        || match place {
            Place::Path => Param::path("").form,
            Place::Query => Param::query("").form,
            Place::Header => Param::header("").form,
            Place::Cookie => Param::cookie("").form,
        },
        |param| param.form,
    )
}

/// The query: what is in the URL, the operation's fixed pairs, its parameters, the caller's pairs, credentials; later wins.
#[inline]
fn query(call: &Call, address: &mut Address, added: &[(&'static str, Cow<'_, str>)]) {
    let set = &call.parts.query;
    if given(call, Place::Query).next().is_none()
        && [set.len(), call.operation.fixed_query.len(), added.len(), address.query().len()] == [0; 4]
    {
        return;
    }
    write_all(call, address, added);
}

fn write_all(call: &Call, address: &mut Address, added: &[(&'static str, Cow<'_, str>)]) {
    let set = &call.parts.query;
    let mut query = Query::encoded(address.query());
    if !matches!(call.parts.target, Some(Target::Page(_))) {
        query.put_plain(call.operation.fixed_query.iter().copied());
        // Two parameters may give pairs of one name, as the members of an exploded object do: each is sent.
        let mut earlier = query.len();
        for given in given(call, Place::Query) {
            match call.parts.write_query {
                Some(write) => write(call, given, &mut query, &mut earlier),
                // A flag of the operation, which is true or false in every style.
                None => query.put_over(vec![(given.name.to_string(), given.json.clone())], &mut earlier),
            }
        }
        query.put_plain(set.iter().map(|(name, value)| (&**name, value.as_str())));
    }
    query.put_plain(added.iter().map(|(name, value)| (*name, &**value)));
    address.set_query(&query.into_text());
}

/// Adds a query parameter.
pub(crate) fn write_query(call: &Call, given: &Given, query: &mut Query, earlier: &mut usize) {
    match form(call, Place::Query, &given.name) {
        Form::Whole { media, encodings } => whole_query(query, &given.json, media, encodings),
        _ => query.put_over(pairs(call, given), earlier),
    }
}

/// A value that is the whole query: the members of a form, or one text.
fn whole_query(query: &mut Query, json: &str, media: &str, encodings: &[Encoding]) {
    if crate::request::shape::is_null(json) {
        return;
    }
    match crate::request::shape::members(json).filter(|_| media == FORM) {
        Some(members) => {
            query.put(body::form_of(encodings, false, members.iter().map(|(name, json)| (name.as_str(), *json))))
        }
        None => query.put_text(Keep::Unreserved.encode(&style::document(json, media))),
    }
}

/// The encoded pairs of a query parameter or cookie.
fn pairs(call: &Call, given: &Given) -> Vec<Pair> {
    let (name, json) = (&*given.name, given.json.as_str());
    let (plain, reserved) = match given.place {
        Place::Cookie => (Keep::Cookie, Keep::CookieReserved),
        _ => (Keep::Unreserved, Keep::Reserved),
    };
    match form(call, given.place, name) {
        Form::Styled { style, explode, allow_reserved } => {
            style::pairs(name, json, style, explode, if allow_reserved { reserved } else { plain })
        }
        Form::Whole { .. } => Vec::new(),
        Form::Content(_) if crate::request::shape::is_null(json) => Vec::new(),
        Form::Content(media) => vec![style::content(name, json, media, plain)],
    }
}

/// The cookies that were given for parameters.
pub(crate) fn write_cookies(call: &Call) -> Vec<String> {
    let pairs = given(call, Place::Cookie).flat_map(|given| pairs(call, given));
    pairs.map(|(name, value)| format!("{name}={value}")).collect()
}

fn declared_headers(call: &Call, headers: &mut HeaderMap) -> Result<(), Error> {
    for given in given(call, Place::Header) {
        if crate::request::shape::Shape::of(&given.json).is_undefined() {
            continue;
        }
        let text = match form(call, Place::Header, &given.name) {
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

/// The value of a header field that the document or the runtime fixes; it is not copied.
pub(crate) fn fixed(name: HeaderName, text: &'static str) -> Result<HeaderValue, Error> {
    HeaderValue::from_maybe_shared(bytes::Bytes::from_static(text.as_bytes()))
        .map_err(|_| Error::build(format!("`{name}` cannot be `{}`", text.escape_debug())))
}

/// The idempotency key: one per call, so that all its attempts carry the same. The header is the one the document names, else the one
/// the client is configured with.
#[inline]
fn idempotency(call: &Call) -> Result<Option<(HeaderName, HeaderValue)>, Error> {
    let configured = &call.session.config().idempotency_header;
    let Some(name) = call.operation.idempotency.or(configured.as_deref()) else { return Ok(None) };
    field(name, &crate::http::random::random_uuid()).map(Some)
}
