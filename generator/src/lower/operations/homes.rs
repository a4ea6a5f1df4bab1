//! Resources that a lock of names keeps: an operation stays where it is, independent of other operations and the rules.

use super::nodes::{Node, grow};
use super::sites::Site;
use crate::lock::Lock;

use crate::read::{ext, settings};

/// For each route, the path of its resource in the lock, as [`Node::key`] returns it.
#[derive(Debug, Default)]
pub(super) struct Homes(Vec<Option<Vec<String>>>);

impl Homes {
    /// Returns the resources that a lock has. One that settings name is on purpose.
    pub(super) fn of(lock: Option<&Lock>, sites: &[Site<'_>]) -> Self {
        let Some(lock) = lock else { return Self::default() };
        let is_given = |site: &Site<'_>| {
            let of_item = site.item.and_then(|item| ext::text(&item.extensions, settings::RESOURCE));
            ext::text(&site.operation.extensions, settings::RESOURCE).or(of_item).is_some()
        };
        let kept = |site: &Site<'_>| lock.home(&site.method, site.path_key).filter(|_| !is_given(site));
        Self(sites.iter().map(kept).collect())
    }

    fn get(&self, route: usize) -> Option<&Vec<String>> {
        self.0.get(route)?.as_ref()
    }
}

/// Moves the routes whose resource differs from the lock's. The tree is then built again, so that no empty resource is left.
pub(super) fn keep(nodes: &mut Vec<Node>, homes: &mut [usize], kept: &Homes) {
    let is_elsewhere = |(route, home): (usize, &usize)| kept.get(route).is_some_and(|path| *path != nodes[*home].key());
    if !homes.iter().enumerate().any(is_elsewhere) {
        return;
    }
    let paths: Vec<Vec<String>> = homes
        .iter()
        .enumerate()
        .map(|(route, home)| match kept.get(route) {
            Some(path) if *path != nodes[*home].key() => path.clone(),
            _ => nodes[*home].path.clone(),
        })
        .collect();
    *nodes = vec![Node::default()];
    for (home, path) in homes.iter_mut().zip(&paths) {
        *home = grow(nodes, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::words;

    #[test]
    fn a_route_that_is_moved_leaves_no_empty_resource() {
        let mut nodes = vec![Node::default()];
        let mut homes: Vec<usize> = [["pets", "toys"], ["pets", "food"]]
            .iter()
            .map(|path| grow(&mut nodes, &path.map(str::to_owned)))
            .collect();
        let kept = Homes(vec![Some(words("pets")), None]);
        keep(&mut nodes, &mut homes, &kept);
        let paths: Vec<String> = nodes.iter().map(|node| node.path.join("/")).collect();
        assert_eq!(paths, ["", "pets", "pets/food"]);
        assert_eq!(homes, [1, 2]);
    }
}
