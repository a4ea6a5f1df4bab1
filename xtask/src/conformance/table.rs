//! The table on the terminal.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::verdicts::{Figures, Finding};
use crate::columns;

const BAD: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const HEAD: Style = Style::new().bold();
/// Most findings of one document that are shown; the JSON has them all.
const SHOWN: usize = 8;

/// Result for a document.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) slug: String,
    /// The step that failed, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failed: Option<String>,
    #[serde(flatten)]
    pub(super) figures: Figures,
    /// Seconds that all steps took but the build.
    pub(super) seconds: f64,
}

impl Row {
    pub(super) fn meets_the_bar(&self) -> bool {
        self.failed.is_none() && self.figures.open().next().is_none()
    }
}

/// Prints one line a document, the totals, and what the judges say.
pub(super) fn print(out: &mut dyn Write, rows: &[Row], stale: &[String]) -> io::Result<()> {
    let mut total = Figures::default();
    rows.iter().for_each(|row| total.add(&row.figures));
    let mut lines = vec![
        [
            "document",
            "ops",
            "raw",
            "uncalled",
            "calls",
            "accepted %",
            "after excuses %",
            "refused",
            "skipped",
            "loose",
            "sec",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    lines.extend(rows.iter().map(|row| cells(&row.slug, &row.figures, row.failed.is_some(), row.seconds)));
    let seconds = rows.iter().map(|row| row.seconds).sum();
    lines.push(cells(&format!("{} documents", rows.len()), &total, false, seconds));
    for (index, line) in columns::align(&lines, 1).iter().enumerate() {
        let style = match index.checked_sub(1).and_then(|index| rows.get(index)) {
            Some(row) if row.meets_the_bar() => GOOD,
            Some(_) => BAD,
            None => HEAD,
        };
        writeln!(out, "{style}{line}{style:#}")?;
    }
    if !total.excuses.is_empty() {
        writeln!(out, "\n{HEAD}excuses{HEAD:#}")?;
    }
    for (id, count) in &total.excuses {
        writeln!(out, "  {id}: {count} calls")?;
    }
    for id in stale {
        writeln!(out, "{BAD}the excuse `{id}` no longer applies: remove it{BAD:#}")?;
    }
    for row in rows.iter().filter(|row| !row.meets_the_bar()) {
        findings(out, row)?;
    }
    Ok(())
}

fn cells(name: &str, figures: &Figures, failed: bool, seconds: f64) -> Vec<String> {
    let share = |count: usize| match (failed, figures.operations) {
        (true, _) => "FAILED".to_owned(),
        (false, 0) => "-".to_owned(),
        (false, all) => format!("{:.1}", (count as f64 * 1000.0 / all as f64).floor() / 10.0),
    };
    let mut cells = vec![name.to_owned()];
    cells.extend([figures.operations, figures.raw, figures.uncalled, figures.calls].map(|count| count.to_string()));
    cells.extend([share(figures.accepted), share(figures.after_excuses)]);
    cells.extend([figures.refused, figures.skipped, figures.loose].map(|count| count.to_string()));
    cells.push(format!("{seconds:.0}"));
    cells
}

fn findings(out: &mut dyn Write, row: &Row) -> io::Result<()> {
    writeln!(out, "\n{BAD}{}{BAD:#}", row.slug)?;
    let mut said: Vec<String> = row.failed.iter().cloned().collect();
    said.extend(row.figures.open().map(sentence));
    for text in said.iter().take(SHOWN) {
        for line in text.lines() {
            writeln!(out, "  {}", crate::diagnostics::plain(line))?;
        }
    }
    if said.len() > SHOWN {
        writeln!(out, "  … and {} more", said.len() - SHOWN)?;
    }
    Ok(())
}

fn sentence(finding: &Finding) -> String {
    let word = |what: &str, word: Option<super::verdicts::Word>| match word {
        Some(super::verdicts::Word::Equal) | None => String::new(),
        Some(word) => format!(" {what} {}", format!("{word:?}").to_lowercase()),
    };
    format!(
        "call {} of {}{}{}: {}",
        finding.id,
        finding.pointer,
        word("request", finding.request),
        word("response", finding.response),
        finding.detail
    )
}
