//! The lock of names: what each thing of the document is called in the client, kept when the naming rules or its neighbours change.
//!
//! `resolve` calls `apply` when all names are made; `groups.rs` lists the names, `key.rs` says how a place is known, and `file.rs` reads and writes
//! `specsmith.lock`. In which resource an operation stays is decided before, by `lower/operations/homes.rs`.

mod file;
mod former;
mod given;
mod groups;
mod key;
mod linked;
mod slot;

pub use file::{BadLine, Lock};
pub(crate) use former::note_former;
pub(crate) use given::with_given;
pub use key::Key;

use crate::api::Api;
use crate::naming::Scope;

/// Applies the names of a lock. An item that is not in the lock, and would have one of its names, gets another one.
pub(crate) fn apply(api: &mut Api, lock: &Lock) {
    if lock.is_empty() {
        return;
    }
    groups::each(api, &mut |group| keep(group, lock));
    linked::update(api);
}

/// Returns the names of a client, with those of removed items in the lock.
pub(crate) fn of(api: &mut Api, lock: &Lock) -> Lock {
    let mut now = Lock::default();
    for (operation, home) in groups::homes(api) {
        now.note(Key::home(operation), home);
    }
    groups::each(api, &mut |group| {
        group.into_iter().for_each(|(key, name)| now.note(key, name.plain()));
    });
    given::note(api, &mut now);
    now.remember(lock);
    now
}

/// Names a group: existing items of the document first, then items that return, then new ones.
fn keep(group: groups::Group<'_>, lock: &Lock) {
    let mut scope = Scope::new();
    let rest = restored(group, &mut scope, |key| lock.get(key));
    let rest = restored(rest, &mut scope, |key| lock.gone(key));
    // A name that a newcomer must not have is given way; those that stay as they are come first.
    let others = rest.into_iter().map(|(_, name)| name);
    let (free, taken): (Vec<_>, Vec<_>) = others.partition(|name| !scope.has(&name.plain()));
    free.iter().for_each(|name| scope.reserve(&name.plain()));
    taken.into_iter().for_each(|mut name| name.give_way(&mut scope));
}

/// Applies the locked names that are free. Returns the items without one.
fn restored<'a, 'l>(
    group: groups::Group<'a>,
    scope: &mut Scope,
    locked: impl Fn(&Key) -> Option<&'l str>,
) -> groups::Group<'a> {
    let mut rest = Vec::new();
    for (key, mut name) in group {
        let locked = locked(&key).filter(|locked| !scope.has(locked));
        if locked.is_some_and(|locked| name.restore(locked)) {
            scope.reserve(&name.plain());
        } else {
            rest.push((key, name));
        }
    }
    rest
}
