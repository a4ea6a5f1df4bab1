//! `collectionFormat` of Swagger 2.0, as style and explode.

use serde_json::Value;

use super::at::At;
use super::value_reader::ValueReader;
use crate::report::Code;

/// The form of a list in OpenAPI 3.
pub(super) struct ListForm {
    pub(super) style: &'static str,
    pub(super) explode: bool,
    /// The style, where OpenAPI 3 has none for it at this place.
    pub(super) other_style: Option<&'static str>,
}

/// Reads `collectionFormat`.
pub(super) fn list_form(values: &mut ValueReader<'_>, value: &Value, in_query: bool, at: &At<'_>) -> ListForm {
    let format = values.text(value, at).unwrap_or_default();
    // In paths and headers, OpenAPI 3 has no word for what separates but the comma.
    let other_style = match format.as_str() {
        "ssv" if !in_query => Some("spaceDelimited"),
        "pipes" if !in_query => Some("pipeDelimited"),
        "tsv" => Some("tabDelimited"),
        _ => None,
    };
    let (style, explode) = match format.as_str() {
        "multi" if in_query => ("form", true),
        "ssv" if in_query => ("spaceDelimited", false),
        "pipes" if in_query => ("pipeDelimited", false),
        "csv" | "tsv" | "ssv" | "pipes" => ("form", false),
        _ => {
            values.warn(
                Code::UnknownValue,
                at,
                format!("`collectionFormat: {format}` is not possible here; commas were used"),
                "use csv, ssv, tsv or pipes; in the query and in forms also multi",
            );
            ("form", false)
        }
    };
    ListForm { style, explode, other_style }
}
