//! References to types, as the program writes them.

use specsmith_generator::api::{Literal, Scalar, TypeKind, TypeRef};

use super::{Mode, Values};

impl<'a> Values<'a> {
    /// Returns the type behind aliases.
    pub(super) fn target<'t>(&self, ty: &'t TypeRef) -> &'t TypeRef
    where
        'a: 't,
    {
        let mut ty = ty;
        // An alias is never one of itself; the bound only keeps a slip from hanging.
        for _ in 0..self.api.types.len() {
            match ty {
                TypeRef::Named(id) => match &self.api.ty(*id).kind {
                    TypeKind::Alias(target) => ty = target,
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    /// Returns the type as source text.
    pub(in super::super) fn type_text(&self, ty: &TypeRef) -> String {
        match self.target(ty) {
            TypeRef::Named(id) => format!("types::{}", self.api.ty(*id).name),
            TypeRef::Boxed(inner) => format!("Box<{}>", self.type_text(inner)),
            TypeRef::List(item) => format!("Vec<{}>", self.type_text(item)),
            TypeRef::Map(item) => format!("BTreeMap<String, {}>", self.type_text(item)),
            TypeRef::Nullable(inner) => format!("Option<{}>", self.type_text(inner)),
            TypeRef::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| format!("{},", self.type_text(item))).collect();
                format!("({})", items.concat())
            }
            TypeRef::Scalar(scalar) => name(*scalar).to_owned(),
            TypeRef::Const(Literal::Str(_)) => "Const".to_owned(),
            TypeRef::Const(_) => "ConstValue".to_owned(),
            TypeRef::Json => "Value".to_owned(),
        }
    }

    /// Returns the type of an item of a list or map.
    pub(super) fn item_type(&self, ty: &TypeRef, mode: Mode) -> String {
        match (mode, self.target(ty)) {
            (Mode::Owned, ty) => self.type_text(ty),
            (Mode::Argument, TypeRef::Boxed(inner)) => self.item_type(inner, mode),
            (Mode::Argument, TypeRef::List(item)) => format!("Vec<{}>", self.item_type(item, mode)),
            (Mode::Argument, TypeRef::Map(item)) => format!("BTreeMap<String, {}>", self.item_type(item, mode)),
            (Mode::Argument, ty) => self.type_text(ty),
        }
    }
}

fn name(scalar: Scalar) -> &'static str {
    match scalar {
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
        Scalar::File => "Upload",
        Scalar::Foreign(foreign) => foreign.path(),
        Scalar::Own(_) => "Value",
    }
}
