//! Seconds since 1970.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::fault::Fault;
use crate::lenient;
use crate::node::Node;
use crate::scalars::clock::DateTime;
use crate::traits::FieldVisitor;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

/// A time as the number of seconds since 1970-01-01T00:00:00Z, as a JSON number.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnixTime(Seconds);

#[derive(Clone, Copy)]
enum Seconds {
    Whole(i64),
    Part(f64),
}

impl PartialEq for Seconds {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

// No text or time makes a part that is no number.
impl Eq for Seconds {}

impl PartialOrd for Seconds {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Seconds {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => one.cmp(other),
            (Self::Part(one), Self::Part(other)) => (one + 0.0).total_cmp(&(other + 0.0)),
            (one, other) => {
                let ((one, part), (other, other_part)) = (one.split(), other.split());
                one.cmp(&other).then_with(|| part.total_cmp(&other_part))
            }
        }
    }
}

impl Hash for Seconds {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (whole, part) = self.split();
        (whole, part.to_bits()).hash(state);
    }
}

impl Seconds {
    /// Returns the whole seconds and the rest. A float's whole seconds are exact as an integer; a float beyond those is larger than all whole seconds.
    fn split(self) -> (i128, f64) {
        match self {
            Self::Whole(seconds) => (i128::from(seconds), 0.0),
            Self::Part(seconds) => (seconds.floor() as i128, seconds - seconds.floor() + 0.0),
        }
    }
}

impl Default for Seconds {
    fn default() -> Self {
        Self::Whole(0)
    }
}

impl UnixTime {
    /// Makes a time from whole seconds.
    pub const fn new(seconds: i64) -> Self {
        Self(Seconds::Whole(seconds))
    }

    /// Returns the current time.
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// Returns the whole seconds, rounded down.
    pub fn seconds(self) -> i64 {
        match self.0 {
            Seconds::Whole(seconds) => seconds,
            Seconds::Part(seconds) => seconds.floor() as i64,
        }
    }

    /// Returns the seconds with their fraction.
    pub fn as_f64(self) -> f64 {
        match self.0 {
            Seconds::Whole(seconds) => seconds as f64,
            Seconds::Part(seconds) => seconds,
        }
    }

    /// Returns the time, if the system can represent it.
    pub fn to_system_time(self) -> Option<SystemTime> {
        match self.0 {
            Seconds::Whole(seconds) => {
                let distance = Duration::from_secs(seconds.unsigned_abs());
                if seconds < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
            }
            Seconds::Part(seconds) => {
                let distance = Duration::try_from_secs_f64(seconds.abs()).ok()?;
                if seconds < 0.0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) }
            }
        }
    }

    /// Returns the time as text, `2026-01-31T12:00:00Z`; `None` outside the years 0 to 9999.
    pub fn to_date_time(self) -> Option<DateTime> {
        DateTime::from_unix(self.seconds())
    }
}

impl fmt::Debug for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Seconds::Whole(seconds) => fmt::Display::fmt(&seconds, f),
            Seconds::Part(seconds) => fmt::Display::fmt(&seconds, f),
        }
    }
}

impl From<i64> for UnixTime {
    fn from(seconds: i64) -> Self {
        Self::new(seconds)
    }
}

impl From<i32> for UnixTime {
    fn from(seconds: i32) -> Self {
        Self::new(seconds.into())
    }
}

/// Whole seconds, rounded down.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        let whole = |distance: Duration| i64::try_from(distance.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self::new(whole(after)),
            Err(before) => {
                let before = before.duration();
                Self::new(-whole(before) - i64::from(before.subsec_nanos() > 0))
            }
        }
    }
}

impl Decode for UnixTime {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        if let Some(seconds) = node.as_integer() {
            return Ok(Self::new(seconds));
        }
        if let Some(seconds) = node.as_f64() {
            return Ok(Self(Seconds::Part(seconds)));
        }
        lenient::read(node, "a number of seconds", |text| {
            let whole = lenient::integer(text).and_then(|seconds| seconds.try_into().ok());
            whole.map(Seconds::Whole).or_else(|| lenient::float(text).map(Seconds::Part)).map(Self)
        })
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::default())
    }
}

impl Encode for UnixTime {
    fn encode(&self, writer: &mut Writer) {
        match self.0 {
            Seconds::Whole(seconds) => writer.integer(seconds),
            Seconds::Part(seconds) => writer.float(seconds),
        }
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

crate::model_serde!(UnixTime);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_both_ways() {
        for seconds in [0, 1, -1, 1_700_000_000, -62_135_596_800] {
            let time = UnixTime::new(seconds);
            assert_eq!(time.to_system_time().map(UnixTime::from), Some(time));
        }
        let half = UNIX_EPOCH - Duration::from_millis(500);
        assert_eq!(UnixTime::from(half).seconds(), -1);
        assert_eq!(UnixTime::new(i64::MAX).to_date_time(), None);
    }
}
