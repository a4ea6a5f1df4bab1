//! Texts that no type can hold as they came: read by default, refused by strict decoding, and written back where JSON can say them.

use serde_json::json;
use specsmith_model::{self as model, DecodeMode, Value};

use crate::sample::{Message, Role, strict};

const ROLE: &str = r#""object":"role","id":"r","description":null,"permissions":[],"predefined_role":true"#;

fn role(more: &str) -> String {
    format!("{{{ROLE},{more}}}")
}

#[test]
fn what_nobody_asked_for_never_fails_a_response() {
    let many = "9".repeat(10_000);
    let members = [
        r#""new":"\ud800""#.to_owned(),
        r#""new":["a\udfff\n",{"k":"\ud83d\ude00\ud800\u0041"}]"#.to_owned(),
        r#""new":1e999"#.to_owned(),
        r#""new":[-1e400,1]"#.to_owned(),
        format!(r#""new":{many}"#),
        format!(r#""new":0.{many}"#),
        r#""note":1e999"#.to_owned(),
        r#""tag":"\ud800 \"q\"""#.to_owned(),
        r#""description":"\uDC00""#.to_owned(),
    ];
    for member in members {
        let json =
            role(&member).replace(if member.contains("description") { r#""description":null,"# } else { "" }, "");
        let mut read: Role = model::from_str(&json).unwrap();
        let written = model::to_string(&read);
        assert!(written.contains(&member), "{member}: {written}");
        read.id = "changed".into();
        assert!(model::to_string(&read).contains(&member), "{member}");
        assert_eq!(strict::<Role>(&json).is_ok(), member.starts_with("\"new\":0."), "{member}");
    }
}

#[test]
fn a_text_that_was_changed_is_written_as_it_is() {
    let mut read: Role = model::from_str(&role(r#""tag":"\ud800""#)).unwrap();
    assert_eq!(read.tag.as_deref(), Some("\u{fffd}"));
    read.tag = Some("a".into());
    assert!(model::to_string(&read).contains(r#""tag":"a""#));
}

#[test]
fn a_number_that_no_float_holds_is_of_another_type() {
    let numbers: Result<Vec<f64>, _> = model::from_str("[1e999]");
    assert_eq!(numbers.unwrap_err().to_string(), "at $[0]: expected a number, found 1e999");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    for mode in [DecodeMode::Strict, DecodeMode::Tolerant] {
        let message: Message = model::decode_with(b"\xef\xbb\xbf{\"id\":\"m\"}", mode).unwrap();
        assert_eq!(message, Message::new("m"));
    }
}

#[test]
fn bytes_that_are_not_utf8_are_replaced() {
    let message: Message = model::from_slice(b"{\"id\":\"m\\n\",\"new\":\"a\xff\"}").unwrap();
    assert_eq!((&*message.id, message.extra().get("new")), ("m\n", Some(&json!("a\u{fffd}"))));
    let error = model::decode_with::<Message>(b"{\"id\":\"\xff\"}", DecodeMode::Strict).unwrap_err();
    assert!(error.to_string().contains("line 1 column 8"), "{error}");
    assert!(model::from_slice::<Value>(b"\xff").is_err());
}

#[test]
fn the_last_of_two_members_with_one_key_counts() {
    let message: Message = model::from_str(r#"{"id":7,"id":"m"}"#).unwrap();
    assert_eq!((&*message.id, message.missing().len()), ("m", 0));
}
