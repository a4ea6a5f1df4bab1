//! Records: the struct, and the table for its construction and its JSON.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::quote;

use super::build;
use super::constants;
use super::derives;
use super::docs::{self, Doc};
use super::idents::{ident, listed};
use super::record_view::RecordView;
use super::types::{constant_value, plain_literal, suffixed_literal};
use crate::api::{Extra, Field, Literal, Making, Presence, Scalar, TypeRef};

/// Returns the items of a record.
pub(super) fn record(view: RecordView<'_>) -> TokenStream {
    let definition = definition(view);
    let bundle = build::bundle(view);
    let table = table(view);
    let more = build::methods(view);
    [Some(definition), bundle, Some(table), more].into_iter().flatten().collect()
}

fn definition(view: RecordView<'_>) -> TokenStream {
    let name = ident(view.def.name.as_str());
    let docs = super::type_docs::type_docs(view.def).outer();
    let fields = view.record.fields.iter().map(|field| {
        let docs = field_docs(field).outer();
        let name = ident(field.name.as_str());
        let ty = view.field_type(field);
        quote!(#docs pub #name: #ty,)
    });
    let fields = fields.chain(flattened_field(view)).chain([extra_field(view)]);
    let fields = Group::new(Delimiter::Brace, fields.collect());
    let derive = derives::derive_beside_own_equality(view.def, quote!(Clone));
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub struct #name #fields
    }
}

fn flattened_field(view: RecordView<'_>) -> Option<TokenStream> {
    let flattened = view.record.flattened.as_ref()?;
    let name = ident(flattened.name.as_str());
    let ty = view.types.owned(&flattened.ty);
    Some(quote! {
        /// Variant of the union; in JSON its fields are members of this object.
        pub #name: #ty,
    })
}

fn extra_field(view: RecordView<'_>) -> TokenStream {
    match &view.record.extra {
        Extra::Kept | Extra::Forbidden => quote!(extra: Extra,),
        Extra::Typed(name, ty) => {
            let name = ident(name.as_str());
            let ty = view.types.owned(ty);
            quote! {
                /// Properties that no other field names.
                pub #name: BTreeMap<String, #ty>,
                extra: Extra,
            }
        }
    }
}

/// Returns the comment of a field: the author's words, then the facts.
pub(super) fn field_docs(field: &Field) -> Doc {
    let mut doc = Doc::new().author(&field.docs);
    if let TypeRef::Const(literal) = &field.ty
        && !docs::mentions(&field.docs, literal)
    {
        doc = doc.paragraph(format!("Always {}.", docs::literal(literal)));
    }
    doc = doc.or(|| docs::code(&field.wire));
    if field.tag.is_some() {
        doc = doc.paragraph("Written by the union that the value is a variant of.");
    }
    if field.deprecated {
        doc = doc.paragraph("Deprecated.");
    }
    let fixed = matches!(field.ty, TypeRef::Const(_));
    doc.paragraph(if fixed { docs::facts_of_constant(&field.facts) } else { docs::facts(&field.facts) })
}

