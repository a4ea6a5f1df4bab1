//! Types of other crates as types of fields.

use std::net::IpAddr;

use crate::{Decode, Encode, Extra, Fault, FieldVisitor, Fields, from_str, missing, to_string};

/// A record of one required and one optional field.
#[derive(Clone, Debug, PartialEq)]
struct Pair<T> {
    one: T,
    other: Option<T>,
    extra: Extra,
}

impl<T: Decode> Decode for Pair<T> {
    fn decode_fields(fields: &mut Fields<'_, '_>) -> Result<Self, Fault> {
        Ok(Self { one: fields.required("one")?, other: fields.optional("other"), extra: fields.extra() })
    }
}

impl<T: Encode + std::fmt::Debug + PartialEq> Encode for Pair<T> {
    fn visit_fields<V: FieldVisitor>(&self, other: &Self, visitor: &mut V) {
        visitor.required("one", &self.one, &other.one);
        visitor.optional("other", &self.other, &other.other);
        visitor.extra(&self.extra, &other.extra);
    }
}

/// Reads objects whose `one` or `other` came in many forms; each is written as it came, and a new value as the type writes it.
fn check<T: Decode + Encode + Clone + std::fmt::Debug + PartialEq>(fitting: &[&str], unfit: &[&str], new: (&T, &str)) {
    for text in fitting {
        for json in [format!(r#"{{"one":{text}}}"#), format!(r#"{{"one":{text},"other":{text}}}"#)] {
            let pair: Pair<T> = from_str(&json).unwrap();
            assert_eq!(to_string(&pair), json);
            assert!(missing(&pair).is_empty(), "{json}");
        }
    }
    for text in unfit {
        let json = format!(r#"{{"one":{text}}}"#);
        let mut pair: Pair<T> = from_str(&json).unwrap();
        assert_eq!((to_string(&pair), missing(&pair)), (json, vec!["one".to_owned()]));
        pair.one = new.0.clone();
        assert_eq!(to_string(&pair), format!(r#"{{"one":{}}}"#, new.1));
        let json = format!(r#"{{"one":{},"other":{text}}}"#, new.1);
        let pair: Pair<T> = from_str(&json).unwrap();
        assert_eq!((&pair.other, to_string(&pair)), (&None, json));
    }
    assert_eq!(to_string(&from_str::<Pair<T>>("{}").unwrap()), "{}");
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
const MOMENTS: [&str; 5] = [
    r#""2026-01-31T12:00:00Z""#,
    r#""2026-01-31T12:00:00.500+01:00""#,
    r#""2026-01-31t12:00:00z""#,
    r#""2026-01-31T12:00:00.1234567891234Z""#,
    r#""1970-01-01T00:00:00Z""#,
];
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
const NO_MOMENTS: [&str; 4] = [r#""yesterday""#, r#""2026-01-31T12:00:00""#, "7", "null"];
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
const LENGTHS: [&str; 4] = [r#""PT1H30M""#, r#""P1D""#, r#""-PT5S""#, r#""PT0.25S""#];
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
const NO_LENGTHS: [&str; 2] = [r#""P1M""#, r#""soon""#];

#[test]
fn addresses_are_kept_as_they_came() {
    let fitting = [r#""127.0.0.1""#, r#""::1""#, r#""0:0:0:0:0:0:0:1""#];
    check::<IpAddr>(&fitting, &[r#""a""#, "7"], (&IpAddr::from([192, 0, 2, 1]), r#""192.0.2.1""#));
}

#[cfg(feature = "jiff")]
#[test]
fn types_of_jiff_are_kept_as_they_came() {
    use jiff::{SignedDuration, Timestamp, civil};
    check::<Timestamp>(&MOMENTS, &NO_MOMENTS, (&Timestamp::from_second(1).unwrap(), r#""1970-01-01T00:00:01Z""#));
    check::<civil::Date>(&[r#""2026-01-31""#], &[r#""2026-02-31""#], (&civil::date(2026, 2, 1), r#""2026-02-01""#));
    check::<civil::Time>(
        &[r#""12:00:00""#, r#""12:00:00.50""#],
        &[r#""12:00:00Z""#],
        (&civil::time(1, 2, 3, 0), r#""01:02:03""#),
    );
    check::<SignedDuration>(&LENGTHS, &NO_LENGTHS, (&SignedDuration::from_secs(5), r#""PT5S""#));
}

#[cfg(feature = "chrono")]
#[test]
fn types_of_chrono_are_kept_as_they_came() {
    use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};
    let moment = DateTime::from_timestamp(1, 0).unwrap();
    check::<DateTime<Utc>>(&MOMENTS, &NO_MOMENTS, (&moment, r#""1970-01-01T00:00:01Z""#));
    check::<DateTime<FixedOffset>>(&MOMENTS, &NO_MOMENTS, (&moment.fixed_offset(), r#""1970-01-01T00:00:01Z""#));
    let date = NaiveDate::from_ymd_opt(2026, 2, 1).unwrap();
    check::<NaiveDate>(&[r#""2026-01-31""#], &[r#""2026-02-31""#], (&date, r#""2026-02-01""#));
    let time = NaiveTime::from_hms_opt(1, 2, 3).unwrap();
    check::<NaiveTime>(&[r#""12:00:00""#, r#""12:00:00.50""#], &[r#""12:00:00Z""#], (&time, r#""01:02:03""#));
    check::<TimeDelta>(&LENGTHS, &NO_LENGTHS, (&TimeDelta::seconds(5), r#""PT5S""#));
}

#[cfg(feature = "time")]
#[test]
fn types_of_time_are_kept_as_they_came() {
    use time::{Date, Duration, Month, OffsetDateTime, Time};
    let moment = OffsetDateTime::from_unix_timestamp(1).unwrap();
    check::<OffsetDateTime>(&MOMENTS, &NO_MOMENTS, (&moment, r#""1970-01-01T00:00:01Z""#));
    let date = Date::from_calendar_date(2026, Month::February, 1).unwrap();
    check::<Date>(&[r#""2026-01-31""#], &[r#""2026-02-31""#], (&date, r#""2026-02-01""#));
    let time = Time::from_hms(1, 2, 3).unwrap();
    check::<Time>(&[r#""12:00:00""#, r#""12:00:00.50""#], &[r#""12:00:00Z""#], (&time, r#""01:02:03""#));
    check::<Duration>(&LENGTHS, &NO_LENGTHS, (&Duration::seconds(5), r#""PT5S""#));
}

#[cfg(feature = "uuid")]
#[test]
fn uuids_are_kept_as_they_came() {
    let fitting = [
        r#""123e4567-e89b-12d3-a456-426614174000""#,
        r#""123E4567-E89B-12D3-A456-426614174000""#,
        r#""123e4567e89b12d3a456426614174000""#,
        r#""00000000-0000-0000-0000-000000000000""#,
    ];
    let new = uuid::Uuid::from_u128(1);
    check::<uuid::Uuid>(&fitting, &[r#""1""#], (&new, r#""00000000-0000-0000-0000-000000000001""#));
}

#[cfg(feature = "url")]
#[test]
fn urls_are_kept_as_they_came() {
    let fitting = [r#""https://example.com/a?b=c""#, r#""HTTPS://EXAMPLE.com""#, r#""about:blank""#];
    let new = url::Url::parse("https://a.example").unwrap();
    check::<url::Url>(&fitting, &[r#""/a""#], (&new, r#""https://a.example/""#));
}

#[cfg(feature = "rust_decimal")]
#[test]
fn decimals_are_kept_as_they_came() {
    use crate::DecimalNumber;
    let fitting = [r#""1.50""#, "1.50", "15e-1", r#""0""#, "0"];
    let new = rust_decimal::Decimal::new(15, 1);
    check::<rust_decimal::Decimal>(&fitting, &[r#""1e99""#, "true"], (&new, r#""1.5""#));
    check::<DecimalNumber>(&fitting, &["1e99"], (&DecimalNumber(new), "1.5"));
}

#[test]
fn a_value_that_has_changed_is_not_written_as_it_came() {
    let mut pair: Pair<IpAddr> = from_str(r#"{"one":"0:0:0:0:0:0:0:1","other":"::0001"}"#).unwrap();
    pair.one = IpAddr::from([192, 0, 2, 1]);
    assert_eq!(to_string(&pair), r#"{"one":"192.0.2.1","other":"::0001"}"#);
}
