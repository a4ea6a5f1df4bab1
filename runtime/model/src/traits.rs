//! Traits of types that are decoded from JSON and encoded as JSON.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::cases::Cases;
use crate::extra::Extra;
use crate::fault::Fault;
use crate::members::Fields;
use crate::node::Node;
use crate::nullable::Nullable;
use crate::writer::Writer;

/// A type that can be decoded from JSON.
///
/// A record, whose JSON is an object with named fields, implements [`decode_fields`](Self::decode_fields); any other type implements
/// [`decode`](Self::decode). One trait for both takes a sixteenth less memory to check a large API than a trait of its own for records.
pub trait Decode: Sized {
    /// `null` is a value of the type.
    const TAKES_NULL: bool = false;

    /// The schema has no `type`: an object is meant, and any other value is as valid (JSON Schema Core 2020-12 §7.6.1).
    const ANY_TYPE: bool = false;

    /// The type is a tuple: its empty value is an array of empty values.
    const TUPLE: bool = false;

    /// The JSON of the type's empty value, where that is none of `""`, `0`, `false`, `[]` and `{}`.
    const EMPTY: Option<&'static str> = None;

    /// Decodes a value.
    ///
    /// # Errors
    /// If the node is not a value of the type.
    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        decode_record(node)
    }

    /// Decodes each field of a record.
    ///
    /// # Errors
    /// If a field is missing or has another type; always, for a type that is no record.
    #[inline]
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Err(fields.none())
    }

    /// Returns the type's empty value, which replaces a missing required one: `""`, `[]`, `{}`, `0`, `false`.
    #[inline]
    fn lenient_default() -> Option<Self> {
        None
    }
}

/// A type that can be encoded as JSON.
///
/// A record implements [`visit_fields`](Self::visit_fields); any other type implements [`encode`](Self::encode), and a `visit_fields` that visits nothing.
/// `visit_fields` is required, so that a type that implements neither is not written as `{}`:
///
/// ```compile_fail,E0046
/// struct Silent;
/// impl specsmith_model::Encode for Silent {}
/// ```
pub trait Encode {
    /// Writes the value.
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        self.visit_fields(self, &mut object);
        object.finish();
    }

    /// Visits each field of a record together with the same field of another record; none, for a type that is no record.
    fn visit_fields<V: FieldVisitor>(&self, other: &Self, visitor: &mut V);
}

/// A union: a type whose JSON is that of one of several types. `specsmith_model::union!` makes [`Decode`], [`Encode`] and serde's traits of it.
pub trait Union: Sized {
    /// Rule that chooses the case from the value.
    const CASES: Cases;

    /// Decodes a value as one case; a number that is no case stands for the unknown one.
    ///
    /// # Errors
    /// If the node does not decode as the case.
    fn decode_case(case: usize, node: Node<'_>) -> Result<Self, Fault>;

    /// Writes the case's value.
    fn encode_case(&self, writer: &mut Writer);
}

/// Traits that a field's type has. Implemented for every type that has them.
pub trait Member: Encode + Debug + PartialEq {}

impl<T: Encode + Debug + PartialEq> Member for T {}

/// Visitor of a record's fields: it sees each with its JSON name, together with the same field of another record.
pub trait FieldVisitor {
    /// Visits a required field.
    fn required<T: Member>(&mut self, name: &'static str, value: &T, other: &T);

    /// Visits a field that may be absent.
    fn optional<T: Member>(&mut self, name: &'static str, value: &Option<T>, other: &Option<T>);

    /// Visits a field that may be absent, or null, or have a value.
    fn tristate<T: Member>(&mut self, name: &'static str, value: &Nullable<T>, other: &Nullable<T>);

    /// Visits a field that may be absent, or null, which the extra fields remember.
    fn remembered<T: Member>(&mut self, name: &'static str, value: &Option<T>, other: &Option<T>, extra: &Extra);

    /// Visits a value whose members are members of the record's object.
    fn flattened<T: Member>(&mut self, name: &'static str, value: &T, other: &T);

    /// Visits the fields that the schema does not name.
    fn extra(&mut self, value: &Extra, other: &Extra);

    /// Visits the fields that the schema does not name, of one type.
    fn typed_extra<T: Member>(&mut self, name: &'static str, value: &BTreeMap<String, T>, other: &BTreeMap<String, T>);

    /// Visits the names of the fields that only responses have.
    #[inline]
    fn read_only(&mut self, names: &'static [&'static str]) {
        let _ = names;
    }
}

/// Decodes a record: field by field, and once more where lenient decoding found what has to be read otherwise.
///
/// # Errors
/// If the node is not an object, or a field does not decode.
#[inline]
fn decode_record<T: Decode>(node: Node<'_>) -> Result<T, Fault> {
    let mut fields = node.record_fields(T::ANY_TYPE)?;
    loop {
        let result = T::decode_fields(&mut fields);
        if fields.settled(std::any::type_name::<T>()) {
            return if fields.rare.is_none() { result } else { fields.judge(result) };
        }
    }
}
