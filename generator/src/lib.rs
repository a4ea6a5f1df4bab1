//! Turns an OpenAPI description into the source of a Rust client crate.
//!
//! ```text
//! bytes ─ read ─► Document ─ lower ─► Api ─ settle ─► Settled ─ plan ─► Plan ─ emit ─► Sheet ─ print ─► File
//! ```
//!
//! Data flows one way, each wall has its own type, and only `read`, `lower` and `settle` may refuse or warn.
//! [`generate`] is pure: no file system, clock, network or environment.

pub mod api;
mod changes;
pub mod emit;
pub mod fidelity;
mod generate;
pub mod lower;
pub mod naming;
pub mod plan;
pub mod pointer;
pub mod print;
pub mod read;
pub mod report;
pub mod settle;

pub use generate::{Counts, Input, Output, effective, generate};
pub use plan::package::{Contents, Key, Layout, Origin, PackageKeys, Runtime, Setting, model_package};
