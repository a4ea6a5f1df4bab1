//! Text of the document inside Markdown of ours: plain, in code spans and in code blocks.

use super::text_context::TextContext;

/// Removes characters that are not allowed in a comment: controls, marks that reverse or hide text, line ends other than `\n`. Tabs become spaces.
pub(super) fn clean(text: &str) -> String {
    // Most text is clean, and to see that costs less than writing it anew.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    let mut column = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => continue,
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => {
                clean.push('\n');
                column = 0;
                continue;
            }
            '\t' => {
                let width = 4 - column % 4;
                clean.extend(std::iter::repeat_n(' ', width));
                column += width;
                continue;
            }
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => clean.push(' '),
            character if is_hidden(character) => continue,
            character => clean.push(character),
        }
        column += 1;
    }
    clean
}

/// Returns true for characters that do not show, or that change the order in which others show (Trojan Source, CVE-2021-42574).
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Returns a text in a code span, on one line. Empty text becomes the quotes of an empty string.
pub(crate) fn code(text: &str) -> String {
    if !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'!'..=b'_' | b'a'..=b'~')) {
        return format!("`{text}`");
    }
    let text = clean(text).replace('\n', " ");
    let text = text.trim();
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    let fence = "`".repeat(longest_run(text, '`') + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// Appends text so that no character is Markdown. The end of `out` shows whether the text begins a line.
pub(super) fn push_literal(out: &mut String, text: &str, place: TextContext) {
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        let line_starts = out.is_empty() || out.ends_with('\n');
        if line_starts && character == ' ' {
            continue;
        }
        let escape = match character {
            '\\' | '`' | '[' | ']' => true,
            '*' => line_starts || next != Some(' ') || !out.ends_with(' '),
            '~' => next.is_none_or(|next| next == '~') || !(line_starts || out.ends_with(' ')),
            '_' => !(next.is_some_and(char::is_alphanumeric) && out.ends_with(char::is_alphanumeric)),
            '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => begins_entity(&text[at + 1..]),
            '|' => line_starts || place == TextContext::Table,
            '>' | '=' => line_starts,
            '#' => line_starts && next.is_none_or(|next| matches!(next, ' ' | '#')),
            '+' | '-' => line_starts && !next.is_some_and(char::is_alphanumeric),
            ':' => line_starts && next == Some('-'),
            '.' | ')' => next.is_none_or(|next| next == ' ') && ends_in_list_number(out),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(character);
    }
}

/// Returns true if text after `&` would be read as an entity (the longest name has 31 letters).
fn begins_entity(text: &str) -> bool {
    let name = text.bytes().take(34).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    name > 0 && text.as_bytes().get(name) == Some(&b';')
}

/// Returns true if the line so far is a number that, with a dot or parenthesis, would begin a list.
fn ends_in_list_number(out: &str) -> bool {
    let digits = out.bytes().rev().take(10).take_while(u8::is_ascii_digit).count();
    let before = out.len() - digits;
    (1..=9).contains(&digits) && (before == 0 || out.as_bytes()[before - 1] == b'\n')
}

/// Returns a fenced block of code. The language is one of ours or checked before.
pub(super) fn fence(language: &str, text: &str) -> Vec<String> {
    let text = clean(text);
    let fence = "`".repeat((longest_run(&text, '`') + 1).max(3));
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(text.trim_end_matches('\n').split('\n').map(|line| line.trim_end().to_owned()));
    lines.push(fence);
    lines
}

/// Returns the language of a fence, if it is one that rustdoc leaves alone: Rust would be compiled and run as a test.
pub(super) fn language(info: &str) -> &'static str {
    let word = info.split([' ', ',', '{', '\t']).next().unwrap_or_default().to_ascii_lowercase();
    LANGUAGES.iter().find(|language| **language == word).copied().unwrap_or("text")
}

/// Returns true for the whole text after a fence, if rustdoc does not test the block.
pub(super) fn is_untested(info: &str) -> bool {
    info == "text" || LANGUAGES.contains(&info)
}

const LANGUAGES: &[&str] = &[
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "csv",
    "curl",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "kotlin",
    "markdown",
    "md",
    "perl",
    "php",
    "powershell",
    "proto",
    "py",
    "python",
    "r",
    "rb",
    "ruby",
    "scala",
    "sh",
    "shell",
    "sql",
    "swift",
    "toml",
    "ts",
    "tsx",
    "txt",
    "typescript",
    "xml",
    "yaml",
    "yml",
    "zsh",
];

/// Returns the length of the longest run of a character.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
