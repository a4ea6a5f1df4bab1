//! The text of a lock: one line a name, sorted, so that independent changes merge.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::key::Key;

const HEAD: &str = "\
# The names of the generated client, each by its place in the document. Specsmith keeps them when the document or the rules change.
# `specsmith rename OLD NEW` changes one; commit this file. A line that ends in `-` is of something that is gone: it has its name again when it
# comes back. Lines that begin with `was-` have former names, which are deprecated. `specsmith lock --prune` takes these lines out.
";

/// The end of the line of something that is gone; no name has it.
const GONE: &str = " -";

/// The names of a client, by what each is the name of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    names: BTreeMap<Key, Entry>,
}

/// A name, and a flag for whether the document still has its item.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    name: String,
    gone: bool,
}

/// An invalid line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// Message about the line.
    pub message: String,
}

impl Lock {
    /// Parses a lock.
    ///
    /// # Errors
    /// The lines that say nothing, such as the marks of a conflict.
    pub fn parse(text: &str) -> Result<Self, Vec<BadLine>> {
        let mut lock = Self::default();
        let mut bad = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let gone = line.strip_suffix(GONE);
            let entry = gone.unwrap_or(line).rsplit_once(' ').and_then(|(key, name)| Some((Key::parse(key)?, name)));
            let Some((key, name)) = entry else {
                bad.push(BadLine { line: index + 1, message: "a line is `KIND PLACE NAME`".to_owned() });
                continue;
            };
            match lock.names.get_mut(&key) {
                Some(other) if other.name != name => {
                    let message = format!("the names `{}` and `{name}` are for one place", other.name);
                    bad.push(BadLine { line: index + 1, message });
                }
                // One branch has what the other took out.
                Some(other) => other.gone &= gone.is_some(),
                None => drop(lock.names.insert(key, Entry { name: name.to_owned(), gone: gone.is_some() })),
            }
        }
        if bad.is_empty() { Ok(lock) } else { Err(bad) }
    }

    /// Returns the lock as it is written.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (key, Entry { name, gone }) in &self.names {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{key} {name}{}", if *gone { GONE } else { "" });
        }
        text
    }

    /// Returns true if no name is kept.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Returns the name for a key that the document has.
    pub fn get(&self, key: &Key) -> Option<&str> {
        self.names.get(key).filter(|entry| !entry.gone).map(|entry| entry.name.as_str())
    }

    /// Returns the name for a key that the document no longer has.
    pub fn gone(&self, key: &Key) -> Option<&str> {
        self.names.get(key).filter(|entry| entry.gone).map(|entry| entry.name.as_str())
    }

    /// Returns the path of the resource that an operation is in.
    pub(crate) fn home(&self, method: &str, path: &str) -> Option<Vec<String>> {
        let entry = self.names.get(&Key::home(format!("{method} {path}")))?;
        Some(entry.name.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect())
    }

    /// Returns the names of the document's items with their keys, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.names.iter().filter(|(_, entry)| !entry.gone).map(|(key, entry)| (key, entry.name.as_str()))
    }

    /// Notes a name; of several things with one key, the first one's.
    pub fn note(&mut self, key: Key, name: String) {
        self.names.entry(key).or_insert(Entry { name, gone: false });
    }

    /// Changes a name.
    pub fn set(&mut self, key: &Key, name: String) {
        self.names.insert(key.clone(), Entry { name, gone: false });
    }

    /// Changes a name on the user's request. A type or method keeps its first name as a deprecated alias; returns true in that case.
    pub fn rename(&mut self, key: &Key, name: String) -> bool {
        let before = self.get(key).map(str::to_owned);
        self.set(key, name.clone());
        let Some((former, before)) = key.former().zip(before) else { return false };
        let first = self.get(&former).map_or(before, str::to_owned);
        if first == name {
            self.names.remove(&former);
        } else {
            self.set(&former, first);
        }
        true
    }

    /// Adds the names that only another lock has: former names of existing items, and all names of removed ones.
    pub fn remember(&mut self, other: &Self) {
        for (key, Entry { name, .. }) in other.names.iter().filter(|(key, _)| !key.is_given()) {
            let gone = key.present().is_none_or(|present| self.get(&present).is_none());
            self.names.entry(key.clone()).or_insert_with(|| Entry { name: name.clone(), gone });
        }
    }

    /// Removes the names of removed items, and former names.
    pub fn prune(&mut self) {
        self.names.retain(|key, entry| !entry.gone && key.present().is_none());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let mut lock = Lock::default();
        lock.note(Key::new("type", "#/components/schemas/A B\n%"), "AB".to_owned());
        lock.note(Key::new("method", "GET /a"), "list".to_owned());
        assert!(
            lock.text().ends_with("method GET /a list\ntype #/components/schemas/A B%0A%25 AB\n"),
            "{}",
            lock.text()
        );
        assert_eq!(Lock::parse(&lock.text()), Ok(lock));
    }

    #[test]
    fn marks_of_a_conflict_are_told_by_their_lines() {
        let bad = Lock::parse("<<<<<<<\ntype #/a A\n").unwrap_err();
        assert_eq!(bad.iter().map(|bad| bad.line).collect::<Vec<_>>(), [1]);
        let bad = Lock::parse("type #/a A\ntype #/a B\n").unwrap_err();
        assert_eq!(bad[0].message, "the names `A` and `B` are for one place");
    }

    #[test]
    fn what_is_gone_keeps_its_line_until_it_is_pruned() {
        let old = Lock::parse("type #/a A\ntype #/b B\n").unwrap();
        let mut now = Lock::default();
        now.note(Key::new("type", "#/a"), "A".to_owned());
        now.remember(&old);
        assert!(now.text().ends_with("type #/a A\ntype #/b B -\n"), "{}", now.text());
        let mut read = Lock::parse(&now.text()).unwrap();
        assert_eq!(read, now);
        assert_eq!((read.get(&Key::new("type", "#/b")), read.gone(&Key::new("type", "#/b"))), (None, Some("B")));
        read.prune();
        assert!(read.text().ends_with("type #/a A\n"));
    }

    #[test]
    fn a_name_that_is_changed_twice_is_known_by_the_first_one() {
        let key = Key::new("type", "#/a");
        let mut lock = Lock::parse("type #/a A\nfield #/a b b\n").unwrap();
        assert!(lock.rename(&key, "B".to_owned()) && lock.rename(&key, "C".to_owned()));
        assert!(lock.text().ends_with("type #/a C\nwas-type #/a A\n"), "{}", lock.text());
        lock.rename(&key, "A".to_owned());
        assert!(lock.text().ends_with("type #/a A\n"), "{}", lock.text());
        assert!(!lock.rename(&Key::new("field", "#/a b"), "c".to_owned()), "a field has one name");
    }

    #[test]
    fn a_line_of_two_branches_is_of_what_one_of_them_still_has() {
        let lock = Lock::parse("type #/a A\ntype #/a A -\n").unwrap();
        assert_eq!(lock.get(&Key::new("type", "#/a")), Some("A"));
    }
}
