//! Properties of any JSON, and of any bytes.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Number};
use specsmith_model::{self as model, DecodeMode, Tree, Value};

use crate::numbers::keeps_texts;
use crate::sample::{Content, Item, Mixed, Role, Scores, Tree as Samples, strict};

/// Keys, often those of the sample types.
const KEYS: &str = "(id|object|type|name|permissions|predefined_role|description|note|tag|patch|at|pair|left|children|by_name|\\PC{0,3})";

/// Any JSON value; keys often those of the sample types.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-3i64..3).prop_map(Value::from),
        any::<f64>().prop_filter_map("finite", |float| Number::from_f64(float).map(Value::Number)),
        "(role|asc|call|message|nested|\\PC*)".prop_map(Value::String),
        any::<String>().prop_map(Value::String),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::Array),
            btree_map(KEYS, inner, 0..7).prop_map(|members| Value::Object(Map::from_iter(members))),
        ]
    })
}

/// Text that is JSON, or nearly.
fn near_json() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        json().prop_map(|value| value.to_string()),
        "[\\[\\]{},:\" \n0-9eE.+\\-truefalsn\\\\/ubd]{0,12}",
        "-?[0-9]{1,25}(\\.[0-9]{0,5})?([eE][+-]?[0-9]{0,4})?",
        "\"(\\\\u[0-9a-fD]{4}|\\\\.|[^\"]){0,6}\"",
    ];
    (vec(piece, 1..4), vec((any::<prop::sample::Index>(), any::<u8>()), 0..3)).prop_map(|(pieces, changes)| {
        let mut bytes = pieces.concat().into_bytes();
        for (place, byte) in changes {
            if !bytes.is_empty() {
                let at = place.index(bytes.len());
                bytes[at] = byte;
            }
        }
        bytes
    })
}

/// Numbers by value, so that 5 and 5.0 are one.
fn by_value(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::from(number.as_f64().unwrap() + 0.0),
        Value::Array(items) => items.iter().map(by_value).collect(),
        Value::Object(members) => members.iter().map(|(key, member)| (key.clone(), by_value(member))).collect(),
        _ => value.clone(),
    }
}

/// The two texts, when what lenient decoding writes is not what it writes once it has read that.
fn lenient_twice<T: model::Decode + model::Encode>(json: &Value) -> Option<(String, String)> {
    let once: T = model::decode_with(json.to_string().as_bytes(), DecodeMode::Lenient).ok()?;
    let once = model::to_string(&once);
    let twice: T = model::decode_with(once.as_bytes(), DecodeMode::Lenient).unwrap();
    let twice = model::to_string(&twice);
    let value = |text: &str| model::from_str::<Value>(text).unwrap();
    (value(&once) != value(&twice)).then_some((once, twice))
}

/// Returns the value after strict decoding and encoding.
fn again<T: model::Decode + model::Encode>(json: &Value) -> Option<Value> {
    let value: T = model::from_value(json).ok()?;
    Some(model::to_value(&value).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn values_come_back(value in json()) {
        let text = model::to_string(&value);
        prop_assert_eq!(&serde_json::from_str::<Value>(&text).unwrap(), &value);
        prop_assert_eq!(&model::from_str::<Value>(&text).unwrap(), &value);
        prop_assert_eq!(&model::from_value::<Value>(&value).unwrap(), &value);
        prop_assert_eq!(&model::from_slice::<Value>(&serde_json::to_vec_pretty(&value).unwrap()).unwrap(), &value);
    }

    #[test]
    fn it_takes_what_serde_json_takes(bytes in near_json()) {
        let ours = model::decode_with::<Value>(&bytes, DecodeMode::Strict);
        let theirs = serde_json::from_slice::<Value>(&bytes);
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            // With its feature that keeps the texts of numbers, `serde_json` accepts numbers that no `f64` holds.
            (Err(ours), Ok(_)) if keeps_texts() => prop_assert_eq!(ours.message(), "number out of range"),
            (ours, theirs) => prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} {:?}", ours, theirs),
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..64)) {
        prop_assert_eq!(Tree::parse(&bytes).is_ok(), serde_json::from_slice::<Value>(&bytes).is_ok());
        drop(model::decode_with::<Content>(&bytes, DecodeMode::Lenient));
    }

    /// In an integer field, in a list of an extra field, and in an extra field.
    #[test]
    fn numbers_come_back_as_they_were_written(
        whole in any::<i64>(),
        zeros in "(\\.0{1,3}|[eE][+-]?0{1,3})?",
        other in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,2})?",
    ) {
        let start = r#"{"object":"role","id":"r","description":null,"permissions":[],"predefined_role":true"#;
        let text = format!(r#"{start},"note":{whole}{zeros},"x":[{other},{{"y":{other}}}],"z":{other}}}"#);
        let role: Role = model::from_str(&text).unwrap();
        prop_assert_eq!(role.note, Some(whole));
        prop_assert_eq!(model::to_string(&role), text);
    }

    #[test]
    fn models_lose_nothing(value in json()) {
        // A field of a closed record that may not be null is left out when it is.
        prop_assume!(value.get("pair").is_none_or(|pair| !pair.is_null()));
        let again = [again::<Content>(&value), again::<Item>(&value), again::<Mixed>(&value), again::<Scores>(&value)];
        for again in again.iter().flatten() {
            prop_assert_eq!(by_value(again), by_value(&value));
        }
    }

    #[test]
    fn a_whole_role_loses_nothing(mut value in btree_map("[a-z_]{1,3}|note|patch|tag|kind", json(), 0..6)) {
        value.retain(|key, value| !(matches!(key.as_str(), "tag" | "kind") && value.is_null()));
        let mut json = serde_json::json!({"object": "role", "id": "r", "description": null, "permissions": [], "predefined_role": true});
        json.as_object_mut().unwrap().extend(value);
        if let Some(again) = again::<Role>(&json) {
            prop_assert_eq!(by_value(&again), by_value(&json));
        }
    }

    #[test]
    fn lenient_takes_what_strict_takes(value in json()) {
        let text = value.to_string();
        if let Ok(strict) = strict::<Content>(&text) {
            let lenient = model::decode_with::<Content>(text.as_bytes(), DecodeMode::Lenient).unwrap();
            prop_assert_eq!(strict, lenient);
        }
    }

    #[test]
    fn what_lenient_decoding_writes_it_reads_again(value in json()) {
        prop_assert_eq!(lenient_twice::<Content>(&value), None);
        prop_assert_eq!(lenient_twice::<Item>(&value), None);
        prop_assert_eq!(lenient_twice::<Role>(&value), None);
        prop_assert_eq!(lenient_twice::<Samples>(&value), None);
    }

    #[test]
    fn an_object_is_leniently_any_record_with_extra_fields(value in btree_map(KEYS, json(), 0..7)) {
        let value = Value::Object(Map::from_iter(value));
        let text = value.to_string();
        let role = model::decode_with::<Role>(text.as_bytes(), DecodeMode::Lenient);
        prop_assert!(role.is_ok(), "{:?}", role);
    }

    #[test]
    fn serde_agrees(value in json()) {
        let ours = model::from_value::<Content>(&value);
        let theirs = serde_json::from_value::<Content>(value.clone());
        prop_assert_eq!(ours.is_ok(), theirs.is_ok());
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            prop_assert_eq!(by_value(&serde_json::to_value(&theirs).unwrap()), by_value(&value));
            prop_assert_eq!(ours, theirs);
        }
    }
}
