//! Names of resources and methods as settings write them.

use std::collections::HashSet;

use serde_json::Value;

use super::super::Lowering;
use super::sites::Site;
use crate::naming::words;
use crate::pointer::Pointer;
use crate::read::settings;
use crate::report::{Code, Problem};

/// A further place of an operation.
#[derive(Clone, Debug)]
pub(super) struct Also<'a> {
    /// The resource, where it is not that of the operation's own method.
    pub(super) resource: Option<&'a str>,
    /// The method, where it is not called as the own one is.
    pub(super) named: Option<&'a str>,
}

/// Returns the segments of a resource that is written with dots.
pub(super) fn segments(text: &str) -> Vec<String> {
    text.split('.').map(str::trim).filter(|part| !words(part).is_empty()).map(str::to_owned).collect()
}

/// A name that a setting writes.
#[derive(Clone, Copy, Debug)]
enum Written {
    Resource,
    Method,
}

impl Written {
    /// Returns the problem of a text: in a resource each segment is a name, in a method the whole text.
    fn fault(self, text: &str) -> Option<String> {
        let (noun, has_dots) = match self {
            Self::Resource => ("resource", true),
            Self::Method => ("method", false),
        };
        let shown = text.escape_debug();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ') || (has_dots && c == '.');
        if let Some(odd) = text.trim().chars().find(|c| !is_part(*c)) {
            return Some(format!("the {noun} `{shown}` has `{}`, which no name has", odd.escape_debug()));
        }
        let is_blank = |part: &str| !part.contains(char::is_alphanumeric);
        match self {
            Self::Resource if text.split('.').any(is_blank) => {
                Some(format!("the {noun} `{shown}` has a segment without letters or digits"))
            }
            Self::Method if is_blank(text) => Some(format!("the {noun} `{shown}` has neither letters nor digits")),
            _ => None,
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Resource => "write names of letters, digits, `_` and `-`, with a dot between two",
            Self::Method => "write a name of letters, digits, `_` and `-`",
        }
    }

    /// Reports the text of a setting, or those of its list.
    fn check(self, lowering: &mut Lowering<'_>, value: &Value, at: &Pointer) {
        let texts: Vec<(&str, Pointer)> = match value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items.filter_map(|(index, item)| Some((item.as_str()?, at.child(index)))).collect()
            }
            value => value.as_str().map(|text| (text, at.clone())).into_iter().collect(),
        };
        for (text, at) in texts {
            if let Some(message) = self.fault(text) {
                lowering.report(Problem::warning(Code::BadExtension, &at, message, self.hint()));
            }
        }
    }
}

/// Reports names that are not taken as they are written.
pub(super) fn check(lowering: &mut Lowering<'_>, sites: &[Site<'_>]) {
    let mut items = HashSet::new();
    for site in sites {
        let of_item = || site.item?.extensions.get(settings::RESOURCE);
        if let Some(value) = of_item().filter(|_| items.insert(&site.item_at)) {
            Written::Resource.check(lowering, value, &site.item_at.child(settings::RESOURCE));
        }
        for (key, written) in [(settings::RESOURCE, Written::Resource), (settings::METHOD, Written::Method)] {
            if let Some(value) = site.operation.extensions.get(key) {
                written.check(lowering, value, &site.at.child(key));
            }
        }
    }
    let document = lowering.document;
    let tree = document.openapi.extensions.get(settings::TREE).and_then(Value::as_object);
    for (key, rules) in tree.into_iter().flatten() {
        let at = Pointer::root().child(settings::TREE).child(key);
        for (pattern, resource) in rules.as_object().into_iter().flatten() {
            Written::Resource.check(lowering, resource, &at.child(pattern));
        }
    }
}
