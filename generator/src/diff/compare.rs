//! Pairs of items to changes.

use super::arguments;
use super::call;
use super::change::Change;
use super::pairs::Pairs;
use super::what::What;
use crate::surface::{Item, Kind, Type, Wire, Wrapper};

/// Returns all changes: of the new items in their order, then of the removed ones.
pub(super) fn compare(pairs: &Pairs<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (at, new) in pairs.new.items.iter().enumerate() {
        match pairs.before(at) {
            Some(old) => pair(pairs, old, at, &mut changes),
            None if is_told_by_owner(pairs, at) => {}
            None => changes.push(Change::added(new, came(pairs, at))),
        }
    }
    for (at, old) in pairs.old.items.iter().enumerate() {
        let owner_is_kept = old.owner.is_none_or(|owner| {
            pairs.now(owner).is_some_and(|new| pairs.new.items[new].kind == pairs.old.items[owner].kind)
        });
        if pairs.now(at).is_none() && owner_is_kept && !arguments::is_argument_now(pairs, at) {
            changes.push(Change::removed(old, went(pairs, at)));
        }
    }
    changes
}

/// Returns true for a change that its owner's implies: a part of an item that is new or of another kind, and a setter that was an argument.
fn is_told_by_owner(pairs: &Pairs<'_>, at: usize) -> bool {
    let item = &pairs.new.items[at];
    let is_within_new = item.owner.is_some_and(|owner| match pairs.before(owner) {
        Some(old) => pairs.old.items[old].kind != pairs.new.items[owner].kind,
        None => true,
    });
    // A former name is told with the new one.
    let is_told_by_rename = item.former_of.is_some();
    is_within_new || is_told_by_rename || arguments::was_argument(pairs, at)
}

/// Returns the change for a new item: an addition, or another name or a copy of an old item.
fn came(pairs: &Pairs<'_>, at: usize) -> What {
    match pairs.old_of_shape(at) {
        Some(old) => What::Split { of: old },
        None => What::Added,
    }
}

fn went(pairs: &Pairs<'_>, at: usize) -> What {
    match pairs.new_of_shape(at) {
        Some(new) => What::Merged { into: new },
        None => What::Removed,
    }
}

fn pair(pairs: &Pairs<'_>, old_at: usize, new_at: usize, changes: &mut Vec<Change>) {
    let (old, new) = (&pairs.old.items[old_at], &pairs.new.items[new_at]);
    let mut note = |what| changes.push(Change::of(old, new, what));
    name(pairs, old, new, &mut note);
    if old.kind != new.kind {
        note(kind(pairs, old, new, old_at, new_at));
        return;
    }
    if old.default != new.default {
        note(What::DefaultChanged { now: new.default });
    }
    if old.exhaustive != new.exhaustive && new.owner.is_none() {
        note(What::Closed { now: new.exhaustive });
    }
    if old.derives != new.derives {
        note(What::DerivesChanged { from: old.derives.clone(), to: new.derives.clone() });
    }
    if old.deprecated != new.deprecated {
        note(What::Deprecated { now: new.deprecated });
    }
    if old.features != new.features && new.owner.is_none() {
        note(What::FeaturesChanged { from: old.features.clone(), to: new.features.clone() });
    }
    if old.variables != new.variables {
        note(What::VariablesChanged { from: old.variables.clone(), to: new.variables.clone() });
    }
    gives(pairs, old, new, &mut note);
    arguments::compare(pairs, (old_at, old), (new_at, new), &mut note);
    wire(pairs, old, new, &mut note);
}

/// Compares name and module of an item. A part of a renamed item has not changed by that.
fn name(pairs: &Pairs<'_>, old: &Item, new: &Item, note: &mut impl FnMut(What)) {
    if old.path == new.path || old.kind == Kind::Conversion {
        return;
    }
    if pairs.is_kept(&old.path, old.kind) {
        note(What::Aliased { from: old.path.clone() });
        return;
    }
    if old.name() != new.name() {
        note(What::Renamed { from: old.path.clone() });
        return;
    }
    let same_owner = match (old.owner, new.owner) {
        (Some(old), Some(new)) => pairs.now(old) == Some(new),
        _ => false,
    };
    if !same_owner {
        note(What::Moved { from: old.path.clone() });
    }
}

