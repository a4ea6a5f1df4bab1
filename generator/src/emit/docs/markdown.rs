//! Markdown of an author, parsed by the parser rustdoc uses and written again, so that nothing in it can do more than
//! be read: no HTML, no tests, no links into the crate, no reference that dangles.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::blocks::{Block, Container, Frame};
use super::escape::{self, TextContext};
use super::{html, urls};

/// Containers nested deeper than this are flattened: nobody reads them, and each level costs space on every line.
const MAX_DEPTH: usize = 12;

/// Longer texts are shown as they are written: a few bytes of marks take many times as much to parse.
const LONGEST: usize = 1 << 19;

/// What rustdoc understands, less footnotes and task lists: `[^1]` and `[ ]` are text.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// A text that is safe in a doc comment.
pub(super) struct Safe {
    pub(super) lines: Vec<String>,
    /// It begins with a paragraph, which ends with the first empty line.
    pub(super) begins_with_text: bool,
}

/// Makes a text safe.
pub(super) fn safe(source: &str) -> Safe {
    if source.len() > LONGEST {
        return Safe { lines: vec![escape::plain(source)], begins_with_text: true };
    }
    let line = source.trim_end();
    if is_prose(line) { Safe { lines: vec![line.to_owned()], begins_with_text: true } } else { rewritten(source) }
}

