//! Names of methods that the document or the configuration gives: a new one wins over the lock, as `specsmith rename` does.

use std::borrow::Cow;
use std::collections::HashSet;

use super::file::Lock;
use super::groups::place;
use super::key::Key;
use crate::api::{Api, MethodReason, Operation};

/// Returns the name that an operation's method is given, whether or not it can have it.
fn given(operation: &Operation) -> Option<String> {
    let reason = &operation.name_reason;
    let name = || reason.taken.clone().unwrap_or_else(|| reason.inferred.plain().to_owned());
    (reason.method == MethodReason::Given && operation.alternative_of.is_none()).then(name)
}

/// Returns a lock in which each method with a new given name has that name, and its former one beside it. A name that another thing has is left to it.
pub(crate) fn with_given<'l>(api: &Api, lock: &'l Lock) -> Cow<'l, Lock> {
    let mut lock = Cow::Borrowed(lock);
    if lock.is_empty() {
        return lock;
    }
    let mut new = Vec::new();
    for operation in &api.operations {
        let Some(name) = given(operation) else { continue };
        let place = place(operation);
        let is_known = lock.get(&Key::given(&place)) == Some(name.as_str());
        let key = Key::new("method", place);
        if !is_known && lock.get(&key).is_some_and(|locked| locked != name) {
            new.push((operation, key, name));
        }
    }
    if new.is_empty() {
        return lock;
    }
    let locked = |operation: &Operation| lock.get(&Key::new("method", place(operation))).map(str::to_owned);
    let others = api.operations.iter().filter_map(|it| Some((it.resource.0, locked(it)?)));
    let children = api.resources.iter().filter_map(|it| Some((it.parent?.0, it.accessor.plain().to_owned())));
    let taken: HashSet<(usize, String)> = others.chain(children).collect();
    for (operation, key, name) in new {
        if operation.name_reason.taken.is_none() && !taken.contains(&(operation.resource.0, name.clone())) {
            lock.to_mut().rename(&key, name);
        }
    }
    lock
}

/// Notes the given names, so that the next run knows which are new.
pub(super) fn note(api: &Api, lock: &mut Lock) {
    for operation in &api.operations {
        if let Some(name) = given(operation) {
            lock.note(Key::given(place(operation)), name);
        }
    }
}
