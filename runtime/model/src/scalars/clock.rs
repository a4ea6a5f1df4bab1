//! Dates, times and durations, as text (RFC 3339, ISO 8601).

use std::cmp::Ordering;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::scalars::length::Length;
use crate::scalars::meaning::{equal_by_meaning, ordered_by_meaning};
use crate::scalars::text_scalar;

text_scalar! {
    /// A date and time with its offset (RFC 3339 `date-time`), as text: `2026-01-31T12:00:00.5+01:00`. Values compare as instants: by all digits of their
    /// seconds, as UTC if they have no offset, and with a leap second between the 59th and the next minute.
    DateTime
}

ordered_by_meaning!(DateTime, instant);

text_scalar! {
    /// A date (RFC 3339 `full-date`), as text: `2026-01-31`. Each date has one text, so that dates compare as texts.
    Date
}

ordered_by_meaning!(Date, date_parts);

text_scalar! {
    /// A time of day (RFC 3339 `full-time` or `partial-time`), as text: `12:00:00.5Z`. Times with an offset compare as instants of one day, and come after
    /// those without.
    Time
}

ordered_by_meaning!(Time, time_of_day);

text_scalar! {
    /// A duration (ISO 8601, RFC 3339 appendix A), as text: `P1DT2H30M`. Durations compare as in XML Schema (Part 2, §3.2.6): by months and by seconds, with
    /// days of 24 hours. A month has no fixed length, so that `P1M` and `P30D` have no order.
    Duration
}

equal_by_meaning!(Duration, Length::of);

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self == other {
            return Some(Ordering::Equal);
        }
        let (one, other) = (Length::of(&self.0)?, Length::of(&other.0)?);
        let mut orders = STARTS.map(|start| one.from(days_from(start)).cmp(&other.from(days_from(start)))).into_iter();
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// 0000-01-01T00:00:00Z in seconds since 1970.
const FIRST: i64 = -62_167_219_200;

/// 9999-12-31T23:59:59Z in seconds since 1970.
const LAST: i64 = 253_402_300_799;

impl DateTime {
    /// Returns the seconds since 1970, and the nanoseconds of the second, if the text is a date and time. Without an offset it counts as UTC.
    pub fn to_unix(&self) -> Option<(i64, u32)> {
        let (date, rest) = (self.0.get(..10)?, self.0.get(11..)?);
        if !matches!(self.0.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
            return None;
        }
        let (year, month, day) = date_parts(date)?;
        let clock = clock_parts(rest)?;
        let seconds = days_from_civil(year, month, day) * DAY + clock.seconds() - clock.offset.unwrap_or(0);
        Some((seconds, clock.nanos))
    }

    /// Returns the time, if the text is one and the system can represent it.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanos) = self.to_unix()?;
        let whole = std::time::Duration::from_secs(seconds.unsigned_abs());
        let start = if seconds < 0 { UNIX_EPOCH.checked_sub(whole) } else { UNIX_EPOCH.checked_add(whole) };
        start?.checked_add(std::time::Duration::from_nanos(nanos.into()))
    }

    /// Makes the text of a number of seconds since 1970, in UTC; `None` outside the years 0 to 9999.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let (year, month, day) = civil_from_days(seconds.div_euclid(DAY));
        if !(0..=9999).contains(&year) {
            return None;
        }
        let clock = seconds.rem_euclid(DAY);
        let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        Some(Self(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z").into()))
    }

    /// Returns the text of a time in UTC, with as many digits of its second's fraction as are needed; the first or last second of the years 0 to 9999 outside
    /// of them.
    fn from_system_time(time: SystemTime) -> Self {
        let (seconds, nanos) = since_epoch(time);
        let (seconds, nanos) = if seconds < FIRST {
            (FIRST, 0)
        } else if seconds > LAST {
            (LAST, 0)
        } else {
            (seconds, nanos)
        };
        let whole = Self::from_unix(seconds).unwrap_or_default();
        if nanos == 0 {
            return whole;
        }
        let fraction = format!("{nanos:09}");
        Self(format!("{}.{}Z", whole.0.trim_end_matches('Z'), fraction.trim_end_matches('0')).into())
    }

    /// Returns the date in the text's own offset.
    pub fn date(&self) -> Option<Date> {
        let date = self.0.get(..10)?;
        date_parts(date).map(|_| Date::from(date))
    }
}

