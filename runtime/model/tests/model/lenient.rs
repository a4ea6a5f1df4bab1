//! Lenient decoding: each rule of `DecodeMode::Lenient`, and what strict decoding says instead.

use std::collections::BTreeMap;

use serde_json::json;
use specsmith_model::{
    self as model, Const, DateTime, Decimal, DecodeErrorKind, DecodeMode, Nullable, UnixTime, Uuid, Value,
};

use crate::sample::{Closed, Code, Content, Item, Message, Mixed, Order, Role, RoleList, Scores, Tree, strict};

fn lenient<T: model::Decode>(json: &Value) -> Result<T, model::DecodeError> {
    model::decode_with(json.to_string().as_bytes(), DecodeMode::Lenient)
}

/// It becomes this, and is an error with a path in strict decoding.
#[track_caller]
fn becomes<T: model::Decode + PartialEq + std::fmt::Debug>(json: &Value, wanted: impl Into<T>) {
    assert_eq!(lenient::<T>(json).unwrap(), wanted.into());
    let error = strict::<T>(&json.to_string()).map(|_| ()).unwrap_err();
    assert!(error.to_string().starts_with("at $"), "{error}");
}

/// It is an error in both.
#[track_caller]
fn remains<T: model::Decode + std::fmt::Debug>(json: &Value, message: &str) {
    assert_eq!(lenient::<T>(json).unwrap_err().to_string(), message);
    assert!(strict::<T>(&json.to_string()).is_err());
}

#[test]
fn scalars_are_read_as_they_are_spelled() {
    becomes::<String>(&json!(7), "7");
    becomes::<String>(&json!(true), "true");
    becomes::<Order>(&json!(1.5), Order::Unknown("1.5".into()));
    becomes::<DateTime>(&json!(20260131), "20260131");
    becomes::<Uuid>(&json!(false), "false");
    becomes::<i64>(&json!("-12"), -12);
    becomes::<i64>(&json!("1.20e1"), 12);
    becomes::<u32>(&json!("4294967295"), u32::MAX);
    becomes::<Code>(&json!("200"), Code::Value200);
    becomes::<f64>(&json!("0.16001e0"), 0.16001);
    becomes::<UnixTime>(&json!("1700000000"), 1_700_000_000);
    becomes::<bool>(&json!("true"), true);
    assert_eq!(model::to_string(&lenient::<String>(&json!(1.50)).unwrap()), "\"1.5\"");
}

#[test]
fn text_that_spells_something_else_is_no_number() {
    remains::<i64>(&json!("12,"), "at $: expected an integer of 64 bits, found \"12,\"");
    remains::<i64>(&json!("1.5"), "at $: expected an integer of 64 bits, found \"1.5\"");
    remains::<u32>(&json!("-1"), "at $: expected an integer from 0, of 32 bits, found \"-1\"");
    for odd in ["", " 1", "1 ", "+1", "0x10", "01", "1e999", "NaN", "inf"] {
        assert!(lenient::<f64>(&json!(odd)).is_err(), "{odd:?}");
    }
    remains::<bool>(&json!("True"), "at $: expected true or false, found \"True\"");
    remains::<bool>(&json!(1), "at $: expected true or false, found 1");
    remains::<i64>(&json!(1.5), "at $: expected an integer of 64 bits, found 1.5");
    remains::<String>(&json!({"a": 1}), "at $: expected a string, found an object");
}

#[test]
fn one_value_and_a_list_of_it_are_one() {
    becomes::<Vec<String>>(&json!("a"), ["a".to_owned()]);
    becomes::<Vec<Message>>(&json!({"id": "m"}), [Message::new("m")]);
    becomes::<String>(&json!(["a"]), "a");
    becomes::<f64>(&json!([1]), 1.0);
    becomes::<Decimal>(&json!([1]), 1);
    becomes::<Message>(&json!([{"id": "m"}]), Message::new("m"));
    becomes::<BTreeMap<String, i64>>(&json!([{"a": 1}]), [("a".to_owned(), 1)]);
    remains::<Message>(&json!([]), "at $: expected an object, found an array");
    remains::<String>(&json!(["a", "b"]), "at $: expected a string, found an array");
    remains::<String>(&json!([["a"]]), "at $: expected a string, found an array");
    remains::<Vec<i64>>(&json!({"a": 1}), "at $: expected an array, found an object");
}

