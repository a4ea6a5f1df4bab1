//! Which requests may be sent again, as the document says. A value that says nothing was reported when the document was read.

use indexmap::IndexMap;
use serde_json::Value;

use super::sites::Site;
use crate::api::RetryPolicy;
use crate::read::{Document, ext, settings};

/// What the document says of all its operations.
pub(super) fn of_api(document: &Document) -> Option<RetryPolicy> {
    said(&document.openapi.extensions)
}

/// What the document says of an operation, or of all at its path.
pub(super) fn of_operation(site: &Site<'_>) -> Option<RetryPolicy> {
    said(&site.operation.extensions).or_else(|| said(&site.item?.extensions))
}

fn said(extensions: &IndexMap<String, Value>) -> Option<RetryPolicy> {
    match ext::text(extensions, settings::RETRY)? {
        "always" => Some(RetryPolicy::Always),
        "idempotent" => Some(RetryPolicy::Idempotent),
        "never" => Some(RetryPolicy::Never),
        _ => None,
    }
}
