//! The keywords of one schema object, each as written: one pass over its members.

use serde_json::Value;

use crate::read::at::At;
use crate::read::map::{Extensions, Map};
use crate::read::unsupported;
use crate::read::value_reader::ValueReader;

/// A keyword's value, if the schema has it.
pub(super) type Slot<'d> = Option<&'d Value>;

/// The fate of a keyword beside a `$ref` of OpenAPI 3.0.
enum BesideRef {
    /// Kept: the keyword describes the schema, not its values.
    Kept,
    /// Ignored, and reported.
    Constrains,
    /// Ignored together with the others.
    Dropped,
}

/// Makes [`Raw`] of a table with a row for each keyword: its name, its slot, and its fate beside a `$ref`.
macro_rules! keywords {
    ($($key:literal => $slot:ident: $fate:ident,)+) => {
        /// A schema's keywords.
        #[derive(Debug, Default)]
        pub(super) struct Raw<'d> {
            $(pub(super) $slot: Slot<'d>,)+
            /// Keywords that no type shows.
            pub(super) unsupported: Vec<&'d str>,
            /// Vendor extensions.
            pub(super) extensions: Extensions,
        }

        impl<'d> Raw<'d> {
            fn slot(&mut self, key: &str) -> Option<&mut Slot<'d>> {
                match key {
                    $($key => Some(&mut self.$slot),)+
                    _ => None,
                }
            }

            /// Removes every keyword that constrains values, as a 3.0 reader does beside a `$ref`. Returns true if there was one.
            pub(super) fn keep_annotations(&mut self) -> bool {
                let mut constrains = !std::mem::take(&mut self.unsupported).is_empty();
                $(match BesideRef::$fate {
                    BesideRef::Kept => {}
                    BesideRef::Constrains => constrains |= self.$slot.take().is_some(),
                    BesideRef::Dropped => self.$slot = None,
                })+
                constrains
            }
        }
    };
}

keywords! {
    "$ref" => reference: Kept,
    "title" => title: Kept,
    "description" => description: Kept,
    "default" => default: Kept,
    "example" => example: Kept,
    "examples" => examples: Kept,
    "externalDocs" => external_docs: Kept,
    "readOnly" => read_only: Kept,
    "writeOnly" => write_only: Kept,
    "deprecated" => deprecated: Kept,
    "nullable" => nullable: Kept,
    "discriminator" => discriminator: Constrains,
    "type" => ty: Constrains,
    "format" => format: Constrains,
    "enum" => enumeration: Constrains,
    "const" => constant: Constrains,
    "minimum" => minimum: Constrains,
    "maximum" => maximum: Constrains,
    "exclusiveMinimum" => exclusive_minimum: Constrains,
    "exclusiveMaximum" => exclusive_maximum: Constrains,
    "multipleOf" => multiple_of: Constrains,
    "pattern" => pattern: Constrains,
    "minLength" => min_length: Constrains,
    "maxLength" => max_length: Constrains,
    "contentMediaType" => content_media_type: Dropped,
    "contentEncoding" => content_encoding: Dropped,
    "contentSchema" => content_schema: Dropped,
    "properties" => properties: Constrains,
    "required" => required: Constrains,
    "additionalProperties" => additional_properties: Constrains,
    "minProperties" => min_properties: Dropped,
    "maxProperties" => max_properties: Dropped,
    "patternProperties" => pattern_properties: Dropped,
    "propertyNames" => property_names: Dropped,
    "items" => items: Constrains,
    "prefixItems" => prefix_items: Dropped,
    "additionalItems" => additional_items: Dropped,
    "minItems" => min_items: Constrains,
    "maxItems" => max_items: Constrains,
    "uniqueItems" => unique_items: Dropped,
    "allOf" => all_of: Constrains,
    "anyOf" => any_of: Constrains,
    "oneOf" => one_of: Constrains,
    "not" => not: Constrains,
}

/// Returns true for keywords that do not constrain values, or are read elsewhere.
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
            | "xml"
    )
}

/// Sorts a schema's members. `also` names keywords of the holder, where a schema is written among others (Swagger parameters).
pub(super) fn gather<'d>(values: &mut ValueReader<'d>, map: &'d Map, also: fn(&str) -> bool, at: &At<'_>) -> Raw<'d> {
    let mut raw = Raw::default();
    for (key, value) in map {
        if also(key) {
            // The holder's own.
        } else if let Some(slot) = raw.slot(key) {
            *slot = Some(value);
        } else if unsupported::is_untyped(key) {
            raw.unsupported.push(key);
        } else if key == "x-nullable" && values.is_swagger() {
            raw.nullable = Some(value);
        } else if !is_silent(key) {
            let mut extensions = std::mem::take(&mut raw.extensions);
            values.other(&mut extensions, "a schema", key, value, &at.key(key));
            raw.extensions = extensions;
        }
    }
    raw
}
