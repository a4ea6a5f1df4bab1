//! Styles of parameters, from the typed document.

use crate::api::Style;

/// Returns the style of a query parameter or of a form's property.
pub(super) fn query_style(style: &openapiv3::QueryStyle) -> Style {
    match style {
        openapiv3::QueryStyle::Form => Style::Form,
        openapiv3::QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        openapiv3::QueryStyle::PipeDelimited => Style::PipeDelimited,
        openapiv3::QueryStyle::DeepObject => Style::DeepObject,
    }
}

pub(super) fn path_style(style: &openapiv3::PathStyle) -> Style {
    match style {
        openapiv3::PathStyle::Matrix => Style::Matrix,
        openapiv3::PathStyle::Label => Style::Label,
        openapiv3::PathStyle::Simple => Style::Simple,
    }
}
