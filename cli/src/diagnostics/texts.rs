//! The files that diagnostics point into.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use specsmith_generator::read::Source;

/// Lines of the files, by the path that the user gave.
#[derive(Debug, Default)]
pub struct Texts<'a> {
    files: BTreeMap<&'a str, Lines<'a>>,
}

#[derive(Debug)]
struct Lines<'a> {
    bytes: &'a [u8],
    lines: Vec<Range<usize>>,
}

impl<'a> Texts<'a> {
    /// Returns the texts of these files.
    pub fn of(sources: impl IntoIterator<Item = &'a Source>) -> Self {
        let lines = |source: &'a Source| (source.name.as_str(), Lines::of(&source.bytes));
        Self { files: sources.into_iter().map(lines).collect() }
    }

    /// Returns a line of a file, counted from 1, without its line end.
    pub(super) fn line(&self, file: &str, line: usize) -> Option<Cow<'a, str>> {
        let text = self.files.get(file)?;
        let range = text.lines.get(line.checked_sub(1)?)?;
        let line = &text.bytes[range.clone()];
        // Only this line is checked for UTF-8: a file may be large, and most lines are never shown.
        Some(std::str::from_utf8(line).map_or_else(|_| String::from_utf8_lossy(line), Cow::Borrowed))
    }
}

impl<'a> Lines<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            lines.push(start..at);
            start = at + 1;
        }
        lines.push(start..bytes.len());
        let trim = |range: Range<usize>| {
            if bytes[range.clone()].ends_with(b"\r") { range.start..range.end - 1 } else { range }
        };
        Self { bytes, lines: lines.into_iter().map(trim).collect() }
    }
}
