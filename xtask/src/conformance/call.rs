//! One call as a Rust function: the method, its arguments and setters, and the use of the response.

use std::collections::{HashMap, HashSet};

use specsmith_generator::api::{Api, BodyForm, BodyMedia, Extra, Operation, OperationId, Reach, TypeRef};
use specsmith_generator::plan::Plan;
use specsmith_generator::plan::calls::{CallPlan, Input, Setter, Target};
use specsmith_generator::plan::resources::ResourcePlan;

use super::calls::{Call, Parameter};
use super::declared::Declared;
use super::express::{Code, Expressed, Reason, Skip, Values, any, differs, is_literal, short};
use super::json::Json;
use super::matching::{fit, is_fixed, is_in};
use super::media;
use super::outcome::{self, Shown};

/// The methods of a crate, by operation.
pub(super) struct Methods<'p> {
    plan: &'p Plan<'p>,
    pub(super) values: Values<'p>,
    /// By method and path.
    by_route: HashMap<(&'p str, &'p str), OperationId>,
    /// By operation, with the resource that it is a method of.
    calls: HashMap<usize, (&'p ResourcePlan<'p>, &'p CallPlan<'p>)>,
}

/// A method, and its way to send a media type.
#[derive(Clone, Copy)]
struct Way<'p> {
    resource: &'p ResourcePlan<'p>,
    call: &'p CallPlan<'p>,
    /// Setter that changes the body to the media type.
    turn: Option<&'p str>,
    /// Content type to set by hand.
    content_type: Option<&'p str>,
}

/// Way to pass a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// As an argument of the method, `None` for null.
    Argument,
    /// As a field of the struct of the arguments.
    Field,
    /// By a setter; another setter sets null.
    Setter,
}

/// A method's chain of calls during its construction.
struct Chain<'c> {
    call: &'c Call,
    text: String,
    arguments: Vec<String>,
    /// Parameters used by an input, as indices in the call.
    parameters: HashSet<usize>,
    /// Members of the body used by an input.
    members: HashSet<String>,
    /// True if the body was given as a whole.
    whole: bool,
    loose: usize,
}

/// A function's body, and how much of the call is given beside its types.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) loose: usize,
}

impl<'p> Methods<'p> {
    pub(super) fn new(plan: &'p Plan<'p>, declared: &'p Declared) -> Self {
        let is_own = |operation: &&Operation| operation.alternative_of.is_none();
        let operations = plan.api.operations.iter().enumerate();
        let by_route = operations
            .filter(|(_, operation)| is_own(operation))
            .map(|(at, operation)| ((operation.method.as_str(), operation.path_key.as_str()), OperationId(at)))
            .collect();
        let mut calls = HashMap::new();
        for resource in &plan.resources {
            for (id, call) in resource.resource.operations.iter().zip(&resource.calls) {
                calls.insert(id.0, (resource, call));
            }
        }
        Self { plan, values: Values::new(plan.api, declared), by_route, calls }
    }

