//! Options of a WebSocket: its limits, its pings, and the policy for opening it again.

use std::time::Duration;

/// Policy for reconnecting a broken connection.
///
/// ```
/// use std::time::Duration;
/// use specsmith_runtime::websocket::Reconnect;
///
/// let policy = Reconnect::up_to(5).pauses(Duration::from_millis(200), Duration::from_secs(10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconnect {
    attempts: u32,
    first: Duration,
    longest: Duration,
}

impl Reconnect {
    /// Does not reconnect; the default.
    pub fn never() -> Self {
        Self::up_to(0)
    }

    /// Reconnects, with at most this many attempts until something is received.
    pub fn up_to(attempts: u32) -> Self {
        Self { attempts, first: Duration::from_millis(500), longest: Duration::from_secs(8) }
    }

    /// Sets the pause before the first attempt and the longest pause: 0.5 s and 8 s, unless set. Each pause is twice as long as the one before, less a random
    /// part of up to a quarter.
    #[must_use]
    pub fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }

    /// Returns the pause before an attempt, by the number of those before it; none when there are no more.
    pub(crate) fn pause(&self, before: u32, jitter: f64) -> Option<Duration> {
        if before >= self.attempts {
            return None;
        }
        let pause = self.first.saturating_mul(2_u32.saturating_pow(before)).min(self.longest);
        Some(pause.mul_f64(1.0 - 0.25 * jitter.clamp(0.0, 1.0)))
    }
}

/// The options of a WebSocket.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) reconnect: Reconnect,
    pub(crate) ping_every: Option<Duration>,
    pub(crate) max_message_bytes: Option<usize>,
    pub(crate) protocols: Vec<String>,
    /// Messages that are sent whenever a connection was made.
    pub(crate) greetings: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            reconnect: Reconnect::never(),
            ping_every: None,
            max_message_bytes: None,
            protocols: Vec::new(),
            greetings: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let policy = Reconnect::up_to(4).pauses(Duration::from_secs(1), Duration::from_secs(3));
        let pauses: Vec<_> = (0..5).map(|before| policy.pause(before, 0.0).map(|pause| pause.as_secs())).collect();
        assert_eq!(pauses, [Some(1), Some(2), Some(3), Some(3), None]);
        assert_eq!(policy.pause(0, 1.0), Some(Duration::from_millis(750)));
        assert_eq!(Reconnect::never().pause(0, 0.0), None);
    }
}
