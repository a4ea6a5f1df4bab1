//! The Markdown that rustdoc understands.

use pulldown_cmark::{Alignment, Options};

/// Returns the extensions that rustdoc understands, less footnotes and task lists: `[^1]` and `[ ]` are text.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Returns the mark of a table's second line for a column.
pub(super) fn rule(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    }
}
