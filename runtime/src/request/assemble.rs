//! From a call to a request.

use std::borrow::Cow;

use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::address::Address;
use super::percent::Keep;
use super::query::Query;
use super::{auth, body, path, style};
use crate::api::Scheme;
use crate::call::{Call, Reading, Target};
use crate::error::Error;
use crate::execute::CODINGS;
use crate::operation::{Encoding, Form, Param, Place};
use crate::transport::RequestBody;

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
    /// Its retry count is ours, not the caller's.
    pub(crate) counts: bool,
    /// A packed answer was asked for by us, so that it is ours to unpack.
    pub(crate) unpacks: bool,
    /// The schemes whose credential a provider is asked for before each attempt.
    pub(crate) provided: Vec<&'static Scheme>,
}

/// Puts a request together. Nothing is sent: all that can be wrong with a call is found here.
///
/// Header fields, later wins: `Accept` and `Content-Type`, credentials, the client's own fields, declared parameters, the caller's fields.
pub(crate) fn assemble(call: &Call, accept: &'static str) -> Result<Prepared, Error> {
    call.parts.check()?;
    let method = call.method()?;
    let (mut address, own_origin) = address(call)?;
    let written = body::write(call)?;
    let mut headers = HeaderMap::with_capacity(12);
    let mut provided = Vec::new();
    if own_origin {
        provided = private(call, &mut headers, &mut address)?;
    } else if let Some(agent) = call.client.config().header_map.get(USER_AGENT) {
        headers.insert(USER_AGENT, agent.clone());
    }
    if !headers.contains_key(ACCEPT) {
        headers.insert(ACCEPT, fixed(ACCEPT, accepted(call, accept))?);
    }
    if let Some(media) = written.content_type
        && !headers.contains_key(CONTENT_TYPE)
    {
        headers.insert(CONTENT_TYPE, media.into_value()?);
    }
    if !method.is_safe() {
        idempotency(call, &mut headers)?;
    }
    let unpacks = CODINGS.is_some() && !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE);
    if let Some(codings) = CODINGS.filter(|_| unpacks) {
        headers.insert(ACCEPT_ENCODING, fixed(ACCEPT_ENCODING, codings)?);
    }
    let counts = !headers.contains_key(RETRY_COUNT);
    Ok(Prepared { method, address, headers, body: written.body, counts, unpacks, provided })
}

impl Prepared {
    /// The request of a repetition: it says the how manieth it is.
    pub(crate) fn repeated(&mut self, retries: u32) {
        if self.counts {
            self.headers.insert(RETRY_COUNT, retries.into());
        }
    }
}

/// What is asked for: the operation's stream, else what it offers, else what the reply kind takes.
fn accepted(call: &Call, accept: &'static str) -> &'static str {
    match (call.parts.reading, call.operation.streaming) {
        (Reading::Stream, Some(streaming)) => streaming.media,
        (Reading::Stream, None) => accept,
        _ => call.operation.accept.unwrap_or(accept),
    }
}

/// What only the origin that the client is for may see: its fields, the call's parameters, and credentials. Gives the schemes whose
/// credential is not known yet.
fn private(call: &Call, headers: &mut HeaderMap, address: &mut Address) -> Result<Vec<&'static Scheme>, Error> {
    for (name, value) in &call.client.config().header_map {
        headers.insert(name, value.clone());
    }
    declared_headers(call, headers)?;
    extra_headers(call, headers)?;
    let added = auth::add(call, headers)?;
    auth::set_cookies(headers, &cookies(call))?;
    auth::set_cookies(headers, &added.cookies)?;
    query(call, address, &added);
    Ok(added.provided)
}

/// Where the call goes, without its query parameters, and whether that is the origin the credentials are for.
fn address(call: &Call) -> Result<(Address, bool), Error> {
    let base = call.client.base(call.operation);
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
            let mut address = base?.below(path.len(), |url| path::fill(url, path, none)).map_err(Error::build)?;
            address.push_query(query);
            Ok((address, true))
        }
        None => {
            let template = call.operation.path;
            let value = |url: &mut String, name: &str| path_value(call, url, name);
            let address = base?.below(template.len() + 64, |url| path::fill(url, template, value));
            Ok((address.map_err(Error::build)?, true))
        }
    }
}

