//! Changes for people, on a terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use specsmith_generator::diff::Level;
use specsmith_generator::report::Place;

use super::comparison::{Comparison, Located};
use crate::diagnostics::plain;

const HEAD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Returns the changes by level, the most severe first.
pub(super) fn text(comparison: &Comparison) -> String {
    let mut out = String::new();
    for level in [Level::Major, Level::Minor, Level::Patch] {
        let mut changes = comparison.of(level).peekable();
        if changes.peek().is_none() {
            continue;
        }
        let style = style(level);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{style}{}{style:#}", level.word());
        changes.for_each(|located| entry(&mut out, located));
        out.push('\n');
    }
    let _ = writeln!(out, "{HEAD}{}{HEAD:#}", verdict(comparison));
    out
}

/// Returns the level of all changes, and the number that affect the wire.
fn verdict(comparison: &Comparison) -> String {
    let count = |level| comparison.of(level).count();
    let on_wire = comparison.changes.iter().filter(|located| located.change.wire.any()).count();
    match comparison.level() {
        None => format!("{}: no changes of the public interface", comparison.name),
        Some(level) => format!(
            "{}: {} ({} major, {} minor, {} patch; {on_wire} on the wire)",
            comparison.name,
            level.word(),
            count(Level::Major),
            count(Level::Minor),
            count(Level::Patch),
        ),
    }
}

fn style(level: Level) -> Style {
    match level {
        Level::Major => AnsiColor::Red.on_default().bold(),
        Level::Minor => AnsiColor::Yellow.on_default().bold(),
        Level::Patch => AnsiColor::Green.on_default().bold(),
    }
}

fn entry(out: &mut String, located: &Located) {
    let change = &located.change;
    let line = format!("{} {} {}", change.kind.word(), change.item, change.what.describe().replace('`', ""));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  {}", plain(&line));
    let _ = writeln!(out, "    {DIM}{}{DIM:#}", plain(&change.reason()));
    let places: Vec<String> = [&located.before, &located.after].into_iter().flatten().map(place).collect();
    if !places.is_empty() {
        let _ = writeln!(out, "    {DIM}{}{DIM:#}", plain(&places.join(" → ")));
    }
}

fn place(place: &Place) -> String {
    format!("{}:{}:{}", place.file, place.line, place.column)
}
