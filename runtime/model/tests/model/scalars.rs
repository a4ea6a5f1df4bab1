//! Scalars compare by what they mean, as other crates read the same texts.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt::Debug;
use std::hash::{BuildHasher, Hash, RandomState};
use std::str::FromStr;

use proptest::prelude::*;
use specsmith_model::prelude::*;

/// The laws of `Eq`, `Ord` and `Hash` for three values.
fn laws<T: Ord + Hash + Clone + Debug>(a: &T, b: &T, c: &T) {
    let hashes = RandomState::new();
    assert_eq!(a, &a.clone());
    assert_eq!(a.eq(b), b.eq(a));
    assert_eq!(a.cmp(b), b.cmp(a).reverse());
    assert_eq!(a == b, a.cmp(b) == Ordering::Equal, "{a:?} {b:?}");
    if a == b {
        assert_eq!(hashes.hash_one(a), hashes.hash_one(b), "{a:?} {b:?}");
        assert_eq!(a.cmp(c), b.cmp(c), "{a:?} {b:?} {c:?}");
    }
    if a <= b && b <= c {
        assert!(a <= c, "{a:?} {b:?} {c:?}");
    }
}

fn date_time() -> impl Strategy<Value = String> {
    let day = "(2016-12-31|2017-01-01|0000-01-01|9999-12-31|2024-02-29)";
    let time = "[Tt ](00:00|23:59|12:30):(00|30|59|60)(\\.[0-9]{1,12})?";
    let pattern = |offset: &str| proptest::string::string_regex(&format!("{day}{time}{offset}")).unwrap();
    prop_oneof![pattern("(Z|z|[+-](00|01|13):(00|30))"), pattern(""), "[0-9T:Z-]{0,20}"]
}

fn time() -> impl Strategy<Value = String> {
    prop_oneof!["(00|12|23):(00|59):(00|59|60)(\\.[0-9]{1,3})?(Z|z|[+-](00|01):(00|30))?", "[0-9:Z]{0,9}"]
}

fn uuid() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-1a-bA-B]{8}-[0-1]{4}-[0-1]{4}-[0-1]{4}-[0-1aA]{12}",
        "[0-1aA]{32}",
        "\\{[0-1]{8}-[0-1]{4}-[0-1]{4}-[0-1]{4}-[0-1]{12}\\}",
        "(urn:uuid:|URN:UUID:)[0-1]{8}-[0-1]{4}-[0-1]{4}-[0-1]{4}-[0-1]{12}",
        "[0-1a-]{0,37}",
    ]
}

fn decimal() -> impl Strategy<Value = String> {
    prop_oneof!["-?[0-1]{1,3}(\\.[0-1]{1,4})?([eE][+-]?[0-3])?", "-?0{0,2}\\.?[05]{0,2}", "[0-9a-z.+-]{0,4}"]
}

fn length() -> impl Strategy<Value = String> {
    prop_oneof![
        "P([0-2]Y)?([0-9]M)?([0-2]W)?([0-9]{1,2}D)?(T([0-9]{1,2}H)?([0-9]{1,3}M)?([0-9]{1,3}(\\.[0-9]{1,3})?S)?)?",
        "P[0-9]{1,2}[YMWDHS]",
        "[PT0-9DS]{0,6}",
    ]
}

macro_rules! laws_of {
    ($($test:ident: $scalar:ty, $texts:expr;)*) => {
        proptest! {
            $(#[test]
            fn $test(a in $texts, b in $texts, c in $texts) {
                let [a, b, c] = [a, b, c].map(<$scalar>::from);
                laws(&a, &b, &c);
                laws(&b, &a, &c);
                laws(&c, &b, &a);
                prop_assert!(a == *a.as_str(), "its own text");
            })*
        }
    };
}

laws_of! {
    date_times_keep_the_laws: DateTime, date_time();
    times_keep_the_laws: Time, time();
    dates_keep_the_laws: Date, "(2024|1999)-[01][0-9]-[0-3][0-9]|[0-9-]{0,10}";
    uuids_keep_the_laws: Uuid, uuid();
    addresses_keep_the_laws: IpText, "(::1|0:0:0:0:0:0:0:1|127\\.0\\.0\\.1|::ffff:127\\.0\\.0\\.1|x)";
    bytes_keep_the_laws: Base64, "[AQ=_/-]{0,4}";
}

