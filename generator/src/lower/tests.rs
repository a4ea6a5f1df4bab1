//! One small document for each feature of schemas.

use serde_json::json;

use super::testing::{codes, lowered, types};
use crate::api::{Literal, TypeKind};
use crate::report::Severity;

#[test]
fn four_presences() {
    let found = types(json!({ "Role": {
        "type": "object",
        "required": ["id", "description"],
        "properties": {
            "id": { "type": "string" },
            "description": { "type": ["string", "null"] },
            "tag": { "type": "integer" },
            "patch": { "anyOf": [{ "type": "boolean" }, { "type": "null" }] },
        },
    } }));
    assert_eq!(
        found,
        ["Role { id: String, description: String | null, tag: I64 | absent, patch: Bool | absent | null }"]
    );
}

#[test]
fn constants_have_no_type_of_their_own() {
    let found = types(json!({
        "Role": { "type": "object", "required": ["object"], "properties": {
            "object": { "type": "string", "enum": ["role"] },
            "version": { "const": 2 },
            "kind": { "$ref": "#/components/schemas/Kind" },
        } },
        "Kind": { "const": "k" },
    }));
    assert_eq!(found, ["Role { object: \"role\", version: 2 | absent, kind: \"k\" | absent }", "Kind = \"k\""]);
}

#[test]
fn enums() {
    let found = types(json!({
        "Order": { "type": "string", "enum": ["asc", "desc", "", "+1", "Unknown"] },
        "Code": { "type": "integer", "enum": [200, 404] },
        "Mixed": { "enum": ["auto", 1, true] },
        "Slip": { "type": "string", "enum": [1.5, true] },
        "Flag": { "type": "boolean", "enum": [true, false] },
        "Named": { "type": "integer", "enum": [1, 2], "x-enum-varnames": ["LOW", "HIGH"] },
        "Noted": { "oneOf": [{ "const": 1, "title": "On" }, { "const": 2, "title": "Off" }] },
        "Lists": { "enum": [[1], [2]] },
    }));
    assert_eq!(
        found,
        [
            "Order [Asc = \"asc\", Desc = \"desc\", Empty = \"\", Plus1 = \"+1\", UnknownValue = \"Unknown\"]",
            "Code [Value200 = 200, Value404 = 404]",
            "Mixed [Auto = \"auto\", Value1 = 1, True = true]",
            "Slip [Value1_5 = \"1.5\", True = \"true\"]",
            "Flag = Bool",
            "Named [Low = 1, High = 2]",
            "Noted [On = 1, Off = 2]",
            "Lists = Json",
        ]
    );
}

#[test]
fn inline_types_are_named_after_their_context() {
    let found = types(json!({
        "Role": { "type": "object", "properties": {
            "owner": { "type": "object", "properties": { "kind": { "type": "string", "enum": ["a", "b"] } } },
            "tags": { "type": "array", "items": { "type": "object", "properties": { "k": { "type": "string" } } } },
            "limits": { "type": "object", "additionalProperties": { "type": "object", "properties": { "n": { "type": "integer" } } } },
        } },
        "RoleTagsItem": { "type": "string" },
    }));
    assert_eq!(
        found,
        [
            "Role { owner: RoleOwner | absent, tags: [RoleTagsItemObject] | absent, limits: {RoleLimitsValue} | absent }",
            "RoleTagsItem = String",
            "RoleOwner { kind: RoleOwnerKind | absent }",
            "RoleOwnerKind [A = \"a\", B = \"b\"]",
            "RoleTagsItemObject { k: String | absent }",
            "RoleLimitsValue { n: I64 | absent }",
        ]
    );
}

