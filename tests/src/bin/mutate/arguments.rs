//! The command line: few enough words to read them by hand.

use std::path::PathBuf;

/// Task of a run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    /// Run mutants in child processes.
    Run,
    /// Be such a child.
    Child,
    /// Print a mutant.
    Show(u64),
    /// Print the part of a mutant that shows its defect.
    Shrink(u64),
    /// Write the crates of some mutants.
    Keep(usize),
}

/// All arguments.
#[derive(Debug)]
pub(super) struct Arguments {
    pub(super) task: Task,
    /// Folder of documents.
    pub(super) folder: Option<PathBuf>,
    /// Number of mutants.
    pub(super) count: u64,
    /// The number that decides them.
    pub(super) seed: u64,
    /// The first index.
    pub(super) start: u64,
    /// Folder for crates.
    pub(super) out: PathBuf,
}

impl Arguments {
    /// Reads the words.
    pub(super) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut all = Self {
            task: Task::Run,
            folder: None,
            count: 10_000,
            seed: 1,
            start: 0,
            out: PathBuf::from("target/mutants"),
        };
        while let Some(word) = words.next() {
            match word.as_str() {
                "--child" => all.task = Task::Child,
                "--show" => all.task = Task::Show(number(&word, words.next())?),
                "--shrink" => all.task = Task::Shrink(number(&word, words.next())?),
                "--keep" => all.task = Task::Keep(number(&word, words.next())? as usize),
                "--count" => all.count = number(&word, words.next())?,
                "--seed" => all.seed = number(&word, words.next())?,
                "--start" => all.start = number(&word, words.next())?,
                "--out" => all.out = words.next().ok_or("`--out` needs a folder")?.into(),
                other if other.starts_with('-') => {
                    return Err(format!("`{other}` is not known; see the head of this program"));
                }
                folder => all.folder = Some(folder.into()),
            }
        }
        Ok(all)
    }
}

fn number(word: &str, text: Option<String>) -> Result<u64, String> {
    text.and_then(|text| text.parse().ok()).ok_or_else(|| format!("`{word}` needs a number"))
}
