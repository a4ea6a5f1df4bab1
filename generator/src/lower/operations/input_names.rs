//! Names of an operation's arguments and setters, and what its inline schemas are called after.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::super::context::NameHint;
use super::english;
use super::route::snake;
use crate::api::{Body, BodyField, Location, Param, Reach};
use crate::naming::{ParamName, Scope, words};

/// Part of the request that has an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum InputLocation {
    /// A parameter.
    Param(Location),
    /// A field of the body.
    Body,
}

impl InputLocation {
    /// Returns the word for it, in names and settings.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Param(Location::Path) => "path",
            Self::Param(Location::Query) => "query",
            Self::Param(Location::Header) => "header",
            Self::Param(Location::Cookie) => "cookie",
            Self::Body => "body",
        }
    }
}

/// Returns the name that an input has when there is no other.
pub(super) fn alone(wire: &str) -> ParamName {
    Scope::new().claim(wire)
}

/// Names the inputs of an operation, which have the names of [`alone`] so far: its parameters, the fields of all its bodies, and the setters of these.
///
/// The names depend on the set of the inputs. Of those of different places that share a name on the wire, `id` in the query and in the body,
/// each says where it goes, so that neither gets the other's name when one is added: `id_query`, `id_body`. Only parameters of the path
/// keep theirs, as nothing is ever added to a path.
///
/// `given` has names from settings, which come first.
pub(super) fn name(params: &mut [Param], bodies: &mut [&mut Body], given: &Given) {
    let mut scope = Scope::new();
    let in_path = |param: &&mut Param| param.location == Location::Path;
    let mut path: Vec<&mut Param> = params.iter_mut().filter(in_path).collect();
    let place = InputLocation::Param(Location::Path);
    let text = |wire: &String| given.get(place, wire).unwrap_or(wire).clone();
    let texts: Vec<Vec<String>> = path.iter().map(|param| vec![text(&param.wire)]).collect();
    for (param, name) in path.iter_mut().zip(scope.claim_all(&texts)) {
        param.name = name;
    }
    let fields: IndexSet<String> =
        bodies.iter().flat_map(|body| fields(body)).map(|field| field.wire.clone()).collect();
    let places = Places::of(params, &fields);
    let mut others: Vec<&mut Param> = params.iter_mut().filter(|param| !in_path(param)).collect();
    let forms = |wire: &String, place: InputLocation| match given.get(place, wire) {
        Some(name) => vec![name.clone()],
        None => places.forms(wire, place),
    };
    let texts = others.iter().map(|param| forms(&param.wire, InputLocation::Param(param.location)));
    let texts: Vec<Vec<String>> = texts.chain(fields.iter().map(|wire| forms(wire, InputLocation::Body))).collect();
    let mut names = scope.claim_all(&texts).into_iter();
    for (param, name) in others.iter_mut().zip(&mut names) {
        param.name = name;
    }
    let names: HashMap<String, ParamName> = fields.into_iter().zip(names).collect();
    name_fields(bodies, &names, &mut scope);
}

fn fields(body: &Body) -> &[BodyField] {
    body.fields.as_deref().unwrap_or_default()
}

/// Names the fields of bodies, the same in all bodies. The setters of null and of other forms come last, so that no input has to give way.
fn name_fields(bodies: &mut [&mut Body], names: &HashMap<String, ParamName>, scope: &mut Scope) {
    let mut null_setters: HashMap<String, ParamName> = HashMap::new();
    for field in bodies.iter_mut().flat_map(|body| body.fields.iter_mut().flatten()) {
        let Some(name) = names.get(&field.wire) else { continue };
        field.name = name.clone();
        if field.null_setter.is_some() {
            let plain = name.plain();
            let mut claim = || scope.claim_first(&[&format!("{plain} null"), &format!("set {plain} null")]);
            let setter = null_setters.entry(field.wire.clone()).or_insert_with(&mut claim);
            field.null_setter = Some(setter.clone());
        }
    }
    for media in bodies.iter_mut().flat_map(|body| &mut body.media) {
        if let Reach::Setter(name) = &mut media.reach {
            *name = scope.claim(name.plain());
        }
    }
}

/// Names of inputs from settings, by place and name on the wire.
#[derive(Debug, Default)]
pub(super) struct Given(pub(super) HashMap<(InputLocation, String), String>);

impl Given {
    fn get(&self, place: InputLocation, wire: &str) -> Option<&String> {
        if self.0.is_empty() { None } else { self.0.get(&(place, wire.to_owned())) }
    }
}

/// For each name, the places to which inputs of it go, and how many to each.
struct Places(HashMap<String, HashMap<InputLocation, usize>>);

impl Places {
    fn of(params: &[Param], fields: &IndexSet<String>) -> Self {
        let mut places: HashMap<String, HashMap<InputLocation, usize>> = HashMap::new();
        let params = params.iter().map(|param| (&param.wire, InputLocation::Param(param.location)));
        for (wire, place) in params.chain(fields.iter().map(|wire| (wire, InputLocation::Body))) {
            *places.entry(snake(&words(wire))).or_default().entry(place).or_default() += 1;
        }
        Self(places)
    }

