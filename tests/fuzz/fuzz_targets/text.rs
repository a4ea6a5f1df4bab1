//! The fuzzer's bytes are the document: what the parsers of YAML and JSON make of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use specsmith_generator::generate;
use specsmith_tests::fixtures::input;

fuzz_target!(|data: &[u8]| {
    // A refusal is an answer; only a panic or a hang is a defect.
    let _ = generate(&input("fuzz", "fuzz.yaml", data.to_vec(), "../runtime"));
});
