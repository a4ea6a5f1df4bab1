//! The measured figures, and their medians.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::machine::Machine;
use crate::child::Cost;

/// All results of a run.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    /// Machine on which they were measured.
    pub(super) machine: Machine,
    /// True if Specsmith is a debug build, whose times are meaningless.
    pub(super) debug_build: bool,
    /// Number of times that each generator was run on each document.
    pub(super) runs: usize,
    /// Number of times that each output was compiled.
    pub(super) checks: usize,
    /// Results by document.
    pub(super) documents: Vec<Document>,
}

/// Results for one document.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    /// File name.
    pub(super) name: String,
    /// Size in bytes.
    pub(super) bytes: u64,
    /// Results by generator, Specsmith first.
    pub(super) results: Vec<Outcome>,
}

/// Result of one generator for a document.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// Name of the generator.
    pub(super) name: &'static str,
    /// Output of its `--version`.
    pub(super) version: String,
    /// Cost of generation.
    pub(super) generate: Trial,
    /// Size of its output.
    pub(super) output: Option<Output>,
    /// Cost of `cargo check` of the crate alone.
    pub(super) check: Option<Trial>,
}

/// Results of several runs.
#[derive(Debug, Default, Serialize)]
pub(super) struct Trial {
    /// Cost of each run.
    pub(super) samples: Vec<Sample>,
    /// Medians of the runs; `None` if none succeeded.
    pub(super) median: Option<Sample>,
    /// The first line of the error message, if a run failed.
    pub(super) error: Option<String>,
}

/// Cost of a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Sample {
    /// Processor time, in seconds.
    pub(super) cpu_s: f64,
    /// Wall-clock time, in seconds.
    pub(super) wall_s: f64,
    /// Peak memory of one process, in bytes.
    pub(super) peak_bytes: f64,
}

/// Size of an output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Output {
    /// Number of files.
    pub(super) files: usize,
    /// Number of lines of all files.
    pub(super) lines: usize,
    /// Size of all files, in bytes.
    pub(super) bytes: usize,
    /// Number of lines of the Rust files.
    pub(super) rust_lines: usize,
}

impl Trial {
    /// Adds a run. One failure is enough to report an error.
    pub(super) fn add(&mut self, tried: Result<Cost, String>) {
        match tried {
            Ok(cost) => self.samples.push(Sample::from(cost)),
            Err(why) => self.error = self.error.take().or(Some(why)),
        }
        self.median = Sample::median(&self.samples).filter(|_| self.error.is_none());
    }
}

impl Sample {
    /// Returns the median of each figure separately.
    fn median(samples: &[Self]) -> Option<Self> {
        let of = |figure: fn(&Self) -> f64| median(samples.iter().map(figure).collect());
        Some(Self {
            cpu_s: of(|sample| sample.cpu_s)?,
            wall_s: of(|sample| sample.wall_s)?,
            peak_bytes: of(|sample| sample.peak_bytes)?,
        })
    }
}

impl From<Cost> for Sample {
    fn from(Cost { cpu, wall, peak }: Cost) -> Self {
        Self { cpu_s: cpu.as_secs_f64(), wall_s: wall.as_secs_f64(), peak_bytes: peak as f64 }
    }
}

/// Returns the middle value, or the mean of the two middle values.
fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    let upper = *figures.get(figures.len() / 2)?;
    let lower = figures[(figures.len() - 1) / 2];
    Some(lower + (upper - lower) / 2.0)
}

impl Output {
    /// Measures the files in a folder.
    ///
    /// # Errors
    ///
    /// When something in it cannot be read.
    pub(super) fn count(folder: &Path) -> std::io::Result<Self> {
        let mut sum = Self::default();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                let Self { files, lines, bytes, rust_lines } = Self::count(&entry.path())?;
                sum.files += files;
                sum.lines += lines;
                sum.bytes += bytes;
                sum.rust_lines += rust_lines;
                continue;
            }
            let text = fs::read(entry.path())?;
            let lines = text.split_inclusive(|byte| *byte == b'\n').count();
            sum.files += 1;
            sum.lines += lines;
            sum.bytes += text.len();
            sum.rust_lines += if entry.path().extension().is_some_and(|end| end == "rs") { lines } else { 0 };
        }
        Ok(sum)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![2.5]), Some(2.5));
        assert_eq!(median(vec![9.0, 1.0, 3.0]), Some(3.0), "an outlier does not count");
        assert_eq!(median(vec![4.0, 100.0, 1.0, 2.0]), Some(3.0));
    }

    #[test]
    fn each_figure_has_a_median_of_its_own() {
        let cost = |cpu, wall, peak| Cost { cpu: Duration::from_secs(cpu), wall: Duration::from_secs(wall), peak };
        let mut trial = Trial::default();
        for cost in [cost(1, 30, 200), cost(3, 10, 100), cost(2, 20, 300)] {
            trial.add(Ok(cost));
        }
        assert_eq!(trial.median, Some(Sample { cpu_s: 2.0, wall_s: 20.0, peak_bytes: 200.0 }));
    }

    #[test]
    fn one_failure_spoils_the_whole_trial_and_the_first_is_told() {
        let mut trial = Trial::default();
        trial.add(Ok(Cost::default()));
        trial.add(Err("first".to_owned()));
        trial.add(Err("second".to_owned()));
        trial.add(Ok(Cost::default()));
        assert_eq!((trial.median, trial.error.as_deref(), trial.samples.len()), (None, Some("first"), 2));
    }

    #[test]
    fn every_file_counts() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("src")).unwrap();
        fs::write(folder.path().join("src/lib.rs"), "a\nb\nc").unwrap();
        fs::write(folder.path().join("README.md"), "\n\n").unwrap();
        let expected = Output { files: 2, lines: 5, bytes: 7, rust_lines: 3 };
        assert_eq!(Output::count(folder.path()).unwrap(), expected);
    }
}
