//! Text of a document on a terminal.

use std::fmt::Write;

/// The text with everything made visible that a terminal would act on instead of showing it: control characters, and the characters that
/// change the direction of text or have no width (a document could otherwise rewrite the lines around it).
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => out.push_str("    "),
            '\n' | '\r' => out.push(' '),
            character if is_hidden(character) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(character));
            }
            character => out.push(character),
        }
    }
    out
}

/// Returns true for characters that a terminal acts on or does not show.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}
