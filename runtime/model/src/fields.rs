//! Decoding of a record's fields, by name.
//!
//! A field is looked for from where the last one was found, so an object written in its schema's order is read without searching.

use std::collections::BTreeMap;

use crate::constant::Constant;
use crate::extra::{Came, Extra};
use crate::fault::Fault;
use crate::members::Fields;
use crate::node::Node;
use crate::nullable::Nullable;
use crate::traits::Decode;

impl<'t> Fields<'t, '_> {
    /// Returns the value of a field that is absent, or null although it may not be: the type's empty one, if there is one.
    #[cold]
    fn absent<T: Decode>(&mut self, name: &'static str) -> Result<T, Fault> {
        match self.object.lenient_default() {
            Some(lenient_default) => {
                self.leave(name);
                self.note_empty::<T>(name);
                Ok(lenient_default)
            }
            None => Err(Fault::missing(self.object, name)),
        }
    }

    fn note_empty<T: Decode>(&mut self, name: &'static str) {
        if T::TUPLE {
            self.rare.get_or_insert_default().named.push((name, Came::Tuple));
        }
        if let Some(json) = T::EMPTY {
            self.rare.get_or_insert_default().named.push((name, Came::Written(json)));
        }
    }

    /// Replaces the value of a field that must have one by its type's empty value, and notes the drift.
    #[cold]
    fn replace<T: Decode>(&mut self, name: &'static str, node: Node<'t>, fault: Fault) -> Result<T, Fault> {
        match self.object.lenient_default() {
            Some(lenient_default) => {
                self.keep_required(name, node, fault);
                self.note_empty::<T>(name);
                Ok(lenient_default)
            }
            None => Err(fault),
        }
    }

    /// Decodes a required field.
    ///
    /// # Errors
    /// If it is missing, or does not decode as `T`.
    #[inline]
    pub fn required<T: Decode>(&mut self, name: &'static str) -> Result<T, Fault> {
        let node = if T::TAKES_NULL { self.take(name) } else { self.take_value(name) };
        match node {
            Some(node) => T::decode(node).or_else(|fault| self.replace(name, node, fault)),
            None => self.absent(name),
        }
    }

    /// Decodes a required field that may be null. If it is missing or does not decode, the record fails at its end.
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

    /// Decodes a field that may be absent; `null` counts as absent, and is remembered. If it does not decode, the record fails at its end.
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

    /// Decodes a field that may be absent or null. If it does not decode, the record fails at its end.
    #[inline]
    pub fn tristate<T: Decode>(&mut self, name: &'static str) -> Nullable<T> {
        match self.take(name) {
            None => Nullable::Absent,
            Some(node) if node.is_null() => Nullable::Null,
            Some(node) => self.decode(node).map_or(Nullable::Absent, Nullable::Value),
        }
    }

    /// Decodes a field that may be absent or null, of which the extra fields remember an explicit null. If it does not decode, the record fails at its end.
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

    /// Decodes an optional value.
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

    /// Decodes a value that the schema fixes. If it is missing or has another JSON type, the record fails at its end.
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

    /// Decodes a value that the schema fixes and that may be absent. If it has another JSON type, the record fails at its end.
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

    /// Decodes a value whose members are members of the record's object: from those that no field has taken.
    ///
    /// # Errors
    /// If the rest of the object does not decode as `T`, or a field before it failed.
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

    /// Takes the members that no field has taken, and the original form of named fields.
    #[inline]
    pub fn extra(&mut self) -> Extra {
        let nothing = self.found == self.count && self.rare.is_none();
        if nothing && !self.object.has_respelled() && !self.object.is_untagged() {
            Extra::default()
        } else {
            self.gather()
        }
    }

    /// Returns the original form of named fields and the values that did not fit their field, for a record with a typed map for its other members.
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
            if rare.instead {
                self.object.unfit();
                extra.set_instead(self.object.to_value());
            }
        }
        if self.object.has_respelled() {
            extra.remember_numbers(self.object.take_respelled());
        }
        extra
    }

    /// Takes the members that no field has taken, decoded as one type. If one of them does not decode, the record fails at its end.
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
}