/// True for one line of words and the signs that mean nothing to Markdown between them: most comments are that, and come out as they went in.
fn is_prose(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let fits = |(at, byte): (usize, &u8)| match byte {
        b'0'..=b'9'
        | b'A'..=b'Z'
        | b'a'..=b'z'
        | b' '
        | b','
        | b'.'
        | b';'
        | b'?'
        | b'!'
        | b'('
        | b')'
        | b'\''
        | b'"'
        | b'%'
        | b'-'
        | b'$' => true,
        b'_' => is_word(at.checked_sub(1)) && is_word(Some(at + 1)),
        // What follows `:` or `/` tells whether an address begins.
        b':' | b'/' => {
            is_word(at.checked_sub(1))
                && matches!(bytes.get(at + 1), Some(b' ' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'))
        }
        _ => false,
    };
    bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.iter().enumerate().all(fits)
}

fn rewritten(source: &str) -> Safe {
    let source = escape::clean(source);
    let source = html::to_markdown(&source);
    let mut writer = Writer { frames: vec![Frame::new(Container::Root)], links: Vec::new(), strikes: 0 };
    for event in TextMergeStream::new(Parser::new_ext(&source, options())) {
        writer.event(event);
    }
    writer.finish()
}

/// Writes events as Markdown. The stack is explicit: an author can nest deeper than a thread's stack.
struct Writer {
    frames: Vec<Frame>,
    links: Vec<OpenLink>,
    /// How many times over the text is struck out.
    strikes: usize,
}

/// A link whose text is being written.
struct OpenLink {
    target: Target,
    /// Where its text begins in the inline text of its frame.
    from: usize,
}

/// What becomes of a link.
enum Target {
    /// `[text](url)`
    Link(String),
    /// `<url>`
    Auto(String),
    /// `text`, and the target in a code span when it says something.
    Text(String),
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => {
                let code = self.code(&code);
                self.inline().push_str(&code);
            }
            Event::SoftBreak => self.line_break(""),
            Event::HardBreak => self.line_break("\\"),
            Event::Rule => self.block(Block::other(vec!["---".to_owned()])),
            // Not enabled, or nothing to read.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let container = match tag {
            Tag::Emphasis => return self.inline().push('*'),
            Tag::Strong => return self.inline().push_str("**"),
            Tag::Strikethrough => return self.strike(true),
            Tag::Link { link_type, dest_url, .. } => return self.open_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => return self.open_link(LinkType::Inline, &dest_url),
            Tag::Heading { level, .. } => Container::Heading(level as usize),
            Tag::BlockQuote(_) => Container::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Container::Code(escape::language(&info)),
            Tag::CodeBlock(CodeBlockKind::Indented) => Container::Code("text"),
            Tag::List(first) => Container::List { first, loose: false },
            Tag::Item => Container::Item,
            Tag::Table(columns) => Container::Table { columns, rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => Container::Row(Vec::new()),
            Tag::TableCell => Container::Cell,
            _ => Container::Paragraph,
        };
        self.flush();
        self.frames.push(Frame::new(container));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.inline().push('*'),
            TagEnd::Strong => self.inline().push_str("**"),
            TagEnd::Strikethrough => self.strike(false),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            _ => self.close(),
        }
    }

    /// Closes the innermost frame and gives what it held to the one around it.
    fn close(&mut self) {
        self.flush();
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let deep = self.frames.len() > MAX_DEPTH;
        let parent = self.top();
        match frame.container {
            Container::Cell => parent.add_cell(frame.text),
            Container::Row(cells) => parent.add_row(cells),
            Container::Item => parent.add_item(frame),
            Container::Paragraph => parent.add_paragraph(frame.into_lines()),
            _ => {
                let sibling = parent.blocks.last();
                let block = frame.into_block(sibling, deep);
                self.block(block);
            }
        }
    }

    fn block(&mut self, block: Block) {
        self.flush();
        if !block.is_empty() {
            self.top().blocks.push(block);
        }
    }

    /// Inline text of a tight list item, which has no paragraph of its own, becomes a block before another begins.
    fn flush(&mut self) {
        self.top().flush();
    }

    fn top(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::new(Container::Root));
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn inline(&mut self) -> &mut String {
        &mut self.top().text
    }

    fn text(&mut self, text: &str) {
        let in_link = self.links.iter().any(|link| matches!(link.target, Target::Link(_)));
        let top = self.top();
        if matches!(top.container, Container::Code(_)) {
            top.text.push_str(text);
            return;
        }
        let place = if matches!(top.container, Container::Cell) { TextContext::Table } else { TextContext::Paragraph };
        // Entities may spell what was removed from the source.
        let text = escape::clean(&text.replace('\t', " ")).replace('\n', " ");
        if in_link {
            escape::push_literal(&mut top.text, &text, place);
        } else {
            urls::push_linked(&mut top.text, &text, place);
        }
    }

    /// Marks what is struck out. Within what is struck out already a second mark would open a fence.
    fn strike(&mut self, opens: bool) {
        self.strikes = if opens { self.strikes + 1 } else { self.strikes.saturating_sub(1) };
        if self.strikes == usize::from(opens) {
            self.inline().push_str("~~");
        }
    }

    fn code(&mut self, code: &str) -> String {
        let code = escape::code(code);
        if matches!(self.top().container, Container::Cell) { code.replace('|', "\\|") } else { code }
    }

    fn line_break(&mut self, mark: &str) {
        let top = self.top();
        let kept = top.text.trim_end_matches(' ').len();
        top.text.truncate(kept);
        match top.container {
            Container::Heading(_) | Container::Cell => top.text.push(' '),
            _ if top.text.is_empty() || top.text.ends_with('\n') => {}
            _ => {
                top.text.push_str(mark);
                top.text.push('\n');
            }
        }
    }

    fn open_link(&mut self, link_type: LinkType, url: &str) {
        let nested = !self.links.is_empty();
        let address = if link_type == LinkType::Email { format!("mailto:{url}") } else { url.to_owned() };
        let target = match urls::safe(&address) {
            // A picture in a link: its description is the link's text.
            _ if nested => Target::Text(String::new()),
            Some(url) if matches!(link_type, LinkType::Autolink | LinkType::Email) => Target::Auto(url),
            Some(url) => Target::Link(url),
            None => Target::Text(escape::clean(url)),
        };
        let inline = self.inline();
        if matches!(target, Target::Link(_)) {
            if inline.ends_with('!') {
                inline.insert(inline.len() - 1, '\\');
            }
            inline.push('[');
        }
        let from = inline.len();
        self.links.push(OpenLink { target, from });
    }

    fn close_link(&mut self) {
        let Some(OpenLink { target, from }) = self.links.pop() else { return };
        let inline = self.inline();
        let is_empty = inline.get(from..).is_none_or(|text| text.trim().is_empty());
        match target {
            Target::Link(url) if is_empty => {
                cut(inline, from - 1);
                inline.push_str(&urls::auto(&url));
            }
            Target::Link(url) => {
                inline.push_str("](");
                inline.push_str(&url);
                inline.push(')');
            }
            Target::Auto(url) => {
                cut(inline, from);
                inline.push_str(&urls::auto(&url));
            }
            Target::Text(url) if url.is_empty() || url.starts_with('#') => {}
            Target::Text(url) if is_empty => inline.push_str(&escape::code(&url)),
            Target::Text(url) => {
                inline.push_str(if inline.is_empty() || inline.ends_with([' ', '\n']) { "(" } else { " (" });
                inline.push_str(&escape::code(&url));
                inline.push(')');
            }
        }
    }

    fn finish(mut self) -> Safe {
        while self.frames.len() > 1 {
            self.close();
        }
        self.flush();
        let root = self.frames.pop();
        let begins_with_text = root.as_ref().is_some_and(Frame::begins_with_text);
        Safe { lines: root.map(Frame::into_lines).unwrap_or_default(), begins_with_text }
    }
}

