//! Unions: the enum, and the choice of the variant for a value.

use proc_macro2::TokenStream;
use quote::quote;

use super::cases;
use super::derives;
use super::docs::{self, Doc};
use super::idents::ident;
use super::list_sources::{self, Lists, has_texts, inner_union, takes_text};
use super::types::Types;
use crate::api::{Decision, Scalar, TypeDef, TypeRef, Union, Variant};

/// Returns the items of a union.
pub(super) fn union(def: &TypeDef, union: &Union, types: Types<'_>) -> TokenStream {
    let definition = definition(def, union, types);
    let table = table(def, union, types);
    quote!(#definition #table)
}

fn definition(def: &TypeDef, union: &Union, types: Types<'_>) -> TokenStream {
    let docs = super::type_docs::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let variants = union.variants.iter().enumerate().map(|(index, variant)| {
        let docs = variant_docs(union, index, variant).outer();
        let name = ident(variant.name.as_str());
        let ty = types.owned(&variant.ty);
        quote!(#docs #name(#ty))
    });
    let derive = derives::derive(def, quote!(Clone, Debug, PartialEq), &[]);
    if !union.open {
        return quote! {
            #docs
            #derive
            pub enum #name { #(#variants,)* }
        };
    }
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value this version of the crate does not know, kept as it came.
            Unknown(Value),
        }
    }
}

/// Returns the documentation of a variant: the author's text, else its tags, else its name.
fn variant_docs(union: &Union, index: usize, variant: &Variant) -> Doc {
    let doc = Doc::new().author(&variant.docs);
    match &union.decision {
        Decision::Tag { property, values, otherwise, .. } => {
            let mut tags: Vec<_> =
                values.iter().filter(|(_, at)| *at == index).map(|(value, _)| docs::code(&value.to_text())).collect();
            if *otherwise == Some(index) {
                tags.push("any other value, or none".to_owned());
            }
            doc.paragraph(format!("{}: {}.", docs::code(property), tags.join(", ")))
        }
        Decision::Shape { .. } => doc.or(|| format!("`{}`", variant.name)),
    }
}

