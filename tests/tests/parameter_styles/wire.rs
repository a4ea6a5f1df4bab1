//! Each row of the tables, over a real connection.

use std::fmt::Write;

use specsmith_runtime::call::{Call, Raw};
use specsmith_runtime::model::Value;
use specsmith_runtime::{Api, Client, ClientBuilder, Error, Operation};
use specsmith_tests::server::{Answer, Recorded, Server};

use super::{Form, Wire, cookie, described, form, header, path, query, swagger};

static API: Api = Api::new("styles", "1.0.0");

/// A way to give a call its value.
type Give = fn(&mut Call, &Value);
/// The part of a request that a table is about; `None` if the request does not have it.
type Look = fn(&Recorded) -> Option<String>;

/// A document with one operation for each form; `{FORM}` is where the operations differ.
fn document(head: &str, path: &str, operation: &str, forms: &[Form]) -> String {
    let mut text = format!("{head}\ninfo: {{title: Styles, version: '1'}}\npaths:\n");
    for (index, form) in forms.iter().enumerate() {
        let members: Vec<&str> = [form.members, form.shape].into_iter().filter(|part| !part.is_empty()).collect();
        let operation = operation.replace("{FORM}", &members.join(", ")).replace("{ID}", &format!("form{index}"));
        writeln!(text, "  /form{index}{path}:\n    {operation}").expect("memory");
    }
    text
}

fn parameter(place: &str) -> String {
    let required = if place == "path" { "required: true, " } else { "" };
    format!(
        "get: {{operationId: {{ID}}, parameters: [{{name: color, in: {place}, {required}{{FORM}}}}], \
         responses: {{'204': {{description: Done.}}}}}}"
    )
}

fn oas(place: &str, forms: &[Form]) -> String {
    let path = if place == "path" { "/{color}/end" } else { "" };
    document("openapi: 3.2.0", path, &parameter(place), forms)
}

fn swagger(place: &str, forms: &[Form]) -> String {
    let (path, method) = if place == "path" { ("/{color}/end", "get") } else { ("", "get") };
    let method = if place == "formData" { "post" } else { method };
    document("swagger: '2.0'", path, &parameter(place).replacen("get", method, 1), forms)
}

fn encoded(forms: &[Form]) -> String {
    let operation = "post: {operationId: {ID}, requestBody: {content: {application/x-www-form-urlencoded: \
                     {schema: {type: object, properties: {color: {}}}, encoding: {color: {{FORM}}}}}}, \
                     responses: {'204': {description: Done.}}}";
    document("openapi: 3.1.0", "", operation, forms)
}

/// Calls each operation with each value, and compares.
async fn check(document: &str, forms: &[Form], give: Give, look: Look) {
    let operations = described::operations(document);
    let server = Server::start(|_, _| Answer::empty(204)).await.expect("a loopback port");
    let client = ClientBuilder::new(&API).base_url(server.url()).max_retries(0).build().expect("a client");
    let mut wrong = String::new();
    let mut rows = 0;
    for (index, form) in forms.iter().enumerate() {
        let operation = operations.get(&format!("form{index}")).expect("an operation for each form");
        for (json, expected) in form.rows {
            let got = call(&client, operation, &server, json, give, look).await;
            rows += 1;
            if !fits(&got, *expected) {
                writeln!(wrong, "{} {} {json}: expected {expected:?}, got {got:?}", form.members, form.shape)
                    .expect("memory");
            }
        }
    }
    assert!(rows > 0 && wrong.is_empty(), "\n{wrong}");
}

async fn call(
    client: &Client,
    operation: &'static Operation,
    server: &Server,
    json: &str,
    give: Give,
    look: Look,
) -> Result<Option<String>, Error> {
    let mut call = client.call(operation);
    give(&mut call, &serde_json::from_str(json).expect("JSON"));
    call.send::<Raw>().await?;
    Ok(server.requests().last().and_then(look))
}

fn fits(got: &Result<Option<String>, Error>, expected: Wire) -> bool {
    match (got, expected) {
        (Ok(Some(text)), Wire::Is(wanted)) => text == wanted,
        (Ok(None), Wire::Absent) | (Err(_), Wire::Refused) => true,
        _ => false,
    }
}

fn of_path(request: &Recorded) -> Option<String> {
    let value = request.path.strip_prefix("/form")?.strip_suffix("/end")?;
    value.split_once('/').map(|(_, value)| value.to_owned())
}

fn of_query(request: &Recorded) -> Option<String> {
    Some(request.query.clone()).filter(|query| !query.is_empty())
}

fn of_header(request: &Recorded) -> Option<String> {
    request.headers.get("color").map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn of_cookie(request: &Recorded) -> Option<String> {
    request.headers.get("cookie").map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn of_body(request: &Recorded) -> Option<String> {
    assert_eq!(request.header("content-type"), "application/x-www-form-urlencoded");
    Some(request.body.clone()).filter(|body| !body.is_empty())
}

#[tokio::test]
async fn in_the_path() {
    let forms = path::FORMS;
    check(&oas("path", forms), forms, |call, value| call.path("color", value), of_path).await;
    let forms = swagger::PATH;
    check(&swagger("path", forms), forms, |call, value| call.path("color", value), of_path).await;
}

#[tokio::test]
async fn in_the_query() {
    let forms = query::FORMS;
    check(&oas("query", forms), forms, |call, value| call.query("color", value), of_query).await;
    let forms = swagger::QUERY;
    check(&swagger("query", forms), forms, |call, value| call.query("color", value), of_query).await;
}

#[tokio::test]
async fn as_the_whole_query() {
    let forms = query::WHOLE;
    check(&oas("querystring", forms), forms, |call, value| call.query("color", value), of_query).await;
}

#[tokio::test]
async fn as_a_header() {
    let forms = header::FORMS;
    check(&oas("header", forms), forms, |call, value| call.header("color", value), of_header).await;
    let forms = swagger::HEADER;
    check(&swagger("header", forms), forms, |call, value| call.header("color", value), of_header).await;
}

#[tokio::test]
async fn as_a_cookie() {
    let forms = cookie::FORMS;
    check(&oas("cookie", forms), forms, |call, value| call.cookie("color", value), of_cookie).await;
}

#[tokio::test]
async fn in_a_form() {
    let forms = form::FORMS;
    check(&encoded(forms), forms, |call, value| call.field("color", value), of_body).await;
    let forms = swagger::FORM;
    check(&swagger("formData", forms), forms, |call, value| call.field("color", value), of_body).await;
}