/// Takes back what was written from a place on.
fn cut(text: &mut String, from: usize) {
    if text.is_char_boundary(from) {
        text.truncate(from);
    }
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

#[cfg(test)]
mod tests {
    use super::{is_prose, rewritten, safe};

    const ROUNDS: usize = 20_000;

    fn rendered(source: &str) -> String {
        safe(source).lines.join("\n")
    }

    #[track_caller]
    fn check(source: &str, expected: &str) {
        assert_eq!(rendered(source), expected, "of {source:?}");
        assert_eq!(rendered(expected), expected, "a second time, of {source:?}");
    }

    /// Whatever is taken for prose would come out of the parser as it is.
    #[test]
    fn prose_is_what_the_parser_leaves_alone() {
        const PARTS: [&str; 49] = [
            "a", "Role", "42", "1", "x1", " ", " ", " ", "  ", ",", ".", ". ", ";", "?", "!", "(", ")", "'", "\"", "%",
            "-", "--", " - ", "$", "_", "a_b", ":", ": ", "/", "http", "mailto", "www.", "@", "&", "*", "`", "[", "]",
            "<", ">", "#", "\\", "|", "~", "=", "+", "{", "}", "^",
        ];
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut next = |sides: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as usize % sides
        };
        // The later parts, which mostly are no prose, are rarer.
        let sides = [33, PARTS.len()];
        let mut prose = 0;
        for _ in 0..ROUNDS {
            let text: String = (0..=next(12))
                .map(|_| {
                    let sides = sides[usize::from(next(8) == 0)];
                    PARTS[next(sides)]
                })
                .collect();
            let line = text.trim_end();
            if is_prose(line) {
                prose += 1;
                assert_eq!(rewritten(&text).lines, [line], "{text:?}");
            }
        }
        assert!(prose > ROUNDS / 20, "{prose}");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        check("Lists the roles of a project.", "Lists the roles of a project.");
        check("One line\nand the next.\n\nA paragraph.\n", "One line\nand the next.\n\nA paragraph.");
        check("snake_case, 3.5 > 2, a & b, 50%, C#", "snake_case, 3.5 > 2, a & b, 50%, C#");
    }

    #[test]
    fn what_is_no_link_is_escaped() {
        check("[x] and [Foo::bar] and a[0]", "\\[x\\] and \\[Foo::bar\\] and a\\[0\\]");
        check("[text](Vec) and ![i](x.png)", "text (`Vec`) and i (`x.png`)");
        check("[docs](/guides/x), [top](#top)", "docs (`/guides/x`), top");
        check("[x](javascript:alert(1))", "x (`javascript:alert(1)`)");
    }

    #[test]
    fn links_and_bare_addresses_are_linked() {
        check("See [the guide](https://a.example/x_y).", "See [the guide](https://a.example/x_y).");
        check("See https://a.example/x_(y).", "See <https://a.example/x_%28y%29>.");
        check("(see http://a.example/)", "(see <http://a.example/>)");
        check("Base: https://{region}.example.com/v1", "Base: `https://{region}.example.com/v1`");
        check("Mail <a@b.example>", "Mail <a@b.example>");
        check("<https://a.example?a=1&copy=2>", "<https://a.example?a=1&copy=2>");
    }

    #[test]
    fn code_never_runs_as_a_test() {
        check("```\nfn main() {}\n```", "```text\nfn main() {}\n```");
        check("```rust\npanic!()\n```", "```text\npanic!()\n```");
        check("~~~ should_panic\nx\n~~~", "```text\nx\n```");
        check("    let x = 1;\n", "```text\nlet x = 1;\n```");
        check("```json\n{\"a\": 1}", "```json\n{\"a\": 1}\n```");
        check("````\n```\n````", "````text\n```\n````");
    }

    #[test]
    fn html_becomes_markdown() {
        check("A<br>B", "A\\\nB");
        check("<p>One <b>bold</b> &amp; <code>a_b</code>.</p><p>Two.</p>", "One **bold** & `a_b`.\n\nTwo.");
        check("<ul><li>a</li><li>b</li></ul>", "- a\n- b");
        check("<a href=\"https://a.example\">x</a>", "[x](https://a.example)");
        check("Bearer <your-token>", "Bearer \\<your-token>");
        check(
            "<table>\n<tr> <th>A</th>\n<th>B</th></tr>\n<tr><td><p>1</p></td><td><code>2|3</code></td></tr>\n</table>\nEnd",
            "| A | B |\n| --- | --- |\n| 1 | `2\\|3` |\n\nEnd",
        );
        check("<script>alert(1)</script>x", "x");
        check("a <!-- hidden --> b", "a  b");
    }

    #[test]
    fn lists_are_set_in_exactly() {
        check("* a\n  b\nlazy\n* c", "- a\n  b\n  lazy\n- c");
        check("1) a\n\n   b\n2) c", "1. a\n\n   b\n\n2. c");
        check("- a\n    - b\n        - c", "- a\n  - b\n    - c");
        check("- a\n\n* b", "- a\n\n* b");
        check("- a\n\n  ```\n  x\n  ```", "- a\n\n  ```text\n  x\n  ```");
        check("text\n- a", "text\n\n- a");
    }

    #[test]
    fn other_blocks_keep_their_form() {
        check("> a\n> b", "> a\n> b");
        check("Title\n=====\nText", "# Title\n\nText");
        check("| a | b |\n|---|:-:|\n| `x|y` | z |", "| a | b |\n| --- | :-: |\n| \\`x | y\\` |");
        check("a\n***\nb", "a\n\n---\n\nb");
        check("a *b* __c__ ~~d~~ `e``", "a *b* **c** ~~d~~ \\`e\\`\\`");
    }

    #[test]
    fn text_that_looks_like_a_block_stays_text() {
        check("a\n\\# b", "a\n\\# b");
        check("1\\. a", "1\\. a");
        check("\\- a\n\\> b\n\\| c", "\\- a\n\\> b\n\\| c");
        check("a\n\\---", "a\n\\---");
    }

    #[test]
    fn hidden_characters_are_removed() {
        check("a\u{202e}b\u{0}c\u{feff}\td\re\u{2028}f", "abc d\ne\nf");
        check("a&#x202e;b&#10;c&#9;d", "ab c d");
        check("a\tb", "a   b");
    }

    #[test]
    fn nothing_makes_it_panic_or_crawl() {
        let deep = ">".repeat(20_000);
        let lists: String = (0..2_000).map(|n| format!("{}- a\n", "  ".repeat(n))).collect();
        let tags = "<b>".repeat(50_000);
        let open = "<p <".repeat(50_000);
        let sentences = "Fine. ".repeat(100_000);
        let parentheses = format!("https://a.example/{}", ")".repeat(100_000));
        for source in [&deep, &lists, &tags, &open, &sentences, &parentheses] {
            safe(source);
        }
        for source in ["", " ", "\n\n", "[", "![](", "<", "&", "`", "|", "\\", "é\u{300}[é](é)", "[a\n b](mailto:x)"]
        {
            let once = rendered(source);
            assert_eq!(rendered(&once), once, "of {source:?}");
        }
    }
}
