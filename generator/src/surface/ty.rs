//! Types of the generated crate as a user's compiler sees them: without aliases.

use std::fmt;

use crate::api::{Api, Foreign, Literal, OwnType, Presence, Scalar, TypeId, TypeKind, TypeRef};

/// Most nodes of a type that aliases are looked through for; tuples of aliases of tuples would have no end.
const MOST_NODES: usize = 256;

/// A type without aliases: two places have the same exactly when Rust sees one type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// A type of the crate, by its path: `types::Role`.
    Item(String),
    /// A type of std that needs no import: `String`.
    Std(&'static str),
    /// A type that the crate re-exports from the runtime: `DateTime`.
    Runtime(&'static str),
    /// A type that the user has for a schema.
    Own(OwnType),
    /// A type of another crate that the crate re-exports, or of std.
    Foreign(Foreign),
    /// `Vec<_>`, `Option<_>`, `Box<_>` or a wrapper of the runtime.
    Of(Wrapper, Vec<Self>),
}

/// Type that wraps other types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wrapper {
    /// `Box<T>`
    Box,
    /// `Vec<T>`
    Vec,
    /// `Option<T>`
    Option,
    /// `BTreeMap<String, T>`
    Map,
    /// `(A, B)`
    Tuple,
    /// `Nullable<T>`: absent, null or a value.
    Nullable,
    /// `Page<T>`
    Page,
    /// `Response<T>`
    Response,
    /// A stream of values, with the type that they are accumulated into, if there is a rule.
    Stream,
    /// `Waiting<T>`
    Waiting,
    /// `Webhooks<T>`
    Webhooks,
    /// `WebSocket<S, R>`: the types of the events that are sent and received.
    WebSocket,
}

impl Type {
    /// Returns `()`
    pub fn unit() -> Self {
        Self::Of(Wrapper::Tuple, Vec::new())
    }

    /// Returns this type in a wrapper.
    #[must_use]
    pub fn within(self, wrapper: Wrapper) -> Self {
        Self::Of(wrapper, vec![self])
    }

    /// Returns the owned type of a reference.
    pub fn owned(api: &Api, ty: &TypeRef) -> Self {
        owned(api, ty, &mut MOST_NODES.clone())
    }

    /// Returns the type of a field, by its presence. `tristate`: its record tells null from absent.
    pub fn field(api: &Api, ty: &TypeRef, presence: Presence, tristate: bool) -> Self {
        let owned = Self::owned(api, ty);
        match presence {
            Presence::Required => owned,
            Presence::OptionalNullable if tristate => owned.within(Wrapper::Nullable),
            Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
                owned.within(Wrapper::Option)
            }
        }
    }

    /// Returns the type as another crate writes it, which knows the client by this path.
    pub fn from_outside(&self, krate: &str) -> String {
        let list = |types: &[Self]| types.iter().map(|ty| ty.from_outside(krate)).collect::<Vec<_>>();
        match self {
            Self::Item(path) => format!("{krate}::{path}"),
            Self::Std(name) => (*name).to_owned(),
            Self::Runtime(name) => format!("{krate}::{name}"),
            Self::Foreign(foreign) => foreign.path_below(krate),
            Self::Own(own) => own.path_below(krate),
            Self::Of(wrapper, inner) => match wrapper {
                Wrapper::Tuple => tuple(&list(inner)),
                Wrapper::Map => format!("std::collections::BTreeMap<String, {}>", list(inner).concat()),
                Wrapper::Box | Wrapper::Vec | Wrapper::Option => format!("{wrapper}<{}>", list(inner).concat()),
                Wrapper::Stream => format!("{krate}::stream::EventStream<{}>", list(inner).join(", ")),
                Wrapper::Webhooks => format!("{krate}::webhooks::Webhooks<{}>", list(inner).concat()),
                // A module has no re-export of it: the crate around it decides on the feature.
                Wrapper::WebSocket => {
                    format!("specsmith_runtime::websocket::WebSocket<{}>", list(inner).join(", "))
                }
                // It is awaited where it stands, never named.
                Wrapper::Waiting => "_".to_owned(),
                Wrapper::Nullable | Wrapper::Page | Wrapper::Response => {
                    format!("{krate}::{wrapper}<{}>", list(inner).concat())
                }
            },
        }
    }

    /// Returns the type with every path of the crate in it changed.
    #[must_use]
    pub fn mapped(&self, path: &impl Fn(&str) -> Option<String>) -> Self {
        match self {
            Self::Item(own) => Self::Item(path(own).unwrap_or_else(|| own.clone())),
            Self::Of(wrapper, inner) => Self::Of(*wrapper, inner.iter().map(|ty| ty.mapped(path)).collect()),
            Self::Std(_) | Self::Runtime(_) | Self::Foreign(_) | Self::Own(_) => self.clone(),
        }
    }

    /// Returns the type that an argument takes for a value of this one: without boxes, in lists and maps neither.
    #[must_use]
    pub fn taken(self) -> Self {
        match self {
            Self::Of(Wrapper::Box, inner) => inner.into_iter().next().map_or_else(Self::unit, Self::taken),
            Self::Of(wrapper @ (Wrapper::Vec | Wrapper::Map), inner) => {
                Self::Of(wrapper, inner.into_iter().map(Self::taken).collect())
            }
            other => other,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item(path) => f.write_str(path),
            Self::Std(name) | Self::Runtime(name) => f.write_str(name),
            Self::Foreign(foreign) => f.write_str(foreign.path()),
            Self::Own(own) if own.is_serde => write!(f, "Serde<{}>", own.path),
            Self::Own(own) => f.write_str(&own.path),
            Self::Of(wrapper, inner) => {
                let inner: Vec<String> = inner.iter().map(Self::to_string).collect();
                match wrapper {
                    Wrapper::Tuple => f.write_str(&tuple(&inner)),
                    Wrapper::Map => write!(f, "BTreeMap<String, {}>", inner.concat()),
                    _ => write!(f, "{wrapper}<{}>", inner.join(", ")),
                }
            }
        }
    }
}

