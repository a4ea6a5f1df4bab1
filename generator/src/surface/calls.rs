//! The items of resources: accessors, methods, requests with their setters, and the types that only they have.

use super::item::{Argument, Input, Item, Kind, Part};
use super::list::List;
use super::ty::{Type, Wrapper};
use super::types::{argument, held, status};
use super::whole::{self, credential};
use super::wire::{Call, Travel, Wire};
use super::{former, rules, written};
use crate::api::{Api, Location, Operation, Response, ResponseForm, StreamForm, TypeRef};
use crate::plan::Plan;
use crate::plan::calls::{self, CallPlan, Target};
use crate::plan::resources::ResourcePlan;
use crate::plan::responses::{ResponsePlan, SeveralVariant};
use crate::pointer::Pointer;

/// Adds all resources, parents before children, and returns the index of each.
pub(super) fn add(list: &mut List, plan: &Plan<'_>) -> Vec<usize> {
    let mut places = Vec::with_capacity(plan.resources.len());
    for resource in &plan.resources {
        let first = list.len();
        let view = View { plan, api: plan.api, resource };
        let own = list.add(None, view.resource_item());
        if let Some(old) = plan.api.former.resources.get(&resource.id) {
            former::add(list, own, resource.item(old.as_str()));
        }
        for child in &resource.resource.children {
            let name = plan.api.resource(*child).accessor.as_str();
            view.accessor(list, own, name, plan.resource(*child));
            if let Some(old) = plan.api.former.accessors.get(child) {
                let at = view.accessor(list, own, old.as_str(), plan.resource(*child));
                list.0[at..].iter_mut().for_each(|item| former::mark(item, format!("{}::{name}", view.path())));
            }
        }
        for call in &resource.calls {
            view.call(list, own, call);
        }
        list.need(first, resource.feature.as_slice());
        places.push(own);
    }
    places
}

/// A resource about to be described.
pub(super) struct View<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) api: &'a Api,
    pub(super) resource: &'a ResourcePlan<'a>,
}

