//! Enums of constants.

use std::collections::HashSet;

use serde_json::json;
use specsmith_model::{self as model, Value};

use crate::sample::{Code, Mixed, Order};

#[test]
fn words_know_their_values_and_keep_others() {
    assert_eq!(Order::VALUES, ["asc", "desc"]);
    assert_eq!(Order::from("asc"), Order::Asc);
    assert_eq!("desc".parse(), Ok(Order::Desc));
    assert_eq!(Order::from("up".to_owned()), Order::Unknown("up".into()));
    assert_eq!(format!("{:>5}", Order::Asc), "  asc");
    let list: Vec<Order> = model::from_str(r#"["asc","up\n"]"#).unwrap();
    assert_eq!(model::to_string(&list), r#"["asc","up\n"]"#);
    let error = model::from_str::<Order>("7").unwrap_err();
    assert_eq!(error.to_string(), "at $: expected a string, found 7");
}

#[test]
fn integers_know_their_values_and_keep_others() {
    assert_eq!(Code::VALUES, [200, -1]);
    let list: Vec<Code> = model::from_str("[200, -1.0, 7]").unwrap();
    assert_eq!(list, [Code::Value200, Code::Minus1, Code::Unknown(7)]);
    assert_eq!(model::to_string(&list), "[200,-1,7]");
    assert_eq!(Code::Value200.to_string(), "200");
}

#[test]
fn constants_are_shown_as_they_are_sent() {
    assert_eq!(format!("{:?}", [Order::Asc, Order::from("up")]), r#"["asc", Unknown("up")]"#);
    assert_eq!(format!("{:?}", [Code::Minus1, Code::from(7)]), "[-1, Unknown(7)]");
}

#[test]
fn constants_are_equal_when_they_are_sent_alike() {
    let by_hand = Order::Unknown("asc".into());
    assert_eq!(by_hand, Order::Asc);
    assert_ne!(by_hand, Order::Desc);
    assert_ne!(Order::from("up"), Order::from("down"));
    let set: HashSet<Order> = [by_hand, Order::Asc, Order::Desc, Order::from("up"), Order::from("up")].into();
    assert_eq!(set.len(), 3);
    assert!(set.contains(&Order::from("up")));

    assert_eq!(Code::Unknown(200), Code::Value200);
    assert_ne!(Code::Value200, Code::Minus1);
    let set: HashSet<Code> = [Code::Unknown(200), Code::Value200, Code::Minus1].into();
    assert_eq!(set.len(), 2);
}

#[test]
fn literals_are_of_any_type() {
    let text = r#"["auto",1,0.5,true,5000000000,"other",null,{"a":[2]}]"#;
    let list: Vec<Mixed> = model::from_str(text).unwrap();
    assert_eq!(list[..5], [Mixed::Auto, Mixed::Value1, Mixed::Half, Mixed::True, Mixed::Large]);
    assert_eq!(list[5].to_value(), json!("other"));
    assert_eq!(list[6], Mixed::Unknown(Value::Null));
    assert_eq!(model::to_string(&list), text);
}
