//! Shortens long chains of components that only refer to each other, so that later stages follow few steps, and no alias of the crate expands to thousands of
//! others.

use indexmap::IndexMap;
use openapiv3::{Components, ReferenceOr};

use super::component::{component, component_key};
use super::placed::Schemas;
use super::walk::Section;
use crate::schema::SchemaRef;

/// References that are left as they are written, from the end of a chain.
const LONGEST: usize = 16;

/// Lets components far from the end of their chain refer to the end directly.
pub(super) fn shorten(components: &mut Components, schemas: &mut Schemas) {
    let key = |schema: &SchemaRef| match schema {
        SchemaRef::Component(key) => Some(key.clone()),
        SchemaRef::Inline(_) => None,
    };
    of_table(&mut schemas.components, key, SchemaRef::Component);
    of_section(&mut components.responses, Section::Responses);
    of_section(&mut components.parameters, Section::Parameters);
    of_section(&mut components.examples, Section::Examples);
    of_section(&mut components.request_bodies, Section::RequestBodies);
    of_section(&mut components.headers, Section::Headers);
    of_section(&mut components.security_schemes, Section::SecuritySchemes);
    of_section(&mut components.links, Section::Links);
}

fn of_section<T>(table: &mut IndexMap<String, ReferenceOr<T>>, section: Section) {
    let key = |node: &ReferenceOr<T>| match node {
        ReferenceOr::Reference { reference } => component_key(reference, section.key()).map(str::to_owned),
        ReferenceOr::Item(_) => None,
    };
    of_table(table, key, |key| ReferenceOr::Reference { reference: component(section, &key) });
}

/// Shortens the chains of a table. `key` returns the component that a node refers to; `refer` makes such a node.
fn of_table<T>(table: &mut IndexMap<String, T>, key: impl Fn(&T) -> Option<String>, refer: impl Fn(String) -> T) {
    let next: Vec<Option<usize>> = table.values().map(|node| table.get_index_of(&key(node)?)).collect();
    // For each component, the distance to the end of its chain, and that end.
    let mut ends: Vec<Option<(usize, usize)>> = vec![None; next.len()];
    for start in 0..next.len() {
        let mut passed = Vec::new();
        let mut at = start;
        let (mut distance, end) = loop {
            match (ends[at], next[at]) {
                (Some(known), _) => break known,
                // No chain has as many steps as there are components.
                (None, Some(next)) if passed.len() <= ends.len() => {
                    passed.push(at);
                    at = next;
                }
                (None, _) => break (0, at),
            }
        };
        ends[at] = Some((distance, end));
        for at in passed.into_iter().rev() {
            distance += 1;
            ends[at] = Some((distance, end));
        }
    }
    for (at, end) in ends.into_iter().enumerate() {
        let Some((LONGEST.., end)) = end else { continue };
        let target = table.get_index(end).map(|(key, _)| refer(key.clone()));
        if let (Some(target), Some((_, node))) = (target, table.get_index_mut(at)) {
            *node = target;
        }
    }
}
