//! Version of the specification that a document is written to. A document that is not OpenAPI is refused here.

use serde_json::Value;

use super::spec_version::SpecVersion;
use crate::pointer::Pointer;
use crate::report::{Code, Place, Problem, Report};

/// Version of a document.
pub(super) struct Found {
    pub(super) version: SpecVersion,
    /// Version as written, as far as the value has it.
    pub(super) text: String,
    /// The key it is under, when its exact text may be found there.
    pub(super) at: Option<&'static str>,
}

/// Returns the version of a document. `None`, with an error, when it has none that can be read.
pub(super) fn find(root: &Value, file: &str, report: &mut Report) -> Option<Found> {
    let Value::Object(map) = root else {
        let what = super::value::found(root);
        let problem = Problem::error(
            Code::NotAnObject,
            &Pointer::root(),
            format!("the document is {what}, not an object"),
            "an OpenAPI document begins with `openapi: 3.1.0` or `swagger: \"2.0\"`",
        );
        report.add(problem.at(Place { file: file.to_owned(), line: 1, column: 1 }));
        return None;
    };
    let Some((key, value)) = ["openapi", "swagger"].into_iter().find_map(|key| Some((key, map.get(key)?))) else {
        let close = map.keys().find(|key| matches!(key.to_lowercase().as_str(), "openapi" | "swagger" | "open_api"));
        let hint = match (close, map.contains_key("overlay"), map.contains_key("asyncapi")) {
            (Some(key), ..) => format!(
                "write `{}` instead of `{key}`",
                if key.to_lowercase().contains('p') { "openapi" } else { "swagger" }
            ),
            (_, true, _) => "this is an overlay: give it with `--overlay`, and the document with `--spec`".to_owned(),
            (.., true) => "this is an AsyncAPI document; only OpenAPI can be read".to_owned(),
            _ => "add `openapi: 3.1.0` (or the version it is written to) at the top".to_owned(),
        };
        let message = "the document has neither an `openapi` nor a `swagger` key, so it is no OpenAPI document";
        let problem = Problem::error(Code::NoVersion, &Pointer::root(), message, hint);
        report.add(problem.at(Place { file: file.to_owned(), line: 1, column: 1 }));
        return None;
    };
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        // `swagger: 2.0` and `openapi: 3.1` are numbers to YAML.
        Value::Number(number) => number.to_string(),
        other => {
            let what = super::value::found(other);
            return refuse(key, &format!("`{key}` is {what}, not a version"), report);
        }
    };
    let is =
        |version: &str| text == version || text.strip_prefix(version).is_some_and(|rest| rest.starts_with(['.', '-']));
    let version = match key {
        "swagger" if is("2") => SpecVersion::Swagger2,
        "openapi" if is("3.0") || text == "3" => SpecVersion::V3_0,
        "openapi" if is("3.1") => SpecVersion::V3_1,
        "openapi" if is("3.2") => SpecVersion::V3_2,
        // A `2.0` under the newer key, a `3.0` under the older one: the number says which it is.
        "openapi" if is("2") => SpecVersion::Swagger2,
        "swagger" if is("3.0") => SpecVersion::V3_0,
        "swagger" if is("3.1") => SpecVersion::V3_1,
        _ => return refuse(key, &format!("version {text} of the specification is not known"), report),
    };
    let at = value.is_number().then_some(key);
    Some(Found { version, text, at })
}

fn refuse(key: &str, message: &str, report: &mut Report) -> Option<Found> {
    let hint = "name a document in Swagger 2.0 or in OpenAPI 3.0, 3.1 or 3.2";
    report.add(Problem::error(Code::UnknownVersion, &Pointer::root().child(key), message, hint));
    None
}
