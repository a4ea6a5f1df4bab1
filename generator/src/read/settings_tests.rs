//! Settings of the wrong name, place or type.

use serde_json::json;

use super::*;

#[test]
fn an_entry_that_is_not_taken_is_named() {
    let message = |name, holder, value| fault(name, holder, &value).map(|(message, _)| message);
    for (name, value, said) in [
        (
            HEADERS,
            json!({"Acme": "1", "Host": "a"}),
            "`x-specsmith-headers` does not take its entry `Host`; it was ignored",
        ),
        (BRACKETS, json!(["form", "json"]), "`x-specsmith-brackets` does not take its entry `json`; it was ignored"),
        (FORMATS, json!({"uid": "uuid"}), "`x-specsmith-formats` does not take its entry `uid`; it was ignored"),
        (HEADERS, json!({"a": {"env": "A\"B"}}), "`x-specsmith-headers` does not take its entry `a`; it was ignored"),
        (DERIVE, json!(["Eq", "Hsh"]), "`x-specsmith-derive` does not take its entry `Hsh`; it was ignored"),
        (READING, json!(" "), "`x-specsmith-reading` is empty; it was ignored"),
        (HEADERS, json!([]), "`x-specsmith-headers` is a list; it was ignored"),
    ] {
        assert_eq!(message(name, "the document", value).as_deref(), Some(said));
    }
}

#[test]
fn settings_of_the_wrong_name_place_or_type_are_faults() {
    let fault = |name, holder, value| fault(name, holder, &value);
    assert_eq!(fault(RESOURCE, "an operation", json!("admin.roles")), None);
    assert_eq!(fault(RESOURCE, "a path item", json!(["admin.roles", "roles"])), None);
    assert_eq!(
        fault(TREE, "the document", json!({"prefix": {"/threads/**": "beta"}, "by-example": "x-samples"})),
        None
    );
    assert_eq!(fault(PAGING, "an operation", json!(false)), None);
    assert_eq!(fault(PAGING, "an operation", json!({"page": "p"})), None);
    assert_eq!(fault(IDEMPOTENCY, "the document", json!("idempotency-key")), None);
    for (name, holder, value, hint) in [
        (RESOURCE, "an operation", json!([]), "it takes a text or a list of texts"),
        (METHOD, "an operation", json!(["a", " "]), "it takes a text or a list of texts"),
        (PAGING, "an operation", json!("cursor"), "it takes an object or `false`"),
        (
            TREE,
            "the document",
            json!({"below": {"/a": "b"}}),
            "it takes an object of `by-security`, `prefix` and `rename`, each an object of resources, and of `by-example`, the name of an extension",
        ),
        (
            TREE,
            "the document",
            json!({"by-example": {"x-samples": true}}),
            "it takes an object of `by-security`, `prefix` and `rename`, each an object of resources, and of `by-example`, the name of an extension",
        ),
        (RETRY, "the document", json!("sometimes"), "it takes `always`, `idempotent` or `never`"),
        (BRACKETS, "the document", json!("form"), "it takes a list of `form`, `multipart` and `query`"),
        (BRACKETS, "an operation", json!(["form", "json"]), "it takes a list of `form`, `multipart` and `query`"),
        (BRACKETS, "a parameter", json!(["query"]), "put it on the document, or on a path item, or on an operation"),
        (
            FIELDS,
            "a schema",
            json!({"a": {"label": "b"}}),
            "it takes an object of names, or of objects of `name`, `required` and `nullable`",
        ),
        (VARIANTS, "a schema", json!({"a": 1}), "it takes an object of names"),
        (
            HEADERS,
            "an operation",
            json!({"Host": "a"}),
            "it takes an object of headers that the request does not make itself, with texts that can be sent",
        ),
        (
            HEADERS,
            "the document",
            json!({"a b": "a"}),
            "it takes an object of texts that can be sent, or of objects of `default`, `env`, `name`, `required` and `description`",
        ),
        (
            HEADERS,
            "the document",
            json!({"a": "b\r\nc: d"}),
            "it takes an object of texts that can be sent, or of objects of `default`, `env`, `name`, `required` and `description`",
        ),
        (HEADERS_ENV, "the document", json!("A=B"), "it takes a name of letters, digits, `_`, `-` and `.`"),
        (ENV, "a security scheme", json!("A\0"), "it takes a name of letters, digits, `_`, `-` and `.`"),
        (WEBHOOKS, "the document", json!({"env": "A B"}), "it takes an object of the texts `env` and `prefix`"),
        (
            QUERY,
            "the document",
            json!({"": "a"}),
            "it takes an object of texts that can be sent, or of objects of `default`, `env`, `name`, `required` and `description`",
        ),
        (
            PLACEMENT,
            "a security scheme",
            json!({"header": "Host"}),
            "it takes `bearer`, `basic`, or an object of `header` and `prefix`, or of `query`, or of `cookie`",
        ),
        (MEDIA_TYPES, "a path item", json!(["json"]), "it takes a list of media types"),
        (
            FORMATS,
            "the document",
            json!({"date-time": "joda"}),
            "it takes an object of `date-time`, `date`, `time` and `duration` (`text`, `jiff`, `chrono` or `time`; a `date-time` also `chrono-offset`), `uuid` (`uuid`), `uri` (`url`), `decimal` \
             (`rust_decimal`) and `ip` (`std`)",
        ),
        (
            STYLE,
            "an operation",
            json!({"query-arrays": "tabs"}),
            "it takes an object of `query-arrays` (`repeat`, `comma` or `brackets`), `query-objects` (`members`, `deepObject` or `brackets`) and `parts` (`json`, \
             `deepObject` or `brackets`)",
        ),
        (
            REPLACE,
            "a schema",
            json!("acme::type"),
            "it takes the path of a type, as `acme_types::Money`, or an object of it as `type` and of `traits`, `serde` or `specsmith`",
        ),
        (READING, "the document", json!("loose"), "it takes `strict`, `tolerant` or `lenient`"),
        (
            DERIVE,
            "a schema",
            json!(["Serialize"]),
            "it takes a list of `Copy`, `Eq`, `Hash`, `PartialOrd`, `Ord` and paths of derive macros, as `acme::Describe`; all types have `Clone`, `Debug` and \
             `PartialEq`, and serde's traits by the feature `serde`",
        ),
        (OPEN, "a schema", json!("closed"), "it takes `true` or `false`"),
        (NEWTYPE, "the document", json!(["UserId"]), "it takes `true` or `false`"),
        (INTEGERS, "the document", json!("small"), "it takes `wide` or `smallest`"),
        (INTEGERS, "a schema", json!("smallest"), "put it on the document"),
        (METHOD, "a path item", json!("list"), "put it on an operation"),
        ("x-specsmith-resorce", "an operation", json!("a"), "did you mean `x-specsmith-resource`?"),
        (
            "x-specsmith-colour",
            "a tag",
            json!("a"),
            "names that begin with `x-specsmith-` are reserved; use another one",
        ),
    ] {
        assert_eq!(fault(name, holder, value.clone()).map(|(_, hint)| hint).as_deref(), Some(hint), "{name} {value}");
    }
}

