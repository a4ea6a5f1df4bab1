//! The extension `x-specsmith-paging`, by which the document or an overlay sets the paging rule of an operation.

use serde_json::{Map, Value};

use super::meaning::FieldPath;
use super::view::{Input, View};
use crate::api::{Next, Paging};

/// Value of the extension.
#[derive(Debug)]
pub(in super::super) enum Configured {
    /// `false`: there are no pages.
    None,
    /// The rule.
    Rule(Paging),
    /// A value that cannot be followed; the reason as one sentence.
    Bad(String),
}

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
            None => Configured::Bad("the response is not one JSON type".to_owned()),
        },
        _ => Configured::Bad("it is neither `false` nor an object".to_owned()),
    }
}

fn parse(rule: &Map<String, Value>, view: &View<'_>) -> Result<Paging, String> {
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

fn next(rule: &Map<String, Value>, view: &View<'_>) -> Result<Next, String> {
    let param = |key: &str| {
        let name = text(rule, key).ok_or_else(|| format!("`{key}` is missing"))?;
        let known = input(view, &name).is_some();
        if known { Ok(name) } else { Err(format!("there is no parameter `{name}`, nor such a member of the body")) }
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
    Err("it names none of `cursor`, `last_item`, `page`, `offset`, `url` and `link_header`".to_owned())
}

fn text(rule: &Map<String, Value>, key: &str) -> Option<String> {
    rule.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn split(keys: &str) -> Vec<String> {
    keys.split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

/// Follows dotted keys through the response's records.
fn steps(keys: &str, view: &View<'_>) -> Result<FieldPath, String> {
    let mut at = view.page;
    let mut path = Vec::new();
    for key in split(keys) {
        let field = view.record(at).and_then(|record| record.fields.iter().find(|field| field.wire == key));
        let Some(field) = field else { return Err(format!("the response has no `{key}` where `items` looks for it")) };
        path.push((field.wire.clone(), field.name.clone()));
        at = &field.ty;
    }
    Ok(path)
}
