//! What a type that travels as JSON can do.

use crate::model::fault::Fault;
use crate::model::fields::Fields;
use crate::model::node::Node;
use crate::model::union::Cases;
use crate::model::visit::FieldVisitor;
use crate::model::writer::Writer;

/// A type that is made of a JSON value.
///
/// A record, whose JSON is an object with named fields, has [`decode_fields`](Self::decode_fields); any other type has [`decode`](Self::decode). That both are
/// of one trait makes the code of a large API a sixteenth cheaper to check in memory than a trait for records did.
pub trait Decode: Sized {
    /// `null` is a value of the type.
    const TAKES_NULL: bool = false;

    /// The type is a tuple: its empty value is an array of empty values.
    const TUPLE: bool = false;

    /// Makes a value.
    ///
    /// # Errors
    /// When the node is not what the type takes.
    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        crate::model::fields::decode_record(node)
    }

    /// Takes each field of a record.
    ///
    /// # Errors
    /// When a field is missing, or not what it should be; always, for a type that is no record.
    #[inline]
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Err(fields.none())
    }

    /// The type's empty value, which stands where a required one is missing: `""`, `[]`, `{}`, `0`, `false`.
    #[inline]
    fn natural() -> Option<Self> {
        None
    }
}

/// A type that is written as a JSON value.
///
/// A record has [`visit_fields`](Self::visit_fields), any other type [`encode`](Self::encode).
pub trait Encode {
    /// Writes the value.
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        self.visit_fields(self, &mut object);
        object.finish();
    }

    /// Shows each field of a record beside the same one of another; none, for a type that is no record.
    #[inline]
    fn visit_fields<V: FieldVisitor>(&self, other: &Self, visitor: &mut V) {
        let _ = (other, visitor);
    }
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
