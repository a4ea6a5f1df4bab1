//! The example of a method: a call that compiles, with values from the document if it has any.

mod layout;
mod values;

use serde_json::Value;

use crate::api::{Presence, Scalar, TypeRef};
use crate::emit::rust_type::{self, Viewpoint};
use crate::emit::site::Site;
use crate::naming::{ParamName, Scope};
use crate::plan::calls::{CallPlan, Input, Target};
use crate::plan::responses::ResponsePlan;

use values::Values;

/// Optional inputs that an example shows at most.
const SHOWN_SETTERS: usize = 3;
/// An example of more lines than this is shortened.
const SHOWN_LINES: usize = 120;

/// Returns a call of the method, as the text of a doc test; lines that rustdoc hides begin with `#`.
pub(crate) fn call(site: Site<'_>, call: &CallPlan<'_>) -> String {
    let sample = Sample::new(site, call);
    let mut lines = Vec::new();
    let krate = site.plan.api.crate_name.ident();
    let hidden = if sample.parameters.is_empty() { "# " } else { "" };
    let indent = if sample.parameters.is_empty() { "" } else { "    " };
    let head = layout::function(&sample.parameters, &krate);
    lines.extend(head.lines().map(|line| format!("{hidden}{line}")));
    let body = [format!("let client = {krate}::Client::from_env()?;"), sample.statement(), sample.shown.clone()];
    for line in body.iter().flat_map(|statement| statement.lines()) {
        lines.push(format!("{indent}{line}"));
    }
    lines.push(format!("{hidden}{indent}Ok(())"));
    lines.push(format!("{hidden}}}"));
    lines.join("\n")
}

/// Returns the statements of an example that use its `client`, for a text around them; `None` if the example needs more than a client.
pub(crate) fn statements(site: Site<'_>, call: &CallPlan<'_>) -> Option<String> {
    let sample = Sample::new(site, call);
    let lines = [sample.statement(), sample.shown];
    sample.parameters.is_empty().then(|| lines.join("\n").trim_end().to_owned())
}

/// The parts of an example.
struct Sample {
    /// Values that cannot be made up: name and type of each, as parameters of the function around the example.
    parameters: Vec<(String, String)>,
    /// `let role = `, or nothing.
    binding: String,
    /// `client`, `.roles()`, `.update("id")`, …
    chain: Vec<String>,
    /// The statement that uses the response.
    shown: String,
}

impl Sample {
    fn new(site: Site<'_>, call: &CallPlan<'_>) -> Self {
        let mut sample =
            Self { parameters: Vec::new(), binding: String::new(), chain: Vec::new(), shown: String::new() };
        sample.chain.push("client".to_owned());
        sample.chain.extend(site.resource.accessors.iter().map(|accessor| format!(".{accessor}()")));
        let arguments = sample.arguments(site, call);
        sample.chain.push(format!(".{}({arguments})", call.operation.name));
        sample.chain.extend(setters(site, call));
        sample.chain.push(".await?".to_owned());
        sample.show(site, call);
        sample
    }

    fn arguments(&mut self, site: Site<'_>, call: &CallPlan<'_>) -> String {
        let values = Values::new(site.plan);
        if let Some(bundle) = &call.bundle {
            let path = format!("{}::{}", site.plan.api.crate_name.ident(), site.resource.item(bundle));
            let name = "arguments".to_owned();
            self.parameters.push((name.clone(), path));
            return name;
        }
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for input in &call.arguments {
            let known = argument_value(&values, call, input);
            arguments.push(known.unwrap_or_else(|| {
                self.parameters.push((input.name.to_owned(), parameter_type(site, input)));
                input.name.to_owned()
            }));
        }
        arguments.join(", ")
    }

    fn show(&mut self, site: Site<'_>, call: &CallPlan<'_>) {
        if call.response == ResponsePlan::Empty {
            return;
        }
        let mut scope = Scope::new();
        scope.reserve("client");
        for (name, _) in &self.parameters {
            scope.reserve(name);
        }
        let name = scope.claim::<ParamName>(&response_word(site, call));
        let name = name.as_str();
        let mutable = if matches!(call.response, ResponsePlan::Stream(_)) { "mut " } else { "" };
        self.binding = format!("let {mutable}{name} = ");
        self.shown = shown(site, call, name);
    }

    fn statement(&self) -> String {
        layout::chain(&self.binding, &self.chain)
    }
}

/// Returns a value for an argument: the document's example, or one that fits its type.
fn argument_value(values: &Values<'_>, call: &CallPlan<'_>, input: &Input<'_>) -> Option<String> {
    let hint = hint(call, input);
    match input.target {
        // Any value would do, and none would say anything.
        Target::Body if *input.ty == TypeRef::Json => None,
        Target::Bytes => Some("b\"bytes\".to_vec()".to_owned()),
        _ if input.nullable => values.exact(&input.ty, hint, input.name),
        _ => values.loose(&input.ty, hint, input.name),
    }
}

