//! Rate limits that APIs announce in headers.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// The API's rate limits, read from the headers of a response; empty if it has none of them.
///
/// Read from `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers, in its structured and its older forms), from
/// fields such as `x-ratelimit-remaining`, `x-rate-limit-reset` or `x-ratelimit-limit-tokens`, and from `retry-after-ms` and
/// `retry-after` (RFC 9110 §10.2.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimits {
    /// The limits in the response, in the order of their names.
    pub limits: Vec<RateLimit>,
    /// Time that the API asks to wait.
    pub retry_after: Option<Duration>,
}

/// One rate limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// The limited quantity, as the API calls it, such as `requests` or `tokens`; empty if it has no name.
    pub name: String,
    /// Total quota.
    pub limit: Option<u64>,
    /// Remaining quota.
    pub remaining: Option<u64>,
    /// Time from the response until the quota is restored.
    pub reset: Option<Duration>,
    /// Time window of the limit.
    pub window: Option<Duration>,
}

impl RateLimits {
    /// Returns true if the response announces no limit.
    pub fn is_empty(&self) -> bool {
        self.limits.is_empty() && self.retry_after.is_none()
    }

    /// Returns a limit by its name.
    pub fn get(&self, name: &str) -> Option<&RateLimit> {
        self.limits.iter().find(|limit| limit.name == name)
    }

    /// Reads the headers of a response that came at a time.
    pub(crate) fn read(headers: &HeaderMap, received: SystemTime) -> Self {
        let mut found =
            Self { limits: Vec::new(), retry_after: crate::http::retry_after::server_delay(headers, received) };
        for (name, value) in headers {
            let Ok(value) = value.to_str() else { continue };
            match name.as_str() {
                "ratelimit" | "ratelimit-policy" => found.structured(value),
                name => {
                    if let Some((limited, word)) = field(name) {
                        found.single(&limited, word, value, received);
                    }
                }
            }
        }
        found.limits.retain(|limit| *limit != RateLimit { name: limit.name.clone(), ..RateLimit::default() });
        found.limits.sort_by(|one, other| one.name.cmp(&other.name));
        found
    }

    fn named(&mut self, name: &str) -> &mut RateLimit {
        let index = self.limits.iter().position(|limit| limit.name == name).unwrap_or_else(|| {
            self.limits.push(RateLimit { name: name.to_owned(), ..RateLimit::default() });
            self.limits.len() - 1
        });
        &mut self.limits[index]
    }

    /// Reads `"default";r=50;t=30`, a policy `"default";q=100;w=60`, or the older `limit=100, remaining=50, reset=30`.
    fn structured(&mut self, value: &str) {
        for item in value.split(',') {
            let mut parts = item.split(';').map(str::trim);
            let first = parts.next().unwrap_or_default();
            if let Some((key, number)) = first.split_once('=') {
                self.parameter("", key.trim(), number);
                continue;
            }
            let name = first.trim_matches('"');
            // An older policy begins with its quota: `100;w=60`.
            let (name, quota) = if first.starts_with('"') { (name, None) } else { ("", first.parse().ok()) };
            if quota.is_some() {
                self.named(name).limit = quota;
            }
            for (key, number) in parts.filter_map(|part| part.split_once('=')) {
                self.parameter(name, key.trim(), number);
            }
        }
    }

    fn parameter(&mut self, name: &str, key: &str, number: &str) {
        let Ok(number) = number.trim().parse::<u64>() else { return };
        let limit = self.named(name);
        match key {
            "limit" | "q" => limit.limit = Some(number),
            "remaining" | "r" => limit.remaining = Some(number),
            "reset" | "t" => limit.reset = Some(Duration::from_secs(number)),
            "w" => limit.window = Some(Duration::from_secs(number)),
            _ => {}
        }
    }

    fn single(&mut self, name: &str, word: Word, value: &str, received: SystemTime) {
        // `100, 100;w=60` of older drafts: the first number counts.
        let number = value.split([',', ';']).next().map(str::trim).unwrap_or_default();
        match word {
            Word::Limit => self.named(name).limit = number.parse().ok(),
            Word::Remaining => self.named(name).remaining = count(number),
            Word::Reset => self.named(name).reset = moment(value.trim(), received),
        }
    }
}

#[derive(Clone, Copy)]
enum Word {
    Limit,
    Remaining,
    Reset,
}

/// Splits the name of a header such as `x-ratelimit-remaining-tokens` into the limit's name (`tokens`) and the property it states.
fn field(name: &str) -> Option<(String, Word)> {
    let rest = ["ratelimit-", "rate-limit-"].iter().find_map(|mark| name.split_once(mark).map(|(_, rest)| rest))?;
    let mut word = None;
    let mut limited = Vec::new();
    for part in rest.split('-') {
        match part {
            "limit" if word.is_none() => word = Some(Word::Limit),
            "remaining" => word = Some(Word::Remaining),
            "reset" => word = Some(Word::Reset),
            "after" if matches!(word, Some(Word::Reset)) => {}
            other => limited.push(other),
        }
    }
    word.map(|word| (limited.join("-"), word))
}

/// Parses a count; a fraction is rounded down.
fn count(text: &str) -> Option<u64> {
    text.parse().ok().or_else(|| text.split_once('.')?.0.parse().ok())
}

