//! Documents in which the audit finds nothing.

use super::audited;

/// Schemas that are represented as they are declared, each a form that an audit may misread.
const SOUND: [(&str, &str); 8] = [
    (
        "a base that lists its children, one of them through another base",
        r##"{"Base": {"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}},
             "oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
             "discriminator": {"propertyName": "k", "mapping": {"a": "#/components/schemas/A", "b": "#/components/schemas/B"}}},
            "Middle": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"m": {"type": "string"}}}]},
            "A": {"allOf": [{"$ref": "#/components/schemas/Middle"}, {"properties": {"a": {"type": "integer"}}}]},
            "B": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"properties": {"b": {"type": "integer"}}}]}}"##,
    ),
    (
        "children that say something beside a reference to their base",
        r##"{"U": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
             "discriminator": {"propertyName": "k", "mapping": {"a": "#/components/schemas/A", "b": "#/components/schemas/B"}}},
            "Base": {"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}}},
            "A": {"$ref": "#/components/schemas/Base", "properties": {"a": {"type": "integer"}}},
            "B": {"$ref": "#/components/schemas/Base", "properties": {"b": {"type": "integer"}}}}"##,
    ),
    (
        "a reference that starts from the URI of its schema",
        r##"{"A": {"$id": "https://x.example/a", "type": "object", "properties": {"s": {"$ref": "#/$defs/s"}}, "$defs": {"s": {"type": "string"}}},
            "B": {"$id": "https://x.example/b", "type": "object", "properties": {"s": {"$ref": "#/$defs/s"}}, "$defs": {"s": {"type": "integer"}}}}"##,
    ),
    (
        "a member that is listed twice, and one that is the union itself",
        r##"{"U": {"anyOf": [{"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
             {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
             {"$ref": "#/components/schemas/U"}, {"type": "string"}]}}"##,
    ),
    (
        "a property that two parts describe",
        r##"{"A": {"type": "object", "properties": {"l": {"type": "array", "items": {"type": "object", "properties": {"i": {"type": "string"}, "f": {"type": "string"}}}}}},
            "B": {"allOf": [{"$ref": "#/components/schemas/A"}, {"properties": {"l": {"type": "array",
             "items": {"anyOf": [{"properties": {"i": {"type": "string", "enum": ["X"]}}}]}}}}]}}"##,
    ),
    (
        "a value of an enum of constants",
        r##"{"E": {"type": "string", "oneOf": [{"const": "a"}, {"const": "b"}]},
            "R": {"type": "object", "properties": {"k": {"type": "string", "enum": ["a"], "allOf": [{"$ref": "#/components/schemas/E"}]}}}}"##,
    ),
    (
        "other keys that are described and may be anything",
        r##"{"R": {"type": "object", "properties": {"k": {"type": "string"}}, "additionalProperties": {"description": "d"}}}"##,
    ),
    (
        "what may not be sent, behind a reference with words of its own",
        r##"{"Link": {"type": "string", "readOnly": true},
            "R": {"type": "object", "properties": {"l": {"$ref": "#/components/schemas/Link", "description": "d"}}}}"##,
    ),
];

#[test]
fn schemas_that_are_represented_are_not_reported() {
    for (what, schemas) in SOUND {
        let text = format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {schemas}}}}}"#
        );
        assert_eq!(audited(&text, |_| {}).0, Vec::<String>::new(), "{what}");
    }
}
