//! Former names: a renamed item keeps its old name as a deprecated alias, as far as Rust has aliases for it.

use std::collections::HashSet;

use super::file::Lock;
use super::groups::{home, place, type_places};
use super::key::Key;
use super::slot::Slot;
use crate::api::{Api, FormerNames, OperationId, ResourceId, TypeId};
use crate::naming::{MethodName, RequestName, ResourceName, restore};

/// Notes the former names that a lock has, as far as nothing else has them.
pub(crate) fn note_former(api: &mut Api, lock: &Lock) {
    let mut former = FormerNames::default();
    types(api, lock, &mut former);
    methods(api, lock, &mut former);
    types_of_resources(api, lock, &mut former);
    api.former = former;
}

fn types(api: &Api, lock: &Lock, former: &mut FormerNames) {
    let required = api.types.iter().filter_map(|def| def.required_name.as_ref());
    let names = api.types.iter().map(|def| &def.name).chain(required);
    let mut taken: HashSet<String> = names.map(Slot::plain).collect();
    for (at, place) in type_places(&api.types, &api.renamed).into_iter().enumerate() {
        let name_before_setting = || {
            let before = api.renamed.get(&api.types[at].origin)?;
            let key = Key::new("type", before.as_str());
            lock.get(&key).or_else(|| lock.gone(&key))
        };
        let key = Key::new("type", place).former();
        let name = key.and_then(|key| lock.get(&key)).or_else(name_before_setting);
        if let Some(name) = name.filter(|name| taken.insert((*name).to_owned())).and_then(restore) {
            former.types.insert(TypeId(at), name);
        }
    }
}

fn methods(api: &Api, lock: &Lock, former: &mut FormerNames) {
    let own = api.operations.iter().map(|operation| (operation.resource.0, operation.name.plain().to_owned()));
    let children = api.resources.iter();
    let children = children.filter_map(|it| Some((it.parent?.0, it.accessor.plain().to_owned())));
    let aliases = api.aliases.iter().map(|alias| (alias.resource.0, alias.name.plain().to_owned()));
    let mut taken: HashSet<(usize, String)> = own.chain(children).chain(aliases).collect();
    let mut free = |at: usize, name: Option<&str>| -> Option<MethodName> {
        name.filter(|name| taken.insert((at, (*name).to_owned()))).and_then(restore)
    };
    for (at, operation) in api.operations.iter().enumerate() {
        let key = Key::new("method", place(operation)).former();
        let name = free(operation.resource.0, key.and_then(|key| lock.get(&key)));
        name.into_iter().for_each(|name| drop(former.methods.insert(OperationId(at), name)));
    }
    for (at, resource) in api.resources.iter().enumerate() {
        let Some(parent) = resource.parent else { continue };
        let key = Key::new("accessor", home(&resource.path)).former();
        let name = free(parent.0, key.and_then(|key| lock.get(&key)));
        name.into_iter().for_each(|name| drop(former.accessors.insert(ResourceId(at), name)));
    }
}

/// Notes the former names of the types beside the methods of each resource.
fn types_of_resources(api: &Api, lock: &Lock, former: &mut FormerNames) {
    let own = api.resources.iter().enumerate().map(|(at, resource)| (at, resource.name.plain().to_owned()));
    let beside = api.operations.iter().flat_map(|operation| {
        let errors = operation.errors.as_ref().map(|errors| &errors.name);
        let names = [&operation.request, &operation.response.name].into_iter().chain(errors);
        names.map(|name| (operation.resource.0, name.plain().to_owned()))
    });
    let mut taken: HashSet<(usize, String)> = own.chain(beside).collect();
    let mut free = |at: usize, key: Key| -> Option<String> {
        let name = key.former().and_then(|key| lock.get(&key))?;
        taken.insert((at, name.to_owned())).then(|| name.to_owned())
    };
    for (at, resource) in api.resources.iter().enumerate().skip(1) {
        let name = free(at, Key::new("resource", home(&resource.path)));
        if let Some(name) = name.and_then(|name| restore::<ResourceName>(&name)) {
            former.resources.insert(ResourceId(at), name.into_type_name());
        }
    }
    for (at, operation) in api.operations.iter().enumerate() {
        let name = free(operation.resource.0, Key::new("request", place(operation)));
        if let Some(name) = name.and_then(|name| restore::<RequestName>(&name)) {
            former.requests.insert(OperationId(at), name.into_type_name());
        }
    }
}
