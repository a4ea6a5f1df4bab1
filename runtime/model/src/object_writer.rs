//! Writing the members of one object: commas, keys, and the tags of the unions around it.

use std::collections::BTreeSet;

use crate::Value;
use crate::json::scan;
use crate::tags::{Tag, TagState};
use crate::writer::Writer;

impl Writer {
    /// Begins an object; it ends when the [`ObjectWriter`] is finished.
    #[inline]
    pub fn object(&mut self) -> ObjectWriter<'_> {
        self.out.push('{');
        let start = self.out.len();
        let first_tag = self.waiting;
        let mut object = ObjectWriter { writer: self, start, first_tag, open_tags: 0, tags_end: start };
        if object.writer.tags.len() > first_tag {
            object.begin_tagged();
        }
        object
    }
}

/// In place of the number of open tags: a value of another type stands where the object was.
const REPLACED: usize = usize::MAX;

/// Writer of the members of one object.
#[derive(Debug)]
pub struct ObjectWriter<'w> {
    pub(crate) writer: &'w mut Writer,
    /// Start of its first member.
    pub(crate) start: usize,
    /// The first of the writer's tags that is of this object, and how many of them no member has named yet.
    pub(crate) first_tag: usize,
    pub(crate) open_tags: usize,
    /// End of the tags that are written ahead of the members.
    pub(crate) tags_end: usize,
}

