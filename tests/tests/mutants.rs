//! Mutants of the fixtures through the generator: no panic, no hang, no output that does not parse, no name twice.
//!
//! A few, always the same. `cargo run --release -p specsmith-tests --bin mutate` runs as many as there is time for.

use std::process::Command;

use specsmith_tests::mutate::{Depth, Verdict, fixtures, hush, judge, mutant_at, shrink};

/// Number of mutants in this test.
const COUNT: u64 = 150;

#[test]
fn mutants_are_generated_or_refused() {
    let seeds = fixtures().expect("the fixtures");
    hush();
    let mut generated = 0;
    for index in 0..COUNT {
        let document = mutant_at(&seeds, 1, index);
        match judge(&document, Depth::Whole) {
            Verdict::Refused => {}
            Verdict::Generated { .. } => generated += 1,
            Verdict::Faulty(fault) => {
                let same = |smaller: &_| matches!(judge(smaller, Depth::Whole), Verdict::Faulty(other) if other.kind == fault.kind);
                let small = shrink(&document, 1_000, same);
                // The hook is silent; the test's own failure must not be.
                let _hook = std::panic::take_hook();
                panic!("mutant {index}: {}: {}\n{small:#}", fault.kind, fault.what);
            }
        }
    }
    let _hook = std::panic::take_hook();
    assert!(generated > COUNT / 2, "most mutants should get through the reader: {generated} of {COUNT} did");
}

#[test]
fn a_mutant_is_the_same_every_time() {
    let seeds = fixtures().expect("the fixtures");
    let run = || (0..50).map(|index| mutant_at(&seeds, 7, index).to_string()).collect::<Vec<_>>();
    let first = run();
    assert_eq!(first, run());
    let distinct: std::collections::BTreeSet<&String> = first.iter().collect();
    assert!(distinct.len() > 45, "{} distinct", distinct.len());
}

#[test]
fn the_long_run_counts_what_it_ran() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_mutate")).args(["--count", "25", "--seed", "3"]).output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with("25 mutants in ") && text.contains("\n0 defects\n"), "{text}");
    assert!(output.status.success());
    let refused = Command::new(env!("CARGO_BIN_EXE_mutate")).arg("--coutn").output().expect("it runs");
    assert_eq!(refused.status.code(), Some(2));
}
