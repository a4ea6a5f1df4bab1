//! Pairs of the items that two surfaces have in common: by path, then by their place in the document, then by their shape.

use std::collections::HashMap;

use crate::surface::{Item, Kind, Surface, Type};

/// Suffixes of the identities of an operation's parts.
const PARTS: [&str; 3] = [" arguments", " errors", " responses"];

/// An index that no item has.
const NONE: usize = usize::MAX;

/// The pairs of two surfaces.
#[derive(Debug)]
pub(super) struct Pairs<'s> {
    pub(super) old: &'s Surface,
    pub(super) new: &'s Surface,
    /// New item of each old one.
    forth: Vec<usize>,
    /// Old item of each new one.
    back: Vec<usize>,
    old_members: Vec<Vec<usize>>,
    new_members: Vec<Vec<usize>>,
    /// New paths of types that have another.
    renamed: HashMap<String, String>,
    /// Paths of types that are there before and after, by their shapes.
    old_shapes: Option<HashMap<String, String>>,
    new_shapes: Option<HashMap<String, String>>,
}

impl<'s> Pairs<'s> {
    pub(super) fn of(old: &'s Surface, new: &'s Surface) -> Self {
        let mut pairs = Self {
            old,
            new,
            forth: vec![NONE; old.items.len()],
            back: vec![NONE; new.items.len()],
            old_members: members(old),
            new_members: members(new),
            renamed: HashMap::new(),
            old_shapes: None,
            new_shapes: None,
        };
        pairs.by_former_name();
        pairs.by_path();
        pairs.note_renamed();
        pairs.by(|item| item.kind.is_whole() || item.kind == Kind::Method, |_, item| same_thing(item));
        pairs.note_renamed();
        pairs.by(|item| item.kind.is_whole(), |pairs, item| pairs.shape(item));
        pairs.note_renamed();
        pairs.by(|item| item.kind == Kind::Method, |pairs, item| pairs.shape(item));
        pairs.parts_of_methods();
        pairs.note_renamed();
        pairs.members_of_renamed();
        pairs.note_shapes();
        pairs
    }

    /// Returns the new item that corresponds to an old one.
    pub(super) fn now(&self, old: usize) -> Option<usize> {
        self.forth.get(old).copied().filter(|at| *at != NONE)
    }

    /// Returns the old item that corresponds to a new one.
    pub(super) fn before(&self, new: usize) -> Option<usize> {
        self.back.get(new).copied().filter(|at| *at != NONE)
    }

    /// Returns a type of the old surface in terms of the new names.
    pub(super) fn mapped(&self, ty: &Type) -> Type {
        if self.renamed.is_empty() {
            return ty.clone();
        }
        ty.mapped(&|path| self.renamed.get(path).cloned())
    }

    pub(super) fn old_members(&self, item: usize) -> &[usize] {
        &self.old_members[item]
    }

    pub(super) fn new_members(&self, item: usize) -> &[usize] {
        &self.new_members[item]
    }

    fn join(&mut self, old: usize, new: usize) {
        (self.forth[old], self.back[new]) = (new, old);
    }