/// Parses the time of a reset: seconds from now, seconds or milliseconds since 1970, a duration such as `6m0s`, or a date.
fn moment(text: &str, received: SystemTime) -> Option<Duration> {
    /// More seconds than this are a point in time: it is in 2001.
    const POINT: f64 = 1e9;
    let until = |point: SystemTime| point.duration_since(received).unwrap_or_default();
    if let Ok(number) = text.parse::<f64>() {
        let seconds = if number >= POINT * 1000.0 { number / 1000.0 } else { number };
        let span = Duration::try_from_secs_f64(seconds).ok()?;
        return if number < POINT { Some(span) } else { SystemTime::UNIX_EPOCH.checked_add(span).map(until) };
    }
    span(text).or_else(|| httpdate::parse_http_date(text).ok().map(until)).or_else(|| date(text).map(until))
}

/// Returns a duration such as `1h2m3.5s` or `20ms`.
fn span(text: &str) -> Option<Duration> {
    let mut total = Duration::ZERO;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?;
        let unit = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let seconds = match rest.get(..unit)? {
            "d" => 86_400.0,
            "h" => 3_600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        total = total.checked_add(Duration::try_from_secs_f64(number * seconds).ok()?)?;
        rest = rest.get(unit..)?;
    }
    (!text.is_empty()).then_some(total)
}

/// Returns a date of RFC 3339 in UTC, to the second.
fn date(text: &str) -> Option<SystemTime> {
    let (day, time) = text.strip_suffix(['Z', 'z'])?.split_once(['T', 't', ' '])?;
    let mut numbers = day.split('-').chain(time.split(':').map(|part| part.split('.').next().unwrap_or_default()));
    let mut next = || numbers.next()?.parse::<u64>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Days since 1970-01-01, the year beginning in March.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = (year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day).checked_sub(719_469)?;
    let seconds = days * 86_400 + hour.min(23) * 3_600 + minute.min(59) * 60 + second.min(60);
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2023-11-14T22:13:20Z
    const NOW: u64 = 1_700_000_000;

    fn read(fields: &[(&'static str, &str)]) -> RateLimits {
        let headers = fields.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        RateLimits::read(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(NOW))
    }

    fn limit(name: &str, limit: Option<u64>, remaining: Option<u64>, reset: Option<f64>) -> RateLimit {
        let reset = reset.map(Duration::from_secs_f64);
        RateLimit { name: name.to_owned(), limit, remaining, reset, window: None }
    }

    #[test]
    fn named_limits() {
        let found = read(&[
            ("x-ratelimit-limit-requests", "60"),
            ("x-ratelimit-limit-tokens", "150000"),
            ("x-ratelimit-remaining-requests", "59"),
            ("x-ratelimit-remaining-tokens", "149984"),
            ("x-ratelimit-reset-requests", "1s"),
            ("x-ratelimit-reset-tokens", "6m0s"),
            ("retry-after", "20"),
        ]);
        assert_eq!(found.get("requests"), Some(&limit("requests", Some(60), Some(59), Some(1.0))));
        assert_eq!(found.get("tokens"), Some(&limit("tokens", Some(150_000), Some(149_984), Some(360.0))));
        assert_eq!((found.limits.len(), found.retry_after), (2, Some(Duration::from_secs(20))));
        let found = read(&[("vendor-ratelimit-input-tokens-remaining", "7")]);
        assert_eq!(found.limits, [limit("input-tokens", None, Some(7), None)]);
    }

    #[test]
    fn forms_of_the_reset() {
        let table = [
            ("30", Some(30.0)),
            ("0.25", Some(0.25)),
            ("1700000060", Some(60.0)),
            ("1700000060500", Some(60.5)),
            ("1699999999", Some(0.0)),
            ("1h2m3.5s", Some(3_723.5)),
            ("20ms", Some(0.02)),
            ("2023-11-14T22:14:20Z", Some(60.0)),
            ("2023-11-14T22:14:20.123Z", Some(60.0)),
            ("Tue, 14 Nov 2023 22:13:30 GMT", Some(10.0)),
            ("2024-02-29T00:00:00Z", Some(1_709_164_800.0 - 1_700_000_000.0)),
            ("soon", None),
            ("5 apples", None),
            ("-5", None),
            ("nan", None),
            ("1e300", None),
            ("", None),
        ];
        for (text, wanted) in table {
            let found = read(&[("x-ratelimit-limit", "1"), ("x-ratelimit-reset", text)]);
            assert_eq!(found.limits, [limit("", Some(1), None, wanted)], "{text}");
        }
    }

    #[test]
    fn the_standard_to_be_and_its_older_forms() {
        let found = read(&[
            ("ratelimit-policy", r#""burst";q=100;w=60,"day";q=1000;w=86400"#),
            ("ratelimit", r#""burst";r=50;t=30"#),
        ]);
        let burst = found.get("burst").unwrap();
        assert_eq!((burst.limit, burst.remaining), (Some(100), Some(50)));
        assert_eq!((burst.reset, burst.window), (Some(Duration::from_secs(30)), Some(Duration::from_secs(60))));
        assert_eq!(found.get("day").unwrap().limit, Some(1000));
        let found = read(&[("ratelimit", "limit=100, remaining=50, reset=30")]);
        assert_eq!(found.limits, [limit("", Some(100), Some(50), Some(30.0))]);
        let found = read(&[("ratelimit-limit", "10, 10;w=1"), ("ratelimit-remaining", "9"), ("ratelimit-reset", "1")]);
        assert_eq!(found.limits, [limit("", Some(10), Some(9), Some(1.0))]);
        let found = read(&[("x-rate-limit-limit", "10"), ("x-rate-limit-remaining", "9.9")]);
        assert_eq!(found.limits, [limit("", Some(10), Some(9), None)]);
    }

    #[test]
    fn what_says_nothing_is_empty() {
        assert!(read(&[]).is_empty());
        assert!(
            read(&[("x-ratelimit-limit", "many"), ("x-ratelimit-resource", "core"), ("ratelimit", ";;=,")]).is_empty()
        );
    }
}
