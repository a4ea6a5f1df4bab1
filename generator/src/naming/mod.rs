//! Names: any string of a document becomes a legal, unique, readable Rust identifier, or none at all.
//!
//! `split` cuts a string into words, `case` joins them in Rust's ways and escapes keywords, and `scope` is
//! the only place that can make a name: the newtypes below have private fields.

mod case;
mod scope;
mod split;

pub use scope::{CrateName, FieldName, MethodName, ModuleName, ParamName, Scope, TypeName, VariantName};
