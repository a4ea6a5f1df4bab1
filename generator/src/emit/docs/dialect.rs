//! The Markdown that rustdoc understands.

use pulldown_cmark::{Alignment, Options};

/// The extensions that rustdoc understands, less footnotes and task lists: `[^1]` and `[ ]` are text.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// The mark of a table's second line for a column.
pub(super) fn rule(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    }
}
