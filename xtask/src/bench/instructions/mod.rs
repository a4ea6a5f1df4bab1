//! Instructions that the processor is given for a few pieces of work: the figure that another load on the machine does not change.
//!
//! `valgrind --tool=callgrind` counts those of a whole process, all its threads. Each piece of work is a command line of a benchmark, `weigh … TIMES`:
//! what one time takes is the difference of doing it once and not at all, so that starting and making ready do not count.

mod count;
mod kept;
mod programs;

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anstyle::{AnsiColor, Style};

use crate::columns;
use crate::progress::Progress;
use crate::refuse::refuse;
use count::Count;
use kept::Kept;

/// Minimum relative change that is reported, in either direction. Hash maps with random seeds change a count by far less.
const NOTABLE: f64 = 0.05;

const HEAD: Style = Style::new().bold();
const WORSE: Style = AnsiColor::Red.on_default().bold();
const BETTER: Style = AnsiColor::Green.on_default().bold();

/// A workload.
struct Work {
    /// Name under which its counts are stored.
    name: &'static str,
    /// The benchmark that runs it.
    bench: Bench,
    /// Its arguments between `weigh` and the number of repetitions.
    words: &'static [&'static str],
}

/// A benchmark program with workloads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bench {
    /// `generator/benches/stages`.
    Stages,
    /// `runtime/model/benches/model`.
    Model,
}

const WORKS: [Work; 8] = [
    Work { name: "generate-own", bench: Bench::Stages, words: &["own", "0"] },
    Work { name: "generate-large", bench: Bench::Stages, words: &["large", "0"] },
    Work { name: "generate-one-copy", bench: Bench::Stages, words: &["own", "1"] },
    Work { name: "generate-ten-copies", bench: Bench::Stages, words: &["own", "10"] },
    Work { name: "decode-page", bench: Bench::Model, words: &["decode-page"] },
    Work { name: "encode-page", bench: Bench::Model, words: &["encode-page"] },
    Work { name: "decode-union", bench: Bench::Model, words: &["decode-union"] },
    Work { name: "encode-union", bench: Bench::Model, words: &["encode-union"] },
];

/// Counts instructions, prints the changes, and stores the counts if `keep` is true.
pub(super) fn run(keep: bool) -> ExitCode {
    let version = match super::machine::said("valgrind", &["--version"]) {
        Some(version) => version,
        None => {
            anstream::eprintln!("skipped: instructions are counted by valgrind, which is not installed here");
            return ExitCode::SUCCESS;
        }
    };
    let done = count().and_then(|counts| {
        let rustc = super::machine::said("rustc", &["--version"]).unwrap_or_default();
        let tools = kept::Tools { rustc, valgrind: version };
        // A reader that went away (`| head`) has seen enough.
        let _ = print(&mut anstream::stdout().lock(), &counts, &Kept::read().tools, &tools);
        if keep { Kept::of(tools, &counts).write() } else { Ok(()) }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => refuse(&message),
    }
}

fn count() -> Result<Vec<Count>, String> {
    let kept = Kept::read();
    let progress = Progress::start("building the benchmarks");
    progress.step("building the benchmarks");
    let (stages, model) = (programs::stages()?, programs::model()?);
    let mut counts = Vec::new();
    for Work { name, bench, words } in WORKS {
        progress.step(format!("counting the instructions of {name}"));
        let program = if bench == Bench::Stages { &stages } else { &model };
        let idle = instructions(program, words, "0")?;
        let now = instructions(program, words, "1")?.saturating_sub(idle);
        counts.push(Count { name: name.to_owned(), now, kept: kept.counts.get(name).copied() });
    }
    Ok(counts)
}

/// Returns the instructions of one whole process.
fn instructions(program: &Path, words: &[&str], times: &str) -> Result<u64, String> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    let output = valgrind.arg("weigh").args(words).arg(times).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("valgrind cannot be run: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    match collected(&said).filter(|_| output.status.success()) {
        Some(count) => Ok(count),
        None => Err(format!("`weigh {} {times}` failed: {}", words.join(" "), said.lines().last().unwrap_or_default())),
    }
}

