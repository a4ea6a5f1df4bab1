//! Text of the document inside Markdown of ours: plain, in code spans and in code blocks.

/// Removes what has no place in a comment: controls, marks that reverse or hide text, line ends other than `\n`.
/// Tabs become spaces.
pub(super) fn clean(text: &str) -> String {
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

/// Characters that do not show, or that change the order in which others show (Trojan Source, CVE-2021-42574).
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text in a code span, whatever it holds, on one line. Empty text gives an empty string's quotes.
pub(crate) fn code(text: &str) -> String {
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

/// The text on one line, every character of it meant literally.
pub(crate) fn plain(text: &str) -> String {
    let text = clean(text).replace('\n', " ");
    let mut out = String::with_capacity(text.len());
    push_literal(&mut out, text.trim());
    out
}

/// Adds text in which no character is Markdown, as part of a paragraph. `out` ends where the text goes: it tells
/// whether the text begins a line.
pub(super) fn push_literal(out: &mut String, text: &str) {
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        let line_starts = out.is_empty() || out.ends_with('\n');
        if line_starts && character == ' ' {
            continue;
        }
        let escape = match character {
            '\\' | '`' | '[' | ']' | '~' | '|' => true,
            '*' => !(next.is_none_or(char::is_whitespace) && out.ends_with([' ', '\n'])) || line_starts,
            '_' => !(next.is_some_and(char::is_alphanumeric) && out.ends_with(char::is_alphanumeric)),
            '<' => next.is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#') && text[at..].contains(';'),
            '#' | '>' | '+' | '-' | '=' | ':' => line_starts,
            '.' | ')' => ends_in_list_number(out),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(character);
    }
}

/// True when the line so far is a number that, with a dot or parenthesis, would begin a list.
fn ends_in_list_number(out: &str) -> bool {
    let line = out.rsplit('\n').next().unwrap_or_default();
    (1..=9).contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// A fenced block of code. The language is one of ours or checked before.
pub(super) fn fence(language: &str, text: &str) -> Vec<String> {
    let text = clean(text);
    let fence = "`".repeat((longest_run(&text, '`') + 1).max(3));
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(text.trim_end_matches('\n').split('\n').map(|line| line.trim_end().to_owned()));
    lines.push(fence);
    lines
}

/// Length of the longest run of a character.
pub(super) fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
