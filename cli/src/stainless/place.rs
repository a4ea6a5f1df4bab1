//! Finds the line of a key in YAML text; approximate, for diagnostics.

use specsmith_generator::read::Source;
use specsmith_generator::report::Place;

/// Returns the place of a path of keys: that of the last key that is found.
pub(super) fn of(source: &Source, path: &[&str]) -> Place {
    let (line, column) = (1..=path.len()).rev().find_map(|length| find(source, &path[..length])).unwrap_or((1, 1));
    Place { file: source.name.clone(), line, column }
}

/// Returns line and column of a key.
pub(super) fn find(source: &Source, path: &[&str]) -> Option<(usize, usize)> {
    let text = String::from_utf8_lossy(&source.bytes);
    let mut lines = text.lines().enumerate().peekable();
    let mut found = None;
    let mut above = None;
    for key in path {
        let mut own = None;
        loop {
            let (number, line) = lines.next()?;
            let indent = line.len() - line.trim_start().len();
            let content = line.trim_start();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            if above.is_some_and(|above| indent <= above) {
                return None;
            }
            let depth = *own.get_or_insert(indent);
            if indent == depth && is_key(content, key) {
                above = Some(indent);
                found = Some((number + 1, indent + 1));
                break;
            }
        }
    }
    found
}

fn is_key(content: &str, key: &str) -> bool {
    let after = |start: &str| content.strip_prefix(start).is_some_and(|rest| rest.trim_start().starts_with(':'));
    after(key) || after(&format!("'{key}'")) || after(&format!("\"{key}\""))
}
