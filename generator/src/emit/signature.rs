//! A method as one line: `client.admin().roles().update(project_id, role_id) -> Role`.

use super::docs::code;
use super::prose::doc_name;
use super::rust_type::{self, Viewpoint};
use super::site::Site;
use crate::plan::calls::CallPlan;
use crate::plan::responses::ResponsePlan;

/// Returns the signature, with optional inputs behind it in brackets, as code.
pub(super) fn signature(site: Site<'_>, call: &CallPlan<'_>) -> String {
    let chain = site.resource.accessor_chain();
    let dot = if chain.is_empty() { "" } else { "." };
    let arguments: Vec<&str> = match &call.bundle {
        Some(bundle) => vec![bundle.as_str()],
        None => call.arguments.iter().map(|input| doc_name(input.name)).collect(),
    };
    let name = doc_name(call.operation.name.as_str());
    code(&format!("client.{chain}{dot}{name}({}) -> {}", arguments.join(", "), returned(site, call)))
}

/// Returns the method's result type in a short form.
fn returned(site: Site<'_>, call: &CallPlan<'_>) -> String {
    let text = |ty| rust_type::text(site.plan.api, ty, Viewpoint::Resource).replace("types::", "");
    if let Some(pages) = &call.pages {
        return format!("Page<{}>", text(pages.page));
    }
    match &call.response {
        ResponsePlan::Raw => "Response<Bytes>".to_owned(),
        ResponsePlan::Empty => "()".to_owned(),
        ResponsePlan::Text => "String".to_owned(),
        ResponsePlan::Binary => "Bytes".to_owned(),
        ResponsePlan::Json(ty) | ResponsePlan::Plain(ty) => text(ty),
        ResponsePlan::OptionalJson(ty) => format!("Option<{}>", text(ty)),
        ResponsePlan::Stream(form) => format!("EventStream<{}>", form.item().map_or_else(|| "Event".to_owned(), text)),
        ResponsePlan::Several(_) => call.operation.response.name.as_str().to_owned(),
    }
}
