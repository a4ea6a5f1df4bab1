//! What is known of a union's cases.

use std::fmt;

use crate::json::number;
use crate::model::Value;
use crate::model::node::Node;
use crate::model::traits::Encode;
use crate::model::writer::Writer;

/// How the case of a union is known.
#[derive(Clone, Copy, Debug)]
pub struct Cases(pub(crate) Decision);

/// How it is decided.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Decision {
    /// By the string under this key.
    Tagged {
        tag: &'static str,
        values: &'static [(&'static str, usize)],
        /// The case of a value without the key, or with another string.
        otherwise: Option<usize>,
    },
    /// By what a value looks like.
    Shaped(&'static [Case]),
}

impl Cases {
    /// By the string under this key: each value with the number of its case.
    pub const fn tagged(tag: &'static str, values: &'static [(&'static str, usize)]) -> Self {
        Self(Decision::Tagged { tag, values, otherwise: None })
    }

    /// Values without the key, and those with another string, are of this case.
    #[must_use]
    pub const fn otherwise(self, case: usize) -> Self {
        match self.0 {
            Decision::Tagged { tag, values, .. } => Self(Decision::Tagged { tag, values, otherwise: Some(case) }),
            Decision::Shaped(_) => self,
        }
    }

    /// By what a value looks like.
    pub const fn shaped(cases: &'static [Case]) -> Self {
        Self(Decision::Shaped(cases))
    }

    /// True when `null` is a value of one of the cases, as it is of any JSON.
    pub const fn take_null(&self) -> bool {
        let Decision::Shaped(cases) = self.0 else { return false };
        let mut at = 0;
        while at < cases.len() {
            if cases[at].kinds.meets(Kinds::NULL) {
                return true;
            }
            at += 1;
        }
        false
    }
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// None.
    pub const NONE: Self = Self(0);
    /// Objects.
    pub const OBJECT: Self = Self(1);
    /// Arrays.
    pub const ARRAY: Self = Self(2);
    /// Strings.
    pub const STRING: Self = Self(4);
    /// Numbers without a fraction.
    pub const INTEGER: Self = Self(8);
    /// Numbers.
    pub const NUMBER: Self = Self(16);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(32);
    /// `null`.
    pub const NULL: Self = Self(64);
    /// Every JSON type.
    pub const ANY: Self = Self(127);

    /// Both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when the sets share a type.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

/// `a string or an object`
impl fmt::Display for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [(Kinds, &str); 7] = [
            (Kinds::OBJECT, "an object"),
            (Kinds::ARRAY, "an array"),
            (Kinds::STRING, "a string"),
            (Kinds::INTEGER, "an integer"),
            (Kinds::NUMBER, "a number"),
            (Kinds::BOOLEAN, "true or false"),
            (Kinds::NULL, "null"),
        ];
        let mut names = NAMES.iter().filter(|(kind, _)| self.meets(*kind)).map(|(_, name)| *name);
        f.write_str(names.next().unwrap_or("nothing"))?;
        names.try_for_each(|name| write!(f, " or {name}"))
    }
}

/// A constant of a schema.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// A string.
    Str(&'static str),
    /// An integer.
    Int(i128),
    /// Any other number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
}

impl Literal {
    /// True when the node is this constant; numbers are compared by value.
    pub fn is(self, node: Node<'_>) -> bool {
        match self {
            Self::Str(text) => node.as_str() == Some(text),
            Self::Bool(value) => node.as_bool() == Some(value),
            Self::Int(value) => node.as_number().and_then(number::to_i128) == Some(value),
            Self::Float(value) => node.as_f64() == Some(value),
        }
    }
}

impl From<&'static str> for Literal {
    fn from(value: &'static str) -> Self {
        Self::Str(value)
    }
}

impl From<i32> for Literal {
    fn from(value: i32) -> Self {
        Self::Int(value.into())
    }
}

impl From<i64> for Literal {
    fn from(value: i64) -> Self {
        Self::Int(value.into())
    }
}

impl From<i128> for Literal {
    fn from(value: i128) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Literal {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<bool> for Literal {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl Encode for Literal {
    fn encode(&self, writer: &mut Writer) {
        match *self {
            Self::Str(text) => writer.string(text),
            Self::Int(value) => writer.integer(value),
            Self::Float(value) => writer.float(value),
            Self::Bool(value) => writer.boolean(value),
        }
    }
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Str(text) => text.into(),
            Literal::Int(value) => crate::model::value::to_number(&value.to_string()),
            Literal::Float(value) => value.into(),
            Literal::Bool(value) => value.into(),
        }
    }
}

/// One case of a shaped union: what its values look like from outside.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub(crate) name: &'static str,
    pub(crate) kinds: Kinds,
    pub(crate) required: &'static [&'static str],
    pub(crate) constants: &'static [(&'static str, &'static [Literal])],
    pub(crate) known: &'static [&'static str],
    pub(crate) closed: bool,
    pub(crate) words: &'static [&'static str],
    /// The tag that the union writes; a value that came without it goes without it.
    pub(crate) tag: Option<&'static str>,
}

impl Case {
    /// A case by its name (for messages) and JSON types.
    pub const fn new(name: &'static str, kinds: Kinds) -> Self {
        Self { name, kinds, required: &[], constants: &[], known: &[], closed: false, words: &[], tag: None }
    }

    /// Keys an object must have.
    #[must_use]
    pub const fn required(mut self, keys: &'static [&'static str]) -> Self {
        self.required = keys;
        self
    }

    /// Keys whose value is one of a few, when they are there.
    #[must_use]
    pub const fn constants(mut self, constants: &'static [(&'static str, &'static [Literal])]) -> Self {
        self.constants = constants;
        self
    }

    /// Every key the schema names.
    #[must_use]
    pub const fn known(mut self, keys: &'static [&'static str]) -> Self {
        self.known = keys;
        self
    }

    /// The tag that the union writes with the case. A value that came without it is written without it.
    #[must_use]
    pub const fn tag(mut self, tag: &'static str) -> Self {
        self.tag = Some(tag);
        self
    }

    /// No other keys are allowed.
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// The strings it is one of.
    #[must_use]
    pub const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }
}
