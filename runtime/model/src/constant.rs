//! Numbers and booleans with a value that the schema fixes.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::Value;
use crate::fault::Fault;
use crate::json::number;
use crate::literal::Literal;
use crate::node::{Node, NodeKind};
use crate::presence::Const;
use crate::traits::FieldVisitor;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

/// A number or boolean whose value the schema fixes. If a server sends another one, it is kept and written back.
///
/// It is compared by value: one that came as `1.0` is equal to 1.
#[derive(Clone)]
pub struct ConstValue(Held);

#[derive(Clone)]
enum Held {
    /// The value of the schema.
    Fixed(Literal),
    /// A number as it came.
    Number(Box<str>),
}

impl ConstValue {
    /// Makes a value.
    pub fn new(value: impl Into<Literal>) -> Self {
        Self(Held::Fixed(value.into()))
    }

    /// Returns the value, if it is an integer that fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128()?.try_into().ok()
    }

    /// Returns the value, if it is an integer that fits.
    pub fn as_i128(&self) -> Option<i128> {
        number::to_i128(&self.to_string())
    }

    /// Returns the value rounded to the nearest `f64`, if it is a number.
    pub fn as_f64(&self) -> Option<f64> {
        self.to_string().parse().ok()
    }

    /// Returns the value, if it is a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self.0 {
            Held::Fixed(Literal::Bool(value)) => Some(value),
            _ => None,
        }
    }

    /// Returns the empty value, for a constant that is missing.
    fn empty(literal: Literal) -> Self {
        match literal {
            Literal::Bool(_) => Self::new(false),
            _ => Self(Held::Number("0".into())),
        }
    }

    /// Decodes a value that is expected to be `literal`.
    fn decode_as(node: Node<'_>, literal: Literal) -> Result<Self, Fault> {
        let fits = match literal {
            Literal::Bool(_) => node.as_bool().is_some(),
            _ => node.as_number().is_some(),
        };
        if !fits {
            return Err(Fault::expected(
                node,
                if let Literal::Bool(_) = literal { "true or false" } else { "a number" },
            ));
        }
        let value = Self::new(literal);
        if literal.is(node) && (node.as_bool().is_some() || node.as_number() == Some(&value.to_string())) {
            return Ok(value);
        }
        if !literal.is(node) {
            node.unlisted(None);
        }
        Self::decode(node)
    }
}

impl Decode for ConstValue {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        match node.kind() {
            NodeKind::Boolean => Ok(Self::new(node.as_bool().unwrap_or_default())),
            NodeKind::Integer | NodeKind::Number => Ok(Self(Held::Number(node.as_number().unwrap_or("0").into()))),
            _ => Err(Fault::expected(node, "a number, or true or false")),
        }
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::empty(Literal::Int(0)))
    }
}

impl Encode for ConstValue {
    fn encode(&self, writer: &mut Writer) {
        match &self.0 {
            Held::Fixed(literal) => literal.encode(writer),
            Held::Number(text) => writer.raw(text),
        }
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl fmt::Display for ConstValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&crate::codec::to_string(self))
    }
}

impl fmt::Debug for ConstValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for ConstValue {
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (self.to_string(), other.to_string());
        one == other || number::same(&one, &other)
    }
}

impl Eq for ConstValue {}

impl Hash for ConstValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Held::Fixed(Literal::Bool(value)) => value.hash(state),
            _ => number::hash(&self.to_string(), state),
        }
    }
}

impl<T: Into<Literal> + Copy> PartialEq<T> for ConstValue {
    fn eq(&self, other: &T) -> bool {
        *self == Self::new(*other)
    }
}

impl<T: Into<Literal>> From<T> for ConstValue {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl Literal {
    /// Returns true if the node is this constant; numbers are compared by value.
    pub fn is(self, node: Node<'_>) -> bool {
        match self {
            Self::Str(text) => node.as_str() == Some(text),
            Self::Bool(value) => node.as_bool() == Some(value),
            Self::Int(value) => node.as_number().and_then(number::to_i128) == Some(value),
            Self::Float(value) => node.as_f64() == Some(value),
        }
    }
}

impl Encode for Literal {
    fn encode(&self, writer: &mut Writer) {
        writer.literal(*self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Str(text) => text.into(),
            Literal::Int(value) => crate::value::to_number(&value.to_string()),
            Literal::Float(value) => value.into(),
            Literal::Bool(value) => value.into(),
        }
    }
}

crate::model_serde!(ConstValue);

/// A value that a schema can fix, and the type of its field.
pub trait Constant: Copy {
    /// The type of the field.
    type Field;

    /// Returns the field with this value.
    fn field(self) -> Self::Field;

    /// Returns the field of a missing value: an empty text, 0 or `false`.
    fn empty_field(self) -> Self::Field;

    /// Decodes a value that should be this one; another value of its JSON type is kept.
    ///
    /// # Errors
    /// If the value has another JSON type.
    fn decode_field(self, node: Node<'_>) -> Result<Self::Field, Fault>;
}

impl Constant for &'static str {
    type Field = Const;

    #[inline]
    fn field(self) -> Const {
        Const::new(self)
    }

    #[inline]
    fn empty_field(self) -> Const {
        Const::new("")
    }

    #[inline]
    fn decode_field(self, node: Node<'_>) -> Result<Const, Fault> {
        Const::decode_as(node, self)
    }
}

macro_rules! constant {
    ($($type:ty),*) => {$(
        impl Constant for $type {
            type Field = ConstValue;

            #[inline]
            fn field(self) -> ConstValue {
                ConstValue::new(self)
            }

            #[inline]
            fn empty_field(self) -> ConstValue {
                ConstValue::empty(self.into())
            }

            #[inline]
            fn decode_field(self, node: Node<'_>) -> Result<ConstValue, Fault> {
                ConstValue::decode_as(node, self.into())
            }
        }
    )*};
}

constant!(i64, i128, f64, bool);
