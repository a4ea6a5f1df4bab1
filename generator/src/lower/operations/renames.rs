//! Other names for resources that are inferred: `x-specsmith-tree`, by resource.

use serde_json::Value;

use super::super::{Lowering, suggestion};
use super::route::snake;
use crate::naming::words;
use crate::pointer::Pointer;
use crate::read::{Document, settings};

/// The other names of resources.
#[derive(Debug, Default)]
pub(super) struct Renames {
    all: Vec<Rename>,
    /// The resources that were looked up, if there are other names.
    seen: Vec<String>,
}

/// Another name of a resource and of those below it.
#[derive(Debug)]
struct Rename {
    /// The resource as written in the setting.
    key: String,
    from: Vec<String>,
    to: Vec<String>,
    is_used: bool,
}

impl Renames {
    /// Reads the names that a document sets; those of the longest resources come first.
    pub(super) fn of(document: &Document) -> Self {
        let tree = document.openapi.extensions.get(settings::TREE);
        let renames = tree.and_then(|tree| tree.get(settings::RENAME)).and_then(Value::as_object);
        let rename = |(key, to): (&String, &Value)| {
            let (from, to) = (segments(key), segments(to.as_str()?));
            Some(Rename { key: key.clone(), from: names(&from), to, is_used: false })
        };
        let mut all: Vec<Rename> = renames.into_iter().flatten().filter_map(rename).collect();
        all.sort_by_key(|rename| std::cmp::Reverse(rename.from.len()));
        Self { all, seen: Vec::new() }
    }

    /// Renames a resource. Returns false if it has no other name.
    pub(super) fn apply(&mut self, resource: &mut Vec<String>) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let own = names(resource);
        let seen = own.join(".");
        if !self.seen.contains(&seen) {
            self.seen.push(seen);
        }
        let Some(rename) = self.all.iter_mut().find(|rename| own.starts_with(&rename.from)) else { return false };
        rename.is_used = true;
        resource.splice(..rename.from.len(), rename.to.iter().cloned());
        true
    }

    /// Reports the names of resources that there are not.
    pub(super) fn report(&self, lowering: &mut Lowering<'_>) {
        for rename in self.all.iter().filter(|rename| !rename.is_used) {
            let at = Pointer::root().child(settings::TREE).child(settings::RENAME).child(&rename.key);
            let known: Vec<&str> = self.seen.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            let hint = suggestion(&rename.key, &known, "the resources that are inferred");
            lowering.setting_problem(&at, format!("no inferred resource is called `{}`", rename.key), hint);
        }
    }
}

fn segments(resource: &str) -> Vec<String> {
    resource.split('.').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn names(segments: &[String]) -> Vec<String> {
    segments.iter().map(|segment| snake(&words(segment))).collect()
}
