//! From a document to the description its generated code holds: the `static` of each operation, read back and made again.

use std::collections::BTreeMap;

use quote::ToTokens;
use specsmith_generator::read::{self, Source};
use specsmith_generator::{Input, Setting};
use specsmith_runtime::{Encoding, Operation, Param, Style};
use syn::{Expr, ExprMethodCall, Lit};

/// The descriptions in the code generated for a document, by operation id.
pub(crate) fn operations(document: &str) -> BTreeMap<String, &'static Operation> {
    let source = Source { name: "spec.yaml".to_owned(), bytes: document.as_bytes().to_vec() };
    let input = Input {
        document: read::Input::new(source),
        name: Some("styles".to_owned()),
        setting: Setting::with_runtime_at("../runtime"),
    };
    let output = specsmith_generator::generate(&input).unwrap_or_else(|report| panic!("{:#?}", report.problems()));
    let mut found = BTreeMap::new();
    for file in output.files.iter().filter(|file| file.path.starts_with("src/resources")) {
        for item in syn::parse_file(&file.text).expect("Rust").items {
            let syn::Item::Static(item) = item else { continue };
            let (id, operation) = operation(&item.expr);
            found.insert(id, &*Box::leak(Box::new(operation)));
        }
    }
    found
}

/// A value with methods called on it, the first call first.
fn chain(expr: &Expr) -> (&syn::ExprCall, Vec<&ExprMethodCall>) {
    match expr {
        Expr::Call(call) => (call, Vec::new()),
        Expr::MethodCall(call) => {
            let (root, mut calls) = chain(&call.receiver);
            calls.push(call);
            (root, calls)
        }
        other => panic!("no chain of calls: {}", other.to_token_stream()),
    }
}

fn operation(expr: &Expr) -> (String, Operation) {
    let (new, calls) = chain(expr);
    let [id, method, path] = [0, 1, 2].map(|at| text(&new.args[at]));
    let mut operation = Operation::new(id, method, path);
    for call in calls {
        let argument = call.args.first();
        operation = match call.method.to_string().as_str() {
            "params" => operation.params(list(argument, param)),
            "form_body" => operation.form_body(flag(&call.args[0]), list(call.args.get(1), encoding)),
            other => panic!("an operation of these documents has no `{other}`"),
        };
    }
    (id.to_owned(), operation)
}

fn param(expr: &Expr) -> Param {
    let (new, calls) = chain(expr);
    let name = text(&new.args[0]);
    let mut param = match last_segment(&new.func).as_str() {
        "path" => Param::path(name),
        "query" => Param::query(name),
        "header" => Param::header(name),
        "cookie" => Param::cookie(name),
        other => panic!("no place `{other}`"),
    };
    for call in calls {
        param = match call.method.to_string().as_str() {
            "style" => param.style(style(&call.args[0]), flag(&call.args[1])),
            "content" => param.content(text(&call.args[0])),
            "whole" => param.whole(text(&call.args[0]), list(call.args.get(1), encoding)),
            "allow_reserved" => param.allow_reserved(),
            other => panic!("a parameter has no `{other}`"),
        };
    }
    param
}

fn encoding(expr: &Expr) -> Encoding {
    let (new, calls) = chain(expr);
    calls.into_iter().fold(Encoding::new(text(&new.args[0])), |encoding, call| match call.method.to_string().as_str() {
        "style" => encoding.style(style(&call.args[0]), flag(&call.args[1])),
        "content_type" => encoding.content_type(text(&call.args[0])),
        "allow_reserved" => encoding.allow_reserved(),
        other => panic!("an encoding has no `{other}`"),
    })
}

fn style(expr: &Expr) -> Style {
    match last_segment(expr).as_str() {
        "Matrix" => Style::Matrix,
        "Label" => Style::Label,
        "Simple" => Style::Simple,
        "Form" => Style::Form,
        "SpaceDelimited" => Style::SpaceDelimited,
        "PipeDelimited" => Style::PipeDelimited,
        "DeepObject" => Style::DeepObject,
        "TabDelimited" => Style::TabDelimited,
        other => panic!("no style `{other}`"),
    }
}

/// The elements of `&[…]`.
fn list<T>(expr: Option<&Expr>, element: impl Fn(&Expr) -> T) -> &'static [T] {
    let Some(Expr::Reference(reference)) = expr else { panic!("no list") };
    let Expr::Array(array) = &*reference.expr else { panic!("no list") };
    Box::leak(array.elems.iter().map(element).collect())
}

fn last_segment(expr: &Expr) -> String {
    let Expr::Path(path) = expr else { panic!("no path: {}", expr.to_token_stream()) };
    path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

fn text(expr: &Expr) -> &'static str {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Box::leak(text.value().into_boxed_str()),
            _ => panic!("no text: {}", expr.to_token_stream()),
        },
        _ => panic!("no text: {}", expr.to_token_stream()),
    }
}

fn flag(expr: &Expr) -> bool {
    expr.to_token_stream().to_string() == "true"
}
