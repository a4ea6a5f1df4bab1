//! Rendering of one diagnostic, in the format of `rustc`.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use specsmith_generator::report::{Place, Severity};
use unicode_width::UnicodeWidthStr;

use super::text::plain;
use super::texts::Texts;

use crate::code::Problem;

/// Maximum length of an excerpt of a source line, in characters; a minified document is one line.
const WINDOW: usize = 120;
/// The part of the excerpt before the place, in characters.
const BEFORE: usize = 60;

const GUTTER: Style = AnsiColor::Blue.on_default().bold();
const BOLD: Style = Style::new().bold();

/// Returns the diagnostic as text with colours, which the stream removes if it does not support them. Ends with a newline.
pub fn render(problem: &Problem, texts: &Texts<'_>) -> String {
    let style = style(problem.severity);
    let width = [&problem.place, &problem.other]
        .into_iter()
        .flatten()
        .map(|place| place.line.to_string().len())
        .max()
        .unwrap_or(1);
    let mut out = String::new();
    let head = format!("{}[{}]", name(problem.severity), problem.code);
    put(&mut out, format_args!("{style}{head}{style:#}{BOLD}: {}{BOLD:#}\n", plain(&problem.message)));
    if let Some(place) = &problem.place {
        snippet(&mut out, place, "-->", style, width, texts);
    }
    if let Some(place) = &problem.other {
        snippet(&mut out, place, ":::", GUTTER, width, texts);
    }
    // `#` is the whole document, or a problem that is not in a document at all: the place says it better.
    if problem.pointer.as_str() != "#" {
        put(&mut out, format_args!("{:width$} {GUTTER}={GUTTER:#} pointer: {}\n", "", plain(problem.pointer.as_str())));
    }
    if !problem.hint.is_empty() {
        put(&mut out, format_args!("{:width$} {GUTTER}={GUTTER:#} {BOLD}help{BOLD:#}: {}\n", "", plain(&problem.hint)));
    }
    out
}

/// Returns a line about the diagnostics themselves.
pub(super) fn aside(text: &str) -> String {
    let style = style(Severity::Note);
    format!("{style}note{style:#}{BOLD}: {text}{BOLD:#}")
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Note => AnsiColor::Green.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Error => AnsiColor::Red.on_default().bold(),
    }
}

/// Writing to a string cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn snippet(out: &mut String, place: &Place, arrow: &str, style: Style, width: usize, texts: &Texts<'_>) {
    let shown = Place { file: plain(&place.file), ..place.clone() };
    put(out, format_args!("{:width$}{GUTTER}{arrow}{GUTTER:#} {shown}\n", ""));
    let Some(line) = texts.line(&place.file, place.line) else { return };
    let Cut { before, marked, after } = cut(&line, place.column);
    let indent = before.width();
    let carets = "^".repeat(marked.width().max(1));
    put(out, format_args!("{:width$} {GUTTER}|{GUTTER:#}\n", ""));
    put(out, format_args!("{GUTTER}{:>width$} |{GUTTER:#} {before}{marked}{after}\n", place.line));
    put(out, format_args!("{:width$} {GUTTER}|{GUTTER:#} {:indent$}{style}{carets}{style:#}\n", "", ""));
}

/// An excerpt of a source line.
struct Cut {
    before: String,
    marked: String,
    after: String,
}

/// Cuts a line around the word at a column, and shortens both ends of a long one.
fn cut(line: &str, column: usize) -> Cut {
    let length = line.chars().count();
    let at = column.saturating_sub(1).min(length);
    let from = if length > WINDOW { at.saturating_sub(BEFORE) } else { 0 };
    // Only what is shown is looked at again: the line may be the whole document.
    let shown: Vec<char> = line.chars().skip(from).take(WINDOW).collect();
    let at = at - from;
    let end = (at + word(&shown[at..])).min(shown.len());
    let text = |part: &[char]| plain(&part.iter().collect::<String>());
    let (mut before, marked, mut after) = (text(&shown[..at]), text(&shown[at..end]), text(&shown[end..]));
    if from > 0 {
        before.insert(0, '…');
    }
    if from + shown.len() < length {
        after.push('…');
    }
    Cut { before, marked, after }
}

/// Returns the length of the word at the start of a text: a quoted string with its quotes, or everything up to a space or an indicator of YAML or JSON.
fn word(text: &[char]) -> usize {
    let ends =
        |character: &char| character.is_whitespace() || matches!(character, ',' | ':' | '{' | '}' | '[' | ']' | '"');
    match text.first() {
        Some(quote @ ('"' | '\'')) => {
            text.iter().skip(1).position(|character| character == quote).map_or(text.len(), |at| at + 2)
        }
        Some(_) => text.iter().position(ends).unwrap_or(text.len()).max(1),
        None => 0,
    }
}