    /// Pairs items that have another name now: the old one by its former name.
    fn by_former_name(&mut self) {
        let key = |kind: Kind, path: &'s str| (class(kind), path);
        let places = |items: &'s [Item]| -> HashMap<_, usize> {
            items.iter().enumerate().map(|(at, item)| (key(item.kind, &item.path), at)).collect()
        };
        let (old, new) = (self.old, self.new);
        if new.items.iter().all(|item| item.former_of.is_none()) {
            return;
        }
        let (were, are) = (places(&old.items), places(&new.items));
        for item in &new.items {
            let Some(now) = &item.former_of else { continue };
            let before = were.get(&key(item.kind, &item.path)).copied();
            let before = before.filter(|at| old.items[*at].former_of.is_none());
            if let (Some(before), Some(now)) = (before, are.get(&key(item.kind, now)).copied()) {
                self.join(before, now);
            }
        }
    }

    /// Returns true if the item of this path still has its old name.
    pub(super) fn is_kept(&self, path: &str, kind: Kind) -> bool {
        self.new
            .items
            .iter()
            .any(|item| item.former_of.is_some() && item.path == path && class(item.kind) == class(kind))
    }

    fn by_path(&mut self) {
        let key = |item: &'s Item| (class(item.kind), item.path.as_str());
        let (old, new) = (self.old, self.new);
        let known: HashMap<_, usize> = old.items.iter().enumerate().map(|(at, item)| (key(item), at)).collect();
        for (at, item) in new.items.iter().enumerate() {
            let found = known.get(&key(item)).copied().filter(|found| self.forth[*found] == NONE);
            if let Some(found) = found.filter(|_| self.back[at] == NONE) {
                self.join(found, at);
            }
        }
    }

    /// Joins items without a partner that alone have the same key.
    fn by(&mut self, is_meant: fn(&Item) -> bool, key: impl Fn(&Self, Side<'s>) -> Option<String>) {
        let mut found: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
        let (old, new) = (self.old, self.new);
        let left = old.items.iter().enumerate().filter(|(at, item)| self.forth[*at] == NONE && is_meant(item));
        for (at, item) in left {
            let side = Side { item, at, is_old: true };
            key(self, side).into_iter().for_each(|key| found.entry(key).or_default().0.push(at));
        }
        let came = new.items.iter().enumerate().filter(|(at, item)| self.back[*at] == NONE && is_meant(item));
        for (at, item) in came {
            let side = Side { item, at, is_old: false };
            key(self, side).into_iter().for_each(|key| found.entry(key).or_default().1.push(at));
        }
        for (old, new) in found.into_values() {
            if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
                self.join(*old, *new);
            }
        }
    }

    /// Returns a text that is equal for types and methods that differ only in name and place; `None` for items without a characteristic shape.
    fn shape(&self, side: Side<'_>) -> Option<String> {
        let (items, members) = if side.is_old { (self.old, &self.old_members) } else { (self.new, &self.new_members) };
        let written = |ty: &Type| if side.is_old { self.mapped(ty).to_string() } else { ty.to_string() };
        let own = format!("{}::", side.item.path);
        let line = |item: &Item| {
            let takes: Vec<String> =
                item.takes.iter().map(|taken| format!("{}{}", written(&taken.ty), taken.nullable)).collect();
            let gives = item.gives.as_ref().map(written).unwrap_or_default();
            let name = item.path.strip_prefix(&own).unwrap_or_default();
            format!("{:?} {name}({}) {gives} {}", item.kind, takes.join(","), item.default)
        };
        if matches!(side.item.kind, Kind::Request | Kind::Resource | Kind::Feature | Kind::Webhook) {
            return None;
        }
        if side.item.kind == Kind::Method {
            return Some(format!("{} {}", side.item.name(), line(&Item { gives: None, ..side.item.clone() })));
        }
        let members = &members[side.at];
        if members.is_empty() && side.item.gives.is_none() {
            return None;
        }
        let mut lines: Vec<String> = members.iter().map(|at| line(&items.items[*at])).collect();
        lines.push(line(side.item));
        Some(lines.join("\n"))
    }

    /// Returns the shape of an old item.
    pub(super) fn old_shape(&self, at: usize) -> Option<String> {
        self.shape(Side { item: &self.old.items[at], at, is_old: true })
    }

    /// Returns the shape of a new item.
    pub(super) fn new_shape(&self, at: usize) -> Option<String> {
        self.shape(Side { item: &self.new.items[at], at, is_old: false })
    }

    /// Pairs the requests, arguments, errors and responses of methods that are elsewhere now.
    fn parts_of_methods(&mut self) {
        let moved = self.old.items.iter().enumerate().filter(|(_, item)| item.kind == Kind::Method);
        let moved = moved.filter_map(|(old, item)| Some((item.identity.as_str(), self.now(old)?)));
        let moved: HashMap<&str, &str> = moved.map(|(was, new)| (was, self.new.items[new].identity.as_str())).collect();
        let key = |_: &Self, side: Side<'_>| {
            let identity = side.item.identity.as_str();
            let (operation, part) =
                PARTS.iter().find_map(|part| Some((identity.strip_suffix(part)?, *part))).unwrap_or((identity, ""));
            let operation = if side.is_old { moved.get(operation).copied()? } else { operation };
            Some(format!("{:?} {operation}{part}", side.item.kind))
        };
        self.by(|item| matches!(item.kind, Kind::Request | Kind::Arguments | Kind::Alias | Kind::Responses), key);
    }

    /// Returns the path of an old type that is still there and has the shape of this new one.
    pub(super) fn old_of_shape(&self, new: usize) -> Option<String> {
        let item = &self.new.items[new];
        let known = self.old_shapes.as_ref().filter(|_| item.kind.is_whole())?;
        known.get(&self.new_shape(new)?).cloned()
    }

    /// Returns the path of a new type that was there already and has the shape of this old one.
    pub(super) fn new_of_shape(&self, old: usize) -> Option<String> {
        let item = &self.old.items[old];
        let known = self.new_shapes.as_ref().filter(|_| item.kind.is_whole())?;
        known.get(&self.old_shape(old)?).cloned()
    }

    /// Returns true if an old type has the shape of a new one; both are paths.
    pub(super) fn same_shape(&self, old: &str, new: &str) -> bool {
        self.new.whole_at(new).is_some_and(|new| self.has_shape(old, new))
    }

    /// Returns true if a new item has the shape that a type of this path had.
    pub(super) fn has_shape(&self, old: &str, new: usize) -> bool {
        let old = self.old.whole_at(old).and_then(|at| self.old_shape(at));
        old.is_some() && old == self.new_shape(new)
    }

    /// Returns true if an old item had the shape that a type of this path has.
    pub(super) fn had_shape(&self, new: &str, old: usize) -> bool {
        let new = self.new.whole_at(new).and_then(|at| self.new_shape(at));
        new.is_some() && new == self.old_shape(old)
    }

    /// Notes the shapes of the types that are there before and after.
    fn note_shapes(&mut self) {
        let is_type = |item: &Item| matches!(item.kind, Kind::Record | Kind::Union | Kind::Constants | Kind::Newtype);
        let mut old = HashMap::new();
        let mut new = HashMap::new();
        let some_left = self.forth.iter().zip(&self.old.items).any(|(now, item)| *now == NONE && is_type(item))
            || self.back.iter().zip(&self.new.items).any(|(before, item)| *before == NONE && is_type(item));
        let kept = (0..self.forth.len()).filter_map(|at| Some((at, self.now(at)?)));
        for (was, is) in kept.filter(|_| some_left).filter(|(was, _)| is_type(&self.old.items[*was])) {
            self.old_shape(was).into_iter().for_each(|shape| drop(old.insert(shape, self.old.items[was].path.clone())));
            self.new_shape(is).into_iter().for_each(|shape| drop(new.insert(shape, self.new.items[is].path.clone())));
        }
        (self.old_shapes, self.new_shapes) = (Some(old), Some(new));
    }

    fn note_renamed(&mut self) {
        for (old, new) in self.forth.iter().enumerate().filter(|(_, new)| **new != NONE) {
            let (old, new) = (&self.old.items[old], &self.new.items[*new]);
            if old.kind.is_whole() && old.path != new.path {
                self.renamed.insert(old.path.clone(), new.path.clone());
            }
        }
    }

    /// Pairs members of items that have another path, and members that have another name.
    fn members_of_renamed(&mut self) {
        for old in 0..self.forth.len() {
            let Some(new) = self.now(old) else { continue };
            for key in [named_alike, same_member] {
                let mut free: HashMap<(u8, String), usize> = HashMap::new();
                for at in self.new_members[new].iter().copied().filter(|at| self.back[*at] == NONE) {
                    free.entry(key(&self.new.items[at])).or_insert(at);
                }
                for at in self.old_members[old].clone() {
                    if self.forth[at] == NONE
                        && let Some(found) = free.remove(&key(&self.old.items[at]))
                    {
                        self.join(at, found);
                    }
                }
            }
        }
    }
}

