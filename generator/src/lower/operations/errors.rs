//! Error replies by status: one enum for each set of them, which the operations that declare the same set share.

use super::super::Lowering;
use super::reply::word;
use super::sites::Site;
use super::tree::CallNames;
use crate::api::{
    Docs, ErrorCase, Errors, Failure, Operation, OperationErrors, StatusSpec, Travels, TypeDef, TypeId, TypeKind,
    TypeRef,
};
use crate::naming::{Scope, TypeName};

/// Gives every operation that declares error bodies with types the enum of them. Last, so that no schema loses its name.
pub(super) fn collect(
    lowering: &mut Lowering<'_>,
    operations: &mut [Operation],
    sites: &[Site<'_>],
    names: &[CallNames],
) {
    let mut known: Vec<(Set, TypeId)> = Vec::new();
    for ((operation, site), names) in operations.iter_mut().zip(sites).zip(names) {
        let Some(set) = Set::of(&operation.failures) else { continue };
        let id = match known.iter().find(|(other, _)| *other == set) {
            Some((_, id)) => *id,
            None => {
                let id = define(lowering, &set, site);
                known.push((set, id));
                id
            }
        };
        operation.errors = Some(OperationErrors { name: names.error.clone(), ty: TypeRef::Named(id) });
    }
}

/// What an operation declares of its error bodies.
#[derive(PartialEq)]
struct Set {
    typed: Vec<(StatusSpec, TypeRef)>,
    /// Declared without a type, where a less exact status would have one.
    untyped: Vec<StatusSpec>,
}

impl Set {
    fn of(failures: &[Failure]) -> Option<Self> {
        let typed: Vec<_> = failures.iter().filter_map(|failure| Some((failure.status, failure.ty.clone()?))).collect();
        let untyped = failures.iter().filter(|failure| failure.ty.is_none()).map(|failure| failure.status);
        let untyped = untyped.filter(|status| typed.iter().any(|(other, _)| covers(*other, *status))).collect();
        (!typed.is_empty()).then_some(Self { typed, untyped })
    }

    /// `404 or 4xx or default`
    fn statuses(&self) -> String {
        let words = self.typed.iter().map(|(status, _)| match status {
            StatusSpec::Code(code) => code.to_string(),
            StatusSpec::Range(digit) => format!("{digit}xx"),
            StatusSpec::Default => "default".to_owned(),
        });
        words.collect::<Vec<_>>().join(" or ")
    }

    /// The names of the types, for sets of the same statuses.
    fn types(&self, lowering: &Lowering<'_>) -> String {
        let words = self.typed.iter().map(|(_, ty)| type_words(lowering, ty));
        words.collect::<Vec<_>>().join(" and ")
    }
}

/// True when a status that is written as `exact` would be taken by `other` if it were not.
fn covers(other: StatusSpec, exact: StatusSpec) -> bool {
    match (other, exact) {
        (StatusSpec::Range(digit), StatusSpec::Code(code)) => code / 100 == u16::from(digit),
        (StatusSpec::Default, StatusSpec::Code(_) | StatusSpec::Range(_)) => true,
        _ => false,
    }
}

fn type_words(lowering: &Lowering<'_>, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => lowering.types[id.0].name.plain().to_owned(),
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => type_words(lowering, inner),
        TypeRef::List(inner) => format!("{} list", type_words(lowering, inner)),
        TypeRef::Map(inner) => format!("{} map", type_words(lowering, inner)),
        TypeRef::Tuple(_) => "tuple".to_owned(),
        TypeRef::Scalar(_) | TypeRef::Const(_) => "value".to_owned(),
        TypeRef::Json => "json".to_owned(),
    }
}

fn define(lowering: &mut Lowering<'_>, set: &Set, site: &Site<'_>) -> TypeId {
    let short = format!("error {}", set.statuses());
    let long = format!("{short} of {}", set.types(lowering));
    let name: TypeName = lowering.type_names.claim_first(&[&short, &long]);
    let mut variants = Scope::new();
    variants.reserve("Unknown");
    let case = |(status, ty): &(StatusSpec, TypeRef)| ErrorCase {
        name: variants.claim(&word(*status)),
        status: *status,
        ty: ty.clone(),
    };
    let cases = set.typed.iter().map(case).collect();
    lowering.types.push(TypeDef {
        name,
        origin: lowering.document.origin(&site.at.child("responses")),
        docs: Docs("Error replies, by status.".to_owned()),
        component: false,
        title: None,
        deprecated: false,
        nullable: false,
        example: None,
        travels: Travels::default(),
        required_name: None,
        kind: TypeKind::Errors(Errors { cases, untyped: set.untyped.clone() }),
    });
    TypeId(lowering.types.len() - 1)
}
