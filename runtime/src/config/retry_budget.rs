//! Retry budget: a client that exceeds it stops retrying, so that it does not add load to an API in trouble.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Budget for the retries of all calls of a client together: a token bucket.
///
/// It starts full. A retry after a response costs 5 tokens, one after no response 10, and one after a pause that the API asked for 1.
/// A successful call returns the cost of its last retry, or one token if it needed none. If the bucket has too few tokens, the call
/// fails with the outcome of its last attempt, and [`Error::not_retried_because`](crate::Error::not_retried_because) returns
/// [`RetryStop::Budget`](crate::RetryStop::Budget).
///
/// Clones share the budget, as do a client's clones and the clients derived from it.
#[derive(Clone, Debug)]
pub struct RetryBudget {
    bucket: Option<Arc<Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    capacity: u32,
    tokens: AtomicU32,
}

/// Cost of a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// After a response with a time to wait.
    Named = 1,
    /// After a response.
    Answered = 5,
    /// After no response.
    Silent = 10,
}

impl RetryBudget {
    /// Makes a budget of this many tokens. A client has 500, unless set.
    pub fn new(tokens: u32) -> Self {
        Self { bucket: Some(Arc::new(Bucket { capacity: tokens, tokens: AtomicU32::new(tokens) })) }
    }

    /// Makes a budget without a limit.
    pub fn unlimited() -> Self {
        Self { bucket: None }
    }

    /// Returns the number of tokens left; `None` without a limit.
    pub fn left(&self) -> Option<u32> {
        self.bucket.as_ref().map(|bucket| bucket.tokens.load(Ordering::Relaxed))
    }

    /// Takes what a retry costs; false when there is not enough, and nothing was taken.
    pub(crate) fn pay(&self, cost: Cost) -> bool {
        let Some(bucket) = &self.bucket else { return true };
        let take = |tokens: u32| tokens.checked_sub(cost as u32);
        bucket.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Puts back what the last retry of a success cost, or a token for one without.
    #[inline]
    pub(crate) fn reward(&self, last: Option<Cost>) {
        let Some(bucket) = &self.bucket else { return };
        // A full bucket, which is the usual state, is only read.
        let give = last.map_or(1, |cost| cost as u32);
        let put = |tokens: u32| (tokens < bucket.capacity).then(|| tokens.saturating_add(give).min(bucket.capacity));
        let _ = bucket.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, put);
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(500)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_paid_for_and_successes_rewarded() {
        let budget = RetryBudget::new(12);
        assert!(budget.pay(Cost::Silent));
        assert!(!budget.pay(Cost::Answered), "2 tokens are not enough for 5");
        assert_eq!(budget.left(), Some(2));
        assert!(budget.pay(Cost::Named));
        budget.reward(None);
        budget.reward(Some(Cost::Answered));
        assert_eq!(budget.left(), Some(7));
        budget.reward(Some(Cost::Silent));
        assert_eq!(budget.left(), Some(12), "never more than it holds");
        let unlimited = RetryBudget::unlimited();
        assert!((0..10_000).all(|_| unlimited.pay(Cost::Silent)));
    }
}
