//! Reading by default: what is absent, null or of another type is remembered, and written back as it came.

#![allow(clippy::too_many_arguments, reason = "records of the tests have many required fields")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, json};
use specsmith_model::prelude::*;
use specsmith_model::{self as model, DecodeMode};

use crate::sample::{Code, Order, strict};

#[derive(Clone)]
#[non_exhaustive]
pub struct Thing {
    pub a: String,
    pub kind: Order,
    pub n: i64,
    pub code: Code,
    pub list: Vec<String>,
    pub map: BTreeMap<String, i64>,
    pub when: DateTime,
    pub flag: bool,
    pub half: f64,
    pub since: UnixTime,
    pub obj: Inner,
    pub shape: Shape,
    pub any: Value,
    pub pair: (i64, String),
    pub object: Const,
    pub nullable: Option<String>,
    pub note: Option<String>,
    extra: Extra,
}

specsmith_model::model!(Thing {
    required(
        a: impl Into<String>, kind: impl Into<Order>, n: i64, code: impl Into<Code>,
        list: impl IntoIterator<Item = impl Into<String>> => list,
        map: impl IntoIterator<Item = (impl Into<String>, i64)> => map,
        when: impl Into<DateTime>, flag: bool, half: f64, since: impl Into<UnixTime>, obj: Inner, shape: Shape,
        any: impl Into<Value>, pair: (i64, String),
    ),
    constant(object = "thing"),
    nullable(nullable => (None)),
    optional(note: impl Into<String>),
    rest(extra),
});

#[derive(Clone)]
#[non_exhaustive]
pub struct Inner {
    pub k: String,
    pub deep: Option<Box<Inner>>,
    extra: Extra,
}

specsmith_model::model!(Inner { required(k: impl Into<String>), optional(deep), closed(extra) });

#[derive(Clone)]
#[non_exhaustive]
pub struct Counts {
    pub id: String,
    pub rest: BTreeMap<String, i64>,
    extra: Extra,
}

specsmith_model::model!(Counts { required(id: impl Into<String>), typed_rest(rest, extra) });

#[derive(Clone)]
#[non_exhaustive]
pub struct Circle {
    pub id: String,
    pub radius: f64,
    pub unit: Option<String>,
    extra: Extra,
}

specsmith_model::model!(Circle { required(id: impl Into<String>, radius: f64), optional(unit), rest(extra) });

#[derive(Clone)]
#[non_exhaustive]
pub struct Square {
    pub id: String,
    pub side: f64,
    pub corners: i64,
    extra: Extra,
}

specsmith_model::model!(Square { required(id: impl Into<String>, side: f64, corners: i64), rest(extra) });

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Shape {
    Circle(Circle),
    Square(Square),
    Circles(Vec<Circle>),
    Squares(Vec<Square>),
    Unknown(Value),
}

specsmith_model::union!(Shape {
    Circle => Case::new("Circle", Kinds::OBJECT).required(&["id", "radius"]).known(&["id", "radius", "unit"]),
    Square => Case::new("Square", Kinds::OBJECT).required(&["id", "side", "corners"]).known(&["id", "side", "corners"]),
    Circles => Case::new("Circles", Kinds::ARRAY),
    Squares => Case::new("Squares", Kinds::ARRAY),
});

const FIELDS: [&str; 16] = [
    "a", "kind", "n", "code", "list", "map", "when", "flag", "half", "since", "obj", "shape", "any", "pair", "object",
    "nullable",
];

fn read<T: Decode>(json: &Value) -> T {
    model::from_value(json).unwrap()
}

fn whole() -> Value {
    json!({"a": "x", "kind": "asc", "n": 1, "code": 200, "list": ["y"], "map": {"k": 1}, "when": "2026-01-01T00:00:00Z", "flag": true,
        "half": 0.5, "since": 1, "obj": {"k": "z"}, "shape": {"id": "c", "radius": 1}, "any": 7, "pair": [1, "b"], "object": "thing",
        "nullable": "n"})
}