#[test]
fn objects_and_maps() {
    let found = types(json!({
        "Free": { "type": "object" },
        "Empty": { "type": "object", "additionalProperties": false },
        "Map": { "type": "object", "additionalProperties": { "type": "integer" } },
        "Nulls": { "type": "object", "additionalProperties": { "type": ["integer", "null"] } },
        "Closed": { "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": false },
        "Typed": { "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": { "type": "string" } },
        "Pattern": { "type": "object", "patternProperties": { "^x": { "type": "string" } } },
        "Patterns": { "type": "object", "patternProperties": { "^x": { "type": "string" }, "^y": { "type": "integer" } } },
        "Untyped": { "properties": { "a": {} }, "required": ["a", "b"] },
    }));
    assert_eq!(
        found,
        [
            "Free = {Json}",
            "Empty { ! }",
            "Map = {I64}",
            "Nulls = {I64?}",
            "Closed { a: String | absent, ! }",
            "Typed { a: String | absent, ..additional_properties: String }",
            "Pattern = {String}",
            "Patterns = {PatternsValue}",
            "Untyped { a: Json }",
            "PatternsValue Text(String) | Integer(I64) by shape",
        ]
    );
}

#[test]
fn lists_and_tuples() {
    let found = types(json!({
        "List": { "type": "array", "items": { "type": ["string", "null"] } },
        "Any": { "type": "array" },
        "Pair": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "number" }], "items": false, "minItems": 2 },
        "Open": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "number" }] },
        "Same": { "type": "array", "prefixItems": [{ "type": "number" }, { "type": "number" }], "maxItems": 2 },
    }));
    assert_eq!(found, ["List = [String?]", "Any = [Json]", "Pair = (String, F64)", "Open = [Json]", "Same = [F64]"]);
}

#[test]
fn all_of_is_one_record() {
    let found = types(json!({
        "Base": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" }, "meta": { "type": "object", "properties": { "a": { "type": "string" } } } } },
        "Child": { "allOf": [
            { "$ref": "#/components/schemas/Base" },
            { "type": "object", "required": ["meta", "n"], "properties": { "n": { "type": "integer" } } },
        ] },
        "Same": { "allOf": [{ "$ref": "#/components/schemas/Base" }], "description": "words" },
        "Holder": { "type": "object", "properties": {
            "base": { "allOf": [{ "$ref": "#/components/schemas/Base" }], "description": "words" },
            "more": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "properties": { "x": { "type": "string" } } }] },
        } },
    }));
    assert_eq!(
        found,
        [
            "Base { id: String, meta: BaseMeta | absent }",
            "Child { id: String, meta: BaseMeta, n: I64 }",
            "Same = Base",
            "Holder { base: Base | absent, more: HolderMore | absent }",
            "BaseMeta { a: String | absent }",
            "HolderMore { id: String, meta: BaseMeta | absent, x: String | absent }",
        ]
    );
}

#[test]
fn all_of_conflicts_widen() {
    let schemas = json!({
        "A": { "type": "object", "properties": { "x": { "type": "string" }, "k": { "enum": ["a"] } } },
        "B": { "allOf": [{ "$ref": "#/components/schemas/A" }, { "type": "object", "properties": { "x": { "type": "integer" }, "k": { "enum": ["b"] } } }] },
    });
    assert_eq!(codes(schemas.clone(), Severity::Warning), ["all-of-conflict", "all-of-conflict"]);
    assert_eq!(types(schemas)[1], "B { x: Json | absent | null, k: BK | absent }");
}

