//! What a type that travels as JSON can do.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::cases::Cases;
use crate::extra::Extra;
use crate::fault::Fault;
use crate::members::Fields;
use crate::node::Node;
use crate::nullable::Nullable;
use crate::writer::Writer;

/// A type that is made of a JSON value.
///
/// A record, whose JSON is an object with named fields, has [`decode_fields`](Self::decode_fields); any other type has [`decode`](Self::decode). That both are
/// of one trait makes the code of a large API a sixteenth cheaper to check in memory than a trait for records did.
pub trait Decode: Sized {
    /// `null` is a value of the type.
    const TAKES_NULL: bool = false;

    /// The schema has no `type`: an object is meant, and any other value is as valid (JSON Schema Core 2020-12 §7.6.1).
    const ANY_TYPE: bool = false;

    /// The type is a tuple: its empty value is an array of empty values.
    const TUPLE: bool = false;

    /// The JSON of the type's empty value, where that is none of `""`, `0`, `false`, `[]` and `{}`.
    const EMPTY: Option<&'static str> = None;

    /// Makes a value.
    ///
    /// # Errors
    /// When the node is not what the type takes.
    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        decode_record(node)
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
    fn lenient_default() -> Option<Self> {
        None
    }
}

/// A type that is written as a JSON value.
///
/// A record has [`visit_fields`](Self::visit_fields). Any other type has [`encode`](Self::encode), and says that it has no fields. That a type has to say
/// either keeps one that says nothing from being written as `{}`:
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

    /// Shows each field of a record beside the same one of another; none, for a type that is no record.
    fn visit_fields<V: FieldVisitor>(&self, other: &Self, visitor: &mut V);
}

/// A union: a type whose JSON is that of one of several types. `specsmith_model::union!` makes [`Decode`], [`Encode`] and serde's traits of it.
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

/// What a field's type can do. Every type that can do it has this trait.
pub trait Member: Encode + Debug + PartialEq {}

impl<T: Encode + Debug + PartialEq> Member for T {}

/// What looks at the fields of a record: at each under its name in JSON, beside the same field of another record.
pub trait FieldVisitor {
    /// A field that is always there.
    fn required<T: Member>(&mut self, name: &'static str, value: &T, other: &T);

    /// A field that may be absent.
    fn optional<T: Member>(&mut self, name: &'static str, value: &Option<T>, other: &Option<T>);

    /// A field that may be absent, or null, or have a value.
    fn tristate<T: Member>(&mut self, name: &'static str, value: &Nullable<T>, other: &Nullable<T>);

    /// A field that may be absent, or null, which the extra fields remember.
    fn remembered<T: Member>(&mut self, name: &'static str, value: &Option<T>, other: &Option<T>, extra: &Extra);

    /// A value whose members stand beside the others.
    fn flattened<T: Member>(&mut self, name: &'static str, value: &T, other: &T);

    /// The fields that the schema does not name.
    fn extra(&mut self, value: &Extra, other: &Extra);

    /// The same, of one type.
    fn typed_extra<T: Member>(&mut self, name: &'static str, value: &BTreeMap<String, T>, other: &BTreeMap<String, T>);

    /// Says which of the fields shown are only in responses.
    #[inline]
    fn read_only(&mut self, names: &'static [&'static str]) {
        let _ = names;
    }
}

/// Decodes a record: field by field, and once more where lenient decoding found what has to be read otherwise.
///
/// # Errors
/// When the node is not an object, or a field is not what it should be.
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
