//! Further methods for operations.

use super::calls::{View, identity};
use super::item::{Item, Kind};
use super::list::List;
use super::ty::Type;
use crate::plan::Plan;
use crate::plan::resources::AliasPlan;

/// Adds the further methods of all resources, which have these indices.
pub(super) fn add(list: &mut List, plan: &Plan<'_>, places: &[usize]) {
    for (resource, own) in plan.resources.iter().zip(places) {
        let view = View { plan, api: plan.api, resource };
        plan.aliases(resource.id).for_each(|alias| view.alias(list, *own, &alias));
    }
}

impl View<'_> {
    /// Adds a further method for an operation; its meaning on the wire is that of the operation's own one.
    fn alias(&self, list: &mut List, own: usize, alias: &AliasPlan<'_>) {
        let (operation, home) = (alias.call.operation, View { resource: alias.home, ..*self });
        let mut takes = home.taken(alias.call);
        takes.iter_mut().for_each(|taken| taken.input = None);
        let identity = format!("{} in {}", identity(operation), self.resource.resource.path.join("/"));
        let method =
            Item::new(Kind::Method, format!("{}::{}", self.path(), alias.name), operation.origin.clone(), identity);
        let gives = Some(Type::Item(alias.home.item(operation.request.as_str())));
        let features = alias.feature(self.resource).or_else(|| self.resource.feature.clone()).into_iter().collect();
        list.add(Some(own), Item { takes, gives, deprecated: operation.deprecated, features, ..method });
    }
}