#[test]
fn all_of_narrows() {
    let found = types(json!({
        "Event": { "type": "object", "required": ["type"], "properties": { "type": { "type": "string" }, "of": { "$ref": "#/components/schemas/Event" } } },
        "Made": { "allOf": [{ "$ref": "#/components/schemas/Event" }, { "properties": { "type": { "enum": ["made"] }, "of": { "$ref": "#/components/schemas/Made" } } }] },
    }));
    assert_eq!(found[1], "Made { type: \"made\", of: Made | absent }".replace("type:", "r#type:"));
}

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
            "Number = F64",
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
            "Pet Cat(Cat) | Dog(Dog) by kind: Cat Cat, dog Dog",
            "Cat { kind: String, friend: Pet | absent, lives: I64 | absent }",
            "Dog { kind: \"dog\", friend: Pet | absent }",
            "Alone { x: String | absent }",
            "Home { pet: Pet | absent }",
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
            "A Base(ABase) | B(BBase) | C(C) by t: a Base, b B, c C",
            "B Base(BBase) | C(C) by t: B Base, c C",
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
fn recursion() {
    let schemas = json!({
        "Tree": { "type": "object", "properties": { "left": { "$ref": "#/components/schemas/Tree" } } },
        "Value": { "oneOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/components/schemas/Value" } }] },
        "Lists": { "type": "array", "items": { "$ref": "#/components/schemas/Lists" } },
        "Both": { "allOf": [{ "$ref": "#/components/schemas/Tree" }, { "$ref": "#/components/schemas/Twig" }] },
        "Twig": { "type": "object", "properties": { "left": { "$ref": "#/components/schemas/Twig" } } },
        "U": { "oneOf": [{ "$ref": "#/components/schemas/V" }, { "type": "string" }] },
        "V": { "oneOf": [{ "$ref": "#/components/schemas/U" }, { "type": "integer" }] },
        "Part": { "allOf": [{ "$ref": "#/components/schemas/Part" }, { "properties": { "x": { "type": "string" } } }] },
    });
    let found = types(schemas.clone());
    assert_eq!(
        found,
        [
            "Tree { left: Tree | absent }",
            "ValueObject Text(String) | List([ValueObject]) by shape",
            "Lists = [Json]",
            "Both { left: BothLeft | absent }",
            "Twig { left: Twig | absent }",
            "U V(V) | Text(String) by shape",
            "V U(Json) | Integer(I64) by shape",
            "Part { x: String | absent }",
            "BothLeft { left: BothLeft | absent }",
        ]
    );
    assert_eq!(codes(schemas, Severity::Warning), ["cyclic-all-of", "recursive-type", "recursive-type"]);
}

#[test]
fn null_travels_with_references() {
    let found = types(json!({
        "Maybe": { "type": ["object", "null"], "properties": { "a": { "type": "null" } } },
        "Holder": { "type": "object", "required": ["m"], "properties": {
            "m": { "$ref": "#/components/schemas/Maybe" },
            "list": { "type": "array", "items": { "$ref": "#/components/schemas/Maybe" } },
            "either": { "oneOf": [{ "$ref": "#/components/schemas/Maybe" }, { "type": "string" }] },
            "noted": { "allOf": [{ "$ref": "#/components/schemas/Maybe" }, { "description": "words" }] },
        } },
    }));
    assert_eq!(
        found,
        [
            "Maybe? { a: Json | absent | null }",
            "Holder { m: Maybe | null, list: [Maybe?] | absent, either: HolderEither | absent | null, noted: Maybe | absent | null }",
            "HolderEither? Maybe(Maybe) | Text(String) by shape",
        ]
    );
}

#[test]
fn depth_has_an_end() {
    let mut schema = json!({ "type": "string" });
    for _ in 0..50 {
        schema = json!({ "type": "array", "items": schema });
    }
    assert!(codes(json!({ "Deep": schema }), Severity::Warning).contains(&"too-deep"));
}

#[test]
fn chains_have_an_end() {
    let mut chain = serde_json::Map::new();
    for index in 0..2_000 {
        let next = format!("#/components/schemas/S{}", index + 1);
        chain.insert(format!("S{index}"), json!({ "allOf": [{ "$ref": next }, { "properties": { "x": {} } }] }));
    }
    chain.insert("S2000".to_owned(), json!({ "type": "object" }));
    assert!(codes(chain.into(), Severity::Warning).contains(&"cyclic-all-of"));
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
    assert_eq!(types(schemas.clone())[0], "Pet Cat(Cat) | Dog(Dog) by shape");
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
    assert_eq!(found[0], "U Folder(Folder) | Document(Document) by shape");
}
