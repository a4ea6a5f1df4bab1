//! Unions by tag and by shape.

use serde_json::json;
use specsmith_model::{self as model, Case, DecodeErrorKind, DecodeMode, Extra, Kinds, Value};

use crate::sample::{Call, Content, Item, Message, OnlyRole, Order, strict};

#[test]
fn the_tag_decides() {
    let message: Item = model::from_str(r#"{"id":"m","type":"message"}"#).unwrap();
    assert_eq!(message, Item::Message(Message::new("m")));
    assert_eq!(model::to_string(&message), r#"{"type":"message","id":"m"}"#);
    let call: Item = model::from_str(r#"{"type":"call","name":"f","x":1}"#).unwrap();
    assert_eq!(model::to_string(&call), r#"{"type":"call","name":"f","x":1}"#);
}

#[test]
fn a_tag_it_does_not_know_is_kept() {
    let json = json!({"type": "newer", "deep": {"a": [1, null]}});
    let item: Item = model::from_value(&json).unwrap();
    assert_eq!(item, Item::Unknown(json.clone()));
    assert_eq!(model::to_value(&item).unwrap(), json);
}

/// A union with a variant for values with another tag, or without one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Letter {
    Call(Call),
    Message(Message),
    Unknown(Value),
}

specsmith_model::union!(Letter, tagged "type" otherwise Message { Call(Call) = "call", Message(Message) = "message" });

#[test]
fn a_tag_it_does_not_know_or_none_may_have_a_case() {
    let cases = [
        (r#"{"id":"m"}"#, "Message"),
        (r#"{"type":"message","id":"m"}"#, "Message"),
        (r#"{"type":"newer","id":"m","a":1}"#, "Message"),
        (r#"{"type":null,"id":"m"}"#, "Message"),
        (r#"{"type":"newer","a":1}"#, "Unknown"),
        (r#"{"type":"call","name":"f"}"#, "Call"),
    ];
    for mode in [DecodeMode::Strict, DecodeMode::Lenient] {
        for (json, case) in cases {
            let letter: Letter = model::decode_with(json.as_bytes(), mode).unwrap();
            assert!(format!("{letter:?}").starts_with(case), "{json}: {letter:?}");
            assert_eq!(model::to_value(&letter).unwrap(), model::from_str::<Value>(json).unwrap());
        }
    }
    assert_eq!(strict::<Letter>("{}").unwrap_err().to_string(), "at $: missing \"id\"");
}

#[test]
fn another_name_of_the_same_case_is_kept() {
    for json in [json!({"type": "msg", "id": "m"}), json!({"type": "text", "id": "m", "a": 1})] {
        let item: Item = model::from_value(&json).unwrap();
        assert!(matches!(item, Item::Message(_)));
        let text = model::to_string(&item);
        assert_eq!(text.matches("\"type\"").count(), 1, "{text}");
        assert_eq!(model::from_str::<Value>(&text).unwrap(), json);
    }
}

#[test]
fn a_union_inside_itself_without_end_is_an_error() {
    let error = strict::<Item>(r#"{"type":"nested"}"#).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Depth);
}

#[test]
fn tags_that_are_missing_or_no_text() {
    let cases = [
        ("{}", "at $: missing \"type\""),
        (r#"{"type":[1]}"#, "at $.type: expected a string, found an array"),
        ("[]", "at $: expected an object, found an array"),
        (r#"{"type":"message","id":1}"#, "at $.id: expected a string, found 1"),
    ];
    for (json, message) in cases {
        assert_eq!(strict::<Item>(json).unwrap_err().to_string(), message);
        let lenient = model::decode_with::<Item>(json.as_bytes(), DecodeMode::Lenient).unwrap();
        assert_eq!(matches!(lenient, Item::Unknown(_)), !json.contains("message"));
    }
}

#[test]
fn the_shape_decides() {
    let cases = [
        (r#""asc""#, "Order"),
        (r#""else""#, "Text"),
        ("5", "Count"),
        ("5.5", "Amount"),
        ("true", "Flag"),
        ("[]", "Texts"),
        (r#"["a"]"#, "Texts"),
        ("[1]", "Numbers"),
        (r#"{"object":"role","id":"r","description":null,"permissions":[],"predefined_role":true}"#, "Role"),
        (r#"{"id":"r","permissions":[],"predefined_role":true}"#, "Message"),
        (r#"{"id":"r","object":"thread"}"#, "Message"),
        (r#"{"at":"2026","pair":[1,"a"]}"#, "Closed"),
    ];
    for (json, name) in cases {
        let content: Content = model::from_str(json).unwrap();
        assert!(format!("{content:?}").starts_with(name), "{json}: {content:?}");
        assert_eq!(
            model::from_str::<Value>(&model::to_string(&content)).unwrap(),
            model::from_str::<Value>(json).unwrap()
        );
    }
    assert_eq!(model::from_str::<Content>(r#""asc""#).unwrap(), Content::Order(Order::Asc));
}

#[test]
fn a_constant_it_does_not_know_is_a_newer_case() {
    let json = json!({"object": "newer", "id": 1});
    assert_eq!(model::from_value::<OnlyRole>(&json).unwrap(), OnlyRole::Unknown(json));
    let error = strict::<OnlyRole>(&json!({"object": "role"}).to_string()).unwrap_err();
    assert_eq!(error.to_string(), "at $: no case fits an object: Role: missing \"id\"");
    let error = strict::<OnlyRole>(&json!({"object": "role", "id": 1}).to_string()).unwrap_err();
    assert_eq!(error.to_string(), "at $.id: expected a string, found 1");
    let error = strict::<OnlyRole>(&json!(7).to_string()).unwrap_err();
    assert_eq!(error.to_string(), "at $: no case fits 7: Role: wants an object; Text: wants a string");
}

#[test]
fn when_no_shape_fits_each_says_why() {
    let error = strict::<Vec<Content>>(r#"["a",{"at":"x","z":1}]"#).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Union);
    assert_eq!(
        error.to_string(),
        "at $[1]: no case fits an object: Role: missing \"object\"; Message: missing \"id\"; Closed: does not allow \"z\""
    );
    let error = strict::<Content>(r#"[1,"a"]"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at $: no case fits an array: Texts: at $[0]: expected a string, found 1; Numbers: at $[1]: expected an integer of 64 bits, found \"a\""
    );
    let error = strict::<Vec<Content>>(r#"[{"at":7}]"#).unwrap_err();
    assert!(error.to_string().contains("Closed: at $[0].at: expected a string, found 7"), "{error}");
    let json = br#"[[1,"a"],{"z":1},null]"#;
    let kept: Vec<Content> = model::decode_with(json, DecodeMode::Lenient).unwrap();
    assert!(kept.iter().filter(|content| matches!(content, Content::Unknown(_))).count() >= 2);
}

fn call() -> Call {
    model::from_str(r#"{"type":"call","name":"f"}"#).unwrap()
}

/// A union whose values may lack the tag.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Loose {
    Call(Call),
    Message(Message),
    Unknown(Value),
}

specsmith_model::union!(Loose {
    Call(Call) tag "type" = "call" | "ring" writes "call" => Case::new("Call", Kinds::OBJECT).required(&["name"]),
    Message(Message) tag "type" = 7 writes 7 => Case::new("Message", Kinds::OBJECT).required(&["id"]),
});

#[test]
fn a_tag_that_a_value_may_lack_is_written_unless_it_came_without() {
    assert_eq!(model::to_string(&Loose::from(call())), r#"{"type":"call","name":"f"}"#);
    assert_eq!(model::to_string(&Loose::from(Message::new("m"))), r#"{"type":7,"id":"m"}"#);
    for json in [r#"{"id":"m"}"#, r#"{"id":"m","a":1}"#] {
        assert_eq!(model::to_string(&model::from_str::<Loose>(json).unwrap()), json);
    }
    for (json, written) in [
        (r#"{"id":"m","type":"7"}"#, r#"{"id":"m","type":"7"}"#),
        (r#"{"id":"m","type":7}"#, r#"{"id":"m","type":7}"#),
        (r#"{"id":"m","type":null}"#, r#"{"id":"m","type":null}"#),
        (r#"{"type":"ring","name":"f"}"#, r#"{"type":"ring","name":"f"}"#),
    ] {
        assert_eq!(model::to_string(&model::from_str::<Loose>(json).unwrap()), written);
    }
}

/// A union around one with the same tag, and in a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Around {
    Inner(Loose),
    List(Vec<Message>),
    Unknown(Value),
}

specsmith_model::union!(Around, tagged "type" {
    Inner(Loose) = "ring" writes "ring",
    List(Vec<Message>) = "list" writes "list",
});

#[test]
fn of_two_unions_with_one_tag_the_inner_one_writes_it() {
    let inner = Around::from(Loose::from(call()));
    assert_eq!(model::to_string(&inner), r#"{"type":"call","name":"f"}"#);
    // A tag is of an object, and not of those within an array.
    let list = Around::List(vec![Message::new("m")]);
    assert_eq!(model::to_string(&list), r#"[{"id":"m"}]"#);
    assert_eq!(model::to_string(&vec![inner.clone(), inner]).matches("call").count(), 2);
}

/// A union whose variants have the tag among their own fields.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
enum Numbered {
    Count(Count),
    Unknown(Value),
}

#[derive(Clone)]
#[non_exhaustive]
struct Count {
    kind: i64,
    name: Option<String>,
    extra: Extra,
}

specsmith_model::model!(Count { required(kind => (2)), optional(name), rest(extra) });
specsmith_model::union!(Numbered, tagged "kind" { Count(Count) = 2 | 3 corrects });

#[test]
fn a_tag_among_the_fields_is_corrected_in_its_own_form_and_place() {
    let mut count = Count { name: Some("n".to_owned()), ..Count::new() };
    for (kind, written) in [(2, 2), (3, 3), (4, 2), (-1, 2)] {
        count.kind = kind;
        let text = format!(r#"{{"kind":{written},"name":"n"}}"#);
        assert_eq!(model::to_string(&Numbered::from(count.clone())), text);
    }
    assert!(matches!(model::from_str(r#"{"kind":3.0}"#).unwrap(), Numbered::Count(_)));
    assert!(matches!(model::from_str(r#"{"kind":4}"#).unwrap(), Numbered::Unknown(_)));
}
