//! A union: an enum whose variants hold values, and how a value's variant is known.

use proc_macro2::TokenStream;
use quote::quote;

use super::cases;
use super::docs::{self, Doc};
use super::names::ident;
use super::types::Types;
use crate::api::{Decision, TypeDef, TypeRef, Union, Variant};

/// The items of a union.
pub(super) fn union(def: &TypeDef, union: &Union, types: Types<'_>) -> TokenStream {
    let definition = definition(def, union, types);
    let behaviour = behaviour(def, union, types);
    let name = ident(def.name.as_str());
    let conversions = conversions(def, union, types);
    quote! {
        #definition
        #behaviour
        specsmith_runtime::union!(#name);
        #(#conversions)*
    }
}

fn definition(def: &TypeDef, union: &Union, types: Types<'_>) -> TokenStream {
    let docs = super::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let variants = union.variants.iter().enumerate().map(|(index, variant)| {
        let docs = variant_docs(union, index, variant).outer();
        let name = ident(variant.name.as_str());
        let ty = types.owned(&variant.ty);
        quote!(#docs #name(#ty))
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value this version of the crate does not know, kept as it came.
            Unknown(Value),
        }
    }
}

/// The author's words, or the tags that stand for the variant, or its name.
fn variant_docs(union: &Union, index: usize, variant: &Variant) -> Doc {
    let doc = Doc::new().author(&variant.docs);
    match &union.decision {
        Decision::Tag { property, values } => {
            let tags: Vec<_> =
                values.iter().filter(|(_, at)| *at == index).map(|(value, _)| docs::code(value)).collect();
            doc.paragraph(format!("{}: {}.", docs::code(property), tags.join(", ")))
        }
        Decision::Shape => doc.or(|| format!("`{}`", variant.name)),
    }
}

fn behaviour(def: &TypeDef, union: &Union, types: Types<'_>) -> TokenStream {
    let name = ident(def.name.as_str());
    let cases = cases::cases(union);
    let decoded = union.variants.iter().enumerate().map(|(index, variant)| {
        let name = ident(variant.name.as_str());
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote!(#index => node.decode().map(Self::#name))
    });
    let encoded = union.variants.iter().enumerate().map(|(index, variant)| {
        let name = ident(variant.name.as_str());
        let write = cases::write(union, index, variant, types);
        quote!(Self::#name(value) => #write)
    });
    quote! {
        impl Union for #name {
            const CASES: Cases = #cases;
            #[inline]
            fn decode_case(case: usize, node: Node<'_>) -> Result<Self, Fault> {
                match case { #(#decoded,)* _ => node.decode().map(Self::Unknown) }
            }
            #[inline]
            fn encode_case(&self, writer: &mut Writer) {
                match self { #(#encoded,)* Self::Unknown(value) => writer.value(value) }
            }
        }
    }
}

/// `From` for every variant that is the only one of its inner type.
fn conversions<'u>(
    def: &'u TypeDef,
    union: &'u Union,
    types: Types<'u>,
) -> impl Iterator<Item = TokenStream> + use<'u> {
    let inner: Vec<_> = union.variants.iter().map(|variant| types.canonical(&variant.ty)).collect();
    let own = def.name.as_str().to_owned();
    union.variants.iter().enumerate().filter_map(move |(index, variant)| {
        let mine = &inner[index];
        let unique = inner.iter().filter(|other| *other == mine).count() == 1;
        (unique && *mine != own).then(|| conversion(def, variant, types))
    })
}

fn conversion(def: &TypeDef, variant: &Variant, types: Types<'_>) -> TokenStream {
    let union = ident(def.name.as_str());
    let name = ident(variant.name.as_str());
    let (ty, value) = match &variant.ty {
        TypeRef::Boxed(inner) => (types.owned(inner), quote!(Box::new(value))),
        ty => (types.owned(ty), quote!(value)),
    };
    let text = (types.canonical(&variant.ty) == "String").then(|| {
        quote! {
            impl From<&str> for #union {
                fn from(value: &str) -> Self {
                    Self::from(value.to_owned())
                }
            }
        }
    });
    quote! {
        impl From<#ty> for #union {
            fn from(value: #ty) -> Self {
                Self::#name(#value)
            }
        }
        #text
    }
}