impl Date {
    /// Makes a date from a year, a month from 1, and a day from 1; `None` if there is no such day, or outside the years 0 to 9999.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let text = format!("{year:04}-{month:02}-{day:02}");
        date_parts(&text).map(|_| Self(text.into()))
    }

    /// Returns the year, the month from 1, and the day from 1, if the text is a date.
    pub fn parts(&self) -> Option<(u16, u8, u8)> {
        let (year, month, day) = date_parts(&self.0)?;
        Some((u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
    }
}

impl Time {
    /// Returns the seconds since midnight, and the nanoseconds of the second, if the text is a time.
    pub fn since_midnight(&self) -> Option<(u32, u32)> {
        let clock = clock_parts(&self.0)?;
        Some((u32::try_from(clock.seconds()).ok()?, clock.nanos))
    }

    /// Returns the offset from UTC in seconds, if there is one.
    pub fn offset(&self) -> Option<i32> {
        clock_parts(&self.0)?.offset.and_then(|offset| i32::try_from(offset).ok())
    }
}

impl Duration {
    /// Returns the duration, if the text is one without years and months, whose lengths vary.
    pub fn to_std(&self) -> Option<std::time::Duration> {
        let text = self.0.strip_prefix('P')?;
        let (days, clock) = match text.split_once('T') {
            Some((_, "")) => return None,
            Some((days, clock)) => (days, clock),
            None => (text, ""),
        };
        if days.is_empty() && clock.is_empty() {
            return None;
        }
        let days = sum(days, &[('W', 7 * 86_400), ('D', 86_400)])?;
        let clock = sum(clock, &[('H', 3600), ('M', 60), ('S', 1)])?;
        days.checked_add(clock)
    }
}

/// In UTC, to the nanosecond: `2026-01-31T12:00:00.5Z`.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        Self::from_system_time(time)
    }
}

/// The date in UTC.
impl From<SystemTime> for Date {
    fn from(time: SystemTime) -> Self {
        DateTime::from_system_time(time).date().unwrap_or_default()
    }
}

/// Seconds since 1970, rounded down, and the nanoseconds after them.
fn since_epoch(time: SystemTime) -> (i64, u32) {
    let whole = |distance: std::time::Duration| i64::try_from(distance.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (whole(after), after.subsec_nanos()),
        Err(before) => match (whole(before.duration()), before.duration().subsec_nanos()) {
            (seconds, 0) => (-seconds, 0),
            (seconds, nanos) => (-1 - seconds, 1_000_000_000 - nanos),
        },
    }
}

impl From<std::time::Duration> for Duration {
    fn from(length: std::time::Duration) -> Self {
        let (seconds, nanos) = (length.as_secs(), length.subsec_nanos());
        let text = if nanos == 0 {
            format!("PT{seconds}S")
        } else {
            format!("PT{seconds}.{}S", format!("{nanos:09}").trim_end_matches('0'))
        };
        Self(text.into())
    }
}

/// Adds up amounts, each with one of these units, in their order.
fn sum(mut text: &str, units: &[(char, u64)]) -> Option<std::time::Duration> {
    let mut total = std::time::Duration::ZERO;
    for (unit, seconds) in units {
        let Some((amount, rest)) = text.split_once(*unit) else { continue };
        let (whole, part) = amount.split_once(['.', ',']).unwrap_or((amount, ""));
        if whole.is_empty() || (amount.len() > whole.len() && (part.is_empty() || !rest.is_empty())) {
            return None;
        }
        let whole = digits(whole)?.checked_mul(*seconds)?;
        let nanos = nanos(part)?.checked_mul(*seconds)?;
        total = total.checked_add(std::time::Duration::from_secs(whole))?;
        total = total.checked_add(std::time::Duration::from_nanos(nanos))?;
        text = rest;
    }
    text.is_empty().then_some(total)
}

