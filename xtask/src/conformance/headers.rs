//! The function of a program that reads the headers of a response by their getters.

use std::fmt::Write;

use specsmith_generator::plan::Plan;

/// Writes `headers.rs`: every header that the document declares and the response has, as members of a JSON object.
pub(super) fn reading_function(plan: &Plan<'_>) -> String {
    let mut text = "use specsmith_runtime::headers::Headed;\n".to_owned();
    if !plan.api.headers.is_empty() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "use {}::ResponseHeaders;\n\nuse crate::show;", plan.api.crate_name.ident());
    }
    text.push_str("\npub(crate) fn of(response: &dyn Headed) -> Vec<String> {\n    let mut members = Vec::new();\n");
    for header in &plan.api.headers {
        let _ = writeln!(
            text,
            "    members.extend(response.{}().map(|value| show::member({:?}, &value)));",
            header.name, header.wire
        );
    }
    text.push_str("    members\n}\n");
    text
}
