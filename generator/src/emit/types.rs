//! [`TypeRef`] to tokens: the owned type of a field.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::api::{Api, Literal, Presence, Scalar, TypeId, TypeKind, TypeRef};
use crate::emit::idents::{ident, own_path};
use crate::plan::Plan;
use crate::plan::package::Contents;

/// Prints references to types, as they read in one place of the crate.
#[derive(Clone, Copy)]
pub(crate) struct Types<'a> {
    plan: &'a Plan<'a>,
    place: WrittenIn,
    used: Option<&'a Used>,
}

/// Names in a file that may need an import, collected while the file is printed.
#[derive(Default)]
pub(crate) struct Used {
    types: RefCell<BTreeSet<TypeId>>,
    prelude: Cell<bool>,
}

impl Used {
    /// Returns the named types.
    pub(crate) fn types(&self) -> BTreeSet<TypeId> {
        self.types.borrow().clone()
    }

    /// Returns true if something of the runtime's prelude was named.
    pub(crate) fn prelude(&self) -> bool {
        self.prelude.get()
    }

    /// Notes that something of the runtime's prelude is named.
    pub(crate) fn note_prelude(&self) {
        self.prelude.set(true);
    }
}

/// Location of a reference to a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrittenIn {
    /// In a file of `types`, which imports the names it needs: `Role`.
    Types,
    /// Elsewhere in the crate: `types::Role`.
    Crate,
}

impl<'a> Types<'a> {
    /// Makes references to types from `place`.
    pub(crate) fn new(plan: &'a Plan<'a>, place: WrittenIn) -> Self {
        Self { plan, place, used: None }
    }

    /// Makes references to types from a file of `types`; each is recorded.
    pub(crate) fn noting(plan: &'a Plan<'a>, used: &'a Used) -> Self {
        Self { plan, place: WrittenIn::Types, used: Some(used) }
    }

    /// Returns the model.
    pub(crate) fn api(self) -> &'a Api {
        self.plan.api
    }

    /// Returns the type of a value that is kept: `Vec<String>`.
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

    /// Returns the type in a variant of an enum of responses. Structs and unions are always boxed, since their size changes with the document, and the enum's
    /// should not.
    pub(crate) fn held(self, ty: &TypeRef) -> TokenStream {
        let large = match self.target(ty) {
            TypeRef::Named(id) => !matches!(self.api().ty(*id).kind, TypeKind::Constants(_)),
            TypeRef::Tuple(_) => true,
            _ => false,
        };
        let owned = self.owned(ty);
        if large { wrap(&quote!(Box), owned) } else { owned }
    }

    /// Returns the type of a field, by its presence. `tristate`: the record tells null from absent.
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

    /// Returns the type behind aliases.
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

    /// Returns the owned type spelt without aliases and boxes: equal for two references exactly when Rust sees one type.
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
            WrittenIn::Types => quote!(#name),
            WrittenIn::Crate => quote!(types::#name),
        }
    }

    fn scalar(self, scalar: Scalar) -> TokenStream {
        let root = match self.plan.contents() {
            Contents::Client => "specsmith_runtime::model",
            Contents::Types => "specsmith_model",
        };
        match scalar {
            // A path of ours is always a row of tokens.
            Scalar::Foreign(foreign) => return foreign.path_below(root).parse().unwrap_or_default(),
            Scalar::Own(id) => return own_path(&self.api().own_types[id.0].path_below(root)),
            _ => {}
        }
        if !scalar.is_std() {
            self.note_prelude();
        }
        let name = match scalar {
            Scalar::String => "String",
            Scalar::Bool => "bool",
            Scalar::I32 => "i32",
            Scalar::Bounded(small) => small.name(),
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
            Scalar::Floats => "Floats",
            Scalar::Binary => "Octets",
            Scalar::Foreign(foreign) => foreign.path(),
            Scalar::Own(_) => "Value",
            // Without a client nothing sends files: they are bytes.
            Scalar::File if self.plan.contents() == Contents::Types => "Octets",
            Scalar::File => "Upload",
        };
        let name = ident(name);
        quote!(#name)
    }
}

/// Returns the value that the schema fixes, as an expression of its owned type.
pub(crate) fn constant_value(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Str(text) => quote!(Const::new(#text)),
        other => {
            let value = suffixed_literal(other);
            quote!(ConstValue::new(#value))
        }
    }
}

/// Emits a literal: `"asc"`, `200`, `1.5`, `true`.
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

/// Emits a literal whose type the context does not determine: an integer without a suffix would be an `i32`.
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

pub(super) fn wrap(outer: &TokenStream, inner: TokenStream) -> TokenStream {
    quote!(#outer<#inner>)
}