/// Returns a number of ASCII digits only.
fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Returns the digits after a decimal point as nanoseconds, finer ones cut off.
fn nanos(part: &str) -> Option<u64> {
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{part:0<9}").get(..9)?.parse().ok()
}

/// Parses `2026-01-31`.
fn date_parts(text: &str) -> Option<(i64, i64, i64)> {
    let bytes = text.as_bytes();
    if text.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let part = |range| text.get(range).and_then(digits).and_then(|value| i64::try_from(value).ok());
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}

/// Starts of months, as year and month, from which some numbers of months are as long and as short as they can be (XML Schema, Part 2, §3.2.6.2).
const STARTS: [(i64, i64); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

/// Returns the days of a number of months from a start on.
fn days_from((year, month): (i64, i64)) -> impl Fn(u64) -> i64 {
    move |months| {
        // More months than this are beyond all calendars.
        let at = month - 1 + i64::try_from(months).unwrap_or(i64::MAX).min(1 << 40);
        days_from_civil(year + at.div_euclid(12), at.rem_euclid(12) + 1, 1) - days_from_civil(year, month, 1)
    }
}

/// Returns the instant of a date and time: minutes since 1970 in UTC, the second, and the digits of its fraction, without zeros at their end.
fn instant(text: &str) -> Option<(i64, i64, &str)> {
    let (date, rest) = (text.get(..10)?, text.get(11..)?);
    if !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    let (year, month, day) = date_parts(date)?;
    let clock = clock_parts(rest)?;
    let minutes = days_from_civil(year, month, day) * (DAY / 60) + clock.minutes - clock.offset.unwrap_or(0) / 60;
    Some((minutes, clock.second, clock.fraction))
}

/// Returns a time of day in UTC where it has an offset; what it is without.
fn time_of_day(text: &str) -> Option<(bool, i64, i64, &str)> {
    let clock = clock_parts(text)?;
    let minutes = clock.minutes - clock.offset.unwrap_or(0) / 60;
    Some((clock.offset.is_some(), minutes, clock.second, clock.fraction))
}

/// A time of day.
struct Clock<'a> {
    minutes: i64,
    second: i64,
    /// The digits of the second's fraction, without zeros at their end.
    fraction: &'a str,
    nanos: u32,
    /// Offset in seconds.
    offset: Option<i64>,
}

impl Clock<'_> {
    fn seconds(&self) -> i64 {
        self.minutes * 60 + self.second
    }
}

/// Parses `12:00:00.5+01:00`, whose fraction and offset are optional.
fn clock_parts(text: &str) -> Option<Clock<'_>> {
    let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at_checked(end)?;
    let (whole, part) = clock.split_once('.').unwrap_or((clock, ""));
    if whole.len() != 8 || clock.len() == 9 {
        return None;
    }
    let (minutes, seconds) = (minutes(whole.get(..5)?)?, digits(whole.get(6..)?)?);
    // A leap second is the 60th.
    if whole.as_bytes()[5] != b':' || seconds > 60 {
        return None;
    }
    let offset = match offset.as_bytes().first() {
        None => None,
        Some(b'Z' | b'z') if offset.len() == 1 => Some(0),
        Some(b'+') => Some(minutes_of(offset)?),
        Some(b'-') => Some(-minutes_of(offset)?),
        _ => return None,
    };
    let second = seconds as i64;
    let nanos = u32::try_from(nanos(part)?).ok()?;
    Some(Clock { minutes, second, fraction: part.trim_end_matches('0'), nanos, offset })
}

/// Returns an offset after its sign, in seconds.
fn minutes_of(offset: &str) -> Option<i64> {
    minutes(offset.get(1..)?).map(|minutes| minutes * 60)
}

/// Parses `12:30`, in minutes.
fn minutes(text: &str) -> Option<i64> {
    if text.len() != 5 || text.as_bytes()[2] != b':' {
        return None;
    }
    let (hour, minute) = (digits(text.get(..2)?)?, digits(text.get(3..)?)?);
    (hour < 24 && minute < 60).then_some((hour * 60 + minute) as i64)
}

/// Days since 1970-01-01 of a date of the Gregorian calendar, whose years are counted from March so that the leap day is a year's last.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

/// Returns the date of a number of days since 1970-01-01.
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}