impl ObjectWriter<'_> {
    pub(crate) fn begin_tagged(&mut self) {
        let writer = &mut *self.writer;
        writer.waiting = writer.tags.len();
        for position in self.first_tag..writer.tags.len() {
            // Of two unions with one tag, the inner one knows better.
            let (tag, inner) = (writer.tags[position], &writer.tags[position + 1..]);
            if inner.iter().any(|other| other.key == tag.key) {
                writer.tags[position].state = TagState::Done;
            } else {
                self.open_tags += 1;
            }
        }
        self.write_tags();
    }

    pub(crate) fn write_tags(&mut self) {
        for position in self.first_tag..self.writer.tags.len() {
            let Tag { key, state, .. } = self.writer.tags[position];
            if let TagState::Ahead(value) = state {
                self.key(key);
                self.writer.literal(value);
            }
        }
        self.tags_end = self.writer.out.len();
    }

    /// Looks at a member that was just written, from `before` on: its value is the tag's, or the union's takes its place.
    #[inline(never)]
    pub(crate) fn check_tag(&mut self, name: &str, before: usize) {
        let open = |tag: &Tag| tag.key == name && !matches!(tag.state, TagState::Done);
        let own = self.writer.tags.get(self.first_tag..).unwrap_or_default();
        let Some(position) = own.iter().position(open) else { return };
        let position = self.first_tag + position;
        let tag = self.writer.tags[position];
        let from = before + scan::key_len(self.writer.out.get(before..).unwrap_or_default());
        let own = self.writer.out.get(from..).unwrap_or_default();
        match (tag.state, tag.admits(own)) {
            (TagState::Ahead(_), true) => self.drop_tag(position),
            (TagState::Ahead(_), false) => self.writer.out.truncate(before),
            (_, true) => {}
            (_, false) => {
                let value = tag.instead_of(own);
                self.writer.out.truncate(from);
                self.writer.out.push_str(&value);
            }
        }
        self.close_tag(position);
    }

    pub(crate) fn close_tag(&mut self, position: usize) {
        self.writer.tags[position].state = TagState::Done;
        self.open_tags -= 1;
    }

    /// Takes back the tags written ahead: the object came without.
    #[cold]
    pub(crate) fn drop_tags(&mut self) {
        for position in self.first_tag..self.writer.tags.len() {
            if let TagState::Ahead(_) = self.writer.tags[position].state {
                self.drop_tag(position);
                self.open_tags -= 1;
            }
        }
    }

    /// Takes back a tag that a member names itself.
    #[cold]
    pub(crate) fn drop_tag(&mut self, position: usize) {
        self.writer.tags[position].state = TagState::Done;
        let members = self.writer.out.split_off(self.tags_end);
        self.writer.out.truncate(self.start);
        self.write_tags();
        let alone = self.tags_end == self.start;
        self.writer.out.push_str(if alone { members.trim_start_matches(',') } else { &members });
    }

    // Always inlined, as is `member`: records reach them through a visitor, where the compiler would not, at a quarter more instructions.
    #[inline(always)]
    pub(crate) fn key(&mut self, name: &str) {
        let out = &mut self.writer.out;
        out.push_str(if out.len() == self.start { "\"" } else { ",\"" });
        scan::write_inner(out, name);
        out.push_str("\":");
    }

    /// Looks at members about to be written for tags; one that says what it may not is counted among those written.
    #[cold]
    pub(crate) fn check_tags(&mut self, members: &str, written: &mut BTreeSet<String>) {
        for (key, member) in scan::top_members(members) {
            let own = self.first_tag..self.writer.tags.len();
            let open = |tag: &Tag| tag.key == key && !matches!(tag.state, TagState::Done);
            let Some(position) = own.into_iter().find(|position| open(&self.writer.tags[*position])) else { continue };
            let tag = self.writer.tags[position];
            let admitted = tag.admits(member.get(scan::key_len(member)..).unwrap_or_default());
            match (tag.state, admitted) {
                (TagState::Ahead(_), true) => self.drop_tag(position),
                (_, true) => {}
                // An expected tag is written at the end of the object.
                (_, false) => drop(written.insert(key)),
            }
            if admitted {
                self.close_tag(position);
            }
        }
    }

    /// Takes back the members written so far, tags aside.
    pub(crate) fn take_members(&mut self) -> String {
        self.writer.out.split_off(self.tags_end)
    }

    /// Returns true for a tag that a union around writes.
    pub(crate) fn is_tag(&self, key: &str) -> bool {
        self.own_tag(key).is_some()
    }

    fn own_tag(&self, key: &str) -> Option<&Tag> {
        self.writer.tags.get(self.first_tag..).unwrap_or_default().iter().find(|tag| tag.key == key)
    }

    /// Returns true if JSON text says a tag that a union around writes.
    pub(crate) fn admits(&self, key: &str, json: &str) -> bool {
        self.own_tag(key).is_some_and(|tag| tag.admits(json))
    }

    /// Returns true for the value that is written in place of one that a tag may not have.
    pub(crate) fn is_first_value(&self, key: &str, json: &str) -> bool {
        self.own_tag(key).is_some_and(|tag| tag.instead_of(json) == json)
    }

    /// Returns the key under which a record says what is missing in it, when it does.
    pub(crate) fn next_mark(&mut self) -> Option<String> {
        let (key, count) = self.writer.marks.as_mut()?;
        *count += 1;
        Some(format!("{key}{count}"))
    }

    /// Writes members as they are.
    pub(crate) fn write_members(&mut self, members: &str) {
        if !members.is_empty() {
            let first = self.writer.out.len() == self.start;
            self.writer.out.push_str(if first { "" } else { "," });
            self.writer.out.push_str(members);
        }
    }

    /// Writes, as they are, the members whose keys are not among those written. They are not read as values, which would round numbers.
    #[cold]
    pub(crate) fn others(&mut self, members: &str, written: &BTreeSet<String>) {
        for (_, member) in scan::top_members(members).into_iter().filter(|(key, _)| !written.contains(key)) {
            self.write_members(member);
        }
    }

    /// Returns the keys written so far, tags aside: read back from the text, so that objects without extra fields pay nothing.
    pub(crate) fn written(&self) -> BTreeSet<String> {
        let mut keys = scan::top_keys(self.writer.out.get(self.start..).unwrap_or(""));
        let own = self.writer.tags.get(self.first_tag..).unwrap_or_default();
        for tag in own.iter().filter(|tag| matches!(tag.state, TagState::Ahead(_))) {
            keys.remove(tag.key);
        }
        keys
    }

    /// Removes the members with these keys if the object is part of a request: `readOnly` properties should not be sent (OpenAPI 3.0.3, "Schema Object").
    #[inline]
    pub fn read_only(&mut self, keys: &[&str]) {
        if self.writer.request {
            self.leave_out(keys);
        }
    }

    pub(crate) fn leave_out(&mut self, keys: &[&str]) {
        if self.open_tags == REPLACED {
            return;
        }
        let members = self.writer.out.split_off(self.start);
        let kept = scan::top_members(&members).into_iter().filter(|(key, _)| !keys.contains(&key.as_str()));
        kept.for_each(|(_, member)| self.write_members(member));
    }

    /// Writes what came where the object was expected, if the object says nothing by now. Who searches it for missing fields is shown the object.
    #[cold]
    pub(crate) fn write_instead(&mut self, value: &Value) {
        if self.writer.out.len() == self.start && self.writer.marks.is_none() {
            self.writer.out.truncate(self.start - 1);
            self.writer.value(value);
            self.open_tags = REPLACED;
        }
    }

    /// Writes the tags that a member was expected to name and did not, and the end of the object.
    #[cold]
    pub(crate) fn end_tagged(&mut self) {
        if self.open_tags == REPLACED {
            return;
        }
        for position in self.first_tag..self.writer.tags.len() {
            let tag = self.writer.tags[position];
            if let (TagState::Expected, Some(value)) = (tag.state, tag.values.first()) {
                self.key(tag.key);
                self.writer.string(value);
            }
        }
        self.writer.out.push('}');
    }

    /// Ends the object.
    #[inline]
    pub fn finish(mut self) {
        if self.open_tags > 0 {
            return self.end_tagged();
        }
        self.writer.out.push('}');
    }
}
