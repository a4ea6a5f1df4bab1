//! Inputs of a method: arguments, setters and fixed values.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::api::{
    Api, Body, BodyField, BodyForm, BodyMedia, DocFacts, Docs, Field, Literal, Location, Making, Operation, Presence,
    Reach, Scalar, Source, TypeRef,
};
use crate::naming::{MethodName, TypeName};
use crate::plan::pages::{PagePlan, plan_pages};
use crate::plan::responses::{ResponsePlan, plan_response};
use crate::plan::streams::{Flag, StreamPlan, plan_stream, plan_unstreamed};

pub use crate::plan::target::Target;

/// More arguments than this are hard to tell apart where the method is called: the body's become one value, and if
/// that is not enough, all become one value.
const MAX_ARGUMENTS: usize = 5;

/// One method and its request, as they are printed.
#[derive(Debug)]
pub struct CallPlan<'a> {
    /// The operation.
    pub operation: &'a Operation,
    /// Former name of its method.
    pub former: Option<&'a MethodName>,
    /// Former name of its request.
    pub former_request: Option<&'a TypeName>,
    /// Name of its static descriptor: `UPDATE`.
    pub descriptor: String,
    /// Arguments of the method, in order.
    pub arguments: Vec<Input<'a>>,
    /// Name of the struct of the arguments, if there are too many.
    pub bundle: Option<String>,
    /// Setters of the request.
    pub setters: Vec<Setter<'a>>,
    /// Inputs with a fixed value.
    pub fixed: Vec<Fixed<'a>>,
    /// The credentials it takes, where those are not the API's.
    pub security: Option<&'a [Vec<String>]>,
    /// Result of a successful call.
    pub response: ResponsePlan<'a>,
    /// The paging rule, if the response's type has the fields that it names.
    pub pages: Option<PagePlan<'a>>,
    /// Way to request its stream, if it has one.
    pub stream: Option<StreamPlan<'a>>,
    /// The input that would request a stream, if the operation has none: it is not offered.
    pub unstreamed: Option<Flag<'a>>,
    /// Forms that the request can be turned to.
    pub turns: Vec<Turn<'a>>,
    /// The operation that returns the state of the job that this one starts.
    pub asked: Option<AskedPlan<'a>>,
}

/// An operation that returns the state of the job that another one starts.
#[derive(Clone, Debug)]
pub struct AskedPlan<'a> {
    /// Name of its static descriptor: `CREATE_STATE`.
    pub descriptor: String,
    /// The operation.
    pub operation: &'a Operation,
    /// Its path parameters, and where their values come from.
    pub inputs: &'a [(String, Source)],
    /// Its headers that have one value.
    pub headers: Vec<(&'a str, String)>,
    /// The credentials it takes, where those are not the API's.
    pub security: Option<&'a [Vec<String>]>,
    /// The input that would request a stream.
    pub unstreamed: Option<Flag<'a>>,
}

fn plan_asked<'a>(api: &'a Api, operation: &'a Operation, descriptor: &str) -> Option<AskedPlan<'a>> {
    let ask = operation.rules.polling.as_ref()?.ask.as_ref()?;
    let operation = api.operations.get(ask.operation.0)?;
    let headers = operation.params.iter().filter_map(|param| match &param.ty {
        TypeRef::Const(value) if param.required && param.location == Location::Header => {
            Some((param.wire.as_str(), value.to_text()))
        }
        _ => None,
    });
    let security = (operation.security != api.security).then_some(operation.security.as_slice());
    let descriptor = format!("{descriptor}_STATE");
    let unstreamed = plan_unstreamed(api, operation);
    Some(AskedPlan { descriptor, operation, inputs: &ask.inputs, headers: headers.collect(), security, unstreamed })
}

/// Another form of the same body.
#[derive(Clone, Debug)]
pub struct Turn<'a> {
    /// Setter of the request: `as_form`.
    pub name: &'a str,
    /// The body's media type and form.
    pub media: &'a BodyMedia,
    /// Name of the static descriptor: `UPDATE_AS_FORM`.
    pub descriptor: String,
}

