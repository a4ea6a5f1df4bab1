//! Documents that nobody wrote: nodes of sound ones dropped, duplicated, swapped, retyped, renamed, grafted.
//!
//! A mutant is decided by the seeds, one number, and its index: whoever has these three has the mutant again. [`judge()`] says what the
//! generator makes of it. The suite runs a few, the program `mutate` and the fuzz target as many as there is time for.

mod clash;
mod dice;
mod edit;
mod judge;
mod seeds;
mod shrink;
mod stock;
mod tree;

use serde_json::Value;

pub use clash::clashes;
pub use dice::{Bytes, Dice, Random};
pub use judge::{Depth, Fault, Verdict, generate, hush, judge};
pub use seeds::{Seed, fixtures, slices};
pub use shrink::shrink;

/// Most edits of one mutant: more of them only make it refused.
const MOST_EDITS: usize = 5;

/// One mutant of one of the seeds.
///
/// # Panics
/// When there is no seed.
pub fn mutant(seeds: &[Seed], dice: &mut dyn Dice) -> Value {
    let mut document = seeds[dice.roll(seeds.len())].document.clone();
    for _ in 0..=dice.roll(MOST_EDITS) {
        edit::edit(&mut document, seeds, dice);
    }
    document
}

/// The mutant of an index: the same for the same seeds and number.
pub fn mutant_at(seeds: &[Seed], number: u64, index: u64) -> Value {
    mutant(seeds, &mut Random::new(number, index))
}
