//! The part of Specsmith that touches files: reading a document with all it refers to, comparing, writing and pruning an output folder, and
//! telling a person about it. The generator itself is a pure function.
//!
//! Three ways to use it, besides the command `specsmith`:
//!
//! - [`generate`] does what `specsmith generate` does, by the same `specsmith.toml`, from an `xtask` of one's own.
//! - [`Client`] writes a module in a build script.
//! - [`run()`] does one [`Job`] whose parts are all given.

mod build_script;
pub mod changes;
pub mod code;
pub mod columns;
#[cfg(feature = "command")]
pub mod command;
pub mod config;
pub mod diagnostics;
pub mod diff;
pub mod explain;
#[cfg(feature = "command")]
mod fetch;
mod job;
pub mod lock;
mod output;
pub mod paths;
mod pipeline;
pub mod progress;
mod project;
mod referenced;
mod report_file;
mod run;
pub mod source;
#[cfg(feature = "command")]
mod stainless;
pub mod vendored;
pub mod writer;

pub use build_script::Client;
pub use job::Job;
pub use pipeline::document;
pub use project::{Project, generate, worst};
pub use run::{End, Options, Outcome, Start, effective, preview, run};
