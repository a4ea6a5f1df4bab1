//! Faults of code generators, put back into the model of small documents: the audit finds each.

use super::{STRING, audited, field, kind, operation};
use crate::api::{Api, BodyForm, Decision, Literal, ResponseForm, Scalar, StreamForm, TypeKind, TypeRef};

/// A document's paths and schemas, what becomes of it, and where that is found.
struct Fault {
    what: &'static str,
    paths: &'static str,
    schemas: &'static str,
    alter: fn(&mut Api),
    found: &'static str,
}

const FAULTS: [Fault; 7] = [
    Fault {
        what: "tags are texts, the property is an integer",
        paths: "{}",
        schemas: r##"{"U": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}],
            "discriminator": {"propertyName": "t", "mapping": {"1": "#/components/schemas/A", "2": "#/components/schemas/B"}}},
            "A": {"type": "object", "required": ["t"], "properties": {"t": {"type": "integer"}}},
            "B": {"type": "object", "required": ["t"], "properties": {"t": {"type": "integer"}, "b": {"type": "string"}}}}"##,
        alter: |api| {
            let TypeKind::Union(union) = kind(api, "U") else { panic!("a union") };
            let Decision::Tag { values, .. } = &mut union.decision else { panic!("a tag") };
            values.iter_mut().for_each(|(value, _)| *value = Literal::Str(value.to_text()));
        },
        found: "#/components/schemas/A/properties/t/type",
    },
    Fault {
        what: "integers are rounded to floats",
        paths: "{}",
        schemas: r#"{"R": {"type": "object", "properties": {"n": {"type": ["integer", "number"]}}}}"#,
        alter: |api| field(api, "R", "n").ty = TypeRef::Scalar(Scalar::F64),
        found: "#/components/schemas/R/properties/n/type",
    },
    Fault {
        what: "a map of itself is any JSON",
        paths: "{}",
        schemas: r##"{"R": {"type": "object", "properties": {"tree": {"$ref": "#/components/schemas/Tree"}}},
            "Tree": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Tree"}}}"##,
        alter: |api| field(api, "R", "tree").ty = TypeRef::Map(Box::new(TypeRef::Json)),
        found: "#/components/schemas/Tree/additionalProperties",
    },
    Fault {
        what: "what a reference below a schema with a URI names is not found",
        paths: "{}",
        schemas: r##"{"R": {"$id": "https://x.example/r", "type": "object", "properties": {"s": {"$ref": "#/$defs/s"}}, "$defs": {"s": {"type": "string"}}}}"##,
        alter: |api| field(api, "R", "s").ty = TypeRef::Json,
        found: "#/components/schemas/R/properties/s",
    },
    Fault {
        what: "a body of lines is a text",
        paths: r##"{"/a": {"post": {"operationId": "a", "responses": {"204": {"description": "ok"}}, "requestBody": {"required": true,
            "content": {"application/x-ndjson": {"schema": {"type": "object", "properties": {"x": {"type": "integer"}}}}}}}}}"##,
        schemas: "{}",
        alter: |api| operation(api, "a").body.as_mut().expect("a body").media[0].form = BodyForm::Text(STRING),
        found: "#/paths/~1a/post/requestBody/content/application~1x-ndjson",
    },
    Fault {
        what: "the data of events is text",
        paths: r##"{"/a": {"get": {"operationId": "a", "responses": {"200": {"description": "ok", "content": {"text/event-stream": {"itemSchema": {
            "type": "object", "required": ["data"], "properties": {"data": {"type": "string", "contentMediaType": "application/json",
            "contentSchema": {"type": "object", "properties": {"x": {"type": "integer"}}}}}}}}}}}}}"##,
        schemas: "{}",
        alter: |api| operation(api, "a").response.cases[0].form = ResponseForm::Stream(StreamForm::TextEvents),
        found: "#/paths/~1a/get/responses/200/content/text~1event-stream/itemSchema/properties/data/contentSchema",
    },
    Fault {
        what: "of two bodies one can be sent",
        paths: r##"{"/a": {"post": {"operationId": "a", "responses": {"204": {"description": "ok"}}, "requestBody": {"required": true, "content": {
            "application/json": {"schema": {"type": "object", "properties": {"u": {"type": "string"}}}},
            "multipart/form-data": {"schema": {"type": "object", "properties": {"f": {"type": "string", "format": "binary"}}}}}}}}}"##,
        schemas: "{}",
        alter: |api| {
            let body = operation(api, "a").body.as_mut().expect("a body");
            body.media.retain(|media| media.media_type == "application/json");
        },
        found: "#/paths/~1a/post/requestBody/content/multipart~1form-data",
    },
];

#[test]
fn what_generators_have_done_is_found() {
    for Fault { what, paths, schemas, alter, found } in FAULTS {
        let text = format!(
            r#"{{"openapi": "3.2.0", "info": {{"title": "T", "version": "1"}}, "paths": {paths}, "components": {{"schemas": {schemas}}}}}"#
        );
        assert_eq!(audited(&text, |_| {}).0, Vec::<String>::new(), "{what}: before");
        let (places, fidelity) = audited(&text, alter);
        assert!(places.iter().any(|place| place == found), "{what}: {places:?}");
        assert!(fidelity.overall().percent() < 100.0, "{what}");
    }
}
