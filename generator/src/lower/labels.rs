//! What the members of a union are called: after themselves, never after their position.

use super::context::Lowering;
use super::node::{JsonType, NodeId, Role};
use crate::naming::{Scope, VariantName, shorten, trim_parent};

impl Lowering<'_> {
    /// Names for all members of a union. The inline ones' types are called after them.
    pub(super) fn variant_names(&mut self, union: NodeId, members: &[NodeId], parent: &str) -> Vec<VariantName> {
        let texts: Vec<Vec<String>> = members.iter().map(|member| self.label_texts(union, *member, parent)).collect();
        let names: Vec<VariantName> = Scope::new().claim_all(&texts);
        for (member, name) in members.iter().zip(&names) {
            self.memory.labels.insert(*member, name.as_str().to_owned());
        }
        names
    }

    /// Forms of a member's name, shortest first.
    fn label_texts(&self, union: NodeId, member: NodeId, parent: &str) -> Vec<String> {
        let found = self.nodes.get(member);
        let whole = match (&found.role, found.parent) {
            // The fields of a base, in its own union and in that of its base.
            (Role::Root(_), Some(base)) if base == union => "base".to_owned(),
            (Role::Root(_), Some(base)) => self.label_text(base),
            _ => self.label_text(member),
        };
        let mut texts: Vec<String> = trim_parent(&whole, parent).into_iter().collect();
        texts.push(whole.clone());
        texts.extend(self.longer_label(member, &whole));
        texts
    }

    /// A word for an inline schema, told by itself alone: its title, the constant that marks it, its type.
    pub(super) fn label_text(&self, node: NodeId) -> String {
        if let Some(component) = self.nodes.component_of(node) {
            return self.nodes.component(component).key.clone();
        }
        let keywords = self.nodes.keywords(node);
        if let Some(title) = keywords.notes.title.as_deref().and_then(shorten) {
            return title;
        }
        // What stands beside the union was folded in first; the member itself says what it is.
        let inner = keywords.all_of.last().filter(|_| keywords.core.is_any());
        if let Some(inner) = inner {
            return self.label_text(*inner);
        }
        match keywords.core.values.as_slice() {
            [] => {}
            [only] => return only.value.as_str().map_or_else(|| only.value.to_string(), str::to_owned),
            _ => return "keyword".to_owned(),
        }
        match keywords.core.json_types().as_slice() {
            [] if keywords.core.unions.is_empty() => "any".to_owned(),
            [JsonType::Object] => self.object_label(&keywords),
            [JsonType::Array] => "list".to_owned(),
            [kind] => Self::scalar_label(*kind, &keywords).to_owned(),
            _ => "choice".to_owned(),
        }
    }

    /// A form with more context, for a member whose word is taken.
    fn longer_label(&self, node: NodeId, whole: &str) -> Option<String> {
        let keywords = self.nodes.keywords(node);
        let core = &keywords.core;
        if let Some(items) = core.items {
            return Some(format!("{} {whole}", self.label_text(items)));
        }
        if let Some(schema) = core.rest().first() {
            return Some(format!("{} {whole}", self.label_text(*schema)));
        }
        let names: Vec<&str> = core.properties.keys().take(3).map(String::as_str).collect();
        (!names.is_empty()).then(|| format!("{whole} {}", names.join(" ")))
    }
}
