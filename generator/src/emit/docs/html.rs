//! Conversion of HTML in Markdown to Markdown: many authors write `<br>`, `<p>` and `<code>`. Other tags are dropped, and text that only looks like a tag
//! (`<your-key>`) stays text.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag as Start, TagEnd};

use super::dialect::options;
use super::escape;
use super::tags::{self, Tag, TagContext};

/// Returns the same text without HTML.
pub(super) fn to_markdown(source: &str) -> Cow<'_, str> {
    if !source.contains('<') {
        return Cow::Borrowed(source);
    }
    let regions = regions(source);
    if regions.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut tags = Vec::new();
    for region in &regions {
        tags::find(source, region.from, region.to, region.place, &mut tags);
    }
    let mut rewriter = Rewriter {
        source,
        out: String::with_capacity(source.len()),
        lists: Vec::new(),
        links: Vec::new(),
        table: None,
    };
    rewriter.run(&tags, &regions);
    Cow::Owned(rewriter.out)
}

/// A stretch of the source that the parser takes for HTML.
pub(super) struct Region {
    from: usize,
    to: usize,
    place: TagContext,
}

fn regions(source: &str) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let (mut containers, mut lines) = (0_usize, 0_usize);
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        match event {
            Event::Start(Start::Item | Start::BlockQuote(_)) => containers += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => containers -= 1,
            Event::Start(Start::Heading { .. } | Start::TableCell) => lines += 1,
            Event::End(TagEnd::Heading(_) | TagEnd::TableCell) => lines -= 1,
            Event::Html(_) | Event::InlineHtml(_) => {
                let place = match event {
                    _ if lines > 0 => TagContext::Line,
                    Event::Html(_) if containers == 0 => TagContext::Block,
                    _ => TagContext::Inline,
                };
                match regions.last_mut() {
                    Some(last) if last.to == range.start && last.place == place => last.to = range.end,
                    _ => regions.push(Region { from: range.start, to: range.end, place }),
                }
            }
            _ => {}
        }
    }
    regions
}

struct Rewriter<'s> {
    source: &'s str,
    out: String,
    /// Lists that are open: numbered or not.
    lists: Vec<bool>,
    /// Targets of links that are open.
    links: Vec<String>,
    /// The table that is open.
    table: Option<Table>,
}

/// A table of HTML that becomes one of Markdown.
#[derive(Default)]
struct Table {
    rows: usize,
    /// Cells of the row that is open.
    cells: usize,
}

