//! `x-specsmith-structured-output`: a schema in the request gives the response's text a form.

use serde_json::Value;

use super::fields::{Fault, Members};
use crate::api::{StructuredOutput, TypeRef};

/// Reads the rule.
pub(super) fn read(setting: &Value, response: Option<TypeRef>) -> Result<StructuredOutput, Fault> {
    let members = Members::of(setting, &["to", "form", "text", "refusal"])?;
    let response = response.ok_or_else(|| {
        Fault::new("the operation has no JSON response that comes whole", "declare the whole response")
    })?;
    let form = members.get("form").filter(|form| form.is_object());
    let form = form.ok_or_else(|| Fault::new("`form` is no object", "give the object that holds the schema"))?;
    let form = form.to_string();
    if !form.contains("\"$schema\"") {
        return Err(Fault::new(
            "`form` has no place for the schema",
            "write `$schema` as the text that the schema replaces",
        ));
    }
    Ok(StructuredOutput {
        to: members.needed("to")?,
        form,
        text: members.needed("text")?,
        refusal: members.text("refusal")?,
        response,
    })
}
