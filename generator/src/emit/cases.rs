//! Choice of a union's variant from a value, as data for the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::types::Types;
use crate::api::{Decision, Kinds, Literal, Shape, TypeId, TypeKind, TypeRef, Union, Variant};

/// Emits the properties by which a variant is recognised: `= "message" | "text" corrects`, or `=> Case::new(…)`.
pub(super) fn how(union: &Union, index: usize, variant: &Variant, types: Types<'_>) -> TokenStream {
    let written = written(union, index, variant, types);
    match &union.decision {
        Decision::Tag { values, .. } => {
            let tags = tags_of(values, index);
            if tags.is_empty() { TokenStream::new() } else { quote!(= #(#tags)|* #written) }
        }
        Decision::Shape { tag } => {
            let case = case(variant.name.as_str().trim_start_matches("r#"), &variant.shape);
            let tag = tag.as_ref().zip(written).map(|(tag, written)| {
                let (property, tags) = (&tag.property, tags_of(&tag.values, index));
                quote!(tag #property = #(#tags)|* #written)
            });
            quote!(#tag => #case)
        }
    }
}

fn tags_of(values: &[(Literal, usize)], index: usize) -> Vec<TokenStream> {
    values.iter().filter(|(_, at)| *at == index).map(|(value, _)| super::types::plain_literal(value)).collect()
}

/// Emits the way in which the union writes the variant's tag: it is added if the value may lack it, else corrected.
fn written(union: &Union, index: usize, variant: &Variant, types: Types<'_>) -> Option<TokenStream> {
    let (property, values) = union.decision.written()?;
    if matches!(&union.decision, Decision::Tag { otherwise, .. } if *otherwise == Some(index)) {
        return None;
    }
    let (first, _) = values.iter().find(|(_, at)| *at == index)?;
    let first = match first {
        Literal::Int(value) if i32::try_from(*value).is_err() => super::types::suffixed_literal(first),
        first => super::types::plain_literal(first),
    };
    let others: Vec<&Literal> = values.iter().filter(|(_, at)| *at != index).map(|(value, _)| value).collect();
    if inner_fixes(types, &variant.ty, property, &others) {
        return None;
    }
    match holds_tag(types, &variant.ty, property, &mut Vec::new()) {
        Holds::Always => Some(quote!(corrects)),
        Holds::Perhaps => Some(quote!(writes #first)),
        Holds::Decides => None,
    }
}

fn case(name: &str, shape: &Shape) -> TokenStream {
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
    let variants = (!shape.variants.is_empty()).then(|| {
        let variants = shape.variants.iter().map(|shape| case("", shape));
        quote!(.variants(&[#(#variants),*]))
    });
    quote!(Case::new(#name, #kinds) #required #constants #known #closed #words #variants)
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

/// Returns `Kinds::OBJECT.or(Kinds::STRING)`, or `Kinds::ANY`.
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

/// Presence of a tag's property in the values of a type.
#[derive(Clone, Copy, PartialEq)]
enum Holds {
    /// Values always write the property.
    Always,
    /// Values may write the property, or never do.
    Perhaps,
    /// Values are of a union that the same property decides, or no objects.
    Decides,
}

fn holds_tag(types: Types<'_>, ty: &TypeRef, property: &str, seen: &mut Vec<TypeId>) -> Holds {
    let id = match types.target(ty) {
        TypeRef::Boxed(inner) => return holds_tag(types, inner, property, seen),
        TypeRef::Named(id) if seen.contains(id) => return Holds::Always,
        TypeRef::Named(id) => *id,
        TypeRef::Map(_) | TypeRef::Json => return Holds::Perhaps,
        _ => return Holds::Decides,
    };
    seen.push(id);
    match &types.api().ty(id).kind {
        TypeKind::Record(record) => match record.fields.iter().find(|field| field.wire == property) {
            Some(field) if field.presence.is_required() => Holds::Always,
            Some(_) => Holds::Perhaps,
            None => match &record.flattened {
                Some(flattened) if holds_tag(types, &flattened.ty, property, seen) == Holds::Always => Holds::Always,
                _ => Holds::Perhaps,
            },
        },
        TypeKind::Union(union) => match &union.decision {
            Decision::Tag { property: own, otherwise: None, .. } if own == property => Holds::Decides,
            Decision::Shape { tag: Some(tag) } if tag.property == property => Holds::Decides,
            _ => {
                let always = |variant: &Variant| holds_tag(types, &variant.ty, property, seen) != Holds::Perhaps;
                if union.variants.iter().all(always) { Holds::Always } else { Holds::Perhaps }
            }
        },
        TypeKind::Newtype(ty) => holds_tag(types, ty, property, seen),
        TypeKind::Constants(_) | TypeKind::Errors(_) | TypeKind::Alias(_) => Holds::Decides,
    }
}

/// Returns true for a union whose values all have the tag themselves: by a constant, or by an enum without values of `others`, which are other variants of
/// the union around it. It has nothing to repair, and may lack a value that means another variant as well.
fn inner_fixes(types: Types<'_>, ty: &TypeRef, property: &str, others: &[&Literal]) -> bool {
    match types.target(ty) {
        TypeRef::Boxed(inner) => inner_fixes(types, inner, property, others),
        TypeRef::Named(id) => {
            matches!(types.api().ty(*id).kind, TypeKind::Union(_))
                && fixes_tag(types, ty, (property, others), &mut Vec::new())
        }
        _ => false,
    }
}

fn fixes_tag(types: Types<'_>, ty: &TypeRef, tag: (&str, &[&Literal]), seen: &mut Vec<TypeId>) -> bool {
    let id = match types.target(ty) {
        TypeRef::Boxed(inner) => return fixes_tag(types, inner, tag, seen),
        TypeRef::Named(id) if seen.contains(id) => return true,
        TypeRef::Named(id) => *id,
        _ => return false,
    };
    seen.push(id);
    match &types.api().ty(id).kind {
        TypeKind::Record(record) => {
            let (property, others) = tag;
            let field = record.fields.iter().find(|field| field.wire == property);
            field.is_some_and(|field| is_fixed(types, &field.ty, others))
        }
        TypeKind::Union(union) => union.variants.iter().all(|variant| fixes_tag(types, &variant.ty, tag, seen)),
        TypeKind::Newtype(inner) => fixes_tag(types, inner, tag, seen),
        TypeKind::Constants(_) | TypeKind::Errors(_) | TypeKind::Alias(_) => false,
    }
}

/// Returns true for a constant, and for an enum without any of these values.
fn is_fixed(types: Types<'_>, ty: &TypeRef, others: &[&Literal]) -> bool {
    match types.target(ty) {
        TypeRef::Const(_) => true,
        TypeRef::Named(id) => match &types.api().ty(*id).kind {
            TypeKind::Constants(words) => !words.variants.iter().any(|word| others.contains(&&word.value)),
            _ => false,
        },
        _ => false,
    }
}
