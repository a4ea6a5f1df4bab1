//! One change of the public interface, and its effects.

use super::effect::{Level, WireEffect};
use super::what::What;
use crate::pointer::Pointer;
use crate::surface::{Item, Kind};

/// A change of one item.
#[derive(Clone, Debug)]
pub struct Change {
    /// Path of the item: as it is now, or as it was where it is gone.
    pub item: String,
    /// Kind of the item.
    pub kind: Kind,
    /// The change.
    pub what: What,
    /// Location of the item in the old document.
    pub before: Option<Pointer>,
    /// Location of the item in the new document.
    pub after: Option<Pointer>,
    /// Effect on source code that uses the client.
    pub source: Level,
    /// Effect on the wire.
    pub wire: WireEffect,
}

impl Change {
    /// Returns a change of an item that exists before and after.
    pub(super) fn of(old: &Item, new: &Item, what: What) -> Self {
        let (source, wire) = what.effect(old, new);
        Self {
            item: new.path.clone(),
            kind: new.kind,
            what,
            before: Some(old.place.clone()),
            after: Some(new.place.clone()),
            source,
            wire,
        }
    }

    /// Returns the change that adds an item.
    pub(super) fn added(item: &Item, what: What) -> Self {
        let (source, wire) = what.effect(item, item);
        let after = Some(item.place.clone());
        Self { item: item.path.clone(), kind: item.kind, what, before: None, after, source, wire }
    }

    /// Returns the change that removes an item.
    pub(super) fn removed(item: &Item, what: What) -> Self {
        let (source, wire) = what.effect(item, item);
        let before = Some(item.place.clone());
        Self { item: item.path.clone(), kind: item.kind, what, before, after: None, source, wire }
    }
}
