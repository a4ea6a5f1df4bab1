//! Former names of items, which are deprecated aliases.

use super::item::{Item, Kind};
use super::list::List;
use super::ty::Type;

/// Adds the former path of a type that is in the list.
pub(super) fn add(list: &mut List, of: usize, path: String) {
    let Item { path: now, place, identity, .. } = list.0[of].clone();
    let mut item = Item::new(Kind::Alias, path, place, identity);
    item.gives = Some(Type::Item(now.clone()));
    mark(&mut item, now);
    list.add(None, item);
}

/// Makes an item the former name of another.
pub(super) fn mark(item: &mut Item, of: String) {
    item.identity.push_str(" former");
    (item.deprecated, item.former_of) = (true, Some(of));
}
