//! Former names: a renamed item keeps its old name as a deprecated alias.

use std::collections::HashSet;

use super::file::Lock;
use super::groups::{place, type_places};
use super::key::Key;
use super::slot::Slot;
use crate::api::{Api, FormerNames, OperationId, TypeId};
use crate::naming::restore;

/// Notes the former names that a lock has, as far as nothing else has them.
pub(crate) fn note_former(api: &mut Api, lock: &Lock) {
    let mut former = FormerNames::default();
    types(api, lock, &mut former);
    methods(api, lock, &mut former);
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
    for (at, operation) in api.operations.iter().enumerate() {
        let name = Key::new("method", place(operation)).former().and_then(|key| lock.get(&key));
        let is_free = |name: &&str| taken.insert((operation.resource.0, (*name).to_owned()));
        if let Some(name) = name.filter(is_free).and_then(restore) {
            former.methods.insert(OperationId(at), name);
        }
    }
}
