//! One small document for each feature of schemas.

use serde_json::json;

use crate::lower::testing::{codes, types};
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
            "Lists([Lists])",
            "Both { left: BothLeft | absent }",
            "Twig { left: Twig | absent }",
            "U V(V) | Text(String) by shape",
            "V U(Json) | Integer(I64) by shape",
            "Part { x: String | absent }",
            "BothLeft { left: BothLeft | absent }",
        ]
    );
    assert_eq!(codes(schemas, Severity::Warning), ["cyclic-all-of", "recursive-type"]);
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
fn long_chains_of_all_of_are_merged_whole() {
    let mut chain = serde_json::Map::new();
    for index in 0..2_000 {
        let next = format!("#/components/schemas/S{}", index + 1);
        chain.insert(format!("S{index}"), json!({ "allOf": [{ "$ref": next }, { "properties": { "x": {} } }] }));
    }
    chain.insert("S2000".to_owned(), json!({ "type": "object" }));
    assert_eq!(codes(chain.into(), Severity::Warning), Vec::<&str>::new());
}

#[test]
fn an_enum_of_objects_leaves_the_declared_type() {
    let found =
        types(json!({ "Ports": { "type": "object", "additionalProperties": { "type": "object", "enum": [{}] } } }));
    assert_eq!(found, ["Ports = {{Json}}"]);
}
