//! Finds the binary values that are files of a multipart body; all others are text in JSON or in a URL-encoded form.

use std::collections::{BTreeSet, HashSet};

use super::graph::{mentions, parts, received};
use crate::api::{Api, BodyForm, Extra, PartType, Record, Scalar, TypeId, TypeKind, TypeRef, Union};
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// Makes files of the binary values of multipart bodies, and reports the others.
pub(super) fn mark(api: &mut Api, report: &mut Report) {
    let has_binary = |def: &crate::api::TypeDef| parts(&def.kind).into_iter().any(is_or_holds_binary);
    if !api.types.iter().any(has_binary) && !bodies(api).any(|(_, ty)| is_or_holds_binary(ty)) {
        return;
    }
    let mut found = Found::default();
    for (_, ty) in bodies(api).filter(|(multipart, _)| *multipart) {
        found.body(api, ty);
    }
    found.rewrite(api);
    limit_types(api);
    report_text(api, found.text_parts(api), report);
}

/// Returns the types of request bodies; true for those of multipart ones.
fn bodies(api: &Api) -> impl Iterator<Item = (bool, &TypeRef)> {
    let media = api.operations.iter().filter_map(|operation| operation.body.as_ref()).flat_map(|body| &body.media);
    media.filter_map(|media| Some((matches!(media.form, BodyForm::Multipart { .. }), media.form.ty()?)))
}

/// Named types by their place in a multipart body.
#[derive(Default)]
struct Found {
    /// Whole bodies.
    bodies: BTreeSet<TypeId>,
    /// Parts.
    parts: BTreeSet<TypeId>,
}

impl Found {
    fn body(&mut self, api: &Api, ty: &TypeRef) {
        match ty {
            TypeRef::Named(id) if self.bodies.insert(*id) => match &api.ty(*id).kind {
                TypeKind::Alias(target) => self.body(api, target),
                TypeKind::Union(union) => union.variants.iter().for_each(|variant| self.body(api, &variant.ty)),
                TypeKind::Record(record) => {
                    record.fields.iter().for_each(|field| self.part(api, &field.ty));
                    record.flattened.iter().for_each(|flattened| self.body(api, &flattened.ty));
                    if let Extra::Typed(_, ty) = &record.extra {
                        self.part(api, ty);
                    }
                }
                TypeKind::Constants(_) | TypeKind::Errors(_) | TypeKind::Newtype(_) => {}
            },
            TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => self.body(api, inner),
            TypeRef::Map(inner) | TypeRef::List(inner) => self.part(api, inner),
            _ => {}
        }
    }

    /// Handles a part, or each element of one that is a list. An object in a part is JSON, and so is a list in a list.
    fn part(&mut self, api: &Api, ty: &TypeRef) {
        match ty {
            TypeRef::Named(id) => match &api.ty(*id).kind {
                TypeKind::Alias(target) if self.parts.insert(*id) => self.part(api, target),
                TypeKind::Union(union) if self.parts.insert(*id) => {
                    union.variants.iter().for_each(|variant| self.part(api, &variant.ty));
                }
                _ => {}
            },
            TypeRef::Boxed(inner) | TypeRef::Nullable(inner) | TypeRef::List(inner) => self.part(api, inner),
            _ => {}
        }
    }

    /// Returns the places of binary values inside the parts, where no file can be.
    fn text_parts(&self, api: &Api) -> Vec<Pointer> {
        let mut places = Vec::new();
        for def in self.bodies.iter().map(|id| api.ty(*id)) {
            let TypeKind::Record(record) = &def.kind else { continue };
            let text = record.fields.iter().filter(|field| is_or_holds(&field.ty, Scalar::Binary));
            places.extend(text.map(|field| def.origin.child("properties").child(&field.wire)));
        }
        places
    }

