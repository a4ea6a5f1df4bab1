//! The kind of schema that keywords make.

use serde_json::Value;

use crate::schema::{JsonType, Kind, Schema};

/// The families of keywords that a schema has, beside `type`, `enum` and `format`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Families {
    pub(super) text: bool,
    pub(super) number: bool,
    pub(super) object: bool,
    pub(super) array: bool,
}

impl Families {
    /// Returns the kind that they form with the rest of a schema: a type only if no keyword of another type is beside them.
    pub(super) fn kind(self, schema: &Schema) -> Kind {
        let families = [self.text, self.number, self.object, self.array];
        let composed =
            [!schema.one_of.is_empty(), !schema.all_of.is_empty(), !schema.any_of.is_empty(), schema.has_not];
        let plain = schema.values.is_empty() && schema.facts.format.is_none();
        let all = |is: fn(&Value) -> bool| schema.values.iter().all(is);
        match (schema.one_type(), families, composed) {
            (Some(ty), families, [false, false, false, false]) => {
                let fits = match (ty, families) {
                    (JsonType::String, [_, false, false, false]) => all(Value::is_string),
                    (JsonType::Number, [false, _, false, false]) => all(is_exact_float),
                    (JsonType::Integer, [false, _, false, false]) => all(Value::is_i64),
                    (JsonType::Boolean, [false, false, false, false]) => {
                        schema.facts.format.is_none() && all(Value::is_boolean)
                    }
                    (JsonType::Object, [false, false, _, false]) | (JsonType::Array, [false, false, false, _]) => plain,
                    _ => false,
                };
                if fits { Kind::Typed(ty) } else { Kind::Mixed }
            }
            (None, [false, false, false, false], composed) if plain => match composed {
                [true, false, false, false] => Kind::OneOf,
                [false, true, false, false] => Kind::AllOf,
                [false, false, true, false] => Kind::AnyOf,
                [false, false, false, true] => Kind::Not,
                [false, false, false, false] => Kind::Bare,
                _ => Kind::Mixed,
            },
            _ => Kind::Mixed,
        }
    }
}

/// Returns true for a number that an `f64` represents exactly.
fn is_exact_float(value: &Value) -> bool {
    const EXACT: u64 = 1 << 53;
    value.is_f64()
        || value.as_i64().is_some_and(|number| number.unsigned_abs() <= EXACT)
        || value.as_u64().is_some_and(|number| number <= EXACT)
}
