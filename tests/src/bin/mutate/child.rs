//! The process that runs mutants, and tells its parent on standard output what it is at.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use std::{fs, thread};

use specsmith_tests::mutate::{Depth, Seed, Verdict, hush, judge, mutant_at};

use super::arguments::Arguments;

/// Longest a mutant may take, in hundredths of a second of processor time: other work on the machine does not count.
const LIMIT: u64 = 2_000;
/// Most memory a process may have, in pages of 4 KiB: 3 GiB.
const PAGES: u64 = 786_432;
/// One mutant in so many is looked at closely.
const CLOSELY: u64 = 8;

/// Start of the mutant being run, in hundredths of a second of processor time.
static BEGAN: AtomicU64 = AtomicU64::new(0);

/// Runs the mutants from `--start` on.
pub(super) fn run(arguments: &Arguments, seeds: &[Seed]) -> ExitCode {
    hush();
    BEGAN.store(used(), Ordering::Relaxed);
    thread::spawn(watch);
    let mut worst = 0;
    for index in arguments.start..arguments.start + arguments.count {
        println!("at {index}");
        let began = used();
        BEGAN.store(began, Ordering::Relaxed);
        let depth = if index.is_multiple_of(CLOSELY) { Depth::Whole } else { Depth::Quick };
        match judge(&mutant_at(seeds, arguments.seed, index), depth) {
            Verdict::Refused => println!("refused"),
            Verdict::Generated { typed, raw } => println!("generated {typed} {raw}"),
            Verdict::Faulty(fault) => println!("fault {}: {}", fault.kind, fault.what.replace('\n', " ")),
        }
        let took = used().saturating_sub(began);
        if took > worst {
            worst = took;
            println!("worst {took}");
        }
    }
    println!("end");
    ExitCode::SUCCESS
}

/// Stops the process when a mutant takes too long or too much.
fn watch() {
    loop {
        thread::sleep(Duration::from_millis(200));
        if used().saturating_sub(BEGAN.load(Ordering::Relaxed)) > LIMIT {
            println!("fault hang: more than {} s", LIMIT / 100);
            std::process::exit(3);
        }
        if statistic("/proc/self/statm", 1) > PAGES {
            println!("fault memory: more than {} MiB", PAGES / 256);
            std::process::exit(3);
        }
    }
}

/// Processor time of this process in hundredths of a second; 0 where the system does not tell.
fn used() -> u64 {
    // The second field is the program's name in parentheses; ours has no blank.
    statistic("/proc/self/stat", 13)
}

fn statistic(path: &str, field: usize) -> u64 {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.split_whitespace().nth(field).and_then(|number| number.parse().ok()).unwrap_or_default()
}
