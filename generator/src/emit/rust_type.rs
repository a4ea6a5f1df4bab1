//! A [`TypeRef`] as text: in documentation, and as a user of the crate writes it.

use crate::api::{Api, Literal, Scalar, TypeRef};

/// From where a type is named.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Viewpoint<'a> {
    /// A file of the crate that has `types` and the runtime's prelude in scope.
    Resource,
    /// Another crate that depends only on this one; the field is the crate's name as an identifier.
    Outside(&'a str),
}

/// Returns the type as source text: `Vec<types::Role>`, or `Vec<openai_roles::types::Role>` from outside.
pub(crate) fn text(api: &Api, ty: &TypeRef, from: Viewpoint<'_>) -> String {
    let inner = |ty: &TypeRef| text(api, ty, from);
    match ty {
        TypeRef::Named(id) => match from {
            Viewpoint::Resource => format!("types::{}", api.ty(*id).name),
            Viewpoint::Outside(krate) => format!("{krate}::types::{}", api.ty(*id).name),
        },
        TypeRef::Boxed(item) => format!("Box<{}>", inner(item)),
        TypeRef::List(item) => format!("Vec<{}>", inner(item)),
        TypeRef::Map(item) => match from {
            Viewpoint::Resource => format!("BTreeMap<String, {}>", inner(item)),
            Viewpoint::Outside(_) => format!("std::collections::BTreeMap<String, {}>", inner(item)),
        },
        TypeRef::Tuple(items) => {
            let items: Vec<String> = items.iter().map(inner).collect();
            // A tuple of one needs its comma.
            if items.len() == 1 { format!("({},)", items[0]) } else { format!("({})", items.join(", ")) }
        }
        TypeRef::Nullable(item) => format!("Option<{}>", inner(item)),
        TypeRef::Scalar(Scalar::Own(id)) => match (&api.own_types[id.0], from) {
            (own, Viewpoint::Outside(krate)) => own.path_below(krate),
            (own, Viewpoint::Resource) if own.is_serde => format!("Serde<{}>", own.path),
            (own, Viewpoint::Resource) => own.path.clone(),
        },
        TypeRef::Scalar(Scalar::Foreign(foreign)) => match from {
            Viewpoint::Resource => foreign.path().to_owned(),
            Viewpoint::Outside(krate) => foreign.path_below(krate),
        },
        TypeRef::Scalar(scalar) => named(scalar_name(*scalar), from),
        TypeRef::Const(literal) => named(literal_type(literal), from),
        TypeRef::Json => named("Value", from),
    }
}

/// Returns the path of a type: those of std are in scope everywhere; the runtime's are named through the crate that re-exports them.
fn named(name: &str, from: Viewpoint<'_>) -> String {
    match from {
        Viewpoint::Outside(krate) if name.starts_with(char::is_uppercase) && name != "String" => {
            format!("{krate}::{name}")
        }
        _ => name.to_owned(),
    }
}

/// Returns the Rust type of a scalar, as the runtime's prelude names it.
fn scalar_name(scalar: Scalar) -> &'static str {
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
        Scalar::Foreign(foreign) => foreign.path(),
        // Its name is the model's to say.
        Scalar::Own(_) => "Value",
        Scalar::File => "Upload",
    }
}

fn literal_type(literal: &Literal) -> &'static str {
    match literal {
        Literal::Str(_) => "Const",
        Literal::Int(_) | Literal::Float(_) | Literal::Bool(_) => "ConstValue",
    }
}
