//! Serialisation of parameters.

use crate::http::percent::Keep;
use crate::http::query::{Pair, Query};
use crate::operation::Operation;
use crate::operation::param::{Encoding, Form, Param, Place};
use crate::request::arguments::{CallArguments, Given};
use crate::request::{body, shape, style};

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// Returns the given values of the declared parameters of a place.
#[inline]
pub(crate) fn given(arguments: &CallArguments, place: Place) -> impl Iterator<Item = &Given> {
    arguments.params.iter().filter(move |given| given.place == place)
}

/// Returns the serialisation of a parameter: the declared one, else the usual one of its place.
#[inline]
pub(crate) fn form(operation: &Operation, place: Place, name: &str) -> Form {
    let declared = operation.params.iter().find(|param| param.place == place && param.name == name);
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

/// Adds a query parameter.
pub(crate) fn write_query(operation: &Operation, given: &Given, query: &mut Query, earlier: &mut usize) {
    match form(operation, Place::Query, &given.name) {
        Form::Whole { media, encodings } => whole_query(query, &given.json, media, encodings),
        _ => query.put_over(pairs(operation, given), earlier),
    }
}

/// Writes a value that is the whole query: the members of a form, or one text.
fn whole_query(query: &mut Query, json: &str, media: &str, encodings: &[Encoding]) {
    if shape::is_null(json) {
        return;
    }
    match shape::members(json).filter(|_| media == FORM) {
        Some(members) => {
            query.put(body::form_of(encodings, None, members.iter().map(|(name, json)| (name.as_str(), *json))))
        }
        None => query.put_text(Keep::Unreserved.encode(&style::document(json, media))),
    }
}

/// Returns the encoded pairs of a query parameter or cookie.
fn pairs(operation: &Operation, given: &Given) -> Vec<Pair> {
    let (name, json) = (&*given.name, given.json.as_str());
    let (plain, reserved) = match given.place {
        Place::Cookie => (Keep::Cookie, Keep::CookieReserved),
        _ => (Keep::Unreserved, Keep::Reserved),
    };
    match form(operation, given.place, name) {
        Form::Styled { style, explode, allow_reserved } => {
            style::pairs(name, json, style, explode, if allow_reserved { reserved } else { plain })
        }
        Form::Whole { .. } => Vec::new(),
        Form::Content(_) if shape::is_null(json) => Vec::new(),
        Form::Content(media) => vec![style::content(name, json, media, plain)],
    }
}

/// Returns the cookies that were given for parameters.
pub(crate) fn write_cookies(operation: &Operation, arguments: &CallArguments) -> Vec<String> {
    let pairs = given(arguments, Place::Cookie).flat_map(|given| pairs(operation, given));
    pairs.map(|(name, value)| format!("{name}={value}")).collect()
}
