//! Resources: methods, models and sub-resources.

use serde_json::{Value, json};

use super::{Import, member};

impl Import<'_> {
    /// Imports the resources below a key. `above` is their parent.
    pub(super) fn resources(&mut self, value: &Value, at: &[String], above: &[String]) {
        for (name, resource) in value.as_object().into_iter().flatten() {
            let at: Vec<String> = at.iter().cloned().chain([name.clone()]).collect();
            let path: Vec<String> = match name.as_str() {
                // The client itself, and what belongs to no resource.
                "$client" | "$shared" => above.to_vec(),
                name => above.iter().cloned().chain([name.to_owned()]).collect(),
            };
            self.resource(resource, &at, &path);
        }
    }

    fn resource(&mut self, resource: &Value, at: &[String], path: &[String]) {
        if !self.is_wanted(resource) {
            self.skip_all(resource);
            return self.note(at, "", "it is left out for Rust (`skip` or `only`)");
        }
        for (key, value) in resource.as_object().into_iter().flatten() {
            match key.as_str() {
                "methods" => {
                    let methods = value.as_object();
                    for (name, method) in methods.into_iter().flatten() {
                        // An alias is another name of a method beside it.
                        let to = method.get("to").and_then(Value::as_str);
                        let method = to.and_then(|to| methods?.get(to)).unwrap_or(method);
                        self.method(name, method, at, path);
                    }
                }
                "subresources" => {
                    let at: Vec<String> = at.iter().cloned().chain([key.clone()]).collect();
                    self.resources(value, &at, path);
                }
                "models" => self.models(value, at),
                "skip" | "only" => {}
                "standalone_api" => self.note(
                    at,
                    key,
                    "every resource is a module, a file and a Cargo feature where the crate is large",
                ),
                "description" => self.note(at, key, "a resource has the description of its tag"),
                _ => self.note(at, key, "there is no counterpart"),
            }
        }
    }

    /// Renames schemas after the configuration's models, if the names differ.
    fn models(&mut self, value: &Value, at: &[String]) {
        let at: Vec<String> = at.iter().cloned().chain(["models".to_owned()]).collect();
        for (name, model) in value.as_object().into_iter().flatten() {
            let keys = ["openapi_uri", "schema", "$ref"];
            let schema = model.as_str().or_else(|| keys.iter().find_map(|key| model.get(*key)?.as_str()));
            let Some(schema) = schema.map(|schema| schema.strip_prefix("#/components/schemas/").unwrap_or(schema))
            else {
                self.note(&at, name, "it names no schema");
                continue;
            };
            let wanted = pascal(name);
            if plain(schema) == plain(name) {
                continue;
            }
            let schemas = self.document.root().pointer("/components/schemas");
            let is_there = |key: &str| schemas.is_some_and(|schemas| schemas.get(key).is_some());
            let is_taken =
                schemas.and_then(Value::as_object).is_some_and(|all| all.keys().any(|key| plain(key) == plain(name)));
            if !is_there(schema) {
                self.note(&at, name, &format!("the document has no schema `{schema}`"));
            } else if is_taken || self.named.contains(&plain(name)) || self.renamed.contains(schema) {
                self.note(&at, name, &format!("the type stays `{schema}`: `{wanted}` is another, or it has two names"));
            } else {
                self.named.insert(plain(name));
                self.renamed.insert(schema.to_owned());
                self.update(&format!("$.components.schemas{}", member(schema)), json!({ "x-specsmith-name": wanted }));
            }
        }
    }

    /// Returns true for a method or resource that is not excluded for Rust. A configuration without Rust as a target does not exclude anything for it.
    pub(super) fn is_wanted(&self, value: &Value) -> bool {
        let names =
            |key: &str| value.get(key).and_then(Value::as_array).map(|names| names.contains(&Value::from("rust")));
        let is_skipped = value.get("skip") == Some(&Value::Bool(true)) || names("skip") == Some(true);
        let is_for_others = self.has_rust && names("only") == Some(false);
        !is_skipped && !is_for_others
    }

    /// Records the operations of a resource as omitted on purpose.
    fn skip_all(&mut self, resource: &Value) {
        for (_, method) in resource.get("methods").and_then(Value::as_object).into_iter().flatten() {
            self.skip_method(method);
        }
        for (_, resource) in resource.get("subresources").and_then(Value::as_object).into_iter().flatten() {
            self.skip_all(resource);
        }
    }

    pub(super) fn skip_method(&mut self, method: &Value) {
        let endpoint = method.as_str().or_else(|| method.get("endpoint")?.as_str());
        let found =
            endpoint.and_then(super::endpoint::endpoint).and_then(|(method, path)| self.document.find(&method, &path));
        self.skipped.extend(found);
    }

    /// Reports a setting of a resource that is not imported.
    pub(super) fn note(&mut self, at: &[String], key: &str, reason: &str) {
        let path: Vec<&str> = at.iter().map(String::as_str).chain((!key.is_empty()).then_some(key)).collect();
        self.not_carried(&path, reason);
    }
}

/// Converts a name to PascalCase.
fn pascal(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let upper = |word: &str| {
        let mut chars = word.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect::<String>()
    };
    words.map(upper).collect()
}

/// Returns a name in normalised form, without the differences between naming conventions.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
