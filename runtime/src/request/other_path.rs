//! Paths that a client puts in place of an operation's own, with values of the request in them.

use std::borrow::Cow;

use specsmith_model::internal::write_string;

use crate::error::Error;
use crate::http::address::Address;
use crate::operation::body::Body;
use crate::operation::param::{Form, Place, Style};
use crate::request::call::Call;
use crate::request::parameters::form;
use crate::request::path;
use crate::request::shape::members;

/// The form of a value that is no path parameter.
const PLAIN: Form = Form::Styled { style: Style::Simple, explode: false, allow_reserved: false };

/// Returns the address of a call below a base URL, where a client gives its operation another path and all names in it have a value.
pub(crate) fn below(call: &Call, method: &str, path: &str, base: &Address) -> Result<Option<Address>, Error> {
    let custom = &call.session.config().custom;
    let Some(template) = custom.template(method, path) else { return Ok(None) };
    let names = template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    let mut values: Vec<(&str, Cow<'_, str>, Form)> = Vec::new();
    for name in names {
        let Some((json, form)) = value(call, name) else { return Ok(None) };
        values.push((name, json, form));
    }
    let fill = |url: &mut String| {
        path::fill(url, template, |url, name| match values.iter().find(|(known, ..)| *known == name) {
            Some((_, json, form)) => path::value(url, name, json, *form),
            None => Err(format!("`{{{name}}}` in the path has no value")),
        })
    };
    base.below(template.len() + 64, fill).map(Some).map_err(Error::build)
}

/// Returns the value of a name, as JSON: the client's, a path parameter, a member of the body, a query parameter.
fn value<'a>(call: &'a Call, name: &str) -> Option<(Cow<'a, str>, Form)> {
    if let Some(text) = call.session.config().custom.path_value(name) {
        let mut json = String::new();
        write_string(&mut json, text);
        return Some((Cow::Owned(json), PLAIN));
    }
    if let Some(json) = call.parts.param(Place::Path, name) {
        return Some((Cow::Borrowed(json), form(call.operation, Place::Path, name)));
    }
    let plain = |json: &str| json != "null" && json != "\"\"" && !json.starts_with(['{', '[']);
    let found = member(call, name).or_else(|| Some(Cow::Borrowed(call.parts.param(Place::Query, name)?)));
    found.filter(|json| plain(json)).map(|json| (json, PLAIN))
}

/// Returns a member of the body, as JSON.
fn member<'a>(call: &'a Call, name: &str) -> Option<Cow<'a, str>> {
    let body = &call.parts.body;
    if let Some((_, json)) = body.extra.iter().find(|(known, _)| known == name) {
        return Some(Cow::Borrowed(json));
    }
    match &body.value {
        Body::Fields(fields) => fields.iter().find(|(known, _)| known == name).map(|(_, json)| Cow::Borrowed(&**json)),
        Body::Json(json) => members(json)?.into_iter().find(|(known, _)| known == name).map(|(_, json)| json.into()),
        Body::Unset | Body::Text(_) | Body::Upload(_) => None,
    }
}
