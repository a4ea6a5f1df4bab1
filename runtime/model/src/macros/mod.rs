//! The macros that make models of plain structs and enums.

pub(crate) mod closed_enum;
pub(crate) mod newtype;
pub(crate) mod object;
pub(crate) mod record;
pub(crate) mod scalar_newtype;
pub(crate) mod string_enum;
pub(crate) mod union;
