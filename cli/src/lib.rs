//! The part of Specsmith that touches files: reading a document with all it refers to, comparing, writing and pruning an output folder, and
//! telling a person about it. The generator itself is a pure function.

pub mod columns;
pub mod diagnostics;
pub mod diff;
mod job;
pub mod paths;
mod pipeline;
pub mod progress;
mod referenced;
mod report_file;
mod run;
pub mod source;
pub mod writer;

pub use job::Job;
pub use pipeline::document;
pub use run::{End, Options, Outcome, Start, run};
