//! The extension `x-specsmith-paging`, by which the document or an overlay sets the paging rule of an operation.

use serde_json::{Map, Value};

use super::meaning::FieldPath;
use super::view::{Input, View};
use crate::api::{Next, Paging};
use crate::read::closest_of;

/// Value of the extension.
#[derive(Debug)]
pub(in super::super) enum Configured {
    /// `false`: there are no pages.
    None,
    /// The rule.
    Rule(Paging),
    /// A value that cannot be followed.
    Bad(Refusal),
}

/// The reason that a value cannot be followed.
#[derive(Debug)]
pub(in super::super) struct Refusal {
    /// The reason, as one sentence.
    pub(in super::super) why: String,
    /// The name that a misspelt one was probably meant to be.
    pub(in super::super) close: Option<String>,
}

impl<T: Into<String>> From<T> for Refusal {
    fn from(why: T) -> Self {
        Self { why: why.into(), close: None }
    }
}

impl Refusal {
    /// The reason is a name that is none of the known ones.
    fn unknown<'k>(why: String, name: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        Self { why, close: closest_of(known, name).map(str::to_owned) }
    }
}

/// The keys of the extension.
const KEYS: [&str; 10] =
    ["items", "has_more", "cursor", "param", "last_item", "page", "first", "offset", "url", "link_header"];

/// Reads the extension.
///
/// `false`, or an object: `items` (dotted keys to the list, inferred when absent), `has_more` (dotted keys), and one of
/// `cursor` (dotted keys) with `param`, `last_item` (a key) with `param`, `page` (a parameter) with `first`,
/// `offset` (a parameter), `url` (dotted keys), or `link_header: true`. A parameter is one of the query, or a member of the body.
pub(in super::super) fn configured(value: &Value, view: Option<&View<'_>>) -> Configured {
    match value {
        Value::Bool(false) | Value::Null => Configured::None,
        Value::Object(rule) => match view {
            Some(view) => parse(rule, view).map_or_else(Configured::Bad, Configured::Rule),
            None => Configured::Bad("the response is not one JSON type".into()),
        },
        _ => Configured::Bad("it is neither `false` nor an object".into()),
    }
}

fn parse(rule: &Map<String, Value>, view: &View<'_>) -> Result<Paging, Refusal> {
    if let Some(key) = rule.keys().find(|key| !key.starts_with("x-") && !KEYS.contains(&key.as_str())) {
        return Err(Refusal::unknown(format!("it has no key `{key}`"), key, KEYS));
    }
    let items = match text(rule, "items") {
        Some(keys) => steps(&keys, view)?,
        None => view.items().ok_or("the response has no list that is clearly the items, so `items` must name it")?.path,
    };
    let reason = "configured with `x-specsmith-paging`".to_owned();
    let next = next(rule, view)?;
    let in_body = param_of(&next).and_then(|param| input(view, param)).is_some_and(|input| input.in_body);
    let has_more = text(rule, "has_more").map(|keys| split(&keys)).unwrap_or_default();
    Ok(Paging { in_body, items, next, has_more, reason })
}

/// Returns the input of this name; one of the query before one of the body.
fn input<'v, 'a>(view: &'v View<'a>, name: &str) -> Option<&'v Input<'a>> {
    view.inputs.iter().find(|input| input.wire == name)
}

/// Returns the input that addresses a page.
fn param_of(next: &Next) -> Option<&str> {
    match next {
        Next::Cursor { param, .. }
        | Next::LastItem { param, .. }
        | Next::Page { param, .. }
        | Next::Offset { param } => Some(param),
        Next::Url { .. } | Next::LinkHeader => None,
    }
}

fn next(rule: &Map<String, Value>, view: &View<'_>) -> Result<Next, Refusal> {
    let param = |key: &str| {
        let name = text(rule, key).ok_or_else(|| format!("`{key}` is missing"))?;
        if input(view, &name).is_some() {
            return Ok(name);
        }
        let why = format!("there is no parameter `{name}`, nor such a member of the body");
        Err(Refusal::unknown(why, &name, view.inputs.iter().map(|input| input.wire)))
    };
    if let Some(keys) = text(rule, "cursor") {
        return Ok(Next::Cursor { from: split(&keys), param: param("param")? });
    }
    if let Some(key) = text(rule, "last_item") {
        return Ok(Next::LastItem { key, param: param("param")? });
    }
    if rule.contains_key("page") {
        let first = rule.get("first").and_then(Value::as_i64).unwrap_or(1);
        return Ok(Next::Page { param: param("page")?, first });
    }
    if rule.contains_key("offset") {
        return Ok(Next::Offset { param: param("offset")? });
    }
    if let Some(keys) = text(rule, "url") {
        return Ok(Next::Url { from: split(&keys) });
    }
    if rule.get("link_header") == Some(&Value::Bool(true)) {
        return Ok(Next::LinkHeader);
    }
    Err("it names none of `cursor`, `last_item`, `page`, `offset`, `url` and `link_header`".into())
}

fn text(rule: &Map<String, Value>, key: &str) -> Option<String> {
    rule.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn split(keys: &str) -> Vec<String> {
    keys.split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

/// Follows dotted keys through the response's records.
fn steps(keys: &str, view: &View<'_>) -> Result<FieldPath, Refusal> {
    let mut at = view.page;
    let mut path = Vec::new();
    for key in split(keys) {
        let fields = view.record(at).map_or(&[][..], |record| &record.fields);
        let Some(field) = fields.iter().find(|field| field.wire == key) else {
            let why = format!("the response has no `{key}` where `items` looks for it");
            return Err(Refusal::unknown(why, &key, fields.iter().map(|field| field.wire.as_str())));
        };
        path.push((field.wire.clone(), field.name.clone()));
        at = &field.ty;
    }
    Ok(path)
}
