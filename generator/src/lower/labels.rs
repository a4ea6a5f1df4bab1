//! Names of a union's members: from their own content, never from their position.

use std::collections::HashMap;

use super::context::Lowering;
use super::node::{JsonType, Keywords, NodeId, Role};
use super::tags::Told;
use crate::api::Literal;
use crate::naming::{Scope, VariantName, shorten, trim_parent};

impl Lowering<'_> {
    /// Returns names for all members of a union. The types of inline ones are called after them.
    pub(super) fn variant_names(
        &mut self,
        union: NodeId,
        members: &[NodeId],
        told: &Told,
        parent: &str,
    ) -> Vec<VariantName> {
        let mut shared: HashMap<String, usize> = HashMap::new();
        for member in members {
            for name in self.nodes.keywords(*member).core.properties.keys() {
                *shared.entry(name.clone()).or_default() += 1;
            }
        }
        let texts = |member: &NodeId| self.label_texts(union, *member, &shared, parent);
        let texts: Vec<Vec<String>> = members.iter().map(texts).collect();
        let mut names: Vec<VariantName> = Scope::new().claim_in_order(&texts);
        let keywords = self.flat(union);
        if !keywords.custom.is_empty() {
            names = self.given_names(union, &keywords, members, told, texts, &names);
        }
        for (member, name) in members.iter().zip(&names) {
            self.labels.set(*member, name.as_str());
        }
        names
    }

    /// Returns names for the members of a union with settings, by their tags, schemas or the names that they have without.
    fn given_names(
        &mut self,
        union: NodeId,
        keywords: &Keywords,
        members: &[NodeId],
        told: &Told,
        mut texts: Vec<Vec<String>>,
        names: &[VariantName],
    ) -> Vec<VariantName> {
        let mut known = Vec::new();
        for (index, ((member, texts), name)) in members.iter().zip(&mut texts).zip(names).enumerate() {
            let mut keys: Vec<String> = told.values(index).iter().map(Literal::to_text).collect();
            keys.extend(self.nodes.component_of(*member).map(|component| self.nodes.component(component).key.clone()));
            keys.push(name.as_str().to_owned());
            let wanted: Vec<&str> = keys.iter().map(String::as_str).collect();
            if let Some(given) = self.variant_setting(keywords, &wanted) {
                texts.insert(0, given);
            }
            known.extend(keys);
        }
        self.labels.set_keys(union, known);
        Scope::new().claim_in_order(&texts)
    }

    /// Forms of a member's name, shortest first.
    fn label_texts(&self, union: NodeId, member: NodeId, shared: &HashMap<String, usize>, parent: &str) -> Vec<String> {
        let found = self.nodes.get(member);
        let whole = match (&found.role, found.parent) {
            // The fields of a base, in its own union and in that of its base.
            (Role::Root(_), Some(base)) if base == union => "base".to_owned(),
            (Role::Root(_), Some(base)) => self.label_text(base),
            _ => self.label_text(member),
        };
        let mut texts: Vec<String> = trim_parent(&whole, parent).into_iter().collect();
        texts.push(whole.clone());
        texts.extend(self.longer_labels(member, shared, &whole));
        texts
    }

    /// Returns a word for an inline schema from its own keywords: its title, its marking constant, its type.
    pub(super) fn label_text(&self, node: NodeId) -> String {
        if let Some(component) = self.nodes.component_of(node) {
            return self.nodes.component(component).key.clone();
        }
        let keywords = self.nodes.keywords(node);
        if let Some(title) = keywords.notes.title.as_deref().and_then(shorten) {
            return title;
        }
        // A schema of parts is called after the first it refers to, or else the last, which is its own.
        if keywords.is_of_parts() {
            let named = keywords.all_of.iter().find(|part| self.nodes.component_of(**part).is_some());
            if let Some(part) = named.or(keywords.all_of.last()) {
                return self.label_text(*part);
            }
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
            [JsonType::Integer, JsonType::Number] | [JsonType::Number, JsonType::Integer] => "number".to_owned(),
            _ => "choice".to_owned(),
        }
    }

    /// Forms with more context, for a member whose word is taken. `shared` has the number of members with each property.
    fn longer_labels(&self, node: NodeId, shared: &HashMap<String, usize>, whole: &str) -> Vec<String> {
        let keywords = self.nodes.keywords(node);
        let core = &keywords.core;
        if self.nodes.component_of(node).is_some() {
            return Vec::new();
        }
        if let Some(part) = keywords.all_of.last().filter(|_| keywords.is_of_parts()) {
            let last = self.label_text(*part);
            return if last == whole { Vec::new() } else { vec![format!("{whole} {last}"), last] };
        }
        if let Some(inner) = core.items.or(core.rest().first().copied()) {
            return vec![format!("{} {whole}", self.label_text(inner))];
        }
        let own = |name: &&String| shared.get(*name).is_none_or(|count| *count < 2);
        let names = core.properties.keys();
        names.clone().filter(own).chain(names).map(|name| format!("with {name}")).collect()
    }
}