/// Returns `union!(Item, tagged "type" { Message(Message) = "message", … });`
fn table(def: &TypeDef, union: &Union, types: Types<'_>) -> TokenStream {
    let name = ident(def.name.as_str());
    let sources = sources(def, union, types);
    let variants = union.variants.iter().zip(&sources).enumerate().map(|(index, (variant, sources))| {
        let name = ident(variant.name.as_str());
        let (sources, how) = (sources.table(), cases::how(union, index, variant, types));
        quote!(#name #sources #how)
    });
    let tag = match &union.decision {
        Decision::Tag { property, otherwise, .. } => {
            let otherwise = otherwise.and_then(|index| union.variants.get(index)).map(|variant| {
                let name = ident(variant.name.as_str());
                quote!(otherwise #name)
            });
            Some(quote!(, tagged #property #otherwise))
        }
        Decision::Shape { .. } => None,
    };
    let closed = (!union.open).then(|| quote!(closed));
    let all: Vec<_> = sources.iter().flat_map(Sources::all).collect();
    let nullable = (union.nullable && !all.is_empty()).then(|| quote!(nullable_union!(#name: #(#all),*);));
    quote! {
        union!(#name #closed #tag { #(#variants),* });
        #nullable
    }
}

/// Types that convert into a variant.
#[derive(Default)]
struct Sources {
    /// Types that become its value.
    types: Vec<TokenStream>,
    /// The union in its box, and the types that become that.
    boxed: Option<(TokenStream, Vec<TokenStream>)>,
    /// Lists that become its value.
    lists: Lists,
}

impl Sources {
    /// Returns them as `union!` takes them: `(String, &str)`, `(Shape; Shape => Circle, Square)`, `[String]`.
    fn table(&self) -> TokenStream {
        let Self { types, boxed, lists } = self;
        let boxed = boxed.as_ref().map(|(inner, types)| quote!(; #inner => #(#types),*));
        let types = (!types.is_empty() || boxed.is_some()).then(|| quote!((#(#types),* #boxed)));
        let lists = lists.table();
        quote!(#types #lists)
    }

    fn all(&self) -> Vec<TokenStream> {
        let boxed = self.boxed.iter().flat_map(|(_, types)| types);
        self.types.iter().chain(boxed).cloned().chain(self.lists.item().map(|item| quote!(Vec<#item>))).collect()
    }
}

/// Returns the sources of each variant: its value's type, if no other variant has it, and the sources of a union in it.
fn sources(def: &TypeDef, union: &Union, types: Types<'_>) -> Vec<Sources> {
    let inner = inner_sources(def, union, types);
    let own = own_sources(def, union, types).into_iter().zip(inner).zip(&union.variants);
    let mut sources: Vec<Sources> = own
        .map(|((own, inner), variant)| match &variant.ty {
            TypeRef::Boxed(ty) if !inner.is_empty() => {
                let boxed = Some((types.owned(ty), inner));
                Sources { types: own.into_iter().collect(), boxed, lists: Lists::None }
            }
            _ => Sources { types: own.into_iter().chain(inner).collect(), ..Sources::default() },
        })
        .collect();
    for (at, lists) in list_sources::of(union, types) {
        sources[at] = Sources { lists, ..Sources::default() };
    }
    sources
}

/// Returns for each variant its value's type, if no other variant has it, and the types that convert into it.
fn own_sources(def: &TypeDef, union: &Union, types: Types<'_>) -> Vec<Option<TokenStream>> {
    let inner: Vec<_> = union.variants.iter().map(|variant| types.canonical(&variant.ty)).collect();
    let own = def.name.as_str();
    let texts = union.variants.iter().filter(|variant| has_texts(types, &variant.ty)).count();
    let sources = union.variants.iter().zip(&inner).map(|(variant, mine)| {
        let unique = inner.iter().filter(|other| *other == mine).count() == 1;
        (unique && mine != own).then(|| source(variant, texts == 1 && takes_text(types, &variant.ty), types))
    });
    sources.collect()
}

/// Returns for each variant that is a union the types that convert into it, if no other variant of either union has them.
fn inner_sources(def: &TypeDef, union: &Union, types: Types<'_>) -> Vec<Vec<TokenStream>> {
    let inner: Vec<_> = union.variants.iter().map(|variant| inner_union(variant, types)).collect();
    let all: Vec<&Variant> =
        union.variants.iter().chain(inner.iter().flatten().flat_map(|union| &union.variants)).collect();
    let mut ways: Vec<String> = all.iter().map(|variant| types.canonical(&variant.ty)).collect();
    // A number is made of these, too.
    if ways.iter().any(|way| way == "Number") {
        ways.extend(["i64", "f64", "Number"].map(str::to_owned));
    }
    let texts = all.iter().filter(|variant| has_texts(types, &variant.ty)).count();
    let only = |variant: &&Variant| {
        let mine = types.canonical(&variant.ty);
        mine != def.name.as_str() && ways.iter().filter(|way| **way == mine).count() == 1
    };
    let sources = inner.iter().map(|union| {
        let variants = union.iter().flat_map(|union| &union.variants).filter(only);
        variants.map(|variant| source(variant, texts == 1 && takes_text(types, &variant.ty), types)).collect()
    });
    sources.collect()
}

/// Returns the types that convert into a variant. `text`: no other variant converts from text, so that a `&str` becomes this one.
fn source(variant: &Variant, text: bool, types: Types<'_>) -> TokenStream {
    let ty = match &variant.ty {
        TypeRef::Boxed(inner) => types.owned(inner),
        ty => types.owned(ty),
    };
    match &variant.ty {
        _ if text => quote!(#ty, &str),
        TypeRef::Scalar(Scalar::Number) => quote!(#ty, i64, f64),
        _ => quote!(#ty),
    }
}
