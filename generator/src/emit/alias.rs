//! An alias, another name for a type that needs no item of its own; or a newtype, where an alias would be one of itself.

use proc_macro2::TokenStream;
use quote::quote;

use super::build::has_bundle;
use super::derives;
use super::docs::Doc;
use super::idents::ident;
use super::types::Types;
use crate::api::{Scalar, TypeDef, TypeKind, TypeRef};
use crate::naming::TypeName;

/// Returns `pub type Name = …;`
pub(super) fn alias(def: &TypeDef, target: &TypeRef, types: Types<'_>) -> TokenStream {
    let docs = super::type_docs::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let target_def = match target {
        TypeRef::Named(id) => Some(types.api().ty(*id)),
        _ => None,
    };
    let target = types.owned(target);
    let required = required(def, target_def);
    quote! {
        #docs
        pub type #name = #target;
        #required
    }
}

/// Returns the alias for a type's former name: `#[deprecated] pub type Old = New;`.
pub(super) fn former(old: &TypeName, new: &TypeName) -> TokenStream {
    let docs = Doc::new().paragraph(format!("The former name of [`{new}`].")).outer();
    let note = format!("renamed to `{new}`");
    let (old, new) = (ident(old.as_str()), ident(new.as_str()));
    quote! {
        #docs
        #[deprecated = #note]
        pub type #old = #new;
    }
}

/// Emits `pub struct Name(pub …);` and its JSON traits.
pub(super) fn newtype(def: &TypeDef, target: &TypeRef, types: Types<'_>) -> TokenStream {
    let docs = super::type_docs::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let owned = types.owned(target);
    let (always, table) = match types.target(target) {
        TypeRef::List(item) => (quote!(Clone, Debug, Default, PartialEq), {
            let item = types.owned(item);
            quote!(newtype!(#name, list #item);)
        }),
        TypeRef::Map(item) => (quote!(Clone, Debug, Default, PartialEq), {
            let item = types.owned(item);
            quote!(newtype!(#name, map #item);)
        }),
        TypeRef::Scalar(scalar) => {
            let text = is_text(*scalar).then(|| quote!(text));
            let default = (!matches!(scalar, Scalar::Foreign(_))).then(|| quote!(, Default));
            (quote!(Clone, Debug #default, PartialEq), quote!(scalar_newtype!(#name, #text #owned);))
        }
        _ => (quote!(Clone, Debug, PartialEq), quote!(newtype!(#name, #owned);)),
    };
    let derive = derives::derive(def, always, &[]);
    quote! {
        #docs
        #derive
        pub struct #name(pub #owned);
        #table
    }
}

/// Returns true for scalars that convert from and to text.
fn is_text(scalar: Scalar) -> bool {
    use Scalar::{Base64, Base64Url, Date, DateTime, Duration, Ip, String, Time, Uri, Uuid};
    matches!(scalar, String | DateTime | Date | Time | Duration | Uuid | Uri | Ip | Base64 | Base64Url)
}

/// Emits the alias of the struct of the required fields, if the aliased type has one.
fn required(def: &TypeDef, target: Option<&TypeDef>) -> Option<TokenStream> {
    let target = target.filter(|target| matches!(&target.kind, TypeKind::Record(record) if has_bundle(record)))?;
    let (own, others) = (def.required_name.as_ref()?, target.required_name.as_ref()?);
    let text = format!("Required fields of [`{0}`], for [`{0}::new`].", def.name);
    let docs = Doc::new().paragraph(text).outer();
    let (own, others) = (ident(own.as_str()), ident(others.as_str()));
    Some(quote! {
        #docs
        pub type #own = super::#others;
    })
}
