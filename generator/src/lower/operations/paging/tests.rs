//! Shapes that page, and shapes that do not.

use serde_json::json;

use super::*;
use crate::api::{
    Body, BodyForm, BodyMedia, Directions, DocFacts, Docs, Extra, Field, Location, Param, ParamForm, Presence, Record,
    Scalar, Style, TypeDef, TypeId, TypeKind, TypeRef,
};
use crate::api::{Reach, SetPresence};
use crate::naming::{Scope, TypeName};
use crate::pointer::Pointer;

const TEXT: TypeRef = TypeRef::Scalar(Scalar::String);
const NUMBER: TypeRef = TypeRef::Scalar(Scalar::I64);
const FLAG: TypeRef = TypeRef::Scalar(Scalar::Bool);

/// Types 0: an item with an id, 1: the page, 2: `{next: text}`.
struct Model {
    types: Vec<TypeDef>,
    params: Vec<Param>,
    link_header: bool,
}

fn record(name: &str, fields: Vec<(&str, TypeRef)>) -> TypeDef {
    let fields = fields.into_iter().map(|(wire, ty)| field(wire, ty)).collect();
    TypeDef {
        name: Scope::new().claim::<TypeName>(name),
        origin: Pointer::root(),
        docs: Docs::default(),
        component: true,
        title: None,
        deprecated: false,
        nullable: false,
        example: None,
        directions: Directions::default(),
        required_name: None,
        getters: Vec::new(),
        derives: Default::default(),
        kind: TypeKind::Record(Record { fields, flattened: None, extra: Extra::Kept, any_type: false }),
    }
}

fn field(wire: &str, ty: TypeRef) -> Field {
    Field {
        wire: wire.to_owned(),
        name: Scope::new().claim(wire),
        ty,
        presence: Presence::Required,
        docs: Docs::default(),
        facts: DocFacts::default(),
        deprecated: false,
        read_only: false,
        write_only: false,
        making: Default::default(),
        settings: None,
        tag: None,
        null_setter: None,
    }
}

fn named(id: usize) -> TypeRef {
    TypeRef::Named(TypeId(id))
}

fn items() -> TypeRef {
    TypeRef::List(Box::new(named(0)))
}

impl Model {
    fn new(page: Vec<(&str, TypeRef)>, params: &[(&str, TypeRef)]) -> Self {
        let types =
            vec![record("item", vec![("id", TEXT)]), record("page", page), record("meta", vec![("next", TEXT)])];
        let params = params.iter().map(|(wire, ty)| param(wire, ty.clone())).collect();
        Self { types, params, link_header: false }
    }

    fn infer(&self) -> Option<Paging> {
        infer(&View {
            inputs: inputs(&self.params, None, &self.types),
            page: &TypeRef::Named(TypeId(1)),
            link_header: self.link_header,
            tail: "pets",
            types: &self.types,
        })
    }

    fn next(&self) -> Option<Next> {
        self.infer().map(|paging| paging.next)
    }
}

fn param(wire: &str, ty: TypeRef) -> Param {
    Param {
        wire: wire.to_owned(),
        location: Location::Query,
        form: ParamForm::Styled { style: Style::Form, explode: true, allow_reserved: false },
        name: Scope::new().claim(wire),
        ty,
        required: false,
        docs: Docs::default(),
        facts: DocFacts::default(),
        deprecated: false,
        set: SetPresence::default(),
    }
}

#[test]
fn a_cursor_of_the_response() {
    let model = Model::new(
        vec![("data", items()), ("has_more", FLAG), ("next", TypeRef::Nullable(Box::new(TEXT)))],
        &[("after", TEXT)],
    );
    let paging = model.infer().expect("pages");
    assert_eq!(paging.next, Next::Cursor { from: vec!["next".to_owned()], param: "after".to_owned() });
    assert_eq!(paging.has_more, ["has_more"]);
    assert_eq!(paging.items[0].0, "data");
    assert_eq!(paging.reason, "`next` of the response is sent as the query parameter `after`; `data` holds the items");
}

