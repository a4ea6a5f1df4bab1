//! Translation of an extension into settings of ours.

use serde_json::{Map, Value, json};

use super::super::ext;
use super::super::walk::Kind;
use super::pages;
use super::said::Said;

/// The place of an extension.
pub(super) struct Spot<'d> {
    pub(super) kind: Kind,
    /// The object that has it.
    pub(super) map: &'d Map<String, Value>,
    /// The property that this object is the schema of.
    pub(super) property: Option<&'d str>,
    /// The document.
    pub(super) root: &'d Value,
}

/// Returns our settings for an extension. Unknown extensions are ignored, like those of all other tools.
pub(super) fn translate(spot: &Spot<'_>, name: &str, value: &Value) -> Vec<Said> {
    let said = match name {
        "x-speakeasy-group" | "x-fern-sdk-group-name" => group(spot, value),
        "x-fern-sdk-method-name" => on(spot, Kind::Operation, ext::METHOD, value),
        "x-speakeasy-name-override" => name_override(spot, value),
        "x-fern-type-name" => on(spot, Kind::Schema, ext::NAME, value),
        "x-fern-parameter-name" => on(spot, Kind::Parameter, ext::NAME, value),
        "x-fern-property-name" => field(spot, value),
        "x-speakeasy-enums" | "x-fern-enum" => variants(spot, value),
        "x-speakeasy-ignore" | "x-fern-ignore" => ignore(spot, name, value),
        "x-speakeasy-retries" => retries(spot, value),
        "x-fern-retries" => fern_retries(value),
        "x-speakeasy-pagination" => pages::speakeasy(value),
        "x-fern-pagination" if spot.kind == Kind::Operation => pages::fern(spot.root, value),
        "x-fern-pagination" => Some(Vec::new()),
        "x-speakeasy-unknown-values" => unknown_values(value),
        _ => Some(Vec::new()),
    };
    said.unwrap_or_else(|| {
        let message = format!("`{name}` has a value or a place that is not known; it was ignored");
        vec![Said::note(message, "set the extension of Specsmith instead")]
    })
}

fn text(value: &Value) -> Option<&str> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// Returns a setting of objects of one kind.
fn on(spot: &Spot<'_>, kind: Kind, name: &'static str, value: &Value) -> Option<Vec<Said>> {
    let text = text(value).filter(|_| spot.kind == kind)?;
    Some(vec![Said::set(name, text)])
}

/// Returns a resource: dotted, or a list of its parts. A group without a name is that of the client itself, which has no setting.
fn group(spot: &Spot<'_>, value: &Value) -> Option<Vec<Said>> {
    let dotted = match value {
        Value::Array(parts) => parts.iter().map(text).collect::<Option<Vec<_>>>()?.join("."),
        value => text(value)?.to_owned(),
    };
    (spot.kind == Kind::Operation && !dotted.is_empty()).then(|| vec![Said::set(ext::RESOURCE, dotted)])
}

/// Translates a name for the object with the extension. For a property's schema it is the property's name, unless the schema has a type of its own.
fn name_override(spot: &Spot<'_>, value: &Value) -> Option<Vec<Said>> {
    let hint = "name the methods with `x-specsmith-method`, or in `specsmith.toml`";
    match spot.kind {
        Kind::Operation => on(spot, Kind::Operation, ext::METHOD, value),
        Kind::Parameter => on(spot, Kind::Parameter, ext::NAME, value),
        Kind::Schema if spot.property.is_some() && !has_own_type(spot.map) => field(spot, value),
        Kind::Schema => on(spot, Kind::Schema, ext::NAME, value),
        Kind::Root => {
            Some(vec![Said::note("names of methods by expressions for operation ids are not followed", hint)])
        }
        _ => None,
    }
}

fn has_own_type(schema: &Map<String, Value>) -> bool {
    ["properties", "enum", "oneOf", "anyOf", "allOf"].iter().any(|key| schema.contains_key(*key))
}

fn field(spot: &Spot<'_>, value: &Value) -> Option<Vec<Said>> {
    Some(vec![Said::entry(ext::FIELDS, spot.property?, text(value)?)])
}

