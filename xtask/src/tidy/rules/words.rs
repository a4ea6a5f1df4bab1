//! Words that were given up for others. The names in code are checked, and what comments and messages say.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::source::SourceFile;

const RUNTIME: &str = "runtime/";
const GENERATOR: &str = "generator/";

/// A word, what to write instead, and the sources where it was given up: the path that theirs begin with.
const WORDS: &[(&str, &str, &str)] = &[
    ("answer", "response", RUNTIME),
    ("answers", "responses", RUNTIME),
    ("break_cycles", "boxes::insert or cut_endless_types", GENERATOR),
    ("chance", "jitter", RUNTIME),
    ("course", "call_state", RUNTIME),
    ("dress", "apply_headers", RUNTIME),
    ("forest", "sources", GENERATOR),
    ("forge", "generate", ""),
    ("forges", "generates", ""),
    ("gate", "rate_limiter", RUNTIME),
    ("insight", "inspect", RUNTIME),
    ("intake", "body_reader", RUNTIME),
    ("liking", "BoxPreference", GENERATOR),
    ("mend", "repair", ""),
    ("mended", "repaired", ""),
    ("mends", "repairs", ""),
    ("packed", "encoded", RUNTIME),
    ("patience", "retry_policy", RUNTIME),
    ("pointless", "NotRetryable", RUNTIME),
    ("replies", "responses", ""),
    ("reply", "response", RUNTIME),
    ("repetition", "retry", RUNTIME),
    ("repetitions", "retries", RUNTIME),
    ("room", "stage", GENERATOR),
    ("rooms", "stages", GENERATOR),
    ("settle", "resolve", GENERATOR),
    ("settled", "resolved", GENERATOR),
    ("settles", "resolves", GENERATOR),
    ("sheet", "source file", GENERATOR),
    ("sheets", "source files", GENERATOR),
    ("stand_in", "fake_server", ""),
    ("twins", "dedup", GENERATOR),
    ("unpacked", "decoded", RUNTIME),
];

/// The table itself, and its tests.
const TIDY: &str = "xtask/src/tidy/";

pub(super) fn check(file: &SourceFile, complaints: &mut Vec<Complaint>) {
    if file.path.starts_with(TIDY) {
        return;
    }
    let source = file.path.split('/').take(2).collect::<Vec<_>>().join("/");
    for (at, line) in file.text.lines().enumerate() {
        for (word, instead) in words(line).filter_map(|word| banned(word, &file.path)) {
            let found = format!("`{word}` in {}:{}, for which the word is `{instead}`", file.path, at + 1);
            complaints.push(Complaint::new(Rule::Words, &source, 0, found));
        }
    }
}

fn banned(word: &str, path: &str) -> Option<(&'static str, &'static str)> {
    let mut table = WORDS.iter().filter(|(banned, ..)| banned.len() == word.len());
    let (word, instead, source) = table.find(|(banned, ..)| banned.eq_ignore_ascii_case(word))?;
    path.starts_with(source).then_some((*word, *instead))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
