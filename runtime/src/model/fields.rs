//! The members of an object, taken by name.
//!
//! A field is looked for from where the last one was found, so an object written in its schema's order is read without searching.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use crate::json::tree::Entry;
use crate::model::constant::Constant;
use crate::model::extra::Came;
use crate::model::extra::Extra;
use crate::model::fault::Fault;
use crate::model::node::Node;
use crate::model::presence::Nullable;
use crate::model::traits::Decode;

/// What few objects need.
#[derive(Debug, Default)]
struct Rare {
    /// Members taken whose ordinal is 64 or more.
    taken: BTreeSet<u32>,
    /// Named fields that do not tell by themselves how they came.
    named: Vec<(&'static str, Came)>,
    /// Members that their fields did not take, and that are kept beside them.
    unfit: Vec<u32>,
    /// What a record that keeps nothing fails with: why the first field has its empty value, or a member was not taken.
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

    /// No members: those of an empty value.
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

    /// Takes a member that has a value; `null` is none unless decoding is strict.
    fn take_value(&mut self, name: &str) -> Option<Node<'t>> {
        self.take(name).filter(|node| !node.is_null() || node.mode().is_strict())
    }

    /// The empty value of a field that is absent, or null and may not be.
    #[cold]
    fn absent<T: Decode>(&mut self, name: &'static str) -> Result<T, Fault> {
        match self.object.natural() {
            Some(natural) => {
                self.leave(name);
                self.note_tuple::<T>(name);
                Ok(natural)
            }
            None => Err(Fault::missing(self.object, name)),
        }
    }

    fn note_tuple<T: Decode>(&mut self, name: &'static str) {
        if T::TUPLE {
            self.rare.get_or_insert_default().named.push((name, Came::Tuple));
        }
    }

    /// Remembers that a required field was absent, or null and may not be.
    #[cold]
    fn leave(&mut self, name: &'static str) {
        let null = self.object.get(name).filter(|node| node.is_null());
        let fault = Fault::missing(self.object, name);
        match null {
            Some(null) => null.repaired(None),
            None => self.object.repaired(Some(name)),
        }
        let rare = self.rare.get_or_insert_default();
        rare.named.push((name, if null.is_some() { Came::Null } else { Came::Absent }));
        rare.why.get_or_insert(fault);
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
        if self.object.mode().is_strict() || node.is_guarded() {
            return self.fail(fault);
        }
        node.forget();
        node.unfit();
        let rare = self.rare.get_or_insert_default();
        rare.unfit.push(node.index());
        rare.why.get_or_insert(fault);
    }

    /// The same for a field that is always written.
    #[cold]
    fn keep_required(&mut self, name: &'static str, node: Node<'t>, fault: Fault) {
        self.keep(node, fault);
        self.rare.get_or_insert_default().named.push((name, Came::Unfit));
    }

    /// The same for a field that must have a value: it gets its type's empty one.
    #[cold]
    fn replace<T: Decode>(&mut self, name: &'static str, node: Node<'t>, fault: Fault) -> Result<T, Fault> {
        match self.object.natural() {
            Some(natural) => {
                self.keep_required(name, node, fault);
                self.note_tuple::<T>(name);
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
            Some(node) => T::decode(node).or_else(|fault| self.replace(name, node, fault)),
            None => self.absent(name),
        }
    }

    /// A field that must be there and may be null. Should it be missing, or not what `T` takes, the record fails in the end.
    #[inline]
    pub fn nullable<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.take(name) {
            Some(node) if node.is_null() => None,
            Some(node) => match T::decode(node) {
                Ok(value) => Some(value),
                Err(fault) => {
                    self.keep_required(name, node, fault);
                    None
                }
            },
            None => {
                self.missing(name);
                None
            }
        }
    }

    /// Notes a field that must be there and is not: in strict decoding the record fails.
    #[cold]
    fn missing(&mut self, name: &'static str) {
        if self.object.mode().is_strict() {
            self.fail(Fault::missing(self.object, name));
        } else {
            self.leave(name);
        }
    }

    /// A field that may be absent; `null` is taken as absent, and remembered. Should it not be what `T` takes, the record fails in the end.
    #[inline]
    pub fn optional<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.take(name) {
            None => None,
            Some(node) if node.is_null() && !T::TAKES_NULL => {
                self.remember(name);
                None
            }
            Some(node) => self.decode(node),
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
        self.rare.get_or_insert_default().named.push((name, Came::OptionalNull));
    }

    /// A value that the schema fixes. Should it be missing, or of another JSON type, the record fails in the end.
    pub fn constant<C: Constant>(&mut self, name: &'static str, value: C) -> C::Field {
        match self.take_value(name) {
            Some(node) => match value.decode_field(node) {
                Ok(value) => return value,
                Err(fault) => self.keep_required(name, node, fault),
            },
            None => self.missing(name),
        }
        value.empty_field()
    }

    /// A value that the schema fixes, and that may be absent. Should it have another JSON type, the record fails in the end.
    pub fn optional_constant<C: Constant>(&mut self, name: &'static str, value: C) -> Option<C::Field> {
        let node = self.take(name)?;
        if node.is_null() {
            self.remember(name);
            return None;
        }
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

    /// Everything not taken yet, and how named fields came.
    #[inline]
    pub fn extra(&mut self) -> Extra {
        let nothing = self.found == self.count && self.rare.is_none();
        if nothing && !self.object.has_respelled() && !self.object.is_untagged() {
            Extra::default()
        } else {
            self.gather()
        }
    }

    /// How named fields came, and what did not fit its field, for a record that says what its other members are.
    #[inline]
    pub fn memory(&mut self) -> Extra {
        if self.rare.is_none() && !self.object.has_respelled() && !self.object.is_untagged() {
            Extra::default()
        } else {
            self.recall(Extra::default())
        }
    }

    #[cold]
    fn gather(&mut self) -> Extra {
        let mut extra = Extra::default();
        if self.has_failed() {
            return extra;
        }
        let hidden = self.object.hidden_tag();
        for node in self.rest() {
            if hidden != Some(node.key()) {
                node.count_misfit();
                extra.insert(node.key(), node.to_value());
            }
        }
        self.recall(extra)
    }

    #[cold]
    fn recall(&mut self, mut extra: Extra) -> Extra {
        if self.object.is_untagged() {
            extra.set_untagged();
        }
        if let Some(rare) = &mut self.rare {
            extra.remember(std::mem::take(&mut rare.named));
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
        let mut unfit = Vec::new();
        for node in self.rest().filter(|node| hidden != Some(node.key())) {
            match T::decode(node) {
                Ok(value) => drop(map.insert(node.key().to_owned(), value)),
                Err(fault) if !self.object.replaces(node) => unfit.push((node, fault)),
                Err(_) => node.forget(),
            }
            if !unfit.is_empty() && node.mode().is_strict() {
                break;
            }
        }
        for (node, fault) in unfit {
            self.keep(node, fault);
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
    pub(crate) fn none(&self) -> Fault {
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
pub(crate) fn decode_record<T: Decode>(node: Node<'_>) -> Result<T, Fault> {
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
        if self.entry().kind == crate::json::tree::Kind::Object {
            Ok(Fields::new(self))
        } else {
            self.fields_of_other()
        }
    }
}
