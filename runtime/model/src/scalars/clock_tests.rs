//! Dates, times and durations.

use std::time::UNIX_EPOCH;

use crate::scalars::clock::*;

#[test]
fn date_times_are_read() {
    let cases = [
        ("1970-01-01T00:00:00Z", Some((0, 0))),
        ("1970-01-01T01:00:00.25+01:00", Some((0, 250_000_000))),
        ("1969-12-31T23:59:59Z", Some((-1, 0))),
        ("2000-02-29t12:30:45z", Some((951_827_445, 0))),
        ("2024-06-01 00:00:00-07:30", Some((1_717_227_000, 0))),
        ("2016-12-31T23:59:60Z", Some((1_483_228_800, 0))),
        ("2001-02-29T00:00:00Z", None),
        ("2001-02-28T24:00:00Z", None),
        ("2001-02-28T00:00:00.Z", None),
        ("2001-02-28T00:00:00Zx", None),
        ("2001-02-28", None),
        ("ééééééééééé", None),
    ];
    for (text, unix) in cases {
        assert_eq!(DateTime::from(text).to_unix(), unix, "{text}");
    }
}

#[test]
fn days_go_both_ways() {
    let mut days = -719_528;
    while days < 2_932_896 {
        let (year, month, day) = civil_from_days(days);
        assert_eq!(days_from_civil(year, month, day), days);
        days += 17;
    }
    assert_eq!(DateTime::from_unix(951_827_445), Some("2000-02-29T12:30:45Z".into()));
    assert_eq!(Date::new(2026, 2, 30), None);
    assert_eq!(Date::new(2026, 2, 3).and_then(|date| date.parts()), Some((2026, 2, 3)));
}

#[test]
fn system_times_are_written_in_utc_to_the_nanosecond() {
    let after = |seconds, nanos| UNIX_EPOCH + std::time::Duration::new(seconds, nanos);
    let before = |seconds, nanos| UNIX_EPOCH - std::time::Duration::new(seconds, nanos);
    let cases = [
        (after(0, 0), "1970-01-01T00:00:00Z"),
        (after(1_700_000_000, 1), "2023-11-14T22:13:20.000000001Z"),
        (after(951_827_445, 250_000_000), "2000-02-29T12:30:45.25Z"),
        (before(0, 1), "1969-12-31T23:59:59.999999999Z"),
        (before(1, 500_000_000), "1969-12-31T23:59:58.5Z"),
        (before(86_400, 0), "1969-12-31T00:00:00Z"),
    ];
    for (time, text) in cases {
        assert_eq!(DateTime::from(time), text);
        assert_eq!(DateTime::from(time).to_system_time(), Some(time));
        assert_eq!(Date::from(time), &text[..10]);
    }
    assert_eq!(DateTime::from(after(300_000_000_000, 5)), "9999-12-31T23:59:59Z");
}

#[test]
fn times_and_lengths_are_read() {
    assert_eq!(Time::from("12:00:01.5Z").since_midnight(), Some((43_201, 500_000_000)));
    assert_eq!(Time::from("12:00:01-00:30").offset(), Some(-1800));
    assert_eq!(Time::from("12:00").since_midnight(), None);
    let length = |text: &str| Duration::from(text).to_std().map(|length| length.as_secs_f64());
    assert_eq!(length("P1DT2H30M"), Some(95_400.0));
    assert_eq!(length("PT0.5S"), Some(0.5));
    assert_eq!(length("P1W"), Some(604_800.0));
    for bad in ["", "P", "PT", "1D", "P1Y", "PT5", "PT1.5H3S", "PT.5S", "P1M", "PT1S2M", "P+1D"] {
        assert_eq!(length(bad), None, "{bad}");
    }
    let text = Duration::from(std::time::Duration::from_millis(1500));
    assert_eq!((text.as_str(), text.to_std()), ("PT1.5S", Some(std::time::Duration::from_millis(1500))));
}
