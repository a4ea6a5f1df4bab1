//! Durations of ISO 8601, exactly.

/// A length of time: months, and seconds with their fraction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Length {
    months: u64,
    seconds: u128,
    /// Fraction of a second, in units of `10^-DIGITS` seconds.
    fraction: u128,
}

/// The digits of a fraction that are told apart.
const DIGITS: u32 = 24;
const UNIT: u128 = 10_u128.pow(DIGITS);

/// The designators before and after the `T`, with the seconds of each; those of years and months are months.
const DATE: [(char, u64); 4] = [('Y', 12), ('M', 1), ('W', 7 * 86_400), ('D', 86_400)];
const TIME: [(char, u64); 3] = [('H', 3600), ('M', 60), ('S', 1)];

impl Length {
    /// Reads a text such as `P1Y2M10DT2H30.5S`; `None` for one that is no length, or too fine or too long to be told exactly.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.strip_prefix('P')?;
        let (date, time) = match text.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (text, ""),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let mut length = Self { months: 0, seconds: 0, fraction: 0 };
        length.add(date, &DATE, 2, time.is_empty())?;
        length.add(time, &TIME, 0, true)?;
        length.seconds += length.fraction / UNIT;
        length.fraction %= UNIT;
        Some(length)
    }

    /// Adds amounts, each with one of these units, in their order; the first units count months. Only the last amount has a fraction.
    fn add(&mut self, mut text: &str, units: &[(char, u64)], in_months: usize, is_last: bool) -> Option<()> {
        for (index, (unit, size)) in units.iter().enumerate() {
            let Some((amount, rest)) = text.split_once(*unit) else { continue };
            let (whole, part) = amount.split_once(['.', ',']).unwrap_or((amount, ""));
            let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
            let has_part = amount.len() > whole.len();
            if whole.is_empty() || !is_number(whole) || !is_number(part) || (has_part && part.is_empty()) {
                return None;
            }
            let whole = whole.parse::<u64>().ok()?;
            if index < in_months {
                self.months = self.months.checked_add(whole.checked_mul(*size)?).filter(|_| !has_part)?;
            } else {
                self.seconds += u128::from(whole) * u128::from(*size);
                self.fraction += fraction(part)? * u128::from(*size);
            }
            text = rest;
            if has_part && !(text.is_empty() && is_last) {
                return None;
            }
        }
        text.is_empty().then_some(())
    }

    /// Returns its end in seconds, counted from a day; months have their lengths from that day on.
    pub(crate) fn from(&self, days_of: impl Fn(u64) -> i64) -> (i128, u128) {
        let days = i128::from(days_of(self.months));
        (days * 86_400 + i128::try_from(self.seconds).unwrap_or(i128::MAX), self.fraction)
    }
}

/// Returns the digits after a decimal point.
fn fraction(part: &str) -> Option<u128> {
    let part = part.trim_end_matches('0');
    let digits = u32::try_from(part.len()).ok().filter(|digits| *digits <= DIGITS)?;
    if part.is_empty() { Some(0) } else { Some(part.parse::<u128>().ok()? * 10_u128.pow(DIGITS - digits)) }
}
