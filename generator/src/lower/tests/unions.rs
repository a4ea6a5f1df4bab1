//! One small document for each feature of unions.

use serde_json::json;

use crate::api::{Literal, TypeKind};
use crate::lower::testing::{codes, lowered, types};
use crate::report::Severity;

#[test]
fn unions_by_discriminator() {
    let found = types(json!({
        "Item": {
            "oneOf": [{ "$ref": "#/components/schemas/TextItem" }, { "$ref": "#/components/schemas/ImageItem" }, { "$ref": "#/components/schemas/Other" }],
            "discriminator": { "propertyName": "type", "mapping": { "text": "#/components/schemas/TextItem", "txt": "TextItem" } },
        },
        "TextItem": { "type": "object", "required": ["type"], "properties": { "type": { "type": "string" } } },
        "ImageItem": { "type": "object", "required": ["type"], "properties": { "type": { "const": "image" } } },
        "Other": { "type": "object", "properties": { "x": { "type": "string" } } },
    }));
    assert_eq!(
        found[0],
        "Item Text(TextItem) | Image(ImageItem) | Other(Other) by type: text Text, txt Text, image Image, Other Other"
    );
}

#[test]
fn a_constant_of_two_variants_leaves_the_decision_to_the_shape_and_an_enum_to_the_mapping() {
    let union = |mapping: serde_json::Value| {
        json!({
            "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }],
            "discriminator": { "propertyName": "type", "mapping": mapping },
        })
    };
    let object = |values: &[&str], key: &str| json!({ "type": "object", "required": ["type", key], "properties": { "type": { "enum": values }, key: { "type": "string" } } });
    let decision = |mapping, a: &[&str], b: &[&str]| {
        types(json!({ "U": union(mapping), "A": object(a, "a"), "B": object(b, "b") })).swap_remove(0)
    };
    let by_shape = "U A(A) | B(B) by shape, writes type";
    assert_eq!(decision(json!({ "x": "A" }), &["x"], &["x"]), by_shape);
    assert_eq!(decision(json!({}), &["x"], &["x"]), by_shape);
    assert_eq!(decision(json!({ "x": "A", "y": "B" }), &["x"], &["x"]), by_shape);
    assert_eq!(decision(json!({ "x": "A", "y": "B" }), &["x", "y"], &["x", "y"]), "U A(A) | B(B) by type: x A, y B");
}

#[test]
fn unions_by_inferred_tag() {
    let found = types(json!({
        "Part": { "anyOf": [
            { "type": "object", "required": ["type", "text"], "properties": { "type": { "const": "text" }, "text": { "type": "string" } } },
            { "type": "object", "required": ["type"], "properties": { "type": { "enum": ["image", "photo"] } }, "title": "Image Part" },
        ] },
    }));
    assert_eq!(
        found,
        [
            "Part Text(PartText) | Image(PartImage) by type: text Text, image Image, photo Image",
            "PartText { r#type: \"text\", text: String }",
            "PartImage { r#type: PartImageType }",
            "PartImageType [Image = \"image\", Photo = \"photo\"]",
        ]
    );
}

#[test]
fn unions_by_shape() {
    let found = types(json!({
        "Content": { "oneOf": [
            { "type": "string" },
            { "type": "array", "items": { "type": "string" } },
            { "type": "array", "items": { "type": "integer" } },
            { "type": "object", "properties": { "id": { "type": "string" } } },
            { "type": "object", "additionalProperties": { "type": "string" } },
            { "type": "boolean" },
        ] },
        "Input": { "type": ["string", "integer", "null"] },
    }));
    assert_eq!(
        found,
        [
            "Content Text(String) | List([String]) | IntegerList([I64]) | WithId(ContentWithId) | Map({String}) | Boolean(Bool) by shape",
            "Input? Text(String) | Integer(I64) by shape",
            "ContentWithId { id: String | absent }",
        ]
    );
}

#[test]
fn unions_that_are_not() {
    let found = types(json!({
        "Open": { "anyOf": [{ "type": "string" }, { "type": "string", "enum": ["a", "b"] }] },
        "OpenRef": { "anyOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Known" }] },
        "Known": { "type": "string", "enum": ["x", "y"] },
        "Text": { "anyOf": [{ "type": "string", "format": "uuid" }, { "type": "string", "format": "email" }] },
        "Number": { "oneOf": [{ "type": "integer" }, { "type": "number" }] },
        "Single": { "oneOf": [{ "$ref": "#/components/schemas/Known" }] },
        "Twice": { "oneOf": [{ "type": "object", "properties": { "a": {} } }, { "type": "object", "properties": { "a": {} } }] },
        "Itself": { "oneOf": [{ "$ref": "#/components/schemas/Itself" }, { "type": "string" }] },
        "Required": { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } }, "anyOf": [{ "required": ["a"] }, { "required": ["b"] }] },
    }));
    assert_eq!(
        found,
        [
            "Open [A = \"a\", B = \"b\"]",
            "OpenRef = Known",
            "Known [X = \"x\", Y = \"y\"]",
            "TextObject = String".replace("TextObject", "Text").as_str(),
            "NumberObject = Number",
            "Single = Known",
            "Twice { a: Json | absent | null }",
            "Itself = String",
            "Required { a: String | absent, b: String | absent }",
        ]
    );
}

