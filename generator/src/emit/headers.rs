//! `headers.rs`: a getter for each header that responses declare.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Doc, code};
use super::idents::{convention_note, ident};
use super::tokens::begins_path;
use super::types::{Types, WrittenIn};
use crate::api::{ResponseHeader, Scalar, TypeRef};
use crate::plan::Plan;

/// Returns the whole file.
pub(super) fn headers_file(plan: &Plan<'_>) -> TokenStream {
    let getters: TokenStream = plan.api.headers.iter().map(|header| getter(plan, header)).collect();
    let types = begins_path(getters.clone(), "types").then(|| {
        quote!(
            use crate::types;
        )
    });
    let values = plan.api.headers.iter().any(|header| is_in_prelude(&header.ty)).then(|| {
        quote!(
            use specsmith_runtime::model::prelude::*;
        )
    });
    let docs = Doc::new()
        .paragraph("Getters for the headers that the document declares, on a response, a page, a stream or an error.")
        .paragraph("A getter returns `None` if the header is absent or does not have the declared type; `headers()` of a response or an error returns it as it came.")
        .outer();
    quote! {
        //! Headers of responses.

        #types
        #values
        use specsmith_runtime::headers::{Headed, header};

        #docs
        pub trait ResponseHeaders: Headed { #getters }

        impl<T: Headed + ?Sized> ResponseHeaders for T {}
    }
}

/// Returns true for types that only the prelude of the models has.
fn is_in_prelude(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::List(item) => is_in_prelude(item),
        TypeRef::Scalar(scalar) => !scalar.is_std() && !matches!(scalar, Scalar::Foreign(_) | Scalar::Own(_)),
        _ => false,
    }
}

fn getter(plan: &Plan<'_>, declared: &ResponseHeader) -> TokenStream {
    let name = ident(declared.name.as_str());
    let ty = Types::new(plan, WrittenIn::Crate).owned(&declared.ty);
    let wire = &declared.wire;
    let docs = Doc::new().author(&declared.docs).paragraph(format!("The header {}.", code(wire))).outer();
    let note = convention_note(declared.name.as_str());
    quote! {
        #docs
        #note
        fn #name(&self) -> Option<#ty> { header(self.header_fields(), #wire) }
    }
}