/// Returns `model!(Role { required(id: impl Into<String>), …, rest(extra) });`
fn table(view: RecordView<'_>) -> TokenStream {
    let name = ident(view.def.name.as_str());
    let argument = build::bundle_name(view).map(|bundle| {
        let bundle = ident(bundle.as_str());
        quote!((required: #bundle))
    });
    let mut groups: Vec<(&'static str, Vec<TokenStream>)> = Vec::new();
    for field in &view.record.fields {
        let (kind, entry) = entry(view, field);
        match groups.last_mut() {
            Some((last, entries)) if *last == kind => entries.push(entry),
            _ => groups.push((kind, vec![entry])),
        }
    }
    let groups = groups.into_iter().map(|(kind, entries)| {
        let kind = ident(kind);
        let entries = listed(Delimiter::Parenthesis, entries);
        quote!(#kind #entries)
    });
    let groups: Vec<_> =
        groups.chain(flattened(view)).chain([rest(view)]).chain(read_only(view)).chain(any_type(view)).collect();
    let default = view.has_default().then(|| quote!(: Default));
    quote!(model!(#name #default #argument { #(#groups),* });)
}

/// Returns the kind of a field, and its line in the table.
fn entry(view: RecordView<'_>, field: &Field) -> (&'static str, TokenStream) {
    let name = ident(field.name.as_str());
    let key = key(field);
    if field.making == Making::Asked {
        return ("write_only", required(view, field, &name));
    }
    match (field.presence, &field.ty) {
        (Presence::Required, TypeRef::Const(literal)) => {
            let value = suffixed_literal(literal);
            ("constant", quote!(#name #key = #value))
        }
        (Presence::Optional, TypeRef::Const(literal)) => {
            let value = suffixed_literal(literal);
            ("optional_constant", quote!(#name #key = #value))
        }
        (Presence::Required, _) => ("required", required(view, field, &name)),
        (Presence::RequiredNullable, _) => ("nullable", required(view, field, &name)),
        (Presence::OptionalNullable, _) if view.tells_null() => {
            let null = field.null_setter.as_ref().filter(|_| build::is_set_by_table(view, field)).map(|null| {
                let null = ident(null.as_str());
                quote!(or #null)
            });
            let taken = taken(view, field, &name);
            ("tristate", quote!(#name #null #key #taken))
        }
        (Presence::OptionalNullable, _) => ("remembered", quote!(#name #key)),
        (Presence::Optional, _) => {
            let taken = taken(view, field, &name);
            ("optional", quote!(#name #key #taken))
        }
    }
}

/// Returns `as "type"`: the key of a field that is not called by it.
fn key(field: &Field) -> Option<TokenStream> {
    let wire = &field.wire;
    (field.name.as_str() != wire).then(|| quote!(as #wire))
}

/// Emits a required field: the argument of `new` that it is made from, or its only value.
fn required(view: RecordView<'_>, field: &Field, name: &Ident) -> TokenStream {
    let key = key(field);
    if let TypeRef::Const(literal) = &field.ty {
        let value = constant_value(literal);
        return match field.presence {
            Presence::RequiredNullable => {
                quote!(#name #key => (Some(#value)))
            }
            _ => quote!(#name #key => (#value)),
        };
    }
    if field.making == Making::Empty {
        let empty = build::empty(view, field);
        return quote!(#name #key => (#empty));
    }
    if let Some(tag) = &field.tag {
        let value = tag_value(view, field, tag);
        return quote!(#name #key => (#value));
    }
    if build::bundle_name(view).is_some() {
        return quote!(#name #key => (required.#name));
    }
    let presence = if field.making == Making::Asked { Presence::Required } else { field.presence };
    let argument = view.types.required_argument(&field.ty, presence);
    let (ty, mark) = (&argument.ty, argument.mark(name).map(|mark| quote!(=> #mark)));
    quote!(#name #key: #ty #mark)
}

/// Returns the tag that a field begins with, until a union writes its own.
fn tag_value(view: RecordView<'_>, field: &Field, tag: &Literal) -> TokenStream {
    let literal = plain_literal(tag);
    let value = match view.types.target(&field.ty) {
        TypeRef::Named(id) => {
            let ty = view.types.owned(&field.ty);
            match constants::closed_variant(view.types.api().ty(*id), tag) {
                Some(variant) => quote!(#ty::#variant),
                None => quote!(#ty::from(#literal)),
            }
        }
        TypeRef::Scalar(Scalar::String) => quote!(#literal.into()),
        _ => literal,
    };
    if field.presence == Presence::RequiredNullable { quote!(Some(#value)) } else { value }
}

/// Emits the parameter of a field's setter, if the table has the setter.
fn taken(view: RecordView<'_>, field: &Field, name: &Ident) -> Option<TokenStream> {
    if !build::is_set_by_table(view, field) {
        return None;
    }
    let argument = view.types.argument(&field.ty);
    let (ty, mark) = (&argument.ty, argument.mark(name).map(|mark| quote!(=> #mark)));
    Some(quote!(: #ty #mark))
}

fn flattened(view: RecordView<'_>) -> Option<TokenStream> {
    let flattened = view.record.flattened.as_ref()?;
    let name = ident(flattened.name.as_str());
    if build::bundle_name(view).is_some() {
        return Some(quote!(flattened(#name => (required.#name))));
    }
    let argument = view.types.required_argument(&flattened.ty, Presence::Required);
    let (ty, mark) = (&argument.ty, argument.mark(&name).map(|mark| quote!(=> #mark)));
    Some(quote!(flattened(#name: #ty #mark)))
}

/// Returns the keys that requests leave out.
fn read_only(view: RecordView<'_>) -> Option<TokenStream> {
    let keys: Vec<&String> =
        view.record.fields.iter().filter(|field| field.read_only).map(|field| &field.wire).collect();
    (view.in_requests() && !keys.is_empty()).then(|| quote!(read_only(#(#keys),*)))
}

/// Returns the macro's entry for a record that also keeps values of other types than object.
fn any_type(view: RecordView<'_>) -> Option<TokenStream> {
    view.record.any_type.then(|| quote!(any_type(true)))
}

/// Returns the macro argument for members that no field names: kept, typed or forbidden. Every record remembers how its named fields came.
fn rest(view: RecordView<'_>) -> TokenStream {
    match &view.record.extra {
        Extra::Kept => quote!(rest(extra)),
        Extra::Typed(name, _) => {
            let name = ident(name.as_str());
            quote!(typed_rest(#name, extra))
        }
        Extra::Forbidden => quote!(closed(extra)),
    }
}
