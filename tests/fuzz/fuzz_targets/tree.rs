//! The fuzzer's bytes are the choices of the mutator: which fixture, which nodes, which edits.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use specsmith_tests::mutate::{Bytes, Depth, Seed, Verdict, fixtures, judge, mutant};

static SEEDS: LazyLock<Vec<Seed>> = LazyLock::new(|| fixtures().expect("the fixtures"));

fuzz_target!(|data: &[u8]| {
    let document = mutant(&SEEDS, &mut Bytes::new(data));
    if let Verdict::Faulty(fault) = judge(&document, Depth::Whole) {
        panic!("{}: {}\n{document:#}", fault.kind, fault.what);
    }
});