    fn rewrite(&self, api: &mut Api) {
        for id in &self.bodies {
            match &mut api.types[id.0].kind {
                TypeKind::Record(record) => rewrite_record(record),
                TypeKind::Alias(target) => rewrite_body(target),
                TypeKind::Union(union) => union.variants.iter_mut().for_each(|variant| rewrite_body(&mut variant.ty)),
                TypeKind::Constants(_) | TypeKind::Errors(_) | TypeKind::Newtype(_) => {}
            }
        }
        for id in &self.parts {
            match &mut api.types[id.0].kind {
                TypeKind::Alias(target) => rewrite_part(target),
                TypeKind::Union(union) => union.variants.iter_mut().for_each(|variant| rewrite_part(&mut variant.ty)),
                TypeKind::Record(_) | TypeKind::Constants(_) | TypeKind::Errors(_) | TypeKind::Newtype(_) => {}
            }
        }
        let bodies = api.operations.iter_mut().filter_map(|operation| operation.body.as_mut());
        for media in bodies.flat_map(|body| &mut body.media) {
            if let BodyForm::Multipart { ty, .. } = &mut media.form {
                rewrite_body(ty);
            }
        }
    }
}

fn rewrite_record(record: &mut Record) {
    record.fields.iter_mut().for_each(|field| rewrite_part(&mut field.ty));
    if let Extra::Typed(_, ty) = &mut record.extra {
        rewrite_part(ty);
    }
}

fn rewrite_body(ty: &mut TypeRef) {
    match ty {
        TypeRef::Map(inner) | TypeRef::List(inner) => rewrite_part(inner),
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => rewrite_body(inner),
        _ => {}
    }
}

fn rewrite_part(ty: &mut TypeRef) {
    match ty {
        TypeRef::List(inner) if !matches!(**inner, TypeRef::List(_)) => rewrite_part(inner),
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => rewrite_part(inner),
        TypeRef::Scalar(scalar @ Scalar::Binary) => *scalar = Scalar::File,
        _ => {}
    }
}

/// Limits the declared content type of a part to its files: text in the place of a file keeps its own type.
fn limit_types(api: &mut Api) {
    let mut limited = Vec::new();
    for (operation, one) in api.operations.iter().enumerate() {
        for (media, body) in one.body.iter().flat_map(|body| &body.media).enumerate() {
            let BodyForm::Multipart { ty, encoding } = &body.form else { continue };
            for (part, declared) in encoding.iter().enumerate().filter(|(_, part)| part.content_type.is_some()) {
                let field = api
                    .record_behind(ty)
                    .and_then(|record| record.fields.iter().find(|field| field.wire == declared.property));
                if field.is_some_and(|field| is_file_or_other(api, &field.ty)) {
                    limited.push((operation, media, part));
                }
            }
        }
    }
    for (operation, media, part) in limited {
        if let Some(body) = &mut api.operations[operation].body
            && let BodyForm::Multipart { encoding, .. } = &mut body.media[media].form
        {
            encoding[part].type_of = PartType::Files;
        }
    }
}

/// Returns true for a union of files and other things, at any depth of unions and lists.
fn is_file_or_other(api: &Api, ty: &TypeRef) -> bool {
    let is_mixed = |union: &Union| {
        let files = union.variants.iter().filter(|variant| holds_file(api, &variant.ty)).count();
        (1..union.variants.len()).contains(&files)
    };
    any_below(api, ty, |ty| match ty {
        TypeRef::Named(id) => matches!(&api.ty(*id).kind, TypeKind::Union(union) if is_mixed(union)),
        _ => false,
    })
}

fn holds_file(api: &Api, ty: &TypeRef) -> bool {
    any_below(api, ty, |ty| matches!(ty, TypeRef::Scalar(Scalar::File)))
}

/// Tests a type and the types in its lists and unions, each union once.
fn any_below(api: &Api, ty: &TypeRef, test: impl Fn(&TypeRef) -> bool) -> bool {
    let (mut seen, mut left) = (HashSet::new(), vec![ty]);
    while let Some(ty) = left.pop() {
        let ty = api.behind(ty);
        if test(ty) {
            return true;
        }
        match ty {
            TypeRef::Nullable(inner) | TypeRef::List(inner) => left.push(inner),
            TypeRef::Named(id) if seen.insert(*id) => {
                if let TypeKind::Union(union) = &api.ty(*id).kind {
                    left.extend(union.variants.iter().map(|variant| &variant.ty));
                }
            }
            _ => {}
        }
    }
    false
}

