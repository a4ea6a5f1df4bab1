//! Overlays (OpenAPI Overlay 1.0): actions that update or remove what a JSONPath selects.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::jsonpath;
use super::mend::found;
use super::select::{self, Token};
use super::{Source, text};
use crate::pointer::Pointer;
use crate::report::{Problem, Report, code};

/// Applies overlays in their order. `None`, with an error, when one of them is no overlay.
pub(super) fn apply(overlays: &[Source], value: &mut Value, report: &mut Report) -> Option<()> {
    let mut budget = Budget::default();
    for overlay in overlays {
        let tree = text::parse(&overlay.name, &overlay.bytes, report)?;
        let root = Pointer::root_of(&overlay.name);
        let actions = tree.value.get("actions").and_then(Value::as_array);
        let (Some(_), Some(actions)) = (tree.value.get("overlay"), actions) else {
            let message =
                format!("`{}` is no overlay: it needs `overlay: 1.0.0` and a list of `actions`.", overlay.name);
            report.add(Problem::error(code::BAD_OVERLAY, &root, message, "Give an overlay document with `--overlay`."));
            return None;
        };
        for (index, action) in actions.iter().enumerate() {
            act(action, value, &root.child("actions").child(index), &mut budget, report);
        }
    }
    Some(())
}

/// What all actions together may do. `$..*` reaches every node, and may be written many times.
struct Budget {
    /// Nodes that paths may lead through.
    steps: usize,
    /// Nodes, and pieces of long texts, that updates may add.
    additions: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: 4_000_000, additions: 500_000 }
    }
}

impl Budget {
    /// Takes what an update of so many nodes adds; false when it is more than is left.
    fn add(&mut self, update: &Value, nodes: usize) -> bool {
        let left = self.additions.checked_sub(weight(update).saturating_mul(nodes));
        self.additions = left.unwrap_or(self.additions);
        left.is_some()
    }
}

fn act(action: &Value, value: &mut Value, at: &Pointer, budget: &mut Budget, report: &mut Report) {
    let mut warn = |at: &Pointer, message: String, hint: &str| {
        report.add(Problem::warning(code::BAD_OVERLAY, at, format!("{message} The action was ignored."), hint));
    };
    let Some(target) = action.get("target").and_then(Value::as_str) else {
        return warn(at, "An overlay's action needs a `target`.".to_owned(), "Write a JSONPath, such as `$.info`.");
    };
    let target_at = at.child("target");
    let steps = match jsonpath::parse(target) {
        Ok(steps) => steps,
        Err(reason) => return warn(&target_at, format!("The path `{target}` cannot be followed: {reason}."), HINT),
    };
    let Some(paths) = select::paths(value, &steps, &mut budget.steps) else {
        let message = format!("The paths of the overlays lead through too many nodes; `{target}` is not followed.");
        return warn(&target_at, message, "Write paths without `..`, or fewer of them.");
    };
    if paths.is_empty() {
        return warn(
            &target_at,
            format!("The path `{target}` selects nothing."),
            "Correct the path, or remove the action.",
        );
    }
    if action.get("remove") == Some(&Value::Bool(true)) {
        remove(value, paths);
    } else if let Some(update) = action.get("update") {
        if !budget.add(update, paths.len()) {
            let message = format!("The overlays add too much; `{target}` selects {} nodes.", paths.len());
            return warn(&at.child("update"), message, "Select fewer nodes.");
        }
        for path in &paths {
            let Some(node) = follow(value, path) else { continue };
            if let Some(reason) = refuses(node, update) {
                warn(&at.child("update"), reason, "Select an object or a list.");
            } else {
                merge(node, update, true);
            }
        }
    } else {
        warn(at, "The action neither updates nor removes.".to_owned(), "Add `update` or `remove: true`.");
    }
}

const HINT: &str = "Names, `['names']`, `[0]`, `*`, `..` and filters such as `[?@.name == 'x']` can be used.";

fn follow<'v>(value: &'v mut Value, path: &[Token]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |node, token| match token {
        Token::Key(key) => node.get_mut(key),
        Token::Index(index) => node.get_mut(*index),
    })
}

/// Removes nodes, the deepest first, so that the places of the others stay true; those of one object or list at once.
fn remove(value: &mut Value, paths: Vec<Vec<Token>>) {
    let mut holders: HashMap<Vec<Token>, HashSet<Token>> = HashMap::new();
    for mut path in paths {
        let Some(last) = path.pop() else { continue };
        holders.entry(path).or_default().insert(last);
    }
    let mut holders: Vec<_> = holders.into_iter().collect();
    holders.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
    for (path, tokens) in holders {
        match follow(value, &path) {
            Some(Value::Object(map)) => {
                let keys: HashSet<&str> = tokens.iter().filter_map(Token::key).collect();
                map.retain(|key, _| !keys.contains(key.as_str()));
            }
            Some(Value::Array(items)) => {
                let mut index = 0;
                items.retain(|_| {
                    index += 1;
                    !tokens.contains(&Token::Index(index - 1))
                });
            }
            _ => {}
        }
    }
}

/// How much a value adds to a document.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => 1 + text.len() / 64,
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(map) => 1 + map.iter().map(|(key, value)| weight(value) + key.len() / 64).sum::<usize>(),
        _ => 1,
    }
}

fn refuses(node: &Value, update: &Value) -> Option<String> {
    match (node, update) {
        (Value::Object(_), Value::Object(_)) | (Value::Array(_), _) => None,
        (Value::Object(_), other) => {
            Some(format!("An object can only be updated with an object, not with {}.", found(other)))
        }
        (other, _) => Some(format!("The path selects {}, which cannot be updated.", found(other))),
    }
}

/// Members are merged, lists grow; anything else is replaced.
fn merge(node: &mut Value, update: &Value, is_target: bool) {
    match (node, update) {
        (Value::Object(map), Value::Object(update)) => merge_members(map, update),
        (Value::Array(items), Value::Array(update)) if !is_target => items.extend(update.iter().cloned()),
        (Value::Array(items), entry) if is_target => items.push(entry.clone()),
        (node, update) => *node = update.clone(),
    }
}

fn merge_members(map: &mut Map<String, Value>, update: &Map<String, Value>) {
    for (key, value) in update {
        match map.get_mut(key) {
            Some(known) => merge(known, value, false),
            None => {
                map.insert(key.clone(), value.clone());
            }
        }
    }
}
