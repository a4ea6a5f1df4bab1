//! Values as Rust expressions of the generated types.
//!
//! A value is built as a user of the crate builds it: `Record::new(…)` and its setters, variants, lists, maps. It is never decoded from JSON
//! into a type, so that a name that is wrong on the wire cannot be wrong twice.

mod code;
mod record;
mod scalar;
#[cfg(test)]
mod tests;
mod types;
mod union;

use std::cell::Cell;

use specsmith_generator::api::{Api, Constants, ConstantsForm, Literal, Scalar, TypeKind, TypeRef};

use super::declared::Declared;
use super::json::Json;
use code::{narrower, string};

pub(super) use code::{Code, Expressed, Reason, Skip, short};

/// Most expressions that are tried for one call. Unions within unions are tried variant by variant.
const MOST_TRIES: usize = 200_000;

/// Unions within unions that a file is looked for in.
const MOST_UNIONS: usize = 4;

/// Expresses values by the types of an API.
pub(super) struct Values<'a> {
    pub(super) api: &'a Api,
    declared: &'a Declared,
    /// Expressions that may still be tried for the call at hand.
    left: Cell<usize>,
    /// A file stands where only text can: the type's documentation says that it is the Base64 of its bytes there.
    files_are_text: Cell<bool>,
}

impl<'a> Values<'a> {
    pub(super) fn new(api: &'a Api, declared: &'a Declared) -> Self {
        Self { api, declared, left: Cell::new(MOST_TRIES), files_are_text: Cell::new(false) }
    }

    /// Starts with the next call.
    pub(super) fn renew(&self) {
        self.left.set(MOST_TRIES);
    }

    /// Says where the files of the call at hand stand.
    pub(super) fn files_are_text(&self, are: bool) {
        self.files_are_text.set(are);
    }

    /// Returns true for a file, for a list of them, and for a union that may be one.
    pub(super) fn is_file(&self, ty: &TypeRef) -> bool {
        self.is_file_within(ty, MOST_UNIONS)
    }

    fn is_file_within(&self, ty: &TypeRef, unions: usize) -> bool {
        match self.target(ty) {
            TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Nullable(inner) => {
                self.is_file_within(inner, unions)
            }
            TypeRef::Named(id) => match (&self.api.ty(*id).kind, unions.checked_sub(1)) {
                (TypeKind::Union(union), Some(left)) => {
                    union.variants.iter().any(|variant| self.is_file_within(&variant.ty, left))
                }
                _ => false,
            },
            ty => *ty == TypeRef::Scalar(Scalar::File),
        }
    }

    /// Returns the expression of a value of exactly the type.
    pub(super) fn owned(&self, ty: &TypeRef, value: &Json) -> Expressed {
        match self.left.get().checked_sub(1) {
            Some(left) => self.left.set(left),
            None => {
                return Err(Skip::new(Reason::TooMuch, "the unions within unions of the value are too many to try"));
            }
        }
        match self.target(ty) {
            TypeRef::Named(id) => self.named(*id, value),
            TypeRef::Boxed(inner) => Ok(self.owned(inner, value)?.within(|text| format!("Box::new({text})"))),
            TypeRef::List(item) => self.list(item, value, Mode::Owned),
            TypeRef::Map(item) => self.map(item, value, Mode::Owned),
            TypeRef::Tuple(items) => self.tuple(items, value),
            TypeRef::Nullable(inner) => self.nullable(inner, value),
            TypeRef::Scalar(Scalar::File) if self.files_are_text.get() => scalar::file_in_text(value),
            TypeRef::Scalar(scalar) => scalar::expression(*scalar, value),
            TypeRef::Const(literal) => constant(literal, value),
            TypeRef::Json => any(value),
        }
    }

    /// Returns the expression of an argument of a function or setter, which makes boxes itself.
    pub(super) fn argument(&self, ty: &TypeRef, value: &Json) -> Expressed {
        match self.target(ty) {
            TypeRef::Boxed(inner) => self.argument(inner, value),
            TypeRef::List(item) => self.list(item, value, Mode::Argument),
            TypeRef::Map(item) => self.map(item, value, Mode::Argument),
            _ => self.owned(ty, value),
        }
    }

    /// Returns the expression of an `Option` of the type, `None` for null.
    pub(super) fn nullable(&self, ty: &TypeRef, value: &Json) -> Expressed {
        if *value == Json::Null && !self.takes_null(ty) {
            return Ok(Code::of(format!("None::<{}>", self.type_text(ty))));
        }
        Ok(self.owned(ty, value)?.within(|text| format!("Some({text})")))
    }

    /// Any JSON takes null by itself.
    fn takes_null(&self, ty: &TypeRef) -> bool {
        matches!(self.target(ty), TypeRef::Json)
    }

