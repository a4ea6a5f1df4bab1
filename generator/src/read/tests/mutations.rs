//! Whatever the bytes, `read` does not panic, and what it gives is what `openapiv3` would read.

use super::run;

const YAML: &str = "openapi: 3.1.0\ninfo: {title: t, version: 1.0}\nservers: [{url: 'https://x'}]\npaths:\n  /a/{id}:\n    parameters:\n\
                    \x20   - {name: id, in: path, required: true, schema: {type: string}}\n    post:\n      requestBody:\n        content:\n\
                    \x20         application/json: {schema: {$ref: '#/components/schemas/A'}}\n      responses:\n        200: {description: ok}\n\
                    components:\n  schemas:\n    A: &a\n      type: object\n      required: [b]\n      properties:\n        b: {type: [string, 'null'], enum: [x, null]}\n\
                    \x20       c: {anyOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}\n        d: |\n          text\n    B: {allOf: [*a], minimum: 1e3}\n";

const JSON: &str = r##"{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"parameters": [{"name": "q", "in": "query",
 "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"}, {"name": "b", "in": "body", "schema": {"$ref": "#/definitions/P"}}],
 "responses": {"200": {"description": "", "schema": {"type": "array", "items": {"$ref": "#/definitions/P"}}}}}}},
 "definitions": {"P": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}}, "additionalProperties": false}}}"##;

/// Pieces that matter to one of the parsers or to the reader.
const PIECES: [&str; 28] = [
    "", " ", "\n", "\t", ":", ": ", "- ", "{", "}", "[", "]", ",", "\"", "'", "#", "&a ", "*a", "null", "true", "-1",
    "1e400", "[]", "{}", "$ref", "|", ">", "<<: ", "\u{2028}",
];

fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 11) as usize
}

#[test]
fn random_edits() {
    let mut state = 0x9E37_79B9_7F4A_7C15;
    let mut sound = 0;
    for round in 0..4000 {
        let text = if round % 2 == 0 { YAML } else { JSON };
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=next(&mut state) % 3 {
            let at = next(&mut state) % bytes.len();
            let end = (at + next(&mut state) % 8).min(bytes.len());
            let piece = PIECES[next(&mut state) % PIECES.len()];
            bytes.splice(at..end, piece.bytes());
        }
        let (document, problems) = run("a.yaml", &bytes);
        let Some(document) = document else {
            assert!(problems.iter().any(|problem| problem.severity == crate::report::Severity::Error));
            continue;
        };
        sound += 1;
        super::whole_json(&document);
    }
    assert!(sound > 500, "{sound}");
}

#[test]
fn random_values_in_every_place() {
    let values = ["null", "true", "-1", "1.5", "\"x\"", "[]", "[null]", "{}", "{\"$ref\": \"#/a\"}", "[[{}]]"];
    for text in [JSON.to_owned(), super::mutations_json(YAML)] {
        let document: serde_json::Value = serde_json::from_str(&text).expect("json");
        for pointer in pointers(&document, String::new()) {
            for value in values {
                let mut changed = document.clone();
                *changed.pointer_mut(&pointer).expect("there") = serde_json::from_str(value).expect("json");
                let (read, _) = run("a.json", changed.to_string().as_bytes());
                let Some(read) = read else { continue };
                super::whole_json(&read);
            }
        }
    }
}

fn pointers(value: &serde_json::Value, at: String) -> Vec<String> {
    let children: Vec<(String, &serde_json::Value)> = match value {
        serde_json::Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        serde_json::Value::Object(map) => {
            map.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        _ => Vec::new(),
    };
    let mut all = vec![at.clone()];
    for (token, child) in children {
        all.extend(pointers(child, format!("{at}/{token}")));
    }
    all
}
