//! The parts that operations go without when a document shares more than fits in the budget, and the places of the diagnostics.

use std::fmt::Write;

use super::*;
use crate::api::Reach;

/// Returns the places and sentences of what was too large.
fn too_large(report: &Report) -> Vec<(&str, &str)> {
    let problems = report.problems().iter().filter(|problem| problem.code.text() == "too-large");
    problems.map(|problem| (problem.pointer.as_str(), problem.message.as_str())).collect()
}

/// A shared response of 20,000 media types, of which JSON is the last, and twelve operations with it; then the rest of a document.
fn shared_response(rest: &str) -> String {
    let mut text = "paths:\n".to_owned();
    for index in 0..12 {
        let preferred = if index == 11 { "x-specsmith-media-types: [text/a19000], " } else { "" };
        let response = "responses: {'200': {$ref: '#/components/responses/Long'}}";
        let _ = writeln!(text, "  /a{index}: {{get: {{{preferred}{response}}}}}");
    }
    text.push_str(rest);
    text.push_str("components:\n  responses:\n    Long:\n      description: Long.\n      content:\n");
    for index in 0..20_000 {
        let _ = writeln!(text, "        text/a{index}: {{}}");
    }
    text.push_str("        application/json: {schema: {type: integer}}\n");
    text
}

#[test]
fn of_a_response_that_is_too_long_json_and_what_is_preferred_stay() {
    let (api, report) = api(&shared_response(""));
    for (index, operation) in api.operations.iter().enumerate() {
        let forms: Vec<_> = operation.response.cases.iter().map(|case| &case.form).collect();
        let expected =
            if index == 11 { ResponseForm::Text } else { ResponseForm::Json(TypeRef::Scalar(crate::api::Scalar::I64)) };
        assert!(forms.contains(&&expected), "{index}: {forms:?}");
    }
    let at = too_large(&report);
    assert!(!at.is_empty() && at.iter().all(|(at, _)| *at == "#/components/responses/Long"), "{at:?}");
}

#[test]
fn a_body_without_a_method_for_want_of_budget_is_none_of_the_operation() {
    let content = "application/json: {schema: {type: integer}}, text/plain: {schema: {type: string}}, text/csv: {schema: {type: string}}";
    let mut responses = String::new();
    for status in 200..220 {
        let _ = write!(responses, "'{status}': {{description: fine}}, ");
    }
    let put = format!("  /b: {{put: {{requestBody: {{content: {{{content}}}}}, responses: {{{responses}}}}}}}\n");
    let sent = |document: &str| {
        let (api, report) = api(document);
        let operation =
            api.operations.iter().find(|operation| operation.path == "/b" && operation.method == "PUT").unwrap();
        let media = operation.body.iter().flat_map(|body| &body.media);
        let media: Vec<_> = media.map(|media| (media.media_type.clone(), media.reach == Reach::Header)).collect();
        let places: Vec<String> = too_large(&report).iter().map(|(at, _)| (*at).to_owned()).collect();
        (media, places)
    };
    let name = |name: &str, by_header: bool| (name.to_owned(), by_header);
    let (whole, places) = sent(&format!("paths:\n{put}"));
    assert_eq!(whole, [name("application/json", false), name("text/plain", false), name("text/csv", true)]);
    assert_eq!(places, [""; 0]);
    let (cut, places) = sent(&shared_response(&put));
    assert_eq!(cut, [name("application/json", false)]);
    assert!(places.iter().any(|at| at.starts_with("#/paths/~1b/put/requestBody")), "{places:?}");
}

#[test]
fn links_that_do_not_fit_are_told_at_their_places() {
    let link = "links: {Self: {operationId: go}, Other: {operationId: go}}";
    let more =
        "  /c: {get: {operationId: go, responses: {'200': {description: fine, LINKS}}}}\n".replace("LINKS", link);
    let (_, report) = api(&shared_response(&more));
    let at: Vec<&str> = too_large(&report).iter().map(|(at, _)| *at).collect();
    assert!(at.contains(&"#/paths/~1c/get/responses/200/links/Self"), "{at:?}");
    assert!(at.contains(&"#/paths/~1c/get/responses/200/links/Other"), "{at:?}");
}
