//! Values of a parsed document.

use std::cell::{Cell, RefCell};

use crate::json::number;
use crate::json::tree::{Entry, Kind, Owned, Span, Tree};
use crate::mode::DecodeMode;
use crate::notes::Notes;
use crate::spelling::Form;

/// Alternatives of unions that may be tried, per entry of the document, before decoding is given up.
const TRIES_PER_ENTRY: u32 = 64;

/// The index of an entry that no document has, and whose neighbour has an index too.
pub(crate) const NOWHERE: u32 = u32::MAX - 1;

/// Entry of a value that does not exist.
static NOTHING: Entry = Entry {
    key: Span { start: 0, len: 0 },
    body: Span { start: 0, len: 0 },
    kind: Kind::Null,
    owned: Owned { key: false, body: false },
};

/// One decoding of a tree: the tree, and what the nodes share.
#[derive(Debug)]
pub(crate) struct Session<'t> {
    pub(crate) text: &'t str,
    pub(crate) own: &'t str,
    pub(crate) entries: &'t [Entry],
    pub(crate) tree: &'t Tree<'t>,
    pub(crate) mode: Cell<DecodeMode>,
    /// Alternatives that may still be tried.
    pub(crate) tries: Cell<u32>,
    /// The value whose union is being decided, and how many unions surround it at that same value.
    pub(crate) deciding: Cell<(u32, u8)>,
    /// The object whose tag, being known from its case, is no extra field.
    pub(crate) tagged: Cell<(u32, &'static str)>,
    /// The object that lacks the tag which its union writes.
    pub(crate) untagged: Cell<u32>,
    /// The object whose record has a flattened field, while that is decoded, and the members that the record took for its own fields.
    pub(crate) claimed_of: Cell<u32>,
    pub(crate) claimed: RefCell<Vec<u32>>,
    /// The last value found that only has arrays around it.
    pub(crate) in_lists: Cell<u32>,
    /// An entry that must fit its type, or the whole document fails.
    pub(crate) guarded: Cell<u32>,
    /// Fields that were given their empty value so far, and members that no field names.
    pub(crate) misfits: Cell<u32>,
    /// Empty values being made inside each other.
    pub(crate) lenient_defaults: Cell<u8>,
    /// Notes on drift, if there is a hook for them.
    pub(crate) notes: Option<&'t Notes>,
    /// Numbers that their types write otherwise than they came, and the last of them.
    pub(crate) respelled: RefCell<Vec<(u32, Form)>>,
    pub(crate) last_respelled: Cell<u32>,
}

impl<'t> Session<'t> {
    pub(crate) fn new(tree: &'t Tree<'_>, mode: DecodeMode, notes: Option<&'t Notes>) -> Self {
        let tries = (tree.entries.len() as u32).saturating_mul(TRIES_PER_ENTRY).saturating_add(4096);
        Self {
            text: tree.text,
            own: &tree.own,
            entries: &tree.entries,
            tree,
            mode: Cell::new(mode),
            tries: Cell::new(tries),
            deciding: Cell::new((u32::MAX, 0)),
            tagged: Cell::new((u32::MAX, "")),
            untagged: Cell::new(u32::MAX),
            claimed_of: Cell::new(u32::MAX),
            claimed: RefCell::new(Vec::new()),
            in_lists: Cell::new(0),
            guarded: Cell::new(u32::MAX),
            misfits: Cell::new(0),
            lenient_defaults: Cell::new(0),
            notes,
            respelled: RefCell::new(Vec::new()),
            last_respelled: Cell::new(if tree.odd.is_some() { u32::MAX } else { 0 }),
        }
    }

