//! Parts of building a record that are not in its table: the struct of many required fields, and the setters of deprecated fields and of fields with only one
//! value.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::idents::{ident, operator_note};
use super::record_view::RecordView;
use super::types::constant_value;
use crate::api::{ConstantsForm, Field, Making, Presence, Record, TypeKind, TypeRef};
use crate::naming::TypeName;

/// Returns the name of the struct of the required fields, if they are too many to be arguments.
pub(super) fn bundle_name(view: RecordView<'_>) -> Option<&TypeName> {
    view.def.required_name.as_ref().filter(|_| has_bundle(view.record))
}

/// Returns true if the required fields are too many to be arguments: fewer may be required than when the struct got its name.
pub(super) fn has_bundle(record: &Record) -> bool {
    // Asked for each field of a record: those that follow need not be counted.
    let others = usize::from(record.flattened.is_some());
    record.arguments().take(Record::MOST_ARGUMENTS + 1).count() + others > Record::MOST_ARGUMENTS
}

/// Emits the struct of the required fields; they are documented at the type itself.
pub(super) fn bundle(view: RecordView<'_>) -> Option<TokenStream> {
    let name = ident(bundle_name(view)?.as_str());
    let text = format!("Required fields of [`{0}`], for [`{0}::new`]. They are documented at the type.", view.def.name);
    let docs = Doc::new().paragraph(text).outer();
    let fields = view.arguments().map(|field| {
        let name = ident(field.name.as_str());
        let ty = match field.making {
            Making::Asked => view.types.owned(&field.ty),
            Making::Usual | Making::Empty => view.field_type(field),
        };
        quote!(pub #name: #ty)
    });
    let flattened = view.record.flattened.as_ref().map(|flattened| {
        let name = ident(flattened.name.as_str());
        let ty = view.types.owned(&flattened.ty);
        quote!(pub #name: #ty)
    });
    let fields = fields.chain(flattened);
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#fields,)* }
    })
}

/// Returns the empty value of a field that only responses have.
pub(super) fn empty(view: RecordView<'_>, field: &Field) -> TokenStream {
    let named = match view.types.target(&field.ty) {
        TypeRef::Named(id) if !field.presence.is_nullable() => view.types.api().ty(*id),
        _ => return quote!(Default::default()),
    };
    let name = ident(named.name.as_str());
    match &named.kind {
        TypeKind::Constants(words) => match words.form {
            ConstantsForm::Strings => quote!(#name::from("")),
            ConstantsForm::Integers => quote!(#name::from(0)),
            ConstantsForm::Mixed => quote!(#name::Unknown(Default::default())),
        },
        TypeKind::Union(_) => quote!(#name::Unknown(Default::default())),
        TypeKind::Record(_) | TypeKind::Errors(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => {
            quote!(Default::default())
        }
    }
}

/// Returns true if the table has a field's setter: the setter takes a value, and needs no attributes.
pub(super) fn is_set_by_table(view: RecordView<'_>, field: &Field) -> bool {
    let plain = !field.deprecated && !matches!(field.ty, TypeRef::Const(_));
    plain && has_setter(view, field) && operator_note(field.name.as_str()).is_none()
}

/// Returns true if the field has a setter: optional fields of a type that travels in requests have one.
fn has_setter(view: RecordView<'_>, field: &Field) -> bool {
    view.in_requests() && !field.presence.is_required() && !field.read_only && field.making == Making::Usual
}

/// Returns the items that the table does not make.
pub(super) fn methods(view: RecordView<'_>) -> Option<TokenStream> {
    let name = ident(view.def.name.as_str());
    let own = view.record.fields.iter().filter(|field| has_setter(view, field) && !is_set_by_table(view, field));
    let setters: Vec<_> = own.flat_map(|field| [Some(setter(view, field)), null_setter(field)]).flatten().collect();
    (!setters.is_empty()).then(|| quote!(impl #name { #(#setters)* }))
}

fn setter(view: RecordView<'_>, field: &Field) -> TokenStream {
    let name = ident(field.name.as_str());
    let docs = Doc::new().paragraph(format!("Sets {}.", docs::code(field.name.as_str()))).outer();
    let (argument, value) = match &field.ty {
        TypeRef::Const(literal) => (None, constant_value(literal)),
        ty => {
            let argument = view.types.argument(ty);
            let ty = &argument.ty;
            (Some(quote!(, #name: #ty)), argument.value(&name))
        }
    };
    let wrapped = match field.presence {
        Presence::OptionalNullable => quote!(Nullable::Value(#value)),
        _ => quote!(Some(#value)),
    };
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let operator = operator_note(field.name.as_str());
    quote! {
        #docs
        #deprecated
        #operator
        pub fn #name(mut self #argument) -> Self {
            self.#name = #wrapped;
            self
        }
    }
}

fn null_setter(field: &Field) -> Option<TokenStream> {
    let name = ident(field.name.as_str());
    let method = ident(field.null_setter.as_ref()?.as_str());
    let docs = Doc::new().paragraph(format!("Sets {} to null.", docs::code(field.name.as_str()))).outer();
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    Some(quote! {
        #docs
        #deprecated
        pub fn #method(mut self) -> Self {
            self.#name = Nullable::Null;
            self
        }
    })
}