/// Returns the document's example of an input, else its default.
fn hint<'a>(call: &CallPlan<'a>, input: &Input<'a>) -> Option<&'a Value> {
    let body = call.operation.request_example.as_ref();
    match input.target {
        Target::Field(wire) => body
            .and_then(|body| body.get(wire))
            .or_else(|| input.facts.and_then(|facts| facts.example.as_deref().or(facts.default.as_deref()))),
        Target::Param(..) => input.facts.and_then(|facts| facts.example.as_deref().or(facts.default.as_deref())),
        _ => None,
    }
}

fn parameter_type(site: Site<'_>, input: &Input<'_>) -> String {
    let api = site.plan.api;
    let krate = api.crate_name.ident();
    let ty = rust_type::text(api, &input.ty, Viewpoint::Outside(&krate));
    if input.nullable { format!("Option<{ty}>") } else { ty }
}

/// Returns setters of the fields for which the document's example of a request has simple values.
fn setters(site: Site<'_>, call: &CallPlan<'_>) -> Vec<String> {
    let Some(body) = call.operation.request_example.as_ref() else { return Vec::new() };
    let values = Values::new(site.plan);
    let shown = call.setters.iter().filter_map(|setter| {
        let input = &setter.input;
        let Target::Field(wire) = input.target else { return None };
        let hint = body.get(wire).filter(|_| !input.deprecated && !matches!(*input.ty, TypeRef::Const(_)))?;
        let value = values.simple(&input.ty, hint)?;
        Some(format!(".{}({value})", input.name))
    });
    shown.take(SHOWN_SETTERS).collect()
}

/// Returns a word for the response, to name a variable.
fn response_word(site: Site<'_>, call: &CallPlan<'_>) -> String {
    if call.pages.is_some() {
        return "page".to_owned();
    }
    match &call.response {
        ResponsePlan::Json(ty) | ResponsePlan::OptionalJson(ty) => match ty {
            TypeRef::Named(id) => site.plan.api.ty(*id).name.as_str().to_owned(),
            TypeRef::List(_) => "list".to_owned(),
            _ => "response".to_owned(),
        },
        ResponsePlan::Text => "text".to_owned(),
        ResponsePlan::Binary => "bytes".to_owned(),
        ResponsePlan::Raw => "response".to_owned(),
        ResponsePlan::Stream(_) => "events".to_owned(),
        ResponsePlan::Plain(_) => "value".to_owned(),
        ResponsePlan::Empty | ResponsePlan::Several(_) => "response".to_owned(),
    }
}

fn shown(site: Site<'_>, call: &CallPlan<'_>, name: &str) -> String {
    let api = site.plan.api;
    if let Some(step) = call.pages.as_ref().and_then(|pages| pages.steps.first()) {
        return format!("println!(\"{{:?}}\", {name}.{});", step.name);
    }
    match &call.response {
        ResponsePlan::Json(ty) if has_id(site, ty) => {
            format!("println!(\"{{}}\", {name}.id);")
        }
        ResponsePlan::Json(ty) if matches!(api.behind(ty), TypeRef::Scalar(Scalar::String)) => {
            format!("println!(\"{{{name}}}\");")
        }
        ResponsePlan::Text => format!("println!(\"{{{name}}}\");"),
        ResponsePlan::Binary => format!("println!(\"{{}} bytes\", {name}.len());"),
        ResponsePlan::Raw => format!("println!(\"{{}}\", {name}.status());"),
        ResponsePlan::Stream(_) => {
            format!("while let Some(event) = {name}.next_event().await? {{\n    println!(\"{{event:?}}\");\n}}")
        }
        _ => format!("println!(\"{{{}:?}}\");", name.trim_start_matches("r#")),
    }
}

/// Returns true for a record whose `id` is always there and is text or a number.
fn has_id(site: Site<'_>, ty: &TypeRef) -> bool {
    let api = site.plan.api;
    if !matches!(ty, TypeRef::Named(_)) {
        return false;
    }
    api.record_behind(ty).is_some_and(|record| {
        record.fields.iter().any(|field| {
            let scalar = match &field.ty {
                TypeRef::Scalar(scalar) => Some(*scalar),
                TypeRef::Named(id) => api.ty(*id).newtype_scalar(),
                _ => None,
            };
            let printed =
                matches!(scalar, Some(Scalar::String | Scalar::I32 | Scalar::Bounded(_) | Scalar::I64 | Scalar::U64));
            field.name.as_str() == "id" && field.presence == Presence::Required && printed && !field.deprecated
        })
    })
}

/// Returns a value as a block of JSON, long lists cut to their first item when it is very long; `None` if it is still too long.
pub(crate) fn json(value: &Value) -> Option<String> {
    let whole = pretty(value);
    if whole.lines().count() <= SHOWN_LINES {
        return Some(whole);
    }
    let short = pretty(&shortened(value));
    (short.lines().count() <= SHOWN_LINES).then_some(short)
}

fn pretty(value: &Value) -> String {
    // A value that came out of JSON goes back into it.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn shortened(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().take(1).map(shortened).collect()),
        Value::Object(members) => members.iter().map(|(key, member)| (key.clone(), shortened(member))).collect(),
        other => other.clone(),
    }
}
