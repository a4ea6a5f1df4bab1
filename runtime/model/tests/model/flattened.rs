//! Records with a union whose members stand beside their own.

use serde_json::json;
use specsmith_model::prelude::*;
use specsmith_model::{self as model, Decimal, DecodeMode};

#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Cat {
    pub(crate) species: Const,
    pub(crate) lives: i64,
    extra: Extra,
}

specsmith_model::model!(Cat { constant(species = "cat"), required(lives: i64), rest(extra) });

#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Fish {
    pub(crate) depth: Option<f64>,
    pub(crate) depths: Option<Vec<Decimal>>,
    pub(crate) friend: Option<Box<Pet>>,
    extra: Extra,
}

specsmith_model::model!(Fish { optional(depth), optional(depths), optional(friend), rest(extra) });

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum Kind {
    Cat(Cat),
    Fish(Fish),
    Unknown(Value),
}

// The variant `Fish` does not write its tag itself.
specsmith_model::union!(Kind, tagged "species" {
    Cat(Cat) = "cat",
    Fish(Fish) = "fish" writes "fish",
});

#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Pet {
    pub(crate) name: String,
    pub(crate) owner: Option<String>,
    pub(crate) kind: Kind,
    extra: Extra,
}

specsmith_model::model!(Pet {
    required(name: impl Into<String>),
    remembered(owner),
    flattened(kind: impl Into<Kind>),
    rest(extra),
});

/// A union around it, whose tag is the inner one's.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub(crate) enum Outer {
    Pet(Pet),
    Unknown(Value),
}

specsmith_model::union!(Outer, tagged "species" { Pet(Pet) = "cat" | "fish" writes "cat" });

/// A record around a record with a flattened field.
#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Stay {
    pub(crate) room: i64,
    pub(crate) guest: Outer,
    extra: Extra,
}

specsmith_model::model!(Stay { required(room: i64), flattened(guest: impl Into<Outer>), rest(extra) });

fn pet(json: &str) -> Pet {
    model::from_str(json).unwrap()
}

#[track_caller]
fn same(json: &str) {
    assert_eq!(model::to_string(&pet(json)), json);
}

