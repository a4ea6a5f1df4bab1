//! Overlays.

use serde_json::Value;

use super::Source;
use crate::report::Report;

/// Applies overlays in their order.
pub(super) fn apply(_overlays: &[Source], _value: &mut Value, _report: &mut Report) {}