impl fmt::Display for Wrapper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Box => "Box",
            Self::Vec => "Vec",
            Self::Option => "Option",
            Self::Map => "BTreeMap",
            Self::Tuple => "",
            Self::Nullable => "Nullable",
            Self::Page => "Page",
            Self::Response => "Response",
            Self::Stream => "Stream",
            Self::Waiting => "Waiting",
            Self::Webhooks => "Webhooks",
            Self::WebSocket => "WebSocket",
        })
    }
}

fn tuple(items: &[String]) -> String {
    match items {
        [one] => format!("({one},)"),
        items => format!("({})", items.join(", ")),
    }
}

fn owned(api: &Api, ty: &TypeRef, left: &mut usize) -> Type {
    *left = left.saturating_sub(1);
    let mut within = |wrapper, inner: &TypeRef| owned(api, inner, left).within(wrapper);
    match ty {
        TypeRef::Named(id) => named(api, *id, left),
        TypeRef::Boxed(inner) => within(Wrapper::Box, inner),
        TypeRef::List(inner) => within(Wrapper::Vec, inner),
        TypeRef::Map(inner) => within(Wrapper::Map, inner),
        TypeRef::Nullable(inner) => within(Wrapper::Option, inner),
        TypeRef::Tuple(items) => Type::Of(Wrapper::Tuple, items.iter().map(|item| owned(api, item, left)).collect()),
        TypeRef::Scalar(Scalar::Own(id)) => Type::Own(api.own_types[id.0].clone()),
        TypeRef::Scalar(scalar) => self::scalar(*scalar),
        TypeRef::Const(Literal::Str(_)) => Type::Runtime("Const"),
        TypeRef::Const(_) => Type::Runtime("ConstValue"),
        TypeRef::Json => Type::Runtime("Value"),
    }
}

/// Returns a named type, or the type behind an alias.
fn named(api: &Api, id: TypeId, left: &mut usize) -> Type {
    match api.types.get(id.0).map(|def| (&def.kind, &def.name)) {
        Some((TypeKind::Alias(target), _)) if *left > 0 => owned(api, target, left),
        Some((_, name)) => Type::Item(format!("types::{name}")),
        None => Type::Runtime("Value"),
    }
}

fn scalar(scalar: Scalar) -> Type {
    match scalar {
        Scalar::String => Type::Std("String"),
        Scalar::Bool => Type::Std("bool"),
        Scalar::I32 => Type::Std("i32"),
        Scalar::Bounded(small) => Type::Std(small.name()),
        Scalar::I64 => Type::Std("i64"),
        Scalar::U64 => Type::Std("u64"),
        Scalar::I128 => Type::Std("i128"),
        Scalar::F64 => Type::Std("f64"),
        Scalar::Number => Type::Runtime("Number"),
        Scalar::DateTime => Type::Runtime("DateTime"),
        Scalar::Date => Type::Runtime("Date"),
        Scalar::Time => Type::Runtime("Time"),
        Scalar::Duration => Type::Runtime("Duration"),
        Scalar::Uuid => Type::Runtime("Uuid"),
        Scalar::Uri => Type::Runtime("Uri"),
        Scalar::Ip => Type::Runtime("IpText"),
        Scalar::Base64 => Type::Runtime("Base64"),
        Scalar::Decimal => Type::Runtime("Decimal"),
        Scalar::UnixTime => Type::Runtime("UnixTime"),
        Scalar::Base64Url => Type::Runtime("Base64Url"),
        Scalar::Floats => Type::Runtime("Floats"),
        Scalar::Binary => Type::Runtime("Octets"),
        Scalar::File => Type::Runtime("Upload"),
        Scalar::Foreign(foreign) => Type::Foreign(foreign),
        // Named by the model, which has its path.
        Scalar::Own(_) => Type::Runtime("Value"),
    }
}