proptest! {
    #[test]
    fn decimals_keep_the_laws(a in decimal(), b in decimal(), c in decimal()) {
        let [a, b, c] = [a, b, c].map(|text| Decimal::number(&text).unwrap_or_else(|| Decimal::from(text)));
        laws(&a, &b, &c);
        laws(&c, &b, &a);
    }

    #[test]
    fn date_times_are_in_the_order_of_chrono(a in date_time(), b in date_time()) {
        // Without an offset it has no such type, and a leap second it takes at any offset; finer than nanoseconds it does not tell.
        let read = |text: &str| {
            chrono::DateTime::parse_from_rfc3339(&text.replace('z', "Z").replace('t', "T")).ok()
        };
        let fine = |text: &str| text.split_once('.').is_none_or(|(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count() <= 9);
        if let (Some(one), Some(other), true) = (read(&a), read(&b), fine(&a) && fine(&b)) {
            let ours = DateTime::from(a.as_str()).cmp(&DateTime::from(b.as_str()));
            prop_assert_eq!(ours, one.cmp(&other), "{} {}", a, b);
        }
    }

    #[test]
    fn uuids_are_in_the_order_of_uuid(a in uuid(), b in uuid()) {
        if let (Ok(one), Ok(other)) = (uuid::Uuid::from_str(&a), uuid::Uuid::from_str(&b)) {
            prop_assert_eq!(Uuid::from(a.as_str()).to_u128(), Some(one.as_u128()));
            prop_assert_eq!(Uuid::from(a.as_str()).cmp(&Uuid::from(b.as_str())), one.cmp(&other), "{} {}", a, b);
        }
    }

    #[test]
    fn decimals_are_in_the_order_of_rust_decimal(a in decimal(), b in decimal()) {
        let read = |text: &str| rust_decimal::Decimal::from_str(text).or_else(|_| rust_decimal::Decimal::from_scientific(text)).ok();
        if let (Some(one), Some(other)) = (read(&a), read(&b)) {
            let ours = Decimal::from(a.as_str()).cmp(&Decimal::from(b.as_str()));
            prop_assert_eq!(ours, one.cmp(&other), "{} {}", a, b);
        }
    }

    #[test]
    fn lengths_keep_the_laws_of_a_partial_order(a in length(), b in length(), c in length()) {
        let hashes = RandomState::new();
        let [a, b, c] = [a, b, c].map(Duration::from);
        prop_assert_eq!(a.partial_cmp(&b) == Some(Ordering::Equal), a == b, "{:?} {:?}", a, b);
        prop_assert_eq!(a.partial_cmp(&b), b.partial_cmp(&a).map(Ordering::reverse));
        if a == b {
            prop_assert_eq!(hashes.hash_one(&a), hashes.hash_one(&b));
        }
        if a < b && b < c {
            prop_assert!(a < c, "{:?} {:?} {:?}", a, b, c);
        }
        if let (Some(one), Some(other)) = (a.to_std(), b.to_std()) {
            prop_assert_eq!(a.partial_cmp(&b), Some(one.cmp(&other)), "{:?} {:?}", a, b);
        }
    }

    #[test]
    fn unix_times_are_in_the_order_of_their_numbers(a in -5_i32..5, b in -20_i32..20) {
        let whole: UnixTime = specsmith_model::from_str(&a.to_string()).unwrap();
        let part: UnixTime = specsmith_model::from_str(&format!("{:?}", f64::from(b) / 4.0)).unwrap();
        prop_assert_eq!(whole.partial_cmp(&part), f64::from(a).partial_cmp(&(f64::from(b) / 4.0)));
    }
}

#[test]
fn the_same_instant_value_and_identity_are_equal() {
    let date_time = |text: &str| DateTime::from(text);
    assert!(date_time("2026-01-31T12:00:00.5Z") > date_time("2026-01-31T12:00:00Z"));
    assert_eq!(date_time("2026-01-31T13:00:00.50+01:00"), date_time("2026-01-31t12:00:00.5z"));
    assert!(date_time("2016-12-31T23:59:60.5Z") > "2016-12-31T23:59:59.9Z");
    assert!(date_time("2016-12-31T23:59:60.5Z") < date_time("2017-01-01T00:00:00Z"));
    assert_ne!(date_time("2026-01-31T12:00:00.1234567891Z"), date_time("2026-01-31T12:00:00.1234567892Z"));
    assert_ne!(date_time("yesterday"), date_time("today"));
    assert_eq!(Time::from("13:00:00+01:00"), Time::from("12:00:00.0Z"));
    assert_ne!(Time::from("12:00:00"), Time::from("12:00:00Z"));
    assert_eq!(Uuid::from("0191D3A4-0000-7000-8000-0123456789AB"), "0191d3a4-0000-7000-8000-0123456789ab");
    let decimal = |text: &str| Decimal::from(text);
    assert_eq!(decimal("1.50"), Decimal::number("15e-1").unwrap());
    assert!(decimal("9.9") < decimal("10") && decimal("-10") < decimal("-9.9") && decimal("-0") == decimal("0.000"));
    assert!(decimal("1e400") < decimal("1e401") && decimal("1e400") > decimal(&"9".repeat(400)));
    let length = |text: &str| Duration::from(text);
    assert_eq!(length("P1DT2H30M"), length("PT26H30M"));
    assert_eq!(length("P1Y"), length("P12M"));
    assert_eq!(length("PT1.5H"), length("PT90M"));
    assert_eq!(length("P1M").partial_cmp(&length("P30D")), None);
    assert!(length("P1M") < length("P32D") && length("P1M") > length("P27D"));
    assert_eq!(IpText::from("::1"), "0:0:0:0:0:0:0:1");
    assert_eq!(Base64::from("YQ=="), "YQ");
    assert_eq!(HashSet::from(["1.0", "1", "1e0"].map(Decimal::from)).len(), 1);
}

#[test]
fn a_scalar_is_written_as_it_came() {
    for text in ["2026-01-31t12:00:00.500+00:00", "0191D3A4-0000-7000-8000-0123456789AB", "nonsense"] {
        let json = format!("{text:?}");
        assert_eq!(specsmith_model::to_string(&DateTime::from(text)), json);
        assert_eq!(specsmith_model::to_string(&Uuid::from(text)), json);
    }
    let money: Decimal = specsmith_model::from_str("1.50").unwrap();
    assert_eq!(specsmith_model::to_string(&money), "1.50");
}
