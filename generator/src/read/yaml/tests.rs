//! The parser against another one, and where it is meant to differ.

use serde_json::{Value, json};

use super::tree;

/// Returns `serde_yaml`'s reading of the same text.
fn other(text: &str) -> Value {
    serde_yaml::from_str(text).expect("the other parser reads it")
}

#[test]
fn agrees_with_another_parser() {
    for text in [
        "a: 1\nb:\n- x\n- y: 1\n  z: 2\nc:\n  - - p\n    - q\n",
        "a: [\n  b,\n  c\n]\nd: {\n  e: {}\n}\nf: 1\n",
        "a:\n  b: {\n    c: {}\n  }\n  d: 1\n",
        "a: |\n  x\n   y\n\n  z\nb: >\n  p\n  q\n\n  r\n   s\n  t\nc: >-\n  u\n  v\n\nd: |+\n  w\n\ne: |2\n    x\n",
        "a: |\n\n  x\nb: |\n   \n\nc: >\n  # no comment\nd: e\n",
        "a: x\n  y\n\n  z # c\nb: \"p\n  q\\\n  r\\n\\u00e9\\x41\\/\"\nc: 'it''s\n\n  s'\n",
        "a: http://x/y#z\nb: e#f\nc: -x\nd: ?y\ne: :z\nf: a:b\n\"g h\": 'i: j'\n",
        "a: &x {b: 1}\nc: *x\nd: &y\n  - 1\ne: *y\n&z f: *z\n",
        "a: \"b\\\n\n\n  c\\\n  d\"\n",
        "? a\n: b\n? c\nd: [e: f, {g, h: }, \"i\":j]\n",
        "# c\n---\na: 1 # d\n# e\n  # f\nb: 2\n...\n",
        "a: ~\nb: null\nc: True\nd: 1e3\ne: 0x1F\nf: 007\ng: +1\nh: .5\ni: 1.2.3\nj: 2020-01-01\nk: no\nl:\n",
        "a:\r\n  - b\r\n  - 'c'\r\nd: \"e\"\r\n",
        "{\"a\": [1, {\"b\": null}],\n\t\"c\": \"\\ud83d\"}".replace("\\ud83d", "x").as_str(),
    ] {
        assert_eq!(tree(text).expect(text).value, other(text), "{text}");
    }
}

#[test]
fn takes_what_either_kind_of_parser_takes() {
    for (text, value) in [
        ("a: x\u{2028}y\nb: 1\n", json!({"a": "x\u{2028}y", "b": 1})),
        ("a:\tb\n", json!({"a": "b"})),
        ("a: [\nb,\nc]\n", json!({"a": ["b", "c"]})),
        ("a: \"b\"#c\n", json!({"a": "b"})),
        ("a: b\n\t\nc: d\n", json!({"a": "b", "c": "d"})),
        ("a: \"\\ud83d\\ude00\"\n", json!({"a": "\u{1F600}"})),
        ("200: a\ntrue: b\nnull: c\n1.10: d\n", json!({"200": "a", "true": "b", "null": "c", "1.10": "d"})),
        ("a: !Ref b\nc: !!str 1\n", json!({"a": "b", "c": "1"})),
        ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", json!({"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 3}})),
    ] {
        assert_eq!(tree(text).expect(text).value, value, "{text}");
    }
}
