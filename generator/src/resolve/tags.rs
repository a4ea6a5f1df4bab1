//! Tags that only unions write: fields of records that are only variants of these unions.

use super::graph::{mentions, parts, received, sent};
use crate::api::{Api, ConstantsForm, Decision, Field, Literal, Presence, Scalar, TypeId, TypeKind, TypeRef, Union};

/// Places of a record's values.
#[derive(Clone, Debug, PartialEq)]
enum Stands {
    /// Nowhere that is known.
    Nowhere,
    /// As variants of unions that write this property, first with this value.
    InUnions(String, Literal),
    /// Elsewhere as well.
    Anywhere,
}

/// Marks the fields whose value a union writes, if the record is only a variant of such unions: they are no arguments of `new`.
pub(super) fn fill(api: &mut Api) {
    let mut places = Places { api, stands: vec![Stands::Nowhere; api.types.len()] };
    places.find();
    for (id, stands) in places.stands.into_iter().enumerate() {
        let Stands::InUnions(property, value) = stands else { continue };
        let TypeKind::Record(record) = &api.types[id].kind else { continue };
        let settable = |field: &Field| {
            let required = matches!(field.presence, Presence::Required | Presence::RequiredNullable);
            field.wire == property && required && takes(api, &field.ty, &value)
        };
        let Some(position) = record.fields.iter().position(settable) else { continue };
        if let TypeKind::Record(record) = &mut api.types[id].kind
            && let Some(field) = record.fields.get_mut(position)
        {
            field.tag = Some(value);
        }
    }
}

/// Returns true if a constant is a value of the type.
fn takes(api: &Api, ty: &TypeRef, value: &Literal) -> bool {
    match (api.behind(ty), value) {
        (TypeRef::Scalar(Scalar::String), Literal::Str(_)) | (TypeRef::Scalar(Scalar::Bool), Literal::Bool(_)) => true,
        (TypeRef::Scalar(Scalar::I128), Literal::Int(_)) => true,
        (TypeRef::Scalar(Scalar::I64), Literal::Int(value)) => i64::try_from(*value).is_ok(),
        (TypeRef::Scalar(Scalar::I32), Literal::Int(value)) => i32::try_from(*value).is_ok(),
        (TypeRef::Scalar(Scalar::Bounded(small)), Literal::Int(value)) => {
            let (least, most) = small.range();
            (least..=most).contains(value)
        }
        (TypeRef::Scalar(Scalar::U64), Literal::Int(value)) => u64::try_from(*value).is_ok(),
        (TypeRef::Named(id), value) => match (&api.ty(*id).kind, value) {
            (TypeKind::Constants(words), _) if !words.open => words.variants.iter().any(|word| word.value == *value),
            (TypeKind::Constants(words), Literal::Str(_)) => words.form == ConstantsForm::Strings,
            (TypeKind::Constants(words), Literal::Int(value)) => {
                words.form == ConstantsForm::Integers && i64::try_from(*value).is_ok()
            }
            _ => false,
        },
        _ => false,
    }
}

struct Places<'a> {
    api: &'a Api,
    stands: Vec<Stands>,
}

impl Places<'_> {
    fn find(&mut self) {
        let api = self.api;
        for def in &api.types {
            match &def.kind {
                // Its target stands where the alias does.
                TypeKind::Alias(_) => {}
                TypeKind::Union(union) => self.of_union(union),
                kind => parts(kind).into_iter().for_each(|ty| self.anywhere(ty)),
            }
        }
        let events = api.webhook_events.iter().map(|events| &events.ty);
        let webhooks = api.webhooks.iter().map(|webhook| &webhook.ty).chain(events);
        for ty in api.operations.iter().flat_map(|found| [sent(found), received(found)].concat()).chain(webhooks) {
            self.anywhere(ty);
        }
    }

    fn of_union(&mut self, union: &Union) {
        let written = union.decision.written();
        for (index, variant) in union.variants.iter().enumerate() {
            let any_tag = matches!(&union.decision, Decision::Tag { otherwise, .. } if *otherwise == Some(index));
            let tag = written.filter(|_| !any_tag).and_then(|(property, values)| {
                let (value, _) = values.iter().find(|(_, at)| *at == index)?;
                Some((property, value))
            });
            match (self.api.behind(&variant.ty), tag) {
                (TypeRef::Named(id), Some((property, value))) => self.in_union(*id, property, value),
                _ => self.anywhere(&variant.ty),
            }
        }
    }

    fn in_union(&mut self, id: TypeId, property: &str, value: &Literal) {
        let found = &mut self.stands[id.0];
        match found {
            Stands::Nowhere => *found = Stands::InUnions(property.to_owned(), value.clone()),
            Stands::InUnions(own, _) if own == property => {}
            _ => *found = Stands::Anywhere,
        }
    }

    fn anywhere(&mut self, ty: &TypeRef) {
        let mut work = Vec::new();
        mentions(ty, true, &mut |id, _| work.push(id));
        while let Some(id) = work.pop() {
            if std::mem::replace(&mut self.stands[id.0], Stands::Anywhere) == Stands::Anywhere {
                continue;
            }
            if let TypeKind::Alias(target) = &self.api.ty(id).kind {
                mentions(target, true, &mut |id, _| work.push(id));
            }
        }
    }
}
