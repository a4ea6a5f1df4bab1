//! Starts a child, listens to it, and starts another one behind the mutant that killed it.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Instant;

use super::arguments::Arguments;

/// Mutants of one process.
const BATCH: u64 = 20_000;
/// Mutants between two lines of progress.
const NEWS: u64 = 2_000;
/// Indices that are kept of one defect.
const EXAMPLES: usize = 5;

/// Counts of a run.
#[derive(Debug, Default)]
struct Tally {
    run: u64,
    refused: u64,
    generated: u64,
    typed: u64,
    raw: u64,
    /// Longest processor time of one mutant, in hundredths of a second, and its index.
    worst: (u64, u64),
    /// Defects: how often, and the first indices.
    faults: BTreeMap<String, (u64, Vec<u64>)>,
}

/// Runs everything and prints what was found.
pub(super) fn run(arguments: &Arguments) -> io::Result<ExitCode> {
    let began = Instant::now();
    let mut tally = Tally::default();
    let end = arguments.start + arguments.count;
    let mut next = arguments.start;
    while next < end {
        let mut child = start(arguments, next, BATCH.min(end - next))?;
        next = listen(&mut child, next, &mut tally)?;
    }
    let Tally { run, refused, generated, typed, raw, worst, faults } = tally;
    println!(
        "{run} mutants in {} s: {generated} generated ({typed} operations typed, {raw} raw), {refused} refused",
        began.elapsed().as_secs()
    );
    println!("the slowest took {:.2} s of processor time: mutant {}", worst.0 as f64 / 100.0, worst.1);
    println!("{} defects", faults.values().map(|(count, _)| count).sum::<u64>());
    for (what, (count, examples)) in &faults {
        println!("{count:>6}  {what}\n        for example {examples:?}");
    }
    Ok(ExitCode::from(u8::from(!faults.is_empty())))
}

fn start(arguments: &Arguments, start: u64, count: u64) -> io::Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--child");
    command.args(arguments.folder.iter());
    for (name, number) in [("--seed", arguments.seed), ("--start", start), ("--count", count)] {
        command.arg(name).arg(number.to_string());
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()
}

/// Listens to a child until it ends; gives the index to go on with.
fn listen(child: &mut Child, first: u64, tally: &mut Tally) -> io::Result<u64> {
    let (mut at, mut judged, mut ended) = (first, true, false);
    let Some(stdout) = child.stdout.take() else { return Err(io::Error::other("the child has no output")) };
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "at" => {
                at = rest.parse().unwrap_or(at);
                judged = false;
                tally.run += 1;
                if tally.run.is_multiple_of(NEWS) {
                    eprintln!("{} run, {} generated, {} defects", tally.run, tally.generated, tally.faults.len());
                }
                continue;
            }
            "refused" => tally.refused += 1,
            "generated" => {
                let mut numbers = rest.split(' ').map(|number| number.parse::<u64>().unwrap_or_default());
                tally.generated += 1;
                tally.typed += numbers.next().unwrap_or_default();
                tally.raw += numbers.next().unwrap_or_default();
            }
            "fault" => fault(tally, rest, at),
            "worst" => tally.worst = tally.worst.max((rest.parse().unwrap_or_default(), at)),
            _ => ended = true,
        }
        judged = true;
    }
    let status = child.wait()?;
    if ended {
        return Ok(at + 1);
    }
    if at == first && judged && !status.success() && tally.run == 0 {
        return Err(io::Error::other(format!("the child did not start: {status}")));
    }
    if !judged {
        fault(tally, &format!("crash: {status}"), at);
    }
    Ok(at + 1)
}

fn fault(tally: &mut Tally, what: &str, at: u64) {
    let first = !tally.faults.contains_key(what);
    let (count, examples) = tally.faults.entry(what.to_owned()).or_default();
    *count += 1;
    if examples.len() < EXAMPLES {
        examples.push(at);
    }
    if first {
        eprintln!("mutant {at}: {what}");
    }
}