impl Rewriter<'_> {
    fn run(&mut self, tags: &[Tag<'_>], regions: &[Region]) {
        let mut at = 0;
        let mut index = 0;
        while let Some(tag) = tags.get(index) {
            index += 1;
            if tag.from < at {
                continue;
            }
            self.copy(at, tag.from, regions);
            at = tag.to;
            if tag.is_verbatim() {
                if let Some(close) = tags::closing(&tags[index..], tag.name()) {
                    self.verbatim(tag, &self.source[tag.to..close.from]);
                    at = close.to;
                }
                continue;
            }
            self.tag(tag, &tags[index..]);
        }
        self.copy(at, self.source.len(), regions);
    }

    /// Copies source. Lines of a block of HTML lose their indentation, which would make them code.
    fn copy(&mut self, from: usize, to: usize, regions: &[Region]) {
        let text = &self.source[from..to];
        let next = regions.partition_point(|region| region.to <= from);
        let in_block = regions
            .get(next)
            .is_some_and(|region| region.place == TagContext::Block && region.from <= from && to <= region.to);
        if !in_block {
            self.out.push_str(text);
            return;
        }
        if self.table.is_some() {
            let begins = self.out.ends_with([' ', '\n']);
            let text = text.replace('\n', " ");
            return self.out.push_str(if begins { text.trim_start() } else { &text });
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            let begins = self.out.is_empty() || self.out.ends_with('\n');
            self.out.push_str(if begins { line.trim_start() } else { line });
        }
    }

    fn tag(&mut self, tag: &Tag<'_>, rest: &[Tag<'_>]) {
        let place = if self.table.is_some() { TagContext::Line } else { tag.place };
        match (tag.name(), tag.closes) {
            ("table", closes) => self.open_table(tag, closes),
            ("tr" | "td" | "th", closes) if self.table.is_some() => self.cell(tag.name(), closes),
            ("b" | "strong", closes) => self.emphasis(tag, closes, "**", rest),
            ("i" | "em" | "cite" | "dfn", closes) => self.emphasis(tag, closes, "*", rest),
            ("a", false) => self.open_link(tag),
            ("a", true) => self.close_link(),
            ("img", _) => self.out.push_str(&super::urls::plain(&tag.attribute("alt").unwrap_or_default())),
            ("br", _) => self.line_break(place, "  \n"),
            ("hr", _) => self.gap(place, "---\n\n"),
            ("ul" | "ol", closes) => self.list(tag, place, closes),
            ("li", closes) => self.item(place, closes),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", closes) => self.heading(tag, place, closes),
            ("tr" | "dd", true) => self.line_break(place, "  \n"),
            ("td" | "th" | "dt", true) => self.out.push(' '),
            (name, _) if tags::is_block(name) => self.gap(place, ""),
            (name, _) if tags::is_known(name) => {}
            _ => self.literal(&self.source[tag.from..tag.to]),
        }
    }

    /// Writes a text that only looks like a tag, with its punctuation escaped.
    fn literal(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_ascii_punctuation() {
                self.out.push('\\');
            }
            self.out.push(character);
        }
    }

    /// Marks of emphasis must touch their text, or they are text themselves.
    fn emphasis(&mut self, tag: &Tag<'_>, closes: bool, mark: &str, rest: &[Tag<'_>]) {
        if closes {
            let kept = self.out.trim_end().len();
            let space = self.out.split_off(kept);
            if self.out.ends_with(mark) {
                self.out.truncate(kept - mark.len());
            } else {
                self.out.push_str(mark);
            }
            self.out.push_str(&space);
        } else if tags::closing(rest, tag.name()).is_some() {
            let text = &self.source[tag.to..];
            let touches = text.starts_with(|next: char| !next.is_whitespace());
            self.out.push_str(if touches { mark } else { "" });
        }
    }

    fn open_link(&mut self, tag: &Tag<'_>) {
        if let Some(url) = tag.attribute("href") {
            self.out.push('[');
            self.links.push(url);
        } else {
            self.links.push(String::new());
        }
    }

    fn close_link(&mut self) {
        match self.links.pop() {
            Some(url) if !url.is_empty() => {
                let url: String = url.chars().filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>')).collect();
                self.out.push_str("](<");
                self.out.push_str(&url.replace('\\', "%5C"));
                self.out.push_str(">)");
            }
            _ => {}
        }
    }

    fn verbatim(&mut self, tag: &Tag<'_>, inner: &str) {
        match tag.name() {
            "script" | "style" => {}
            "pre" if tag.place == TagContext::Block && self.table.is_none() => {
                let text = tags::text(inner);
                self.gap(tag.place, "");
                self.out.push_str(&escape::fence("text", text.trim_matches('\n')).join("\n"));
                self.out.push_str("\n\n");
            }
            _ => {
                let text = tags::text(inner);
                if !text.trim().is_empty() {
                    let code = escape::code(&text);
                    let in_table = self.table.is_some() || tag.place == TagContext::Line;
                    self.out.push_str(&if in_table { code.replace('|', "\\|") } else { code });
                }
            }
        }
    }

    fn list(&mut self, tag: &Tag<'_>, place: TagContext, closes: bool) {
        if closes {
            self.lists.pop();
        } else {
            self.lists.push(tag.name() == "ol");
        }
        if self.lists.len() <= 1 && !(self.lists.len() == 1 && closes) {
            self.gap(place, "");
        }
    }

    fn item(&mut self, place: TagContext, closes: bool) {
        if closes || place == TagContext::Line {
            return self.out.push(' ');
        }
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        let depth = self.lists.len().saturating_sub(1).min(4);
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(if self.lists.last() == Some(&true) { "1. " } else { "- " });
    }

    fn heading(&mut self, tag: &Tag<'_>, place: TagContext, closes: bool) {
        self.gap(place, "");
        if !closes && place == TagContext::Block && self.lists.is_empty() {
            let level = tag.name().bytes().last().map_or(1, |digit| usize::from(digit.saturating_sub(b'0')));
            self.out.push_str(&"#".repeat(level.clamp(1, 6)));
            self.out.push(' ');
        }
    }

    /// Opens a table: in a block it becomes one of Markdown; elsewhere its cells are words.
    fn open_table(&mut self, tag: &Tag<'_>, closes: bool) {
        self.table = None;
        self.gap(tag.place, "");
        if !closes && tag.place == TagContext::Block && self.lists.is_empty() {
            self.table = Some(Table::default());
        }
    }

    fn cell(&mut self, name: &str, closes: bool) {
        let Some(table) = &mut self.table else { return };
        match (name, closes) {
            ("tr", false) => {
                table.cells = 0;
                self.out.truncate(self.out.trim_end().len());
                self.out.push_str(if table.rows == 0 { "\n\n|" } else { "\n|" });
            }
            ("tr", true) => {
                if table.rows == 0 {
                    self.out.push_str("\n|");
                    self.out.push_str(&" --- |".repeat(table.cells));
                }
                table.rows += 1;
                self.out.push('\n');
            }
            (_, false) => self.out.push(' '),
            (_, true) => {
                table.cells += 1;
                self.out.push_str(" |");
            }
        }
    }

    fn line_break(&mut self, place: TagContext, mark: &str) {
        self.out.push_str(if place == TagContext::Line { " " } else { mark });
    }

    /// Writes a blank line, where one may be, and then `after`.
    fn gap(&mut self, place: TagContext, after: &str) {
        match place {
            TagContext::Line => self.out.push(' '),
            _ if !self.lists.is_empty() => self.out.push(' '),
            TagContext::Inline => self.out.push_str("  \n"),
            TagContext::Block => {
                let kept = self.out.trim_end().len();
                self.out.truncate(kept);
                if !self.out.is_empty() {
                    self.out.push_str("\n\n");
                }
                self.out.push_str(after);
            }
        }
    }
}
