//! Types of `time`.

use time::{Month, OffsetDateTime, UtcOffset};

use crate::foreign::{as_scalar, from_foreign, signed, try_from_scalar};
use crate::scalars::clock::{Date, DateTime, Duration, Time};

from_foreign! {
    OffsetDateTime => DateTime, moment;
    time::Date => Date, date;
    time::Time => Time, clock;
    time::Duration => Duration, length;
}

as_scalar! {
    OffsetDateTime => DateTime, "a date and time with an offset", Some(Self::UNIX_EPOCH), "\"1970-01-01T00:00:00Z\"";
    time::Date => Date, "a date", Self::from_calendar_date(1970, Month::January, 1).ok(), "\"1970-01-01\"";
    time::Time => Time, "a time of day without an offset", Some(Self::MIDNIGHT), "\"00:00:00\"";
    time::Duration => Duration, "a length of time without years and months", Some(Self::ZERO), "\"PT0S\"";
}

/// Returns a text such as `2026-01-31T12:00:00.5+01:00`. Offsets have whole minutes in RFC 3339.
fn moment(value: OffsetDateTime) -> String {
    let seconds = value.offset().whole_seconds();
    let value = value.to_offset(UtcOffset::from_whole_seconds(seconds - seconds % 60).unwrap_or(UtcOffset::UTC));
    let minutes = value.offset().whole_minutes();
    let zone = match minutes {
        0 => "Z".to_owned(),
        minutes => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    };
    format!("{}T{}{zone}", date(value.date()), clock(value.time()))
}

fn date(value: time::Date) -> String {
    format!("{:04}-{:02}-{:02}", value.year(), u8::from(value.month()), value.day())
}

fn clock(value: time::Time) -> String {
    let (hour, minute, second, nanos) = value.as_hms_nano();
    let fraction = format!(".{nanos:09}");
    let fraction = if nanos == 0 { "" } else { fraction.trim_end_matches('0') };
    format!("{hour:02}:{minute:02}:{second:02}{fraction}")
}

fn length(value: time::Duration) -> String {
    let sign = if value.is_negative() { "-" } else { "" };
    format!("{sign}{}", Duration::from(value.unsigned_abs()))
}

try_from_scalar! {
    DateTime => OffsetDateTime, "a date and time with an offset", |text| {
        let (seconds, nanos) = text.to_unix()?;
        let utc = OffsetDateTime::from_unix_timestamp(seconds).ok()?.replace_nanosecond(nanos).ok()?;
        let offset = Time::from(text.as_str().get(11..)?).offset()?;
        utc.checked_to_offset(UtcOffset::from_whole_seconds(offset).ok()?)
    };
    Date => time::Date, "a date", |text| {
        let (year, month, day) = text.parts()?;
        time::Date::from_calendar_date(year.into(), Month::try_from(month).ok()?, day).ok()
    };
    Time => time::Time, "a time of day without an offset", |text| {
        let (seconds, nanos) = text.since_midnight().filter(|_| text.offset().is_none())?;
        let part = |unit: u32, of: u32| u8::try_from(seconds / unit % of).ok();
        time::Time::from_hms_nano(part(3600, 24)?, part(60, 60)?, part(1, 60)?, nanos).ok()
    };
    Duration => time::Duration, "a length of time without years and months", |text| {
        let (is_negative, length) = signed(text)?;
        let length = time::Duration::try_from(length).ok()?;
        Some(if is_negative { -length } else { length })
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_both_ways() {
        for text in ["2026-01-31T12:00:00.5+01:00", "2026-01-31T12:00:00Z", "1969-12-31T23:59:59.25-09:30"] {
            let moment = OffsetDateTime::try_from(DateTime::from(text)).unwrap();
            assert_eq!(DateTime::from(moment).as_str(), text);
        }
        assert!(OffsetDateTime::try_from(&DateTime::from("2026-01-31T12:00:00")).is_err());
        let date = time::Date::from_calendar_date(2026, Month::January, 31).unwrap();
        assert_eq!(time::Date::try_from(Date::from(date)), Ok(date));
        let clock = time::Time::from_hms_milli(12, 0, 0, 500).unwrap();
        assert_eq!(Time::from(clock), "12:00:00.5");
        assert_eq!(time::Time::try_from(Time::from(clock)), Ok(clock));
        let length = time::Duration::minutes(90);
        assert_eq!(Duration::from(length), "PT5400S");
        assert_eq!(time::Duration::try_from(Duration::from(length)), Ok(length));
    }
}
