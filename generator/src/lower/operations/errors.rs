//! Error responses by status: one enum for each set of them, which the operations that declare the same set share.

use indexmap::IndexSet;

use super::super::Lowering;
use super::response::word;
use super::sites::Site;
use super::tree::CallNames;
use crate::api::{
    Directions, Docs, ErrorCase, Errors, Failure, Operation, OperationErrors, StatusSpec, TypeDef, TypeId, TypeKind,
    TypeRef,
};
use crate::naming::{Scope, TypeName, words};

/// Adds the enum of error bodies to every operation that declares typed ones. Called last, so that no schema loses its name.
pub(super) fn collect(
    lowering: &mut Lowering<'_>,
    operations: &mut [Operation],
    sites: &[Site<'_>],
    calls: &[CallNames],
) {
    let mut sets: Vec<(Set, &Site<'_>)> = Vec::new();
    let mut places: Vec<Option<usize>> = Vec::with_capacity(operations.len());
    for (operation, site) in operations.iter().zip(sites) {
        places.push(Set::of(&operation.failures).map(|set| {
            sets.iter().position(|(other, _)| *other == set).unwrap_or_else(|| {
                sets.push((set, site));
                sets.len() - 1
            })
        }));
    }
    let texts: Vec<Vec<String>> = sets.iter().map(|(set, _)| set.texts(lowering)).collect();
    let names: Vec<TypeName> = lowering.type_names.claim_all(&texts);
    let ids: Vec<TypeId> =
        sets.iter().zip(names).map(|((set, site), name)| define(lowering, set, site, name)).collect();
    for ((operation, calls), place) in operations.iter_mut().zip(calls).zip(places) {
        let Some(id) = place.and_then(|place| ids.get(place)) else { continue };
        operation.errors = Some(OperationErrors { name: calls.error.clone(), ty: TypeRef::Named(*id) });
    }
}

/// Error bodies that an operation declares.
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

    /// Returns `404 or 4xx or default`
    fn statuses(&self) -> String {
        let words = self.typed.iter().map(|(status, _)| match status {
            StatusSpec::Code(code) => code.to_string(),
            StatusSpec::Range(digit) => format!("{digit}xx"),
            StatusSpec::Default => "default".to_owned(),
        });
        words.collect::<Vec<_>>().join(" or ")
    }

    /// Returns the possible names of the enum: by the statuses, then also by the types.
    fn texts(&self, lowering: &Lowering<'_>) -> Vec<String> {
        let short = format!("error {}", self.statuses());
        let long = format!("{short} of {}", self.types(lowering));
        vec![short, long]
    }

    /// Returns the names of the types, each once and without the word that they have in common: as many as are readable.
    fn types(&self, lowering: &Lowering<'_>) -> String {
        let mut names: IndexSet<String> = IndexSet::new();
        for (_, ty) in &self.typed {
            let mut name = words(&type_words(lowering, ty));
            if name.len() > 1 && name.last().is_some_and(|word| word == "error") {
                name.pop();
            }
            names.insert(name.join(" "));
        }
        let mut length = 0;
        let fits = |name: &&String| {
            length += name.len() + " and ".len();
            length <= MOST_READABLE
        };
        let shown: Vec<&str> = names.iter().take_while(fits).map(String::as_str).collect();
        match names.len() - shown.len() {
            0 => shown.join(" and "),
            left => format!("{} and {left} more", shown.join(" and ")).trim_start_matches(" and ").to_owned(),
        }
    }
}

/// Characters that names of types may have together in the name of an enum.
const MOST_READABLE: usize = 60;

/// Returns true if a status that is written as `exact` would be taken by `other` if it were not.
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

fn define(lowering: &mut Lowering<'_>, set: &Set, site: &Site<'_>, name: TypeName) -> TypeId {
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
        docs: Docs("Error responses, by status.".to_owned()),
        component: false,
        title: None,
        deprecated: false,
        nullable: false,
        example: None,
        directions: Directions::default(),
        required_name: None,
        getters: Vec::new(),
        derives: Default::default(),
        kind: TypeKind::Errors(Errors { cases, untyped: set.untyped.clone() }),
    });
    TypeId(lowering.types.len() - 1)
}
