//! The table on the terminal.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::found::Examples;
use super::row::{Build, Fidelity, Outcome, Row};
use crate::columns;

const BAD: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const HEAD: Style = Style::new().bold();
/// Most failures of one document that are shown; the JSON has them all.
const FAILURES: usize = 5;

/// Prints one line a document, the totals, the diagnostics by code, and what fell short of the bar.
pub(super) fn print(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    let mut lines = vec![header()];
    lines.extend(rows.iter().map(cells));
    lines.push(totals(rows));
    for (index, line) in columns::align(&lines, 2).iter().enumerate() {
        let style = match index.checked_sub(1).and_then(|index| rows.get(index)) {
            Some(row) if row.meets_the_bar() => GOOD,
            Some(_) => BAD,
            None => HEAD,
        };
        writeln!(out, "{style}{line}{style:#}")?;
    }
    codes(out, rows)?;
    tried(out, rows)?;
    for row in rows.iter().filter(|row| !row.meets_the_bar()) {
        failures(out, row)?;
    }
    Ok(())
}

fn header() -> Vec<String> {
    [
        "document", "outcome", "ops", "typed", "raw", "schemas", "exact %", "lost ops", "lost kw", "warn", "lines",
        "kB", "sec", "MB", "build", "doc", "valid", "invalid",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn cells(row: &Row) -> Vec<String> {
    let outcome = match row.outcome {
        Outcome::Generated => "generated",
        Outcome::Refused => "refused",
        Outcome::Crashed => "CRASHED",
        Outcome::TimedOut => "TIMED OUT",
    };
    let mut cells = vec![row.slug.clone(), outcome.to_owned()];
    cells.extend(["operations", "typed", "raw", "schemas"].map(|name| row.count(name).to_string()));
    cells.extend(faith(row.fidelity.as_ref()));
    cells.extend(["warnings", "lines"].map(|name| row.count(name).to_string()));
    cells.push((row.count("bytes") / 1024).to_string());
    cells.push(format!("{:.2}", row.seconds));
    cells.push(row.peak_mb.to_string());
    cells.extend([build(row.build.as_ref()), build(row.doc.as_ref())]);
    cells.extend(examples(row.examples.as_ref()));
    cells
}

fn build(build: Option<&Build>) -> String {
    match build {
        None => "-".to_owned(),
        Some(build) if build.clean => format!("ok {:.0}s", build.seconds),
        Some(build) if build.rustc + build.clippy == 0 => "FAILED".to_owned(),
        Some(build) => format!("{}+{}", build.rustc, build.clippy),
    }
}

fn faith(fidelity: Option<&Fidelity>) -> [String; 3] {
    match fidelity {
        None => ["-", "-", "-"].map(str::to_owned),
        Some(found) => {
            [found.overall().percent(), found.operations.lost().to_string(), found.keywords.lost().to_string()]
        }
    }
}

fn examples(examples: Option<&Examples>) -> [String; 2] {
    match examples {
        None => ["-".to_owned(), "-".to_owned()],
        Some(found) if found.broken.is_some() => ["FAILED".to_owned(), "-".to_owned()],
        Some(found) => {
            [format!("{}/{}", found.valid_same, found.valid), format!("{}/{}", found.invalid_decoded, found.invalid)]
        }
    }
}

fn totals(rows: &[Row]) -> Vec<String> {
    let sum = |name: &str| rows.iter().map(|row| row.count(name)).sum::<u64>();
    let generated = rows.iter().filter(|row| row.generated()).count();
    let mut cells = vec![format!("{} documents", rows.len()), format!("{generated} generated")];
    cells.extend(["operations", "typed", "raw", "schemas"].map(|name| sum(name).to_string()));
    let faiths = rows.iter().filter_map(|row| row.fidelity.as_ref());
    cells
        .extend(faith(faiths.fold(None, |sum: Option<Fidelity>, one| Some(sum.unwrap_or_default().and(one))).as_ref()));
    cells.extend(["warnings", "lines"].map(|name| sum(name).to_string()));
    cells.push((sum("bytes") / 1024).to_string());
    cells.push(format!("{:.1}", rows.iter().map(|row| row.seconds).sum::<f64>()));
    cells.push(rows.iter().map(|row| row.peak_mb).max().unwrap_or_default().to_string());
    let clean = |pick: fn(&Row) -> Option<&Build>| {
        let tried: Vec<&Build> = rows.iter().filter_map(pick).collect();
        if tried.is_empty() {
            "-".to_owned()
        } else {
            format!("{}/{}", tried.iter().filter(|build| build.clean).count(), tried.len())
        }
    };
    cells.extend([clean(|row| row.build.as_ref()), clean(|row| row.doc.as_ref())]);
    let all = super::examples::total(rows);
    cells.extend(if all.valid + all.invalid == 0 { examples(None) } else { examples(Some(&all)) });
    cells
}

fn codes(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    let mut all: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (code, count) in rows.iter().flat_map(|row| &row.codes) {
        let entry = all.entry(code).or_default();
        *entry = (entry.0 + count, entry.1 + 1);
    }
    if !all.is_empty() {
        writeln!(out, "\n{HEAD}diagnostics{HEAD:#}")?;
    }
    let width = all.keys().map(|code| code.len()).max().unwrap_or_default();
    for (code, (count, documents)) in all {
        writeln!(out, "  {code:<width$}  {count:>6} in {documents} documents")?;
    }
    Ok(())
}

/// Writes the figures of the examples that are not in the table.
fn tried(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    let all = super::examples::total(rows);
    if all.valid + all.invalid > 0 {
        let style = if all.lenient_enough() { HEAD } else { BAD };
        writeln!(out, "\n{style}examples{style:#}\n  {}", all.summary())?;
    }
    for row in rows {
        for failure in row.examples.iter().flat_map(|examples| &examples.excused) {
            writeln!(out, "  {}: excused: {}", row.slug, crate::diagnostics::plain(&failure.to_string()))?;
        }
    }
    Ok(())
}

fn failures(out: &mut dyn Write, row: &Row) -> io::Result<()> {
    writeln!(out, "\n{BAD}{}{BAD:#}", row.slug)?;
    let mut said: Vec<String> = row.why.iter().cloned().collect();
    said.extend(row.unexplained.iter().map(|id| format!("untyped, and no diagnostic says why: {id}")));
    for build in [&row.build, &row.doc].into_iter().flatten() {
        said.extend(build.messages.iter().cloned());
    }
    if let Some(examples) = &row.examples {
        said.extend(examples.complaints());
    }
    for text in said.iter().take(FAILURES) {
        for line in text.lines() {
            writeln!(out, "  {}", crate::diagnostics::plain(line))?;
        }
    }
    if said.len() > FAILURES {
        writeln!(out, "  … and {} more", said.len() - FAILURES)?;
    }
    Ok(())
}
