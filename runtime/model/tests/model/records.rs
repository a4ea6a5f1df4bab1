//! Records: presences, extra fields, errors, modes, serde.

use serde_json::json;
use specsmith_model::{self as model, DecodeErrorKind, Nullable, Value};

use crate::sample::{Closed, Role, RoleList, Scores, Tree, strict};

const ROLE: &str = r#"{"object":"role","id":"r","description":null,"permissions":["a","b"],"predefined_role":false}"#;

/// Reading and writing gives the same JSON.
#[track_caller]
fn same<T: model::Decode + model::Encode>(json: &Value) {
    let value: T = model::from_str(&json.to_string()).unwrap();
    assert_eq!(model::to_value(&value).unwrap(), *json);
    let value: T = model::from_value(json).unwrap();
    assert_eq!(model::to_string(&value), model::to_string(&model::from_str::<T>(&json.to_string()).unwrap()));
}

#[test]
fn a_role_comes_and_goes() {
    let role: Role = model::from_str(ROLE).unwrap();
    assert_eq!(role, Role::new("r", ["a", "b"], false));
    assert_eq!(model::to_string(&role), ROLE);
}

#[test]
fn a_table_makes_constructors_and_setters() {
    let role = Role::new("r", ["a"], true).tag("t").patch("p");
    let text = r#"{"object":"role","id":"r","description":null,"permissions":["a"],"predefined_role":true,"tag":"t","patch":"p"}"#;
    assert_eq!(model::to_string(&role), text);
    assert!(model::to_string(&role.patch_null()).ends_with(r#","tag":"t","patch":null}"#));
    assert_eq!(model::to_string(&Scores::new(1)), r#"{"id":1}"#);
}

#[test]
fn nothing_is_lost() {
    let mut json: Value = serde_json::from_str(ROLE).unwrap();
    json["object"] = json!("role.v2");
    json["note"] = json!(null);
    json["patch"] = json!(null);
    json["kind"] = json!("y");
    json["new"] = json!({"deep": [1, 2.5, null, "é"]});
    same::<Role>(&json);
    same::<Role>(&json!({"object":"role","id":"r","description":"d","permissions":[],"predefined_role":true,
        "tag":"t","kind":"x","patch":"p","note":-3}));
    same::<Scores>(&json!({"id": 1, "a": 0.5, "b": 2}));
    same::<Closed>(&json!({"at": "not a date", "pair": [1, "x"]}));
    same::<Tree>(&json!({"name":"a","left":{"name":"b"},"children":[{"name":"c","x":1}],"by_name":{"k":{"name":"d"}}}));
}

#[test]
fn extra_fields_are_readable_and_never_double_a_key() {
    let mut role: Role = model::from_str(&ROLE.replace('}', r#","new":1}"#)).unwrap();
    assert_eq!(role.extra().get("new"), Some(&json!(1)));
    role.extra_mut().insert("id", "other");
    role.extra_mut().insert("tag", "from extra");
    let text = model::to_string(&role);
    assert_eq!(text.matches("\"id\"").count(), 1);
    let again: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&again["id"], &again["tag"], &again["new"]), (&json!("r"), &json!("from extra"), &json!(1)));
    assert_eq!(size_of_val(role.extra()), size_of::<usize>());
}

#[test]
fn the_last_of_a_doubled_key_wins() {
    let list: RoleList =
        model::from_str(r#"{"next":1,"data":[],"x":1,"next":"a","x":2,"data":[],"next":"b"}"#).unwrap();
    assert_eq!(list.next.as_deref(), Some("b"));
    assert_eq!(list.extra().iter().collect::<Vec<_>>(), [("x", &json!(2))]);
    let scores: Scores = model::from_str(r#"{"a":"?","id":1,"a":2,"id":3}"#).unwrap();
    assert_eq!((scores.id, scores.rest["a"]), (3, 2.0));
    let closed: Closed = model::from_str(r#"{"at":1,"z":2,"at":"x"}"#).unwrap();
    assert_eq!(closed.at, "x");
    let value: Value = model::from_str(r#"{"a":1,"a":2}"#).unwrap();
    assert_eq!(value, json!({"a": 2}));
}

#[test]
fn doubled_keys_beyond_the_first_hundred() {
    let many: String = (0..150).map(|number| format!(r#""k{number}":{number},"#)).collect();
    let scores: Scores = model::from_str(&format!(r#"{{"id":1,{many}"id":2,"k140":9}}"#)).unwrap();
    assert_eq!((scores.id, scores.rest.len(), scores.rest["k140"]), (2, 150, 9.0));
    let list: RoleList =
        model::from_str(&format!(r#"{{{many}"data":[],"next":"a","k3":1,"next":"b","next":"c"}}"#)).unwrap();
    assert_eq!((list.next.as_deref(), list.extra().len()), (Some("c"), 150));
}

#[test]
fn doubled_keys_cost_no_more_than_their_number() {
    let many = r#""next":1,"#.repeat(50_000);
    let list: RoleList = model::from_str(&format!(r#"{{{many}"next":"z","data":[]}}"#)).unwrap();
    assert_eq!(list.next.as_deref(), Some("z"));
    let wrong: String = (0..20_000).map(|number| format!(r#""k{number}":"?","#)).collect();
    assert!(model::from_str::<Scores>(&format!(r#"{{{wrong}{wrong}"id":1}}"#)).is_err());
}

#[test]
fn errors_say_where() {
    let page = format!(r#"{{"data":[{ROLE},{}],"next":null}}"#, ROLE.replace("\"r\"", "7"));
    let cases = [
        (page.as_str(), "at $.data[1].id: expected a string, found 7"),
        (r#"{"data":[{}],"next":null}"#, "at $.data[0]: missing \"object\""),
        (r#"{"data":[]}"#, "at $: missing \"next\""),
        (r#"{"data":{"a":1},"next":null}"#, "at $.data: expected an array, found an object"),
        (r#"[]"#, "at $: expected an object, found an array"),
        ("{\n \"data\": [,]}", "invalid JSON at line 2 column 11: expected a value"),
        ("{\"data\": [", "invalid JSON at line 1 column 11: the text ends inside a value"),
    ];
    for (json, message) in cases {
        let error = strict::<RoleList>(json).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    let error = strict::<Scores>(r#"{"id":1,"odd \"key\"":"x"}"#).unwrap_err();
    assert_eq!(error.path(), r#"$["odd \"key\""]"#);
    assert_eq!((error.kind(), error.message()), (DecodeErrorKind::Type, "expected a number, found \"x\""));
}

#[test]
fn numbers_are_met_by_value() {
    let list: Vec<i32> = model::from_str("[5.0, 5e0, 500e-2, -0, 2147483647]").unwrap();
    assert_eq!(list, [5, 5, 5, 0, i32::MAX]);
    for (json, found) in [("5.5", "5.5"), ("1e400", ""), ("2147483648", "2147483648"), ("\"5\"", "\"5\"")] {
        let error = model::from_str::<i32>(json).unwrap_err();
        assert!(error.to_string().ends_with(found), "{error}");
    }
    assert_eq!(model::from_str::<u64>("18446744073709551615").unwrap(), u64::MAX);
    assert!(model::from_str::<u64>("-1").is_err());
    assert_eq!(model::from_str::<i128>("-170141183460469231731687303715884105728").unwrap(), i128::MIN);
    assert_eq!(model::to_string(&vec![1.0, -0.0, 0.1, 1e300, f64::NAN]), "[1,-0.0,0.1,1e+300,null]");
}

#[test]
fn recursion_ends_with_an_error_not_with_the_stack() {
    let nest = |depth: usize| "{\"name\":\"a\",\"left\":".repeat(depth) + "null" + &"}".repeat(depth);
    let tree: Tree = model::from_str(&nest(127)).unwrap();
    assert_eq!(tree.left.as_ref().map(|left| &*left.name), Some("a"));
    let error = model::from_str::<Tree>(&nest(128)).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Depth);
    assert!(model::from_str::<Value>(&"[".repeat(1_000_000)).is_err());
    let error = serde_json::from_str::<Tree>(&nest(128)).unwrap_err();
    assert!(error.to_string().contains("recursion"));
}

#[test]
fn serde_goes_both_ways() {
    let text = ROLE.replace('}', r#","note":null,"big":18446744073709551615,"small":-5,"half":0.5}"#);
    let role: Role = model::from_str(&text).unwrap();
    assert_eq!(serde_json::from_str::<Role>(&text).unwrap(), role);
    let value = serde_json::to_value(&role).unwrap();
    assert_eq!(value, serde_json::from_str::<Value>(&text).unwrap());
    assert_eq!(serde_json::from_value::<Role>(value).unwrap(), role);
    let error = serde_json::from_str::<Vec<Role>>(&format!("[{ROLE},7]")).unwrap_err();
    assert!(error.to_string().contains("at $: expected an object, found 7"), "{error}");
}

#[test]
fn presences_differ() {
    let mut role: Role = model::from_str(ROLE).unwrap();
    role.patch = Nullable::Null;
    assert!(model::to_string(&role).contains(r#""patch":null"#));
    role.patch = "x".to_owned().into();
    assert!(model::to_string(&role).contains(r#""patch":"x""#));
    assert!(!model::to_string(&role).contains("note"));
}

/// As a derived `Debug` prints it, but for the names, which are those of the JSON.
#[test]
fn a_record_prints_its_fields() {
    let mut role = full_role();
    role.extra_mut().insert("more", 1);
    let extra = role.extra().clone();
    let printed = format!("{role:?}");
    assert_eq!(
        printed,
        format!(
            "Role {{ object: \"role\", id: \"r\", description: Some(\"d\"), permissions: [\"p\"], predefined_role: true, tag: Some(\"t\"), \
             kind: Some(\"x\"), patch: Value(\"v\"), note: Some(1), extra: {extra:?} }}"
        )
    );
    assert!(format!("{role:#?}").starts_with("Role {\n    object: \"role\",\n    id: \"r\",\n"));
    assert_eq!(format!("{:?}", scores()), "Scores { id: 1, rest: {\"a\": 0.5} }");
}

#[test]
fn records_are_equal_when_all_their_fields_are() {
    let changes: [fn(&mut Role); 10] = [
        |role| role.object = "other".into(),
        |role| role.id.clear(),
        |role| role.description = None,
        |role| role.permissions.clear(),
        |role| role.predefined_role = false,
        |role| role.tag = None,
        |role| role.kind = None,
        |role| role.patch = Nullable::Null,
        |role| role.note = None,
        |role| drop(role.extra_mut().insert("more", 1)),
    ];
    assert_eq!(full_role(), full_role());
    for (number, change) in changes.iter().enumerate() {
        let mut other = full_role();
        change(&mut other);
        assert_ne!(full_role(), other, "change {number}");
    }
    let mut other = scores();
    other.rest.insert("b".to_owned(), 1.0);
    assert_eq!(scores(), scores());
    assert_ne!(scores(), other);
}

fn full_role() -> Role {
    let mut role = Role::new("r", ["p"], true).tag("t").patch("v");
    (role.description, role.kind, role.note) = (Some("d".to_owned()), Some("x".into()), Some(1));
    role
}

fn scores() -> Scores {
    let mut scores = Scores::new(1);
    scores.rest.insert("a".to_owned(), 0.5);
    scores
}
