//! A record about to be printed.

use proc_macro2::TokenStream;

use super::types::Types;
use crate::api::{Field, Record, TypeDef};

/// A record that is being printed, with queries about it.
#[derive(Clone, Copy)]
pub(super) struct RecordView<'a> {
    /// The named type.
    pub(super) def: &'a TypeDef,
    /// Its fields.
    pub(super) record: &'a Record,
    /// The printer of references to types inside it.
    pub(super) types: Types<'a>,
}

impl<'a> RecordView<'a> {
    /// Returns the owned type of a field.
    pub(super) fn field_type(self, field: &Field) -> TokenStream {
        self.types.field(&field.ty, field.presence, self.tells_null())
    }

    /// Requests carry it: it has setters.
    pub(super) fn in_requests(self) -> bool {
        self.def.directions.in_requests
    }

    /// Returns the arguments of `new`.
    pub(super) fn arguments(self) -> impl Iterator<Item = &'a Field> {
        self.record.arguments()
    }

    /// Returns true if `new` takes nothing: the type has `Default` as well.
    pub(super) fn has_default(self) -> bool {
        self.record.argument_count() == 0
    }

    /// Returns true if its optional nullable fields are absent, null, or a value; otherwise its extra fields remember a null.
    pub(super) fn tells_null(self) -> bool {
        self.record.tells_null(self.def.directions)
    }
}
