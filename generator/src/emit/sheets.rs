//! The files of `types`: what each imports, and its items in order.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Doc;
use super::names::ident;
use super::record::RecordView;
use super::types::{Place, Types};
use super::{alias, record, union, words};
use crate::api::{Api, Extra, Field, Scalar, TypeDef, TypeId, TypeKind, TypeRef, WordsForm};
use crate::plan::calls::resolve;
use crate::plan::{Plan, TypesModule};

/// `types/mod.rs`.
pub(super) fn types_root(modules: &[TypesModule]) -> TokenStream {
    let docs = Doc::new().paragraph("The types of the API: what requests carry and replies hold.").inner();
    let names: Vec<_> = modules.iter().map(|module| ident(&module.name)).collect();
    quote! {
        #docs
        #(mod #names;)*
        #(pub use #names::*;)*
    }
}

/// A private file of `types`.
pub(super) fn types_file(plan: &Plan<'_>, ids: &[TypeId]) -> Vec<TokenStream> {
    let imports = Imports::of(plan.api, ids);
    let prelude = imports.prelude.then(|| {
        quote!(
            use specsmith_runtime::model::prelude::*;
        )
    });
    let siblings: Vec<_> = imports.siblings.iter().map(|name| ident(name)).collect();
    let siblings = match siblings.as_slice() {
        [] => None,
        [one] => Some(quote!(use super::#one;)),
        many => Some(quote!(use super::{#(#many),*};)),
    };
    std::iter::once(quote!(#prelude #siblings)).chain(ids.iter().map(|id| item(plan, *id))).collect()
}

fn item(plan: &Plan<'_>, id: TypeId) -> TokenStream {
    let def = plan.api.ty(id);
    let types = Types::new(plan, Place::Types).inside(id);
    match &def.kind {
        TypeKind::Record(record) => record::record(RecordView { def, record, types }),
        TypeKind::Union(union) => union::union(def, union, types),
        TypeKind::Words(words) => words::words(def, words),
        TypeKind::Alias(target) => alias::alias(def, target, types),
    }
}

/// What a file of types names that it does not define.
#[derive(Default)]
struct Imports<'a> {
    /// Names of types in other files.
    siblings: BTreeSet<&'a str>,
    /// Something of the runtime's prelude is named.
    prelude: bool,
}

impl<'a> Imports<'a> {
    fn of(api: &'a Api, ids: &[TypeId]) -> Self {
        let mut imports = Self::default();
        for id in ids {
            imports.add_item(api, api.ty(*id));
        }
        for id in ids {
            imports.siblings.remove(api.ty(*id).name.as_str());
        }
        imports
    }

    fn add_item(&mut self, api: &'a Api, def: &'a TypeDef) {
        match &def.kind {
            TypeKind::Record(record) => {
                self.prelude = true;
                record.fields.iter().for_each(|field| self.add_type(api, &field.ty));
                record.fields.iter().for_each(|field| self.add_argument(api, def, field));
                if let Extra::Typed(_, ty) = &record.extra {
                    self.add_type(api, ty);
                }
            }
            TypeKind::Union(union) => {
                self.prelude = true;
                union.variants.iter().for_each(|variant| self.add_type(api, &variant.ty));
            }
            TypeKind::Words(words) => self.prelude |= words.form == WordsForm::Mixed,
            TypeKind::Alias(target) => self.add_type(api, target),
        }
    }

    /// An argument or setter names the items of a list or map, even where the field names an alias of it.
    fn add_argument(&mut self, api: &'a Api, def: &TypeDef, field: &'a Field) {
        let TypeKind::Record(record) = &def.kind else { return };
        let required = field.presence.is_required();
        let bundled = record.required_name.is_some();
        if (required && !bundled && !field.presence.is_nullable()) || (!required && def.travels.in_requests) {
            self.add_items(api, &field.ty);
        }
    }

    fn add_items(&mut self, api: &'a Api, ty: &'a TypeRef) {
        if let TypeRef::List(item) | TypeRef::Map(item) | TypeRef::Boxed(item) = resolve(api, ty) {
            self.add_type(api, item);
            self.add_items(api, item);
        }
    }

    fn add_type(&mut self, api: &'a Api, ty: &TypeRef) {
        match ty {
            TypeRef::Named(id) => {
                self.siblings.insert(api.ty(*id).name.as_str());
            }
            TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Nullable(inner) => self.add_type(api, inner),
            TypeRef::Map(inner) => {
                self.prelude = true;
                self.add_type(api, inner);
            }
            TypeRef::Tuple(items) => items.iter().for_each(|item| self.add_type(api, item)),
            TypeRef::Scalar(scalar) => self.prelude |= !is_std(*scalar),
            TypeRef::Const(_) | TypeRef::Json => self.prelude = true,
        }
    }
}

/// Scalars that every Rust file knows.
fn is_std(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::String | Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U64 | Scalar::I128 | Scalar::F64
    )
}
