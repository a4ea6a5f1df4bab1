//! Texts of a former run by their tokens, for a program that generates the same crate again and again.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use proc_macro2::TokenStream;

use super::group::Group;

/// The texts of a run, by the tokens of which they were made. The next run prints the tokens that it does not have; text that it does not need is dropped.
#[derive(Debug, Default)]
pub struct Memory {
    texts: HashMap<String, Entry>,
}

#[derive(Debug)]
struct Entry {
    printed: Printed,
    /// True if the present run has used it.
    is_used: AtomicBool,
}

/// The text of some items.
#[derive(Debug)]
pub(super) struct Printed {
    text: String,
    /// Group of the last item, which decides on the blank line after it.
    last: Option<Group>,
}

/// Texts that were printed for the first time.
pub(super) type Fresh = Vec<(String, Printed)>;

impl Memory {
    /// Adds what a run has printed, and drops what it did not use.
    pub(super) fn update(&mut self, fresh: Fresh) {
        self.texts.retain(|_, entry| std::mem::take(entry.is_used.get_mut()));
        let entry = |printed| Entry { printed, is_used: AtomicBool::new(false) };
        self.texts.extend(fresh.into_iter().map(|(key, printed)| (key, entry(printed))));
    }
}

/// The memory as one thread uses it.
pub(super) struct Texts<'m> {
    memory: Option<&'m Memory>,
    fresh: Fresh,
    key: String,
}

impl<'m> Texts<'m> {
    pub(super) fn none() -> Self {
        Self::of(None)
    }

    pub(super) fn of(memory: Option<&'m Memory>) -> Self {
        Self { memory, fresh: Vec::new(), key: String::new() }
    }

    /// Adds the text of tokens: the one that the memory has, or a new one. `last` is the group of the item before them, and then of their last.
    pub(super) fn push<E>(
        &mut self,
        text: &mut String,
        last: &mut Option<Group>,
        tokens: TokenStream,
        print: impl FnOnce(TokenStream, &mut String, &mut Option<Group>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(memory) = self.memory else { return print(tokens, text, last) };
        self.key.clear();
        // Writing to a string cannot fail.
        let _ = write!(self.key, "{last:?} {tokens}");
        if let Some(entry) = memory.texts.get(&self.key) {
            entry.is_used.store(true, Ordering::Relaxed);
            text.push_str(&entry.printed.text);
            *last = entry.printed.last;
            return Ok(());
        }
        let start = text.len();
        print(tokens, text, last)?;
        self.fresh.push((self.key.clone(), Printed { text: text[start..].to_owned(), last: *last }));
        Ok(())
    }

    pub(super) fn into_fresh(self) -> Fresh {
        self.fresh
    }
}