    /// Returns the name on the wire, then with the place, where there are several. Of `image[]` and `image` in one place, only `image` has that.
    fn forms(&self, wire: &str, place: InputLocation) -> Vec<String> {
        let name = snake(&words(wire));
        let places = self.0.get(&name);
        let is_first = name == wire || places.and_then(|places| places.get(&place)) == Some(&1);
        let several = is_first && places.is_some_and(|places| places.len() > 1);
        let longer = several.then(|| format!("{wire}_{}", place.word()));
        [Some(wire.to_owned()), longer].into_iter().flatten().collect()
    }
}

/// Prefixes of the names of an operation's inline schemas: `role update`, then with more of the resource's path.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    forms: Vec<String>,
}

impl Subject {
    /// After a method of a resource; the longest form names the whole path, then the operation's id.
    pub(super) fn new(resource: &[String], method: &str, id: &str) -> Self {
        let mut parts: Vec<String> = resource.iter().map(|segment| one(segment)).collect();
        parts.push(method.replace('_', " "));
        let shortest = parts.len().saturating_sub(2);
        let mut forms: Vec<String> = (0..=shortest).rev().map(|from| parts[from..].join(" ")).collect();
        forms.push(words(id).join(" "));
        Self { forms }
    }

    /// Returns a hint for something of the operation: `role update body`.
    pub(super) fn hint(&self, what: &str) -> NameHint {
        let mut forms = self.forms.iter().map(|form| format!("{form} {what}"));
        let first = forms.next().unwrap_or_default();
        forms.fold(NameHint::new(first), NameHint::or)
    }
}

/// Returns the singular of a segment: `audit log` for `audit logs`.
fn one(segment: &str) -> String {
    let mut parts = words(segment);
    if let Some(last) = parts.last_mut() {
        *last = english::singular(last);
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{DocFacts, Docs, ParamForm, Scalar, SetPresence, Style, TypeRef};

    fn param(wire: &str, location: Location) -> Param {
        Param {
            wire: wire.to_owned(),
            location,
            form: ParamForm::Styled { style: Style::Simple, explode: false, allow_reserved: false },
            name: alone(wire),
            ty: TypeRef::Scalar(Scalar::String),
            required: false,
            docs: Docs::default(),
            facts: DocFacts::default(),
            deprecated: false,
            set: SetPresence::default(),
        }
    }

    /// Returns the names of the parameters of a path and a query, and of the fields of a body.
    fn named(path: &[&str], query: &[&str], body: &[&str]) -> Vec<String> {
        let path = path.iter().map(|wire| param(wire, Location::Path));
        let mut params: Vec<Param> = path.chain(query.iter().map(|wire| param(wire, Location::Query))).collect();
        let field = |wire: &&str| BodyField {
            wire: (*wire).to_owned(),
            field: Scope::new().claim(wire),
            name: alone(wire),
            null_setter: None,
            label: None,
        };
        let fields = Some(body.iter().map(field).collect());
        let docs = Docs::default();
        let mut body = Body {
            required: false,
            docs,
            media: Vec::new(),
            name: ParamName::body(),
            fields,
            set: SetPresence::default(),
        };
        name(&mut params, &mut [&mut body], &Given::default());
        let names = params.iter().map(|param| &param.name).chain(fields_of(&body));
        names.map(|name| name.as_str().to_owned()).collect()
    }

    fn fields_of(body: &Body) -> impl Iterator<Item = &ParamName> {
        fields(body).iter().map(|field| &field.name)
    }

    #[test]
    fn inputs_of_one_wire_name_are_told_apart_by_place() {
        assert_eq!(
            named(&["id"], &["start<", "id", "start", "tag[]"], &["id", "query", "image[]", "image"]),
            ["id", "start_less", "id_query", "start", "tag", "id_body", "query_param", "image_brackets", "image"]
        );
    }

    #[test]
    fn a_parameter_that_is_added_never_takes_the_name_of_a_field() {
        assert_eq!(named(&[], &[], &["id", "name"]), ["id", "name"]);
        assert_eq!(named(&[], &["id"], &["id", "name"]), ["id_query", "id_body", "name"]);
        assert_eq!(named(&[], &["id", "id_body"], &["id"])[..2], ["id_query", "id_body"]);
        assert_eq!(named(&[], &["userId"], &["user_id"]), ["user_id_query", "user_id"]);
        assert_eq!(named(&[], &["image"], &["image[]", "image"]), ["image_query", "image_brackets", "image_body"]);
        assert_eq!(named(&["id", "id"], &[], &[]).len(), 2);
    }

    #[test]
    fn subjects_are_singular_and_grow_by_path() {
        let path = ["organization", "projects", "roles"].map(str::to_owned);
        let subject = Subject::new(&path, "update_many", "x-y");
        let hint = subject.hint("body");
        assert_eq!(
            hint.alternatives(),
            [
                "role update many body",
                "project role update many body",
                "organization project role update many body",
                "x y body"
            ]
        );
        assert_eq!(Subject::new(&[], "search", "s").hint("response").alternatives(), ["search response", "s response"]);
    }
}
