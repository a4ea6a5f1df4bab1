//! Turns an OpenAPI description into the source of a Rust client crate.
//!
//! ```text
//! bytes ─ read ─► Document ─ lower ─► Api ─ resolve ─► Resolved ─ plan ─► Plan ─ emit ─► SourceFile ─ print ─► File
//! ```
//!
//! Data flows one way, each step from one stage to the next has its own type, and only `read`, `lower` and `resolve` may refuse or warn.
//! [`generate`] is pure: no file system, clock, network or environment.

pub mod api;
mod changes;
pub mod diff;
pub mod emit;
pub mod fidelity;
mod generate;
pub mod lock;
pub mod lower;
mod manifest;
pub mod naming;
pub mod plan;
pub mod pointer;
pub mod print;
pub mod read;
pub mod report;
pub mod resolve;
pub mod schema;
mod source_file;
pub mod surface;

pub use generate::{
    Counts, Input, Output, effective, generate, generate_again, generate_locked, names, surface, surface_locked,
};
pub use plan::package::{
    Contents, Dependency, DependencyKey, Ingredients, Key, Layout, Origin, PackageKeys, Runtime, Setting, model_package,
};
