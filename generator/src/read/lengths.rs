//! Keys so long that the places below them would take more memory than the rest of a run.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// Bytes of a place that are not counted: the places of an ordinary document are shorter.
const ORDINARY: usize = 512;

/// Bytes beyond those, of all objects and lists. Each is written down a few times.
const MOST: usize = 96 << 20;

/// Refuses trees whose places are too long in all.
pub(super) fn check<'v>(trees: impl Iterator<Item = &'v Value>, report: &mut Report) -> Option<()> {
    let mut left = MOST;
    for tree in trees {
        if take(tree, 0, &mut left).is_none() {
            report.add(Problem::error(
                Code::TooLarge,
                &Pointer::root(),
                format!(
                    "the keys are so long that the pointers to what is below them would take more than {} MB",
                    MOST >> 20
                ),
                "shorten the longest keys",
            ));
            return None;
        }
    }
    Some(())
}

/// Takes the excess length of the locations of a node and of all nodes below it from the budget. The parsers limit the depth of the tree, and so of the
/// recursion.
fn take(node: &Value, length: usize, left: &mut usize) -> Option<()> {
    match node {
        Value::Object(map) => {
            *left = left.checked_sub(length.saturating_sub(ORDINARY))?;
            map.iter().try_for_each(|(key, child)| take(child, length + 1 + key.len(), left))
        }
        Value::Array(items) => {
            *left = left.checked_sub(length.saturating_sub(ORDINARY))?;
            items.iter().try_for_each(|item| take(item, length + 1, left))
        }
        _ => Some(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn passes(key: usize, objects: usize) -> bool {
        let items: Vec<Value> = (0..objects).map(|_| json!({})).collect();
        let tree = json!({"a".repeat(key): items});
        let mut report = Report::new();
        let passes = check([&tree].into_iter(), &mut report).is_some();
        assert_eq!(report.has_errors(), !passes);
        passes
    }

    #[test]
    fn a_long_key_with_much_below_it_is_refused() {
        assert!(passes(500, 100_000));
        assert!(passes(1_000_000, 50));
        assert!(passes(10_000, 5_000));
        assert!(!passes(1_000_000, 1_000));
        assert!(!passes(10_000, 50_000));
    }
}
