//! Overlays (OpenAPI Overlay 1.0): actions that update or remove what a JSONPath selects.

use serde_json::{Map, Value};

use super::jsonpath::{self, Step};
use super::mend::found;
use super::{Source, text};
use crate::pointer::Pointer;
use crate::report::{Problem, Report, code};

/// Applies overlays in their order. `None`, with an error, when one of them is no overlay.
pub(super) fn apply(overlays: &[Source], value: &mut Value, report: &mut Report) -> Option<()> {
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
            act(action, value, &root.child("actions").child(index), report);
        }
    }
    Some(())
}

fn act(action: &Value, value: &mut Value, at: &Pointer, report: &mut Report) {
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
    let mut paths = Vec::new();
    select(value, &steps, &mut Vec::new(), &mut paths);
    if paths.is_empty() {
        return warn(
            &target_at,
            format!("The path `{target}` selects nothing."),
            "Correct the path, or remove the action.",
        );
    }
    if action.get("remove") == Some(&Value::Bool(true)) {
        // Last first, so that the places of elements stay true.
        paths.sort();
        paths.dedup();
        paths.iter().rev().for_each(|path| remove(value, path));
    } else if let Some(update) = action.get("update") {
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

/// One step from a node to a member or element. Elements sort by their place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Token {
    Index(usize),
    Key(String),
}

fn select(node: &Value, steps: &[Step], path: &mut Vec<Token>, paths: &mut Vec<Vec<Token>>) {
    let Some((step, rest)) = steps.split_first() else {
        paths.push(path.clone());
        return;
    };
    if *step == Step::Descend {
        select(node, rest, path, paths);
    }
    let children: Vec<(Token, &Value)> = match node {
        Value::Object(map) => map.iter().map(|(key, child)| (Token::Key(key.clone()), child)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, child)| (Token::Index(index), child)).collect(),
        _ => return,
    };
    for (token, child) in children {
        let goes = match (step, &token) {
            (Step::Descend | Step::Any, _) => true,
            (Step::Name(name), Token::Key(key)) => name == key,
            (Step::Index(wanted), Token::Index(index)) => wanted == index,
            (Step::Filter(filter), _) => filter.holds(child),
            _ => false,
        };
        if goes {
            path.push(token);
            let steps = if *step == Step::Descend { steps } else { rest };
            select(child, steps, path, paths);
            path.pop();
        }
    }
}

fn follow<'v>(value: &'v mut Value, path: &[Token]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |node, token| match token {
        Token::Key(key) => node.get_mut(key),
        Token::Index(index) => node.get_mut(*index),
    })
}

fn remove(value: &mut Value, path: &[Token]) {
    let Some((last, above)) = path.split_last() else { return };
    match (follow(value, above), last) {
        (Some(Value::Object(map)), Token::Key(key)) => {
            map.shift_remove(key);
        }
        (Some(Value::Array(items)), Token::Index(index)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => {}
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
