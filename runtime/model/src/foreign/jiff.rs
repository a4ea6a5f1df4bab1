//! Types of `jiff`.

use jiff::civil::{Date as CivilDate, Time as CivilTime};
use jiff::{SignedDuration, Span, Timestamp, Zoned};

use crate::foreign::{as_scalar, from_foreign, signed, try_from_scalar};
use crate::scalars::clock::{Date, DateTime, Duration, Time};

from_foreign! {
    Timestamp => DateTime, |value| value.to_string();
    // Its offset, without the name of its zone, for which RFC 3339 has no place.
    Zoned => DateTime, |value| value.strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string();
    CivilDate => Date, |value| value.to_string();
    CivilTime => Time, |value| value.to_string();
    SignedDuration => Duration, |value| value.to_string();
    Span => Duration, |value| value.to_string();
}

as_scalar! {
    Timestamp => DateTime, "a date and time with an offset", Some(Self::UNIX_EPOCH), "\"1970-01-01T00:00:00Z\"";
    CivilDate => Date, "a date", Self::new(1970, 1, 1).ok(), "\"1970-01-01\"";
    CivilTime => Time, "a time of day without an offset", Some(Self::midnight()), "\"00:00:00\"";
    SignedDuration => Duration, "a length of time without years and months", Some(Self::ZERO), "\"PT0S\"";
}

try_from_scalar! {
    DateTime => Timestamp, "a date and time with an offset", |text| {
        // More digits than nanoseconds have are not read by jiff itself.
        let cut = || {
            Time::from(text.as_str().get(11..)?).offset()?;
            let (seconds, nanos) = text.to_unix()?;
            Timestamp::new(seconds, nanos.try_into().ok()?).ok()
        };
        text.as_str().parse().ok().or_else(cut)
    };
    Date => CivilDate, "a date", |text| {
        let (year, month, day) = text.parts()?;
        CivilDate::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    };
    Time => CivilTime, "a time of day without an offset", |text| match text.offset() {
        None => text.as_str().parse().ok(),
        Some(_) => None,
    };
    Duration => SignedDuration, "a length of time without years and months", |text| {
        let (is_negative, length) = signed(text)?;
        let length = SignedDuration::try_from(length).ok()?;
        Some(if is_negative { -length } else { length })
    };
    Duration => Span, "a length of time", |text| text.as_str().parse().ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_go_both_ways() {
        let moment = Timestamp::try_from(&DateTime::from("2026-01-31T12:00:00.5+01:00")).unwrap();
        assert_eq!(DateTime::from(moment).as_str(), "2026-01-31T11:00:00.5Z");
        assert!(Timestamp::try_from(DateTime::from("yesterday")).is_err());
        let zoned = moment.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(1)));
        assert_eq!(DateTime::from(zoned).as_str(), "2026-01-31T12:00:00.5+01:00");
        let date = jiff::civil::date(2026, 1, 31);
        assert_eq!(CivilDate::try_from(Date::from(date)), Ok(date));
        let time = jiff::civil::time(12, 0, 0, 500_000_000);
        assert_eq!(CivilTime::try_from(Time::from(time)), Ok(time));
        let length = SignedDuration::from_mins(90);
        assert_eq!(SignedDuration::try_from(Duration::from(length)), Ok(length));
        let months = Span::try_from(Duration::from("P1M")).unwrap();
        assert_eq!(Duration::from(months), "P1M");
    }
}
