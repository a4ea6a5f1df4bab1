//! The members of an object, taken by name.
//!
//! A field is looked for from where the last one was found, so an object written in its schema's order is read without searching.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use super::fault::Fault;
use super::node::Node;
use super::tree::Entry;
use super::{Constant, Decode, Extra, Nullable};

/// What few objects need.
#[derive(Debug, Default)]
struct Rare {
    /// Members taken whose ordinal is 64 or more.
    taken: BTreeSet<u32>,
    /// Keys whose explicit null is remembered.
    nulls: Vec<&'static str>,
    /// Members that their fields did not take, and that lenient decoding keeps beside them.
    unfit: Vec<u32>,
    /// Why the first of those was not taken, until they are kept.
    why: Option<Fault>,
    /// The type says what members are that it does not name.
    open: bool,
    /// What the first field failed with that has a value to go on with.
    fault: Option<Fault>,
    /// A flattened field was decoded, which has taken all that was left.
    flattened: bool,
}

/// The members of an object, taken by name while a record is decoded.
#[derive(Debug)]
pub struct Fields<'t, 'f> {
    object: Node<'t>,
    /// Number of members; none once a field failed.
    count: u32,
    /// The member looked at first: its entry and its ordinal.
    next: u32,
    ordinal: u32,
    /// The first 64 members, each marked once it is taken.
    taken: u64,
    /// Number of members taken.
    found: u32,
    /// How many of those count for nothing, since a later one of the same key replaces each.
    dead: u32,
    rare: Option<Box<Rare>>,
    scope: PhantomData<&'f ()>,
}

