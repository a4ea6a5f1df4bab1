//! The keywords of one schema object, each as written: one pass over its members.

use serde_json::Value;

use crate::read::at::At;
use crate::read::reader::{Extensions, Map, Reader};

/// A keyword's value, if the schema has it.
pub(super) type Slot<'d> = Option<&'d Value>;

/// A schema's keywords.
#[derive(Debug, Default)]
pub(super) struct Raw<'d> {
    pub(super) reference: Slot<'d>,
    pub(super) title: Slot<'d>,
    pub(super) description: Slot<'d>,
    pub(super) default: Slot<'d>,
    pub(super) example: Slot<'d>,
    pub(super) examples: Slot<'d>,
    pub(super) external_docs: Slot<'d>,
    pub(super) xml: Slot<'d>,
    pub(super) read_only: Slot<'d>,
    pub(super) write_only: Slot<'d>,
    pub(super) deprecated: Slot<'d>,
    pub(super) nullable: Slot<'d>,
    pub(super) discriminator: Slot<'d>,
    pub(super) ty: Slot<'d>,
    pub(super) format: Slot<'d>,
    pub(super) enumeration: Slot<'d>,
    pub(super) constant: Slot<'d>,
    pub(super) minimum: Slot<'d>,
    pub(super) maximum: Slot<'d>,
    pub(super) exclusive_minimum: Slot<'d>,
    pub(super) exclusive_maximum: Slot<'d>,
    pub(super) multiple_of: Slot<'d>,
    pub(super) pattern: Slot<'d>,
    pub(super) min_length: Slot<'d>,
    pub(super) max_length: Slot<'d>,
    pub(super) content_media_type: Slot<'d>,
    pub(super) content_encoding: Slot<'d>,
    pub(super) content_schema: Slot<'d>,
    pub(super) properties: Slot<'d>,
    pub(super) required: Slot<'d>,
    pub(super) additional_properties: Slot<'d>,
    pub(super) min_properties: Slot<'d>,
    pub(super) max_properties: Slot<'d>,
    pub(super) pattern_properties: Slot<'d>,
    pub(super) property_names: Slot<'d>,
    pub(super) items: Slot<'d>,
    pub(super) prefix_items: Slot<'d>,
    pub(super) additional_items: Slot<'d>,
    pub(super) min_items: Slot<'d>,
    pub(super) max_items: Slot<'d>,
    pub(super) unique_items: Slot<'d>,
    pub(super) all_of: Slot<'d>,
    pub(super) any_of: Slot<'d>,
    pub(super) one_of: Slot<'d>,
    pub(super) not: Slot<'d>,
    /// StandardKeywords that the typed model has no place for.
    pub(super) unsupported: Vec<&'d str>,
    /// Vendor extensions.
    pub(super) extensions: Extensions,
}

