//! Types of `chrono`.

use chrono::{DateTime as Moment, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, TimeZone, Utc};

use crate::foreign::{as_scalar, from_foreign, signed, try_from_scalar};
use crate::scalars::clock::{Date, DateTime, Duration, Time};

impl<Z: TimeZone> From<Moment<Z>> for DateTime {
    fn from(value: Moment<Z>) -> Self {
        Self::from(value.fixed_offset().to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

from_foreign! {
    NaiveDate => Date, |value| value.format("%Y-%m-%d").to_string();
    NaiveTime => Time, |value| value.format("%H:%M:%S%.f").to_string();
    // ISO 8601: `PT5400S`.
    TimeDelta => Duration, |value| {
        let sign = if value < TimeDelta::zero() { "-" } else { "" };
        format!("{sign}{}", Duration::from(value.abs().to_std().unwrap_or_default()))
    };
}

as_scalar! {
    Moment<Utc> => DateTime, "a date and time with an offset", Some(Moment::UNIX_EPOCH), "\"1970-01-01T00:00:00Z\"";
    Moment<FixedOffset> => DateTime, "a date and time with an offset", Some(Moment::UNIX_EPOCH.fixed_offset()), "\"1970-01-01T00:00:00Z\"";
    NaiveDate => Date, "a date", Some(Self::default()), "\"1970-01-01\"";
    NaiveTime => Time, "a time of day without an offset", Some(Self::MIN), "\"00:00:00\"";
    TimeDelta => Duration, "a length of time without years and months", Some(Self::zero()), "\"PT0S\"";
}

try_from_scalar! {
    DateTime => Moment<FixedOffset>, "a date and time with an offset", |text| Moment::parse_from_rfc3339(text.as_str()).ok();
    DateTime => Moment<Utc>, "a date and time with an offset", |text| {
        Moment::parse_from_rfc3339(text.as_str()).ok().map(|value| value.to_utc())
    };
    Date => NaiveDate, "a date", |text| {
        let (year, month, day) = text.parts()?;
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
    };
    Time => NaiveTime, "a time of day without an offset", |text| match text.offset() {
        None => NaiveTime::parse_from_str(text.as_str(), "%H:%M:%S%.f").ok(),
        Some(_) => None,
    };
    Duration => TimeDelta, "a length of time without years and months", |text| {
        let (is_negative, length) = signed(text)?;
        let length = TimeDelta::from_std(length).ok()?;
        Some(if is_negative { -length } else { length })
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_both_ways() {
        let text = DateTime::from("2026-01-31T12:00:00.5+01:00");
        let moment = Moment::<FixedOffset>::try_from(&text).unwrap();
        assert_eq!(DateTime::from(moment).as_str(), "2026-01-31T12:00:00.500+01:00");
        let utc = Moment::<Utc>::try_from(text).unwrap();
        assert_eq!(DateTime::from(utc).as_str(), "2026-01-31T11:00:00.500Z");
        let date = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        assert_eq!(NaiveDate::try_from(Date::from(date)), Ok(date));
        let time = NaiveTime::from_hms_milli_opt(12, 0, 0, 500).unwrap();
        assert_eq!(NaiveTime::try_from(Time::from(time)), Ok(time));
        assert!(NaiveTime::try_from(Time::from("12:00:00Z")).is_err());
        let length = TimeDelta::seconds(5400);
        assert_eq!(TimeDelta::try_from(Duration::from(length)), Ok(length));
        assert_eq!(TimeDelta::try_from(Duration::from("PT1H30M")), Ok(length));
    }
}