#[test]
fn absent_fields_are_written_back_as_absent() {
    let mut thing: Thing = read(&json!({}));
    assert_eq!((&*thing.a, thing.n, thing.flag, thing.list.len(), &*thing.object), ("", 0, false, 0, ""));
    assert!(matches!(&thing.kind, Order::Unknown(text) if text.is_empty()));
    assert!(matches!(thing.code, Code::Unknown(0)));
    assert_eq!((thing.when.as_str(), &thing.shape, &thing.any), ("", &Shape::Unknown(Value::Null), &Value::Null));
    assert_eq!(thing.missing(), FIELDS);
    assert_eq!(model::to_string(&thing), "{}");
    thing.note = Some("changed".into());
    assert_eq!(model::to_string(&thing), r#"{"note":"changed"}"#);
}

#[test]
fn null_fields_are_written_back_as_null() {
    let json: Value = FIELDS.iter().map(|key| ((*key).to_owned(), Value::Null)).collect::<Map<_, _>>().into();
    let mut thing: Thing = read(&json);
    assert_eq!(model::to_value(&thing).unwrap(), json);
    // Any JSON and what may be null are not missing.
    assert_eq!(
        thing.missing(),
        FIELDS.into_iter().filter(|key| !matches!(*key, "any" | "nullable")).collect::<Vec<_>>()
    );
    thing.n = 7;
    thing.kind = Order::Desc;
    let written = model::to_value(&thing).unwrap();
    assert_eq!((&written["n"], &written["kind"], &written["flag"]), (&json!(7), &json!("desc"), &Value::Null));
}

#[test]
fn a_field_of_another_type_is_kept_and_written_back() {
    let json: Value = FIELDS
        .iter()
        .filter(|key| **key != "any")
        .map(|key| ((*key).to_owned(), json!([[1.5]])))
        .collect::<Map<_, _>>()
        .into();
    let mut thing: Thing = read(&json);
    assert_eq!(model::to_value(&thing).unwrap(), json);
    assert_eq!(thing.extra().get("n"), Some(&json!([[1.5]])));
    thing.n = 7;
    assert_eq!(model::to_value(&thing).unwrap()["n"], json!(7));
    let mut thing: Thing = read(&json!({"note": 7}));
    assert_eq!((&thing.note, model::to_string(&thing)), (&None, r#"{"note":7}"#.to_owned()));
    thing.note = Some("a".into());
    assert_eq!(model::to_string(&thing), r#"{"note":"a"}"#);
}

#[test]
fn a_field_that_is_marked_present_is_written_with_its_empty_value() {
    let mut thing: Thing = read(&json!({"list": 7, "flag": null}));
    for key in ["n", "list", "flag"] {
        thing.mark_present(key);
    }
    assert_eq!(model::to_value(&thing).unwrap(), json!({"n": 0, "list": [], "flag": false}));
    assert!(!thing.missing().iter().any(|key| key == "n"));
}

#[test]
fn missing_fields_have_a_path() {
    let mut value = whole();
    value["obj"] = json!({"k": "z", "deep": {"deep": {"k": null}}});
    value["shape"] = json!([{"id": "a", "radius": 1}, {"id": "b"}]);
    let thing: Thing = read(&value);
    assert_eq!(thing.missing(), ["obj.deep.k", "obj.deep.deep.k", "shape[1].radius"]);
    assert_eq!(model::to_value(&thing).unwrap(), value);
    assert_eq!(model::missing(&vec![thing]), ["[0].obj.deep.k", "[0].obj.deep.deep.k", "[0].shape[1].radius"]);
    // Fields of an absent object are not missing by themselves.
    assert!(read::<Thing>(&json!({})).missing().iter().all(|path| !path.contains('.')));
}

#[test]
fn an_absent_object_that_is_filled_in_is_written() {
    let mut thing: Thing = read(&json!({}));
    thing.obj.deep = Some(Box::new(Inner::new("a")));
    assert_eq!(model::to_string(&thing), r#"{"obj":{"deep":{"k":"a"}}}"#);
    assert!(thing.missing().contains(&"obj.k".to_owned()));
}

#[test]
fn closed_objects_and_objects_of_one_type_lose_nothing_either() {
    for json in [json!({}), json!({"k": null, "new": [1]}), json!({"deep": null}), json!({"deep": 1})] {
        assert_eq!(model::to_value(&read::<Inner>(&json)).unwrap(), json);
    }
    for json in [json!({}), json!({"id": 7, "b": "many", "c": null, "d": 1})] {
        let counts: Counts = read(&json);
        assert_eq!(model::to_value(&counts).unwrap(), json);
        assert_eq!(counts.missing(), ["id"]);
    }
}

#[test]
fn what_is_absent_is_shown_as_absent() {
    let shown = format!("{:?}", read::<Circle>(&json!({"radius": null})));
    assert!(shown.starts_with("Circle { id: absent, radius: null, unit: None"), "{shown}");
}

#[test]
fn strict_reading_refuses_as_before() {
    let refused = |json: &str| strict::<Circle>(json).unwrap_err().to_string();
    assert_eq!(refused(r#"{"id":"a"}"#), r#"at $: missing "radius""#);
    assert_eq!(refused(r#"{"id":null,"radius":1}"#), "at $.id: expected a string, found null");
    assert_eq!(refused(r#"{"id":"a","radius":"1"}"#), "at $.radius: expected a number, found \"1\"");
}

#[test]
fn nothing_is_converted_by_default() {
    let circle: Circle = read(&json!({"id": 7, "radius": "1"}));
    assert_eq!((&*circle.id, circle.radius), ("", 0.0));
    let lenient: Circle = model::decode_with(br#"{"id":7,"radius":"1"}"#, DecodeMode::Lenient).unwrap();
    assert_eq!((&*lenient.id, lenient.radius), ("7", 1.0));
}

#[test]
fn a_whole_value_of_another_type_is_an_error() {
    assert_eq!(model::from_str::<Circle>("[]").unwrap_err().to_string(), "at $: expected an object, found an array");
    assert_eq!(
        model::from_str::<Vec<String>>(r#"["a",7]"#).unwrap_err().to_string(),
        "at $[1]: expected a string, found 7"
    );
}

#[test]
fn an_item_of_another_type_is_kept_in_the_lists_that_a_value_is() {
    let json = r#"[[{"id":"a","radius":1}],[7,null,[8]],[]]"#;
    let circles = model::from_str::<Vec<Vec<Circle>>>(json).unwrap();
    assert_eq!(circles.iter().flatten().map(|circle| circle.id.as_str()).collect::<Vec<_>>(), ["a", "", "", ""]);
    assert_eq!(model::to_string(&circles), json);
    let missing = ["[1][0].id", "[1][0].radius", "[1][1].id", "[1][1].radius", "[1][2].id", "[1][2].radius"];
    assert_eq!(model::missing(&circles), missing);

    let many = format!("[{}]", vec!["null"; 50_000].join(","));
    assert_eq!(model::to_string(&model::from_str::<Vec<Circle>>(&many).unwrap()), many);
    assert!(model::decode_with::<Vec<Circle>>(b"[7]", DecodeMode::Strict).is_err());
    assert!(model::from_str::<Vec<Shape>>("[[7]]").is_ok_and(|items| matches!(items[..], [Shape::Unknown(_)])));
}

#[test]
fn what_is_read_by_serde_is_what_was_written() {
    let thing: Thing = read(&json!({"a": null}));
    let text = serde_json::to_string(&thing).unwrap();
    assert_eq!(serde_json::from_str::<Thing>(&text).unwrap(), thing);
}

#[test]
fn a_variant_that_lacks_fields_is_the_one_the_value_speaks_for() {
    let cases = [
        (json!({"id": "a", "radius": 1}), "Circle"),
        (json!({"radius": 1}), "Circle"),
        (json!({"id": "a", "unit": "m"}), "Circle"),
        (json!({"side": 1}), "Square"),
        (json!({"id": "a", "corners": 4}), "Square"),
        (json!({"id": null, "side": null, "new": 1}), "Square"),
        (json!([{"side": 1, "id": "a", "corners": null}]), "Squares"),
        (json!([{"radius": 1}]), "Circles"),
        // Neither speaks for one of them alone.
        (json!({}), "Unknown"),
        (json!({"new": 1}), "Unknown"),
        (json!(7), "Unknown"),
        (json!(null), "Unknown"),
    ];
    for (json, variant) in cases {
        let shape: Shape = read(&json);
        assert!(format!("{shape:?}").starts_with(&format!("{variant}(")), "{json}: {shape:?}");
        assert_eq!(model::to_value(&shape).unwrap(), json);
    }
}

/// Values of some fields of a record, and now and then null or a value of another type.
fn fields(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let value = prop_oneof![
        4 => Just(None),
        2 => Just(Some(Value::Null)),
        1 => Just(Some(json!({"odd": []}))),
        1 => Just(Some(json!(""))),
        1 => Just(Some(json!(0))),
        9 => Just(Some(Value::from("whole"))),
    ];
    prop::collection::vec(value, names.len()).prop_map(move |values| {
        let whole = whole();
        let pairs = names.iter().zip(values).filter_map(|(name, value)| {
            let value = value?;
            Some((
                (*name).to_owned(),
                if value == "whole" { whole.get(*name).cloned().unwrap_or(json!(1)) } else { value },
            ))
        });
        Value::Object(pairs.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_object_is_read_and_written_back(value in fields(&FIELDS)) {
        let mut thing: Thing = read(&value);
        prop_assert_eq!(&model::to_value(&thing).unwrap(), &value);
        thing.note = Some("changed".into());
        let mut changed = value;
        changed["note"] = "changed".into();
        prop_assert_eq!(model::to_value(&thing).unwrap(), changed);
    }

    #[test]
    fn missing_names_each_required_field_without_a_value(value in fields(&FIELDS)) {
        let missing = read::<Thing>(&value).missing();
        for key in FIELDS.iter().filter(|key| !matches!(**key, "any" | "nullable" | "shape" | "obj")) {
            let fit = strict_field(key, value.get(*key));
            prop_assert_eq!(missing.iter().any(|path| path == key), !fit, "{} in {}", key, value);
        }
    }

    #[test]
    fn every_mode_takes_what_strict_takes(value in fields(&["id", "radius", "unit", "side", "corners"])) {
        let text = value.to_string();
        let tolerant: Shape = read(&value);
        if let Ok(strict) = strict::<Shape>(&text) {
            prop_assert_eq!(&strict, &tolerant);
            prop_assert_eq!(strict, model::decode_with::<Shape>(text.as_bytes(), DecodeMode::Lenient).unwrap());
        }
        prop_assert_eq!(model::to_value(&tolerant).unwrap(), value);
    }

    #[test]
    fn a_variant_with_one_field_less_is_never_another(dropped in 0usize..3, id in "[a-z]{0,3}") {
        let mut square = json!({"id": id, "side": 1, "corners": 4});
        square.as_object_mut().unwrap().remove(["id", "side", "corners"][dropped]);
        prop_assert!(matches!(read::<Shape>(&square), Shape::Square(_)));
        prop_assert!(matches!(read::<Shape>(&json!([square])), Shape::Squares(_)));
    }
}

/// True when strict decoding takes the value of this field.
fn strict_field(key: &str, value: Option<&Value>) -> bool {
    let mut json = whole();
    match value {
        Some(value) => json[key] = value.clone(),
        None => drop(json.as_object_mut().unwrap().remove(key)),
    }
    strict::<Thing>(&json.to_string()).is_ok()
}
