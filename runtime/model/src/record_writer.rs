//! Writing values and fields of any type as JSON.

use std::collections::BTreeMap;

use crate::extra::Extra;
use crate::json::scan;
use crate::literal::Literal;
use crate::nullable::Nullable;
use crate::object_writer::ObjectWriter;
use crate::respelled;
use crate::spelling::Respelled;
use crate::tags::{Tag, TagState};
use crate::traits::Encode;
use crate::writer::Writer;

impl Writer {
    /// Writes any value.
    #[inline]
    pub fn value<T: Encode + ?Sized>(&mut self, value: &T) {
        value.encode(self);
    }

    /// Writes a variant of a union, with the tag at the start of its object, unless the variant has a member of that name with one of `values`.
    #[inline]
    pub fn tagged<T: Encode + ?Sized>(
        &mut self,
        tag: &'static str,
        written: Literal,
        values: &'static [&'static str],
        value: &T,
    ) {
        self.tag(Tag { key: tag, values, state: TagState::Ahead(written) }, value);
    }

    /// Writes a variant of a union that has the tag among its own members. If that is none of `values`, the first of them is written in its place.
    #[inline]
    pub fn corrected<T: Encode + ?Sized>(&mut self, tag: &'static str, values: &'static [&'static str], value: &T) {
        self.tag(Tag { key: tag, values, state: TagState::Expected }, value);
    }

    #[inline]
    fn tag<T: Encode + ?Sized>(&mut self, tag: Tag, value: &T) {
        let (around, waiting) = (self.tags.len(), self.waiting);
        self.tags.push(tag);
        value.encode(self);
        self.tags.truncate(around);
        self.waiting = waiting;
    }

    /// Writes an array of values.
    #[inline]
    #[doc(hidden)]
    pub fn array_of<T: Encode>(&mut self, items: impl IntoIterator<Item = T>) {
        self.begin_array();
        let mut first = true;
        for item in items {
            self.comma(&mut first);
            item.encode(self);
        }
        self.out.push(']');
    }

    /// Writes an array.
    #[inline]
    pub fn array<'v, T: Encode + 'v>(&mut self, items: impl IntoIterator<Item = &'v T>) {
        self.array_of(items);
    }

    /// Writes a map as an object.
    pub fn map<'v, T: Encode + 'v>(&mut self, members: impl IntoIterator<Item = (&'v String, &'v T)>) {
        let mut object = self.object();
        for (name, value) in members {
            object.member(name, value);
        }
        object.finish();
    }
}

impl ObjectWriter<'_> {
    /// Writes a member.
    #[inline(always)]
    pub fn member<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        let before = self.writer.out.len();
        self.key(name);
        value.encode(self.writer);
        if self.open_tags > 0 {
            self.check_tag(name, before);
        }
    }

    /// Writes a required field.
    #[inline]
    pub fn required<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.member(name, value);
    }

    /// Writes a field if it has a value.
    #[inline]
    pub fn optional<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// Writes a field if it has a value or is null.
    #[inline]
    pub fn tristate<T: Encode>(&mut self, name: &'static str, value: &Nullable<T>) {
        if !value.is_absent() {
            self.member(name, value);
        }
    }

    /// Writes a field if it has a value, or if the extra fields remember that it was null.
    #[inline]
    pub fn remembered<T: Encode>(&mut self, name: &'static str, value: &Option<T>, extra: &Extra) {
        if value.is_some() || extra.remembers_null(name) {
            self.member(name, value);
        }
    }

    /// Writes the extra fields, and restores the original form of the fields before them. An extra field with the key of a field that was written is left
    /// out, so that no key occurs twice.
    #[inline]
    pub fn extra(&mut self, extra: &Extra) {
        if let Some(kept) = extra.kept() {
            self.kept(kept);
        }
    }

    /// Writes numbers as they came, where they have not changed.
    #[cold]
    pub(crate) fn restore(&mut self, numbers: &[Respelled]) {
        let members = self.writer.out.get(self.start..).unwrap_or("");
        if let Some(restored) = respelled::restore(members, numbers) {
            self.writer.out.truncate(self.start);
            self.writer.out.push_str(&restored);
        }
    }

    /// Writes the extra fields of one type, like [`ObjectWriter::extra`].
    #[inline]
    pub fn typed_extra<T: Encode>(&mut self, extra: &BTreeMap<String, T>) {
        if !extra.is_empty() {
            self.rest(extra.iter());
        }
    }

    /// Writes the members of a value as members of this object. One with the key of a field that was written is left out; a value without members writes
    /// nothing.
    pub fn flattened<T: Encode + ?Sized>(&mut self, value: &T) {
        let around = std::mem::take(&mut self.writer.out);
        self.writer.value(value);
        let object = std::mem::replace(&mut self.writer.out, around);
        let Some(members) = object.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return };
        let keys = scan::top_keys(members);
        let mut written = self.written();
        if self.open_tags > 0 {
            self.check_tags(members, &mut written);
        }
        if keys.is_disjoint(&written) {
            self.write_members(members);
        } else {
            self.others(members, &written);
        }
    }

    pub(crate) fn rest<'v, T: Encode + 'v>(&mut self, members: impl Iterator<Item = (&'v String, &'v T)>) {
        let written = self.written();
        for (name, value) in members {
            if !written.contains(name.as_str()) {
                self.member(name, value);
            }
        }
    }
}
