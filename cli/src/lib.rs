//! The part of Specsmith that accesses files: it reads a document with all files that it refers to, compares, writes and prunes an output folder, and prints
//! diagnostics. The generator itself is a pure function.
//!
//! Besides the command `specsmith`, there are three ways to use it:
//!
//! - [`generate`] is equivalent to `specsmith generate`, with the same `specsmith.toml`, for example from your `xtask`.
//! - [`Client`] writes a module in a build script.
//! - [`run()`] runs one [`Job`] that you make yourself.

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
