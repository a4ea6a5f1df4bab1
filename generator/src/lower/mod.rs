//! [`Document`] to [`Api`]: ids and names first, bodies second. The last room that knows `openapiv3`.

use crate::api::Api;
use crate::read::Document;
use crate::report::Report;

/// Lowers a document; what cannot be typed is degraded and reported.
pub fn lower(_document: &Document, _crate_name: &str, _report: &mut Report) -> Option<Api> {
    None
}
