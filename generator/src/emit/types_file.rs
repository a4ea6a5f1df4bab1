//! The files of `types`: what each imports, and its items in order.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Doc;
use super::idents::ident;
use super::record_view::RecordView;
use super::types::{Types, Used};
use super::{alias, constants, errors, getters, record, union};
use crate::api::{TypeId, TypeKind};
use crate::plan::package::Contents;
use crate::plan::{Plan, TypesModule};

/// Returns `types/mod.rs`.
pub(super) fn types_root(modules: &[TypesModule]) -> TokenStream {
    let docs = Doc::new().paragraph("Types of requests and responses.").inner();
    let names: Vec<_> = modules.iter().map(|module| ident(&module.name)).collect();
    let conditions: Vec<_> = modules.iter().map(|module| condition(&module.features)).collect();
    quote! {
        #docs
        #(#conditions mod #names;)*
        #(#conditions pub use #names::*;)*
    }
}

/// Returns the condition on which something is compiled: that one of these features is on. No features, no condition.
pub(super) fn condition(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [one] => Some(quote!(#[cfg(feature = #one)])),
        many => Some(quote!(#[cfg(any(#(feature = #many),*))])),
    }
}

/// Emits a private file of `types`: its imports, and each item.
pub(super) fn types_file(plan: &Plan<'_>, ids: &[TypeId]) -> Vec<TokenStream> {
    let used = Used::default();
    let items: Vec<_> = ids.iter().map(|id| item(plan, *id, &used)).collect();
    std::iter::once(imports(plan, ids, &used)).chain(items).collect()
}

fn item(plan: &Plan<'_>, id: TypeId, used: &Used) -> TokenStream {
    let def = plan.api.ty(id);
    let types = Types::noting(plan, used);
    if !matches!(def.kind, TypeKind::Alias(_)) {
        used.note_prelude();
    }
    let former = plan.api.former.types.get(&id).map(|name| alias::former(name, &def.name));
    let item = match &def.kind {
        TypeKind::Record(record) => record::record(RecordView { def, record, types }),
        TypeKind::Union(union) => union::union(def, union, types),
        TypeKind::Constants(words) => constants::constants(def, words),
        TypeKind::Errors(errors) => errors::errors(def, errors, types),
        TypeKind::Alias(target) => alias::alias(def, target, types),
        TypeKind::Newtype(target) => alias::newtype(def, target, types),
    };
    let getters = getters::getters(def, id, types);
    quote!(#item #former #getters)
}

/// Returns the path of what every file of `types` may use.
pub(super) fn prelude(contents: Contents) -> TokenStream {
    match contents {
        Contents::Client => quote!(specsmith_runtime::model::prelude),
        Contents::Types => quote!(specsmith_model::prelude),
    }
}

/// Emits imports of the names that the items use and the file does not define.
fn imports(plan: &Plan<'_>, ids: &[TypeId], used: &Used) -> TokenStream {
    let prelude = used.prelude().then(|| {
        let prelude = prelude(plan.contents());
        quote!(use #prelude::*;)
    });
    let own: BTreeSet<_> = ids.iter().copied().collect();
    let siblings = used.types().into_iter().filter(|id| !own.contains(id)).map(|id| plan.api.ty(id).name.as_str());
    let siblings: Vec<_> = siblings.collect::<BTreeSet<_>>().into_iter().map(ident).collect();
    let siblings = match siblings.as_slice() {
        [] => None,
        [one] => Some(quote!(use super::#one;)),
        many => Some(quote!(use super::{#(#many),*};)),
    };
    quote!(#prelude #siblings)
}