/// Reports binary values that travel as text.
fn report_text(api: &Api, mut places: Vec<Pointer>, report: &mut Report) {
    let mut stack = Vec::new();
    let push = |ty: &TypeRef, stack: &mut Vec<TypeId>| mentions(ty, true, &mut |id, _| stack.push(id));
    for operation in &api.operations {
        let sent = operation.body.iter().flat_map(|body| &body.media).filter_map(|media| media.form.ty());
        for ty in sent.chain(received(operation)) {
            if is_or_holds(ty, Scalar::Binary) {
                places.push(operation.origin.clone());
            }
        }
        for media in operation.body.iter().flat_map(|body| &body.media) {
            match &media.form {
                // An object in a part is JSON; the files of the body itself are none.
                BodyForm::Multipart { ty, .. } => inner_types(api, ty, &mut stack),
                form => form.ty().into_iter().for_each(|ty| push(ty, &mut stack)),
            }
        }
        received(operation).into_iter().for_each(|ty| push(ty, &mut stack));
    }
    api.webhooks.iter().for_each(|webhook| push(&webhook.ty, &mut stack));
    let mut seen = vec![false; api.types.len()];
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut seen[id.0], true) {
            continue;
        }
        text_of(api, id, &mut places);
        parts(&api.ty(id).kind).into_iter().for_each(|ty| push(ty, &mut stack));
    }
    places.sort();
    places.dedup();
    let Some((first, others)) = places.split_first() else { return };
    let mut message =
        "binary content has no form of its own in JSON or in a URL-encoded form: it is sent as Base64".to_owned();
    if !others.is_empty() {
        message.push_str(&format!("; it is so in {} places, and this is the first", places.len()));
    }
    let hint = "say `contentEncoding: base64` (OpenAPI 3.1) or `format: byte` if that is right; \
                send other text with `Octets::from_text`";
    let mut problem = Problem::warning(Code::BinaryText, first, message, hint);
    problem.also = others.to_vec();
    report.add(problem);
}

/// Collects the types inside the parts of a multipart body, which travel as JSON there.
fn inner_types(api: &Api, ty: &TypeRef, found: &mut Vec<TypeId>) {
    let mut seen = BTreeSet::new();
    let mut stack = vec![(ty, true)];
    while let Some((ty, whole)) = stack.pop() {
        match ty {
            TypeRef::Named(id) => match &api.ty(*id).kind {
                TypeKind::Record(_) if !whole => found.push(*id),
                TypeKind::Record(_) if seen.insert((*id, whole)) => {
                    stack.extend(parts(&api.ty(*id).kind).into_iter().map(|ty| (ty, false)));
                }
                kind if seen.insert((*id, whole)) => stack.extend(parts(kind).into_iter().map(|ty| (ty, whole))),
                _ => {}
            },
            TypeRef::Map(inner) if whole => stack.push((inner, false)),
            TypeRef::Boxed(inner) | TypeRef::Nullable(inner) | TypeRef::List(inner) | TypeRef::Map(inner) => {
                stack.push((inner, whole));
            }
            TypeRef::Tuple(items) => stack.extend(items.iter().map(|item| (item, false))),
            TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => {}
        }
    }
}

/// Collects the places of a type's own binary values.
fn text_of(api: &Api, id: TypeId, places: &mut Vec<Pointer>) {
    let def = api.ty(id);
    match &def.kind {
        TypeKind::Record(record) => {
            let binary = record.fields.iter().filter(|field| is_or_holds_binary(&field.ty));
            places.extend(binary.map(|field| def.origin.child("properties").child(&field.wire)));
            if matches!(&record.extra, Extra::Typed(_, ty) if is_or_holds_binary(ty)) {
                places.push(def.origin.child("additionalProperties"));
            }
        }
        kind => {
            if parts(kind).into_iter().any(is_or_holds_binary) {
                places.push(def.origin.clone());
            }
        }
    }
}

fn is_or_holds_binary(ty: &TypeRef) -> bool {
    is_or_holds(ty, Scalar::Binary) || is_or_holds(ty, Scalar::File)
}

fn is_or_holds(ty: &TypeRef, wanted: Scalar) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => *scalar == wanted,
        TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            is_or_holds(inner, wanted)
        }
        TypeRef::Tuple(items) => items.iter().any(|item| is_or_holds(item, wanted)),
        TypeRef::Named(_) | TypeRef::Const(_) | TypeRef::Json => false,
    }
}
