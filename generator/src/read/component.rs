//! References to components.

use super::walk::Section;

/// The form every reference has that survives.
pub(super) fn component(section: Section, key: &str) -> String {
    format!("#/components/{}/{key}", section.key())
}

/// The key of `#/components/<section>/<key>`.
pub fn component_key<'a>(reference: &'a str, section: &str) -> Option<&'a str> {
    reference.strip_prefix("#/components/")?.strip_prefix(section)?.strip_prefix('/')
}

/// The key of `#/components/schemas/<key>`. Keys are not escaped: they may contain `/`.
pub fn schema_key(reference: &str) -> Option<&str> {
    component_key(reference, "schemas")
}
