//! Lists that become the value of a union's variant: `["a", "b"]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::Types;
use crate::api::{ConstantsForm, Decision, Scalar, TypeKind, TypeRef, Union, Variant};

/// Lists that become the value of a variant.
#[derive(Default)]
pub(super) enum Lists {
    #[default]
    None,
    /// Lists of anything that converts into this type.
    OfAny(TokenStream),
    /// Lists of this type, and of each of the types behind it: other lists become values of other variants.
    Of(TokenStream, Vec<TokenStream>),
}

impl Lists {
    /// Returns them as `union!` takes them: `[String]`, `lists(String: &str)`.
    pub(super) fn table(&self) -> TokenStream {
        match self {
            Self::None => TokenStream::new(),
            Self::OfAny(item) => quote!([#item]),
            Self::Of(item, others) if others.is_empty() => quote!(lists(#item)),
            Self::Of(item, others) => quote!(lists(#item: #(#others),*)),
        }
    }

    /// Returns the type of the items.
    pub(super) fn item(&self) -> Option<&TokenStream> {
        match self {
            Self::None => None,
            Self::OfAny(item) | Self::Of(item, _) => Some(item),
        }
    }
}

/// A type that becomes an item of a list, spelt so that two are one type exactly when they are equal.
struct Source {
    canonical: String,
    ty: TokenStream,
}

/// Returns the variants that are lists, with the lists that convert into them. Lists with the same items are left out, since a list would be either. With a tag
/// there are none.
pub(super) fn of(union: &Union, types: Types<'_>) -> Vec<(usize, Lists)> {
    if !matches!(union.decision, Decision::Shape { .. }) {
        return Vec::new();
    }
    let own = lists(union, types);
    let inner = union.variants.iter().filter_map(|variant| inner_union(variant, types));
    let inner: Vec<_> = inner.flat_map(|union| lists(union, types)).map(|(_, item)| types.canonical(item)).collect();
    if let ([(at, item)], []) = (own.as_slice(), inner.as_slice()) {
        return vec![(*at, Lists::OfAny(types.owned(item)))];
    }
    let sources: Vec<Vec<Source>> = own.iter().map(|(_, item)| sources(item, types)).collect();
    let items: Vec<_> = own.iter().map(|(_, item)| types.canonical(item)).chain(inner).collect();
    let is_one = |name: &String, all: &[String]| all.iter().filter(|other| *other == name).count() == 1;
    let others: Vec<String> = sources.iter().flatten().map(|source| source.canonical.clone()).collect();
    let found = own.iter().zip(&sources).zip(&items).filter(|(_, item)| is_one(item, &items));
    found
        .map(|(((at, item), sources), _)| {
            let alone = |source: &&Source| is_one(&source.canonical, &others) && !items.contains(&source.canonical);
            let sources = sources.iter().filter(alone).map(|source| source.ty.clone()).collect();
            (*at, Lists::Of(types.owned(item), sources))
        })
        .collect()
}

/// Returns the variants that are lists, and the types of their items.
fn lists<'t>(union: &'t Union, types: Types<'t>) -> Vec<(usize, &'t TypeRef)> {
    let variants = union.variants.iter().enumerate();
    let lists = variants.filter_map(|(at, variant)| match types.target(&variant.ty) {
        TypeRef::List(item) => Some((at, item.as_ref())),
        _ => None,
    });
    lists.collect()
}

/// Returns the types that convert into an item, other than the item's own type.
fn sources(item: &TypeRef, types: Types<'_>) -> Vec<Source> {
    let text = Source { canonical: "&str".to_owned(), ty: quote!(&str) };
    let number = |name: &str, ty| Source { canonical: name.to_owned(), ty };
    match types.target(item) {
        TypeRef::Scalar(Scalar::Number) => vec![number("i64", quote!(i64)), number("f64", quote!(f64))],
        target if takes_text(types, target) => vec![text],
        TypeRef::Named(id) => match &types.api().ty(*id).kind {
            TypeKind::Union(union) => of_variants(types.api().ty(*id).name.as_str(), union, text, types),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Returns the types of a union's variants, where no two have the same.
fn of_variants(name: &str, union: &Union, text: Source, types: Types<'_>) -> Vec<Source> {
    let all: Vec<_> = union.variants.iter().map(|variant| types.canonical(&variant.ty)).collect();
    let only = |(variant, canonical): &(&Variant, &String)| {
        *canonical != name
            && !matches!(variant.ty, TypeRef::Boxed(_))
            && all.iter().filter(|other| other == canonical).count() == 1
    };
    let own = union.variants.iter().zip(&all).filter(only);
    let mut found: Vec<_> =
        own.map(|(variant, canonical)| Source { canonical: canonical.clone(), ty: types.owned(&variant.ty) }).collect();
    let mut texts = union.variants.iter().filter(|variant| has_texts(types, &variant.ty));
    if texts.next().is_some_and(|only| takes_text(types, &only.ty)) && texts.next().is_none() {
        found.push(text);
    }
    found
}

/// Returns the union in a variant, be it in a box: a type's size does not change what it is made of.
pub(super) fn inner_union<'t>(variant: &'t Variant, types: Types<'t>) -> Option<&'t Union> {
    let ty = match types.target(&variant.ty) {
        TypeRef::Boxed(inner) => types.target(inner),
        ty => ty,
    };
    match ty {
        TypeRef::Named(id) => match &types.api().ty(*id).kind {
            TypeKind::Union(union) => Some(union),
            _ => None,
        },
        _ => None,
    }
}

/// Returns true for a scalar or an enum that a `&str` becomes.
pub(super) fn takes_text(types: Types<'_>, ty: &TypeRef) -> bool {
    use Scalar::{Base64, Base64Url, Date, DateTime, Duration, Ip, String, Time, Uri, Uuid};
    match types.target(ty) {
        TypeRef::Named(id) => {
            let kind = &types.api().ty(*id).kind;
            matches!(kind, TypeKind::Constants(words) if words.open && words.form == ConstantsForm::Strings)
        }
        TypeRef::Scalar(scalar) => {
            matches!(scalar, String | DateTime | Date | Time | Duration | Uuid | Uri | Ip | Base64 | Base64Url)
        }
        _ => false,
    }
}

/// Returns true for types that convert from `&str`, and for enums with texts beside other constants.
pub(super) fn has_texts(types: Types<'_>, ty: &TypeRef) -> bool {
    let mixed =
        |id| matches!(&types.api().ty(id).kind, TypeKind::Constants(words) if words.form == ConstantsForm::Mixed);
    takes_text(types, ty) || matches!(types.target(ty), TypeRef::Named(id) if mixed(*id))
}
