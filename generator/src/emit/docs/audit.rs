//! Looks for code blocks in finished Markdown: rustdoc compiles and runs every one that does not name another language.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::escape;

/// Returns the options of rustdoc for all documentation. They change from version to version, so each text is also checked without any.
pub(super) fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Returns true for a text that contains no code block in any context, and opens nothing that a blank line does not close.
///
/// A code block needs a fence or four spaces (CommonMark 0.31 §4.4 and §4.5; a tab is four), and only HTML of the kinds 1 to 5 goes on after a blank
/// line (§4.6). This looks at bytes, not at Markdown: most text passes, and what does not is parsed by [`has_only`].
pub(super) fn has_no_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut run = 0;
    let mut before = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        run = if byte == before { run + 1 } else { 1 };
        before = byte;
        let passes = match byte {
            b' ' => run < 4,
            b'`' | b'~' => run < 3,
            b'<' => !matches!(bytes.get(at + 1), Some(b'!' | b'?' | b's' | b'S' | b'p' | b'P' | b't' | b'T')),
            _ => byte > b' ' || byte == b'\n',
        };
        if !passes {
            return false;
        }
    }
    true
}

/// Returns true if the code blocks of a text are those at the given positions, and others that rustdoc does not test.
///
/// The options change what the blocks of a text are in tables, which need a `|`, and in footnotes and task lists, which need a `[`. A text without either
/// is parsed once.
pub(super) fn has_only(text: &str, ours: &[usize]) -> bool {
    finds_only(text, ours, rustdoc()) && (!text.contains(['|', '[']) || finds_only(text, ours, Options::empty()))
}

fn finds_only(text: &str, ours: &[usize], options: Options) -> bool {
    let mut ours = ours.iter().peekable();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let Event::Start(Tag::CodeBlock(kind)) = event else { continue };
        if ours.next_if_eq(&&range.start).is_some() {
            continue;
        }
        if !matches!(kind, CodeBlockKind::Fenced(info) if escape::is_untested(&info)) {
            return false;
        }
    }
    ours.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the code blocks of a text: where they are, and in what language.
    fn blocks(text: &str, options: Options) -> Vec<String> {
        let events = Parser::new_ext(text, options).into_offset_iter();
        events
            .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_))))
            .map(|found| format!("{found:?}"))
            .collect()
    }

    /// Returns a text of random marks.
    fn text(parts: &[&str], next: &mut impl FnMut(usize) -> usize) -> String {
        (0..next(24)).map(|_| parts[next(parts.len())]).collect()
    }

    fn numbers() -> impl FnMut(usize) -> usize {
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        move |sides| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as usize % sides
        }
    }

    #[test]
    fn options_change_no_code_block_of_a_text_without_a_pipe_or_a_bracket() {
        const PARTS: [&str; 30] = [
            "a", "b c", "1. ", "- ", "* ", "+ ", "> ", "\n", "\n", "\n", "\n\n", "    ", "  ", " ", "\t", "```", "```",
            "````", "~~~", "~~", "~", "`", "rust", "#", "=", "---", "<div>", "<!--", "-->", "\"'...",
        ];
        let mut next = numbers();
        let mut with_code = 0;
        for _ in 0..6_000 {
            let text = text(&PARTS, &mut next);
            let found = blocks(&text, rustdoc());
            with_code += usize::from(!found.is_empty());
            assert_eq!(found, blocks(&text, Options::empty()), "{text:?}");
        }
        assert!(with_code > 1_000, "{with_code}");
    }

    #[test]
    fn a_text_that_is_certain_to_hold_no_code_holds_none() {
        const PARTS: [&str; 30] = [
            "a", "b c", "1. ", "- ", "* ", "+ ", "> ", "\n", "\n", "\n", "\n\n", "   ", "  ", " ", "``", "`", "~~",
            "~", "rust", "#", "=", "---", "<div>", "</div>", "<a>", "|", "[^1]: ", "[ ] ", "    ", "```",
        ];
        let mut next = numbers();
        let mut certain = 0;
        for _ in 0..6_000 {
            let text = text(&PARTS, &mut next);
            if has_no_code(&text) {
                certain += 1;
                assert!(has_only(&text, &[]), "{text:?}");
            }
        }
        assert!(certain > 500, "{certain}");
    }
}
