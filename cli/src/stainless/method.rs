//! Methods: their operations, names and pagination.

use serde_json::{Value, json};

use super::endpoint::endpoint;
use super::pagination::{self, Paging};
use super::{Import, member};

impl Import<'_> {
    pub(super) fn method(&mut self, name: &str, value: &Value, at: &[String], path: &[String]) {
        let at: Vec<String> = at.iter().cloned().chain(["methods".to_owned(), name.to_owned()]).collect();
        if !self.is_wanted(value) {
            self.skip_method(value);
            return self.note(&at, "", "it is left out for Rust (`skip` or `only`)");
        }
        if let Some(kind) = value.get("type").and_then(Value::as_str).filter(|kind| *kind != "http") {
            let reason = match kind {
                "webhook_unwrap" => "signatures of webhooks are not checked; their payloads have types".to_owned(),
                kind => format!("a method of the type `{kind}` is no operation of the document"),
            };
            return self.note(&at, "", &reason);
        }
        let text = value.as_str().or_else(|| value.get("endpoint")?.as_str());
        let Some((method, template)) = text.and_then(endpoint) else {
            return self.note(&at, "", "it names no endpoint");
        };
        let Some(key) = self.document.find(&method, &template) else {
            return self.note(&at, "", &format!("the document has no `{method} {template}`"));
        };
        let target = self.target(&key, path, name);
        let mut update = json!({ "x-specsmith-resource": resource(path), "x-specsmith-method": name });
        self.options(value, &at, &key, &mut update);
        if key != target {
            update["operationId"] = json!(dotted(path, name));
        }
        self.update(&format!("$.paths{}.{}", member(&target.1), target.0), update);
        self.methods += 1;
    }

    /// Returns the operation of a method: the document's, or a copy of it if another method uses it already. The path of the copy differs in the fragment,
    /// which is not sent.
    fn target(&mut self, key: &(String, String), path: &[String], name: &str) -> (String, String) {
        let times = self.used.entry(key.clone()).or_default();
        *times += 1;
        let (method, template) = key;
        let item = self.document.item(template).filter(|item| item.get("$ref").is_none());
        let Some(item) = item.filter(|_| *times > 1) else { return key.clone() };
        let copy = format!("{template}#{}", dotted(path, name));
        let of = |key: &str, part: &str| format!("$.paths{}.{part}", member(key));
        let mut parts = vec![method.as_str()];
        parts.extend(["parameters", "servers"].into_iter().filter(|part| item.get(part).is_some()));
        let empty: serde_json::Map<String, Value> = parts
            .iter()
            .map(|part| ((*part).to_owned(), if *part == method { json!({}) } else { json!([]) }))
            .collect();
        self.update("$.paths", json!({ copy.clone(): empty }));
        for part in parts {
            self.actions.push(json!({ "target": of(&copy, part), "copy": of(template, part) }));
        }
        (method.clone(), copy)
    }

    /// Converts the settings of a method other than its endpoint.
    fn options(&mut self, value: &Value, at: &[String], key: &(String, String), update: &mut Value) {
        let mut named = None;
        let mut is_paged = None;
        for (option, value) in value.as_object().into_iter().flatten() {
            match option.as_str() {
                "endpoint" | "type" | "skip" | "only" => {}
                "paginated" => match value {
                    Value::Bool(flag) => is_paged = Some(*flag),
                    Value::String(name) => named = Some(name.as_str()),
                    _ => {}
                },
                "pagination" | "pagination_scheme" => named = value.as_str(),
                "deprecated" => update["deprecated"] = json!(value != &Value::Bool(false)),
                "title" if value.is_string() => update["x-specsmith-title"] = value.clone(),
                "idempotency_header" | "idempotent_header" => update["x-specsmith-idempotency"] = value.clone(),
                "default_request_options" if value.get("max_retries") == Some(&json!(0)) => {
                    update["x-specsmith-retry"] = json!("never");
                }
                "max_retries" if value == &json!(0) => update["x-specsmith-retry"] = json!("never"),
                "unwrap_response" => self.note(at, option, "a method returns the whole response"),
                "mcp" | "terraform" | "docs" | "skip_test_reason" => {
                    self.note(at, option, "it is for other products of Stainless");
                }
                "streaming" => self.note(at, option, "streams are inferred from the document's media types"),
                "body_param_name" | "positional_params" | "param_order" => {
                    self.note(at, option, "required inputs are arguments in the order of the document");
                }
                _ => self.note(at, option, "there is no counterpart"),
            }
        }
        if is_paged == Some(false) {
            update["x-specsmith-paging"] = json!(false);
            return;
        }
        if !(key.0 == "get" || is_paged == Some(true) || named.is_some()) {
            return;
        }
        match pagination::of(&self.schemes, self.document, key, named) {
            Paging::Rule(rule) => update["x-specsmith-paging"] = rule,
            Paging::Other(name) => {
                self.note(at, "", &format!("its pages (`{name}`) do not follow each other by a rule that is known"))
            }
            Paging::None if is_paged == Some(true) => {
                self.note(at, "paginated", "no pagination scheme fits the operation of the document");
            }
            Paging::None => {}
        }
    }
}

/// Returns the value of `x-specsmith-resource`; `.` is the client itself.
fn resource(path: &[String]) -> String {
    if path.is_empty() { ".".to_owned() } else { path.join(".") }
}

fn dotted(path: &[String], name: &str) -> String {
    path.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join(".")
}
