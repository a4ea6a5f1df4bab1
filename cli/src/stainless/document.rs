//! The document of a configuration: its operations, their inputs and outputs.

use std::collections::HashMap;

use serde_json::Value;

/// The methods of a path item.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Maximum number of consecutive references.
const MAX_HOPS: usize = 16;

/// A document.
#[derive(Debug)]
pub(super) struct Document {
    root: Value,
    /// Operations by method and path, with the names of path parameters removed: a configuration may use others.
    operations: HashMap<(String, String), (String, String)>,
    in_order: Vec<(String, String)>,
}

impl Document {
    pub(super) fn new(root: Value) -> Self {
        let mut document = Self { root, operations: HashMap::new(), in_order: Vec::new() };
        let mut in_order = Vec::new();
        for (path, item) in document.root.get("paths").and_then(Value::as_object).into_iter().flatten() {
            let item = document.resolve(item);
            let methods = METHODS.iter().filter(|method| item.get(**method).is_some());
            in_order.extend(methods.map(|method| ((*method).to_owned(), path.clone())));
        }
        document.in_order = in_order;
        for (method, path) in &document.in_order {
            let key = (method.clone(), normal(path));
            document.operations.entry(key).or_insert_with(|| (method.clone(), path.clone()));
        }
        document
    }

    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// Returns method and path of all operations.
    pub(super) fn operations(&self) -> Vec<(String, String)> {
        self.in_order.clone()
    }

    /// Returns the operation of an endpoint, with its path as the document writes it.
    pub(super) fn find(&self, method: &str, path: &str) -> Option<(String, String)> {
        let exact = self.in_order.iter().find(|(own, key)| own == method && key == path);
        exact.or_else(|| self.operations.get(&(method.to_owned(), normal(path)))).cloned()
    }

    /// Returns a path item.
    pub(super) fn item(&self, path: &str) -> Option<&Value> {
        self.root.get("paths")?.get(path)
    }

    /// Follows references; returns other values unchanged.
    pub(super) fn resolve<'v>(&'v self, value: &'v Value) -> &'v Value {
        let mut value = value;
        for _ in 0..MAX_HOPS {
            let reference = value.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
            match reference.and_then(|pointer| self.root.pointer(pointer)) {
                Some(target) => value = target,
                None => break,
            }
        }
        value
    }

    /// Returns the names of an operation's parameters, including those of its path item, and of its body's properties.
    pub(super) fn inputs(&self, (method, path): &(String, String)) -> Vec<&str> {
        let Some(item) = self.item(path).map(|item| self.resolve(item)) else { return Vec::new() };
        let operation = item.get(method);
        let holders = [Some(item), operation].into_iter().flatten();
        let parameters = holders.filter_map(|holder| holder.get("parameters")?.as_array()).flatten();
        let names = parameters.filter_map(|parameter| self.resolve(parameter).get("name")?.as_str());
        let body = operation.and_then(|operation| operation.get("requestBody")).map(|body| self.resolve(body));
        let members = body.and_then(|body| json_schema(body)).map(|schema| self.members(schema, 0)).unwrap_or_default();
        names.chain(members.into_iter().map(|(name, _)| name)).collect()
    }

    /// Returns true if the response of an operation has a property at a path of keys.
    pub(super) fn has_output(&self, (method, path): &(String, String), keys: &[String]) -> bool {
        let operation = self.item(path).map(|item| self.resolve(item)).and_then(|item| item.get(method));
        let responses = operation.and_then(|operation| operation.get("responses")?.as_object());
        let mut successes = responses.into_iter().flatten().filter(|(status, _)| status.starts_with('2'));
        let Some((_, response)) = successes.next() else { return false };
        let response = self.resolve(response);
        // Swagger 2.0 has no `content`.
        let Some(mut schema) = json_schema(response).or_else(|| response.get("schema")) else { return false };
        for key in keys {
            let Some((_, member)) = self.members(schema, 0).into_iter().find(|(name, _)| name == key) else {
                return false;
            };
            schema = member;
        }
        true
    }

    /// Returns the properties of a schema, including those of its parts.
    fn members<'v>(&'v self, schema: &'v Value, depth: usize) -> Vec<(&'v str, &'v Value)> {
        let schema = self.resolve(schema);
        if depth > MAX_HOPS {
            return Vec::new();
        }
        let own = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let mut members: Vec<(&str, &Value)> = own.map(|(name, schema)| (name.as_str(), schema)).collect();
        for part in ["allOf", "oneOf", "anyOf"].iter().filter_map(|key| schema.get(*key)?.as_array()).flatten() {
            members.extend(self.members(part, depth + 1));
        }
        members
    }
}

/// Returns the JSON schema of a body or a response.
fn json_schema(holder: &Value) -> Option<&Value> {
    let content = holder.get("content")?.as_object()?;
    content.iter().find(|(media, _)| media.contains("json"))?.1.get("schema")
}

/// Returns a path with the names of its parameters removed.
fn normal(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.trim_end_matches('/').to_owned()
}
