//! Drift: values of a document that its types do not know, noted while it is decoded.
//!
//! Nothing is noted without a hook. A note has the index of an entry. A value that was given up, such as one that was tried as a case of a union, is a
//! range of entries, so that its notes can be removed by their indices.

use crate::json::tree::{Kind, Tree, push_key};
use crate::node::{Node, Session};
use crate::notes::{DriftKind, Note, Notes};

impl Notes {
    /// Tells every note in the order of the document, with its path and the scalar that was found.
    pub(crate) fn tell(self, tree: &Tree<'_>, mut told: impl FnMut(Note, &str, Option<&str>)) {
        let mut notes = self.0.into_inner();
        notes.sort_unstable();
        let mut walk = Walk::default();
        for note in notes {
            walk.to(tree, note.at);
            let said = note.said.and_then(|at| tree.entries.get(at as usize));
            let mut path = walk.path(tree, note.at);
            if let Some(key) = note.absent {
                push_key(&mut path, key);
            }
            told(note, &path, said.map(|entry| tree.slice(entry.body, entry.owned.body)));
        }
    }
}

/// A walk through the entries of a document, in order.
#[derive(Default)]
pub(crate) struct Walk {
    /// The entry it is at.
    at: u32,
    /// The containers around it, each with the position of its child that leads here.
    around: Vec<(u32, u32)>,
}

impl Walk {
    /// Goes on to an entry.
    pub(crate) fn to(&mut self, tree: &Tree<'_>, target: u32) {
        while self.at < target {
            let Some(entry) = tree.entries.get(self.at as usize) else { return };
            let next = entry.next(self.at);
            if target < next {
                self.around.push((self.at, 0));
                self.at += 1;
                continue;
            }
            self.at = next;
            while let Some((container, position)) = self.around.last_mut() {
                *position += 1;
                let ends = tree.entries.get(*container as usize).is_none_or(|entry| entry.next(*container) <= next);
                if !ends {
                    break;
                }
                self.around.pop();
            }
        }
    }

    /// Returns the path of the container of the entry it is at.
    pub(crate) fn parent_path(&self, tree: &Tree<'_>) -> String {
        let mut path = String::from("$");
        let children = self.around.iter().skip(1).map(|(container, _)| *container);
        self.around.iter().zip(children).for_each(|(step, child)| push_step(&mut path, tree, *step, child));
        path
    }

    /// Returns the path of the entry it is at, as `$.data[3].name`.
    fn path(&self, tree: &Tree<'_>, at: u32) -> String {
        let mut path = String::from("$");
        let children = self.around.iter().skip(1).map(|(container, _)| *container).chain([at]);
        self.around.iter().zip(children).for_each(|(step, child)| push_step(&mut path, tree, *step, child));
        path
    }
}

/// Adds the step from a container to a child at a position.
fn push_step(path: &mut String, tree: &Tree<'_>, (container, position): (u32, u32), child: u32) {
    match tree.entries.get(container as usize).map(|entry| entry.kind) {
        Some(Kind::Array) => path.push_str(&format!("[{position}]")),
        _ => push_key(path, tree.key(child)),
    }
}

impl Session<'_> {
    /// Notes the texts that no string can hold.
    #[cold]
    pub(crate) fn note_odd(&self) {
        let (tree, Some(notes)) = (self.tree(), self.notes()) else { return };
        let Some(odd) = &tree.odd else { return };
        for (at, entry) in (0..).zip(&tree.entries).filter(|(_, entry)| entry.kind == Kind::Text) {
            let lone = odd.texts.binary_search_by_key(&at, |(index, _)| *index).is_ok();
            if lone || odd.not_utf8.is_some() && tree.slice(entry.body, entry.owned.body).contains('\u{fffd}') {
                let note = Note { at, kind: DriftKind::Text, type_name: None, said: None, absent: None };
                notes.0.borrow_mut().push(note);
            }
        }
    }
}

impl Node<'_> {
    /// Notes a scalar that its type does not list.
    #[cold]
    #[inline(never)]
    pub fn unlisted(self, type_name: Option<&'static str>) {
        if !matches!(self.entry().kind, Kind::Null | Kind::Array | Kind::Object) {
            self.note(DriftKind::Value, type_name, Some(self.index()));
        }
    }

    /// Notes that no case of a union takes the value; `tag` is the key that would tell.
    #[cold]
    pub(crate) fn uncased(self, type_name: &'static str, tag: Option<&str>) {
        let said = match tag {
            Some(tag) => self.get(tag),
            None => Some(self),
        };
        let scalar = said.filter(|node| !matches!(node.entry().kind, Kind::Null | Kind::Array | Kind::Object));
        self.note(DriftKind::Variant, Some(type_name), scalar.map(Self::index));
    }

    /// Notes that a member is none that its object's type names.
    #[cold]
    pub(crate) fn unnamed(self, type_name: &'static str) {
        self.note(DriftKind::Field, Some(type_name), None);
    }

    /// Notes that this is null where a value must be, or, of an object, that a required member is absent.
    #[cold]
    pub(crate) fn repaired(self, absent: Option<&'static str>) {
        if self.exists() {
            self.count_misfit();
            self.note_member(DriftKind::Missing, absent);
        }
    }

    /// Notes that a member is of another type than its field.
    #[cold]
    pub(crate) fn unfit(self) {
        self.count_misfit();
        self.note_member(DriftKind::Type, None);
    }

    /// Takes back that a member of this object, which has just been decoded, is not named.
    #[cold]
    pub(crate) fn names(self, member: Self) {
        let Some(Notes(notes)) = self.session().notes() else { return };
        let mut notes = notes.borrow_mut();
        let own = notes.iter().rposition(|note| !self.holds(note)).map_or(0, |before| before + 1);
        let found = (own..notes.len())
            .rev()
            .find(|at| notes.get(*at).is_some_and(|note| note.at == member.index() && note.kind == DriftKind::Field));
        if let Some(at) = found {
            notes.remove(at);
        }
    }

    /// Takes back what was noted of this value, which has just been given up, and of all that is in it.
    #[cold]
    pub(crate) fn forget(self) {
        let Some(Notes(notes)) = self.session().notes() else { return };
        // While a value is decoded, notes are made of nothing else, so that its own are the last ones.
        let mut notes = notes.borrow_mut();
        while notes.last().is_some_and(|note| self.holds(note)) {
            notes.pop();
        }
    }

    fn holds(self, note: &Note) -> bool {
        (self.index()..self.entry().next(self.index())).contains(&note.at)
    }

    /// Returns true if somebody wants to know of drift.
    #[inline]
    pub(crate) fn listens(self) -> bool {
        self.session().notes().is_some()
    }

    fn note(self, kind: DriftKind, type_name: Option<&'static str>, said: Option<u32>) {
        self.push_note(Note { at: self.index(), kind, type_name, said, absent: None });
    }

    fn note_member(self, kind: DriftKind, absent: Option<&'static str>) {
        self.push_note(Note { at: self.index(), kind, type_name: None, said: None, absent });
    }

    fn push_note(self, note: Note) {
        let Some(Notes(notes)) = self.session().notes() else { return };
        if self.exists() {
            notes.borrow_mut().push(note);
        }
    }
}
