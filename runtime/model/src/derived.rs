//! The traits that types have on request, where std cannot derive them.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use serde_json::{Map, Number};

use crate::Value;
use crate::extra::{Extra, Kept};
use crate::value::keeps_texts;

/// Compares two values of an open enum: known values come first, in the order of `known`.
pub fn compare_enum_values<T: Ord>(one: &T, other: &T, known: &[T]) -> Ordering {
    let place = |value: &T| known.iter().position(|word| word == value).unwrap_or(known.len());
    place(one).cmp(&place(other)).then_with(|| one.cmp(other))
}

impl Eq for Extra {}

/// By what `PartialEq` looks at, in an order of its own: fields are equal in any order.
impl Hash for Extra {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let kept = self.kept();
        let fields = sorted(kept.map(|kept| &kept.fields));
        fields.hash(state);
        kept.map_or(&[][..], |kept| &kept.named).hash(state);
        kept.and_then(|kept| kept.instead.as_ref()).hash(state);
    }
}

impl PartialOrd for Extra {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By the fields in the order of their keys, then by how named ones came.
impl Ord for Extra {
    fn cmp(&self, other: &Self) -> Ordering {
        let (one, other) = (self.kept(), other.kept());
        let named = |kept: Option<&Kept>| kept.map(|kept| kept.named.clone()).unwrap_or_default();
        let instead = |kept: Option<&Kept>| kept.and_then(|kept| kept.instead.clone());
        compare_objects(one.map(|kept| &kept.fields), other.map(|kept| &kept.fields))
            .then_with(|| named(one).cmp(&named(other)))
            .then_with(|| match (instead(one), instead(other)) {
                (Some(one), Some(other)) => compare(&one, &other),
                (one, other) => one.is_some().cmp(&other.is_some()),
            })
    }
}

fn sorted(object: Option<&Map<String, Value>>) -> Vec<(&String, &Value)> {
    let mut members: Vec<_> = object.into_iter().flatten().collect();
    members.sort_unstable_by_key(|(key, _)| *key);
    members
}

fn compare_objects(one: Option<&Map<String, Value>>, other: Option<&Map<String, Value>>) -> Ordering {
    let (one, other) = (sorted(one), sorted(other));
    let members = one.iter().zip(&other);
    let mut orders =
        members.map(|((key, value), (other_key, other))| key.cmp(other_key).then_with(|| compare(value, other)));
    orders.find(|order| order.is_ne()).unwrap_or_else(|| one.len().cmp(&other.len()))
}

/// Returns a total order of JSON in which values are equal exactly when `serde_json` says so. Depth is bounded by that of JSON texts.
fn compare(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Number(one), Value::Number(other)) => compare_numbers(one, other),
        (Value::String(one), Value::String(other)) => one.cmp(other),
        (Value::Array(one), Value::Array(other)) => {
            let mut orders = one.iter().zip(other).map(|(one, other)| compare(one, other));
            orders.find(|order| order.is_ne()).unwrap_or_else(|| one.len().cmp(&other.len()))
        }
        (Value::Object(one), Value::Object(other)) => compare_objects(Some(one), Some(other)),
        (one, other) => kind(one).cmp(&kind(other)),
    }
}

fn kind(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

/// Compares by value, then by text: 1 and 1.0 are two values, and the zeros one, unless `serde_json` keeps texts.
fn compare_numbers(one: &Number, other: &Number) -> Ordering {
    let text = |number: &Number| match number.to_string() {
        text if text == "-0.0" && !keeps_texts() => "0.0".to_owned(),
        text => text,
    };
    let value = |number: &Number| number.as_f64().unwrap_or(f64::NAN) + 0.0;
    value(one).total_cmp(&value(other)).then_with(|| text(one).cmp(&text(other)))
}

#[cfg(test)]
mod tests {
    use std::collections::hash_map::DefaultHasher;

    use super::*;

    fn extra(members: &[(&str, Value)]) -> Extra {
        let mut extra = Extra::new();
        extra.extend(members.iter().cloned());
        extra
    }

    fn hash(extra: &Extra) -> u64 {
        let mut hasher = DefaultHasher::new();
        extra.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn extra_fields_are_equal_hashed_and_ordered_alike() {
        let one = extra(&[("a", 1.into()), ("b", true.into())]);
        let other = extra(&[("b", true.into()), ("a", 1.into())]);
        assert_eq!(one, other);
        assert_eq!(hash(&one), hash(&other));
        assert_eq!(one.cmp(&other), Ordering::Equal);

        let mut emptied = extra(&[("a", 1.into())]);
        emptied.remove("a");
        assert_eq!(hash(&emptied), hash(&Extra::new()));
        assert_eq!(emptied.cmp(&Extra::new()), Ordering::Equal);
    }

    #[test]
    fn json_values_are_ordered_as_they_are_equal() {
        let values =
            ["null", "false", "-1", "0", "0.0", "-0.0", "1", "1.0", "2", "\"\"", "[]", "[1]", "{}", "{\"a\":1}"];
        let values: Vec<Value> = values.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
        for one in &values {
            for other in &values {
                assert_eq!(compare(one, other) == Ordering::Equal, one == other, "{one} {other}");
                assert_eq!(compare(one, other), compare(other, one).reverse(), "{one} {other}");
            }
        }
    }

    #[test]
    fn known_words_come_in_the_order_of_their_list() {
        let known = ["low", "high"];
        assert_eq!(compare_enum_values(&"low", &"high", &known), Ordering::Less);
        assert_eq!(compare_enum_values(&"high", &"a", &known), Ordering::Less);
        assert_eq!(compare_enum_values(&"a", &"b", &known), Ordering::Less);
    }
}
