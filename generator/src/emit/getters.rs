//! Getters: methods that return the value at a path.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::idents::{ident, operator_note};
use super::types::Types;
use crate::api::{
    Arm, Field, Getter, Move, Presence, Record, Route, Scalar, TypeDef, TypeId, TypeKind, TypeRef, route,
};

/// Returns the getters of a type.
pub(super) fn getters(def: &TypeDef, id: TypeId, types: Types<'_>) -> Option<TokenStream> {
    let methods: Vec<TokenStream> = def.getters.iter().filter_map(|own| getter(own, id, types)).collect();
    let name = ident(def.name.as_str());
    (!methods.is_empty()).then(|| quote!(impl #name { #(#methods)* }))
}

fn getter(getter: &Getter, id: TypeId, types: Types<'_>) -> Option<TokenStream> {
    // `lower` has followed the same path.
    let route = route(&types.api().types, id, &getter.steps).ok()?;
    let docs = getter_docs(getter, &route).outer();
    let note = operator_note(getter.name.as_str());
    let name = ident(getter.name.as_str());
    let is_text = route.target == TypeRef::Scalar(Scalar::String);
    let way = match (is_text, is_there(&route)) {
        (true, true) => {
            let from = from_self(&route.moves);
            quote!(Some(#from.as_str()))
        }
        (true, false) => {
            let way = way(&route, types);
            quote!(#way.map(String::as_str))
        }
        (false, _) => way(&route, types),
    };
    let item = if is_text {
        quote!(&str)
    } else {
        let owned = types.owned(&route.target);
        quote!(&#owned)
    };
    let (gives, body) = match &getter.join {
        Some(text) if text.is_empty() => (quote!(String), quote!(#way.collect())),
        Some(text) => (quote!(String), quote!(#way.collect::<Vec<_>>().join(#text))),
        None if route.many => (quote!(impl Iterator<Item = #item>), way),
        None => (quote!(Option<#item>), way),
    };
    Some(quote! {
        #docs
        #note
        pub fn #name(&self) -> #gives { #body }
    })
}

fn getter_docs(getter: &Getter, route: &Route<'_>) -> Doc {
    let path = docs::code(&getter.path);
    let sentence = match &getter.join {
        Some(text) if text.is_empty() => format!("Returns the texts at {path} as one text."),
        Some(text) => {
            format!("Returns the texts at {path} as one text, with {} between them.", docs::code(&format!("{text:?}")))
        }
        None if route.many => format!("Returns each value at {path}."),
        None => format!("Returns the value at {path}."),
    };
    Doc::new().author(&getter.docs).paragraph(sentence)
}

/// Returns the chain of adapters that follows a path from `self`.
fn way(route: &Route<'_>, types: Types<'_>) -> TokenStream {
    let plain = route.moves.iter().take_while(|step| is_plain(step)).count();
    let (first, rest) = route.moves.split_at(plain);
    let from = from_self(first);
    let borrowed = if plain == 0 { from.clone() } else { quote!(&#from) };
    let (mut chain, mut rest) = match (route.many, rest) {
        (true, [Move::Items, rest @ ..]) => (quote!(#from.iter()), rest),
        (true, [Move::Values, rest @ ..]) => (quote!(#from.values()), rest),
        (true, rest) => (quote!(std::iter::once(#borrowed)), rest),
        (false, rest) => (quote!(Some(#borrowed)), rest),
    };
    while let [step, after @ ..] = rest {
        // A list in a field that is always there is gone through in one step.
        if let (Move::Field(.., field), [Move::Items, after @ ..]) = (step, after)
            && field.presence == Presence::Required
        {
            let name = ident(field.name.as_str());
            (chain, rest) = (quote!(#chain.flat_map(|value| &value.#name)), after);
            continue;
        }
        let step = adapter(step, route.many, types);
        (chain, rest) = (quote!(#chain #step), after);
    }
    chain
}

/// Returns the path of fields from `self`.
fn from_self(moves: &[Move<'_>]) -> TokenStream {
    let names = moves.iter().filter_map(|step| match step {
        Move::Field(.., field) => Some(ident(field.name.as_str())),
        Move::Beside(name) => Some(ident(name.as_str())),
        _ => None,
    });
    quote!(self #(.#names)*)
}

/// Returns true for a path to one value that is always there.
fn is_there(route: &Route<'_>) -> bool {
    !route.many && route.moves.iter().all(is_plain)
}

/// Returns true for a step to a field that is always there.
fn is_plain(step: &Move<'_>) -> bool {
    match step {
        Move::Field(.., field) => field.presence == Presence::Required,
        Move::Beside(_) => true,
        _ => false,
    }
}

/// Returns one step: an adapter of iterators, or of `Option` where there is one value at most.
fn adapter(step: &Move<'_>, many: bool, types: Types<'_>) -> TokenStream {
    let some = if many { quote!(filter_map) } else { quote!(and_then) };
    match step {
        Move::Field(def, record, field) => {
            let (value, is_option) = access(def, record, field);
            if is_option { quote!(.#some(|value| #value)) } else { quote!(.map(|value| #value)) }
        }
        Move::Beside(name) => {
            let name = ident(name.as_str());
            quote!(.map(|value| &value.#name))
        }
        Move::Unbox => quote!(.map(|value| &**value)),
        Move::NotNull if many => quote!(.flatten()),
        Move::NotNull => quote!(.and_then(Option::as_ref)),
        Move::Inner => quote!(.map(|value| &value.0)),
        Move::Items => quote!(.flatten()),
        Move::Values => quote!(.flat_map(|value| value.values())),
        Move::Arms(id, arms) => {
            let is_whole = is_whole(*id, arms, types);
            let is_always = is_whole && arms.iter().all(|arm| !is_option(arm));
            let adapter = if is_always { quote!(map) } else { some };
            let others = (!is_whole).then(|| quote!(_ => None));
            let arms = arms.iter().filter_map(|arm| self::arm(*id, arm, is_always, types));
            quote!(.#adapter(|value| match value { #(#arms,)* #others }))
        }
        Move::Where(def, record, field, text) => {
            let (value, is_option) = access(def, record, field);
            let is_it = match is_option {
                true => quote!(#value.is_some_and(|value| value.as_str() == #text)),
                false => {
                    let name = ident(field.name.as_str());
                    quote!(value.#name.as_str() == #text)
                }
            };
            quote!(.filter(|value| #is_it))
        }
    }
}

/// Returns a field of `value`, borrowed, and whether that is an `Option`.
fn access(def: &TypeDef, record: &Record, field: &Field) -> (TokenStream, bool) {
    let name = ident(field.name.as_str());
    match field.presence {
        Presence::Required => (quote!(&value.#name), false),
        Presence::OptionalNullable if record.tells_null(def.directions) => (quote!(value.#name.value()), true),
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
            (quote!(value.#name.as_ref()), true)
        }
    }
}

/// Returns true if the values of a union are those of these arms.
fn is_whole(id: TypeId, arms: &[Arm<'_>], types: Types<'_>) -> bool {
    matches!(&types.api().ty(id).kind, TypeKind::Union(union) if !union.open && union.variants.len() == arms.len())
}

/// Returns true for an arm to a field that may be absent.
fn is_option(arm: &Arm<'_>) -> bool {
    arm.field.is_some_and(|(def, record, field)| access(def, record, field).1)
}

/// Returns `Item::Message(value) => Some(&value.content)`; `&value.content` where `is_always`.
fn arm(id: TypeId, arm: &Arm<'_>, is_always: bool, types: Types<'_>) -> Option<TokenStream> {
    let TypeKind::Union(union) = &types.api().ty(id).kind else { return None };
    let variant = ident(union.variants.get(arm.variant)?.name.as_str());
    let name = types.owned(&TypeRef::Named(id));
    let value = match arm.field {
        Some((def, record, field)) => match access(def, record, field) {
            (value, true) => return Some(quote!(#name::#variant(value) => #value)),
            (value, false) => value,
        },
        None => quote!(value),
    };
    let value = if is_always { value } else { quote!(Some(#value)) };
    Some(quote!(#name::#variant(value) => #value))
}
