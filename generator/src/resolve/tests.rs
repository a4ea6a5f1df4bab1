//! From small documents through `lower`.

use serde_json::{Value, json};

use super::resolve;
use crate::api::{Kinds, Literal, Shape, TypeKind};
use crate::lower::testing::{line, lowered};
use crate::report::Report;

fn resolved(schemas: Value) -> super::Resolved {
    let (api, _) = lowered(&schemas);
    let mut report = Report::new();
    let resolved = resolve(api, &mut report);
    assert!(!report.has_errors(), "{report:?}");
    resolved
}

fn types(schemas: Value) -> Vec<String> {
    let resolved = resolved(schemas);
    resolved.api().types.iter().map(|def| line(resolved.api(), def)).collect()
}

fn shapes(schemas: Value, name: &str) -> Vec<Shape> {
    let resolved = resolved(schemas);
    let found = resolved.api().types.iter().find(|def| def.name.as_str() == name).expect("the type");
    let TypeKind::Union(union) = &found.kind else { panic!("not a union") };
    union.variants.iter().map(|variant| variant.shape.clone()).collect()
}

#[test]
fn only_what_closes_a_cycle_is_boxed() {
    let found = types(json!({
        "Tree": { "type": "object", "required": ["leaf"], "properties": {
            "left": { "$ref": "#/components/schemas/Tree" },
            "kids": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
            "leaf": { "$ref": "#/components/schemas/Leaf" },
        } },
        "Leaf": { "type": "object", "properties": { "x": { "type": "string" } } },
        "A": { "type": "object", "required": ["b"], "properties": { "b": { "$ref": "#/components/schemas/B" } } },
        "B": { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/Alias" } } },
        "Alias": { "$ref": "#/components/schemas/A" },
        "Either": { "oneOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Node" }] },
        "Node": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Either" } } },
    }));
    assert_eq!(
        found,
        [
            "Tree { left: Box<Tree> | absent, kids: [Tree] | absent, leaf: Leaf }",
            "Leaf { x: String | absent }",
            "A { b: B }",
            "B { a: Box<Alias> | absent }",
            "Alias = A",
            "Either Text(String) | Node(Box<NodeObject>) by shape",
            "NodeObject { next: Either | absent }",
        ]
    );
}

#[test]
fn a_variant_much_larger_than_the_next_is_boxed() {
    let wide: serde_json::Map<String, Value> =
        (0..20).map(|index| (format!("f{index}"), json!({ "type": "string" }))).collect();
    let found = types(json!({
        "U": { "oneOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Wide" }] },
        "V": { "oneOf": [{ "$ref": "#/components/schemas/Wide" }, { "$ref": "#/components/schemas/Wider" }] },
        "Wide": { "type": "object", "properties": wide.clone() },
        "Wider": { "allOf": [{ "$ref": "#/components/schemas/Wide" }, { "properties": { "one": { "type": "string" } } }] },
    }));
    assert_eq!(found[0], "U Text(String) | Wide(Box<Wide>) by shape");
    assert_eq!(found[1], "V Wide(Box<Wide>) | Wider(Box<Wider>) by shape");
}

#[test]
fn shapes_tell_variants_apart() {
    let found = shapes(
        json!({
            "U": { "oneOf": [
                { "$ref": "#/components/schemas/A" },
                { "$ref": "#/components/schemas/B" },
                { "type": "array", "items": {} },
                { "type": "string", "enum": ["x", "y"] },
            ] },
            "A": { "type": "object", "required": ["k"], "properties": { "k": { "enum": ["a", "b"] }, "m": { "enum": ["p", "q"] }, "c": { "const": 1 } } },
            "B": { "type": "object", "properties": { "k": { "const": "z" } }, "additionalProperties": false },
        }),
        "U",
    );
    let text = |text: &str| Literal::Str(text.to_owned());
    assert_eq!(
        found[0],
        Shape {
            kinds: Kinds { object: true, ..Kinds::default() },
            required: vec!["k".to_owned()],
            constants: vec![("k".to_owned(), vec![text("a"), text("b")]), ("c".to_owned(), vec![Literal::Int(1)])],
            known: ["k", "m", "c"].map(str::to_owned).to_vec(),
            ..Shape::default()
        }
    );
    assert!(found[1].closed && found[1].constants == [("k".to_owned(), vec![text("z")])]);
    assert_eq!(found[2].kinds, Kinds { array: true, ..Kinds::default() });
    assert_eq!(found[3].words, ["x", "y"]);
}

#[test]
fn nothing_is_sent_or_received_without_operations() {
    let resolved = resolved(json!({ "A": { "type": "object", "properties": { "x": { "type": "string" } } } }));
    assert_eq!(resolved.api().types[0].directions, Default::default());
    assert_eq!(*resolved.need(crate::api::TypeId(0)), super::Need::Always);
}