/// An item of one of the two.
#[derive(Clone, Copy, Debug)]
struct Side<'s> {
    item: &'s Item,
    at: usize,
    is_old: bool,
}

fn members(surface: &Surface) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); surface.items.len()];
    for (at, item) in surface.items.iter().enumerate() {
        item.owner.into_iter().for_each(|owner| members[owner].push(at));
    }
    members
}

/// Returns the class of an item; names are unique within a class.
fn class(kind: Kind) -> u8 {
    match kind {
        Kind::Record | Kind::Arguments | Kind::Alias | Kind::Newtype | Kind::Constants | Kind::Union => 0,
        Kind::Errors | Kind::Responses | Kind::Resource | Kind::Request | Kind::Feature | Kind::Webhook => 0,
        Kind::Field => 1,
        Kind::Constructor | Kind::Setter | Kind::NullSetter | Kind::Accessor | Kind::Method | Kind::Form => 2,
        Kind::Header | Kind::ClientSetter => 2,
        Kind::Variant => 3,
        Kind::Conversion => 4,
    }
}

fn same_thing(side: Side<'_>) -> Option<String> {
    Some(format!("{:?} {}", side.item.kind, side.item.identity))
}

fn named_alike(item: &Item) -> (u8, String) {
    (class(item.kind), item.name().to_owned())
}

/// Returns the name on the wire; setters of null and of values are two things.
fn same_member(item: &Item) -> (u8, String) {
    let kind = if item.kind == Kind::NullSetter { 9 } else { class(item.kind) };
    (kind, item.identity.clone())
}
