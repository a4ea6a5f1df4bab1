//! The extension `x-specsmith-structured-output`: a schema in the request determines the JSON in the response's text.

use serde_json::Value;

use super::fields::{Fault, Members};
use super::paths::Paths;
use crate::api::{StructuredOutput, TypeRef};

/// Reads the rule.
pub(super) fn read(
    setting: &Value,
    response: Option<TypeRef>,
    body: Option<&TypeRef>,
    paths: Paths<'_>,
) -> Result<StructuredOutput, Fault> {
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
    let (to, text, refusal) = (members.needed("to")?, members.needed("text")?, members.text("refusal")?);
    let body =
        body.ok_or_else(|| Fault::new("the operation has no body", "put it on an operation with a JSON body"))?;
    paths.dotted(body, &to, false).map_err(|fault| fault.at("to"))?;
    follow(&text, &response, paths).map_err(|fault| fault.at("text"))?;
    refusal.iter().try_for_each(|path| follow(path, &response, paths).map_err(|fault| fault.at("refusal")))?;
    Ok(StructuredOutput { to, form, text, refusal, response })
}

/// Follows a path of names, each perhaps with `[key=value]`, through all items of lists.
fn follow(path: &str, from: &TypeRef, paths: Paths<'_>) -> Result<(), Fault> {
    let mut values = paths.of(from);
    let mut rest = path;
    while !rest.is_empty() {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if !name.is_empty() {
            values = paths.member(&paths.items(values), name)?;
        }
        rest = match after.strip_prefix('[') {
            None => after.strip_prefix('.').unwrap_or(after),
            Some(condition) => {
                let parts = condition.split_once(']').and_then(|(inner, rest)| Some((inner.split_once('=')?, rest)));
                let hint = "write a path as `output[type=message].text`";
                let ((key, value), rest) = parts.ok_or_else(|| Fault::new(format!("`{path}` is no path"), hint))?;
                values = paths.only(&paths.items(values), key, value)?;
                rest.strip_prefix('.').unwrap_or(rest)
            }
        };
    }
    Ok(())
}