#[test]
fn a_misspelt_word_or_key_of_a_value_is_corrected() {
    for (name, holder, value, close) in [
        (RETRY, "an operation", json!("allways"), "always"),
        (READING, "the document", json!("Lenient"), "lenient"),
        (INTEGERS, "the document", json!("smalest"), "smallest"),
        (BASE64, "a schema", json!("f23"), "f32"),
        (BRACKETS, "the document", json!(["query", "from"]), "form"),
        (STYLE, "a path item", json!({"query-array": "comma"}), "query-arrays"),
        (STYLE, "an operation", json!({"parts": "json", "query-objects": "deep-object"}), "deepObject"),
        (DERIVE, "a schema", json!(["Hsah"]), "Hash"),
        (BODY, "an operation", json!("requierd"), "required"),
        (BODY, "a request body", json!({"nulable": true}), "nullable"),
        (PLACEMENT, "a security scheme", json!("bearar"), "bearer"),
        (PLACEMENT, "a security scheme", json!({"haeder": "x-key"}), "header"),
        (TREE, "the document", json!({"prefx": {"/a": "b"}}), "prefix"),
        (TREE, "the document", json!({"by-exmaple": "x-samples"}), "by-example"),
        (FORMATS, "the document", json!({"datetime": "jiff"}), "date-time"),
        (FORMATS, "the document", json!({"date-time": "crono"}), "chrono"),
        (WEBHOOKS, "the document", json!({"evn": "SECRET"}), "env"),
        (REPLACE, "a schema", json!({"typ": "a::B"}), "type"),
        (REPLACE, "a schema", json!({"type": "a::B", "traits": "serd"}), "serde"),
        (FIELDS, "a schema", json!({"names": {"nam": "b"}}), "name"),
        (PARAMETERS, "an operation", json!({"limit": {"requred": true}}), "required"),
        (HEADERS, "the document", json!({"Acme": {"defualt": "1"}}), "default"),
        (QUERY, "the document", json!({"v": {"required": true, "enf": "V"}}), "env"),
        (GETTER, "a schema", json!({"text": {"path": "a", "jion": ""}}), "join"),
        ("x-specsmith-retri", "an operation", json!("never"), "x-specsmith-retry"),
    ] {
        let hint = fault(name, holder, &value).map(|(_, hint)| hint);
        assert_eq!(hint, Some(format!("did you mean `{close}`?")), "{name} {value}");
    }
}
