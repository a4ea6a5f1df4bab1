//! Handling of a response by the program: the kind that it is read as, and its conversion back to JSON.

use std::fmt::Write;

use specsmith_generator::api::{ResponseForm, StreamForm, TypeKind, TypeRef};
use specsmith_generator::plan::Plan;
use specsmith_generator::plan::calls::CallPlan;
use specsmith_generator::plan::resources::ResourcePlan;
use specsmith_generator::plan::responses::{ResponsePlan, SeveralVariant};

use super::calls::Response;
use super::express::Values;
use super::media;

/// The end of a function.
pub(super) struct Shown {
    /// Calls at the end of the request's chain.
    pub(super) before: String,
    /// The expression that makes the call.
    pub(super) run: String,
}

/// Returns true if the response is read as a stream beside one that comes whole.
pub(super) fn is_streamed(call: &CallPlan<'_>, response: &Response) -> bool {
    let Some(stream) = call.stream else { return false };
    if !stream.alternative {
        return true;
    }
    let success = (200..300).contains(&response.status);
    success && response.media_type.as_deref().is_some_and(|came| media::fit(stream.media_type, came).is_some())
}

/// Writes the code that reads the response of a call.
pub(super) fn shown(
    plan: &Plan<'_>,
    values: &Values<'_>,
    resource: &ResourcePlan<'_>,
    call: &CallPlan<'_>,
    response: &Response,
) -> Shown {
    let errors = errors(plan, call);
    let plain = |run: String| Shown { before: String::new(), run };
    if let Some(stream) = call.stream.filter(|_| is_streamed(call, response)) {
        // Streams of another media type are not asked for.
        let came = response.media_type.as_deref().filter(|_| (200..300).contains(&response.status));
        if let Some(came) = came.filter(|came| media::fit(stream.media_type, came).is_none()) {
            let before = format!(".header(\"accept\", {came:?})");
            return Shown { before, run: format!("run::raw(request.send_raw(), {errors})") };
        }
        let method = match (stream.alternative, call.pages.is_some()) {
            (false, _) => "send",
            (true, false) => "stream",
            (true, true) => "stream_events",
        };
        let show = match stream.form {
            StreamForm::TextEvents => "show::event".to_owned(),
            form => format!("show::encoded::<{}>", form.item().map_or_else(String::new, |ty| values.type_text(ty))),
        };
        return plain(format!("run::items(request.{method}(), {errors}, {show})"));
    }
    if let Some(shown) = other(values, call, response, &errors) {
        return shown;
    }
    plain(format!("run::whole(request.send_with_response(), {errors}, {})", show(plan, values, resource, call)))
}

/// Returns the code for a body that is declared but not requested by default.
fn other(values: &Values<'_>, call: &CallPlan<'_>, response: &Response, errors: &str) -> Option<Shown> {
    let came = response.media_type.as_deref().filter(|_| (200..300).contains(&response.status))?;
    let asked = call.operation.response.cases.iter().filter_map(|case| case.media_type.as_deref());
    let best = asked.filter_map(|asked| media::fit(asked, came)).min();
    let others = call.operation.response.others.iter();
    let fits = others.filter_map(|other| Some((media::fit(&other.media_type, came)?, other)));
    let (_, other) = fits.min_by_key(|(fit, _)| *fit).filter(|(fit, _)| best.is_none_or(|best| *fit < best))?;
    let before = format!(".header(\"accept\", {came:?})");
    Some(match &other.ty {
        Some(ty) if other.is_json => {
            let ty = values.type_text(ty);
            let run = format!("run::sent(request.send_as::<{ty}>(), {errors}, show::encoded::<{ty}>)");
            Shown { before, run }
        }
        _ => Shown { before, run: format!("run::raw(request.send_raw(), {errors})") },
    })
}

/// Returns the function that shows a value.
fn show(plan: &Plan<'_>, values: &Values<'_>, resource: &ResourcePlan<'_>, call: &CallPlan<'_>) -> String {
    match &call.response {
        ResponsePlan::Raw | ResponsePlan::Binary => "show::bytes".to_owned(),
        ResponsePlan::Empty => "show::unit".to_owned(),
        ResponsePlan::Text => "show::text".to_owned(),
        ResponsePlan::Json(ty) | ResponsePlan::Plain(ty) => encoded(values, ty),
        ResponsePlan::OptionalJson(ty) => format!("show::optional::<{}>", values.type_text(ty)),
        // A stream is read as one.
        ResponsePlan::Stream(_) => "show::unit".to_owned(),
        ResponsePlan::Several(variants) => several(plan, resource, call, variants),
    }
}

fn encoded(values: &Values<'_>, ty: &TypeRef) -> String {
    format!("show::encoded::<{}>", values.type_text(ty))
}

fn several(
    plan: &Plan<'_>,
    resource: &ResourcePlan<'_>,
    call: &CallPlan<'_>,
    variants: &[SeveralVariant<'_>],
) -> String {
    let krate = plan.api.crate_name.ident();
    let name = format!("{krate}::{}", resource.item(call.operation.response.name.as_str()));
    let mut text = format!("|response: &{name}| match response {{ ");
    for variant in variants {
        let (pattern, shown) = match variant.form {
            ResponseForm::Empty => ("", "show::unit(&())"),
            ResponseForm::Json(_) | ResponseForm::Plain(_) => ("(value)", "show::encoded(value)"),
            ResponseForm::Text | ResponseForm::Stream(_) => ("(value)", "show::text(value)"),
            ResponseForm::Binary => ("(value)", "show::bytes(value)"),
        };
        // Writing to a string cannot fail.
        let _ = write!(text, "{name}::{}{pattern} => {shown}, ", variant.name);
    }
    text.push('}');
    text
}

/// Returns the function that shows the body of an error response.
fn errors(plan: &Plan<'_>, call: &CallPlan<'_>) -> String {
    match call.operation.errors.as_ref().and_then(|errors| errors_type(plan, &errors.ty)) {
        Some(id) => format!("crate::errors::of_{id}"),
        None => "show::untyped".to_owned(),
    }
}

fn errors_type(plan: &Plan<'_>, ty: &TypeRef) -> Option<usize> {
    match plan.api.behind(ty) {
        TypeRef::Named(id) if matches!(plan.api.ty(*id).kind, TypeKind::Errors(_)) => Some(id.0),
        _ => None,
    }
}

/// Returns a function for each enum of error responses.
pub(super) fn error_functions(plan: &Plan<'_>) -> String {
    let mut text = "use crate::{Error, show};\n".to_owned();
    if plan.api.types.iter().any(|def| matches!(def.kind, TypeKind::Errors(_))) {
        text.push_str(&format!("use {}::types;\n", plan.api.crate_name.ident()));
    }
    for (id, def) in plan.api.types.iter().enumerate() {
        let TypeKind::Errors(errors) = &def.kind else { continue };
        let name = &def.name;
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\npub(crate) fn of_{id}(error: &Error) -> Option<String> {{\n    Some(match error.typed::<types::{name}>()? {{\n"
        );
        for case in &errors.cases {
            let _ = writeln!(text, "        types::{name}::{}(value) => show::encoded(&value),", case.name);
        }
        let _ = write!(
            text,
            "        types::{name}::Unknown(response) => show::unknown(&response),\n        _ => return None,\n    }})\n}}\n"
        );
    }
    text
}
