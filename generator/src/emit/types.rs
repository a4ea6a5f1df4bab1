//! [`TypeRef`] to tokens: the owned type of a field, and what an argument or setter takes in its stead.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use crate::api::{Api, Literal, Presence, Scalar, TypeId, TypeKind, TypeRef};
use crate::emit::names::ident;
use crate::plan::Plan;

/// Prints references to types, as they read in one place of the crate.
#[derive(Clone, Copy)]
pub(crate) struct Types<'a> {
    plan: &'a Plan<'a>,
    place: Place,
    used: Option<&'a Used>,
}

/// What a file names that it may have to import, noted as it is printed.
#[derive(Default)]
pub(crate) struct Used {
    types: RefCell<BTreeSet<TypeId>>,
    prelude: Cell<bool>,
}

impl Used {
    /// The named types.
    pub(crate) fn types(&self) -> BTreeSet<TypeId> {
        self.types.borrow().clone()
    }

    /// Something of the runtime's prelude was named.
    pub(crate) fn prelude(&self) -> bool {
        self.prelude.get()
    }

    /// Notes that something of the runtime's prelude is named.
    pub(crate) fn note_prelude(&self) {
        self.prelude.set(true);
    }
}

/// Where a reference stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a file of `types`, which imports the names it needs: `Role`.
    Types,
    /// Elsewhere in the crate: `types::Role`.
    Crate,
}

/// What an argument or setter takes.
pub(crate) struct Argument {
    /// Type of the parameter: `impl Into<String>`.
    pub(crate) ty: TokenStream,
    conversion: Conversion,
}

impl Argument {
    /// How the tables of the runtime's macros say what turns the parameter into the owned type; `None` for `into()`.
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

    /// The same for the tables of requests, whose values have no field to say their type; `None` where they have no word for it.
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

    /// Expression that turns the parameter into the owned type: `name.into()`.
    pub(crate) fn value(&self, name: &Ident) -> TokenStream {
        self.conversion.apply(name)
    }
}

/// What turns the parameter of a request into the value sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// Nothing.
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

/// How a parameter becomes the owned value.
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
    /// `into()` does it, if only to the same type.
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

impl<'a> Types<'a> {
    /// Types as they read in `place`.
    pub(crate) fn new(plan: &'a Plan<'a>, place: Place) -> Self {
        Self { plan, place, used: None }
    }

    /// Types as they read in a file of `types`, each noted.
    pub(crate) fn noting(plan: &'a Plan<'a>, used: &'a Used) -> Self {
        Self { plan, place: Place::Types, used: Some(used) }
    }