    fn api(&self) -> &'p Api {
        self.plan.api
    }

    /// Writes the function for a call.
    pub(super) fn write(&self, call: &Call) -> Result<Written, Skip> {
        self.values.renew();
        let way = self.way(call)?;
        let shown = outcome::shown(self.plan, &self.values, way.resource, way.call, &call.response);
        let mut chain = Chain {
            call,
            text: String::new(),
            arguments: Vec::new(),
            parameters: HashSet::new(),
            members: HashSet::new(),
            whole: false,
            loose: 0,
        };
        self.arguments(way, &mut chain)?;
        self.setters(way, &mut chain)?;
        self.left_over(way, &mut chain)?;
        let Shown { before, run } = shown;
        let accessors: String = way.resource.accessors.iter().map(|accessor| format!(".{accessor}()")).collect();
        let arguments = match &way.call.bundle {
            Some(bundle) => {
                let krate = self.api().crate_name.ident();
                format!("{krate}::{} {{ {} }}", way.resource.item(bundle), chain.arguments.join(", "))
            }
            None => chain.arguments.join(", "),
        };
        let name = &way.call.operation.name;
        let text =
            format!("    let request = client{accessors}.{name}({arguments}){}{before};\n    {run}\n", chain.text);
        Ok(Written { text, loose: chain.loose })
    }

    fn operation(&self, call: &Call) -> Result<OperationId, Skip> {
        let found = self.by_route.get(&(call.method.as_str(), call.path.as_str())).copied();
        let by_pointer = || {
            let mut operations = self.api().operations.iter();
            operations
                .position(|operation| {
                    operation.alternative_of.is_none()
                        && operation.origin.to_string().ends_with(&call.pointer)
                        && operation.method.eq_ignore_ascii_case(&call.method)
                })
                .map(OperationId)
        };
        found.or_else(by_pointer).ok_or_else(|| {
            Skip::new(Reason::NoMethod, format!("the crate has no method for {} {}", call.method, call.path))
        })
    }

    /// Returns the method that sends the media type of the body.
    fn way(&self, call: &Call) -> Result<Way<'p>, Skip> {
        let id = self.operation(call)?;
        let own = self.method(id, call)?;
        let Some(body) = &call.body else { return Ok(own) };
        let operation = self.api().operation(id);
        let offered: &[BodyMedia] = operation.body.as_ref().map_or(&[], |body| &body.media);
        let fits = offered.iter().enumerate().filter_map(|(at, media)| Some((fit(media, body)?, at, media)));
        let Some((_, at, media)) = fits.min_by_key(|(fit, at, _)| (*fit, *at)) else {
            let what = format!("no method sends a body of `{}`", body.media_type);
            return Err(Skip::new(Reason::UntypedBody, what));
        };
        // One that says the same as one before it is sent as that one is.
        let by_hand = media.reach == Reach::Header;
        let is_same = |other: &&BodyMedia| other.form == media.form && other.reach != Reach::Header;
        let reach = if by_hand { offered[..at].iter().find(is_same).map(|other| &other.reach) } else { None };
        let concrete = !media::same(&media.media_type, &body.media_type) && !body.media_type.contains('*');
        let content_type = (by_hand || concrete).then(|| self.leaked(&body.media_type));
        let way = self.reached(reach.unwrap_or(&media.reach), id, call)?;
        Ok(Way { content_type, ..way })
    }

    /// Returns the method that sends a body in this way.
    fn reached(&self, reach: &'p Reach, id: OperationId, call: &Call) -> Result<Way<'p>, Skip> {
        match reach {
            Reach::Own | Reach::Header => self.method(id, call),
            Reach::Setter(name) => Ok(Way { turn: Some(name.as_str()), ..self.method(id, call)? }),
            Reach::Method(name) => {
                let resource = self.api().operation(id).resource;
                let alternative = self.api().operations.iter().position(|other| {
                    other.alternative_of == Some(id) && other.name == *name && other.resource == resource
                });
                let way = alternative.map(|at| self.method(OperationId(at), call)).transpose()?;
                way.ok_or_else(|| Skip::new(Reason::NoMethod, format!("there is no method `{name}`")))
            }
        }
    }

    /// Text that lives as long as the program: one for each media type.
    fn leaked(&self, text: &str) -> &'p str {
        Box::leak(text.to_owned().into_boxed_str())
    }

    fn method(&self, id: OperationId, call: &Call) -> Result<Way<'p>, Skip> {
        match self.calls.get(&id.0) {
            Some((resource, plan)) => Ok(Way { resource, call: plan, turn: None, content_type: None }),
            None => {
                let what = format!("no resource has the method for {} {}", call.method, call.path);
                Err(Skip::new(Reason::NoMethod, what))
            }
        }
    }

    fn arguments(&self, way: Way<'p>, chain: &mut Chain<'_>) -> Result<(), Skip> {
        // A fixed value with a setter is a default, and may be another value.
        let is_offered = |target| way.call.setters.iter().any(|setter| setter.input.target == target);
        for fixed in way.call.fixed.iter().filter(|fixed| !is_offered(fixed.target)) {
            if let Some(value) = chain.given(fixed.target).filter(|value| !is_fixed(fixed, value)) {
                return Err(differs(fixed.value, value));
            }
        }
        let bundled = way.call.bundle.is_some();
        for input in &way.call.arguments {
            let Some(value) = chain.given(input.target) else {
                let what = format!("the method requires `{}`, which the call does not have", input.name);
                return Err(Skip::new(Reason::MissingInput, what));
            };
            let taken = if bundled { Taken::Field } else { Taken::Argument };
            let code = self.input(input, value, way, taken)?;
            chain.loose += code.loose;
            chain.arguments.push(if bundled { format!("{}: {}", input.name, code.text) } else { code.text });
        }
        Ok(())
    }

    /// Returns a value for an argument or a setter.
    fn input(&self, input: &Input<'_>, value: &Json, way: Way<'_>, taken: Taken) -> Expressed {
        let values = &self.values;
        // A part that is neither a file nor a list of files is JSON.
        let is_json_part = matches!(input.target, Target::Field(_)) && !values.is_file(&input.ty);
        values.files_are_text(is_json_part || !sends_files(way));
        let code = match input.target {
            _ if input.nullable && taken != Taken::Setter => values.nullable(&input.ty, value)?,
            _ if taken == Taken::Field => values.owned(&input.ty, value)?,
            _ => values.argument(&input.ty, value)?,
        };
        Ok(match (input.target, way.content_type) {
            (Target::Bytes, Some(media)) => {
                Code { text: format!("{}.content_type({media:?})", code.text), loose: code.loose }
            }
            _ => code,
        })
    }

    fn setters(&self, way: Way<'p>, chain: &mut Chain<'_>) -> Result<(), Skip> {
        let fields = self.offers_fields(way);
        for setter in &way.call.setters {
            let input = &setter.input;
            // The fields say all of a body, unless it has none.
            if fields && matches!(input.target, Target::Body) && !self.is_only_whole(way, chain) {
                continue;
            }
            let Some(value) = chain.given(input.target) else { continue };
            let value = value.clone();
            self.setter(setter, &value, way, chain)?;
        }
        if let Some(turn) = way.turn {
            chain.text.push_str(&format!(".{turn}()"));
        }
        if let Some(media) = way.content_type
            && !takes_bytes(way)
        {
            chain.text.push_str(&format!(".header(\"content-type\", {media:?})"));
        }
        Ok(())
    }

    fn setter(&self, setter: &Setter<'_>, value: &Json, way: Way<'_>, chain: &mut Chain<'_>) -> Result<(), Skip> {
        let input = &setter.input;
        if *value == Json::Null
            && let Some(null) = setter.null
        {
            chain.text.push_str(&format!(".{null}()"));
            return Ok(());
        }
        if let TypeRef::Const(literal) = &*input.ty {
            if !is_literal(literal, value) {
                return Err(differs(literal, value));
            }
            chain.text.push_str(&format!(".{}()", input.name));
            return Ok(());
        }
        let code = self.input(input, value, way, Taken::Setter)?;
        chain.loose += code.loose;
        chain.text.push_str(&format!(".{}({})", input.name, code.text));
        Ok(())
    }

    /// Returns true if the body's fields are offered one by one.
    fn offers_fields(&self, way: Way<'_>) -> bool {
        let arguments = way.call.arguments.iter().chain(way.call.setters.iter().map(|setter| &setter.input));
        let mut arguments = arguments.map(|input| input.target);
        arguments.any(|target| matches!(target, Target::Field(_)))
            || way.call.fixed.iter().any(|fixed| matches!(fixed.target, Target::Field(_)))
            || way.call.operation.body.as_ref().is_some_and(|body| body.fields.is_some())
    }

    /// Returns true if the body must be given as a whole: it is an empty object that may be left out, or no object.
    fn is_only_whole(&self, way: Way<'_>, chain: &Chain<'_>) -> bool {
        let required = way.call.operation.body.as_ref().is_some_and(|body| body.required);
        match chain.call.body.as_ref().map(|body| &body.value) {
            Some(Json::Object(members)) => members.is_empty() && !required,
            Some(_) => true,
            None => false,
        }
    }

    /// Checks that an input took every value of the call.
    fn left_over(&self, way: Way<'p>, chain: &mut Chain<'_>) -> Result<(), Skip> {
        self.note_flag(way, chain)?;
        let call = chain.call;
        let left = call.parameters.iter().enumerate().find(|(at, _)| !chain.parameters.contains(at));
        if let Some((_, parameter)) = left {
            let what = format!("the method does not take the {} parameter `{}`", parameter.location, parameter.name);
            return Err(Skip::new(Reason::NoInput, what));
        }
        let Some(body) = call.body.as_ref().filter(|_| !chain.whole) else { return Ok(()) };
        let Json::Object(members) = &body.value else {
            let what = format!("the method takes no body; the call has {}", short(&body.value));
            return Err(Skip::new(Reason::NoInput, what));
        };
        if !self.offers_fields(way) {
            return Err(Skip::new(Reason::NoInput, "the method takes no body".to_owned()));
        }
        for (name, value) in members.iter().filter(|(name, _)| !chain.members.contains(name)) {
            if !self.is_open(way) {
                return Err(Skip::new(Reason::NoInput, format!("the method does not take the body's member `{name}`")));
            }
            chain.loose += 1;
            chain.text.push_str(&format!(".body_field({name:?}, {})", any(value)?.text));
        }
        Ok(())
    }

    /// Returns true if the body takes members that its schema does not name.
    fn is_open(&self, way: Way<'_>) -> bool {
        let media = way.call.operation.body.as_ref().and_then(|body| body.media.first());
        let record = media.and_then(|media| media.form.ty()).and_then(|ty| self.api().record_behind(ty));
        record.is_none_or(|record| record.extra != Extra::Forbidden)
    }

    /// The flag that asks for a stream is set by the method that is called.
    fn note_flag(&self, way: Way<'p>, chain: &mut Chain<'_>) -> Result<(), Skip> {
        let Some(flag) = way.call.stream.and_then(|stream| stream.flag) else { return Ok(()) };
        let streams = outcome::is_streamed(way.call, &chain.call.response);
        match chain.given(flag.target) {
            Some(Json::Bool(wanted)) if *wanted != streams => {
                let what = format!("the call says `stream: {wanted}`, its response is {}", chain.call.response_media());
                Err(Skip::new(Reason::ConstantDiffers, what))
            }
            _ => Ok(()),
        }
    }
}

