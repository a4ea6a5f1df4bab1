//! Types of other crates that replace scalars, by the document's or the configuration's settings.

use std::collections::HashMap;

use serde_json::Value;

use super::node::{JsonType, Keywords};
use crate::api::{Foreign, Scalar};
use crate::read::{Document, settings};

/// The words of [`settings::FORMATS`] by its keys.
#[derive(Debug, Default)]
pub(super) struct Formats {
    crates: HashMap<String, String>,
    /// True if integers have the smallest types.
    smallest: bool,
}

impl Formats {
    /// Reads the setting, whose form `read` has checked.
    pub(super) fn of_document(document: &Document) -> Self {
        let said = document.openapi.extensions.get(settings::FORMATS).and_then(Value::as_object);
        let text = |(key, word): (&String, &Value)| Some((key.clone(), word.as_str()?.to_owned()));
        let crates = said.into_iter().flatten().filter_map(text).collect();
        let integers = document.openapi.extensions.get(settings::INTEGERS).and_then(Value::as_str);
        Self { crates, smallest: integers == Some(settings::SMALLEST) }
    }

    /// Returns the type that replaces the scalar of a schema.
    pub(super) fn of(&self, scalar: Scalar, kind: JsonType, keywords: &Keywords) -> Scalar {
        if self.smallest && kind == JsonType::Integer {
            return super::scalar::smallest(scalar, keywords);
        }
        let is_number = kind == JsonType::Number;
        let key = match scalar {
            Scalar::DateTime => "date-time",
            Scalar::Date => "date",
            Scalar::Time => "time",
            Scalar::Duration => "duration",
            Scalar::Uuid => "uuid",
            Scalar::Uri => "uri",
            Scalar::Decimal => "decimal",
            Scalar::Ip => "ip",
            _ => return scalar,
        };
        let foreign = self.crates.get(key).and_then(|word| Foreign::of(scalar, word, is_number));
        foreign.map_or(scalar, Scalar::Foreign)
    }
}
