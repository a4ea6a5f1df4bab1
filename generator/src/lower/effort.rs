//! The budget of lowering. Ordinary documents use a small part of it; one that is made to be expensive gets simpler types and a diagnostic.

use std::cell::Cell;

use serde_json::Value;

use crate::api::Docs;

/// Looks at schemas while comparing and sorting them, in all. The corpus's largest document takes less than a hundredth.
const MOST_LOOKS: usize = 10_000_000;

/// Properties and values that merging may copy, in all.
const MOST_COPIES: usize = 250_000;

/// Fields of bodies that operations may offer one by one, in all.
const MOST_OFFERS: usize = 200_000;

/// Bytes of long descriptions that types and operations may have, in all: one that many refer to is written to each.
const MOST_TEXT: usize = 24 << 20;

/// Values in the examples of types and operations, in all, with a value for each 64 bytes of text: one that many refer to is kept for each.
const MOST_EXAMPLES: usize = 1_500_000;

/// Examples of at most so many values are not counted.
const SMALL_EXAMPLE: usize = 16;

/// Items of a list that each operation has.
pub(super) const SHORT_LIST: usize = 16;

/// Links, bodies of other media types and names of media types that operations may have, in all: what is shared is written to each.
const MOST_SHARED: usize = 200_000;

/// Descriptions of at most so many bytes are not counted, and longer ones keep as many when the budget is used up.
const SHORT_TEXT: usize = 256;

/// Rest of the budget.
#[derive(Debug)]
pub(super) struct Effort {
    looks: Cell<usize>,
    copies: Cell<usize>,
    offers: Cell<usize>,
    text: Cell<usize>,
    examples: Cell<usize>,
    shared: Cell<usize>,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            looks: Cell::new(MOST_LOOKS),
            copies: Cell::new(MOST_COPIES),
            offers: Cell::new(MOST_OFFERS),
            text: Cell::new(MOST_TEXT),
            examples: Cell::new(MOST_EXAMPLES),
            shared: Cell::new(MOST_SHARED),
        }
    }
}

impl Effort {
    /// Takes one look from the budget. Returns false if it is used up; the caller then returns the result so far.
    pub(super) fn look(&self) -> bool {
        take(&self.looks, 1)
    }

    /// Takes copies from the budget; false when there are not so many left.
    pub(super) fn copy(&self, count: usize) -> bool {
        take(&self.copies, count)
    }

    /// Takes fields that an operation offers from the budget; false when there are not so many left.
    pub(super) fn offer(&self, count: usize) -> bool {
        take(&self.offers, count)
    }

    /// Takes what an operation has of a shared part from the budget; false when there is not so much left.
    pub(super) fn share(&self, count: usize) -> bool {
        take(&self.shared, count)
    }

    /// Returns the number of items that an operation may have of a shared list: all of a short one, and of any while the budget lasts.
    pub(super) fn part(&self, count: usize) -> usize {
        if count <= SHORT_LIST || self.share(count) { count } else { SHORT_LIST }
    }

    /// Returns a copy of an example, taken from the budget; `None` when there is not so much left.
    pub(super) fn example(&self, example: &Value) -> Option<Value> {
        let left = self.examples.get();
        let size = size(example, left.max(SMALL_EXAMPLE));
        (size <= SMALL_EXAMPLE || take(&self.examples, size)).then(|| example.clone())
    }

    /// Returns true if an operation lacks something of a shared part.
    pub(super) fn is_out_of_shares(&self) -> bool {
        self.shared.get() == 0
    }

    /// Returns true if something could not be compared.
    pub(super) fn is_out_of_looks(&self) -> bool {
        self.looks.get() == 0
    }

    /// Takes a description from the budget; its beginning, as an error, when there is not so much left.
    pub(super) fn docs(&self, text: &str) -> Result<Docs, Docs> {
        if text.len() <= SHORT_TEXT || take(&self.text, text.len()) {
            return Ok(Docs(text.to_owned()));
        }
        let end = (0..=SHORT_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        Err(Docs(format!("{}…", &text[..end])))
    }
}

/// Returns the number of values in a value, counted until it is more than the limit.
fn size(value: &Value, limit: usize) -> usize {
    let mut size = 0;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        size += match value {
            Value::String(text) => 1 + text.len() / 64,
            _ => 1,
        };
        if size > limit {
            break;
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(map) => open.extend(map.values()),
            _ => {}
        }
    }
    size
}

/// Takes an amount from the budget; returns true while something is left. An empty budget stays empty.
fn take(left: &Cell<usize>, count: usize) -> bool {
    let rest = left.get().checked_sub(count);
    left.set(rest.unwrap_or_default());
    rest.is_some_and(|rest| rest > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_descriptions_are_written_whole_until_the_budget_is_used_up() {
        let (effort, long) = (Effort::default(), "\u{e9}".repeat(MOST_TEXT / 8));
        let whole = (0..8).filter(|_| effort.docs(&long) == Ok(Docs(long.clone()))).count();
        assert_eq!(whole, 3);
        let cut = effort.docs(&long).unwrap_err().0;
        assert!(cut.len() <= SHORT_TEXT + "\u{2026}".len() && cut.ends_with('\u{2026}'), "{cut}");
        assert_eq!(effort.docs("Short."), Ok(Docs("Short.".to_owned())));
    }
    #[test]
    fn long_lists_are_whole_until_the_budget_is_used_up() {
        let effort = Effort::default();
        let parts: Vec<usize> = (0..5).map(|_| effort.part(MOST_SHARED / 3)).collect();
        assert_eq!(parts, [MOST_SHARED / 3, MOST_SHARED / 3, MOST_SHARED / 3, SHORT_LIST, SHORT_LIST]);
        assert_eq!((effort.part(SHORT_LIST), effort.is_out_of_shares()), (SHORT_LIST, true));
    }

    #[test]
    fn large_examples_are_kept_until_the_budget_is_used_up() {
        let effort = Effort::default();
        let large = Value::from(vec![0; MOST_EXAMPLES / 4]);
        let kept = (0..8).filter(|_| effort.example(&large).is_some()).count();
        assert_eq!(kept, 3);
        assert_eq!(effort.example(&Value::from("small")), Some(Value::from("small")));
    }
}