#[test]
fn null_and_nothing_are_the_empty_value() {
    becomes::<String>(&json!(null), "");
    becomes::<i32>(&json!(null), 0);
    becomes::<Vec<i64>>(&json!(null), []);
    becomes::<Vec<String>>(&json!([null]), ["".to_owned()]);
    becomes::<Order>(&json!(null), Order::Unknown("".into()));
    becomes::<Content>(&json!(null), Content::Unknown(Value::Null));
    assert_eq!(lenient::<Mixed>(&json!(null)).unwrap(), Mixed::Unknown(Value::Null));
    let message: Message = lenient(&json!(null)).unwrap();
    assert_eq!((&*message.id, model::to_string(&message)), ("", "{}".to_owned()));
    let list: RoleList = lenient(&json!({"data": null})).unwrap();
    assert!(list.data.is_empty() && list.next.is_none());
    assert_eq!(model::to_string(&list), r#"{"data":null}"#);
}

#[test]
fn an_optional_field_that_does_not_fit_is_kept_and_written_back() {
    let json = json!({"object": "role", "id": "r", "description": null, "permissions": [], "predefined_role": true,
        "tag": {"a": 1}, "kind": [1, 2], "patch": {}, "note": "many", "new": 1});
    let mut role: Role = lenient(&json).unwrap();
    assert_eq!((&role.tag, &role.kind, &role.patch, role.note), (&None, &None, &Nullable::Absent, None));
    assert_eq!(role.extra().get("note"), Some(&json!("many")));
    assert_eq!(model::to_value(&role).unwrap(), json);
    role.note = Some(2);
    assert_eq!(model::to_value(&role).unwrap()["note"], json!(2));
    let error = strict::<Role>(&json.to_string()).unwrap_err();
    assert_eq!(error.to_string(), "at $.tag: expected a string, found an object");
}

#[test]
fn what_does_not_fit_within_is_kept_by_the_nearest_field_that_can() {
    let json = json!({"name": "a", "children": [{"name": "b", "left": 7}, {"name": "c", "by_name": {"k": [1, 2]}}]});
    let tree: Tree = lenient(&json).unwrap();
    let children = tree.children.as_ref().unwrap();
    assert_eq!(children[0].extra().get("left"), Some(&json!(7)));
    assert_eq!(children[1].extra().get("by_name"), Some(&json!({"k": [1, 2]})));
    assert_eq!(model::to_value(&tree).unwrap(), json);
}

#[test]
fn a_required_field_that_does_not_fit_is_empty_and_can_be_read_beside() {
    let json = json!({"object": {}, "id": [], "permissions": {"a": 1}, "description": []});
    let role: Role = lenient(&json).unwrap();
    assert_eq!((&role.object, &*role.id, role.permissions.len()), (&Const::new(""), "", 0));
    assert_eq!(role.extra().len(), 4);
    assert_eq!(role.extra().get("id"), Some(&json!([])));
    assert_eq!(model::to_value(&role).unwrap(), json);
}

#[test]
fn without_room_for_it_what_does_not_fit_is_an_error() {
    remains::<Closed>(&json!({"pair": null}), "at $: missing \"at\"");
    remains::<Closed>(&json!({"at": "x", "pair": 1}), "at $.pair: expected an array of 2 items, found 1");
    remains::<Scores>(&json!({"id": 1, "a": "many"}), "at $.a: expected a number, found \"many\"");
    let tree: Tree = lenient(&json!({"name": "a", "closed": 1, "left": [1, 2]})).unwrap();
    assert_eq!(tree.extra().len(), 2);
}

#[test]
fn unions_look_for_a_case_that_fits_before_anything_is_converted() {
    assert_eq!(lenient::<Content>(&json!("7")).unwrap(), Content::Text("7".into()));
    assert_eq!(lenient::<Content>(&json!([1, 2])).unwrap(), Content::Numbers(vec![1, 2]));
    assert_eq!(lenient::<Content>(&json!([1, "2"])).unwrap(), Content::Texts(vec!["1".into(), "2".into()]));
    assert_eq!(lenient::<Item>(&json!({"type": "message", "id": 7})).unwrap(), Item::Message(Message::new("7")));
    let kept = json!({"type": "newer", "id": 7});
    assert_eq!(lenient::<Item>(&kept).unwrap(), Item::Unknown(kept));
    let kept = json!({"z": 1});
    assert_eq!(lenient::<Content>(&kept).unwrap(), Content::Unknown(kept));
}

#[test]
fn a_type_that_needs_itself_has_no_empty_value() {
    #[derive(Clone, Debug, PartialEq)]
    struct Endless {
        inner: Box<Endless>,
        other: Box<Endless>,
    }
    impl model::Decode for Endless {
        fn decode_fields(fields: &mut model::Fields<'_, '_>) -> Result<Self, model::Fault> {
            Ok(Self { inner: fields.required("inner")?, other: fields.required("other")? })
        }
    }

    impl model::Encode for Endless {
        fn encode(&self, writer: &mut model::Writer) {
            let mut object = writer.object();
            object.required("inner", &self.inner);
            object.required("other", &self.other);
            object.finish();
        }

        fn visit_fields<V: specsmith_model::FieldVisitor>(&self, _: &Self, _: &mut V) {}
    }
    specsmith_model::model!(Endless);
    let error = lenient::<Endless>(&json!({"inner": {}})).unwrap_err();
    assert_eq!((error.to_string(), error.kind()), ("at $.inner: missing \"inner\"".into(), DecodeErrorKind::Missing));
}
