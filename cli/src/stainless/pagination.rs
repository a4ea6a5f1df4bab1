//! Pagination schemes: which parameter and which members make the pages of an operation.

use serde_json::{Value, json};

use super::document::Document;

/// The key that says what a parameter or a member is for.
const PURPOSE: &str = "x-stainless-pagination-property";

/// A scheme, as our extension says it.
#[derive(Clone, Debug)]
pub(super) struct Scheme {
    pub(super) name: String,
    /// The parameter that finds a page; none for a URL.
    param: Option<String>,
    /// The way to the items.
    items: Vec<String>,
    /// The way to what tells the next page, which an operation of the scheme has as well.
    next: Option<Vec<String>>,
    /// `x-specsmith-paging`; none for a scheme that has no further pages, or none that we have.
    rule: Option<Value>,
}

/// Reads the schemes of a configuration.
pub(super) fn schemes(value: Option<&Value>) -> Vec<Scheme> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(scheme).collect()
}

fn scheme(value: &Value) -> Option<Scheme> {
    let mut found = Vec::new();
    purposes(value.get("request")?, &mut Vec::new(), &mut found);
    let mut outputs = Vec::new();
    purposes(value.get("response")?, &mut Vec::new(), &mut outputs);
    let param = |purposes: &[&str]| find(&found, purposes).and_then(|path| path.last().cloned());
    let output = |purposes: &[&str]| find(&outputs, purposes);
    let response = value.get("response")?;
    let says = |path: &[String], key: &str| matches!(path, [name] if response[name][PURPOSE].get(key).is_some());
    let items = output(&["items"])
        .or_else(|| only_list(response))
        .filter(|path| !says(path, "is_top_level_array"))
        .unwrap_or_default();
    let in_header = outputs.iter().any(|(_, path)| says(path, "from_header"));
    let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
    let (param, next, mut rule) = match kind {
        "cursor" => {
            let (param, next) = (param(&["next_cursor_param"]), output(&["next_cursor_field"]));
            let rule = param
                .as_ref()
                .zip(next.as_ref())
                .map(|(param, next)| json!({ "cursor": next.join("."), "param": param }));
            (param, next, rule)
        }
        "cursor_id" => {
            let param = param(&["next_cursor_id_param", "next_cursor_param"]);
            let id =
                output(&["cursor_item_id"]).and_then(|path| path.last().cloned()).unwrap_or_else(|| "id".to_owned());
            let rule = param.as_ref().map(|param| json!({ "last_item": id, "param": param }));
            (param, None, rule)
        }
        "cursor_url" => {
            let next = output(&["cursor_url_field", "next_cursor_url_field", "next_url_field", "next_cursor_field"]);
            (None, next.clone(), next.map(|next| json!({ "url": next.join(".") })))
        }
        "page_number" => {
            let param = param(&["page_number_param"]);
            let rule = param.as_ref().map(|param| json!({ "page": param }));
            (param, None, rule)
        }
        "offset" => {
            let param = param(&["offset_count_param"]);
            let rule = param.as_ref().map(|param| json!({ "offset": param }));
            (param, None, rule)
        }
        _ => (None, None, None),
    };
    if in_header {
        rule = None;
    }
    if let Some(rule) = &mut rule {
        if !items.is_empty() {
            rule["items"] = json!(items.join("."));
        }
        // Our rule takes one key of the response.
        if let Some([more]) = output(&["has_next_page", "has_next_page_field"]).as_deref() {
            rule["has_more"] = json!(more);
        }
    }
    let name = value.get("name").and_then(Value::as_str).unwrap_or(kind).to_owned();
    let next = next.filter(|_| !in_header);
    Some(Scheme { name, param, items, next, rule })
}

/// The only list of a response, where none is said to hold the items.
fn only_list(response: &Value) -> Option<Vec<String>> {
    let mut lists = response.as_object()?.iter().filter(|(_, schema)| schema["type"] == json!("array"));
    let (name, _) = lists.next()?;
    lists.next().is_none().then(|| vec![name.clone()])
}

fn find(found: &[(String, Vec<String>)], purposes: &[&str]) -> Option<Vec<String>> {
    purposes.iter().find_map(|wanted| found.iter().find(|(purpose, _)| purpose == wanted)).map(|(_, path)| path.clone())
}

/// The purposes in a schema, each with the way to its member.
fn purposes(value: &Value, path: &mut Vec<String>, found: &mut Vec<(String, Vec<String>)>) {
    for (key, schema) in value.as_object().into_iter().flatten() {
        path.push(key.clone());
        let purpose = schema.get(PURPOSE).and_then(|property| property.get("purpose").unwrap_or(property).as_str());
        found.extend(purpose.map(|purpose| (purpose.to_owned(), path.clone())));
        let in_items = schema.get("items").and_then(|items| items.get("properties"));
        for inner in [schema.get("properties"), in_items].into_iter().flatten() {
            purposes(inner, path, found);
        }
        path.pop();
    }
}

/// How the pages of an operation follow each other.
pub(super) enum Paging {
    /// As our extension says it.
    Rule(Value),
    /// By a scheme that is not carried over.
    Other(String),
    /// By none of the schemes.
    None,
}

/// The scheme of an operation: the one that is named, or the first that fits.
pub(super) fn of(schemes: &[Scheme], document: &Document, key: &(String, String), named: Option<&str>) -> Paging {
    let inputs = document.inputs(key);
    let fits = |scheme: &&Scheme| {
        let has_next = scheme.next.as_ref().is_none_or(|next| document.has_output(key, next));
        scheme.param.as_ref().is_none_or(|param| inputs.contains(&param.as_str()))
            && (scheme.param.is_some() || scheme.next.is_some())
            && has_next
            && document.has_output(key, &scheme.items)
    };
    let found = match named {
        Some(name) => schemes.iter().find(|scheme| scheme.name == name),
        None => schemes.iter().find(fits),
    };
    match found {
        None => Paging::None,
        Some(Scheme { rule: Some(rule), .. }) => Paging::Rule(rule.clone()),
        Some(Scheme { name, .. }) => Paging::Other(name.clone()),
    }
}
