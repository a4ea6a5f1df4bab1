//! One action of an overlay.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::merge::{Kind, Merge, conflict, refusal};
use super::run::{Run, Version};
use crate::pointer::Pointer;
use crate::read::jsonpath::{Query, Token, select};
use crate::read::keys::closest_of;

/// The keys of an action.
const KEYS: [&str; 5] = ["target", "description", "update", "copy", "remove"];

/// The paths of selected nodes.
type Paths = Vec<Vec<Token>>;

impl Run<'_> {
    /// Applies an action, or reports why it cannot be applied.
    pub(super) fn act(&mut self, action: &Value, version: Version, at: &Pointer) {
        let Some(map) = action.as_object() else {
            return self.refuse(at, "an action is an object with a `target`", "write `target: $.info`, and `update`");
        };
        let is_known = |key: &str| key.starts_with("x-") || KEYS.contains(&key);
        if let Some(key) = map.keys().find(|key| !is_known(key)) {
            let close = closest_of(KEYS, key).map(|close| format!("did you mean `{close}`?"));
            let hint = close.unwrap_or_else(|| "its keys are `target`, `update`, `copy` and `remove`".to_owned());
            return self.refuse(&at.child(key), format!("an action has no key `{key}`"), &hint);
        }
        let remove = map.get("remove").unwrap_or(&Value::Bool(false));
        let Some(remove) = remove.as_bool() else {
            return self.refuse(&at.child("remove"), "`remove` is neither `true` nor `false`", "write `remove: true`");
        };
        let update = map.get("update").filter(|update| !update.is_null());
        let copy = map.get("copy").filter(|copy| !copy.is_null());
        if !remove && update.is_none() && copy.is_none() {
            let hint = "add `update`, `copy` or `remove: true`";
            return self.refuse(at, "the action neither updates, copies nor removes", hint);
        }
        let Some(paths) = self.targets(map.get("target"), at) else { return };
        match (update, copy) {
            _ if remove => self.remove(paths, &at.child("target")),
            (Some(_), Some(_)) => {
                self.refuse(at, "the action both updates and copies", "make two actions of it");
            }
            (Some(update), None) => self.update(&paths, update, version, &at.child("update")),
            (None, Some(copy)) => self.copy(&paths, copy, version, &at.child("copy")),
            (None, None) => {}
        }
    }

    /// Returns the nodes that an action changes. `None`, with a diagnostic, when there are none.
    fn targets(&mut self, target: Option<&Value>, at: &Pointer) -> Option<Paths> {
        let Some(target) = target.and_then(Value::as_str) else {
            self.refuse(at, "an action needs a `target`", "write a JSONPath, such as `$.info`");
            return None;
        };
        let at = at.child("target");
        let paths = self.select(target, &at)?;
        if paths.is_empty() {
            let message = format!("the path `{}` selects nothing", shown(target));
            let hint = self.nearest(target, "correct the path, remove the action, or set `allow-unmatched`");
            self.unmatched(&at, message, &hint);
            return None;
        }
        Some(paths)
    }

    /// Returns the hint for a path that selects nothing: the key that one of its names was probably meant to be, or what else to do.
    fn nearest(&self, path: &str, otherwise: &str) -> String {
        let close = Query::parse(path).ok().and_then(|query| query.closest_key(self.document));
        close.map_or_else(|| otherwise.to_owned(), |key| format!("did you mean `{key}`?"))
    }

    /// Returns the nodes that a path selects. `None`, with a diagnostic, when it cannot be followed.
    fn select(&mut self, path: &str, at: &Pointer) -> Option<Paths> {
        let query = match Query::parse(path) {
            Ok(query) => query,
            Err(reason) => {
                let message = format!("the path `{}` is no JSONPath: {reason}", shown(path));
                self.refuse(at, message, "see RFC 9535, which overlays go by");
                return None;
            }
        };
        let paths = select(&query, self.document, &mut self.steps);
        if paths.is_none() {
            let path = shown(path);
            let message = format!("the paths of the overlays lead through too many nodes; `{path}` was not followed");
            self.refuse(at, message, "write paths without `..`, or fewer of them");
        }
        paths
    }

    fn update(&mut self, paths: &Paths, update: &Value, version: Version, at: &Pointer) {
        if self.fits(paths, update, version, at) {
            self.merge(paths, update, at);
        }
    }

    fn copy(&mut self, paths: &Paths, copy: &Value, version: Version, at: &Pointer) {
        let Some(path) = copy.as_str() else {
            return self.refuse(at, "`copy` is no path", "write a JSONPath, such as `$.paths['/items']`");
        };
        if version == Version::V1_0 {
            return self.refuse(at, "overlay 1.0 has no `copy`", "write `overlay: 1.1.0`");
        }
        let Some(sources) = self.select(path, at) else { return };
        let [source] = sources.as_slice() else {
            let (name, count) = (shown(path), sources.len());
            let message = format!("the path `{name}` selects {count} nodes, and `copy` takes one");
            return match sources.is_empty() {
                true => {
                    let hint = self.nearest(path, "correct the path, or remove the action");
                    self.unmatched(at, message, &hint);
                }
                false => self.refuse(at, message, "write a path that selects one node"),
            };
        };
        let Some(value) = follow(self.document, source).cloned() else { return };
        if self.fits(paths, &value, version, at) {
            self.merge(paths, &value, &pointer(source));
        }
    }

    /// Returns true if all selected nodes can be updated with a value; reports why not.
    fn fits(&mut self, paths: &Paths, update: &Value, version: Version, at: &Pointer) -> bool {
        let nodes = paths.iter().filter_map(|path| lookup(self.document, path));
        let mut kind = None;
        for node in nodes {
            let first = *kind.get_or_insert(Kind::of(node));
            if version == Version::V1_1 && first != Kind::of(node) {
                let message = format!("the path selects both {} and {}", first.noun(), Kind::of(node).noun());
                self.refuse(at, message, "select objects, lists or scalars only");
                return false;
            }
            if let Some(reason) = refusal(node, update, version) {
                self.refuse(at, reason, "select other nodes, or give another value");
                return false;
            }
            let conflict = conflict(node, update, at).filter(|_| version == Version::V1_1 && first == Kind::Object);
            if let Some(place) = conflict {
                let message = "the value is of another kind than that in the document";
                self.refuse(&place, message, "remove the one in the document first");
                return false;
            }
        }
        if self.afford(update, paths.len()) {
            return true;
        }
        let message = format!("the overlays add too much; this action adds to {} nodes", paths.len());
        self.refuse(at, message, "select fewer nodes");
        false
    }

    fn merge(&mut self, paths: &Paths, update: &Value, from: &Pointer) {
        let mut added = HashMap::new();
        for path in paths {
            if let Some(node) = follow(self.document, path) {
                Merge { added: &mut added }.update(node, update, &pointer(path), from);
            }
        }
        self.changes.added(added);
    }

    /// Removes nodes, the deepest first, so that the places of the others stay true; those of one object or list at once.
    fn remove(&mut self, paths: Paths, at: &Pointer) {
        let mut holders: HashMap<Vec<Token>, HashSet<Token>> = HashMap::new();
        for mut path in paths {
            match path.pop() {
                Some(last) => drop(holders.entry(path).or_default().insert(last)),
                None => return self.refuse(at, "the whole document cannot be removed", "select parts of it"),
            }
        }
        let mut holders: Vec<_> = holders.into_iter().collect();
        holders.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        let mut elements = HashMap::new();
        for (path, tokens) in holders {
            match follow(self.document, &path) {
                Some(Value::Object(map)) => {
                    let keys: HashSet<&str> = tokens.iter().filter_map(Token::key).collect();
                    map.retain(|key, _| !keys.contains(key.as_str()));
                }
                Some(Value::Array(items)) => {
                    let gone: HashSet<usize> = tokens.iter().filter_map(Token::index).collect();
                    let mut index = 0;
                    items.retain(|_| {
                        index += 1;
                        !gone.contains(&(index - 1))
                    });
                    elements.insert(pointer(&path), gone);
                }
                _ => {}
            }
        }
        self.changes.removed(elements);
    }
}

/// Returns a path as diagnostics show it.
fn shown(path: &str) -> Cow<'_, str> {
    const LONGEST: usize = 200;
    if path.len() <= LONGEST {
        return Cow::Borrowed(path);
    }
    Cow::Owned(format!("{}…", &path[..path.floor_char_boundary(LONGEST)]))
}

fn follow<'v>(value: &'v mut Value, path: &[Token]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |node, token| match token {
        Token::Key(key) => node.get_mut(key),
        Token::Index(index) => node.get_mut(*index),
    })
}

fn lookup<'v>(value: &'v Value, path: &[Token]) -> Option<&'v Value> {
    path.iter().try_fold(value, |node, token| match token {
        Token::Key(key) => node.get(key),
        Token::Index(index) => node.get(*index),
    })
}

fn pointer(path: &[Token]) -> Pointer {
    path.iter().fold(Pointer::root(), |at, token| match token {
        Token::Key(key) => at.child(key),
        Token::Index(index) => at.child(index),
    })
}