    pub(crate) fn tree(&self) -> &Tree<'t> {
        self.tree
    }

    /// Notes a number.
    pub(crate) fn note_respelled(&self, index: u32, form: Form) {
        self.respelled.borrow_mut().push((index, form));
        self.set_last_respelled(index);
    }

    /// Sets the last noted index. If the tree has texts that no type holds, any object may contain one, so that the index is the maximum.
    fn set_last_respelled(&self, index: u32) {
        self.last_respelled.set(if self.tree.odd.is_some() { u32::MAX } else { index });
    }

    /// Returns the number noted last; 0, which is the root, when there is none.
    #[inline]
    pub(crate) fn last_respelled(&self) -> u32 {
        self.last_respelled.get()
    }

    /// Takes the numbers noted last, as far as they come after an entry.
    pub(crate) fn take_respelled(&self, after: u32) -> Vec<(u32, Form)> {
        let mut noted = self.respelled.borrow_mut();
        let kept = noted.iter().rposition(|(index, _)| *index <= after).map_or(0, |last| last + 1);
        let taken = noted.split_off(kept);
        self.set_last_respelled(noted.last().map_or(0, |(index, _)| *index));
        taken
    }

    #[inline]
    pub(crate) fn notes(&self) -> Option<&'t Notes> {
        self.notes
    }
}

/// Type of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number whose text has neither fraction nor exponent.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A value of a parsed document. Copying it and skipping it cost nothing.
#[derive(Clone, Copy, Debug)]
pub struct Node<'t> {
    pub(crate) session: &'t Session<'t>,
    pub(crate) index: u32,
}

impl<'t> Node<'t> {
    pub(crate) fn root(session: &'t Session<'t>) -> Self {
        Self { session, index: 0 }
    }

    #[inline]
    pub(crate) fn index(self) -> u32 {
        self.index
    }

    #[inline]
    pub(crate) fn at(self, index: u32) -> Self {
        Self { session: self.session, index }
    }