/// An input of a call.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// Name of the argument or setter.
    pub name: &'a str,
    /// Part of the request that it sets.
    pub target: Target<'a>,
    /// Type of the value.
    pub ty: Cow<'a, TypeRef>,
    /// True if `null` is a value of its own.
    pub nullable: bool,
    /// Name of the setter that sends it.
    pub null_setter: Option<&'a str>,
    /// Description.
    pub docs: &'a Docs,
    /// Constraints and default.
    pub facts: Option<&'a DocFacts>,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// An optional input.
#[derive(Clone, Debug)]
pub struct Setter<'a> {
    /// The input.
    pub input: Input<'a>,
    /// Name of the setter that sends `null`, where that differs from not calling any.
    pub null: Option<&'a str>,
}

/// An input with one value only.
#[derive(Clone, Copy, Debug)]
pub struct Fixed<'a> {
    /// Part of the request that it sets.
    pub target: Target<'a>,
    /// The value.
    pub value: &'a Literal,
}

/// Returns the name of a method that only some requests have: the second one where a setter has the first.
pub fn free_method(call: &CallPlan<'_>, name: &'static str, other: &'static str) -> &'static str {
    if call.setters.iter().any(|setter| setter.input.name == name) { other } else { name }
}

/// Decides an operation's inputs and response. `claim` makes a type name unique in the module.
pub fn plan_call<'a>(
    api: &'a Api,
    operation: &'a Operation,
    descriptor: String,
    claim: impl FnOnce(&str) -> String,
) -> CallPlan<'a> {
    let response = plan_response(operation);
    let stream = plan_stream(api, operation, &response);
    let unstreamed = plan_unstreamed(api, operation);
    let flag = stream.and_then(|stream| stream.flag).or(unstreamed);
    let mut inputs = Inputs { asks: flag.map(|flag| flag.target), ..Inputs::default() };
    for param in &operation.params {
        inputs.param(param);
    }
    if let Some(body) = &operation.body {
        inputs.body(api, body);
    }
    if inputs.required.len() > MAX_ARGUMENTS {
        inputs.fold_body();
    }
    let bundle = (inputs.required.len() > MAX_ARGUMENTS).then(|| claim(&format!("{}Arguments", operation.request)));
    let pages = plan_pages(api, operation, &response);
    let setter = |input: Input<'a>| Setter { null: input.null_setter.filter(|_| input.nullable), input };
    let setters: Vec<Setter<'a>> = inputs.optional.into_iter().map(setter).collect();
    let (arguments, mut fixed) = (inputs.required, inputs.fixed);
    fixed.extend(defaults(operation, &setters));
    let turns = turns(operation, &descriptor);
    let security = (operation.security != api.security).then_some(operation.security.as_slice());
    let asked = plan_asked(api, operation, &descriptor);
    CallPlan {
        operation,
        former: None,
        former_request: None,
        asked,
        descriptor,
        arguments,
        bundle,
        setters,
        fixed,
        security,
        response,
        pages,
        stream,
        unstreamed,
        turns,
    }
}

/// Returns the default values of inputs, each sent unless its setter is called.
fn defaults<'a>(operation: &'a Operation, setters: &[Setter<'a>]) -> Vec<Fixed<'a>> {
    let found = operation.rules.defaults.iter().filter_map(|default| {
        let target = match default.in_body {
            true => Target::Field(&default.wire),
            false => Target::Param(Location::Query, &default.wire),
        };
        let is_offered = setters.iter().any(|setter| setter.input.target == target);
        is_offered.then_some(Fixed { target, value: &default.value })
    });
    found.collect()
}

fn turns<'a>(operation: &'a Operation, descriptor: &str) -> Vec<Turn<'a>> {
    // A method for another body sends that alone.
    let media = operation.body.iter().flat_map(|body| &body.media);
    let turns = media.filter_map(|media| match &media.reach {
        Reach::Setter(name) => {
            let name = name.as_str();
            Some(Turn { name, media, descriptor: format!("{descriptor}_{}", name.to_uppercase()) })
        }
        _ => None,
    });
    turns.collect()
}

/// An operation's inputs while they are sorted.
#[derive(Debug, Default)]
struct Inputs<'a> {
    required: Vec<Input<'a>>,
    optional: Vec<Input<'a>>,
    fixed: Vec<Fixed<'a>>,
    /// The whole body, when its fields are offered one by one.
    whole: Option<Input<'a>>,
    /// The flag that requests a stream, which the runtime sets.
    asks: Option<Target<'a>>,
}

