//! Retry policies that the document sets. An invalid value was reported when the document was read.

use indexmap::IndexMap;
use serde_json::Value;

use super::sites::Site;
use crate::api::RetryPolicy;
use crate::read::{Document, ext, settings};

/// Returns the document's policy for all its operations.
pub(super) fn of_api(document: &Document) -> Option<RetryPolicy> {
    said(&document.openapi.extensions)
}

/// Returns the document's policy for an operation, else for all operations at its path.
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
