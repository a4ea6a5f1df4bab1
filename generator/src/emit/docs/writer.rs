//! Writes the events of a Markdown parser as Markdown.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::blocks::{Block, Container, Frame};
use super::escape;
use super::text_context::TextContext;
use super::urls;

/// Maximum nesting of containers; deeper ones are flattened, since each level takes space on every line.
const MAX_DEPTH: usize = 12;

/// Writes events as Markdown. The stack is explicit: an author can nest deeper than a thread's stack.
pub(super) struct Writer {
    frames: Vec<Frame>,
    links: Vec<OpenLink>,
    /// The number of strikethroughs around the text.
    strikes: usize,
}

/// A link whose text is being written.
struct OpenLink {
    target: Target,
    /// The start of its text in the inline text of its frame.
    from: usize,
}

/// The form in which a link is written.
enum Target {
    /// `[text](url)`
    Link(String),
    /// `<url>`
    Auto(String),
    /// `text`, and the target in a code span if it is informative.
    Text(String),
}

impl Writer {
    /// Returns a writer that has written nothing.
    pub(super) fn new() -> Self {
        Self { frames: vec![Frame::new(Container::Root)], links: Vec::new(), strikes: 0 }
    }

    /// Writes one event.
    pub(super) fn event(&mut self, event: Event<'_>) {
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

    /// Closes the innermost frame and passes its content to the one around it.
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

    /// Makes inline text of a tight list item, which has no paragraph of its own, a block before another begins.
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

    /// Marks struck-out text. A second mark within struck-out text would open a fence.
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

    /// Returns the lines, and whether they begin with a paragraph.
    pub(super) fn finish(mut self) -> (Vec<String>, bool) {
        while self.frames.len() > 1 {
            self.close();
        }
        self.flush();
        let root = self.frames.pop();
        let begins_with_text = root.as_ref().is_some_and(Frame::begins_with_text);
        (root.map(Frame::into_lines).unwrap_or_default(), begins_with_text)
    }
}

/// Removes the text after a position.
fn cut(text: &mut String, from: usize) {
    if text.is_char_boundary(from) {
        text.truncate(from);
    }
}
