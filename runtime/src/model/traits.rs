//! What a type that travels as JSON can do.

use super::fault::Fault;
use super::fields::Fields;
use super::node::Node;
use super::union::Cases;
use super::writer::{ObjectWriter, Writer};

/// A type that is made of a JSON value.
pub trait Decode: Sized {
    /// `null` is a value of the type.
    const TAKES_NULL: bool = false;

    /// Makes a value.
    ///
    /// # Errors
    /// When the node is not what the type takes.
    fn decode(node: Node<'_>) -> Result<Self, Fault>;

    /// The type's empty value, which lenient decoding puts where a required one is missing: `""`, `[]`, `{}`, `0`, `false`.
    #[inline]
    fn natural() -> Option<Self> {
        None
    }
}

/// A type that is written as a JSON value.
pub trait Encode {
    /// Writes the value.
    fn encode(&self, writer: &mut Writer);
}

/// A record: a type whose JSON is an object with named fields. `specsmith_runtime::model!` makes [`Decode`], [`Encode`] and serde's traits of it.
pub trait Model: Sized {
    /// Takes each field.
    ///
    /// # Errors
    /// When a field is missing, or not what it should be.
    fn decode(fields: &mut Fields<'_, '_>) -> Result<Self, Fault>;

    /// Writes each field.
    fn encode(&self, object: &mut ObjectWriter<'_>);
}

/// A union: a type whose JSON is that of one of several types. `specsmith_runtime::union!` makes [`Decode`], [`Encode`] and serde's traits of it.
pub trait Union: Sized {
    /// How the case is known from the value.
    const CASES: Cases;

    /// Makes a value of one case; of any number that is no case, the unknown one.
    ///
    /// # Errors
    /// When the node is not what the case takes.
    fn decode_case(case: usize, node: Node<'_>) -> Result<Self, Fault>;

    /// Writes the case's value.
    fn encode_case(&self, writer: &mut Writer);
}
