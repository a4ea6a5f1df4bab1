//! cargo-semver-checks as a second judge: its lints compare the documentation of the old and the new client, item by item.

mod crates;
mod excuses;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use specsmith_generator::diff::Level;

use super::lints::is_installed;
use super::pairs::{BATCH, Pair};
use excuses::{EXCUSES, Excuse};

/// The verdict of cargo-semver-checks on a pair.
#[derive(Debug, PartialEq, Eq)]
struct Opinion {
    /// The version that the failed lints ask for; nothing where all pass.
    level: Option<Level>,
    /// The names of the failed lints.
    lints: Vec<String>,
}

/// The pairs about which the two judges disagree.
#[derive(Debug, Default)]
struct Disagreements {
    pairs: usize,
    agreed: usize,
    /// The reasons for which rows are excused, with the number of rows.
    excused: Vec<(&'static str, usize)>,
    /// Descriptions of the changed fixtures that only the diff tells as major. Nobody has looked at their edits, which are random, so that none is a
    /// disagreement of its own; mostly they change types, which the lints do not compare.
    unseen: Vec<String>,
    /// Descriptions of all others.
    open: Vec<String>,
    /// Rows of which an excuse was used.
    used: BTreeSet<&'static str>,
}

/// Asks cargo-semver-checks about pairs; returns true if no disagreement is left open.
pub(super) fn judge(program: &Path, folder: &Path, pairs: &[Pair], rows: bool) -> io::Result<bool> {
    is_installed(program)?;
    let mut found = Disagreements::default();
    for batch in pairs.chunks(BATCH) {
        crates::document(folder, batch)?;
        for pair in batch {
            found.add(pair, &opinion(program, folder, pair.number)?);
        }
        anstream::eprintln!("semver: {} pairs, {} agreed so far", found.pairs, found.agreed);
    }
    Ok(found.report(rows))
}

/// Runs the lints on one pair.
fn opinion(program: &Path, folder: &Path, number: usize) -> io::Result<Opinion> {
    let json = |side: &str| folder.join(format!("{side}-docs/p{number}.json"));
    let output = Command::new(program)
        .args(["semver-checks", "--release-type", "patch", "--color", "never", "--baseline-rustdoc"])
        .arg(json("before"))
        .arg("--current-rustdoc")
        .arg(json("after"))
        // Outside of the workspace there is no toolchain file or configuration that it might read.
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", program.display())))?;
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    parse(&stdout, &stderr).ok_or_else(|| io::Error::other(format!("no verdict on pair {number}: {stderr}")))
}

/// Returns the verdict in what the program prints.
fn parse(stdout: &str, stderr: &str) -> Option<Opinion> {
    let (_, summary) = stderr.lines().find_map(|line| line.trim_start().split_once("Summary "))?;
    let level = if summary.contains("new major version") {
        Some(Level::Major)
    } else if summary.contains("new minor version") {
        Some(Level::Minor)
    } else {
        None
    };
    let lints = stdout.lines().filter_map(|line| line.strip_prefix("--- failure ")?.split(':').next());
    Some(Opinion { level, lints: lints.map(str::to_owned).collect() })
}

impl Disagreements {
    fn add(&mut self, pair: &Pair, opinion: &Opinion) {
        self.pairs += 1;
        let is_major = pair.level == Some(Level::Major);
        let excuse = EXCUSES.iter().find(|excuse| is_major && excuse.row == pair.name);
        if agree(pair.level, opinion.level) {
            self.agreed += 1;
        } else if let Some(Excuse { row, reason }) = excuse {
            self.used.insert(row);
            self.count(reason.sentence());
        } else if is_major && !pair.is_row {
            self.unseen.push(pair.describe());
        } else {
            let theirs = opinion.level.map_or("none", Level::word);
            self.open.push(format!(
                "{}\n  cargo-semver-checks: {theirs} ({})",
                pair.describe(),
                opinion.lints.join(", ")
            ));
        }
    }

    fn count(&mut self, reason: &'static str) {
        match self.excused.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, count)) => *count += 1,
            None => self.excused.push((reason, 1)),
        }
    }

    /// Prints what was found; returns true if no disagreement is left open.
    fn report(&mut self, rows: bool) -> bool {
        if rows {
            let stale = EXCUSES.iter().filter(|excuse| !self.used.contains(excuse.row));
            self.open.extend(
                stale.map(|excuse| format!("{}: excused, and the judges agree or there is no such row", excuse.row)),
            );
        }
        for text in &self.open {
            anstream::println!("cargo-semver-checks disagrees: {text}\n");
        }
        for text in &self.unseen {
            anstream::println!("cargo-semver-checks passes over: {text}\n");
        }
        for (reason, count) in &self.excused {
            anstream::println!("{count} excused: {reason}");
        }
        anstream::println!(
            "cargo-semver-checks: {} pairs, {} agreed, {} excused, {} changed fixtures told as major alone, {} open",
            self.pairs,
            self.agreed,
            self.excused.iter().map(|(_, count)| count).sum::<usize>(),
            self.unseen.len(),
            self.open.len()
        );
        self.open.is_empty()
    }
}

/// Returns true if the two levels agree. The lints pass over items that are merely new and over changes without an item.
fn agree(ours: Option<Level>, theirs: Option<Level>) -> bool {
    match theirs {
        Some(theirs) => ours == Some(theirs),
        None => ours != Some(Level::Major),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_is_read_from_the_summary_and_the_failed_lints() {
        let stdout = "\n--- failure struct_missing: pub struct removed or renamed ---\n\nDescription: …\n\
            --- warning type_marked_deprecated: #[deprecated] added ---\n";
        let summary = "     Checked [   0.010s] 254 checks: 252 pass, 1 fail, 1 warn, 0 skip\n\n     Summary ";
        let major = format!("{summary}semver requires new major version: 1 major and 0 minor checks failed\n");
        let minor = format!("{summary}semver requires new minor version: 0 major and 1 minor checks failed\n");
        let none = format!("{summary}no semver update required\n");
        let level = |stderr: &str| parse(stdout, stderr).map(|opinion| opinion.level);
        assert_eq!(parse(stdout, &major).unwrap().lints, ["struct_missing"]);
        assert_eq!(level(&major), Some(Some(Level::Major)));
        assert_eq!(level(&minor), Some(Some(Level::Minor)));
        assert_eq!(level(&none), Some(None));
        assert_eq!(level("error: unsupported rustdoc format v99"), None);
    }

    #[test]
    fn lints_that_pass_contradict_a_major_change_alone() {
        for (ours, theirs, expected) in [
            (Some(Level::Major), Some(Level::Major), true),
            (Some(Level::Minor), Some(Level::Major), false),
            (None, Some(Level::Minor), false),
            (Some(Level::Major), None, false),
            (Some(Level::Minor), None, true),
            (None, None, true),
        ] {
            assert_eq!(agree(ours, theirs), expected, "{ours:?} {theirs:?}");
        }
    }
}