/// Returns the change of an item's kind: an alias that became a type, a type that became an alias, or another kind.
fn kind(pairs: &Pairs<'_>, old: &Item, new: &Item, old_at: usize, new_at: usize) -> What {
    match (old.kind, new.kind, &old.gives, &new.gives) {
        (Kind::Alias, _, Some(Type::Item(of)), _) if pairs.has_shape(of, new_at) => What::Split { of: of.clone() },
        (_, Kind::Alias, _, Some(Type::Item(into))) if pairs.had_shape(into, old_at) => {
            What::Merged { into: into.clone() }
        }
        _ => What::KindChanged { from: old.kind },
    }
}

fn gives(pairs: &Pairs<'_>, old: &Item, new: &Item, note: &mut impl FnMut(What)) {
    if new.kind == Kind::Method {
        // Its request is an item of its own.
        return;
    }
    let before = old.gives.as_ref().map(|ty| pairs.mapped(ty));
    let (from, to) = (text(before.as_ref()), text(new.gives.as_ref()));
    if new.kind == Kind::Request {
        if before != new.gives {
            note(What::ResultChanged { from, to });
        }
        return;
    }
    let presence = (&old.wire, &new.wire);
    if let (
        Wire::Property { required: was_required, nullable: was_nullable, .. },
        Wire::Property { required, nullable, .. },
    ) = presence
    {
        let is_other = before.as_ref().map(value) != new.gives.as_ref().map(value);
        let flags = (was_required, was_nullable) == (required, nullable);
        if is_other || (flags && before != new.gives) {
            note(changed(pairs, before.as_ref(), new.gives.as_ref()));
            return;
        }
        let both = || (from.clone(), to.clone());
        if was_required != required {
            let (from, to) = both();
            note(if *required { What::MadeRequired { from, to } } else { What::MadeOptional { from, to } });
        }
        if was_nullable != nullable {
            let (from, to) = both();
            note(if *nullable { What::MadeNullable { from, to } } else { What::MadeNotNull { from, to } });
        }
        return;
    }
    if before != new.gives {
        note(changed(pairs, before.as_ref(), new.gives.as_ref()));
    }
}

/// Returns the change of a type: to one of the same shape, or to a different one.
fn changed(pairs: &Pairs<'_>, before: Option<&Type>, now: Option<&Type>) -> What {
    let (from, to) = (text(before), text(now));
    let is_alike = before.zip(now).is_some_and(|(before, now)| are_alike(pairs, before, now));
    if is_alike { What::TypeReplaced { from, to } } else { What::TypeChanged { from, to } }
}

/// Returns true if two types are equal, apart from items that have the same shape.
fn are_alike(pairs: &Pairs<'_>, before: &Type, now: &Type) -> bool {
    match (before, now) {
        (Type::Item(before), Type::Item(now)) => before == now || pairs.same_shape(before, now),
        (Type::Of(one, before), Type::Of(other, now)) => {
            one == other
                && before.len() == now.len()
                && before.iter().zip(now).all(|(before, now)| are_alike(pairs, before, now))
        }
        (before, now) => before == now,
    }
}

/// Returns the type without its presence.
fn value(ty: &Type) -> &Type {
    match ty {
        Type::Of(Wrapper::Option | Wrapper::Nullable, inner) => inner.first().unwrap_or(ty),
        other => other,
    }
}

fn text(ty: Option<&Type>) -> String {
    ty.map_or_else(|| "nothing".to_owned(), Type::to_string)
}

fn wire(pairs: &Pairs<'_>, old: &Item, new: &Item, note: &mut impl FnMut(What)) {
    match (&old.wire, &new.wire) {
        (Wire::Property { key: from, .. }, Wire::Property { key: to, .. }) if from != to => {
            note(What::KeyChanged { from: from.clone(), to: to.clone() });
        }
        (Wire::Text { values: from, .. }, Wire::Text { values: to, .. }) if from != to => {
            note(What::ValuesChanged { from: from.clone(), to: to.clone() });
        }
        (Wire::Call(old), Wire::Call(new)) => call::compare(pairs, old, new, note),
        (Wire::Api(old), Wire::Api(new)) => call::compare_api(old, new, note),
        _ => {}
    }
}