impl<'d> Raw<'d> {
    fn slot(&mut self, key: &str) -> Option<&mut Slot<'d>> {
        Some(match key {
            "$ref" => &mut self.reference,
            "title" => &mut self.title,
            "description" => &mut self.description,
            "default" => &mut self.default,
            "example" => &mut self.example,
            "examples" => &mut self.examples,
            "externalDocs" => &mut self.external_docs,
            "xml" => &mut self.xml,
            "readOnly" => &mut self.read_only,
            "writeOnly" => &mut self.write_only,
            "deprecated" => &mut self.deprecated,
            "nullable" => &mut self.nullable,
            "discriminator" => &mut self.discriminator,
            "type" => &mut self.ty,
            "format" => &mut self.format,
            "enum" => &mut self.enumeration,
            "const" => &mut self.constant,
            "minimum" => &mut self.minimum,
            "maximum" => &mut self.maximum,
            "exclusiveMinimum" => &mut self.exclusive_minimum,
            "exclusiveMaximum" => &mut self.exclusive_maximum,
            "multipleOf" => &mut self.multiple_of,
            "pattern" => &mut self.pattern,
            "minLength" => &mut self.min_length,
            "maxLength" => &mut self.max_length,
            "contentMediaType" => &mut self.content_media_type,
            "contentEncoding" => &mut self.content_encoding,
            "contentSchema" => &mut self.content_schema,
            key => return self.part(key),
        })
    }

    fn part(&mut self, key: &str) -> Option<&mut Slot<'d>> {
        Some(match key {
            "properties" => &mut self.properties,
            "required" => &mut self.required,
            "additionalProperties" => &mut self.additional_properties,
            "minProperties" => &mut self.min_properties,
            "maxProperties" => &mut self.max_properties,
            "patternProperties" => &mut self.pattern_properties,
            "propertyNames" => &mut self.property_names,
            "items" => &mut self.items,
            "prefixItems" => &mut self.prefix_items,
            "additionalItems" => &mut self.additional_items,
            "minItems" => &mut self.min_items,
            "maxItems" => &mut self.max_items,
            "uniqueItems" => &mut self.unique_items,
            "allOf" => &mut self.all_of,
            "anyOf" => &mut self.any_of,
            "oneOf" => &mut self.one_of,
            "not" => &mut self.not,
            _ => return None,
        })
    }

    /// Forgets every keyword that constrains values: what a 3.0 reader does beside a `$ref`. Returns whether there was one.
    pub(super) fn keep_annotations(&mut self) -> bool {
        let kept = Raw {
            reference: self.reference,
            title: self.title,
            description: self.description,
            default: self.default,
            example: self.example,
            examples: self.examples,
            external_docs: self.external_docs,
            xml: self.xml,
            read_only: self.read_only,
            write_only: self.write_only,
            deprecated: self.deprecated,
            nullable: self.nullable,
            extensions: std::mem::take(&mut self.extensions),
            ..Raw::default()
        };
        let all = std::mem::replace(self, kept);
        all.constrains()
    }

    fn constrains(&self) -> bool {
        let slots = [
            self.discriminator,
            self.ty,
            self.format,
            self.enumeration,
            self.constant,
            self.minimum,
            self.maximum,
            self.exclusive_minimum,
            self.exclusive_maximum,
            self.multiple_of,
            self.pattern,
            self.min_length,
            self.max_length,
            self.properties,
            self.required,
            self.additional_properties,
            self.items,
            self.min_items,
            self.max_items,
            self.all_of,
            self.any_of,
            self.one_of,
            self.not,
        ];
        slots.iter().any(Option::is_some) || !self.unsupported.is_empty()
    }
}

/// StandardKeywords that say nothing of the values, or are read elsewhere.
fn is_silent(key: &str) -> bool {
    matches!(
        key,
        "$schema"
            | "$id"
            | "id"
            | "$anchor"
            | "$dynamicAnchor"
            | "$recursiveAnchor"
            | "$comment"
            | "$vocabulary"
            | "$defs"
            | "definitions"
    )
}

fn is_unsupported(key: &str) -> bool {
    matches!(
        key,
        "if" | "then"
            | "else"
            | "dependentSchemas"
            | "dependentRequired"
            | "dependencies"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "contains"
            | "minContains"
            | "maxContains"
            | "$dynamicRef"
            | "$recursiveRef"
    )
}

impl<'d> Reader<'d> {
    /// Sorts a schema's members. `also` names keywords of the holder, where a schema is written among others (Swagger parameters).
    pub(super) fn gather(&mut self, map: &'d Map, also: fn(&str) -> bool, at: &At<'_>) -> Raw<'d> {
        let mut raw = Raw::default();
        for (key, value) in map {
            if also(key) {
                // The holder's own.
            } else if let Some(slot) = raw.slot(key) {
                *slot = Some(value);
            } else if is_unsupported(key) {
                raw.unsupported.push(key);
            } else if key == "x-nullable" && self.is_swagger() {
                raw.nullable = Some(value);
            } else if !is_silent(key) {
                let mut extensions = std::mem::take(&mut raw.extensions);
                self.other(&mut extensions, "a schema", key, value, &at.key(key));
                raw.extensions = extensions;
            }
        }
        raw
    }
}