impl View<'_> {
    fn is_root(&self) -> bool {
        self.resource.accessors.is_empty()
    }

    /// Returns the path of the struct that has the methods.
    pub(super) fn path(&self) -> String {
        if self.is_root() { "Client".to_owned() } else { self.resource.item(self.resource.resource.name.as_str()) }
    }

    fn resource_item(&self) -> Item {
        let segments = self.resource.resource.path.join("/");
        let first = self.resource.calls.first().map(|call| call.operation.origin.clone());
        let place = first.unwrap_or_else(|| Pointer::root().child("paths"));
        let item = Item::new(Kind::Resource, self.path(), place, format!("/{segments}"));
        if !self.is_root() {
            return item;
        }
        // The client itself says where calls go.
        let wire = Wire::Api(Box::new(whole::wire(self.api)));
        let variables = Some(self.api.base_url_env.clone()).filter(|name| !name.is_empty()).into_iter().collect();
        Item { place: Pointer::root().child("servers"), wire, variables, ..item }
    }

    /// Returns the number of items before it.
    fn accessor(&self, list: &mut List, own: usize, name: &str, child: Option<&ResourcePlan<'_>>) -> usize {
        let before = list.len();
        let Some(child) = child else { return before };
        let gives = Type::Item(child.item(child.resource.name.as_str()));
        let (path, place) = (format!("{}::{name}", self.path()), list.0[own].place.clone());
        let item = Item::new(Kind::Accessor, path, place, child.resource.path.join("/"));
        list.add(Some(own), Item { gives: Some(gives), features: child.feature.iter().cloned().collect(), ..item });
        before
    }

    fn call(&self, list: &mut List, own: usize, call: &CallPlan<'_>) {
        let operation = call.operation;
        let identity = identity(operation);
        let place = operation.origin.clone();
        let request = self.resource.item(operation.request.as_str());
        let method = format!("{}::{}", self.path(), operation.name);
        let takes = self.arguments(list, call);
        let gives = Some(Type::Item(request.clone()));
        let item = Item { takes, gives, ..Item::new(Kind::Method, method.clone(), place.clone(), identity.clone()) };
        if let Some(former) = call.former {
            let path = format!("{}::{former}", self.path());
            let former_of = Some(method);
            let identity = format!("{identity} former");
            list.add(Some(own), Item { path, identity, deprecated: true, former_of, ..item.clone() });
        }
        let wire = Wire::Call(Box::new(self.wire(call)));
        list.add(Some(own), Item { deprecated: operation.deprecated, wire, ..item });
        let gives = Some(self.gives(call));
        let item = list.add(None, Item { gives, ..Item::new(Kind::Request, request.clone(), place.clone(), identity) });
        if let Some(old) = call.former_request {
            former::add(list, item, self.resource.item(old.as_str()));
        }
        self.setters(list, item, &request, call);
        self.forms(list, item, &request, call);
        if operation.alternative_of.is_none() {
            self.enums(list, call);
        }
    }

    /// Returns the arguments of a method.
    pub(super) fn taken(&self, call: &CallPlan<'_>) -> Vec<Argument> {
        let Some(bundle) = &call.bundle else {
            return call.arguments.iter().map(|input| self.input(call, input, input.nullable)).collect();
        };
        let ty = Type::Item(self.resource.item(bundle));
        vec![Argument { name: "arguments".to_owned(), ty, nullable: false, input: None }]
    }

    /// Returns the arguments of a method; adds the struct of them, if they are too many.
    fn arguments(&self, list: &mut List, call: &CallPlan<'_>) -> Vec<Argument> {
        let taken = self.taken(call);
        let Some(bundle) = &call.bundle else { return taken };
        let path = self.resource.item(bundle);
        let identity = format!("{} arguments", identity(call.operation));
        let item = Item::new(Kind::Arguments, path.clone(), call.operation.origin.clone(), identity);
        let own = list.add(None, Item { exhaustive: true, ..item });
        for input in &call.arguments {
            let taken = self.input(call, input, input.nullable);
            let owned = match input.target {
                Target::Bytes => Type::Runtime("Upload"),
                _ => Type::owned(self.api, &input.ty),
            };
            let gives = Some(if input.nullable { owned.within(Wrapper::Option) } else { owned });
            let place = self.place(call, input.target);
            let item = Item::new(Kind::Field, format!("{path}::{}", taken.name), place, key(input.target));
            list.add(Some(own), Item { gives, takes: vec![taken], ..item });
        }
        taken
    }

    fn input(&self, call: &CallPlan<'_>, input: &calls::Input<'_>, nullable: bool) -> Argument {
        let taken = argument(self.api, input.name, &input.ty, nullable);
        let ty = if input.target == Target::Bytes { Type::Runtime("Upload") } else { taken.ty };
        let (part, form) = match input.target {
            Target::Param(location, wire) => {
                let mut params = call.operation.params.iter();
                let param = params.find(|param| param.location == location && param.wire == wire);
                (part(location), param.map(|param| written::form(self.api, param)).unwrap_or_default())
            }
            Target::Field(_) => (Part::Property, String::new()),
            Target::Body | Target::Text | Target::Bytes => (Part::Body, String::new()),
        };
        let key = key(input.target).to_owned();
        Argument { ty, input: Some(Input { part, key, form }), ..taken }
    }

    fn place(&self, call: &CallPlan<'_>, target: Target<'_>) -> Pointer {
        let below = match target {
            Target::Param(..) => "parameters",
            Target::Field(_) | Target::Body | Target::Text | Target::Bytes => "requestBody",
        };
        call.operation.origin.child(below)
    }

    fn setters(&self, list: &mut List, own: usize, request: &str, call: &CallPlan<'_>) {
        for setter in &call.setters {
            let input = &setter.input;
            let (place, deprecated) = (self.place(call, input.target), input.deprecated);
            let mut takes = vec![self.input(call, input, false)];
            let identity =
                format!("{} {}", takes[0].input.as_ref().map_or("", |input| input.part.word()), key(input.target));
            if matches!(*input.ty, TypeRef::Const(_)) {
                takes.clear();
            }
            let item = Item::new(Kind::Setter, format!("{request}::{}", input.name), place.clone(), identity.clone());
            list.add(Some(own), Item { takes, deprecated, ..item });
            if let Some(null) = setter.null {
                let item = Item::new(Kind::NullSetter, format!("{request}::{null}"), place, identity);
                list.add(Some(own), Item { deprecated, ..item });
            }
        }
    }

    /// Adds other ways to send the request, or to read its response.
    fn forms(&self, list: &mut List, own: usize, request: &str, call: &CallPlan<'_>) {
        let place = &call.operation.origin;
        let mut add = |name: &str, identity: String, gives: Type| {
            let item = Item::new(Kind::Form, format!("{request}::{name}"), place.clone(), identity);
            list.add(Some(own), Item { gives: Some(gives), ..item });
        };
        for turn in &call.turns {
            add(turn.name, turn.media.media_type.clone(), Type::Item(request.to_owned()));
        }
        if let Some(pages) = &call.pages {
            add("pages", "pages".to_owned(), Type::owned(self.api, pages.page).within(Wrapper::Stream));
            add("stream", "items".to_owned(), Type::owned(self.api, pages.item).within(Wrapper::Stream));
        }
        if let Some(alternative) = call.stream.filter(|stream| stream.alternative) {
            let name = if call.pages.is_some() { "stream_events" } else { "stream" };
            add(name, "stream".to_owned(), self.stream(call, alternative.form));
        }
        if matches!(call.response, ResponsePlan::Binary | ResponsePlan::Text | ResponsePlan::Plain(_)) {
            add("stream_bytes", "bytes".to_owned(), Type::Runtime("Bytes").within(Wrapper::Stream));
        }
        let owned = |ty: &TypeRef| Type::owned(self.api, ty);
        if call.operation.rules.websocket.is_some() {
            add(calls::free_method(call, "open", "open_websocket"), "open".to_owned(), self.gives(call));
        }
        if let Some(rule) = &call.operation.rules.polling {
            let name = calls::free_method(call, "wait", "wait_until_done");
            add(name, "wait".to_owned(), owned(&rule.value).within(Wrapper::Waiting));
        }
        if let Some(rule) = &call.operation.rules.structured_output {
            add(calls::free_method(call, "parse", "parse_as"), "parse".to_owned(), owned(&rule.response));
        }
    }

    /// Returns the stream of a response, with what its elements make up.
    fn stream(&self, call: &CallPlan<'_>, form: &StreamForm) -> Type {
        let owned = |ty: &TypeRef| Type::owned(self.api, ty);
        let Some(item) = form.item().map(owned) else {
            return Type::Runtime("stream::Event").within(Wrapper::Stream);
        };
        let whole = call.operation.rules.accumulation.as_ref().map(|rule| owned(&rule.whole));
        Type::Of(Wrapper::Stream, [item].into_iter().chain(whole).collect())
    }

    /// Returns the type that awaiting the request returns.
    fn gives(&self, call: &CallPlan<'_>) -> Type {
        let owned = |ty: &TypeRef| Type::owned(self.api, ty);
        if let Some(socket) = &call.operation.rules.websocket {
            return Type::Of(Wrapper::WebSocket, vec![owned(&socket.sent), owned(&socket.received)]);
        }
        if let Some(pages) = &call.pages {
            return owned(pages.page).within(Wrapper::Page);
        }
        match &call.response {
            ResponsePlan::Raw => Type::Runtime("Bytes").within(Wrapper::Response),
            ResponsePlan::Empty => Type::unit(),
            ResponsePlan::Json(ty) | ResponsePlan::Plain(ty) => owned(ty),
            ResponsePlan::OptionalJson(ty) => owned(ty).within(Wrapper::Option),
            ResponsePlan::Text => Type::Std("String"),
            ResponsePlan::Binary => Type::Runtime("Bytes"),
            ResponsePlan::Stream(form) => self.stream(call, form),
            ResponsePlan::Several(_) => Type::Item(self.resource.item(call.operation.response.name.as_str())),
        }
    }

    fn enums(&self, list: &mut List, call: &CallPlan<'_>) {
        let operation = call.operation;
        let place = operation.origin.child("responses");
        let received = Travel { sent: false, received: true };
        if let Some(errors) = &operation.errors {
            let path = self.resource.item(errors.name.as_str());
            let item = Item::new(Kind::Alias, path, place.clone(), format!("{} errors", identity(operation)));
            list.add(
                None,
                Item { gives: Some(Type::owned(self.api, &errors.ty)), wire: Wire::Value(received), ..item },
            );
        }
        let ResponsePlan::Several(variants) = &call.response else { return };
        let path = self.resource.item(operation.response.name.as_str());
        let item =
            Item::new(Kind::Responses, path.clone(), place.clone(), format!("{} responses", identity(operation)));
        let own = list.add(None, Item { exhaustive: true, wire: Wire::Value(received), ..item });
        for variant in variants {
            let values = whens(variant);
            let (name, identity) = (variant.name.as_str(), values.first().cloned().unwrap_or_default());
            let item = Item::new(Kind::Variant, format!("{path}::{name}"), place.clone(), identity);
            let wire = Wire::Text { values, travel: received };
            list.add(Some(own), Item { gives: self.carried(variant), wire, exhaustive: true, ..item });
        }
    }

    fn carried(&self, variant: &SeveralVariant<'_>) -> Option<Type> {
        match variant.form {
            ResponseForm::Empty => None,
            ResponseForm::Json(ty) | ResponseForm::Plain(ty) => Some(held(self.api, ty)),
            ResponseForm::Text | ResponseForm::Stream(_) => Some(Type::Std("String")),
            ResponseForm::Binary => Some(Type::Runtime("Bytes")),
        }
    }

    fn wire(&self, call: &CallPlan<'_>) -> Call {
        let operation = call.operation;
        let query = operation.fixed_query.iter().map(|(key, value)| format!("query parameter {key}={value}"));
        let constants = call.fixed.iter().map(|fixed| {
            let part = match fixed.target {
                Target::Param(location, _) => part(location),
                Target::Field(_) => Part::Property,
                Target::Body | Target::Text | Target::Bytes => Part::Body,
            };
            format!("{} {}={}", part.word(), key(fixed.target), fixed.value.to_text())
        });
        Call {
            method: operation.method.clone(),
            path: operation.path.clone(),
            fixed: query.chain(whole::headers_text(&operation.fixed_headers)).chain(constants).collect(),
            bodies: written::bodies(self.api, operation),
            responses: responses(self.api, &operation.response),
            failures: self.failures(operation),
            credentials: self.credentials(operation),
            server: operation.server.as_ref().map(|server| server.template.clone()),
            paging: call.pages.as_ref().map(|pages| format!("{:?}", pages.paging.next)),
            retry: self.retry(operation),
            rules: rules::texts(self.api, &operation.rules),
        }
    }

    fn failures(&self, operation: &Operation) -> Vec<(String, Option<Type>)> {
        let failures = operation.failures.iter();
        failures
            .map(|failure| (status(failure.status), failure.ty.as_ref().map(|ty| Type::owned(self.api, ty))))
            .collect()
    }

    fn retry(&self, operation: &Operation) -> Option<String> {
        let policy = operation.retry.or(self.api.retry).map(|policy| format!("{policy:?}").to_lowercase());
        let header = operation.idempotency_header.as_ref().map(|header| format!("header {header}"));
        let said: Vec<String> = policy.into_iter().chain(header).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// Returns the alternatives of credentials, each scheme by its form on the wire: its name is not sent.
    fn credentials(&self, operation: &Operation) -> Vec<String> {
        let scheme = |id: &String| {
            let scheme = self.plan.api.schemes.iter().find(|scheme| scheme.id == *id);
            scheme.map_or_else(|| id.clone(), |scheme| credential(&scheme.kind))
        };
        let set = |schemes: &Vec<String>| match schemes.as_slice() {
            [] => "none".to_owned(),
            schemes => schemes.iter().map(scheme).collect::<Vec<_>>().join(" and "),
        };
        let mut sets: Vec<String> = Vec::new();
        for set in operation.security.iter().map(set) {
            if !sets.contains(&set) {
                sets.push(set);
            }
        }
        sets
    }
}