impl<'t> Fields<'t, '_> {
    #[inline]
    pub(crate) fn new(object: Node<'t>) -> Self {
        Self { count: object.entry().count() as u32, ..Self::empty(object) }
    }

    /// No members: what lenient decoding makes of `null`.
    pub(crate) fn empty(object: Node<'t>) -> Self {
        Self {
            object,
            count: 0,
            next: object.index() + 1,
            ordinal: 0,
            taken: 0,
            found: 0,
            dead: 0,
            rare: None,
            scope: PhantomData,
        }
    }

    #[inline]
    fn is_taken(&self, ordinal: u32) -> bool {
        if ordinal < 64 {
            self.taken >> ordinal & 1 == 1
        } else {
            self.rare.as_ref().is_some_and(|rare| rare.taken.contains(&ordinal))
        }
    }

    #[inline]
    fn mark(&mut self, ordinal: u32) {
        if ordinal < 64 {
            self.taken |= 1 << ordinal;
        } else {
            self.rare.get_or_insert_default().taken.insert(ordinal);
        }
        self.found += 1;
    }

    /// The object itself.
    pub fn node(&self) -> Node<'t> {
        self.object
    }

    /// Takes the member with this key.
    pub fn take(&mut self, name: &str) -> Option<Node<'t>> {
        let mut seen = self.found;
        while seen < self.count {
            if self.ordinal == self.count {
                self.next = self.object.index() + 1;
                self.ordinal = 0;
            }
            let (index, ordinal) = (self.next, self.ordinal);
            let entry: &Entry = self.object.entry_at(index);
            self.next = entry.next(index);
            self.ordinal += 1;
            if self.is_taken(ordinal) {
                continue;
            }
            seen += 1;
            let node = self.object.at(index);
            if entry.key.len as usize == name.len() && node.key() == name {
                self.mark(ordinal);
                return Some(node);
            }
        }
        None
    }

    /// Takes a member that has a value; in lenient decoding `null` is none.
    fn take_value(&mut self, name: &str) -> Option<Node<'t>> {
        self.take(name).filter(|node| !(node.is_null() && node.mode().is_lenient()))
    }

    #[cold]
    fn absent<T: Decode>(&self, name: &str) -> Result<T, Fault> {
        self.object.natural().ok_or_else(|| Fault::missing(self.object, name))
    }

    /// Notes what the record fails with in the end. Nothing is found any more, so that the fields that are left are read in no time. Only a field without an
    /// empty value fails at once: to ask each of them is a twentieth of what a large API takes to check.
    #[cold]
    fn fail(&mut self, fault: Fault) {
        self.count = 0;
        self.rare.get_or_insert_default().fault.get_or_insert(fault);
    }

    /// Keeps a member that its field does not take, to be written back under its own key; in strict decoding the record fails.
    #[cold]
    fn keep(&mut self, node: Node<'t>, fault: Fault) {
        if !self.object.mode().is_lenient() {
            return self.fail(fault);
        }
        node.forget();
        let rare = self.rare.get_or_insert_default();
        rare.unfit.push(node.index());
        rare.why.get_or_insert(fault);
    }

    /// The same for a field that must have a value: it gets its type's empty one.
    #[cold]
    fn replace<T: Decode>(&mut self, node: Node<'t>, fault: Fault) -> Result<T, Fault> {
        match self.object.natural() {
            Some(natural) => {
                self.keep(node, fault);
                Ok(natural)
            }
            None => Err(fault),
        }
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// When it is missing, or not what `T` takes.
    #[inline]
    pub fn required<T: Decode>(&mut self, name: &'static str) -> Result<T, Fault> {
        let node = if T::TAKES_NULL { self.take(name) } else { self.take_value(name) };
        match node {
            Some(node) => T::decode(node).or_else(|fault| self.replace(node, fault)),
            None => self.absent(name),
        }
    }

    /// A field that must be there and may be null. Should it be missing, or not what `T` takes, the record fails in the end.
    #[inline]
    pub fn nullable<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.take(name) {
            Some(node) if node.is_null() => None,
            Some(node) => self.decode(node),
            None => {
                self.missing(name);
                None
            }
        }
    }

    /// Notes a field that must be there, and that lenient decoding leaves empty.
    #[cold]
    fn missing(&mut self, name: &'static str) {
        if !self.object.mode().is_lenient() {
            self.fail(Fault::missing(self.object, name));
        }
    }

    /// A field that may be absent; `null` is taken as absent. Should it not be what `T` takes, the record fails in the end.
    #[inline]
    pub fn optional<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.take(name) {
            Some(node) if T::TAKES_NULL || !node.is_null() => self.decode(node),
            _ => None,
        }
    }

    /// A field that may be absent, or null, or have a value. Should it not be what `T` takes, the record fails in the end.
    #[inline]
    pub fn tristate<T: Decode>(&mut self, name: &'static str) -> Nullable<T> {
        match self.take(name) {
            None => Nullable::Absent,
            Some(node) if node.is_null() => Nullable::Null,
            Some(node) => self.decode(node).map_or(Nullable::Absent, Nullable::Value),
        }
    }

    /// A field that may be absent or null, where an explicit null is remembered among the extra fields. Should it not be what `T` takes, the record fails
    /// in the end.
    #[inline]
    pub fn remembered<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.take(name) {
            None => None,
            Some(node) if node.is_null() => {
                self.remember(name);
                None
            }
            Some(node) => self.decode(node),
        }
    }

    /// A value that need not be there.
    #[inline]
    fn decode<T: Decode>(&mut self, node: Node<'t>) -> Option<T> {
        match T::decode(node) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.keep(node, fault);
                None
            }
        }
    }

    #[cold]
    fn remember(&mut self, name: &'static str) {
        self.rare.get_or_insert_default().nulls.push(name);
    }

    /// A value that the schema fixes. Should it be missing, or of another JSON type, the record fails in the end.
    pub fn constant<C: Constant>(&mut self, name: &'static str, value: C) -> C::Field {
        match self.take_value(name) {
            Some(node) => match value.decode_field(node) {
                Ok(value) => return value,
                Err(fault) => self.keep(node, fault),
            },
            None => self.missing(name),
        }
        value.field()
    }

    /// A value that the schema fixes, and that may be absent. Should it have another JSON type, the record fails in the end.
    pub fn optional_constant<C: Constant>(&mut self, name: &'static str, value: C) -> Option<C::Field> {
        let node = self.take(name).filter(|node| !node.is_null())?;
        match value.decode_field(node) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.keep(node, fault);
                None
            }
        }
    }

    /// A value whose members stand beside the record's own: of the object without those taken.
    ///
    /// # Errors
    /// When the rest of the object is not what `T` takes, or a field before it is not what it should be.
    pub fn flattened<T: Decode>(&mut self) -> Result<T, Fault> {
        if let Some(fault) = self.rare.as_mut().and_then(|rare| rare.fault.take()) {
            return Err(fault);
        }
        let (taken, left): (Vec<_>, Vec<_>) = self.members().partition(|(ordinal, _)| self.is_taken(*ordinal));
        // A key that comes twice: the record is read again, with the last one of each.
        let doubled = left.iter().any(|(_, node)| taken.iter().any(|(_, own)| own.key() == node.key()));
        if !doubled {
            self.found = self.count;
        }
        self.rare.get_or_insert_default().flattened = true;
        self.object.without(taken.into_iter().map(|(_, node)| node.index()).collect())
    }

    /// Everything not taken yet, and the nulls remembered.
    #[inline]
    pub fn extra(&mut self) -> Extra {
        let nothing = self.found == self.count && self.rare.is_none();
        if nothing && !self.object.has_respelled() && !self.object.is_untagged() {
            Extra::default()
        } else {
            self.gather()
        }
    }

    #[cold]
    fn gather(&mut self) -> Extra {
        let mut extra = Extra::default();
        if self.has_failed() {
            return extra;
        }
        if self.object.is_untagged() {
            extra.set_untagged();
        }
        let hidden = self.object.hidden_tag();
        for node in self.rest() {
            if hidden != Some(node.key()) {
                extra.insert(node.key(), node.to_value());
            }
        }
        if let Some(rare) = &mut self.rare {
            extra.remember(std::mem::take(&mut rare.nulls));
            for node in std::mem::take(&mut rare.unfit).into_iter().map(|index| self.object.at(index)) {
                extra.insert(node.key(), node.to_value());
            }
            rare.why = None;
        }
        if self.object.has_respelled() {
            extra.remember_numbers(self.object.take_respelled());
        }
        extra
    }

    /// Everything not taken yet, as values of one type. Should one of them not be what `T` takes, the record fails in the end.
    pub fn typed_extra<T: Decode>(&mut self) -> BTreeMap<String, T> {
        let mut map = BTreeMap::new();
        if self.has_failed() {
            return map;
        }
        if self.object.listens() {
            self.rare.get_or_insert_default().open = true;
        }
        let hidden = self.object.hidden_tag();
        let mut failed = None;
        for node in self.rest() {
            if hidden == Some(node.key()) || (node.is_null() && !T::TAKES_NULL && node.mode().is_lenient()) {
                continue;
            }
            match T::decode(node) {
                Ok(value) => drop(map.insert(node.key().to_owned(), value)),
                Err(fault) if !self.object.replaces(node) => {
                    failed = Some(fault);
                    break;
                }
                Err(_) => node.forget(),
            }
        }
        if let Some(fault) = failed {
            self.fail(fault);
        }
        map
    }

    fn has_failed(&self) -> bool {
        self.rare.as_ref().is_some_and(|rare| rare.fault.is_some())
    }

    /// The members, numbered.
    fn members(&self) -> impl Iterator<Item = (u32, Node<'t>)> + use<'t> {
        (0..).zip(self.object.all_members())
    }

    /// The members not taken.
    fn rest(&self) -> impl Iterator<Item = Node<'t>> {
        let none = self.rare.as_ref().is_some_and(|rare| rare.flattened);
        let left = move |(ordinal, node): &(u32, Node<'t>)| {
            !none && !self.is_taken(*ordinal) && !self.object.is_claimed(*node)
        };
        self.members().filter(left).map(|(_, node)| node)
    }

    /// True when what was taken holds: no key was doubled, or the last one of each was taken. Otherwise the fields are as at the start, without the
    /// members that count for nothing (RFC 8259 section 4 leaves it open; the last one wins, as everywhere in this crate).
    #[inline]
    pub(crate) fn settled(&mut self, type_name: &'static str) -> bool {
        self.found == self.count || self.settle(type_name)
    }

    #[cold]
    fn settle(&mut self, type_name: &'static str) -> bool {
        let members = || self.members().map(|(ordinal, node)| (ordinal, node.key()));
        let mut last: BTreeMap<&str, u32> =
            members().filter(|(ordinal, _)| self.is_taken(*ordinal)).map(|(ordinal, key)| (key, ordinal)).collect();
        for (ordinal, key) in members() {
            if let Some(last) = last.get_mut(key) {
                *last = ordinal;
            }
        }
        let replaced = |(ordinal, key): &(u32, &str)| last.get(key).is_some_and(|last| last != ordinal);
        let dead: Vec<u32> = members().filter(replaced).map(|(ordinal, _)| ordinal).collect();
        if dead.len() == self.dead as usize {
            self.note_rest(type_name);
            return true;
        }
        self.object.forget();
        *self = Self::new(self.object);
        for ordinal in &dead {
            self.mark(*ordinal);
        }
        self.dead = self.found;
        false
    }

    /// Notes the members that the type does not name.
    fn note_rest(&self, type_name: &'static str) {
        if !self.object.listens() || self.rare.as_ref().is_some_and(|rare| rare.open) {
            return;
        }
        let hidden = self.object.hidden_tag();
        self.rest().filter(|node| hidden != Some(node.key())).for_each(|node| node.unnamed(type_name));
    }

    /// What is wrong with a type whose fields are asked for and that has none.
    #[cold]
    pub(super) fn none(&self) -> Fault {
        Fault::expected(self.object, "a record")
    }

    /// The record, unless a field that has a value to go on with failed, or a member was not taken that nothing kept either: the type has no room for what
    /// its schema does not name.
    #[cold]
    fn judge<T>(&mut self, result: Result<T, Fault>) -> Result<T, Fault> {
        let Some(rare) = &mut self.rare else { return result };
        match rare.fault.take() {
            Some(fault) => Err(fault),
            None => result.and_then(|value| rare.why.take().map_or(Ok(value), Err)),
        }
    }
}

/// Decodes a record: field by field, and once more where lenient decoding found what has to be read otherwise.
///
/// # Errors
/// When the node is not an object, or a field is not what it should be.
#[inline]
pub(super) fn decode_record<T: Decode>(node: Node<'_>) -> Result<T, Fault> {
    let mut fields = node.fields()?;
    loop {
        let result = T::decode_fields(&mut fields);
        if fields.settled(std::any::type_name::<T>()) {
            return if fields.rare.is_none() { result } else { fields.judge(result) };
        }
    }
}

impl<'t> Node<'t> {
    /// The members of an object, to be taken by name.
    ///
    /// # Errors
    /// When it is not an object.
    #[inline]
    pub fn fields<'f>(self) -> Result<Fields<'t, 'f>, Fault> {
        if self.entry().kind == super::tree::Kind::Object { Ok(Fields::new(self)) } else { self.fields_of_other() }
    }
}
