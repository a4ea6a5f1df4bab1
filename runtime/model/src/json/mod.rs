//! JSON text and its flat tree: parsing, strings, numbers.

pub(crate) mod number;
pub(crate) mod parse;
pub(crate) mod scan;
pub(crate) mod stop;
pub(crate) mod tree;