#[test]
fn members_stand_beside_each_other() {
    let tom = pet(r#"{"species":"cat","name":"Tom","colour":"grey","lives":9}"#);
    assert_eq!(model::to_string(&tom), r#"{"name":"Tom","species":"cat","lives":9,"colour":"grey"}"#);
    let Kind::Cat(cat) = &tom.kind else { panic!("a cat") };
    assert_eq!((cat.lives, cat.extra().get("colour"), cat.extra().len()), (9, Some(&json!("grey")), 1));
    assert!(tom.extra().is_empty());
    assert_eq!(Pet::new("Tom", Cat::new(9)), pet(r#"{"species":"cat","name":"Tom","lives":9}"#));
    same(r#"{"name":"Wanda","species":"fish","depth":1.5}"#);
    same(r#"{"name":"Wanda","species":"fish"}"#);
    same(r#"{"name":"Wanda","owner":null,"species":"fish","new":{"name":1}}"#);
}

#[test]
fn an_unknown_kind_is_kept_without_the_fields_around_it() {
    let polly = pet(r#"{"name":"Polly","species":"parrot","words":[{"name":"hello"}]}"#);
    assert_eq!(polly.kind, Kind::Unknown(json!({"species": "parrot", "words": [{"name": "hello"}]})));
    same(r#"{"name":"Polly","species":"parrot","words":[{"name":"hello"}]}"#);
    assert_eq!(model::to_string(&Pet { kind: Kind::Unknown(json!(7)), ..polly.clone() }), r#"{"name":"Polly"}"#);
    assert_eq!(model::to_string(&Pet { kind: Kind::Unknown(json!({})), ..polly }), r#"{"name":"Polly"}"#);
}

#[test]
fn changing_a_field_leaves_no_trace_of_it() {
    let mut tom = pet(r#"{"name":"Tom","owner":"Ann","species":"cat","lives":9}"#);
    tom.owner = None;
    assert_eq!(model::to_string(&tom), r#"{"name":"Tom","species":"cat","lives":9}"#);
}

#[test]
fn no_key_comes_twice() {
    let mut wanda = pet(r#"{"name":"Wanda","species":"fish"}"#);
    let Kind::Fish(fish) = &mut wanda.kind else { panic!("a fish") };
    fish.extra_mut().insert("name", "other");
    fish.extra_mut().insert("new", 1);
    let text = model::to_string(&wanda);
    assert_eq!(text.matches("name").count(), 1);
    let value: Value = model::from_str(&text).unwrap();
    assert_eq!(value, json!({"name": "Wanda", "species": "fish", "new": 1}));
    wanda.extra_mut().insert("new", 2);
    assert_eq!(model::to_string(&wanda).matches("new").count(), 1);
}

#[test]
fn what_is_left_over_is_kept_once() {
    let wanda = pet(r#"{"name":"Wanda","owner":null,"species":"fish","new":1}"#);
    let Kind::Fish(fish) = &wanda.kind else { panic!("a fish") };
    assert_eq!((fish.extra.len(), wanda.extra.get("new"), wanda.extra.len()), (1, None, 0), "{:?}", wanda.extra);
}

#[test]
fn records_around_records_and_within_them_keep_their_members_apart() {
    let json = r#"{"room":7,"name":"Tom","species":"cat","lives":9,"new":1}"#;
    let stay: Stay = model::from_str(json).unwrap();
    assert_eq!(model::to_string(&stay), json);
    let Outer::Pet(Pet { kind: Kind::Cat(cat), extra, .. }) = &stay.guest else { panic!("a cat") };
    assert_eq!((cat.extra.len(), cat.extra.get("new"), extra.len(), stay.extra.len()), (1, Some(&json!(1)), 0, 0));

    let friend = r#"{"name":"Tom","species":"cat","lives":9,"a":1}"#;
    let wanda = pet(&format!(r#"{{"name":"Wanda","species":"fish","friend":{friend},"b":2}}"#));
    let Kind::Fish(fish) = &wanda.kind else { panic!("a fish") };
    assert_eq!((fish.extra.len(), fish.extra.get("b")), (1, Some(&json!(2))), "{:?}", fish.extra);
    assert_eq!(fish.friend.as_deref(), Some(&pet(friend)));
}

#[test]
fn what_stays_beside_a_doubled_key_is_written_as_it_came() {
    let depths = "[18446744073709551616,-9223372036854775809,1.10,1e+2]";
    let mut wanda =
        pet(&format!(r#"{{"name":"Wanda","species":"fish","depths":{depths},"z":[{{"name":":,"}}],"a":"\"{{"}}"#));
    let Kind::Fish(fish) = &mut wanda.kind else { panic!("a fish") };
    fish.extra_mut().insert("name", "other");
    let text = model::to_string(&wanda);
    let value: Value = model::from_str(&text.replace(depths, "0")).unwrap();
    assert_eq!(
        value,
        json!({"name": "Wanda", "species": "fish", "depths": 0, "z": [{"name": ":,"}], "a": "\"{"}),
        "{text}"
    );
}

#[test]
fn the_last_of_a_doubled_key_wins() {
    let tom = pet(r#"{"name":"a","lives":1,"species":"cat","name":"b","x":1,"lives":2,"x":2}"#);
    assert_eq!(model::to_string(&tom), r#"{"name":"b","species":"cat","lives":2,"x":2}"#);
}

#[test]
fn a_tag_around_it_is_not_written_twice() {
    for json in [r#"{"name":"Tom","species":"cat","lives":9}"#, r#"{"name":"Wanda","species":"fish","depth":2}"#] {
        let outer: Outer = model::from_str(json).unwrap();
        assert!(matches!(outer, Outer::Pet(_)));
        assert_eq!(model::to_string(&outer), json);
    }
}

#[test]
fn faults_have_their_path_and_lenient_decoding_its_way() {
    let strict = |json: &str| crate::sample::strict::<Pet>(json).unwrap_err().to_string();
    assert_eq!(strict(r#"{"name":1,"species":"cat","lives":9}"#), "at $.name: expected a string, found 1");
    assert_eq!(strict(r#"{"name":"a","owner":1,"species":"cat","lives":9}"#), "at $.owner: expected a string, found 1");
    assert_eq!(strict(r#"{"name":"a","species":"cat","lives":"?"}"#).split(':').next(), Some("at $.lives"));
    assert_eq!(strict(r#"{"name":"a"}"#), r#"at $: missing "species""#);
    let lenient = |json: &str| {
        let tree = model::Tree::parse_str(json).unwrap();
        model::to_string(&tree.decode::<Pet>(DecodeMode::Lenient).unwrap())
    };
    assert_eq!(lenient(r#"{"species":"cat"}"#), r#"{"species":"cat"}"#);
    assert_eq!(lenient(r#"{"name":"a","owner":{},"depth":1}"#), r#"{"name":"a","depth":1,"owner":{}}"#);
    assert_eq!(lenient("null"), "{}");
}

#[test]
fn deep_in_more_than_sixty_four_members() {
    let many: String = (0..100).map(|number| format!(r#""k{number}":{number},"#)).collect();
    let tom = pet(&format!(r#"{{{many}"name":"Tom","species":"cat","lives":9}}"#));
    let Kind::Cat(cat) = &tom.kind else { panic!("a cat") };
    assert_eq!((tom.name.as_str(), cat.extra().len(), cat.extra().get("name")), ("Tom", 100, None));
}
