//! Emitted types, compared as text.

use serde_json::json;

use super::types_file;
use super::{Content, SourceFile};
use crate::api::*;
use crate::naming::{CrateName, Name, Scope, TypeName};
use crate::plan::Plan;
use crate::pointer::Pointer;

fn name<N: Name>(text: &str) -> N {
    Scope::new().claim(text)
}

pub(super) fn api(types: Vec<TypeDef>) -> Api {
    Api {
        crate_name: CrateName::new("test"),
        info: Info::default(),
        servers: Default::default(),
        base_url_env: String::new(),
        schemes: Vec::new(),
        security: Vec::new(),
        retry: None,
        headers_of_all: Vec::new(),
        client: Default::default(),
        reading: None,
        types,
        resources: Vec::new(),
        operations: Vec::new(),
        aliases: Vec::new(),
        headers: Vec::new(),
        webhooks: Vec::new(),
        webhook_events: None,
        former: Default::default(),
        renamed: Default::default(),
        own_types: Vec::new(),
        derive_requests: Vec::new(),
        schemas: Vec::new(),
    }
}

pub(super) fn define(text: &str, in_requests: bool, kind: TypeKind) -> TypeDef {
    TypeDef {
        name: name(text),
        origin: Pointer::root().child("components").child("schemas").child(text),
        docs: Docs::default(),
        component: true,
        title: None,
        deprecated: false,
        nullable: false,
        example: None,
        directions: Directions { in_requests, in_responses: !in_requests },
        required_name: None,
        getters: Vec::new(),
        derives: Default::default(),
        kind,
    }
}

pub(super) fn field(wire: &str, presence: Presence, ty: TypeRef) -> Field {
    Field {
        wire: wire.to_owned(),
        name: name(wire),
        ty,
        presence,
        docs: Docs::default(),
        facts: DocFacts::default(),
        deprecated: false,
        read_only: false,
        write_only: false,
        making: Default::default(),
        settings: None,
        tag: None,
        null_setter: (presence == Presence::OptionalNullable).then(|| name(&format!("{wire} null"))),
    }
}

pub(super) fn record(fields: Vec<Field>, extra: Extra) -> TypeKind {
    TypeKind::Record(Record { fields, flattened: None, extra, any_type: false })
}

pub(super) fn union(decision: Decision, variants: Vec<(&str, TypeRef, Shape)>) -> TypeKind {
    let variant = |(text, ty, shape): (&str, _, _)| Variant { name: name(text), ty, docs: Docs::default(), shape };
    TypeKind::Union(Union {
        decision,
        variants: variants.into_iter().map(variant).collect(),
        nullable: false,
        open: true,
    })
}

pub(super) fn words(form: ConstantsForm, values: Vec<(&str, Literal)>) -> TypeKind {
    let word = |(text, value): (&str, _)| Constant { name: name(text), value, docs: Docs::default() };
    TypeKind::Constants(Constants { form, variants: values.into_iter().map(word).collect(), open: true })
}

pub(super) fn scalar(scalar: Scalar) -> TypeRef {
    TypeRef::Scalar(scalar)
}

pub(super) fn string() -> TypeRef {
    scalar(Scalar::String)
}

pub(super) fn list(item: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(item))
}

fn constant(text: &str) -> TypeRef {
    TypeRef::Const(Literal::Str(text.to_owned()))
}

/// Returns the file that holds the first `count` types, without its first line.
fn printed(types: Vec<TypeDef>, count: usize) -> String {
    let api = api(types);
    let plan = Plan::bare(&api);
    let ids: Vec<_> = (0..count).map(TypeId).collect();
    let file = SourceFile { path: "t.rs".to_owned(), content: Content::Pieces(types_file::types_file(&plan, &ids)) };
    let text = crate::print::print(file).expect("the tokens parse").text;
    text.split_once("\n\n").expect("a header").1.to_owned()
}

#[track_caller]
fn check(types: Vec<TypeDef>, count: usize, expected: &str) {
    let found = printed(types, count);
    assert!(found == expected, "found:\n{found}\nexpected:\n{expected}");
}

#[test]
fn a_record_of_a_response() {
    let mut id = field("id", Presence::Required, string());
    id.docs = Docs("The <b>id</b>.\r\nSee [it]".to_owned());
    id.facts = DocFacts { pattern: Some("^`a".to_owned()), min_size: Some(1), ..DocFacts::default() };
    let mut limit = field("limit", Presence::Optional, scalar(Scalar::I64));
    limit.facts =
        DocFacts { default: Some(json!(20).into()), minimum: Some(("0".to_owned(), true)), ..DocFacts::default() };
    limit.deprecated = true;
    let fields = vec![
        field("object", Presence::Required, constant("role")),
        id,
        limit,
        field("type", Presence::RequiredNullable, TypeRef::Named(TypeId(1))),
        field("note", Presence::OptionalNullable, TypeRef::Map(Box::new(list(string())))),
    ];
    let types = vec![
        define("role", false, record(fields, Extra::Kept)),
        define("kind", false, words(ConstantsForm::Strings, vec![("a", Literal::Str("a".to_owned()))])),
    ];
    check(types, 1, include_str!("expected/response.rs.txt"));
}

#[test]
fn a_record_of_a_request() {
    let fields = vec![
        field("kind", Presence::Optional, constant("x")),
        field("tag", Presence::OptionalNullable, string()),
        field("rows", Presence::Optional, list(list(scalar(Scalar::F64)))),
        field("self", Presence::Optional, TypeRef::Boxed(Box::new(TypeRef::Named(TypeId(0))))),
        field("labels", Presence::Optional, TypeRef::Map(Box::new(string()))),
    ];
    let extra = Extra::Typed(name("rest"), TypeRef::Json);
    check(vec![define("filter", true, record(fields, extra))], 1, include_str!("expected/request.rs.txt"));
}

