//! Whole documents, small: from text through `read` to the model.

mod bodies;
mod budgets;
mod calls;
mod settings;

use crate::api::{
    Api, BodyForm, Location, Next, Operation, ParamForm, ResponseForm, SchemeKind, Status, StatusSpec, Style, TypeRef,
};
use crate::read::{Input, Source, read};
use crate::report::{Report, Severity};

/// Reads and lowers a document given without its head.
fn api(rest: &str) -> (Api, Report) {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\n{rest}");
    let mut report = Report::new();
    let input = Input::new(Source { name: "openapi.yaml".to_owned(), bytes: text.into_bytes() });
    let document = read(&input, &mut report).expect("a readable document");
    let api = crate::lower::lower(&document, "pet-store", &mut report).expect("a document that can be lowered");
    (api, report)
}

/// Returns the first operation of a document.
fn operation(rest: &str) -> Operation {
    api(rest).0.operations.swap_remove(0)
}

fn codes(report: &Report, severity: Severity) -> Vec<&'static str> {
    report.problems().iter().filter(|problem| problem.severity == severity).map(|problem| problem.code.text()).collect()
}

fn names(operation: &Operation) -> Vec<&str> {
    operation.params.iter().map(|param| param.name.as_str()).collect()
}

const OK: &str = "responses: {'200': {description: fine}}";
