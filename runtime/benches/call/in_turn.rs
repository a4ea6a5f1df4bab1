//! Comparing the sides in turn, round by round.

use std::time::{Duration, Instant};

use super::{SIDES, Side};

/// Calls of each side in a round: short, so that what disturbs one disturbs the other.
const CALLS: u32 = 25;

/// Compares each two sides, or calls only the one with this name.
pub(super) fn compare(rounds: usize, only: Option<&str>) {
    if let Some(name) = only {
        let (_, make) = SIDES.into_iter().find(|(known, _)| *known == name).expect("a side of that name");
        let mut call = make();
        (0..rounds).for_each(|_| call());
        return;
    }
    for pair in SIDES.chunks(2) {
        let (mut ours, mut theirs) = (pair[0].1(), pair[1].1());
        let [mut a, mut b, mut ratios] = [(); 3].map(|()| Vec::with_capacity(rounds));
        for round in 0..rounds {
            // The first call gains or loses by its place, so the sides take turns in that too.
            let (one, other) = if round % 2 == 0 {
                let one = time(&mut ours);
                (one, time(&mut theirs))
            } else {
                let other = time(&mut theirs);
                (time(&mut ours), other)
            };
            ratios.push(one.as_secs_f64() / other.as_secs_f64());
            a.push(one.as_secs_f64() * 1e6);
            b.push(other.as_secs_f64() * 1e6);
        }
        let [(_, ours, _), (_, theirs, _), (low, ratio, high)] = [a, b, ratios].map(quartiles);
        println!("{} {ours:.2} µs, {} {theirs:.2} µs, ratio {ratio:.3} ({low:.3} to {high:.3})", pair[0].0, pair[1].0);
    }
}

/// Returns the mean duration of a call in a round.
fn time(call: &mut Side) -> Duration {
    let begun = Instant::now();
    (0..CALLS).for_each(|_| call());
    begun.elapsed() / CALLS
}

fn quartiles(mut all: Vec<f64>) -> (f64, f64, f64) {
    all.sort_by(f64::total_cmp);
    let at = |part: usize| all[all.len() * part / 4];
    (at(1), at(2), at(3))
}
