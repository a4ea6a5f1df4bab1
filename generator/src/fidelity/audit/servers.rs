//! Servers: all of them, in the document's order, the first one the default.

use super::Audit;
use crate::read::Node;

/// Returns the URLs of a list of servers.
pub(super) fn urls<'d>(servers: Node<'d>) -> impl Iterator<Item = &'d str> {
    servers.elements().filter_map(|server| server.text("url"))
}

impl<'d> Audit<'d> {
    /// Audits the servers of the document.
    pub(super) fn servers(&mut self) {
        let root = self.written.root();
        if self.written.is_swagger() {
            if root.text("host").is_some() && self.api.servers.choices.is_empty() {
                self.find(root, &["host"], "the host is not among the servers");
            }
            return;
        }
        let Some(servers) = root.get("servers") else { return };
        let found: Vec<&str> = self.api.servers.all.iter().map(|server| server.template.as_str()).collect();
        for (index, server) in servers.elements().enumerate() {
            let Some(url) = server.text("url") else { continue };
            // A reference without a scheme is https.
            let is_found = found
                .get(index)
                .is_some_and(|found| found.strip_prefix("https:").unwrap_or(found) == url || *found == url);
            if !is_found {
                self.find(server, &[], format!("the server `{url}` is not the one at its place"));
            } else if !self.can_be_chosen(index) {
                self.find(server, &[], format!("the server `{url}` cannot be chosen"));
            }
        }
        let first = self.api.servers.choices.first().map_or(0, |choice| choice.place);
        if first != 0 && !found.is_empty() {
            let Some(server) = servers.elements().next() else { return };
            self.find(server, &[], "requests do not go to the first server unless another is chosen");
        }
    }

    /// Returns true for a server that is a choice, or the same as one.
    fn can_be_chosen(&self, index: usize) -> bool {
        let servers = &self.api.servers;
        // A choice of its own place is the usual one, and choices stand in the order of the servers.
        if servers.choices.get(index).is_some_and(|choice| choice.place == index) {
            return true;
        }
        servers.choices.iter().filter(|_| self.look()).filter_map(|choice| servers.chosen(choice)).any(|chosen| {
            servers
                .all
                .get(index)
                .is_some_and(|own| own.template == chosen.template && own.variables == chosen.variables)
        })
    }
}
