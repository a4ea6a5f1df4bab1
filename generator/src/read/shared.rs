//! Reading of objects that may be references to `components`.

use openapiv3::ReferenceOr;
use serde_json::Value;

use super::at::At;
use super::found::{Found, reference_of};
use super::reader::Reader;
use super::walk::Section;
use crate::report::{Code, Severity};

impl<'d> Reader<'d> {
    /// Reads an object or a reference to one. Returns `None` if it is lost, which has been reported.
    pub(super) fn shared<T>(
        &mut self,
        section: Section,
        value: &'d Value,
        at: &At<'_>,
        build: impl FnOnce(&mut Self, &'d Value, &At<'_>) -> Option<T>,
    ) -> Option<ReferenceOr<T>> {
        if let Some(reference) = reference_of(value) {
            return self.refer(section, reference, value, at);
        }
        if let Some(reference) = self.references.home(section, value) {
            return Some(ReferenceOr::Reference { reference });
        }
        let built = build(self, value, at);
        if built.is_none() {
            self.lose(section, "cannot be used");
        }
        built.map(ReferenceOr::Item)
    }

    fn refer<T>(
        &mut self,
        section: Section,
        reference: &'d str,
        value: &'d Value,
        at: &At<'_>,
    ) -> Option<ReferenceOr<T>> {
        let siblings =
            value.as_object().is_some_and(|map| map.keys().any(|key| key != "$ref" && !key.starts_with("x-")));
        if siblings {
            self.values.tally(Code::RefSibling, Severity::Note, section.noun(), at, || {
                (
                    format!("what stands beside the `$ref` to a {} was ignored", section.noun()),
                    "say it where the object is defined".to_owned(),
                )
            });
        }
        let Some(reference) = self.references.component_reference(&mut self.values, section, reference, at) else {
            self.lose(section, &format!("`{reference}` does not exist"));
            return None;
        };
        Some(ReferenceOr::Reference { reference })
    }

    /// Reads a member of `components`.
    pub(super) fn component_object<T>(
        &mut self,
        section: Section,
        key: &str,
        value: &'d Value,
        at: &At<'_>,
        build: impl FnOnce(&mut Self, &'d Value, &At<'_>) -> Option<T>,
    ) -> Option<ReferenceOr<T>> {
        if let Some(found) = self.references.adopted(section, key, value, at) {
            return self.hoisted(&found, *at, build).map(ReferenceOr::Item);
        }
        if let Some(reference) = reference_of(value) {
            return self.refer(section, reference, value, at);
        }
        build(self, value, at).map(ReferenceOr::Item)
    }

    /// Reads an object that was written elsewhere.
    pub(super) fn hoisted<T>(
        &mut self,
        found: &Found<'d>,
        at: At<'_>,
        build: impl FnOnce(&mut Self, &'d Value, &At<'_>) -> Option<T>,
    ) -> Option<T> {
        let origin = self.references.moved_node(&at, found);
        build(self, found.node, &at.written(&origin, found.file))
    }

    /// Remembers that the operation being read has lost a part it cannot be typed without.
    pub(super) fn lose(&mut self, section: Section, why: &str) {
        if matches!(section, Section::Parameters | Section::RequestBodies | Section::Responses) {
            self.lost_parts.push(format!("a {}: {why}", section.noun()));
        }
    }
}
