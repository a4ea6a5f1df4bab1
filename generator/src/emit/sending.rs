//! The statement that puts a value into a call.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Literal, Location};
use crate::emit::types::suffixed_literal;
use crate::plan::calls::{Fixed, Target};

/// A value that is passed to a call.
pub(crate) struct Value {
    /// Statement before the expression, such as `let ids: Vec<String> = …;`.
    pub(crate) before: TokenStream,
    /// The value as an expression.
    pub(crate) expression: TokenStream,
}

/// Returns `call.path("project_id", &project_id.into());`
pub(crate) fn send(call: &TokenStream, target: Target<'_>, value: &Value) -> TokenStream {
    let Value { before, expression } = value;
    let sent = match target {
        Target::Param(location, wire) => {
            let verb = param_verb(location);
            quote!(#call.#verb(#wire, &#expression);)
        }
        Target::Field(wire) => quote!(#call.field(#wire, &#expression);),
        Target::Body => quote!(#call.body(&#expression);),
        Target::Text => quote!(#call.text_body(#expression);),
        Target::Bytes => quote!(#call.upload_body(#expression);),
    };
    quote!(#before #sent)
}

/// Sends an input's only value.
pub(crate) fn send_fixed(call: &TokenStream, fixed: &Fixed<'_>) -> TokenStream {
    let value = reference(fixed.value);
    match fixed.target {
        Target::Param(location, wire) => {
            let verb = param_verb(location);
            quote!(#call.#verb(#wire, #value);)
        }
        Target::Field(wire) => quote!(#call.field(#wire, #value);),
        Target::Body => quote!(#call.body(#value);),
        Target::Text => {
            let text = literal_text(fixed.value);
            quote!(#call.text_body(String::from(#text));)
        }
        Target::Bytes => {
            let text = literal_text(fixed.value);
            quote!(#call.bytes_body(Bytes::from(#text));)
        }
    }
}

/// Returns the text of a constant.
fn literal_text(value: &Literal) -> String {
    match value {
        Literal::Str(text) => text.clone(),
        Literal::Int(number) => number.to_string(),
        Literal::Float(number) => number.to_string(),
        Literal::Bool(value) => value.to_string(),
    }
}

/// Returns a reference to a constant.
fn reference(value: &Literal) -> TokenStream {
    let literal = suffixed_literal(value);
    match value {
        Literal::Str(_) => literal,
        Literal::Int(_) | Literal::Float(_) | Literal::Bool(_) => quote!(&#literal),
    }
}

/// Returns the method of a call that takes a parameter.
pub(crate) fn param_verb(location: Location) -> TokenStream {
    match location {
        Location::Path => quote!(path),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
        Location::Cookie => quote!(cookie),
    }
}
