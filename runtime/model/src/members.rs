//! Members of an object while its record is decoded: those that fields have taken, and those that do not fit.
//!
//! A field is looked for from where the last one was found, so an object written in its schema's order is read without searching.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use crate::extra::Came;
use crate::fault::Fault;
use crate::json::tree::Entry;
use crate::node::Node;

/// State that few objects need.
#[derive(Debug, Default)]
pub(crate) struct Rare {
    /// Members taken whose ordinal is 64 or more.
    pub(crate) taken: BTreeSet<u32>,
    /// Named fields that do not tell by themselves how they came.
    pub(crate) named: Vec<(&'static str, Came)>,
    /// Members that their fields did not take, and that are kept beside them.
    pub(crate) unfit: Vec<u32>,
    /// Error of a record that keeps nothing: the reason why the first field has its empty value, or why a member was not taken.
    pub(crate) why: Option<Fault>,
    /// True if the type says what members are that it does not name.
    pub(crate) open: bool,
    /// Error of the first field that failed and has a value to continue with.
    pub(crate) fault: Option<Fault>,
    /// True if a flattened field was decoded, which has taken all that was left.
    pub(crate) flattened: bool,
    /// True if the value is no object: the record keeps it whole.
    pub(crate) instead: bool,
}

/// Members of an object, which fields take by name while a record is decoded.
#[derive(Debug)]
pub struct Fields<'t, 'f> {
    pub(crate) object: Node<'t>,
    /// Number of members; none once a field failed.
    pub(crate) count: u32,
    /// The member looked at first: its entry and its ordinal.
    pub(crate) next: u32,
    pub(crate) ordinal: u32,
    /// The first 64 members, each marked once it is taken.
    pub(crate) taken: u64,
    /// Number of members taken.
    pub(crate) found: u32,
    /// Number of members that do not count, because a later one has the same key.
    pub(crate) dead: u32,
    pub(crate) rare: Option<Box<Rare>>,
    pub(crate) scope: PhantomData<&'f ()>,
}

impl<'t> Fields<'t, '_> {
    #[inline]
    pub(crate) fn new(object: Node<'t>) -> Self {
        Self { count: object.entry().count() as u32, ..Self::empty(object) }
    }

    /// Returns no members: those of an empty value.
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
    pub(crate) fn is_taken(&self, ordinal: u32) -> bool {
        if ordinal < 64 {
            self.taken >> ordinal & 1 == 1
        } else {
            self.rare.as_ref().is_some_and(|rare| rare.taken.contains(&ordinal))
        }
    }

    #[inline]
    pub(crate) fn mark(&mut self, ordinal: u32) {
        if ordinal < 64 {
            self.taken |= 1 << ordinal;
        } else {
            self.rare.get_or_insert_default().taken.insert(ordinal);
        }
        self.found += 1;
    }

    /// Returns the object.
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
    pub(crate) fn take_value(&mut self, name: &str) -> Option<Node<'t>> {
        self.take(name).filter(|node| !node.is_null() || node.mode().is_strict())
    }

    /// Remembers that a required field was absent, or null and may not be.
    #[cold]
    pub(crate) fn leave(&mut self, name: &'static str) {
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
    pub(crate) fn fail(&mut self, fault: Fault) {
        self.count = 0;
        self.rare.get_or_insert_default().fault.get_or_insert(fault);
    }

    /// Keeps a member that its field does not take, to be written back under its own key; in strict decoding the record fails.
    #[cold]
    pub(crate) fn keep(&mut self, node: Node<'t>, fault: Fault) {
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
    pub(crate) fn keep_required(&mut self, name: &'static str, node: Node<'t>, fault: Fault) {
        self.keep(node, fault);
        self.rare.get_or_insert_default().named.push((name, Came::Unfit));
    }

    /// Notes a field that must be there and is not: in strict decoding the record fails.
    #[cold]
    pub(crate) fn missing(&mut self, name: &'static str) {
        if self.object.mode().is_strict() {
            self.fail(Fault::missing(self.object, name));
        } else {
            self.leave(name);
        }
    }

    #[cold]
    pub(crate) fn remember(&mut self, name: &'static str) {
        self.rare.get_or_insert_default().named.push((name, Came::OptionalNull));
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.rare.as_ref().is_some_and(|rare| rare.fault.is_some())
    }

    /// Returns the members, numbered.
    pub(crate) fn members(&self) -> impl Iterator<Item = (u32, Node<'t>)> + use<'t> {
        (0..).zip(self.object.all_members())
    }

    /// Returns the members not taken.
    pub(crate) fn rest(&self) -> impl Iterator<Item = Node<'t>> {
        let none = self.rare.as_ref().is_some_and(|rare| rare.flattened);
        let left = move |(ordinal, node): &(u32, Node<'t>)| {
            !none && !self.is_taken(*ordinal) && !self.object.is_claimed(*node)
        };
        self.members().filter(left).map(|(_, node)| node)
    }

    /// Returns true if what was taken holds: no key was doubled, or the last one of each was taken. Otherwise the fields are as at the start, without the
    /// members that count for nothing (RFC 8259 section 4 leaves it open; the last one wins, as everywhere in this crate).
    #[inline]
    pub(crate) fn settled(&mut self, type_name: &'static str) -> bool {
        self.found == self.count || self.settle(type_name)
    }

    #[cold]
    pub(crate) fn settle(&mut self, type_name: &'static str) -> bool {
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
    pub(crate) fn note_rest(&self, type_name: &'static str) {
        if !self.object.listens() || self.rare.as_ref().is_some_and(|rare| rare.open) {
            return;
        }
        let hidden = self.object.hidden_tag();
        self.rest().filter(|node| hidden != Some(node.key())).for_each(|node| node.unnamed(type_name));
    }

    /// Returns the error of a type that has no fields and is decoded as a record.
    #[cold]
    pub(crate) fn none(&self) -> Fault {
        Fault::expected(self.object, "a record")
    }

    /// Returns the record, unless a field that has a value to go on with failed, or a member was not taken that nothing kept either: the type has no room for
    /// what its schema does not name.
    #[cold]
    pub(crate) fn judge<T>(&mut self, result: Result<T, Fault>) -> Result<T, Fault> {
        let Some(rare) = &mut self.rare else { return result };
        match rare.fault.take() {
            Some(fault) => Err(fault),
            None => result.and_then(|value| rare.why.take().map_or(Ok(value), Err)),
        }
    }
}

impl<'t> Node<'t> {
    /// Returns the members of an object, for fields to take by name.
    ///
    /// # Errors
    /// If it is not an object.
    #[inline]
    pub fn fields<'f>(self) -> Result<Fields<'t, 'f>, Fault> {
        if self.entry().kind == crate::json::tree::Kind::Object {
            Ok(Fields::new(self))
        } else {
            self.fields_of_other()
        }
    }

    /// Returns the members of a record's object; none where the record keeps a value that is no object.
    ///
    /// # Errors
    /// When it is neither.
    #[inline]
    pub(crate) fn record_fields<'f>(self, any_type: bool) -> Result<Fields<'t, 'f>, Fault> {
        if self.entry().kind == crate::json::tree::Kind::Object {
            Ok(Fields::new(self))
        } else {
            self.fields_instead(any_type)
        }
    }
}