#[test]
fn what_stands_beside_a_union_is_folded_in() {
    let found = types(json!({
        "Event": {
            "type": "object",
            "required": ["id"],
            "properties": { "id": { "type": "string" } },
            "oneOf": [{ "$ref": "#/components/schemas/Made" }, { "type": "object", "title": "Gone", "properties": { "why": { "type": "string" } } }],
        },
        "Made": { "type": "object", "properties": { "who": { "type": "string" } } },
        "Refined": {
            "type": "object",
            "properties": { "s": { "type": "string", "enum": ["a", "b"] }, "t": { "type": "string" } },
            "oneOf": [{ "properties": { "s": { "enum": ["a"] } }, "required": ["t"] }, { "properties": { "s": { "enum": ["b"] } } }],
        },
        "Several": {
            "oneOf": [{ "properties": { "a": { "type": "string" } } }, { "properties": { "b": { "type": "string" } } }],
            "anyOf": [{ "properties": { "c": { "type": "string" } } }, { "properties": { "a": { "type": "integer" } } }],
        },
    }));
    assert_eq!(
        found,
        [
            "Event Made(EventMade) | Gone(EventGone) by shape",
            "Made { who: String | absent }",
            "Refined { s: RefinedS | absent, t: String | absent }",
            "Several { a: SeveralA | absent, b: String | absent, c: String | absent }",
            "EventMade { id: String, who: String | absent }",
            "EventGone { id: String, why: String | absent }",
            "RefinedS [A = \"a\", B = \"b\"]",
            "SeveralA Text(String) | Integer(I64) by shape",
        ]
    );
}

#[test]
fn a_base_stands_for_its_children() {
    let found = types(json!({
        "Pet": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "friend": { "$ref": "#/components/schemas/Pet" } }, "discriminator": { "propertyName": "kind" } },
        "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "type": "object", "properties": { "lives": { "type": "integer" } } }] },
        "Dog": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "properties": { "kind": { "enum": ["dog"] } } }] },
        "Alone": { "type": "object", "properties": { "x": { "type": "string" } }, "discriminator": { "propertyName": "x" } },
        "Home": { "type": "object", "properties": { "pet": { "description": "d", "allOf": [{ "$ref": "#/components/schemas/Pet" }] } } },
    }));
    assert_eq!(
        found,
        [
            "Pet Base(PetBase) | Cat(Cat) | Dog(Dog) by kind: Pet Base, Cat Cat, dog Dog, else Base",
            "Cat { kind: String, friend: Pet | absent, lives: I64 | absent }",
            "Dog { kind: \"dog\", friend: Pet | absent }",
            "Alone { x: String | absent }",
            "Home { pet: Pet | absent }",
            "PetBase { kind: String, friend: Pet | absent }",
        ]
    );
}

#[test]
fn families_nest_and_lists_of_children_do_not_recur() {
    let found = types(json!({
        "A": { "type": "object", "required": ["t"], "properties": { "t": { "type": "string" } }, "discriminator": { "propertyName": "t", "mapping": { "a": "A", "b": "B", "c": "C" } } },
        "B": { "allOf": [{ "$ref": "#/components/schemas/A" }], "discriminator": { "propertyName": "t", "mapping": { "c": "C" } } },
        "C": { "allOf": [{ "$ref": "#/components/schemas/B" }, { "properties": { "c": { "type": "string" } } }] },
        "Shape": {
            "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } },
            "discriminator": { "propertyName": "kind" },
            "oneOf": [{ "$ref": "#/components/schemas/Circle" }, { "$ref": "#/components/schemas/Square" }],
        },
        "Circle": { "allOf": [{ "$ref": "#/components/schemas/Shape" }, { "properties": { "r": { "type": "number" } } }] },
        "Square": { "allOf": [{ "$ref": "#/components/schemas/Shape" }, { "properties": { "w": { "type": "number" } } }] },
    }));
    assert_eq!(
        found,
        [
            "A Base(ABase) | B(BBase) | C(C) by t: a Base, b B, c C, else Base",
            "B Base(BBase) | C(C) by t: B Base, c C, else Base",
            "C { t: String, c: String | absent }",
            "Shape Circle(Circle) | Square(Square) by kind: Circle Circle, Square Square",
            "Circle { kind: String, r: F64 | absent }",
            "Square { kind: String, w: F64 | absent }",
            "ABase { t: String }",
            "BBase { t: String }",
        ]
    );
}

