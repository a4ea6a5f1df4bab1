//! From a call to a request.

use std::borrow::Cow;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::address::Address;
use super::percent::Keep;
use super::query::Query;
use super::{auth, body, path, style};
use crate::call::{Call, Target};
use crate::error::Error;
use crate::operation::{Form, Param, Place};
use crate::transport::RequestBody;

/// A request that can be sent, several times if need be.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) address: Address,
    pub(crate) headers: HeaderMap,
    pub(crate) body: RequestBody,
}

/// Puts a request together. Nothing is sent: all that can be wrong with a call is found here.
///
/// Header fields, later wins: `Accept` and `Content-Type`, credentials, the client's own fields, declared parameters, the caller's fields.
pub(crate) fn assemble(call: &Call, accept: &str) -> Result<Prepared, Error> {
    call.parts.check()?;
    let (mut address, own_origin) = address(call)?;
    let written = body::write(call)?;
    let mut headers = HeaderMap::new();
    put_static(&mut headers, ACCEPT, call.operation.accept.unwrap_or(accept))?;
    if let Some(media) = &written.content_type {
        put_static(&mut headers, CONTENT_TYPE, media)?;
    }
    let mut given = HeaderMap::new();
    if own_origin {
        given.extend(call.client.config().header_map.clone());
        declared_headers(call, &mut given)?;
        extra_headers(call, &mut given)?;
    } else if let Some(agent) = call.client.config().header_map.get(http::header::USER_AGENT) {
        given.insert(http::header::USER_AGENT, agent.clone());
    }
    if own_origin {
        let added = auth::write(&auth::choose(call, &given)?)?;
        headers.extend(added.headers.iter().cloned());
        replace_all(&mut headers, given);
        auth::set_cookies(&mut headers, &cookies(call)?)?;
        auth::set_cookies(&mut headers, &added.cookies)?;
        address.query = query(call, &address, &added)?;
    } else {
        replace_all(&mut headers, given);
    }
    idempotency(call, &mut headers)?;
    Ok(Prepared { method: call.route().method, address, headers, body: written.body })
}

/// Where the call goes, without its query parameters, and whether that is the origin the credentials are for.
fn address(call: &Call) -> Result<(Address, bool), Error> {
    let base = call.client.base(call.operation);
    match &call.parts.target {
        Some(Target::Page(address)) => {
            let own = base.is_ok_and(|base| base.same_origin(address));
            Ok((address.clone(), own))
        }
        Some(Target::Untyped(_, path)) if Address::is_absolute(path) => {
            let address =
                Address::parse(path).map_err(|fault| Error::build(format!("the URL cannot be used: {fault}")))?;
            let own = base.is_ok_and(|base| base.same_origin(&address));
            Ok((address, own))
        }
        Some(Target::Untyped(_, path)) => {
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let mut address = below(
                base?,
                &path::fill(path, |name| Err(format!("`{{{name}}}` in the path has no value")))
                    .map_err(Error::build)?,
            );
            address.push_query(query);
            Ok((address, true))
        }
        None => {
            let path = path::fill(call.operation.path, |name| path_value(call, name)).map_err(Error::build)?;
            Ok((below(base?, &path), true))
        }
    }
}

/// A path below a base URL: the base's own path stays.
fn below(mut base: Address, path: &str) -> Address {
    let kept = base.path.trim_end_matches('/').len();
    base.path.truncate(kept);
    base.path.push_str(path);
    base
}

fn path_value(call: &Call, name: &str) -> Result<path::Piece, path::Refusal> {
    let json =
        call.parts.param(Place::Path, name).ok_or_else(|| format!("the path parameter `{name}` has no value"))?;
    path::value(name, json, form(call, Place::Path, name))
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
fn query(call: &Call, address: &Address, added: &auth::Added) -> Result<String, Error> {
    let mut query = Query::encoded(&address.query);
    if !matches!(call.parts.target, Some(Target::Page(_))) {
        query.put_plain(call.operation.fixed_query.iter().copied());
        for given in call.parts.params.iter().filter(|given| given.place == Place::Query) {
            query.put(pairs(call, Place::Query, &given.name, &given.json));
        }
        query.put_plain(call.parts.query.iter().map(|(name, value)| (&**name, value.as_str())));
    }
    query.put_plain(added.query.iter().map(|(name, value)| (*name, value.as_str())));
    Ok(query.into_text())
}

/// The encoded pairs of a query parameter or cookie.
fn pairs(call: &Call, place: Place, name: &str, json: &str) -> Vec<style::Pair> {
    let plain = if place == Place::Cookie { Keep::Cookie } else { Keep::Unreserved };
    match form(call, place, name) {
        Form::Styled { style, explode, allow_reserved } => {
            style::pairs(name, json, style, explode, if allow_reserved { Keep::Reserved } else { plain })
        }
        Form::Content(_) if super::shape::is_null(json) => Vec::new(),
        Form::Content(media) => vec![style::content(name, json, media, plain)],
    }
}

fn cookies(call: &Call) -> Result<Vec<String>, Error> {
    let given = call.parts.params.iter().filter(|given| given.place == Place::Cookie);
    let pairs = given.flat_map(|given| pairs(call, Place::Cookie, &given.name, &given.json));
    Ok(pairs.map(|(name, value)| format!("{name}={value}")).collect())
}

fn declared_headers(call: &Call, headers: &mut HeaderMap) -> Result<(), Error> {
    for given in call.parts.params.iter().filter(|given| given.place == Place::Header) {
        if super::shape::Shape::of(&given.json).is_undefined() {
            continue;
        }
        let text = match form(call, Place::Header, &given.name) {
            Form::Styled { style, explode, .. } => {
                Cow::Owned(style::alone(&given.name, &given.json, style, explode, Keep::All))
            }
            Form::Content(media) => style::document(&given.json, media),
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

fn put_static(headers: &mut HeaderMap, name: HeaderName, text: &str) -> Result<(), Error> {
    let value = HeaderValue::try_from(text)
        .map_err(|_| Error::build(format!("`{name}` cannot be `{}`", text.escape_debug())))?;
    headers.insert(name, value);
    Ok(())
}

/// Puts fields over others, name by name.
fn replace_all(headers: &mut HeaderMap, over: HeaderMap) {
    for (name, value) in &over {
        headers.insert(name.clone(), value.clone());
    }
}

/// The idempotency key: one per call, so that all its attempts carry the same.
fn idempotency(call: &Call, headers: &mut HeaderMap) -> Result<(), Error> {
    match call.operation.idempotency {
        Some(name) if !headers.contains_key(name) && !matches!(call.operation.method, "GET" | "HEAD") => {
            put(headers, name, &crate::execute::random_uuid(), false)
        }
        _ => Ok(()),
    }
}
