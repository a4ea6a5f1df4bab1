//! Addresses in text: the safe ones, and bare ones.

use super::escape;
use super::text_context::TextContext;

/// Returns a link's target for `[text](…)`; `None` if a reader of the docs cannot follow it, or should not.
pub(super) fn safe(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    let absolute = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')),
        // With a dot: without one, rustdoc takes it for a path of Rust.
        "mailto" => rest.contains('@') && rest.contains('.'),
        _ => false,
    };
    absolute.then(|| encode(url))
}

/// Percent-encodes what would end the target or be read as Markdown.
fn encode(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            ' ' | '"' | '(' | ')' | '<' | '>' | '[' | '\\' | ']' | '^' | '`' | '{' | '|' | '}' => {
                out.push_str(&format!("%{:02X}", u32::from(character)));
            }
            character if character.is_whitespace() || character.is_control() => {}
            character => out.push(character),
        }
    }
    // `&copy;` in a target is an entity.
    if out.contains(';') { out.replace('&', "&amp;") } else { out }
}

/// Returns `<https://…>`, from a target that [`safe`] let through.
pub(super) fn auto(url: &str) -> String {
    format!("<{}>", url.replace("&amp;", "&").trim_start_matches("mailto:"))
}

/// Adds literal text, with bare addresses made links.
pub(super) fn push_linked(out: &mut String, text: &str, place: TextContext) {
    let mut rest = text;
    while let Some((from, to)) = find(rest) {
        let (before, url) = (&rest[..from], &rest[from..to]);
        escape::push_literal(out, before, place);
        match safe(url) {
            // A template is no address: it is shown, not linked.
            Some(_) if url.contains(['{', '}']) => out.push_str(&escape::code(url)),
            Some(url) => out.push_str(&auto(&url)),
            None => out.push_str(&escape::code(url)),
        }
        rest = &rest[to..];
    }
    escape::push_literal(out, rest, place);
}

/// Returns the text on one line with every character literal; only bare addresses are links, as rustdoc requires.
pub(crate) fn plain(text: &str) -> String {
    let text = escape::clean(text).replace('\n', " ");
    let mut out = String::with_capacity(text.len());
    push_linked(&mut out, text.trim(), TextContext::Paragraph);
    out
}

/// Returns the first bare address of a text.
fn find(text: &str) -> Option<(usize, usize)> {
    let mut searched = 0;
    loop {
        let from = searched + text[searched..].find("http")?;
        let tail = &text[from..];
        let scheme = if tail.starts_with("https://") {
            "https://".len()
        } else if tail.starts_with("http://") {
            "http://".len()
        } else {
            searched = from + "http".len();
            continue;
        };
        let length = scheme + length(&tail[scheme..]);
        if length > scheme {
            return Some((from, from + length));
        }
        searched = from + scheme;
    }
}

/// Returns the length of the address at the start of a text, without a final full stop or the parenthesis around it.
fn length(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\' | '^' | '[' | ']'))
        .unwrap_or(text.len());
    let mut url = &text[..end];
    let mut unopened = url.matches(')').count().saturating_sub(url.matches('(').count());
    while let Some(last) = url.chars().next_back() {
        if last == ')' && unopened > 0 {
            unopened -= 1;
        } else if !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~') {
            break;
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}
