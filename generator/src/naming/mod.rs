//! Names: any string of a document becomes a legal, unique, readable Rust identifier, or none at all.
//!
//! `split` cuts a string into words, `case` joins them in Rust's ways, `reserved` knows what a name may not be,
//! `collisions` decides between texts that want one name, and `scope` is the only place that can make a name: the newtypes have private fields.

mod case;
mod collisions;
mod crate_name;
mod feature_name;
pub(crate) mod reserved;
mod scope;
mod snake;
mod split;

pub use case::Style;
pub use crate_name::CrateName;
pub use feature_name::FeatureName;
pub use scope::{
    FieldName, MethodName, ModuleName, Name, ParamName, RequestName, ResourceName, Scope, TypeName, VariantName,
    is_reserved, restore,
};
pub use split::{shorten, trim_parent, words};
