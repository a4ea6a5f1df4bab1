//! The lock of names: what each thing of the document is called in the client, kept when the naming rules or its neighbours change.

mod file;
mod groups;
mod key;
mod linked;
mod slot;

pub use file::{BadLine, Lock};
pub use key::Key;

use crate::api::Api;
use crate::naming::Scope;

/// Gives the names that a lock has. What is not in it, and would have one of them, gets another.
pub(crate) fn apply(api: &mut Api, lock: &Lock) {
    if lock.is_empty() {
        return;
    }
    groups::each(api, &mut |group| keep(group, lock));
    linked::update(api);
}

/// The names that a client has.
pub(crate) fn of(api: &mut Api) -> Lock {
    let mut lock = Lock::default();
    groups::each(api, &mut |group| {
        group.into_iter().for_each(|(key, name)| lock.note(key, name.plain()));
    });
    lock
}

fn keep(group: groups::Group<'_>, lock: &Lock) {
    let mut scope = Scope::new();
    let mut others = Vec::new();
    for (key, mut name) in group {
        let locked = lock.get(&key).filter(|locked| !scope.has(locked));
        if locked.is_some_and(|locked| name.restore(locked)) {
            scope.reserve(&name.plain());
        } else {
            others.push(name);
        }
    }
    // A name that a newcomer must not have is given way; those that stay as they are come first.
    let (free, taken): (Vec<_>, Vec<_>) = others.into_iter().partition(|name| !scope.has(&name.plain()));
    free.iter().for_each(|name| scope.reserve(&name.plain()));
    taken.into_iter().for_each(|mut name| name.give_way(&mut scope));
}
