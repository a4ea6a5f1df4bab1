//! Visitors of a record's fields.
//!
//! A record visits its fields in one function. Depending on the visitor, this writes it as JSON, compares it, or prints it for debugging. Three functions for
//! each type would be a tenth of the time to check a large API.

use std::any::type_name;
use std::collections::BTreeMap;
use std::fmt::{self, Debug};

use crate::extra::{Came, Extra, Kept};
use crate::nullable::Nullable;
use crate::object_writer::ObjectWriter;
use crate::traits::{Encode, FieldVisitor, Member};

/// Writes the first record.
impl FieldVisitor for ObjectWriter<'_> {
    #[inline(always)]
    fn required<T: Member>(&mut self, name: &'static str, value: &T, _: &T) {
        self.required(name, value);
    }

    #[inline(always)]
    fn optional<T: Member>(&mut self, name: &'static str, value: &Option<T>, _: &Option<T>) {
        self.optional(name, value);
    }

    #[inline(always)]
    fn tristate<T: Member>(&mut self, name: &'static str, value: &Nullable<T>, _: &Nullable<T>) {
        self.tristate(name, value);
    }

    #[inline(always)]
    fn remembered<T: Member>(&mut self, name: &'static str, value: &Option<T>, _: &Option<T>, extra: &Extra) {
        self.remembered(name, value, extra);
    }

    fn flattened<T: Member>(&mut self, _: &'static str, value: &T, _: &T) {
        self.flattened(value);
    }

    #[inline(always)]
    fn extra(&mut self, value: &Extra, _: &Extra) {
        self.extra(value);
    }

    #[inline(always)]
    fn typed_extra<T: Member>(&mut self, _: &'static str, value: &BTreeMap<String, T>, _: &BTreeMap<String, T>) {
        self.typed_extra(value);
    }

    #[inline]
    fn read_only(&mut self, names: &'static [&'static str]) {
        self.read_only(names);
    }
}

/// True as long as all fields are equal.
struct Equal(bool);

impl Equal {
    #[inline]
    fn compare<T: PartialEq>(&mut self, value: &T, other: &T) {
        self.0 = self.0 && value == other;
    }
}

impl FieldVisitor for Equal {
    #[inline]
    fn required<T: Member>(&mut self, _: &'static str, value: &T, other: &T) {
        self.compare(value, other);
    }

    #[inline]
    fn optional<T: Member>(&mut self, _: &'static str, value: &Option<T>, other: &Option<T>) {
        self.compare(value, other);
    }

    #[inline]
    fn tristate<T: Member>(&mut self, _: &'static str, value: &Nullable<T>, other: &Nullable<T>) {
        self.compare(value, other);
    }

    #[inline]
    fn remembered<T: Member>(&mut self, _: &'static str, value: &Option<T>, other: &Option<T>, _: &Extra) {
        self.compare(value, other);
    }

    #[inline]
    fn flattened<T: Member>(&mut self, _: &'static str, value: &T, other: &T) {
        self.compare(value, other);
    }

    #[inline]
    fn extra(&mut self, value: &Extra, other: &Extra) {
        self.compare(value, other);
    }

    #[inline]
    fn typed_extra<T: Member>(&mut self, _: &'static str, value: &BTreeMap<String, T>, other: &BTreeMap<String, T>) {
        self.compare(value, other);
    }
}

/// Visitor that takes the values that the first record keeps beside its fields.
struct Recall(Option<Kept>);

/// Prints the first record.
struct Printer<'f, 'b> {
    fields: fmt::DebugStruct<'f, 'b>,
    /// Values that the record keeps beside its fields.
    kept: Option<Kept>,
}

impl Printer<'_, '_> {
    /// Prints a field: an empty one as what it stands for.
    fn field<T: Encode + Debug>(&mut self, name: &'static str, value: &T) {
        let came = |kept: &Kept| kept.came(name).and_then(|_| kept.came_empty(name, &crate::codec::to_string(value)));
        match self.kept.as_ref().and_then(came) {
            Some(Came::Absent) => self.fields.field(name, &format_args!("absent")),
            Some(Came::Null) => self.fields.field(name, &format_args!("null")),
            Some(Came::Unfit) => self.fields.field(name, &format_args!("of another type")),
            Some(Came::OptionalNull | Came::Tuple | Came::Written(_)) | None => self.fields.field(name, value),
        };
    }
}

impl FieldVisitor for Printer<'_, '_> {
    fn required<T: Member>(&mut self, name: &'static str, value: &T, _: &T) {
        self.field(name, value);
    }

    fn optional<T: Member>(&mut self, name: &'static str, value: &Option<T>, _: &Option<T>) {
        self.fields.field(name, value);
    }

    fn tristate<T: Member>(&mut self, name: &'static str, value: &Nullable<T>, _: &Nullable<T>) {
        self.fields.field(name, value);
    }

    fn remembered<T: Member>(&mut self, name: &'static str, value: &Option<T>, _: &Option<T>, _: &Extra) {
        self.fields.field(name, value);
    }

    fn flattened<T: Member>(&mut self, name: &'static str, value: &T, _: &T) {
        self.fields.field(name, value);
    }

    fn extra(&mut self, value: &Extra, _: &Extra) {
        self.fields.field("extra", value);
    }

    fn typed_extra<T: Member>(&mut self, name: &'static str, value: &BTreeMap<String, T>, _: &BTreeMap<String, T>) {
        self.fields.field(name, value);
    }
}

impl FieldVisitor for Recall {
    fn required<T: Member>(&mut self, _: &'static str, _: &T, _: &T) {}

    fn optional<T: Member>(&mut self, _: &'static str, _: &Option<T>, _: &Option<T>) {}

    fn tristate<T: Member>(&mut self, _: &'static str, _: &Nullable<T>, _: &Nullable<T>) {}

    fn remembered<T: Member>(&mut self, _: &'static str, _: &Option<T>, _: &Option<T>, _: &Extra) {}

    fn flattened<T: Member>(&mut self, _: &'static str, _: &T, _: &T) {}

    fn extra(&mut self, value: &Extra, _: &Extra) {
        self.0 = value.kept().cloned();
    }

    fn typed_extra<T: Member>(&mut self, _: &'static str, _: &BTreeMap<String, T>, _: &BTreeMap<String, T>) {}
}

/// Compares two records; the body of `PartialEq` for every record.
#[inline]
pub fn equal<T: Encode>(one: &T, other: &T) -> bool {
    let mut equal = Equal(true);
    one.visit_fields(other, &mut equal);
    equal.0
}

/// Prints a record with its fields under their JSON names; the body of `Debug` for every record.
///
/// # Errors
/// The formatter's errors.
pub fn debug<T: Encode>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let path = type_name::<T>();
    let mut recall = Recall(None);
    value.visit_fields(value, &mut recall);
    let fields = f.debug_struct(path.rsplit("::").next().unwrap_or(path));
    let mut printer = Printer { fields, kept: recall.0 };
    value.visit_fields(value, &mut printer);
    printer.fields.finish()
}

/// Prints a constant as the value that is sent, or as `Unknown(…)`; the body of `Debug` for every open enum.
///
/// # Errors
/// The formatter's errors.
pub fn debug_word<T: Debug + PartialEq>(value: &T, known: &[T], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match known.contains(value) {
        true => value.fmt(f),
        false => f.debug_tuple("Unknown").field(value).finish(),
    }
}
