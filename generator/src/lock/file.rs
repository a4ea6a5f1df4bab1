//! The text of a lock: one line a name, sorted, so that independent changes merge.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::key::Key;

const HEAD: &str = "\
# The names of the generated client, each by its place in the document. Specsmith keeps them when the document or the rules change.
# `specsmith rename OLD NEW` changes one; commit this file.
";

/// The names of a client, by what each is the name of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    names: BTreeMap<Key, String>,
}

/// A line that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl Lock {
    /// Reads a lock.
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
            let entry = line.rsplit_once(' ').and_then(|(key, name)| Some((Key::parse(key)?, name)));
            match entry {
                Some((key, name)) => match lock.names.insert(key, name.to_owned()) {
                    Some(other) if other != name => {
                        let message = format!("the names `{other}` and `{name}` are for one place");
                        bad.push(BadLine { line: index + 1, message });
                    }
                    _ => {}
                },
                None => bad.push(BadLine { line: index + 1, message: "a line is `KIND PLACE NAME`".to_owned() }),
            }
        }
        if bad.is_empty() { Ok(lock) } else { Err(bad) }
    }

    /// The lock as it is written.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (key, name) in &self.names {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{key} {name}");
        }
        text
    }

    /// True when no name is kept.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name of what a key stands for.
    pub fn get(&self, key: &Key) -> Option<&str> {
        self.names.get(key).map(String::as_str)
    }

    /// All names with their keys, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.names.iter().map(|(key, name)| (key, name.as_str()))
    }

    /// Notes a name; of several things with one key, the first one's.
    pub fn note(&mut self, key: Key, name: String) {
        self.names.entry(key).or_insert(name);
    }

    /// Changes a name.
    pub fn set(&mut self, key: &Key, name: String) {
        self.names.insert(key.clone(), name);
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
}
