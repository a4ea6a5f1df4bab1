//! References to components.

use super::walk::Section;

/// Returns the normal form of a reference: `#/components/<section>/<key>`.
pub(super) fn component(section: Section, key: &str) -> String {
    format!("#/components/{}/{key}", section.key())
}

/// Returns the key of `#/components/<section>/<key>`.
pub fn component_key<'a>(reference: &'a str, section: &str) -> Option<&'a str> {
    reference.strip_prefix("#/components/")?.strip_prefix(section)?.strip_prefix('/')
}

/// Returns the key of `#/components/schemas/<key>`. Keys are not escaped: they may contain `/`.
pub fn schema_key(reference: &str) -> Option<&str> {
    component_key(reference, "schemas")
}