    fn named(&self, id: specsmith_generator::api::TypeId, value: &Json) -> Expressed {
        let def = self.api.ty(id);
        match &def.kind {
            TypeKind::Record(record) => self.record(def, record, value),
            TypeKind::Union(union) => self.union(def, union, value),
            TypeKind::Constants(words) => word(def.name.as_str(), words, value),
            TypeKind::Newtype(inner) => {
                Ok(self.owned(inner, value)?.within(|text| format!("types::{}({text})", def.name)))
            }
            TypeKind::Alias(inner) => self.owned(inner, value),
            TypeKind::Errors(_) => Err(Skip::new(Reason::TypeNarrower, "an enum of error responses is no input")),
        }
    }

    fn list(&self, item: &TypeRef, value: &Json, mode: Mode) -> Expressed {
        let Json::List(items) = value else { return Err(narrower("a list", value)) };
        if items.is_empty() {
            return Ok(Code::of(format!("Vec::<{}>::new()", self.item_type(item, mode))));
        }
        let items = Code::list(items.iter().map(|value| self.item(item, value, mode)))?;
        Ok(items.within(|text| format!("vec![{text}]")))
    }

    fn map(&self, item: &TypeRef, value: &Json, mode: Mode) -> Expressed {
        let Json::Object(members) = value else { return Err(narrower("a map", value)) };
        let ty = self.item_type(item, mode);
        let pairs = Code::list(members.iter().map(|(key, value)| {
            Ok(self.item(item, value, mode)?.within(|text| format!("({}, {text})", string(key))))
        }))?;
        Ok(pairs.within(|text| format!("BTreeMap::<String, {ty}>::from([{text}])")))
    }

    fn item(&self, ty: &TypeRef, value: &Json, mode: Mode) -> Expressed {
        match mode {
            Mode::Owned => self.owned(ty, value),
            Mode::Argument => self.argument(ty, value),
        }
    }

    fn tuple(&self, items: &[TypeRef], value: &Json) -> Expressed {
        let values = match value {
            Json::List(values) if values.len() == items.len() => values,
            _ => return Err(narrower(&format!("a list of {}", items.len()), value)),
        };
        let items = Code::list(items.iter().zip(values).map(|(ty, value)| self.owned(ty, value)))?;
        Ok(items.within(|text| format!("({text},)")))
    }
}

/// Form in which the items of a list or map are passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Owned,
    Argument,
}

/// Any JSON value, which has no type to be built by.
pub(super) fn any(value: &Json) -> Expressed {
    if value.holds_bytes() {
        return Err(narrower("a JSON value", value));
    }
    Ok(Code::of(format!("json({:?})", value.to_string())))
}

fn word(name: &str, words: &Constants, value: &Json) -> Expressed {
    if let Some(word) = words.variants.iter().find(|word| is_literal(&word.value, value)) {
        return Ok(Code::of(format!("types::{name}::{}", word.name)));
    }
    // An open set takes other values, too; that is what the schema must mean.
    let other = match (words.form, value) {
        (ConstantsForm::Strings, Json::Text(text)) => format!("types::{name}::from({text:?})"),
        (ConstantsForm::Integers, Json::Number(text)) => {
            match scalar::integer(text).and_then(|whole| i64::try_from(whole).ok()) {
                Some(whole) => format!("types::{name}::from({whole}_i64)"),
                None => return Err(narrower("an integer of 64 bits", value)),
            }
        }
        _ => {
            return Err(Skip::new(Reason::NoVariant, format!("the enum `{name}` has no variant for {}", short(value))));
        }
    };
    Ok(Code { text: other, loose: 1 })
}

fn constant(literal: &Literal, value: &Json) -> Expressed {
    if !is_literal(literal, value) {
        return Err(differs(literal, value));
    }
    Ok(Code::of(match literal {
        Literal::Str(text) => format!("Const::new({text:?})"),
        other => format!("ConstValue::new({})", number(other)),
    }))
}

/// Returns the reason for skipping a value that differs from the one that the type fixes.
pub(super) fn differs(literal: &Literal, value: &Json) -> Skip {
    let what = format!("the type fixes `{}`, the value is {}", literal.to_text(), short(value));
    Skip::new(Reason::ConstantDiffers, what)
}

fn number(literal: &Literal) -> String {
    match literal {
        Literal::Int(number) if i64::try_from(*number).is_ok() => format!("{number}_i64"),
        Literal::Int(number) => format!("{number}_i128"),
        Literal::Float(number) => format!("{number:?}_f64"),
        Literal::Bool(flag) => flag.to_string(),
        Literal::Str(text) => format!("{text:?}"),
    }
}

/// Returns true for the value of a constant of the document.
pub(super) fn is_literal(literal: &Literal, value: &Json) -> bool {
    match (literal, value) {
        (Literal::Str(own), Json::Text(text)) => own == text,
        (Literal::Int(own), Json::Number(text)) => scalar::integer(text) == Some(*own),
        (Literal::Float(own), Json::Number(text)) => text.parse() == Ok(*own),
        (Literal::Bool(own), Json::Bool(flag)) => own == flag,
        _ => false,
    }
}
