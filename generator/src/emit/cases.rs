//! How a union's variant is known from a value, as data for the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::ident;
use super::types::Types;
use crate::api::{Decision, Kinds, Literal, Shape, TypeId, TypeKind, TypeRef, Union, Variant};

/// What a variant is known by: `= "message" | "text"`, or `=> Case::new(…)`.
pub(super) fn how(union: &Union, index: usize, variant: &Variant, types: Types<'_>) -> TokenStream {
    match &union.decision {
        Decision::Tag { property, values, otherwise } => {
            let tags: Vec<&String> = values.iter().filter(|(_, at)| *at == index).map(|(value, _)| value).collect();
            let known = (!tags.is_empty()).then(|| quote!(= #(#tags)|*));
            // A tag that the value does not hold itself is added, where it needs one.
            let needed = *otherwise != Some(index);
            let written = tags.first().filter(|_| needed && !holds_tag(types, &variant.ty, property, &mut Vec::new()));
            let written = written.map(|tag| quote!(writes #tag));
            quote!(#known #written)
        }
        Decision::Shape => {
            let case = case(variant.name.as_str(), &variant.shape);
            quote!(=> #case)
        }
    }
}

fn case(name: &str, shape: &Shape) -> TokenStream {
    let name = name.trim_start_matches("r#");
    let kinds = kinds(shape.kinds);
    let required = list(&shape.required).map(|keys| quote!(.required(#keys)));
    let constants = (!shape.constants.is_empty()).then(|| {
        let constants = shape.constants.iter().map(|(key, values)| {
            let values = values.iter().map(literal);
            quote!((#key, &[#(#values),*]))
        });
        quote!(.constants(&[#(#constants),*]))
    });
    let known = list(&shape.known).map(|keys| quote!(.known(#keys)));
    let closed = shape.closed.then(|| quote!(.closed()));
    let words = list(&shape.words).map(|words| quote!(.words(#words)));
    quote!(Case::new(#name, #kinds) #required #constants #known #closed #words)
}

fn list(texts: &[String]) -> Option<TokenStream> {
    (!texts.is_empty()).then(|| quote!(&[#(#texts),*]))
}

fn literal(value: &Literal) -> TokenStream {
    let kind = match value {
        Literal::Str(_) => "Str",
        Literal::Int(_) => "Int",
        Literal::Float(_) => "Float",
        Literal::Bool(_) => "Bool",
    };
    let kind = ident(kind);
    let value = super::types::plain_literal(value);
    quote!(Literal::#kind(#value))
}

/// `Kinds::OBJECT.or(Kinds::STRING)`, or `Kinds::ANY`.
fn kinds(kinds: Kinds) -> TokenStream {
    let named = [
        (kinds.object, "OBJECT"),
        (kinds.array, "ARRAY"),
        (kinds.string, "STRING"),
        (kinds.integer, "INTEGER"),
        (kinds.number, "NUMBER"),
        (kinds.boolean, "BOOLEAN"),
        (kinds.null, "NULL"),
    ];
    if named.iter().all(|(has, _)| *has) {
        return quote!(Kinds::ANY);
    }
    let mut named = named.into_iter().filter(|(has, _)| *has).map(|(_, name)| ident(name));
    let Some(first) = named.next() else { return quote!(Kinds::ANY) };
    quote!(Kinds::#first #(.or(Kinds::#named))*)
}

/// True when a value of the type always writes the property itself.
fn holds_tag(types: Types<'_>, ty: &TypeRef, property: &str, seen: &mut Vec<TypeId>) -> bool {
    let id = match types.target(ty) {
        TypeRef::Boxed(inner) => return holds_tag(types, inner, property, seen),
        TypeRef::Named(id) if seen.contains(id) => return true,
        TypeRef::Named(id) => *id,
        _ => return true,
    };
    seen.push(id);
    match &types.api().ty(id).kind {
        TypeKind::Record(record) => {
            let own = record.fields.iter().any(|field| field.wire == property && field.presence.is_required());
            own || record.flattened.iter().any(|flattened| holds_tag(types, &flattened.ty, property, seen))
        }
        TypeKind::Union(union) => match &union.decision {
            Decision::Tag { property: own, otherwise: None, .. } if own == property => true,
            _ => union.variants.iter().all(|variant| holds_tag(types, &variant.ty, property, seen)),
        },
        TypeKind::Words(_) | TypeKind::Errors(_) | TypeKind::Alias(_) => true,
    }
}
