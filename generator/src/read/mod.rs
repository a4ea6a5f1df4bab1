//! Bytes to [`Document`]: any version of OpenAPI, rewritten into the form `openapiv3` models exactly.

use crate::pointer::Pointer;
use crate::report::Report;

/// A file the user wrote.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name as the user gave it, for diagnostics.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The document in one form, whatever version it was written in.
#[derive(Clone, Debug)]
pub struct Document {
    /// The typed document; what 3.0 cannot say is in `x-specsmith-*` extensions.
    pub openapi: openapiv3::OpenAPI,
}

impl Document {
    /// Where a node of the rewritten document stands in the one the user wrote.
    pub fn origin(&self, at: &Pointer) -> Pointer {
        at.clone()
    }
}

/// Reads a document. `None` only when it is not an OpenAPI document at all; the report then has an error.
pub fn read(_spec: &Source, _report: &mut Report) -> Option<Document> {
    None
}
