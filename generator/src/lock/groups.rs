//! Every name of the model that users write, in the groups in which names must differ.

use std::collections::HashMap;

use super::key::Key;
use super::slot::{Module, Request, Resource, Slot};
use crate::api::{Api, Extra, Operation, Reach, Record, TypeDef, TypeKind};
use crate::naming::words;
use crate::pointer::Pointer;

/// Names that must differ from each other, each with its key.
pub(super) type Group<'a> = Vec<(Key, Box<dyn Slot + 'a>)>;

/// Calls with each group of names.
pub(super) fn each(api: &mut Api, visit: &mut impl FnMut(Group<'_>)) {
    let renamed = std::mem::take(&mut api.renamed);
    visit(types(&mut api.types, &renamed));
    for def in &mut api.types {
        members(def, &renamed, visit);
    }
    api.renamed = renamed;
    resources(api, visit);
    for operation in &mut api.operations {
        inputs(operation, visit);
    }
    let headers = api.headers.iter_mut().map(|header| entry("header", &header.wire, &mut header.name));
    visit(headers.collect());
    let setters = api.servers.setters.iter_mut();
    let setters = setters.map(|setter| entry("server-variable", &setter.variable.name, &mut setter.name));
    let schemes = api.schemes.iter_mut().map(|scheme| entry("credential", &scheme.id, &mut scheme.name));
    visit(schemes.chain(setters).collect());
    let urls: Vec<String> = api.servers.all.iter().map(|server| server.template.clone()).collect();
    let choices = api.servers.choices.iter_mut();
    visit(choices.map(|choice| entry("server", &urls[choice.place], &mut choice.name)).collect());
}

fn entry<'a>(kind: &str, place: &str, name: &'a mut impl Slot) -> (Key, Box<dyn Slot + 'a>) {
    (Key::new(kind, place), Box::new(Borrowed(name)))
}

/// A name in its place.
struct Borrowed<'a, N>(&'a mut N);

impl<N: Slot> Slot for Borrowed<'_, N> {
    fn plain(&self) -> String {
        self.0.plain()
    }

    fn restore(&mut self, name: &str) -> bool {
        self.0.restore(name)
    }

    fn give_way(&mut self, scope: &mut crate::naming::Scope) {
        self.0.give_way(scope);
    }
}

/// Visits types. Types that lowering made from one place have its pointer with a number.
fn types<'a>(types: &'a mut [TypeDef], renamed: &HashMap<Pointer, Pointer>) -> Group<'a> {
    let places = type_places(types, renamed);
    let mut group = Vec::with_capacity(types.len());
    for (def, place) in types.iter_mut().zip(places) {
        if let Some(required) = &mut def.required_name {
            group.push(entry("required", &place, required));
        }
        group.push(entry("type", &place, &mut def.name));
    }
    group
}

/// Returns the key of each type in the lock.
pub(super) fn type_places(types: &[TypeDef], renamed: &HashMap<Pointer, Pointer>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut place_of = |def: &TypeDef| {
        // A schema that settings rename is another type; what is below it is not.
        let origin = if renamed.contains_key(&def.origin) { def.origin.clone() } else { former(&def.origin, renamed) };
        let place = origin.as_str();
        let place = match &def.kind {
            // Operations share them; they are known by what they hold.
            TypeKind::Errors(errors) => {
                let statuses = errors.cases.iter().map(|case| format!("{:?}", case.status));
                format!("{place} {}", statuses.collect::<Vec<_>>().join(","))
            }
            _ => place.to_owned(),
        };
        let count = seen.entry(place.clone()).or_default();
        *count += 1;
        if *count == 1 { place } else { format!("{place} {count}") }
    };
    types.iter().map(&mut place_of).collect()
}

/// Returns the place of a schema without the names that settings set.
pub(super) fn former(at: &Pointer, renamed: &HashMap<Pointer, Pointer>) -> Pointer {
    let above = |(now, then): (&Pointer, &Pointer)| {
        let rest = at.as_str().strip_prefix(now.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Pointer::parse(&format!("{}{rest}", then.as_str())))
    };
    renamed.iter().find_map(above).unwrap_or_else(|| at.clone())
}

fn members(def: &mut TypeDef, renamed: &HashMap<Pointer, Pointer>, visit: &mut impl FnMut(Group<'_>)) {
    let place = former(&def.origin, renamed).as_str().to_owned();
    let below = |name: &str| format!("{place} {name}");
    match &mut def.kind {
        TypeKind::Record(record) => visit(fields(&place, record)),
        TypeKind::Union(union) => {
            let variants = union.variants.iter_mut().enumerate();
            // A variant has no name of its own in the document but its type's, which may be anywhere.
            let named = variants.map(|(at, variant)| {
                let key = variant_key(&union.decision, at).unwrap_or_else(|| variant.name.plain().to_owned());
                entry("variant", &below(&key), &mut variant.name)
            });
            visit(named.collect());
        }
        TypeKind::Constants(words) => {
            let words = words.variants.iter_mut();
            visit(words.map(|word| entry("value", &below(&word.value.to_text()), &mut word.name)).collect());
        }
        TypeKind::Errors(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => {}
    }
}

/// Returns the first tag of a variant.
fn variant_key(decision: &crate::api::Decision, at: usize) -> Option<String> {
    let (_, values) = decision.written()?;
    values.iter().find(|(_, index)| *index == at).map(|(value, _)| value.to_text())
}

fn fields<'a>(place: &str, record: &'a mut Record) -> Group<'a> {
    let mut group: Group<'a> = Vec::new();
    for field in &mut record.fields {
        let place = format!("{place} {}", field.wire);
        group.push(entry("field", &place, &mut field.name));
        if let Some(null) = &mut field.null_setter {
            group.push(entry("null", &place, null));
        }
    }
    if let Some(flattened) = &mut record.flattened {
        group.push(entry("flattened", place, &mut flattened.name));
    }
    if let Extra::Typed(name, _) = &mut record.extra {
        group.push(entry("rest", place, name));
    }
    group
}