    /// The model.
    pub(crate) fn api(self) -> &'a Api {
        self.plan.api
    }

    /// The type of a value that is kept: `Vec<String>`.
    pub(crate) fn owned(self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Named(id) => self.named(*id),
            TypeRef::Boxed(inner) => wrap(&quote!(Box), self.owned(inner)),
            TypeRef::List(inner) => wrap(&quote!(Vec), self.owned(inner)),
            TypeRef::Nullable(inner) => wrap(&quote!(Option), self.owned(inner)),
            TypeRef::Map(inner) => {
                self.note_prelude();
                let inner = self.owned(inner);
                quote!(BTreeMap<String, #inner>)
            }
            TypeRef::Tuple(items) => {
                let items = items.iter().map(|item| self.owned(item));
                quote!((#(#items),*))
            }
            TypeRef::Scalar(scalar) => self.scalar(*scalar),
            TypeRef::Const(literal) => {
                self.note_prelude();
                constant_type(literal)
            }
            TypeRef::Json => {
                self.note_prelude();
                quote!(Value)
            }
        }
    }

    /// The type of what a variant of an enum of replies holds. Structs and unions are boxed, always: how large a type is changes with the
    /// document, and the enum should not.
    pub(crate) fn held(self, ty: &TypeRef) -> TokenStream {
        let large = match self.target(ty) {
            TypeRef::Named(id) => !matches!(self.api().ty(*id).kind, TypeKind::Words(_)),
            TypeRef::Tuple(_) => true,
            _ => false,
        };
        let owned = self.owned(ty);
        if large { wrap(&quote!(Box), owned) } else { owned }
    }

    /// The type of a field, by its presence. `tristate`: the record tells null from absent.
    pub(crate) fn field(self, ty: &TypeRef, presence: Presence, tristate: bool) -> TokenStream {
        let owned = self.owned(ty);
        match presence {
            Presence::Required => owned,
            Presence::OptionalNullable if tristate => {
                self.note_prelude();
                quote!(Nullable<#owned>)
            }
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => quote!(Option<#owned>),
        }
    }

    /// What an argument or setter takes for a value of this type.
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

    /// What the argument for a required field takes: one that may be null takes `None`, too.
    pub(crate) fn required_argument(self, ty: &TypeRef, presence: Presence) -> Argument {
        if presence.is_nullable() { self.nullable_argument(ty) } else { self.argument(ty) }
    }

    /// What stands for a value that may be null.
    fn nullable_argument(self, ty: &TypeRef) -> Argument {
        let loose = |item: &TypeRef| {
            let target = self.target(item);
            !is_plain(target) && !matches!(target, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Boxed(_))
        };
        let (name, method, inner) = match self.target(ty) {
            TypeRef::List(item) if loose(item) => ("IntoNullableList", "into_nullable_list", self.owned(item)),
            TypeRef::Map(item) => ("IntoNullableMap", "into_nullable_map", self.owned(item)),
            _ => ("IntoNullable", "into_nullable", self.owned(ty)),
        };
        self.converted_by(name, method, &inner)
    }

    /// What an item of a list or map is made of. Scalars that may be null are made of options of what makes them; what is plain or named says its
    /// type itself.
    fn item_argument(self, ty: &TypeRef, depth: usize) -> Argument {
        match self.target(ty) {
            TypeRef::Nullable(inner) => match self.target(inner) {
                target @ TypeRef::Scalar(_) if is_item_scalar(target) => {
                    self.converted_by("IntoNullableItem", "into_nullable_item", &self.owned(inner))
                }
                _ => Argument { ty: wrap(&quote!(impl Into), self.owned(ty)), conversion: Conversion::Into },
            },
            _ => self.argument_within(ty, depth),
        }
    }

    /// An argument that a trait of the runtime converts.
    fn converted_by(self, name: &str, method: &'static str, target: &TokenStream) -> Argument {
        self.note_prelude();
        let name = ident(name);
        Argument { ty: quote!(impl #name<#target>), conversion: Conversion::Method(method) }
    }

    /// What a type is once aliases are looked through.
    pub(crate) fn target<'t>(self, ty: &'t TypeRef) -> &'t TypeRef
    where
        'a: 't,
    {
        let mut ty = ty;
        // Aliases were checked to be free of cycles; the bound only keeps a slip of ours from hanging.
        for _ in 0..self.api().types.len() {
            match ty {
                TypeRef::Named(id) => match &self.api().ty(*id).kind {
                    TypeKind::Alias(target) => ty = target,
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    /// The owned type spelt without aliases and boxes: equal for two references exactly when Rust sees one type.
    pub(crate) fn canonical(self, ty: &TypeRef) -> String {
        match self.target(ty) {
            TypeRef::Boxed(inner) => self.canonical(inner),
            TypeRef::List(inner) => format!("Vec<{}>", self.canonical(inner)),
            TypeRef::Map(inner) => format!("BTreeMap<{}>", self.canonical(inner)),
            TypeRef::Nullable(inner) => format!("Option<{}>", self.canonical(inner)),
            TypeRef::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|item| self.canonical(item)).collect();
                format!("({})", items.join(","))
            }
            // To compare is not to print: nothing needs importing for it.
            target => Self { used: None, ..self }.owned(target).to_string(),
        }
    }

    /// Notes that something of the runtime's prelude is named.
    pub(crate) fn note_prelude(self) {
        if let Some(used) = self.used {
            used.note_prelude();
        }
    }

    fn named(self, id: TypeId) -> TokenStream {
        if let Some(used) = self.used {
            used.types.borrow_mut().insert(id);
        }
        let name = ident(self.api().ty(id).name.as_str());
        match self.place {
            Place::Types => quote!(#name),
            Place::Crate => quote!(types::#name),
        }
    }

    fn scalar(self, scalar: Scalar) -> TokenStream {
        if !is_std(scalar) {
            self.note_prelude();
        }
        let name = match scalar {
            Scalar::String => "String",
            Scalar::Bool => "bool",
            Scalar::I32 => "i32",
            Scalar::I64 => "i64",
            Scalar::U64 => "u64",
            Scalar::I128 => "i128",
            Scalar::F64 => "f64",
            Scalar::Number => "Number",
            Scalar::DateTime => "DateTime",
            Scalar::Date => "Date",
            Scalar::Time => "Time",
            Scalar::Duration => "Duration",
            Scalar::Uuid => "Uuid",
            Scalar::Uri => "Uri",
            Scalar::Ip => "IpText",
            Scalar::Base64 => "Base64",
            Scalar::Decimal => "Decimal",
            Scalar::UnixTime => "UnixTime",
            Scalar::Base64Url => "Base64Url",
            Scalar::Binary => "Octets",
            Scalar::File => "Upload",
        };
        let name = ident(name);
        quote!(#name)
    }
}

/// Lists within lists that an argument takes as iterators of iterators; what is deeper is taken as it is.
const MOST_ITERATED: usize = 8;

/// The value that the schema fixes, as an expression of its owned type.
pub(crate) fn constant_value(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Str(text) => quote!(Const::new(#text)),
        other => {
            let value = suffixed_literal(other);
            quote!(ConstValue::new(#value))
        }
    }
}

/// A literal as it stands in source: `"asc"`, `200`, `1.5`, `true`.
pub(crate) fn plain_literal(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Str(text) => quote!(#text),
        Literal::Int(number) => {
            let number = Token::i128_unsuffixed(*number);
            quote!(#number)
        }
        Literal::Float(number) if number.is_finite() => {
            let number = Token::f64_unsuffixed(*number);
            quote!(#number)
        }
        // JSON has no such number: a document cannot give one.
        Literal::Float(_) => quote!(f64::NAN),
        Literal::Bool(value) => quote!(#value),
    }
}

/// A literal where nothing around it says its type: an integer without a suffix would be an `i32`.
pub(crate) fn suffixed_literal(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Int(number) => {
            let number = match i64::try_from(*number) {
                Ok(number) => Token::i64_suffixed(number),
                Err(_) => Token::i128_suffixed(*number),
            };
            quote!(#number)
        }
        other => plain_literal(other),
    }
}

fn constant_type(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Str(_) => quote!(Const),
        Literal::Int(_) | Literal::Float(_) | Literal::Bool(_) => quote!(ConstValue),
    }
}

/// Scalars that every Rust file knows.
fn is_std(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::String | Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U64 | Scalar::I128 | Scalar::F64
    )
}

/// Numbers, booleans and tuples are taken as they are: a literal would not know what to turn into.
fn is_plain(ty: &TypeRef) -> bool {
    matches!(
        ty,
        TypeRef::Tuple(_)
            | TypeRef::Scalar(Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U64 | Scalar::I128 | Scalar::F64)
    )
}

/// Scalars that the runtime makes of text or numbers where they may be null.
fn is_item_scalar(ty: &TypeRef) -> bool {
    !is_plain(ty) && !matches!(ty, TypeRef::Scalar(Scalar::Binary | Scalar::File))
}

fn wrap(outer: &TokenStream, inner: TokenStream) -> TokenStream {
    quote!(#outer<#inner>)
}