fn path_value(call: &Call, url: &mut String, name: &str) -> Result<bool, path::Refusal> {
    let json =
        call.parts.param(Place::Path, name).ok_or_else(|| format!("the path parameter `{name}` has no value"))?;
    path::value(url, name, json, form(call, Place::Path, name))
}

/// How a parameter is written: as declared, else as its place usually does.
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
fn query(call: &Call, address: &mut Address, added: &auth::Added<'_>) {
    let mut query = Query::encoded(address.query());
    if !matches!(call.parts.target, Some(Target::Page(_))) {
        query.put_plain(call.operation.fixed_query.iter().copied());
        for given in call.parts.params.iter().filter(|given| given.place == Place::Query) {
            match form(call, Place::Query, &given.name) {
                Form::Whole { media, encodings } => whole_query(&mut query, &given.json, media, encodings),
                _ => query.put(pairs(call, Place::Query, &given.name, &given.json)),
            }
        }
        query.put_plain(call.parts.query.iter().map(|(name, value)| (&**name, value.as_str())));
    }
    query.put_plain(added.query.iter().map(|(name, value)| (*name, &**value)));
    address.set_query(&query.into_text());
}

/// A value that is the whole query: the members of a form, or one text.
fn whole_query(query: &mut Query, json: &str, media: &str, encodings: &[Encoding]) {
    if super::shape::is_null(json) {
        return;
    }
    match super::shape::members(json).filter(|_| media == FORM) {
        Some(members) => query.put(body::form_of(encodings, members.iter().map(|(name, json)| (name.as_str(), *json)))),
        None => query.put_text(Keep::Unreserved.encode(&style::document(json, media))),
    }
}

/// The encoded pairs of a query parameter or cookie.
fn pairs(call: &Call, place: Place, name: &str, json: &str) -> Vec<style::Pair> {
    let (plain, reserved) = match place {
        Place::Cookie => (Keep::Cookie, Keep::CookieReserved),
        _ => (Keep::Unreserved, Keep::Reserved),
    };
    match form(call, place, name) {
        Form::Styled { style, explode, allow_reserved } => {
            style::pairs(name, json, style, explode, if allow_reserved { reserved } else { plain })
        }
        Form::Whole { .. } => Vec::new(),
        Form::Content(_) if super::shape::is_null(json) => Vec::new(),
        Form::Content(media) => vec![style::content(name, json, media, plain)],
    }
}

fn cookies(call: &Call) -> Vec<String> {
    let given = call.parts.params.iter().filter(|given| given.place == Place::Cookie);
    let pairs = given.flat_map(|given| pairs(call, Place::Cookie, &given.name, &given.json));
    pairs.map(|(name, value)| format!("{name}={value}")).collect()
}

fn declared_headers(call: &Call, headers: &mut HeaderMap) -> Result<(), Error> {
    for given in call.parts.params.iter().filter(|given| given.place == Place::Header) {
        if super::shape::Shape::of(&given.json).is_undefined() {
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
    let known = HeaderName::try_from(name)
        .map_err(|_| Error::build(format!("`{}` is not a header name", name.escape_debug())))?;
    let mut value = HeaderValue::try_from(text)
        .map_err(|_| Error::build(format!("the value of the header `{known}` has a character that cannot be sent")))?;
    value.set_sensitive(sensitive);
    headers.insert(known, value);
    Ok(())
}

/// The value of a header field that the document or the runtime fixes; it is not copied.
pub(super) fn fixed(name: HeaderName, text: &'static str) -> Result<HeaderValue, Error> {
    HeaderValue::from_maybe_shared(bytes::Bytes::from_static(text.as_bytes()))
        .map_err(|_| Error::build(format!("`{name}` cannot be `{}`", text.escape_debug())))
}

/// The idempotency key: one per call, so that all its attempts carry the same. The header is the one the document names, else the one
/// the client is configured with.
fn idempotency(call: &Call, headers: &mut HeaderMap) -> Result<(), Error> {
    let configured = &call.client.config().idempotency_header;
    match call.operation.idempotency.or(configured.as_deref()) {
        Some(name) if !headers.contains_key(name) => put(headers, name, &crate::execute::random_uuid(), false),
        _ => Ok(()),
    }
}