#[test]
fn a_cursor_in_an_object_about_the_page() {
    let model = Model::new(vec![("pets", items()), ("meta", named(2))], &[("cursor", TEXT)]);
    let from = vec!["meta".to_owned(), "next".to_owned()];
    assert_eq!(model.next(), Some(Next::Cursor { from, param: "cursor".to_owned() }));
}

#[test]
fn the_last_item_needs_a_flag() {
    let page = |more: &'static str| Model::new(vec![("data", items()), (more, FLAG)], &[("starting_after", TEXT)]);
    let last = Next::LastItem { key: "id".to_owned(), param: "starting_after".to_owned() };
    assert_eq!(page("has_more").next(), Some(last));
    assert_eq!(page("cached").next(), None);
}

#[test]
fn a_url_is_followed_and_is_no_cursor() {
    let mut model = Model::new(vec![("items", items()), ("next", TypeRef::Scalar(Scalar::Uri))], &[("after", TEXT)]);
    assert_eq!(model.next(), Some(Next::Url { from: vec!["next".to_owned()] }));
    let TypeKind::Record(page) = &mut model.types[1].kind else { unreachable!("a record") };
    page.fields[1].ty = TEXT;
    page.fields[1].docs = Docs("URL of the next page.".to_owned());
    assert_eq!(model.next(), Some(Next::Url { from: vec!["next".to_owned()] }));
}

#[test]
fn a_page_number_needs_a_known_first_page_and_a_size() {
    let mut model = Model::new(vec![("data", items())], &[("page", NUMBER), ("per_page", NUMBER)]);
    assert_eq!(model.next(), None);
    model.params[0].facts.default = Some(std::sync::Arc::new(json!(0)));
    assert_eq!(model.next(), Some(Next::Page { param: "page".to_owned(), first: 0 }));
    model.params[0].facts.default = None;
    model.params[0].facts.minimum = Some(("1".to_owned(), false));
    assert_eq!(model.next(), Some(Next::Page { param: "page".to_owned(), first: 1 }));
    model.params.pop();
    assert_eq!(model.next(), None);
}

#[test]
fn an_offset_needs_a_limit() {
    let mut model = Model::new(vec![("data", items())], &[("offset", NUMBER), ("limit", NUMBER)]);
    assert_eq!(model.next(), Some(Next::Offset { param: "offset".to_owned() }));
    model.params.pop();
    assert_eq!(model.next(), None);
}

#[test]
fn a_cursor_that_must_be_switched_on_is_not_used() {
    let page = vec![("entries", items()), ("next_marker", TEXT)];
    let params = [("usemarker", FLAG), ("marker", TEXT), ("offset", NUMBER), ("limit", NUMBER)];
    assert_eq!(Model::new(page.clone(), &params).next(), Some(Next::Offset { param: "offset".to_owned() }));
    assert!(matches!(Model::new(page, &params[1..]).next(), Some(Next::Cursor { .. })));
}

#[test]
fn no_list_no_pages() {
    let model = Model::new(vec![("next", TEXT), ("a", items()), ("b", items())], &[("after", TEXT)]);
    assert_eq!(model.next(), None);
    let model = Model::new(vec![("next", TEXT)], &[("after", TEXT)]);
    assert_eq!(model.next(), None);
}

#[test]
fn a_required_cursor_is_no_way_to_a_first_page() {
    let mut model = Model::new(vec![("data", items()), ("next", TEXT)], &[("after", TEXT)]);
    model.params[0].required = true;
    assert_eq!(model.next(), None);
}

#[test]
fn the_link_header() {
    let mut model = Model::new(vec![("data", items())], &[]);
    model.link_header = true;
    assert_eq!(model.next(), Some(Next::LinkHeader));
}

