//! Tests of `read` on small documents.

mod as_json;
mod files;
mod mutations;
mod overlays;
mod overrides;
mod places;
mod refs;
mod refusals;
mod repairs;
mod schemas;
mod selection;
mod swagger;

use serde_json::{Value, json};

use super::{Document, Input, PathItem, Source, locate, read};
use crate::pointer::Pointer;
use crate::report::{Problem, Report};

/// Reads a text and completes the places.
fn run(name: &str, text: &[u8]) -> (Option<Document>, Vec<Problem>) {
    let input = Input::new(Source { name: name.to_owned(), bytes: text.to_vec() });
    run_input(&input)
}

fn run_input(input: &Input) -> (Option<Document>, Vec<Problem>) {
    let mut report = Report::new();
    let document = read(input, &mut report);
    locate(input, &mut report);
    assert_eq!(report.problems().iter().find_map(Problem::out_of_form), None);
    (document, report.problems().to_vec())
}

/// Returns a document that must be read, as JSON, and the codes of its problems.
fn read_json(document: &Value) -> (Value, Vec<&'static str>) {
    let (document, problems) = run("a.json", document.to_string().as_bytes());
    let document = document.expect("the document is read");
    (whole_json(&document), problems.iter().map(|problem| problem.code.text()).collect())
}

/// Returns the document with its paths, callbacks and schemas.
fn whole_json(document: &Document) -> Value {
    let whole = whole(document);
    let mut value = serde_json::to_value(&whole).expect("it is JSON");
    let back: openapiv3::OpenAPI = serde_json::from_value(value.clone()).expect("openapiv3 reads it");
    assert_eq!(back, whole, "the typed document is the one openapiv3 would read");
    as_json::fill(&mut value, document);
    value
}

/// Returns the document with its paths and callbacks, as `openapiv3` has them.
fn whole(document: &Document) -> openapiv3::OpenAPI {
    let mut openapi = document.openapi.clone();
    let paths = Pointer::root().child("paths");
    for (key, item) in &document.paths {
        let item = whole_item(document, item, &paths.child(key));
        openapi.paths.paths.insert(key.clone(), openapiv3::ReferenceOr::Item(item));
    }
    openapi
}

fn whole_item(document: &Document, item: &PathItem, at: &Pointer) -> openapiv3::PathItem {
    let mut whole = openapiv3::PathItem {
        summary: item.summary.clone(),
        description: item.description.clone(),
        servers: item.servers.clone(),
        parameters: item.parameters.clone(),
        extensions: item.extensions.clone(),
        ..openapiv3::PathItem::default()
    };
    for (method, operation) in item.iter() {
        let at = at.child(method);
        let mut operation = operation.clone();
        for (name, callback) in document.callbacks.get(&at).into_iter().flatten() {
            let below = at.child("callbacks").child(name);
            let item = |(key, item): &(String, PathItem)| (key.clone(), whole_item(document, item, &below.child(key)));
            operation.callbacks.insert(name.clone(), callback.iter().map(item).collect());
        }
        let slot = match method {
            "get" => &mut whole.get,
            "put" => &mut whole.put,
            "post" => &mut whole.post,
            "delete" => &mut whole.delete,
            "options" => &mut whole.options,
            "head" => &mut whole.head,
            "patch" => &mut whole.patch,
            "trace" => &mut whole.trace,
            other => panic!("{other} is no method of 3.0"),
        };
        *slot = Some(operation);
    }
    whole
}

/// Returns one schema of a document of a version, and the codes.
fn schema_in(version: &str, schema: Value) -> (Value, Vec<&'static str>) {
    let document = json!({
        "openapi": version, "info": {"title": "t", "version": "1"}, "paths": {},
        "components": {"schemas": {"S": schema, "Other": {"type": "string"}}},
    });
    let (value, codes) = read_json(&document);
    (value["components"]["schemas"]["S"].clone(), codes)
}

/// Returns one schema of a 3.1 document.
fn schema(schema: Value) -> Value {
    schema_in("3.1.0", schema).0
}

/// Returns one operation, `GET /a/{id}`, of a 3.0 document.
fn operation(operation: Value) -> (Value, Vec<&'static str>) {
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a/{id}": {"get": operation}},
    });
    let (value, codes) = read_json(&document);
    (value["paths"]["/a/{id}"]["get"].clone(), codes)
}

/// Returns a YAML text as JSON.
fn mutations_json(text: &str) -> String {
    super::yaml::tree(text).expect("sound").value.to_string()
}