/// Returns the operation's key; that of a method for another body has the media type.
pub(super) fn place(operation: &Operation) -> String {
    let media = operation.alternative_of.and(operation.body.as_ref()).and_then(|body| body.media.first());
    let media = media.map(|media| format!(" {}", media.media_type)).unwrap_or_default();
    format!("{} {}{media}", operation.method, operation.path_key)
}

/// Returns the key of a resource by its path, independent of the spelling of its segments.
pub(super) fn home(path: &[String]) -> String {
    let segments: Vec<String> = path.iter().map(|segment| words(segment).join("_")).collect();
    format!("/{}", segments.join("/"))
}

/// Returns each operation of the document with its resource.
pub(super) fn homes(api: &Api) -> Vec<(String, String)> {
    let declared = api.operations.iter().filter(|operation| operation.alternative_of.is_none());
    declared.map(|operation| (place(operation), home(&api.resource(operation.resource).path))).collect()
}

/// Visits the names of resources and of the items beside them. Accessors and methods of one resource are one group.
fn resources(api: &mut Api, visit: &mut impl FnMut(Group<'_>)) {
    let count = api.resources.len();
    let parents: Vec<Option<usize>> = api.resources.iter().map(|resource| resource.parent.map(|id| id.0)).collect();
    let paths: Vec<String> = api.resources.iter().map(|resource| resource.path.join("/")).collect();
    let places: Vec<String> = match api.aliases.is_empty() {
        true => Vec::new(),
        false => api.operations.iter().map(place).collect(),
    };
    let mut operations: Vec<Vec<&mut Operation>> = (0..count).map(|_| Vec::new()).collect();
    for operation in &mut api.operations {
        operations[operation.resource.0].push(operation);
    }
    let mut methods: Vec<Group<'_>> = (0..count).map(|_| Vec::new()).collect();
    let mut modules: Vec<Group<'_>> = (0..count).map(|_| Vec::new()).collect();
    let mut types: Vec<Group<'_>> = (0..count).map(|_| Vec::new()).collect();
    for (at, resource) in api.resources.iter_mut().enumerate() {
        let path = home(&resource.path);
        if let Some(parent) = parents[at] {
            methods[parent].push(entry("accessor", &path, &mut resource.accessor));
            modules[parent].push((Key::new("module", path.clone()), Box::new(Module(&mut resource.module))));
            types[at].push((Key::new("resource", path), Box::new(Resource(&mut resource.name))));
        }
    }
    for (at, operations) in operations.into_iter().enumerate() {
        for operation in operations {
            let place = place(operation);
            methods[at].push(entry("method", &place, &mut operation.name));
            types[at].push((Key::new("request", &place), Box::new(Request(&mut operation.request))));
            if operation.alternative_of.is_some() {
                // It gives what the operation gives.
                continue;
            }
            types[at].push((Key::new("response", &place), Box::new(Request(&mut operation.response.name))));
            if let Some(errors) = &mut operation.errors {
                types[at].push((Key::new("errors", &place), Box::new(Request(&mut errors.name))));
            }
        }
    }
    let mut seen: HashMap<Key, usize> = HashMap::new();
    for alias in &mut api.aliases {
        let place = format!("{} {}", places[alias.of.0], paths[alias.resource.0]);
        let count = seen.entry(Key::new("alias", &place)).or_default();
        *count += 1;
        let place = if *count == 1 { place } else { format!("{place} {count}") };
        methods[alias.resource.0].push(entry("alias", &place, &mut alias.name));
    }
    methods.into_iter().chain(modules).chain(types).for_each(&mut *visit);
}

/// Adds the names of arguments and setters of one operation.
fn inputs(operation: &mut Operation, visit: &mut impl FnMut(Group<'_>)) {
    let place = place(operation);
    let mut group: Group<'_> = Vec::new();
    for param in &mut operation.params {
        let place = format!("{place} {:?} {}", param.location, param.wire).replace("Path ", "path ");
        group.push(entry("input", &place, &mut param.name));
    }
    let Some(body) = &mut operation.body else { return visit(group) };
    for field in body.fields.iter_mut().flatten() {
        let place = format!("{place} body {}", field.wire);
        group.push(entry("input", &place, &mut field.name));
        if let Some(null) = &mut field.null_setter {
            group.push(entry("null", &place, null));
        }
    }
    for media in &mut body.media {
        match &mut media.reach {
            Reach::Setter(name) => group.push(entry("form", &format!("{place} {}", media.media_type), name)),
            Reach::Own | Reach::Method(_) | Reach::Header => {}
        }
    }
    visit(group);
}
