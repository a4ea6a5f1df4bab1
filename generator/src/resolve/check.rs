//! Final check of the invariants of every model. A violation is a defect of the generator, never of the document.

use std::collections::HashSet;

use super::graph::{mentions, parts, received, sent};
use crate::api::{Api, TypeKind, TypeRef};
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// Reports every breach as an error.
pub(super) fn check(api: &Api, report: &mut Report) {
    let mut breaches = Vec::new();
    unique(api.types.iter().map(|def| def.name.as_str()), "types", &mut breaches);
    for def in &api.types {
        let name = def.name.as_str();
        match &def.kind {
            TypeKind::Record(record) => {
                let flattened = record.flattened.iter().map(|flattened| flattened.name.as_str());
                unique(record.fields.iter().map(|field| field.name.as_str()).chain(flattened), name, &mut breaches);
            }
            TypeKind::Union(union) => {
                unique(union.variants.iter().map(|variant| variant.name.as_str()), name, &mut breaches);
                if union.variants.iter().any(|variant| matches!(variant.ty, TypeRef::Nullable(_))) {
                    breaches.push(format!("a variant of `{name}` is nullable"));
                }
            }
            TypeKind::Constants(words) => {
                unique(words.variants.iter().map(|word| word.name.as_str()), name, &mut breaches);
            }
            TypeKind::Errors(errors) => {
                unique(errors.cases.iter().map(|case| case.name.as_str()), name, &mut breaches);
            }
            TypeKind::Alias(_) | TypeKind::Newtype(_) => {}
        }
        parts(&def.kind).into_iter().for_each(|ty| resolves(api, ty, name, &mut breaches));
    }
    for operation in &api.operations {
        let used = sent(operation).into_iter().chain(received(operation));
        used.for_each(|ty| resolves(api, ty, &operation.id, &mut breaches));
    }
    for breach in breaches {
        let hint = "please report it, with the document if you can";
        report.add(Problem::error(Code::GeneratorBug, &Pointer::root(), breach, hint));
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a str>, place: &str, breaches: &mut Vec<String>) {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            breaches.push(format!("`{name}` is there twice in `{place}`"));
        }
    }
}

fn resolves(api: &Api, ty: &TypeRef, place: &str, breaches: &mut Vec<String>) {
    mentions(ty, true, &mut |id, _| {
        if id.0 >= api.types.len() {
            breaches.push(format!("`{place}` refers to a type that is not there"));
        }
    });
    if let TypeRef::Nullable(inner) = ty
        && matches!(**inner, TypeRef::Nullable(_))
    {
        breaches.push(format!("`{place}` has a null within a null"));
    }
}