impl Call {
    fn response_media(&self) -> String {
        format!("{} `{}`", self.response.status, self.response.media_type.as_deref().unwrap_or(""))
    }
}

impl<'c> Chain<'c> {
    /// Returns the value of the call for an input, which takes it.
    fn given(&mut self, target: Target<'_>) -> Option<&'c Json> {
        match target {
            Target::Param(location, name) => {
                let is = |parameter: &Parameter| is_in(parameter, location) && parameter.name == name;
                let (at, parameter) = self.call.parameters.iter().enumerate().find(|(_, parameter)| is(parameter))?;
                self.parameters.insert(at);
                Some(&parameter.value)
            }
            Target::Field(name) => {
                let value = self.call.body.as_ref()?.value.get(name)?;
                self.members.insert(name.to_owned());
                Some(value)
            }
            Target::Body | Target::Text | Target::Bytes => {
                let body = self.call.body.as_ref()?;
                self.whole = true;
                Some(&body.value)
            }
        }
    }
}

/// Files are sent as they are: the body is one, or has parts.
fn sends_files(way: Way<'_>) -> bool {
    let media = way.call.operation.body.as_ref().and_then(|body| body.media.first());
    media.is_some_and(|media| matches!(media.form, BodyForm::Binary | BodyForm::Multipart { .. }))
}

fn takes_bytes(way: Way<'_>) -> bool {
    let media = way.call.operation.body.as_ref().and_then(|body| body.media.first());
    media.is_some_and(|media| media.form == BodyForm::Binary)
}