#[test]
fn many_required_fields_travel_in_a_struct() {
    let fields = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let fields = fields.map(|wire| field(wire, Presence::Required, string())).to_vec();
    let kind = TypeKind::Record(Record { fields, flattened: None, extra: Extra::Forbidden, any_type: false });
    let wide = TypeDef { required_name: Some(name::<TypeName>("wide required")), ..define("wide", false, kind) };
    let found = printed(vec![wide], 1);
    assert!(found.contains("pub struct WideRequired {\n    pub a: String,\n    pub b: String,"), "{found}");
    assert!(
        found.contains("model!(Wide(required: WideRequired) {\n    required(a => (required.a), b => (required.b),")
    );
    assert!(found.contains("    closed(extra),\n});"), "{found}");
}

#[test]
fn a_record_without_fields() {
    check(
        vec![define("nothing", false, record(Vec::new(), Extra::Forbidden))],
        1,
        include_str!("expected/empty.rs.txt"),
    );
}

#[test]
fn a_union_by_tag() {
    let cat = record(vec![field("type", Presence::Required, constant("cat"))], Extra::Kept);
    let dog = record(vec![field("name", Presence::Required, string())], Extra::Kept);
    let tag = |text: &str, at| (Literal::Str(text.to_owned()), at);
    let decision = Decision::Tag {
        property: "type".to_owned(),
        values: vec![tag("cat", 0), tag("dog", 1), tag("d", 1)],
        otherwise: None,
        written: true,
    };
    let variants = vec![
        ("cat", TypeRef::Named(TypeId(1)), Shape::default()),
        ("dog", TypeRef::Boxed(Box::new(TypeRef::Named(TypeId(2)))), Shape::default()),
    ];
    let types =
        vec![define("pet", false, union(decision, variants)), define("cat", false, cat), define("dog", false, dog)];
    check(types, 1, include_str!("expected/tagged.rs.txt"));
}

#[test]
fn a_union_by_shape() {
    let object = Shape {
        kinds: Kinds { object: true, ..Kinds::default() },
        required: vec!["id".to_owned()],
        constants: vec![("object".to_owned(), vec![Literal::Str("x".to_owned())])],
        known: vec!["id".to_owned(), "object".to_owned()],
        closed: true,
        ..Shape::default()
    };
    let text = Shape { kinds: Kinds { string: true, ..Kinds::default() }, ..Shape::default() };
    let number = Shape { kinds: Kinds { integer: true, number: true, ..Kinds::default() }, ..Shape::default() };
    let variants = vec![
        ("item", TypeRef::Named(TypeId(1)), object),
        ("text", string(), text.clone()),
        ("name", TypeRef::Named(TypeId(2)), text),
        ("number", scalar(Scalar::F64), number.clone()),
        ("rate", TypeRef::Boxed(Box::new(TypeRef::Named(TypeId(0)))), number),
    ];
    let item = record(vec![field("id", Presence::Required, string())], Extra::Forbidden);
    let types = vec![
        define("choice", false, union(Decision::Shape { tag: None }, variants)),
        define("item", false, item),
        define("name", false, TypeKind::Alias(string())),
    ];
    check(types, 1, include_str!("expected/shaped.rs.txt"));
}

#[test]
fn words_and_aliases() {
    let mixed =
        vec![("auto", Literal::Str("auto".to_owned())), ("minus", Literal::Int(-1)), ("half", Literal::Float(0.5))];
    let types = vec![
        define("mode", false, words(ConstantsForm::Mixed, mixed)),
        define("code", false, words(ConstantsForm::Integers, vec![("ok", Literal::Int(200))])),
        define("names", false, TypeKind::Alias(TypeRef::Nullable(Box::new(list(string()))))),
    ];
    check(types, 3, include_str!("expected/words.rs.txt"));
}

#[test]
fn only_what_is_named_is_imported() {
    let alias = |ty| vec![define("a", false, TypeKind::Alias(ty)), define("b", false, TypeKind::Alias(string()))];
    assert!(printed(alias(string()), 1).starts_with("/// The schema"));
    assert!(printed(alias(TypeRef::Named(TypeId(1))), 1).starts_with("use super::B;\n\n/// "));
    assert!(!printed(alias(TypeRef::Named(TypeId(1))), 2).contains("use "));
    let names = define("names", false, TypeKind::Alias(list(TypeRef::Named(TypeId(2)))));
    let user = |ty| define("user", false, record(vec![field("names", Presence::Required, ty)], Extra::Kept));
    let kind = define("kind", false, words(ConstantsForm::Strings, Vec::new()));
    let found = printed(vec![user(TypeRef::Named(TypeId(1))), names, kind], 1);
    assert!(found.contains("use super::{Kind, Names};") && found.contains("Item = impl Into<Kind>>"), "{found}");
    assert!(printed(alias(scalar(Scalar::Uuid)), 1).starts_with("use specsmith_runtime::model::prelude::*;\n\n"));
}

#[test]
fn a_variant_behind_an_alias_imports_the_alias_alone() {
    let variant = ("b", TypeRef::Named(TypeId(1)), Shape::default());
    let types = vec![
        define("a", false, union(Decision::Shape { tag: None }, vec![variant])),
        define("b", false, TypeKind::Alias(TypeRef::Named(TypeId(2)))),
        define("c", false, record(vec![field("id", Presence::Required, string())], Extra::Kept)),
    ];
    let text = printed(types, 1);
    assert!(text.contains("use super::B;"), "{text}");
}