/// Translates names of an enum's values: a list beside them, texts by value, or objects with a `name`.
fn variants(spot: &Spot<'_>, value: &Value) -> Option<Vec<Said>> {
    let entry = |(value, name): (&str, &Value)| {
        let name = text(name).or_else(|| text(name.get("name")?))?;
        Some(Said::entry(ext::VARIANTS, value, name))
    };
    match value {
        _ if spot.kind != Kind::Schema => None,
        Value::Object(names) => Some(names.iter().filter_map(|(key, name)| entry((key, name))).collect()),
        Value::Array(names) => {
            let values = spot.map.get("enum")?.as_array().filter(|values| values.len() == names.len())?;
            let wire = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some(values.iter().zip(names).filter_map(|(value, name)| entry((&wire(value), name))).collect())
        }
        _ => None,
    }
}

fn ignore(spot: &Spot<'_>, name: &str, value: &Value) -> Option<Vec<Said>> {
    if !value.as_bool()? {
        return Some(Vec::new());
    }
    let (noun, hint) = match spot.kind {
        Kind::Operation => ("an operation", "leave it out with `exclude` in specsmith.toml"),
        Kind::PathItem => ("a path", "leave its operations out with `exclude` in specsmith.toml"),
        Kind::Parameter => ("a parameter", "nobody needs to set it, if it is optional"),
        Kind::Schema => ("a schema", "remove the schema with an overlay"),
        _ => ("this", "remove it with an overlay"),
    };
    Some(vec![Said::note(format!("`{name}` of {noun} is not followed"), hint)])
}

/// Translates a retry rule. By these rules a request is retried whatever its method. A server that is too busy (429, 503) has done nothing, but after other
/// failures the request may have been carried out, so that a rule without these is safe.
fn retries(spot: &Spot<'_>, value: &Value) -> Option<Vec<Said>> {
    if !matches!(spot.kind, Kind::Root | Kind::PathItem | Kind::Operation) {
        return None;
    }
    let rule = value.as_object()?;
    match text(rule.get("strategy")?)? {
        "none" => return Some(vec![Said::set(ext::RETRY, "never")]),
        "backoff" => {}
        _ => return None,
    }
    let codes = rule.get("statusCodes").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let codes: Vec<String> =
        codes.iter().map(|code| code.as_str().map_or_else(|| code.to_string(), str::to_uppercase)).collect();
    let is_wide = |code: &String| code.starts_with('5') && code != "503";
    let word = if codes.iter().any(is_wide) { "always" } else { "idempotent" };
    let mut said = vec![Said::set(ext::RETRY, word)];
    let others: Vec<&str> = codes.iter().map(String::as_str).filter(|code| !is_retried(code)).collect();
    if !others.is_empty() {
        let message = format!("responses with {} are not retried", others.join(", "));
        said.push(Said::note(message, "408, 409, 429 and 500 and above are"));
    }
    if rule.contains_key("backoff") {
        let hint = "set them on the client's builder";
        said.push(Said::note("the intervals of retries are those of the runtime", hint));
    }
    if rule.get("retryConnectionErrors") == Some(&json!(false)) {
        let hint = "set `x-specsmith-retry: never` to retry nothing";
        said.push(Said::note("requests without a response are retried all the same", hint));
    }
    Some(said)
}

/// Returns true for a status that the runtime retries.
fn is_retried(code: &str) -> bool {
    code.starts_with('5') || matches!(code, "408" | "409" | "429")
}

fn fern_retries(value: &Value) -> Option<Vec<Said>> {
    let is_off = value.get("disabled")?.as_bool()?;
    Some(if is_off { vec![Said::set(ext::RETRY, "never")] } else { Vec::new() })
}

/// Translates `x-speakeasy-unknown-values`. Values beyond those of an enum are read in any case, so `allow` needs no setting.
fn unknown_values(value: &Value) -> Option<Vec<Said>> {
    match value.as_str()? {
        "allow" => Some(Vec::new()),
        "disallow" => {
            let message = "an enum holds unknown values too, although `x-speakeasy-unknown-values` disallows them";
            Some(vec![Said::note(message, "compare with its variants where a value must be known")])
        }
        _ => None,
    }
}
