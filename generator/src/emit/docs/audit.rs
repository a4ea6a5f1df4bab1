//! Looks for code blocks in finished Markdown: rustdoc compiles and runs every one that does not name another language.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::escape;

/// Options of rustdoc that it has for all documentation. What rustdoc enables changes from version to version, so each text is looked at without
/// any, too.
pub(super) fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// True for a text that holds no code block wherever it stands, and opens nothing that a blank line does not close.
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

/// True when the code blocks of a text are those that begin at the given places, and others that rustdoc does not test.
pub(super) fn has_only(text: &str, ours: &[usize]) -> bool {
    [rustdoc(), Options::empty()].into_iter().all(|options| {
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
    })
}