#[test]
fn a_tag_that_may_be_absent_does_not_decide_alone() {
    let schemas = json!({
        "Pet": {
            "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
            "discriminator": { "propertyName": "kind", "mapping": { "cat": "Cat", "dog": "Dog" } },
        },
        "Cat": { "type": "object", "properties": { "kind": { "type": "string" } } },
        "Dog": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } },
    });
    assert_eq!(types(schemas.clone())[0], "Pet Cat(Cat) | Dog(Dog) by shape, writes kind");
    let (api, _) = lowered(&schemas);
    let TypeKind::Union(union) = &api.types[0].kind else { panic!("a union") };
    assert_eq!(union.variants[0].shape.constants, [("kind".to_owned(), vec![Literal::Str("cat".to_owned())])]);
}

#[test]
fn strings_of_any_depth_are_one_enum() {
    let found = types(json!({
        "Chat": { "type": "string", "enum": ["a", "b"] },
        "Other": { "anyOf": [{ "type": "string" }, { "type": "string", "enum": ["c"] }] },
        "Models": { "anyOf": [{ "$ref": "#/components/schemas/Chat" }, { "$ref": "#/components/schemas/Other" }, { "type": "string" }] },
        "Either": { "oneOf": [{ "$ref": "#/components/schemas/Chat" }, { "type": "boolean" }] },
    }));
    assert_eq!(
        found,
        [
            "Chat [A = \"a\", B = \"b\"]",
            "Other [C = \"c\"]",
            "Models [A = \"a\", B = \"b\", C = \"c\"]",
            "Either Chat(Chat) | Boolean(Bool) by shape",
        ]
    );
}

#[test]
fn members_are_named_after_what_they_are() {
    let found = types(json!({
        "Op": { "oneOf": [
            { "type": "object", "required": ["move"], "properties": { "move": { "type": "string" } } },
            { "type": "object", "properties": { "id": {}, "from": {}, "name": {} } },
            { "type": "object", "properties": { "id": {}, "from": {}, "to": {} } },
            { "allOf": [{ "$ref": "#/components/schemas/Mixin" }, { "properties": { "extra": {} } }] },
            { "$ref": "#/components/schemas/StopOp" },
        ] },
        "Mixin": { "type": "object", "properties": { "m": {} } },
        "StopOp": { "type": "object", "properties": { "s": {} } },
    }));
    assert_eq!(
        found[0],
        "Op Move(OpMove) | WithFrom(OpWithFrom) | WithTo(OpWithTo) | Mixin(OpMixin) | Stop(StopOp) by shape"
    );
}

#[test]
fn a_member_that_is_nothing_but_nullable_is_null() {
    let found = types(json!({
        "A": { "anyOf": [{ "type": "string" }, { "nullable": true }] },
    }));
    assert_eq!(found, ["A? = String"]);
}

#[test]
fn a_type_beside_a_union_excludes_no_member() {
    let schemas = json!({ "A": { "type": "object", "oneOf": [{ "type": "string", "enum": ["auto"] }, { "$ref": "#/components/schemas/B" }] }, "B": { "type": "object", "properties": { "x": {} } } });
    assert_eq!(types(schemas.clone())[0], "A Auto(\"auto\") | B(B) by shape");
    assert_eq!(codes(schemas, Severity::Warning), ["all-of-conflict"]);
}

#[test]
fn a_tag_is_for_objects() {
    let found = types(json!({
        "U": {
            "oneOf": [{ "$ref": "#/components/schemas/Folder" }, { "$ref": "#/components/schemas/Document" }],
            "discriminator": { "propertyName": "type", "mapping": { "list": "Folder", "file": "Document" } },
        },
        "Folder": { "type": "array", "items": { "$ref": "#/components/schemas/Document" } },
        "Document": { "type": "object", "required": ["type"], "properties": { "type": { "type": "string" } } },
    }));
    assert_eq!(found[0], "U Folder(Folder) | Document(Document) by shape, writes type");
}

#[test]
fn of_unions_that_must_all_hold_one_is_enough() {
    let schemas = json!({
        "Base": { "type": "object", "properties": { "out": { "anyOf": [{ "type": "string" }, { "type": "integer" }, { "type": "boolean" }] } } },
        "Child": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "properties": { "out": { "anyOf": [{ "type": "string" }, { "type": "integer" }] } } }] },
        "Both": { "oneOf": [{ "type": "string" }, { "type": "integer" }], "anyOf": [{ "type": "string" }, { "type": "boolean" }] },
    });
    let found = types(schemas.clone());
    assert_eq!(found[1], "Child { out: ChildOut | absent }");
    assert_eq!(found[2], "Both Text(String) | Boolean(Bool) by shape");
    assert!(found.contains(&"ChildOut Text(String) | Integer(I64) by shape".to_owned()), "{found:?}");
    assert!(codes(schemas, Severity::Warning).is_empty());
}