impl<'a> Inputs<'a> {
    fn param(&mut self, param: &'a crate::api::Param) {
        let target = Target::Param(param.location, &param.wire);
        let (ty, nullable) = unwrap_nullable(&param.ty);
        let input = Input {
            name: param.name.as_str(),
            target,
            ty: Cow::Borrowed(ty),
            // A required parameter that may be null takes an `Option`; an optional one is simply not set.
            nullable: nullable && param.required,
            null_setter: None,
            docs: &param.docs,
            facts: Some(&param.facts),
            deprecated: param.deprecated,
        };
        self.add(input, param.required);
    }

    /// Adds an input to its list. A required constant is fixed, not an argument.
    fn add(&mut self, input: Input<'a>, required: bool) {
        if self.asks == Some(input.target) {
            return;
        }
        match input.ty {
            Cow::Borrowed(TypeRef::Const(value)) if required && !input.nullable => {
                self.fixed.push(Fixed { target: input.target, value });
            }
            _ if required => self.required.push(input),
            _ => self.optional.push(input),
        }
    }

    fn body(&mut self, api: &'a Api, body: &'a Body) {
        let Some(media) = body.media.first() else { return };
        let (target, ty) = match &media.form {
            BodyForm::Json(ty) | BodyForm::Form { ty, .. } | BodyForm::Multipart { ty, .. } => {
                (Target::Body, Cow::Borrowed(ty))
            }
            BodyForm::Lines { ty, .. } => (Target::Body, Cow::Borrowed(ty)),
            BodyForm::Text(ty) if *api.behind(ty) == TypeRef::Scalar(Scalar::String) => {
                (Target::Text, Cow::Owned(TypeRef::Scalar(Scalar::String)))
            }
            BodyForm::Text(ty) => (Target::Body, Cow::Borrowed(ty)),
            BodyForm::Binary => (Target::Bytes, Cow::Owned(TypeRef::Scalar(Scalar::File))),
        };
        let fields = body.fields.as_deref().and_then(|fields| Some((fields, api.record_behind(&ty)?)));
        let whole = Input {
            name: body.name.as_str(),
            target,
            ty,
            nullable: false,
            null_setter: None,
            docs: &body.docs,
            facts: None,
            deprecated: false,
        };
        match fields {
            Some((fields, record)) => {
                let by_name: HashMap<&str, &Field> =
                    record.fields.iter().map(|field| (field.name.as_str(), field)).collect();
                let found = |offered: &'a BodyField| Some((offered, *by_name.get(offered.field.as_str())?));
                for (offered, field) in fields.iter().filter_map(found) {
                    self.field(offered, field, body.required);
                }
                self.whole = Some(whole.clone());
                self.optional.push(whole);
            }
            None => self.add(whole, body.required),
        }
    }

    /// Adds a field: as an argument if the request cannot do without it; in a body that may be left out, none is.
    fn field(&mut self, offered: &'a BodyField, field: &'a Field, body_required: bool) {
        let input = Input {
            name: offered.name.as_str(),
            target: Target::Field(&offered.wire),
            ty: Cow::Borrowed(&field.ty),
            nullable: match field.presence {
                Presence::RequiredNullable | Presence::OptionalNullable => true,
                Presence::Required | Presence::Optional => false,
            },
            null_setter: offered.null_setter.as_ref().map(|name| name.as_str()),
            docs: &field.docs,
            facts: Some(&field.facts),
            deprecated: field.deprecated,
        };
        let required = field.presence.is_required() || field.making == Making::Asked;
        self.add(input, body_required && required);
    }

    /// Replaces the body's fields among the arguments by the body as one value, and removes its setter.
    fn fold_body(&mut self) {
        let Some(whole) = self.whole.take() else { return };
        let in_body = |target: Target<'_>| matches!(target, Target::Field(_));
        if !self.required.iter().any(|input| in_body(input.target)) {
            return;
        }
        self.required.retain(|input| !in_body(input.target));
        self.fixed.retain(|fixed| !in_body(fixed.target));
        self.optional.retain(|input| input.target != Target::Body);
        self.required.push(whole);
    }
}

fn unwrap_nullable(ty: &TypeRef) -> (&TypeRef, bool) {
    match ty {
        TypeRef::Nullable(inner) => (inner, true),
        other => (other, false),
    }
}
