//! Blocks of Markdown as lines: the content of a container is written first, then indented.

use pulldown_cmark::Alignment;

use super::{dialect, escape};

/// An open container, and its content so far.
pub(super) struct Frame {
    pub(super) container: Container,
    /// Inline text, as Markdown.
    pub(super) text: String,
    /// Blocks before that text.
    pub(super) blocks: Vec<Block>,
}

/// Element that contains text or blocks.
pub(super) enum Container {
    Root,
    Paragraph,
    Heading(usize),
    Quote,
    /// In a language of ours.
    Code(&'static str),
    List {
        first: Option<u64>,
        /// True if its items are paragraphs with blank lines between them.
        loose: bool,
    },
    Item,
    Table {
        columns: Vec<Alignment>,
        rows: Vec<Vec<String>>,
    },
    Row(Vec<String>),
    Cell,
}

/// A block of finished lines.
pub(super) struct Block {
    lines: Vec<String>,
    kind: Kind,
}

/// Kind of a block, as far as it affects the block after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A paragraph of its own: in a list it makes the list loose.
    Paragraph,
    /// Text of a tight list item.
    Text,
    /// A list with this marker.
    Bullets(char),
    /// A list numbered from 1 or not, with this mark after the number.
    Numbers {
        from_one: bool,
        mark: char,
    },
    Other,
}

impl Block {
    /// Returns a block that is no paragraph and no list.
    pub(super) fn other(lines: Vec<String>) -> Self {
        Self { lines, kind: Kind::Other }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Returns true if the block may follow inline text of a tight item without a blank line and still be itself.
    fn interrupts_text(&self) -> bool {
        matches!(self.kind, Kind::Bullets(_) | Kind::Numbers { from_one: true, .. })
    }
}

impl Frame {
    pub(super) fn new(container: Container) -> Self {
        Self { container, text: String::new(), blocks: Vec::new() }
    }

    /// Turns inline text into a block, where it is beside blocks.
    pub(super) fn flush(&mut self) {
        if !matches!(self.container, Container::Root | Container::Item | Container::Quote) || self.text.is_empty() {
            return;
        }
        let lines = text_lines(&std::mem::take(&mut self.text));
        if !lines.is_empty() {
            self.blocks.push(Block { lines, kind: Kind::Text });
        }
    }

    pub(super) fn add_paragraph(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.blocks.push(Block { lines, kind: Kind::Paragraph });
        }
    }

    /// Adds a finished item to a list.
    pub(super) fn add_item(&mut self, item: Self) {
        if let Container::List { loose, .. } = &mut self.container {
            *loose |= item.blocks.iter().any(|block| block.kind == Kind::Paragraph);
        }
        self.blocks.push(Block::other(item.into_lines()));
    }

    pub(super) fn add_cell(&mut self, text: String) {
        if let Container::Row(cells) = &mut self.container {
            cells.push(text.trim().to_owned());
        }
    }

    pub(super) fn add_row(&mut self, cells: Vec<String>) {
        if let Container::Table { rows, .. } = &mut self.container {
            rows.push(cells);
        }
    }

    /// Returns true if the first block is text, not a list, a table or code.
    pub(super) fn begins_with_text(&self) -> bool {
        self.blocks.first().is_some_and(|block| matches!(block.kind, Kind::Paragraph | Kind::Text))
    }

    /// Returns the lines of the blocks, or of the text of a leaf.
    pub(super) fn into_lines(self) -> Vec<String> {
        if self.blocks.is_empty() {
            return text_lines(&self.text);
        }
        let mut lines: Vec<String> = Vec::new();
        let mut before: Option<Kind> = None;
        for block in self.blocks {
            let close = before == Some(Kind::Text) && block.interrupts_text();
            if before.is_some() && !close {
                lines.push(String::new());
            }
            before = Some(block.kind);
            lines.extend(block.lines);
        }
        lines
    }

    /// Returns the finished block, indented as its container requires; `sibling` is before it. A deep container does not indent.
    pub(super) fn into_block(self, sibling: Option<&Block>, deep: bool) -> Block {
        match &self.container {
            Container::Heading(level) => {
                let marks = "#".repeat((*level).clamp(1, 6));
                Block::other(heading(&marks, &self.text))
            }
            Container::Code(language) => Block::other(escape::fence(language, &self.text)),
            Container::Quote if !deep => {
                let lines = self.into_lines();
                Block::other(lines.into_iter().map(|line| prefixed("> ", &line)).collect())
            }
            Container::List { .. } => self.into_list(sibling, deep),
            Container::Table { columns, rows } => Block::other(table(columns, rows)),
            _ => Block::other(self.into_lines()),
        }
    }

    fn into_list(self, sibling: Option<&Block>, deep: bool) -> Block {
        let Container::List { first, loose } = self.container else { return Block::other(self.into_lines()) };
        let kind = list_kind(first, sibling.map(|block| block.kind));
        let mut lines = Vec::new();
        for (number, item) in (first.unwrap_or(1)..).zip(self.blocks) {
            if loose && !lines.is_empty() {
                lines.push(String::new());
            }
            let marker = match kind {
                _ if deep => String::new(),
                Kind::Numbers { mark, .. } => format!("{number}{mark} "),
                Kind::Bullets(mark) => format!("{mark} "),
                _ => "- ".to_owned(),
            };
            let indent = " ".repeat(marker.len());
            if item.lines.is_empty() {
                lines.push(marker.trim_end().to_owned());
            }
            for (index, line) in item.lines.iter().enumerate() {
                lines.push(prefixed(if index == 0 { &marker } else { &indent }, line));
            }
        }
        Block { lines, kind }
    }
}

/// Returns the kind of a list. A list directly after another of its kind gets the other marker: with the same, they would be one list.
fn list_kind(first: Option<u64>, sibling: Option<Kind>) -> Kind {
    match first {
        Some(first) => {
            let same = matches!(sibling, Some(Kind::Numbers { mark: '.', .. }));
            Kind::Numbers { from_one: first == 1, mark: if same { ')' } else { '.' } }
        }
        None => Kind::Bullets(if sibling == Some(Kind::Bullets('-')) { '*' } else { '-' }),
    }
}

fn text_lines(text: &str) -> Vec<String> {
    text.trim().lines().map(|line| line.trim_end().to_owned()).collect()
}

fn heading(marks: &str, text: &str) -> Vec<String> {
    let text = text.trim().replace('\n', " ");
    match text.strip_suffix('#') {
        _ if text.is_empty() => Vec::new(),
        // A closing sequence of marks would be taken away.
        Some(rest) if !rest.ends_with('\\') => vec![format!("{marks} {rest}\\#")],
        _ => vec![format!("{marks} {text}")],
    }
}

fn table(columns: &[Alignment], rows: &[Vec<String>]) -> Vec<String> {
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut line = "|".to_owned();
        for cell in cells {
            line.push(' ');
            line.push_str(cell);
            line.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        line
    };
    let mut rows = rows.iter().map(|row| line(&mut row.iter().map(String::as_str)));
    let head = rows.next();
    let rule = line(&mut columns.iter().map(|column| dialect::rule(*column)));
    head.into_iter().chain(std::iter::once(rule)).chain(rows).collect()
}

fn prefixed(prefix: &str, line: &str) -> String {
    if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") }
}
