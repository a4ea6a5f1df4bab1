//! Tags of HTML, as far as documentation needs them (HTML Living Standard, section 13.1.2, much simplified).

/// Context of a tag, which decides its replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagContext {
    /// In a block of HTML, outside of lists and quotes.
    Block,
    /// In a paragraph, or in a container: no blank line may be put here.
    Inline,
    /// In a heading or a cell of a table: no line may end here.
    Line,
}

/// A tag, or a comment, in the source.
pub(super) struct Tag<'s> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) closes: bool,
    pub(super) place: TagContext,
    /// Lower-cased; `!` for comments and declarations.
    name: String,
    attributes: &'s str,
}

impl Tag<'_> {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns true if the element's content is literal text, not Markdown.
    pub(super) fn is_verbatim(&self) -> bool {
        !self.closes && matches!(self.name(), "code" | "pre" | "tt" | "kbd" | "samp" | "script" | "style")
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            let (name, after) = rest.split_at(end);
            let (value, after) = value(after);
            if name.eq_ignore_ascii_case(wanted) {
                return Some(text(value));
            }
            rest = after;
        }
    }
}

/// Returns the value after an attribute's name, if any, and the rest.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let text = text.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// Adds the tags of `source[from..to]`.
pub(super) fn find<'s>(source: &'s str, from: usize, to: usize, place: TagContext, tags: &mut Vec<Tag<'s>>) {
    let mut at = from;
    while let Some(open) = source[at..to].find('<').map(|found| at + found) {
        match tag(source, open, to, place) {
            Some(tag) => {
                at = tag.to;
                tags.push(tag);
            }
            None => at = open + 1,
        }
    }
}

fn tag(source: &str, from: usize, to: usize, place: TagContext) -> Option<Tag<'_>> {
    let text = &source[from..to];
    if let Some(comment) = text.strip_prefix("<!--") {
        let end = comment.find("-->").map_or(text.len(), |end| "<!--".len() + end + "-->".len());
        return Some(Tag { from, to: from + end, closes: false, place, name: "!".to_owned(), attributes: "" });
    }
    let end = tag_end(text)?;
    let inner = text[1..end].trim_end_matches('/');
    let closes = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let length = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
    let (name, attributes) = inner.split_at(length);
    let name = if inner.starts_with('!') { "!".to_owned() } else { name.to_ascii_lowercase() };
    Some(Tag { from, to: from + end + 1, closes, place, name, attributes })
}

/// A tag longer than this is none: the bound keeps a hostile text from being read over and over.
const MAX_TAG: usize = 2048;

/// Returns the position of the tag's `>`; one in quotes does not count.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().take(MAX_TAG) {
        match (byte, quote) {
            (b'>', None) => return Some(at),
            (b'<', None) if at > 0 => return None,
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    text.bytes().take(MAX_TAG).position(|byte| byte == b'>')
}

/// Returns the closing tag of an element just opened.
pub(super) fn closing<'t, 's>(rest: &'t [Tag<'s>], name: &str) -> Option<&'t Tag<'s>> {
    rest.iter().take(64).find(|tag| tag.closes && tag.name() == name)
}

/// Returns true for block elements.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "details"
            | "div"
            | "dl"
            | "figure"
            | "footer"
            | "header"
            | "main"
            | "nav"
            | "p"
            | "section"
            | "summary"
            | "table"
    )
}

/// Elements that only dress up their text, and comments.
pub(super) fn is_known(name: &str) -> bool {
    matches!(
        name,
        "!" | "abbr"
            | "big"
            | "caption"
            | "code"
            | "col"
            | "colgroup"
            | "dd"
            | "del"
            | "dt"
            | "figcaption"
            | "font"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "pre"
            | "q"
            | "s"
            | "samp"
            | "script"
            | "small"
            | "span"
            | "strike"
            | "style"
            | "sub"
            | "sup"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Returns the text of HTML, without tags and with the common entities decoded.
pub(super) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('<') {
            let named = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
            match tag(rest, 0, rest.len(), TagContext::Inline)
                .filter(|tag| named && (is_known(&tag.name) || is_block(&tag.name) || is_inline(&tag.name)))
            {
                Some(tag) => {
                    out.push_str(if tag.name == "br" { "\n" } else { "" });
                    rest = &rest[tag.to..];
                }
                None => {
                    out.push('<');
                    rest = &rest[1..];
                }
            }
        } else {
            let (text, length) = entity(rest);
            out.push_str(text);
            rest = &rest[length..];
        }
    }
    out.push_str(rest);
    out
}

fn is_inline(name: &str) -> bool {
    matches!(name, "a" | "b" | "br" | "em" | "i" | "strong")
}

/// Returns the character of an entity at the start of a text, and the entity's length; a lone `&` is itself.
fn entity(text: &str) -> (&'static str, usize) {
    const ENTITIES: &[(&str, &str)] = &[
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
    ];
    for (entity, text_of) in ENTITIES {
        if text.starts_with(entity) {
            return (text_of, entity.len());
        }
    }
    ("&", 1)
}
