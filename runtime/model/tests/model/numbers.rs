//! Numbers and orders of keys as `serde_json` holds them, whichever of its features a build turns on. The tests hold with all of them and without.

use serde_json::{Number, json};
use specsmith_model::{self as model, Decimal, Value};

use crate::sample::{Content, Mixed, Role, Scores};

/// The feature `arbitrary_precision`.
pub(crate) fn keeps_texts() -> bool {
    "1.10".parse::<Number>().unwrap().to_string() == "1.10"
}

/// The feature `preserve_order`.
fn keeps_order() -> bool {
    serde_json::to_string(&json!({"b": 1, "a": 2})).unwrap().starts_with("{\"b\"")
}

const ROLE: &str = r#"{"object":"role","id":"r","description":null,"permissions":[],"predefined_role":false,"#;

#[test]
fn numbers_of_extra_fields_are_written_as_they_came() {
    let extra = r#""x":1.10,"y":123456789012345678901234567890,"z":1e+2}"#;
    let role: Role = model::from_str(&format!("{ROLE}{extra}")).unwrap();
    let text = model::to_string(&role);
    assert_eq!(text, format!("{ROLE}{extra}"));
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(model::to_value(&role).unwrap(), value);
    assert_eq!(serde_json::to_value(&role).unwrap()["x"].as_f64(), Some(1.1));
}

/// RFC 8259 section 6 bounds neither the size nor the precision of a number.
#[test]
fn numbers_inside_a_field_are_written_as_they_came_until_they_change() {
    let extra =
        r#""note":5.0,"x":{"b":[1,18446744073709551616,{"c":-0.0}],"a":1E3},"y":0.1000000000000000055511151231257827}"#;
    let mut role: Role = model::from_str(&format!("{ROLE}{extra}")).unwrap();
    // Members of a value of any type are in the order of `serde_json`'s map.
    let (as_sent, sorted) = (
        r#"{"b":[1,18446744073709551616,{"c":-0.0}],"a":1E3}"#,
        r#"{"a":1E3,"b":[1,18446744073709551616,{"c":-0.0}]}"#,
    );
    let written = if keeps_order() { as_sent } else { sorted };
    assert_eq!(model::to_string(&role), format!("{ROLE}{extra}").replace(as_sent, written));
    role.note = Some(6);
    role.extra_mut().insert("y", 0.5);
    role.extra_mut().insert("x", json!({"a": 1000.0, "b": [1.5]}));
    // A number that keeps its own text says by itself that it has another one now.
    let thousand = if keeps_texts() { "1000.0" } else { "1E3" };
    assert_eq!(model::to_string(&role), format!(r#"{ROLE}"note":6,"x":{{"a":{thousand},"b":[1.5]}},"y":0.5}}"#));
}

#[test]
fn values_that_differ_in_spelling_alone_are_equal() {
    let one: Role = model::from_str(&format!("{ROLE}\"note\":5.0}}")).unwrap();
    let other: Role = model::from_str(&format!("{ROLE}\"note\":5}}")).unwrap();
    assert_eq!(one, other);
}

#[test]
fn values_and_texts_give_the_same_model() {
    let text = format!(r#"{ROLE}"note":5.0,"x":-0,"list":[1.50,18446744073709551615,-9223372036854775808]}}"#);
    let role: Role = model::from_str(&text).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(role.note, Some(5));
    assert_eq!(model::from_value::<Role>(&value).unwrap().note, Some(5));
    assert_eq!(serde_json::from_value::<Role>(value.clone()).unwrap().note, Some(5));
    assert_eq!(serde_json::from_str::<Role>(&text).unwrap().extra().get("list"), role.extra().get("list"));
    let list = serde_json::to_value(&role).unwrap()["list"].clone();
    assert_eq!(list[0].as_f64(), Some(1.5));
    assert_eq!((&list[1], &list[2]), (&value["list"][1], &value["list"][2]));
}

#[test]
fn digits_that_no_number_type_holds_pass_through_serde_where_values_keep_them() {
    let extra = r#""x":123456789012345678901234567890123456789012345,"y":0.12345678901234567890123}"#;
    let role: Role = serde_json::from_str(&format!("{ROLE}{extra}")).unwrap();
    let text = serde_json::to_string(&role).unwrap();
    assert_eq!(text.ends_with(extra), keeps_texts(), "{text}");
    let value = serde_json::to_value(&role).unwrap();
    assert_eq!(value, serde_json::from_str::<Value>(&text).unwrap());
    assert_eq!(value["y"].as_f64(), Some(0.123_456_789_012_345_68));
}

#[test]
fn a_number_is_never_an_object() {
    let scores: Scores = serde_json::from_str(r#"{"id":1,"a":2.50}"#).unwrap();
    assert_eq!(scores.rest["a"], 2.5);
    assert_eq!(serde_json::to_string(&scores).unwrap(), r#"{"id":1,"a":2.5}"#);
    assert_eq!(serde_json::from_str::<Content>("5.50").unwrap(), Content::Amount(5.5));
    assert_eq!(serde_json::from_value::<Content>(json!(7)).unwrap(), Content::Count(7));
    assert_eq!(serde_json::from_str::<Mixed>("5e-1").unwrap(), Mixed::Half);
    let decimal: Decimal = serde_json::from_value(json!(7)).unwrap();
    assert_eq!((decimal.as_str(), decimal.is_number()), ("7", true));
    let decimal: Decimal = model::from_str("1.10").unwrap();
    assert_eq!(model::to_string(&decimal), "1.10");
}

#[test]
fn keys_come_in_the_order_values_have() {
    let role: Role = model::from_str(&format!("{ROLE}\"b\":{{\"d\":1,\"c\":2}},\"a\":3}}")).unwrap();
    let text = model::to_string(&role);
    let kept = if keeps_order() { r#""b":{"d":1,"c":2},"a":3}"# } else { r#""a":3,"b":{"c":2,"d":1}}"# };
    assert_eq!(text, format!("{ROLE}{kept}"));
}
