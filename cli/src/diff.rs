//! The output of `--check`: a unified diff from the output folder to the generated files.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::diagnostics::plain;
use crate::writer::{Change, Plan};

/// Maximum number of lines that are printed for one file; the rest is counted.
const PER_FILE: usize = 120;
/// Maximum number of lines that are printed for all files.
const IN_ALL: usize = 1500;

const HEAD: Style = Style::new().bold();
const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const HUNK: Style = AnsiColor::Cyan.on_default();

/// Prints the changes of a plan.
pub fn print(out: &mut dyn Write, plan: &Plan) -> io::Result<()> {
    let mut budget = IN_ALL;
    for change in &plan.changes {
        file(out, plan, change, &mut budget)?;
    }
    Ok(())
}

fn file(out: &mut dyn Write, plan: &Plan, change: &Change, budget: &mut usize) -> io::Result<()> {
    let path = plan.root.join(&change.path).display().to_string();
    let nothing = "/dev/null".to_owned();
    let (old_name, new_name, note) = match (&change.old, &change.new) {
        (None, _) => (nothing, path, " (missing)"),
        (Some(_), None) => (path, nothing, " (no longer produced)"),
        (Some(_), Some(_)) => (path.clone(), path, ""),
    };
    writeln!(out, "{HEAD}--- {old_name}\n+++ {new_name}{note}{HEAD:#}")?;
    let lines = lines(change);
    let shown = lines.len().min(PER_FILE).min(*budget);
    *budget -= shown;
    for (style, line) in &lines[..shown] {
        writeln!(out, "{style}{}{style:#}", plain(line.trim_end_matches(['\n', '\r'])))?;
    }
    if shown < lines.len() {
        writeln!(out, "{HUNK}@@ {} more lines @@{HUNK:#}", lines.len() - shown)?;
    }
    Ok(())
}

/// Returns the lines of a file's diff without its two head lines, each with its colour.
fn lines(change: &Change) -> Vec<(Style, String)> {
    let old = change.old.as_deref().map(String::from_utf8_lossy).unwrap_or_default();
    let new = change.new.as_deref().unwrap_or_default();
    let diff = TextDiff::from_lines(old.as_ref(), new);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        lines.push((HUNK, hunk.header().to_string()));
        for change in hunk.iter_changes() {
            let (style, sign) = match change.tag() {
                ChangeTag::Delete => (REMOVED, '-'),
                ChangeTag::Insert => (ADDED, '+'),
                ChangeTag::Equal => (Style::new(), ' '),
            };
            lines.push((style, format!("{sign}{}", change.value())));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use anstream::adapter::strip_str;

    use super::*;

    fn printed(changes: Vec<Change>) -> String {
        let mut out = Vec::new();
        print(&mut out, &Plan::of_changes("generated", changes)).unwrap();
        strip_str(std::str::from_utf8(&out).unwrap()).to_string()
    }

    #[test]
    fn a_changed_file_is_a_unified_diff() {
        let change = Change {
            path: "src/lib.rs".to_owned(),
            old: Some(b"one\ntwo\nthree\n".to_vec()),
            new: Some("one\n2\nthree\n".to_owned()),
        };
        let expected = "--- generated/src/lib.rs\n+++ generated/src/lib.rs\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n";
        assert_eq!(printed(vec![change]), expected);
    }

    #[test]
    fn missing_and_extra_files_say_so() {
        let missing = Change { path: "a.rs".to_owned(), old: None, new: Some("x\n".to_owned()) };
        let extra = Change { path: "b.rs".to_owned(), old: Some(b"y\n".to_vec()), new: None };
        let out = printed(vec![extra, missing]);
        assert!(out.contains("--- generated/b.rs\n+++ /dev/null (no longer produced)\n@@ -1 +0,0 @@\n-y\n"), "{out}");
        assert!(out.contains("--- /dev/null\n+++ generated/a.rs (missing)\n@@ -0,0 +1 @@\n+x\n"), "{out}");
    }

    #[test]
    fn a_long_diff_is_cut_and_counted() {
        let new = "line\n".repeat(PER_FILE + 10);
        let out = printed(vec![Change { path: "a.rs".to_owned(), old: None, new: Some(new) }]);
        assert!(out.ends_with("@@ 11 more lines @@\n"), "{out}");
        let long = |n| Change { path: format!("{n}.rs"), old: None, new: Some("line\n".repeat(200)) };
        assert!(printed((0..20).map(long).collect()).lines().count() <= IN_ALL + 20 * 3);
    }
}
