//! Insertion of an entry into a changelog: Markdown written by hand, with headings of both forms and line ends of both kinds.

/// A heading of a changelog: its offset, and its text.
struct Heading<'t> {
    start: usize,
    level: usize,
    text: &'t str,
}

/// Returns the changelog with the entry of a version first, or in place of the version's existing entry.
pub(super) fn inserted(text: &str, version: &str, entry: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let entry = entry.trim_end().replace("\r\n", "\n").replace('\n', end);
    let headings: Vec<Heading<'_>> = headings(text).into_iter().filter(|heading| heading.level <= 2).collect();
    let is_entry = |heading: &Heading<'_>| heading.level == 2 && !is_unreleased(heading.text);
    let own = headings.iter().position(|heading| heading.level == 2 && is_of(heading.text, version));
    let (start, rest) = match own {
        // Headings of the first level end an entry as well.
        Some(at) => (headings[at].start, headings.get(at + 1).map_or(text.len(), |next| next.start)),
        None => {
            let first = headings.iter().find(|heading| is_entry(heading)).map_or(text.len(), |heading| heading.start);
            (first, first)
        }
    };
    let (head, tail) = (text[..start].trim_end(), &text[rest..]);
    let mut out = head.to_owned();
    if !head.is_empty() {
        out.push_str(end);
        out.push_str(end);
    }
    out.push_str(&entry);
    out.push_str(end);
    if !tail.is_empty() {
        out.push_str(end);
        out.push_str(tail);
    }
    out
}

/// Returns true for the heading of unreleased changes; an entry is inserted after it.
fn is_unreleased(text: &str) -> bool {
    text.trim_matches(['[', ']']).eq_ignore_ascii_case("unreleased")
}

/// Returns true for the heading of a version: `1.2.0`, `v1.2.0`, `[1.2.0] - 2026-01-01`.
fn is_of(text: &str, version: &str) -> bool {
    let text = text.trim_start_matches('[').trim_start_matches('v');
    let Some(rest) = text.strip_prefix(version) else { return false };
    !rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '.' | '-' | '+'))
}

/// Returns the headings of a text (CommonMark 0.31, sections 4.2 and 4.3), except in code blocks.
fn headings(text: &str) -> Vec<Heading<'_>> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    // The line before, if it can be the text of a heading.
    let mut above: Option<(usize, &str)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (at, shown) = (start, line.trim_end());
        start += line.len();
        let inner = shown.trim_start_matches(' ');
        let is_indented = shown.len() - inner.len() > 3 || inner.starts_with('\t');
        let mark = ["```", "~~~"].into_iter().find(|mark| inner.starts_with(mark) && !is_indented);
        if let Some(mark) = mark.filter(|mark| fence.is_none_or(|open| open == *mark)) {
            fence = if fence.is_some() { None } else { Some(mark) };
            above = None;
        } else if fence.is_some() || is_indented {
            above = None;
        } else if let Some(level) = atx(inner) {
            let text = inner[level..].trim().trim_end_matches('#').trim_end();
            found.push(Heading { start: at, level, text });
            above = None;
        } else if let (Some(level), Some((at, text))) = (underline(inner), above) {
            found.push(Heading { start: at, level, text });
            above = None;
        } else {
            above = (!inner.is_empty() && above.is_none() && !inner.starts_with(['-', '*', '+', '>', '|']))
                .then_some((at, inner));
        }
    }
    found
}

/// Returns the level of `## Heading`.
fn atx(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let is_closed = line.len() == level || line[level..].starts_with([' ', '\t']);
    ((1..=6).contains(&level) && is_closed).then_some(level)
}

/// Returns the level of the line below a setext heading: `===` or `---`.
fn underline(line: &str) -> Option<usize> {
    let is_all = |mark: char| !line.is_empty() && line.chars().all(|char| char == mark);
    if is_all('=') {
        Some(1)
    } else if is_all('-') {
        Some(2)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "## 1.1.0\n\n- b\n";

    #[test]
    fn the_newest_entry_comes_first() {
        for (before, after) in [
            ("# Changelog\n", "# Changelog\n\n## 1.1.0\n\n- b\n"),
            ("## 1.0.0\n", "## 1.1.0\n\n- b\n\n## 1.0.0\n"),
            ("# Changelog\n\n## 1.0.0\n\na\n", "# Changelog\n\n## 1.1.0\n\n- b\n\n## 1.0.0\n\na\n"),
            ("", "## 1.1.0\n\n- b\n"),
            // Both forms of headings.
            (
                "Changelog\n=========\n\n1.0.0\n-----\n\na\n",
                "Changelog\n=========\n\n## 1.1.0\n\n- b\n\n1.0.0\n-----\n\na\n",
            ),
            // Unreleased changes stay on top.
            (
                "# C\n\n## [Unreleased]\n\n- x\n\n## [1.0.0]\n",
                "# C\n\n## [Unreleased]\n\n- x\n\n## 1.1.0\n\n- b\n\n## [1.0.0]\n",
            ),
            // A heading in a block of code is none.
            ("# C\n\n```\n## no\n```\n\n## 1.0.0\n", "# C\n\n```\n## no\n```\n\n## 1.1.0\n\n- b\n\n## 1.0.0\n"),
            // A rule after a paragraph of several lines, and one after a list.
            ("# C\n\n- a\n---\n\n## 1.0.0\n", "# C\n\n- a\n---\n\n## 1.1.0\n\n- b\n\n## 1.0.0\n"),
        ] {
            assert_eq!(inserted(before, "1.1.0", ENTRY), after, "{before:?}");
        }
    }

    #[test]
    fn line_ends_stay_as_they_are() {
        let after = inserted("# C\r\n\r\n## 1.0.0\r\n", "1.1.0", ENTRY);
        assert_eq!(after, "# C\r\n\r\n## 1.1.0\r\n\r\n- b\r\n\r\n## 1.0.0\r\n");
    }

    #[test]
    fn an_entry_that_is_there_is_replaced() {
        for old in ["## 1.1.0\n\nold\n", "## [1.1.0] - 2026-01-01\n\n### Added\n\n- old\n", "v1.1.0\n------\n\nold\n"] {
            let text = format!("# C\n\n{old}\n## 1.0.0\n");
            assert_eq!(inserted(&text, "1.1.0", ENTRY), "# C\n\n## 1.1.0\n\n- b\n\n## 1.0.0\n", "{old:?}");
        }
        let longer = inserted("## 1.1.0-rc.1\n\n## 1.1.01\n", "1.1.0", ENTRY);
        assert!(longer.contains("1.1.0-rc.1") && longer.contains("1.1.01"), "other versions: {longer}");
    }

    #[test]
    fn doing_it_twice_changes_nothing() {
        let heads = ["", "# C\n\n", "C\n=\n\n", "intro\n", "# C\n\n## Unreleased\n\n"];
        let entries =
            ["", "## 1.0.0\n\n- a\n", "1.0.0\n---\n\na\n\n---\n\nb\n", "## v1.1.0\n\nold\n\n## 1.0.0\n", "# Other\n"];
        for (head, entry) in heads.iter().flat_map(|head| entries.map(|entry| (head, entry))) {
            for text in [format!("{head}{entry}"), format!("{head}{entry}").replace('\n', "\r\n")] {
                let once = inserted(&text, "1.1.0", ENTRY);
                assert_eq!(inserted(&once, "1.1.0", ENTRY), once, "{text:?}");
            }
        }
    }
}
