//! Diagnostics as text: message, place, source line with a caret, pointer and hint.

mod render;
mod text;
mod texts;

use std::collections::BTreeMap;
use std::io::Write;

use specsmith_generator::report::Severity;

use crate::code::Problem;

pub use render::render;
pub use text::plain;
pub use texts::Texts;

/// Maximum number of warnings of one code that are printed; the rest is counted.
const PER_CODE: usize = 12;

/// Counts of diagnostics by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Number of refusals.
    pub errors: usize,
    /// Number of losses and slips.
    pub warnings: usize,
    /// Number of notes.
    pub notes: usize,
}

impl Counts {
    /// Counts diagnostics.
    pub fn of(problems: &[Problem]) -> Self {
        let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
        Self { errors: count(Severity::Error), warnings: count(Severity::Warning), notes: count(Severity::Note) }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let mut first = true;
        for (count, name) in parts.into_iter().filter(|(count, _)| *count > 0) {
            let comma = if first { "" } else { ", " };
            let plural = if count == 1 { "" } else { "s" };
            write!(f, "{comma}{count} {name}{plural}")?;
            first = false;
        }
        Ok(())
    }
}

/// Prints diagnostics: all errors, the first warnings of each code, and notes only if `verbose`. Omitted ones are counted.
pub fn print(out: &mut dyn Write, problems: &[Problem], texts: &Texts<'_>, everything: bool) -> std::io::Result<()> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut notes = 0_usize;
    for problem in problems {
        let count = seen.entry(problem.code.text()).or_default();
        *count += 1;
        match problem.severity {
            Severity::Note if !everything => notes += 1,
            Severity::Warning if !everything && *count > PER_CODE => {}
            _ => writeln!(out, "{}", render(problem, texts))?,
        }
    }
    let warned = |code: &str| {
        problems.iter().any(|problem| problem.code.text() == code && problem.severity == Severity::Warning)
    };
    for (code, count) in seen.into_iter().filter(|(code, count)| !everything && *count > PER_CODE && warned(code)) {
        writeln!(out, "{}", render::aside(&format!("{} more of `{code}`", count - PER_CODE)))?;
    }
    if notes > 0 {
        let plural = if notes == 1 { "" } else { "s" };
        writeln!(out, "{}", render::aside(&format!("{notes} note{plural} not shown; --verbose shows everything")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
