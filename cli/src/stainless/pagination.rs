//! Pagination schemes: the parameter and the properties that control the pages of an operation.

use serde_json::{Value, json};

use super::document::Document;

/// The extension with the purpose of a parameter or a property.
const PURPOSE: &str = "x-stainless-pagination-property";

/// A purpose, with the path of its property.
type Purpose = (String, Vec<String>);

/// A pagination scheme, in terms of Specsmith's extension.
#[derive(Clone, Debug)]
pub(super) struct Scheme {
    pub(super) name: String,
    /// The parameter that selects a page; `None` for a URL.
    param: Option<String>,
    /// Path of the items.
    items: Vec<String>,
    /// Path of the property for the next page, which operations of the scheme must have as well.
    next: Option<Vec<String>>,
    /// Value of `x-specsmith-paging`; `None` for a scheme without further pages, or without a counterpart.
    rule: Option<Value>,
}

/// Reads the schemes of a configuration.
pub(super) fn schemes(value: Option<&Value>) -> Vec<Scheme> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(scheme).collect()
}

fn scheme(value: &Value) -> Option<Scheme> {
    let (request, response) = (value.get("request").unwrap_or(&Value::Null), value.get("response")?);
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    purposes(request, &mut Vec::new(), &mut inputs);
    purposes(response, &mut Vec::new(), &mut outputs);
    let says = |path: &[String], key: &str| matches!(path, [name] if response[name][PURPOSE].get(key).is_some());
    let items = find(&outputs, &["items"]).or_else(|| only_list(response));
    let items = items.filter(|path| !says(path, "is_top_level_array")).unwrap_or_default();
    let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
    let name = value.get("name").and_then(Value::as_str).unwrap_or(kind).to_owned();
    let Mechanism { param, next, mut rule } = Mechanism::of(kind, &inputs, &outputs);
    if outputs.iter().any(|(_, path)| says(path, "from_header")) {
        return Some(Scheme { name, param, items, next: None, rule: None });
    }
    if let Some(rule) = &mut rule {
        if !items.is_empty() {
            rule["items"] = json!(items.join("."));
        }
        // Our rule takes one key of the response.
        if let Some([more]) = find(&outputs, &["has_next_page", "has_next_page_field"]).as_deref() {
            rule["has_more"] = json!(more);
        }
    }
    Some(Scheme { name, param, items, next, rule })
}

/// The parameter and the property that lead to the next page.
#[derive(Default)]
struct Mechanism {
    param: Option<String>,
    next: Option<Vec<String>>,
    rule: Option<Value>,
}

impl Mechanism {
    fn of(kind: &str, inputs: &[Purpose], outputs: &[Purpose]) -> Self {
        let param = |purposes: &[&str]| find(inputs, purposes).and_then(|path| path.last().cloned());
        let by_param = |param: Option<String>, key: &str| {
            let rule = param.as_ref().map(|param| json!({ key: param }));
            Self { param, next: None, rule }
        };
        match kind {
            "cursor" => {
                let (param, next) = (param(&["next_cursor_param"]), find(outputs, &["next_cursor_field"]));
                let both = param.as_ref().zip(next.as_ref());
                let rule = both.map(|(param, next)| json!({ "cursor": next.join("."), "param": param }));
                Self { param, next, rule }
            }
            "cursor_id" => {
                let param = param(&["next_cursor_id_param", "next_cursor_param"]);
                let id = find(outputs, &["cursor_item_id"]).and_then(|path| path.last().cloned());
                let id = id.unwrap_or_else(|| "id".to_owned());
                let rule = param.as_ref().map(|param| json!({ "last_item": id, "param": param }));
                Self { param, next: None, rule }
            }
            "cursor_url" => {
                let next = find(outputs, &["cursor_url_field", "next_cursor_field"]);
                let rule = next.as_ref().map(|next| json!({ "url": next.join(".") }));
                Self { param: None, next, rule }
            }
            "page_number" => by_param(param(&["page_number_param"]), "page"),
            "offset" => by_param(param(&["offset_count_param"]), "offset"),
            _ => Self::default(),
        }
    }
}

/// Returns the only list of a response, if no property is marked as the items.
fn only_list(response: &Value) -> Option<Vec<String>> {
    let mut lists = response.as_object()?.iter().filter(|(_, schema)| schema["type"] == json!("array"));
    let (name, _) = lists.next()?;
    lists.next().is_none().then(|| vec![name.clone()])
}

fn find(found: &[Purpose], purposes: &[&str]) -> Option<Vec<String>> {
    purposes.iter().find_map(|wanted| found.iter().find(|(purpose, _)| purpose == wanted)).map(|(_, path)| path.clone())
}

/// Collects the purposes in a schema, with the path of each property.
fn purposes(value: &Value, path: &mut Vec<String>, found: &mut Vec<Purpose>) {
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

/// The pagination of an operation.
pub(super) enum Paging {
    /// Value of Specsmith's extension.
    Rule(Value),
    /// Matches a scheme that is not imported.
    Other(String),
    /// Matches no scheme.
    None,
}

/// Returns the pagination of an operation: the scheme that it names, or the first that matches.
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
