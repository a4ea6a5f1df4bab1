//! The surface of a [`Plan`]: the whole public interface of the generated crate as a value, each item with its location in the document and its meaning on
//! the wire. Two surfaces are compared to find the effects of a change of the document on users.
//!
//! It is made of what the plan has decided, beside `emit`; nothing is printed and nothing parsed. What every crate has, whatever its document, is
//! no part of it.

mod aliases;
mod calls;
mod client;
mod former;
mod item;
mod list;
mod rules;
mod ty;
mod types;
mod whole;
mod wire;
mod written;

pub use item::{Argument, Input, Item, Kind, Part};
pub use ty::{Type, Wrapper};
pub use wire::{ApiWire, Call, RuleTexts, Travel, Wire};

use std::collections::HashMap;

use crate::plan::Plan;
use crate::resolve::Resolved;

/// The public interface of a generated crate.
#[derive(Clone, Debug)]
pub struct Surface {
    /// The crate's name, as it is written in Rust.
    pub krate: String,
    /// The document's title.
    pub title: String,
    /// The document's version.
    pub version: String,
    /// Every public item, each after the one that has it.
    pub items: Vec<Item>,
    by_path: HashMap<String, usize>,
    makers: HashMap<usize, usize>,
}

impl Surface {
    /// Returns the interface that a plan has.
    pub fn of(resolved: &Resolved, plan: &Plan<'_>) -> Self {
        let api = resolved.api();
        let mut list = list::List::default();
        types::add(&mut list, resolved, plan);
        let resources = calls::add(&mut list, plan);
        aliases::add(&mut list, plan, &resources);
        client::add(&mut list, resolved, plan);
        let by_path = by_path(&list.0);
        let makers = makers(&list.0, &by_path);
        Self {
            by_path,
            makers,
            krate: api.crate_name.ident(),
            title: api.info.title.clone(),
            version: api.info.version.clone(),
            items: list.0,
        }
    }

    /// Returns the item of its own that has a path.
    pub fn whole(&self, path: &str) -> Option<&Item> {
        self.whole_at(path).map(|at| &self.items[at])
    }

    /// Returns its place in the list.
    pub fn whole_at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// Returns the method whose result is a request, by their indices.
    pub fn method_of(&self, request: usize) -> Option<usize> {
        self.makers.get(&request).copied()
    }
}

/// Returns the places of items of their own by their paths.
fn by_path(items: &[Item]) -> HashMap<String, usize> {
    let whole = items.iter().enumerate().filter(|(_, item)| item.kind.is_whole());
    whole.map(|(at, item)| (item.path.clone(), at)).collect()
}

/// Returns for each request the operation's own method: a further one has no meaning on the wire of its own.
fn makers(items: &[Item], by_path: &HashMap<String, usize>) -> HashMap<usize, usize> {
    let methods = items.iter().enumerate().filter(|(_, item)| item.kind == Kind::Method && item.wire != Wire::None);
    let made = methods.filter_map(|(at, item)| match &item.gives {
        Some(Type::Item(path)) => Some((*by_path.get(path)?, at)),
        _ => None,
    });
    made.collect()
}
