//! Parameter types of arguments and setters, and their conversion into the value of a field or request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::idents::ident;
use super::types::{Types, wrap};
use crate::api::{Foreign, Presence, Scalar, TypeRef};

/// Maximum depth of nested lists that an argument accepts as iterators of iterators; deeper ones are passed as lists.
const MOST_ITERATED: usize = 8;

/// Parameter of an argument or setter.
pub(crate) struct Argument {
    /// Type of the parameter: `impl Into<String>`.
    pub(crate) ty: TokenStream,
    conversion: Conversion,
}

impl Argument {
    /// Returns the word or expression for the conversion in the tables of the runtime's macros; `None` for `into()`.
    pub(crate) fn mark(&self, name: &Ident) -> Option<TokenStream> {
        match &self.conversion {
            Conversion::Same | Conversion::Into => None,
            Conversion::Items(inner) if inner.is_into() => Some(quote!(list)),
            Conversion::Pairs(inner) if inner.is_into() => Some(quote!(map)),
            Conversion::Boxed(inner) if inner.is_into() => Some(quote!(boxed)),
            other => {
                let value = other.apply(name);
                Some(quote!((#value)))
            }
        }
    }

    /// Returns the conversion for the tables of requests, whose values have no field with their type; `None` if the tables have no word for it.
    pub(crate) fn route(&self) -> Option<Route> {
        match &self.conversion {
            Conversion::Same => Some(Route::Same),
            Conversion::Into => Some(Route::Into),
            Conversion::Items(inner) => match inner.as_ref() {
                Conversion::Same => Some(Route::Vec),
                Conversion::Into => Some(Route::List),
                _ => None,
            },
            Conversion::Pairs(inner) if matches!(inner.as_ref(), Conversion::Into) => Some(Route::Map),
            Conversion::Pairs(_) | Conversion::Boxed(_) | Conversion::Method(_) => None,
        }
    }

    /// Returns the expression that turns the parameter into the owned type: `name.into()`.
    pub(crate) fn value(&self, name: &Ident) -> TokenStream {
        self.conversion.apply(name)
    }
}

/// Conversion of a request's parameter into the value sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// No conversion.
    Same,
    /// `into()`.
    Into,
    /// `into()` of each item.
    List,
    /// The items are collected as they are.
    Vec,
    /// `into()` of each key and value.
    Map,
}

/// Conversion of a parameter into the owned value.
enum Conversion {
    Same,
    Into,
    Boxed(Box<Conversion>),
    Items(Box<Conversion>),
    Pairs(Box<Conversion>),
    /// A method of one of the runtime's traits.
    Method(&'static str),
}

impl Conversion {
    /// Returns true if `into()` converts it, even to the same type.
    fn is_into(&self) -> bool {
        matches!(self, Self::Same | Self::Into)
    }

    fn apply(&self, name: &Ident) -> TokenStream {
        match self {
            Self::Same => quote!(#name),
            Self::Into => quote!(#name.into()),
            Self::Method(method) => {
                let method = ident(method);
                quote!(#name.#method())
            }
            Self::Boxed(inner) => {
                let value = inner.apply(name);
                quote!(Box::new(#value))
            }
            Self::Items(inner) => match inner.as_ref() {
                Self::Same => quote!(#name.into_iter().collect()),
                Self::Into => quote!(#name.into_iter().map(Into::into).collect()),
                inner => {
                    let value = inner.apply(&ident("item"));
                    quote!(#name.into_iter().map(|item| #value).collect())
                }
            },
            Self::Pairs(inner) => {
                let value = inner.apply(&ident("item"));
                quote!(#name.into_iter().map(|(key, item)| (key.into(), #value)).collect())
            }
        }
    }
}

impl Types<'_> {
    /// Returns the parameter for a value of this type.
    pub(crate) fn argument(self, ty: &TypeRef) -> Argument {
        self.argument_within(ty, MOST_ITERATED)
    }

    fn argument_within(self, ty: &TypeRef, depth: usize) -> Argument {
        match self.target(ty) {
            TypeRef::List(_) | TypeRef::Map(_) if depth == 0 => {
                Argument { ty: wrap(&quote!(impl Into), self.owned(ty)), conversion: Conversion::Into }
            }
            TypeRef::Boxed(inner) => {
                let Argument { ty, conversion } = self.argument_within(inner, depth);
                Argument { ty, conversion: Conversion::Boxed(Box::new(conversion)) }
            }
            TypeRef::List(item) => {
                let Argument { ty, conversion } = self.item_argument(item, depth - 1);
                let ty = quote!(impl IntoIterator<Item = #ty>);
                Argument { ty, conversion: Conversion::Items(Box::new(conversion)) }
            }
            TypeRef::Map(item) => {
                let Argument { ty, conversion } = self.item_argument(item, depth - 1);
                let ty = quote!(impl IntoIterator<Item = (impl Into<String>, #ty)>);
                Argument { ty, conversion: Conversion::Pairs(Box::new(conversion)) }
            }
            TypeRef::Nullable(inner) => self.nullable_argument(inner),
            target if is_plain(target) => Argument { ty: self.owned(ty), conversion: Conversion::Same },
            _ => Argument { ty: wrap(&quote!(impl Into), self.owned(ty)), conversion: Conversion::Into },
        }
    }

    /// Returns the parameter for a required field; `None` is accepted if the field may be null.
    pub(crate) fn required_argument(self, ty: &TypeRef, presence: Presence) -> Argument {
        if presence.is_nullable() { self.nullable_argument(ty) } else { self.argument(ty) }
    }

    /// Returns the parameter for a value that may be null.
    fn nullable_argument(self, ty: &TypeRef) -> Argument {
        let loose = |item: &TypeRef| {
            let target = self.target(item);
            !is_plain(target) && !matches!(target, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Boxed(_))
        };
        let scalar_or_null = |item: &TypeRef| match self.target(item) {
            TypeRef::Nullable(inner) => Some(self.owned(inner)).filter(|_| is_scalar(self.target(inner))),
            _ => None,
        };
        if let TypeRef::List(item) = self.target(ty)
            && let Some(inner) = scalar_or_null(item)
        {
            return self.converted_by("IntoNullableItems", "into_nullable_items", &inner);
        }
        let (name, method, inner) = match self.target(ty) {
            TypeRef::List(item) if loose(item) => ("IntoNullableList", "into_nullable_list", self.owned(item)),
            TypeRef::Map(item) => ("IntoNullableMap", "into_nullable_map", self.owned(item)),
            _ => ("IntoNullable", "into_nullable", self.owned(ty)),
        };
        self.converted_by(name, method, &inner)
    }

    /// Returns the parameter for an item of a list or map. An item that is a nullable scalar is made from an option; a plain or named item has its own type.
    fn item_argument(self, ty: &TypeRef, depth: usize) -> Argument {
        match self.target(ty) {
            TypeRef::Nullable(inner) => match self.target(inner) {
                target if is_scalar(target) => {
                    self.converted_by("IntoNullableItem", "into_nullable_item", &self.owned(inner))
                }
                _ => Argument { ty: wrap(&quote!(impl Into), self.owned(ty)), conversion: Conversion::Into },
            },
            _ => self.argument_within(ty, depth),
        }
    }

    /// Returns an argument that a trait of the runtime converts.
    fn converted_by(self, name: &str, method: &'static str, target: &TokenStream) -> Argument {
        self.note_prelude();
        let name = ident(name);
        Argument { ty: quote!(impl #name<#target>), conversion: Conversion::Method(method) }
    }
}

/// Returns true for numbers, booleans and tuples, for which a literal would not determine the type to convert into, and for types of other crates, so that
/// `parse()?` has a type. They are passed as they are.
fn is_plain(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Tuple(_) => true,
        TypeRef::Scalar(Scalar::Foreign(foreign)) => *foreign != Foreign::DecimalNumber,
        TypeRef::Scalar(scalar) => scalar.is_primitive(),
        _ => false,
    }
}

/// Scalars that the runtime makes of text or numbers where they may be null.
fn is_scalar(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Scalar(_)) && !is_plain(ty) && !matches!(ty, TypeRef::Scalar(Scalar::Binary | Scalar::File))
}
