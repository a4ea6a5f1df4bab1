//! The facts from which paging is inferred: an operation's query parameters, the fields of its body, and those of its response.

use super::super::shape::ITEM_KEYS;
use super::meaning::{FieldPath, Meaning, mentions_url};
use crate::api::{
    Body, BodyForm, DocFacts, Docs, Field, Foreign, Location, Param, Record, Scalar, TypeDef, TypeKind, TypeRef,
};
use crate::naming::words;

/// Keys of objects with properties of the page.
const CONTAINERS: [&str; 19] = [
    "cursor",
    "cursors",
    "links",
    "list_metadata",
    "meta",
    "meta_data",
    "metadata",
    "next",
    "next_page",
    "page",
    "page_info",
    "pageinfo",
    "pages",
    "pagination",
    "pagination_info",
    "paging",
    "response_metadata",
    "result",
    "result_info",
];

/// Keys of objects that contain only the page.
const WRAPPERS: [&str; 7] = ["data", "embedded", "page", "payload", "response", "result", "results"];

/// An operation's inputs and response.
#[derive(Debug)]
pub(in super::super) struct View<'a> {
    /// Its inputs.
    pub(in super::super) inputs: Vec<Input<'a>>,
    /// Type of its response.
    pub(in super::super) page: &'a TypeRef,
    /// A success declares the header `Link`.
    pub(in super::super) link_header: bool,
    /// Last literal of its path.
    pub(in super::super) tail: &'a str,
    /// All named types.
    pub(in super::super) types: &'a [TypeDef],
}

/// Input of an operation that may address a page.
#[derive(Clone, Debug)]
pub(in super::super) struct Input<'a> {
    /// Name on the wire.
    pub(in super::super) wire: &'a str,
    /// Type of its value.
    pub(in super::super) ty: &'a TypeRef,
    /// Constraints and default of its value.
    pub(in super::super) facts: &'a DocFacts,
    /// Description.
    pub(in super::super) docs: &'a Docs,
    /// A member of the body, not a query parameter.
    pub(in super::super) in_body: bool,
    /// The first page is requested without it.
    pub(in super::super) optional: bool,
}

impl<'a> Input<'a> {
    fn of_param(param: &'a Param) -> Self {
        let (wire, optional) = (param.wire.as_str(), !param.required);
        Self { wire, ty: &param.ty, facts: &param.facts, docs: &param.docs, in_body: false, optional }
    }

    fn of_field(field: &'a Field) -> Self {
        let (wire, optional) = (field.wire.as_str(), !field.presence.is_required());
        Self { wire, ty: &field.ty, facts: &field.facts, docs: &field.docs, in_body: true, optional }
    }

    /// Returns the noun for it in messages.
    pub(super) fn noun(&self) -> &'static str {
        if self.in_body { "body's member" } else { "query parameter" }
    }
}

/// Returns the query parameters, then the members of a body in JSON or of a form.
pub(in super::super) fn inputs<'a>(
    params: &'a [Param],
    body: Option<&'a Body>,
    types: &'a [TypeDef],
) -> Vec<Input<'a>> {
    let query = params.iter().filter(|param| param.location == Location::Query).map(Input::of_param);
    let body = body.and_then(|body| match &body.media.first()?.form {
        BodyForm::Json(ty) | BodyForm::Form { ty, .. } => record_of(ty, types),
        _ => None,
    });
    let fields = body.into_iter().flat_map(|record| &record.fields).filter(|field| !field.read_only);
    query.chain(fields.map(Input::of_field)).collect()
}

/// Returns the type behind names that are aliases, boxes and null.
fn resolve<'a>(ty: &'a TypeRef, types: &'a [TypeDef]) -> &'a TypeRef {
    let mut ty = ty;
    // An alias never leads back to itself, but a broken model must not hang.
    for _ in 0..=types.len() {
        ty = match ty {
            TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => inner,
            TypeRef::Named(id) => match types.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Alias(target) | TypeKind::Newtype(target @ TypeRef::Scalar(_))) => target,
                _ => return ty,
            },
            other => return other,
        };
    }
    ty
}

fn record_of<'a>(ty: &'a TypeRef, types: &'a [TypeDef]) -> Option<&'a Record> {
    let TypeRef::Named(id) = resolve(ty, types) else { return None };
    match &types.get(id.0)?.kind {
        TypeKind::Record(record) => Some(record),
        _ => None,
    }
}

/// Location of the items.
#[derive(Debug)]
pub(super) struct Items<'a> {
    /// Keys and fields to them; empty when the response is the list.
    pub(super) path: FieldPath,
    /// Type of one.
    pub(super) item: &'a TypeRef,
}

/// A field of the response that is not an object or a list.
#[derive(Debug)]
pub(super) struct Leaf<'a> {
    /// Keys to it.
    pub(super) path: Vec<String>,
    /// The field.
    pub(super) field: &'a Field,
    meaning: Meaning,
}

impl Leaf<'_> {
    pub(super) fn meaning(&self) -> Meaning {
        self.meaning
    }

    /// Returns true if the words of the last key are these.
    pub(super) fn is_called(&self, key: &str) -> bool {
        words(&self.field.wire).join("_") == key
    }

    /// Returns true for a text that is no URL in disguise.
    pub(super) fn nothing_but_cursor(&self) -> bool {
        !mentions_url(self.field)
    }

    pub(super) fn dotted(&self) -> String {
        self.path.join(".")
    }
}