    #[inline]
    pub(crate) fn entry(self) -> &'t Entry {
        self.entry_at(self.index)
    }

    /// Returns an entry; beyond the last one there is `null`.
    #[inline]
    pub(crate) fn entry_at(self, index: u32) -> &'t Entry {
        self.session.entries.get(index as usize).unwrap_or(&NOTHING)
    }

    /// Returns true unless it stands for what is not there.
    pub(crate) fn exists(self) -> bool {
        (self.index as usize) < self.session.entries.len()
    }

    #[inline]
    pub(crate) fn session(self) -> &'t Session<'t> {
        self.session
    }

    /// Returns the mode of this decoding.
    pub fn mode(self) -> DecodeMode {
        self.session.mode.get()
    }

    /// Sets the strictness of decoding within the union being decided.
    pub(crate) fn set_mode(self, mode: DecodeMode) {
        self.session.mode.set(mode);
    }

    /// Returns the type of the value.
    pub fn kind(self) -> NodeKind {
        match self.entry().kind {
            Kind::Null => NodeKind::Null,
            Kind::True | Kind::False => NodeKind::Boolean,
            Kind::Integer => NodeKind::Integer,
            Kind::Float => NodeKind::Number,
            Kind::Text => NodeKind::String,
            Kind::Array => NodeKind::Array,
            Kind::Object => NodeKind::Object,
        }
    }

    /// Returns true for `null`.
    #[inline]
    pub fn is_null(self) -> bool {
        self.entry().kind == Kind::Null
    }

    /// Returns the text of a string.
    #[inline]
    pub fn as_str(self) -> Option<&'t str> {
        let entry = self.entry();
        (entry.kind == Kind::Text).then(|| self.slice(entry))
    }

    /// Returns the text of a number, as written.
    pub fn as_number(self) -> Option<&'t str> {
        let entry = self.entry();
        matches!(entry.kind, Kind::Integer | Kind::Float).then(|| self.slice(entry))
    }

    /// Returns the value of `true` or `false`.
    pub fn as_bool(self) -> Option<bool> {
        match self.entry().kind {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// Returns the exact value of an integral number, also one written as `5.0` or `5e2`, if it fits.
    #[inline]
    pub fn as_integer<T: TryFrom<i128> + std::str::FromStr>(self) -> Option<T> {
        let entry = self.entry();
        if entry.kind == Kind::Integer {
            if let Ok(value) = self.slice(entry).parse() {
                return Some(value);
            }
        }
        self.as_number().and_then(number::to_i128).and_then(|value| T::try_from(value).ok())
    }

    /// Returns the span of a scalar in the text of the document, including the quotes of a string. For strings with escapes only if the tree has kept it.
    pub(crate) fn scalar_span(self) -> Option<(usize, usize)> {
        let entry = self.entry();
        let (start, end) = (entry.body.start as usize, (entry.body.start + entry.body.len) as usize);
        match entry.kind {
            Kind::Array | Kind::Object => None,
            Kind::Text if entry.owned.body => self.session.tree.odd_span(self.index),
            Kind::Text => Some((start - 1, end + 1)),
            _ => Some((start, end)),
        }
    }

    /// Returns the original text of this scalar, if no type holds it as it came.
    pub(crate) fn odd_text(self) -> Option<&'t str> {
        self.session.tree.odd_text(self.index)
    }

    /// Returns the value of a number, rounded to the nearest `f64`; `None` if it is out of range.
    pub fn as_f64(self) -> Option<f64> {
        self.as_number().and_then(|text| text.parse().ok()).filter(|value: &f64| value.is_finite())
    }

    /// Returns the member of an object with this key, the last one of several.
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        // Most keys differ in length, which takes no look at the text.
        let is_named = |node: &Self| node.entry().key.len as usize == key.len() && node.key() == key;
        self.all_members().filter(is_named).last()
    }

    /// Returns the number of items or members; 0 for a scalar.
    pub fn len(self) -> usize {
        let entry = self.entry();
        if matches!(entry.kind, Kind::Array | Kind::Object) { entry.count() } else { 0 }
    }

    /// Returns true if [`Node::len`] is 0.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the items of an array; none for other values.
    #[inline]
    pub fn items(self) -> Nodes<'t> {
        self.children(Kind::Array)
    }

    /// Returns the members of an object; none for other values.
    pub fn members(self) -> impl Iterator<Item = (&'t str, Node<'t>)> {
        self.children(Kind::Object).map(|node| (node.key(), node))
    }

    /// Returns the members of an object as nodes that know their key.
    #[inline]
    pub(crate) fn all_members(self) -> Nodes<'t> {
        self.children(Kind::Object)
    }

    /// Returns true if a later member of this object has the same key as this one, which then counts for nothing.
    #[cold]
    pub(crate) fn replaces(self, member: Node<'_>) -> bool {
        // Charged by its length, so that many wrong members with many twins end in an error and not in hours.
        self.spend(self.entry().count() as u32)
            && self.all_members().any(|other| other.index > member.index && other.key() == member.key())
    }

    /// Returns the key of a member; empty for other values.
    #[inline]
    pub fn key(self) -> &'t str {
        let entry = self.entry();
        let text = if entry.owned.key { self.session.own } else { self.session.text };
        let start = entry.key.start as usize;
        text.get(start..start + entry.key.len as usize).unwrap_or("")
    }

    /// Returns the path of the value, as `$.data[3].name`.
    pub fn path(self) -> String {
        self.session.tree.path(self.index)
    }

    #[inline]
    pub(crate) fn slice(self, entry: &Entry) -> &'t str {
        let text = if entry.owned.body { self.session.own } else { self.session.text };
        let start = entry.body.start as usize;
        text.get(start..start + entry.body.len as usize).unwrap_or("")
    }

    #[inline]
    fn children(self, kind: Kind) -> Nodes<'t> {
        let entry = self.entry();
        let (left, next) = if entry.kind == kind { (entry.body.start, self.index + 1) } else { (0, 0) };
        Nodes { session: self.session, next, left }
    }
}

/// Iterator over the children of a container, in order.
#[derive(Clone, Debug)]
pub struct Nodes<'t> {
    session: &'t Session<'t>,
    next: u32,
    left: u32,
}

impl<'t> Iterator for Nodes<'t> {
    type Item = Node<'t>;

    #[inline]
    fn next(&mut self) -> Option<Node<'t>> {
        self.left = self.left.checked_sub(1)?;
        let node = Node { session: self.session, index: self.next };
        self.next = node.entry().next(self.next);
        Some(node)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl ExactSizeIterator for Nodes<'_> {}