/// Returns the identity of an operation in the document; that of a method for another body also has the media type.
pub(super) fn identity(operation: &Operation) -> String {
    let media = operation.alternative_of.and(operation.body.as_ref()).and_then(|body| body.media.first());
    let media = media.map(|media| format!(" {}", media.media_type)).unwrap_or_default();
    format!("{} {}{media}", operation.method, operation.path_key)
}

fn key<'a>(target: Target<'a>) -> &'a str {
    match target {
        Target::Param(_, wire) | Target::Field(wire) => wire,
        Target::Body | Target::Text | Target::Bytes => "",
    }
}

fn part(location: Location) -> Part {
    match location {
        Location::Path => Part::Path,
        Location::Query => Part::Query,
        Location::Header => Part::Header,
        Location::Cookie => Part::Cookie,
    }
}

fn responses(api: &Api, response: &Response) -> Vec<(String, Option<Type>)> {
    let cases = response.cases.iter().map(|case| {
        let ty = match &case.form {
            ResponseForm::Json(ty) | ResponseForm::Plain(ty) => Some(Type::owned(api, ty)),
            ResponseForm::Stream(form) => form.item().map(|item| Type::owned(api, item).within(Wrapper::Stream)),
            ResponseForm::Empty | ResponseForm::Text | ResponseForm::Binary => None,
        };
        let media = case.media_type.as_deref().map(|media| format!(" {media}")).unwrap_or_default();
        (format!("{}{media}", status(case.status)), ty)
    });
    cases.collect()
}

fn whens(variant: &SeveralVariant<'_>) -> Vec<String> {
    let when = variant.when.iter().map(|(code, media)| match media {
        Some(media) => format!("{} {media}", status(*code)),
        None => status(*code),
    });
    when.collect()
}
