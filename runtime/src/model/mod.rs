//! Models: the crate `specsmith-model`, which is what generated types are made of.

pub mod prelude;

#[doc(inline)]
pub use specsmith_model::*;
