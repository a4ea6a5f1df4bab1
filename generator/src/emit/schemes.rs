//! The way that a credential is sent: as the runtime's data, and in words.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::code;
use crate::api::SchemeKind;

/// Returns the way that a credential is sent, in words.
pub(super) fn sent(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "as `Authorization: Bearer`".to_owned(),
        SchemeKind::Basic => "as `Authorization: Basic`".to_owned(),
        SchemeKind::Header(name) => format!("in the header {}", code(name)),
        SchemeKind::PrefixedHeader { name, prefix } => format!("in the header {} after {}", code(name), code(prefix)),
        SchemeKind::Query(name) => format!("in the query parameter {}", code(name)),
        SchemeKind::Cookie(name) => format!("in the cookie {}", code(name)),
        SchemeKind::Transport => "by the transport".to_owned(),
    }
}

/// Returns `Scheme::bearer("Token", "ACME_TOKEN")`
pub(super) fn scheme_of(id: &str, kind: &SchemeKind, env: &str) -> TokenStream {
    match kind {
        SchemeKind::Bearer => quote!(Scheme::bearer(#id, #env)),
        SchemeKind::Basic => quote!(Scheme::basic(#id, #env)),
        SchemeKind::Header(name) => quote!(Scheme::header(#id, #name, #env)),
        SchemeKind::PrefixedHeader { name, prefix } => quote!(Scheme::prefixed_header(#id, #name, #prefix, #env)),
        SchemeKind::Query(name) => quote!(Scheme::query(#id, #name, #env)),
        SchemeKind::Cookie(name) => quote!(Scheme::cookie(#id, #name, #env)),
        SchemeKind::Transport => quote!(Scheme::transport(#id)),
    }
}
