//! The state of a call: which attempt it is at, how much time is left, and whether another one follows. Decisions only: no clock is
//! read but the one given, and nothing is sent or waited for.

use std::time::Duration;

use crate::config::Config;
use crate::config::retry_budget::Cost;
use crate::error::retries::{Record, Retry, RetryStop};
use crate::http::instant::Instant;
use crate::operation::retry::RetryPolicy;
use crate::request::assemble::Prepared;
use crate::request::call::Call;
use crate::send::outcome::{Arrived, AttemptLimit, Failed, Progress};
use crate::send::retry::{self, Verdict};

/// The state of a call.
pub(crate) struct CallState {
    started: Instant,
    deadline: Option<Duration>,
    attempt_limit: Option<Duration>,
    max_retries: u32,
    record: Record,
    paid: Option<Cost>,
}

impl CallState {
    #[inline]
    pub(crate) fn new(call: &Call) -> Self {
        let config = call.session.config();
        Self {
            started: config.clock.now(),
            deadline: call.parts.deadline.unwrap_or(config.deadline),
            attempt_limit: call.parts.timeout.unwrap_or(config.timeout),
            max_retries: call.parts.max_retries.unwrap_or(config.max_retries),
            record: Record::default(),
            paid: None,
        }
    }

    /// Returns the number of retries so far: attempts after the first.
    #[inline]
    pub(crate) fn retries(&self) -> u32 {
        self.record.count()
    }

    #[inline]
    pub(crate) fn elapsed(&self, config: &Config) -> Duration {
        config.clock.now().saturating_duration_since(self.started)
    }

    /// Returns the time limit of the next attempt.
    #[inline]
    pub(crate) fn limit(&self, config: &Config) -> Option<AttemptLimit> {
        let attempt = self.attempt_limit.map(AttemptLimit::Attempt);
        let Some(whole) = self.deadline else { return attempt };
        let left = whole.saturating_sub(self.elapsed(config));
        match self.attempt_limit {
            Some(limit) if limit < left => attempt,
            _ => Some(AttemptLimit::Deadline { left, whole }),
        }
    }

    /// Returns true if the call can wait this long without passing its deadline.
    pub(crate) fn may_wait(&self, pause: Duration, config: &Config) -> bool {
        self.deadline.is_none_or(|whole| self.elapsed(config).saturating_add(pause) < whole)
    }

    /// Decides what follows an attempt: returns the pause before the next one, or `None` if it was the last.
    #[inline]
    pub(crate) fn after(
        &mut self,
        outcome: &Result<Arrived, Failed>,
        progress: &Progress,
        (call, prepared): (&Call, &Prepared),
    ) -> Option<Duration> {
        let config = call.session.config();
        if let Ok(Arrived { success: true, .. }) = outcome {
            config.budget.reward(self.paid);
            return None;
        }
        let step = match self.verdict(outcome, config) {
            Verdict::Final(stop) => Err(stop),
            Verdict::Again { reason, pause, cost, unapplied } => RetryPolicy::of(call)
                .allows(call, prepared, unapplied && !progress.may_be_applied())
                .and_then(|()| self.affordable(prepared, pause, cost, config))
                .map(|()| (Retry { reason, pause }, cost)),
        };
        match step {
            Ok((retry, cost)) => {
                self.paid = Some(cost);
                self.record.add(retry);
                Some(retry.pause)
            }
            Err(stop) => {
                self.record.stop = Some(stop);
                None
            }
        }
    }

    /// Returns the verdict on an attempt that did not succeed.
    fn verdict(&self, outcome: &Result<Arrived, Failed>, config: &Config) -> Verdict {
        match outcome {
            Ok(arrived) => {
                retry::after_status(arrived.head.status, &arrived.head.headers, self.retries(), &*config.clock)
            }
            Err(failed) => retry::on_failure(failed, self.retries(), &*config.clock),
        }
    }

    /// Checks that the call's limits, its body and the budget allow another attempt.
    fn affordable(&self, prepared: &Prepared, pause: Duration, cost: Cost, config: &Config) -> Result<(), RetryStop> {
        if self.retries() >= self.max_retries {
            return Err(RetryStop::Exhausted);
        }
        if !prepared.body.can_be_sent() {
            return Err(RetryStop::BodyGone);
        }
        if !self.may_wait(pause, config) {
            return Err(RetryStop::Deadline);
        }
        if config.budget.pay(cost) { Ok(()) } else { Err(RetryStop::Budget) }
    }

    #[inline]
    pub(crate) fn take_record(&mut self) -> Record {
        std::mem::take(&mut self.record)
    }
}
