//! How a record is built by hand: `new`, the struct of its required fields, and its setters.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::names::{ident, operator_note, suffixed};
use super::record::RecordView;
use super::types::constant_value;
use crate::api::{Extra, Field, Presence, TypeRef};
use crate::naming::TypeName;

/// More arguments than this become a struct of their own.
const MAX_ARGUMENTS: usize = 7;

/// The inherent `impl`, what it needs, and `Default` where `new` takes nothing.
pub(super) fn constructors(view: RecordView<'_>) -> TokenStream {
    let name = ident(view.def.name.as_str());
    let count = view.arguments().count();
    let bundle = view.record.required_name.as_ref().filter(|_| count > MAX_ARGUMENTS);
    let (new, before, after) = match bundle {
        Some(bundle) => (new_from_bundle(view, bundle), Some(bundle_struct(view, bundle)), None),
        None if count == 0 && view.derives_default() => (new_from_default(view), None, None),
        None if count == 0 => (new_from_arguments(view), None, Some(default_impl(view))),
        None => (new_from_arguments(view), None, None),
    };
    let setters = setters(view);
    quote! {
        #before
        impl #name {
            #new
            #(#setters)*
        }
        #after
    }
}

fn new_from_default(view: RecordView<'_>) -> TokenStream {
    // A setter of that name would be called instead.
    let hidden = view.record.fields.iter().any(|field| field.name.as_str() == "default");
    let default = if hidden { quote!(Default) } else { quote!(Self) };
    quote! {
        /// Builds a value with every field absent.
        pub fn new() -> Self {
            #default::default()
        }
    }
}

fn default_impl(view: RecordView<'_>) -> TokenStream {
    let name = ident(view.def.name.as_str());
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn new_from_arguments(view: RecordView<'_>) -> TokenStream {
    let arguments = view.arguments().map(|field| {
        let name = ident(field.name.as_str());
        let ty = view.types.required_argument(&field.ty, field.presence).ty;
        quote!(#name: #ty)
    });
    let values = values(view, |field| {
        let name = ident(field.name.as_str());
        let argument = view.types.required_argument(&field.ty, field.presence);
        let value = argument.value(&name);
        // `name: name` would not be written by hand.
        if argument.is_owned() { quote!(#name) } else { quote!(#name: #value) }
    });
    quote! {
        /// Builds a value from its required fields.
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values,)* }
        }
    }
}

fn new_from_bundle(view: RecordView<'_>, bundle: &TypeName) -> TokenStream {
    let bundle = ident(bundle.as_str());
    let values = values(view, |field| {
        let name = ident(field.name.as_str());
        quote!(#name: required.#name)
    });
    quote! {
        /// Builds a value from its required fields.
        pub fn new(required: #bundle) -> Self {
            Self { #(#values,)* }
        }
    }
}

/// The initialiser of every field: arguments as `given`, constants filled in, the rest absent.
fn values(view: RecordView<'_>, given: impl Fn(&Field) -> TokenStream) -> Vec<TokenStream> {
    let fields = view.record.fields.iter().map(|field| {
        let name = ident(field.name.as_str());
        match (field.presence, &field.ty) {
            (Presence::Required, TypeRef::Const(literal)) => {
                let value = constant_value(literal);
                quote!(#name: #value)
            }
            (Presence::RequiredNullable, TypeRef::Const(literal)) => {
                let value = constant_value(literal);
                quote!(#name: Some(#value))
            }
            (Presence::Required | Presence::RequiredNullable, _) => given(field),
            (Presence::OptionalNullable, _) if view.in_requests() => quote!(#name: Nullable::Absent),
            (Presence::Optional | Presence::OptionalNullable, _) => quote!(#name: None),
        }
    });
    let extra = match &view.record.extra {
        Extra::Kept => Some(quote!(extra: Extra::default())),
        Extra::Typed(name, _) => {
            let name = ident(name.as_str());
            Some(quote!(#name: BTreeMap::new()))
        }
        Extra::Forbidden => None,
    };
    fields.chain(extra).collect()
}

fn bundle_struct(view: RecordView<'_>, bundle: &TypeName) -> TokenStream {
    let docs = Doc::new().paragraph(format!("The required fields of [`{0}`], for [`{0}::new`].", view.def.name));
    let docs = docs.outer();
    let name = ident(bundle.as_str());
    let fields = view.arguments().map(|field| {
        let docs = super::record::field_docs(field).outer();
        let name = ident(field.name.as_str());
        let ty = view.field_type(field);
        quote!(#docs pub #name: #ty)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name { #(#fields,)* }
    }
}

/// One setter for each optional field of a type that travels in requests, and one for null where null means something.
fn setters(view: RecordView<'_>) -> Vec<TokenStream> {
    let mut setters = Vec::new();
    if !view.in_requests() {
        return setters;
    }
    for field in view.record.fields.iter().filter(|field| !field.presence.is_required()) {
        setters.push(setter(view, field));
        if field.presence == Presence::OptionalNullable {
            setters.push(null_setter(field));
        }
    }
    setters
}

fn setter(view: RecordView<'_>, field: &Field) -> TokenStream {
    let name = ident(field.name.as_str());
    let docs = Doc::new().paragraph(format!("Sets {}.", docs::code(&field.wire))).outer();
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

fn null_setter(field: &Field) -> TokenStream {
    let name = ident(field.name.as_str());
    let method = suffixed(field.name.as_str(), "null");
    let docs = Doc::new().paragraph(format!("Sets {} to null.", docs::code(&field.wire))).outer();
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        pub fn #method(mut self) -> Self {
            self.#name = Nullable::Null;
            self
        }
    }
}
