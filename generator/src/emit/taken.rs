//! Parameters of methods and setters, and the values that they are converted into.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::ident;
use super::sending::Value;
use super::site::Site;
use crate::api::{Presence, TypeRef};
use crate::plan::calls::{Input, Target};

/// Parameter of a method or setter, and the value that it is converted into.
pub(super) struct Taken {
    /// Type of the parameter.
    pub(super) ty: TokenStream,
    /// The value.
    pub(super) value: Value,
}

/// Returns the parameter for an input: of the input's type, or an upload for bytes.
pub(super) fn take(site: Site<'_>, input: &Input<'_>, nullable: bool) -> Taken {
    let name = ident(input.name);
    let now = |expression| Value { before: TokenStream::new(), expression };
    if input.target == Target::Bytes {
        return Taken { ty: quote!(impl Into<Upload>), value: now(quote!(#name.into())) };
    }
    let types = site.types();
    let presence = if nullable { Presence::RequiredNullable } else { Presence::Required };
    let argument = types.required_argument(&input.ty, presence);
    let expression = argument.value(&name);
    let collected = matches!(types.target(&input.ty), TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Boxed(_));
    let value = if collected && !nullable {
        let owned = types.owned(&input.ty);
        Value { before: quote!(let #name: #owned = #expression;), expression: quote!(#name) }
    } else {
        now(expression)
    };
    Taken { ty: argument.ty, value }
}

/// Returns the value of an argument that travels in the arguments' struct.
pub(super) fn bundled_value(input: &Input<'_>) -> Value {
    let name = ident(input.name);
    Value { before: TokenStream::new(), expression: quote!(arguments.#name) }
}

/// Emits `#[deprecated]` for a deprecated part of the document.
pub(super) fn deprecated(is: bool) -> Option<TokenStream> {
    is.then(|| quote!(#[deprecated = "the document marks this as deprecated"]))
}