/// Returns the number in `==1234== Collected : 5678`.
fn collected(said: &str) -> Option<u64> {
    said.lines().find_map(|line| line.split_once("Collected : "))?.1.trim().parse().ok()
}

fn print(out: &mut dyn Write, counts: &[Count], before: &kept::Tools, tools: &kept::Tools) -> io::Result<()> {
    let mut lines = vec![["instructions", "now", "kept", "change"].map(str::to_owned).to_vec()];
    lines.extend(counts.iter().map(|count| {
        let kept = count.kept.map_or("-".to_owned(), |kept| kept.to_string());
        let change = count.change().map_or("-".to_owned(), |change| format!("{:+.2} %", change * 100.0));
        vec![count.name.clone(), count.now.to_string(), kept, change]
    }));
    for (index, line) in columns::align(&lines, 1).iter().enumerate() {
        let style = match index.checked_sub(1).and_then(|index| counts.get(index)).map(|count| count.change()) {
            None => HEAD,
            Some(Some(change)) if change > NOTABLE => WORSE,
            Some(Some(change)) if change < -NOTABLE => BETTER,
            Some(_) => Style::new(),
        };
        writeln!(out, "{style}{line}{style:#}")?;
    }
    if let Some(ratio) = growth(counts) {
        writeln!(out, "ten renamed copies take {ratio:.2} times what one takes")?;
    }
    let worse: Vec<&str> = counts
        .iter()
        .filter(|count| count.change().is_some_and(|change| change > NOTABLE))
        .map(|count| &*count.name)
        .collect();
    if !worse.is_empty() {
        writeln!(out, "{WORSE}more than {:.0} % more instructions: {}{WORSE:#}", NOTABLE * 100.0, worse.join(", "))?;
    }
    if before != tools && counts.iter().any(|count| count.kept.is_some()) {
        writeln!(out, "kept with {before}, counted with {tools}")?;
    }
    Ok(())
}

/// Returns the count for ten copies divided by that for one.
fn growth(counts: &[Count]) -> Option<f64> {
    let of = |name| counts.iter().find(|count| count.name == name).map(|count| count.now as f64);
    of("generate-one-copy").filter(|one| *one > 0.0).zip(of("generate-ten-copies")).map(|(one, ten)| ten / one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(name: &str, now: u64, kept: impl Into<Option<u64>>) -> Count {
        Count { name: name.to_owned(), now, kept: kept.into() }
    }

    fn printed(counts: &[Count], before: &kept::Tools, tools: &kept::Tools) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        print(&mut out, counts, before, tools).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn the_count_is_found_in_what_valgrind_says() {
        let said = "==7== Callgrind\n==7== Events    : Ir\n==7== Collected : 20719841\n==7== \n";
        assert_eq!(collected(said), Some(20_719_841));
        assert_eq!(collected("==7== Collected nothing"), None);
    }

    #[test]
    fn changes_are_shown_and_large_ones_pointed_out() {
        let tools = kept::Tools { rustc: "rustc 1".to_owned(), valgrind: "valgrind 3".to_owned() };
        let counts = [
            count("generate-one-copy", 1000, 990),
            count("generate-ten-copies", 10_400, 9800),
            count("decode-page", 90, 100),
            count("new", 5, None),
        ];
        insta::assert_snapshot!(printed(&counts, &tools, &tools), @r"
        instructions           now  kept    change
        generate-one-copy     1000   990   +1.01 %
        generate-ten-copies  10400  9800   +6.12 %
        decode-page             90   100  -10.00 %
        new                      5     -         -
        ten renamed copies take 10.40 times what one takes
        more than 5 % more instructions: generate-ten-copies
        ");
    }

    #[test]
    fn other_tools_are_named() {
        let tools = |rustc: &str| kept::Tools { rustc: rustc.to_owned(), valgrind: "valgrind 3".to_owned() };
        let text = printed(&[count("a", 1, 1)], &tools("rustc 1"), &tools("rustc 2"));
        assert!(text.contains("kept with rustc 1, valgrind 3, counted with rustc 2, valgrind 3"), "{text}");
    }

    #[test]
    fn each_piece_of_work_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<&str> = WORKS.iter().map(|work| work.name).collect();
        assert_eq!(names.len(), WORKS.len());
    }
}
