//! The types of other crates that stand for scalars, as the document or the configuration asks for them.

use std::collections::HashMap;

use serde_json::Value;

use crate::api::{Foreign, Scalar};
use crate::read::{Document, settings};

/// The words of [`settings::FORMATS`] by its keys.
#[derive(Debug, Default)]
pub(super) struct Formats(HashMap<String, String>);

impl Formats {
    /// Reads the setting, whose form `read` has checked.
    pub(super) fn of_document(document: &Document) -> Self {
        let said = document.openapi.extensions.get(settings::FORMATS).and_then(Value::as_object);
        let text = |(key, word): (&String, &Value)| Some((key.clone(), word.as_str()?.to_owned()));
        Self(said.into_iter().flatten().filter_map(text).collect())
    }

    /// The type that stands for a scalar. `is_number`: the schema's type is `number`.
    pub(super) fn of(&self, scalar: Scalar, is_number: bool) -> Scalar {
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
        let foreign = self.0.get(key).and_then(|word| Foreign::of(scalar, word, is_number));
        foreign.map_or(scalar, Scalar::Foreign)
    }
}
