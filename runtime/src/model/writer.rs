//! JSON text, written straight into one buffer.

use crate::model::attachments::{Attachment, Attachments};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::json::scan;
use crate::model::extra::Extra;
use crate::model::presence::Nullable;
use crate::model::respelled;
use crate::model::respelled::Respelled;
use crate::model::tags::{Tag, TagState};
use crate::model::traits::Encode;
use crate::model::union::Literal;

/// Writes JSON text (RFC 8259), without white space.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    out: String,
    /// Tags of the unions being written, outermost first.
    tags: Vec<Tag>,
    /// Those from here on are of the object that comes next.
    waiting: usize,
    /// Where files go that a multipart body sends beside its JSON; without it they are written as text.
    attachments: Option<Box<Attachments>>,
    /// What is written is sent: fields that only responses have are left out.
    request: bool,
    /// Has records name their missing fields in a member of their own: how its key begins, and how many there are.
    marks: Option<(&'static str, u32)>,
}

impl Writer {
    /// An empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty writer with room for this many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), ..Self::default() }
    }

    /// An empty writer that collects files instead of writing them as text.
    pub(crate) fn collecting(attachments: Box<Attachments>) -> Self {
        Self { attachments: Some(attachments), ..Self::default() }
    }

    /// The same, leaving out the fields that only responses have.
    #[must_use]
    pub(crate) fn for_request(self) -> Self {
        Self { request: true, ..self }
    }

    /// An empty writer that has records name their missing fields in a member of their own, whose key begins like this.
    pub(crate) fn marking(key: &'static str) -> Self {
        Self { marks: Some((key, 0)), ..Self::default() }
    }

    /// The text written, and the files collected.
    pub(crate) fn into_parts(self) -> (String, Option<Box<Attachments>>) {
        (self.out, self.attachments)
    }

    /// Writes a file: collected, or as text. A stream has no text.
    pub(crate) fn attach(&mut self, value: &(impl Attachment + Clone)) {
        match &mut self.attachments {
            Some(attachments) if !attachments.is_misplaced() => {
                let marker = attachments.add(Arc::new(value.clone()));
                self.string(&marker);
            }
            _ => match value.json_text() {
                Some(text) => self.string(&text),
                None => {
                    self.attachments = Some(Attachments::misplaced());
                    self.null();
                }
            },
        }
    }

    /// The text written.
    pub fn into_string(self) -> String {
        self.out
    }

    /// The text written so far.
    pub fn as_str(&self) -> &str {
        &self.out
    }

    /// Writes any value.
    #[inline]
    pub fn value<T: Encode + ?Sized>(&mut self, value: &T) {
        value.encode(self);
    }

    /// Writes a variant of a union whose object begins with the tag, unless it has a member of that name which says one of `values`.
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

    /// Writes a variant of a union that has the tag among its own members. If that says none of `values`, the first of them is written in its place.
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

    /// Writes `null`.
    #[inline]
    pub fn null(&mut self) {
        self.out.push_str("null");
    }

    /// Writes `true` or `false`.
    #[inline]
    pub fn boolean(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// Writes a string.
    #[inline]
    pub fn string(&mut self, text: &str) {
        scan::write_string(&mut self.out, text);
    }

    /// Writes an integer.
    #[inline]
    pub fn integer<T: itoa::Integer>(&mut self, value: T) {
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// Writes a number: without a fraction when it has none, `null` when it is not finite, as `serde_json` does.
    pub fn float(&mut self, value: f64) {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if !value.is_finite() {
            self.null();
        } else if value.fract() == 0.0 && value.abs() < EXACT && !(value == 0.0 && value.is_sign_negative()) {
            self.integer(value as i64);
        } else {
            self.out.push_str(zmij::Buffer::new().format_finite(value));
        }
    }

    /// Writes text that is already JSON.
    #[inline]
    pub(crate) fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// Writes an array of values that are made for it.
    #[inline]
    pub(crate) fn array_of<T: Encode>(&mut self, items: impl IntoIterator<Item = T>) {
        self.begin_array();
        let mut first = true;
        for item in items {
            self.comma(&mut first);
            item.encode(self);
        }
        self.out.push(']');
    }

    /// Begins an array. The tag of a union is no member of what is in it.
    #[inline]
    pub(crate) fn begin_array(&mut self) {
        self.waiting = self.tags.len();
        self.out.push('[');
    }

    /// Writes an array.
    #[inline]
    pub fn array<'v, T: Encode + 'v>(&mut self, items: impl IntoIterator<Item = &'v T>) {
        self.array_of(items);
    }

    #[inline]
    pub(crate) fn comma(&mut self, first: &mut bool) {
        if !std::mem::take(first) {
            self.out.push(',');
        }
    }

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

    /// Writes an object of a map's members.
    pub fn map<'v, T: Encode + 'v>(&mut self, members: impl IntoIterator<Item = (&'v String, &'v T)>) {
        let mut object = self.object();
        for (name, value) in members {
            object.member(name, value);
        }
        object.finish();
    }
}

/// Writes the members of one object.
#[derive(Debug)]
pub struct ObjectWriter<'w> {
    writer: &'w mut Writer,
    /// Where its first member begins.
    start: usize,
    /// The first of the writer's tags that is of this object, and how many of them no member has named yet.
    first_tag: usize,
    open_tags: usize,
    /// Where the tags end that are written ahead of the members.
    tags_end: usize,
}