impl<'a> View<'a> {
    /// Returns the optional inputs: the first page is requested without them.
    pub(super) fn optional(&self) -> impl Iterator<Item = &Input<'a>> {
        self.inputs.iter().filter(|input| input.optional)
    }

    fn resolve(&self, ty: &'a TypeRef) -> &'a TypeRef {
        resolve(ty, self.types)
    }

    pub(super) fn record(&self, ty: &'a TypeRef) -> Option<&'a Record> {
        record_of(ty, self.types)
    }

    fn list(&self, ty: &'a TypeRef) -> Option<&'a TypeRef> {
        match self.resolve(ty) {
            TypeRef::List(item) => Some(item),
            _ => None,
        }
    }

    /// Returns the list of items: the response itself, a list in it, or a list in the one object it wraps.
    pub(super) fn items(&self) -> Option<Items<'a>> {
        if let Some(item) = self.list(self.page) {
            return Some(Items { path: Vec::new(), item });
        }
        let record = self.record(self.page)?;
        if let Some((field, item)) = self.list_field(record) {
            return Some(Items { path: vec![(field.wire.clone(), field.name.clone())], item });
        }
        let mut inner = record.fields.iter().filter_map(|outer| {
            let key = words(&outer.wire);
            let wraps = WRAPPERS.contains(&key.join("_").as_str()) || key == words(self.tail);
            let (field, item) = self.list_field(self.record(&outer.ty)?)?;
            let step = |field: &Field| (field.wire.clone(), field.name.clone());
            wraps.then(|| Items { path: vec![step(outer), step(field)], item })
        });
        inner.next().filter(|_| inner.next().is_none())
    }

    /// Returns true for a response with an id of its own: one thing that contains a list, not a page of things.
    pub(super) fn is_one_thing(&self) -> bool {
        self.record(self.page).is_some_and(|record| record.fields.iter().any(|field| field.wire == "id"))
    }

    /// Returns the list of a record, when it is clear which.
    fn list_field(&self, record: &'a Record) -> Option<(&'a Field, &'a TypeRef)> {
        let lists: Vec<_> = record.fields.iter().filter_map(|field| Some((field, self.list(&field.ty)?))).collect();
        if let [only] = lists.as_slice() {
            return Some(*only);
        }
        let tail = words(self.tail);
        let of_tail = lists.iter().find(|(field, _)| words(&field.wire) == tail);
        let known = ITEM_KEYS.iter().find_map(|key| lists.iter().find(|(field, _)| field.wire == *key));
        of_tail.or(known).copied()
    }

    /// Returns the fields of the response with properties of the page, outermost first.
    pub(super) fn leaves(&self, items: &Items<'a>) -> Vec<Leaf<'a>> {
        let mut leaves = Vec::new();
        let wrapper = items.path.first().filter(|_| items.path.len() > 1).map(|(key, _)| key.as_str());
        if let Some(record) = self.record(self.page) {
            self.walk(record, &[], wrapper, &mut leaves);
        }
        leaves.sort_by_key(|leaf| leaf.path.len());
        leaves
    }

    fn walk(&self, record: &'a Record, path: &[String], wrapper: Option<&str>, leaves: &mut Vec<Leaf<'a>>) {
        for field in &record.fields {
            let mut at = path.to_vec();
            at.push(field.wire.clone());
            let key = words(&field.wire).join("_");
            match self.record(&field.ty) {
                Some(inner) if at.len() < 4 && (CONTAINERS.contains(&key.as_str()) || wrapper == Some(&field.wire)) => {
                    self.walk(inner, &at, None, leaves);
                }
                Some(_) => {}
                None => leaves.push(Leaf { path: at, field, meaning: self.meaning(&field.ty) }),
            }
        }
    }

    pub(super) fn meaning(&self, ty: &'a TypeRef) -> Meaning {
        match self.resolve(ty) {
            TypeRef::Scalar(Scalar::Foreign(Foreign::Url) | Scalar::Uri) => Meaning::Url,
            TypeRef::Scalar(Scalar::Foreign(Foreign::Uuid | Foreign::Decimal | Foreign::DecimalNumber)) => {
                Meaning::Text
            }
            TypeRef::Scalar(Scalar::String | Scalar::Uuid | Scalar::Base64 | Scalar::Base64Url | Scalar::Decimal) => {
                Meaning::Text
            }
            TypeRef::Scalar(Scalar::I32 | Scalar::Bounded(_) | Scalar::I64 | Scalar::U64 | Scalar::I128) => {
                Meaning::Number
            }
            TypeRef::Scalar(Scalar::Bool) => Meaning::Flag,
            _ => Meaning::Other,
        }
    }

    /// Returns the key of an item's id, when it is text or a number. It need not be required: authors forget that, and a last item without it is an error of
    /// the walk, not its end.
    pub(super) fn id_of(&self, item: &'a TypeRef) -> Option<&'a str> {
        let record = self.record(item)?;
        let id = record.fields.iter().find(|field| field.wire == "id")?;
        matches!(self.meaning(&id.ty), Meaning::Text | Meaning::Number).then_some("id")
    }
}