#[test]
fn configuration() {
    let model = Model::new(vec![("a", items()), ("b", items()), ("more", FLAG)], &[("from", TEXT)]);
    let page = named(1);
    let inputs = inputs(&model.params, None, &model.types);
    let view = View { inputs, page: &page, link_header: false, tail: "", types: &model.types };
    let rule = json!({"items": "b", "last_item": "id", "param": "from", "has_more": "more"});
    let Configured::Rule(paging) = configured(&rule, Some(&view)) else { panic!("a rule") };
    assert_eq!(paging.next, Next::LastItem { key: "id".to_owned(), param: "from".to_owned() });
    assert_eq!(paging.items[0].0, "b");
    assert!(matches!(configured(&json!(false), None), Configured::None));
    for bad in [json!(1), json!({}), json!({"items": "c", "link_header": true}), json!({"items": "a", "page": "p"})] {
        assert!(matches!(configured(&bad, Some(&view)), Configured::Bad(_)), "{bad}");
    }
}

/// Returns the paging of a method whose body is a record of these fields, all of them optional.
fn posted(
    method: &str,
    response: Vec<(&str, TypeRef)>,
    body: Vec<(&str, TypeRef)>,
    query: &[(&str, TypeRef)],
) -> Option<Paging> {
    let mut model = Model::new(response, query);
    let mut search = record("search", body);
    let TypeKind::Record(fields) = &mut search.kind else { unreachable!("a record") };
    fields.fields.iter_mut().for_each(|field| field.presence = Presence::Optional);
    model.types.push(search);
    let media = BodyMedia {
        media_type: "application/json".to_owned(),
        form: BodyForm::Json(named(3)),
        members: None,
        reach: Reach::Own,
    };
    let (docs, name) = (Docs::default(), Scope::new().claim("body"));
    let body = Body { required: true, docs, media: vec![media], name, fields: None, set: SetPresence::default() };
    let inputs = inputs(&model.params, Some(&body), &model.types);
    infer_for(method, View { inputs, page: &named(1), link_header: false, tail: "search", types: &model.types })
}

#[test]
fn a_search_that_is_posted_goes_on_by_its_body() {
    let page = || vec![("data", items()), ("next_cursor", TEXT)];
    let paging = posted("POST", page(), vec![("cursor", TEXT)], &[]).expect("pages");
    assert!(paging.in_body);
    assert_eq!(
        paging.reason,
        "`next_cursor` of the response is sent as the body's member `cursor`; `data` holds the items"
    );
    let offset = posted("QUERY", page(), vec![("offset", NUMBER), ("limit", NUMBER)], &[]).expect("pages");
    assert_eq!((offset.in_body, offset.next), (true, Next::Offset { param: "offset".to_owned() }));
    assert!(posted("GET", page(), vec![("cursor", TEXT)], &[]).is_none(), "the body of a read means nothing");
    assert!(posted("PUT", page(), vec![("cursor", TEXT)], &[]).is_none(), "a change is not a search");
    assert!(posted("POST", page(), vec![("cursor", NUMBER)], &[]).is_none(), "a text is no number");
    assert!(posted("POST", page(), Vec::new(), &[("cursor", TEXT)]).is_none(), "the query of a search that is posted");
    assert!(posted("QUERY", page(), Vec::new(), &[("cursor", TEXT)]).is_some_and(|paging| !paging.in_body));
}

#[test]
fn one_thing_that_holds_a_list_is_no_page() {
    let thing = vec![("id", NUMBER), ("options", items())];
    let mut model = Model::new(thing.clone(), &[]);
    model.link_header = true;
    assert_eq!(model.next(), None);
    assert_eq!(Model::new(thing, &[("offset", NUMBER), ("limit", NUMBER)]).next(), None);
    let mut model = Model::new(vec![("total", NUMBER), ("options", items())], &[]);
    model.link_header = true;
    assert_eq!(model.next(), Some(Next::LinkHeader));
}