impl ObjectWriter<'_> {
    fn begin_tagged(&mut self) {
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

    fn write_tags(&mut self) {
        for position in self.first_tag..self.writer.tags.len() {
            let Tag { key, state, .. } = self.writer.tags[position];
            if let TagState::Ahead(value) = state {
                self.key(key);
                value.encode(self.writer);
            }
        }
        self.tags_end = self.writer.out.len();
    }

    /// Looks at a member that was just written, from `before` on: its value is the tag's, or the union's takes its place.
    #[inline(never)]
    fn check_tag(&mut self, name: &str, before: usize) {
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

    fn close_tag(&mut self, position: usize) {
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
    fn drop_tag(&mut self, position: usize) {
        self.writer.tags[position].state = TagState::Done;
        let members = self.writer.out.split_off(self.tags_end);
        self.writer.out.truncate(self.start);
        self.write_tags();
        let alone = self.tags_end == self.start;
        self.writer.out.push_str(if alone { members.trim_start_matches(',') } else { &members });
    }

    // Always inlined, as is `member`: records reach them through a visitor, where the compiler would not, at a quarter more instructions.
    #[inline(always)]
    fn key(&mut self, name: &str) {
        let out = &mut self.writer.out;
        out.push_str(if out.len() == self.start { "\"" } else { ",\"" });
        scan::write_inner(out, name);
        out.push_str("\":");
    }

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

    /// Writes a field that is always there.
    #[inline]
    pub fn required<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.member(name, value);
    }

    /// Writes a field when it has a value.
    #[inline]
    pub fn optional<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.member(name, value);
        }
    }

    /// Writes a field when it has a value or is null.
    #[inline]
    pub fn tristate<T: Encode>(&mut self, name: &'static str, value: &Nullable<T>) {
        if !value.is_absent() {
            self.member(name, value);
        }
    }

    /// Writes a field when it has a value, or when the extra fields remember that it was null.
    #[inline]
    pub fn remembered<T: Encode>(&mut self, name: &'static str, value: &Option<T>, extra: &Extra) {
        if value.is_some() || extra.remembers_null(name) {
            self.member(name, value);
        }
    }

    /// Writes the extra fields, and has those before it say what they said when the record was read. An extra field that has the key of a field written
    /// before is left out: no key comes twice.
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

    /// Writes the extra fields of one type, with the same care as [`ObjectWriter::extra`].
    #[inline]
    pub fn typed_extra<T: Encode>(&mut self, extra: &BTreeMap<String, T>) {
        if !extra.is_empty() {
            self.rest(extra.iter());
        }
    }

    /// Writes the members of a value beside the others. One that has the key of a field written before is left out, and so is a value that has no
    /// members.
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

    /// Looks at members about to be written for tags; one that says what it may not is counted among those written.
    #[cold]
    fn check_tags(&mut self, members: &str, written: &mut BTreeSet<String>) {
        for (key, member) in scan::top_members(members) {
            let own = self.first_tag..self.writer.tags.len();
            let open = |tag: &Tag| tag.key == key && !matches!(tag.state, TagState::Done);
            let Some(position) = own.into_iter().find(|position| open(&self.writer.tags[*position])) else { continue };
            let tag = self.writer.tags[position];
            let admitted = tag.admits(member.get(scan::key_len(member)..).unwrap_or_default());
            match (tag.state, admitted) {
                (TagState::Ahead(_), true) => self.drop_tag(position),
                (_, true) => {}
                // What is expected is written in the end.
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

    /// True for a tag that a union around writes.
    pub(crate) fn is_tag(&self, key: &str) -> bool {
        self.writer.tags.get(self.first_tag..).unwrap_or_default().iter().any(|tag| tag.key == key)
    }

    /// The key under which a record says what is missing in it, when it does.
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
    fn others(&mut self, members: &str, written: &BTreeSet<String>) {
        for (_, member) in scan::top_members(members).into_iter().filter(|(key, _)| !written.contains(key)) {
            self.write_members(member);
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

    /// The keys written so far, tags aside: read back from the text, so that objects without extra fields pay nothing.
    fn written(&self) -> BTreeSet<String> {
        let mut keys = scan::top_keys(self.writer.out.get(self.start..).unwrap_or(""));
        let own = self.writer.tags.get(self.first_tag..).unwrap_or_default();
        for tag in own.iter().filter(|tag| matches!(tag.state, TagState::Ahead(_))) {
            keys.remove(tag.key);
        }
        keys
    }

    /// Takes out the members of these keys when the object is part of a request: `readOnly` properties should not be sent (OpenAPI 3.0.3, "Schema
    /// Object").
    #[inline]
    pub fn read_only(&mut self, keys: &[&str]) {
        if self.writer.request {
            self.leave_out(keys);
        }
    }

    fn leave_out(&mut self, keys: &[&str]) {
        let members = self.writer.out.split_off(self.start);
        let kept = scan::top_members(&members).into_iter().filter(|(key, _)| !keys.contains(&key.as_str()));
        kept.for_each(|(_, member)| self.write_members(member));
    }

    /// Writes the tags that a member was expected to name and did not.
    #[cold]
    fn end_tagged(&mut self) {
        for position in self.first_tag..self.writer.tags.len() {
            let tag = self.writer.tags[position];
            if let (TagState::Expected, Some(value)) = (tag.state, tag.values.first()) {
                self.key(tag.key);
                self.writer.string(value);
            }
        }
    }

    /// Ends the object.
    #[inline]
    pub fn finish(mut self) {
        if self.open_tags > 0 {
            self.end_tagged();
        }
        self.writer.out.push('}');
    }
}
