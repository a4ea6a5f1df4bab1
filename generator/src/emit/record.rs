//! A record: the struct and its way in and out of JSON. Its constructors are in `build`.

use proc_macro2::TokenStream;
use quote::quote;

use super::build;
use super::docs::{self, Doc};
use super::names::ident;
use super::types::Types;
use crate::api::{Extra, Field, Literal, Presence, Record, TypeDef, TypeRef};

/// A record about to be printed, and what its printers ask of it.
#[derive(Clone, Copy)]
pub(super) struct RecordView<'a> {
    /// The named type.
    pub(super) def: &'a TypeDef,
    /// Its fields.
    pub(super) record: &'a Record,
    /// How references read inside it.
    pub(super) types: Types<'a>,
}

impl<'a> RecordView<'a> {
    /// The owned type of a field.
    pub(super) fn field_type(self, field: &Field) -> TokenStream {
        self.types.field(&field.ty, field.presence, self.in_requests())
    }

    /// Requests carry it: it has setters, and tells null from absent.
    pub(super) fn in_requests(self) -> bool {
        self.def.travels.in_requests
    }

    /// The arguments of `new`.
    pub(super) fn arguments(self) -> impl Iterator<Item = &'a Field> {
        self.record.arguments()
    }

    /// `Default` can be derived: every field has an empty value.
    pub(super) fn derives_default(self) -> bool {
        self.record.fields.iter().all(|field| !field.presence.is_required())
    }
}

/// The items of a record.
pub(super) fn record(view: RecordView<'_>) -> TokenStream {
    let definition = definition(view);
    let build = build::constructors(view);
    let model = model(view);
    let name = ident(view.def.name.as_str());
    let mark = match view.record.extra {
        Extra::Kept => quote!(specsmith_runtime::model!(#name, extra);),
        Extra::Typed(..) | Extra::Forbidden => quote!(specsmith_runtime::model!(#name);),
    };
    quote!(#definition #build #model #mark)
}

fn definition(view: RecordView<'_>) -> TokenStream {
    let name = ident(view.def.name.as_str());
    let docs = super::type_docs(view.def).outer();
    let default = view.derives_default().then(|| quote!(, Default));
    let fields = view.record.fields.iter().map(|field| {
        let docs = field_docs(field).outer();
        let name = ident(field.name.as_str());
        let ty = view.field_type(field);
        quote!(#docs pub #name: #ty)
    });
    let fields = fields.chain(extra_field(view));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
    }
}

fn extra_field(view: RecordView<'_>) -> Option<TokenStream> {
    match &view.record.extra {
        Extra::Kept => Some(quote!(extra: Extra)),
        Extra::Typed(name, ty) => {
            let name = ident(name.as_str());
            let ty = view.types.owned(ty);
            Some(quote! {
                /// The keys that no other field names.
                pub #name: BTreeMap<String, #ty>
            })
        }
        Extra::Forbidden => None,
    }
}

/// The comment of a field: the author's words, then the facts.
pub(super) fn field_docs(field: &Field) -> Doc {
    let mut doc = Doc::new().author(&field.docs);
    if let TypeRef::Const(literal) = &field.ty {
        doc = doc.paragraph(format!("Always {}.", docs::literal(literal)));
    }
    doc = doc.or(|| docs::code(&field.wire));
    if field.deprecated {
        doc = doc.paragraph("Deprecated.");
    }
    doc.paragraph(docs::facts(&field.facts))
}

fn model(view: RecordView<'_>) -> TokenStream {
    let name = ident(view.def.name.as_str());
    let decoded = view.record.fields.iter().map(|field| decode_field(view, field)).chain(decode_extra(view));
    let encoded = view.record.fields.iter().map(|field| encode_field(view, field)).chain(encode_extra(view));
    let is_empty = view.record.fields.is_empty() && view.record.extra == Extra::Forbidden;
    let (fields, object) = if is_empty { ("_fields", "_object") } else { ("fields", "object") };
    let (fields, object) = (ident(fields), ident(object));
    quote! {
        impl Model for #name {
            #[inline]
            fn decode(#fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
                Ok(Self { #(#decoded,)* })
            }
            #[inline]
            fn encode(&self, #object: &mut ObjectWriter<'_>) {
                #(#encoded)*
            }
        }
    }
}

fn decode_field(view: RecordView<'_>, field: &Field) -> TokenStream {
    let name = ident(field.name.as_str());
    let wire = &field.wire;
    let value = match (field.presence, &field.ty) {
        (Presence::Required, TypeRef::Const(Literal::Str(text))) => quote!(fields.constant(#wire, #text)?),
        (Presence::Optional, TypeRef::Const(Literal::Str(text))) => quote!(fields.optional_constant(#wire, #text)?),
        (Presence::Required, _) => quote!(fields.required(#wire)?),
        (Presence::RequiredNullable, _) => quote!(fields.nullable(#wire)?),
        (Presence::Optional, _) => quote!(fields.optional(#wire)?),
        (Presence::OptionalNullable, _) if view.in_requests() => quote!(fields.tristate(#wire)?),
        (Presence::OptionalNullable, _) if remembers(view) => quote!(fields.remembered(#wire)?),
        (Presence::OptionalNullable, _) => quote!(fields.optional(#wire)?),
    };
    quote!(#name: #value)
}

/// An explicit null of a reply-only type is remembered in its extra fields, if it has any.
fn remembers(view: RecordView<'_>) -> bool {
    view.record.extra == Extra::Kept
}

fn decode_extra(view: RecordView<'_>) -> Option<TokenStream> {
    match &view.record.extra {
        Extra::Kept => Some(quote!(extra: fields.extra())),
        Extra::Typed(name, _) => {
            let name = ident(name.as_str());
            Some(quote!(#name: fields.typed_extra()?))
        }
        Extra::Forbidden => None,
    }
}

fn encode_field(view: RecordView<'_>, field: &Field) -> TokenStream {
    let name = ident(field.name.as_str());
    let wire = &field.wire;
    match field.presence {
        Presence::Required | Presence::RequiredNullable => quote!(object.required(#wire, &self.#name);),
        Presence::OptionalNullable if view.in_requests() => quote!(object.tristate(#wire, &self.#name);),
        Presence::OptionalNullable if remembers(view) => {
            quote!(object.remembered(#wire, &self.#name, &self.extra);)
        }
        Presence::Optional | Presence::OptionalNullable => quote!(object.optional(#wire, &self.#name);),
    }
}

fn encode_extra(view: RecordView<'_>) -> Option<TokenStream> {
    match &view.record.extra {
        Extra::Kept => Some(quote!(object.extra(&self.extra);)),
        Extra::Typed(name, _) => {
            let name = ident(name.as_str());
            Some(quote!(object.typed_extra(&self.#name);))
        }
        Extra::Forbidden => None,
    }
}
