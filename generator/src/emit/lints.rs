//! Lints that are about the API's own words and shapes, and so are no defect of the crate. Each is allowed only where it
//! would speak up.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Extra, TypeKind, TypeRef};
use crate::plan::Plan;
use crate::plan::calls::Input;

/// Clippy's `type-complexity-threshold`.
const COMPLEX: usize = 250;

/// Returns the crate's `allow` attributes.
pub(super) fn lints(plan: &Plan<'_>) -> TokenStream {
    let lints = allowed(plan);
    quote!(#(#![#lints])*)
}

/// Returns the attributes for a module.
pub(super) fn outer_lints(plan: &Plan<'_>) -> TokenStream {
    let lints = allowed(plan);
    quote!(#(#[#lints])*)
}

fn allowed(plan: &Plan<'_>) -> Vec<TokenStream> {
    let placeholders =
        has_placeholder(plan).then(|| quote!(allow(clippy::disallowed_names, reason = "the document has these names")));
    let complex = has_complex_type(plan)
        .then(|| quote!(allow(clippy::type_complexity, reason = "the API nests these values so deeply")));
    placeholders.into_iter().chain(complex).collect()
}

fn inputs<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = &'p Input<'p>> {
    let calls = plan.resources.iter().flat_map(|resource| &resource.calls);
    calls.flat_map(|call| call.arguments.iter().chain(call.setters.iter().map(|setter| &setter.input)))
}

/// Returns true if something is called as only an example's variable would be.
fn has_placeholder(plan: &Plan<'_>) -> bool {
    let is_placeholder = |name: &str| matches!(name, "foo" | "baz" | "quux");
    let in_types = plan.api.types.iter().any(|def| match &def.kind {
        TypeKind::Record(record) => record.fields.iter().any(|field| is_placeholder(field.name.as_str())),
        TypeKind::Union(_) | TypeKind::Constants(_) | TypeKind::Errors(_) => false,
        TypeKind::Alias(_) | TypeKind::Newtype(_) => false,
    });
    in_types || inputs(plan).any(|input| is_placeholder(input.name))
}

fn has_complex_type(plan: &Plan<'_>) -> bool {
    let in_types = plan.api.types.iter().any(|def| match &def.kind {
        TypeKind::Record(record) => {
            // A field that may be absent stands in an `Option`.
            let fields = record.fields.iter().any(|field| complexity(&field.ty, 2) + 10 > COMPLEX);
            fields || matches!(&record.extra, Extra::Typed(_, ty) if complexity(ty, 2) + 40 > COMPLEX)
        }
        TypeKind::Union(union) => union.variants.iter().any(|variant| complexity(&variant.ty, 1) > COMPLEX),
        TypeKind::Errors(errors) => errors.cases.iter().any(|case| complexity(&case.ty, 1) > COMPLEX),
        TypeKind::Newtype(ty) => complexity(ty, 1) > COMPLEX,
        TypeKind::Constants(_) | TypeKind::Alias(_) => false,
    });
    in_types || inputs(plan).any(|input| complexity(&input.ty, 2) + 10 > COMPLEX)
}

/// Returns Clippy's measure: ten for each type, times its depth.
fn complexity(ty: &TypeRef, depth: usize) -> usize {
    let own = 10 * depth;
    match ty {
        TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Nullable(inner) => own + complexity(inner, depth + 1),
        TypeRef::Map(inner) => own + 10 * (depth + 1) + complexity(inner, depth + 1),
        TypeRef::Tuple(items) => own + items.iter().map(|item| complexity(item, depth + 1)).sum::<usize>(),
        TypeRef::Named(_) | TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::fixture::{api, file, string};

    fn nested(levels: usize) -> TypeRef {
        (0..levels).fold(string(), |ty, _| TypeRef::Map(Box::new(ty)))
    }

    #[test]
    fn deep_types_are_allowed_where_they_are() {
        assert!(!file(api(), "src/lib.rs").contains("allow("));
        for (levels, allowed) in [(2, false), (3, true)] {
            let mut api = api();
            let TypeKind::Record(record) = &mut api.types[0].kind else { panic!("a record") };
            record.fields[0].ty = nested(levels);
            assert_eq!(file(api, "src/lib.rs").contains("#![allow(clippy::type_complexity"), allowed, "{levels}");
        }
    }

    #[test]
    fn placeholder_names_are_allowed_where_they_are() {
        let mut api = api();
        api.operations[2].params[1].name = crate::emit::fixture::name("foo");
        assert!(file(api, "src/lib.rs").contains("#![allow(clippy::disallowed_names"));
    }
}
