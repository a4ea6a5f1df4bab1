//! Items while they are gathered.

use super::item::Item;

/// Items, each after the one that has it.
#[derive(Debug, Default)]
pub(super) struct List(pub(super) Vec<Item>);

impl List {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds an item, and returns its index.
    pub(super) fn add(&mut self, owner: Option<usize>, item: Item) -> usize {
        self.0.push(Item { owner, ..item });
        self.0.len() - 1
    }

    /// Sets the features that the items from a place on need: any of these.
    pub(super) fn need(&mut self, first: usize, features: &[String]) {
        if !features.is_empty() {
            self.0[first..].iter_mut().for_each(|item| item.features = features.to_vec());
        }
    }
}
