//! `minimum`, `maximum` and `multipleOf`, and the exclusive forms of both generations.

use serde_json::{Number, Value};

use super::gather::{Raw, Slot};
use super::keywords::StandardKeywords;
use crate::read::at::At;
use crate::read::ext;
use crate::read::reader::{Extensions, Reader};
use crate::read::tree::plain_decimal;
use crate::read::value::parse_number;

/// One end of a range.
#[derive(Debug, Default)]
struct Bound {
    number: Option<Number>,
    /// The bound as written, when it is not the number.
    text: Option<String>,
    exclusive: Option<bool>,
}

/// The keywords of one end.
struct End<'d> {
    plain: Slot<'d>,
    plain_key: &'static str,
    exclusive: Slot<'d>,
    exclusive_key: &'static str,
    /// True when the first is the tighter bound.
    tighter: fn(f64, f64) -> bool,
}

impl<'d> Reader<'d> {
    /// Reads the bounds of numbers.
    pub(super) fn bounds(
        &mut self,
        raw: &Raw<'d>,
        keywords: &mut StandardKeywords,
        extensions: &mut Extensions,
        at: &At<'_>,
    ) {
        let is_integer = keywords.ty == Some("integer");
        let low = End {
            plain: raw.minimum,
            plain_key: "minimum",
            exclusive: raw.exclusive_minimum,
            exclusive_key: "exclusiveMinimum",
            tighter: |a, b| a >= b,
        };
        let high = End {
            plain: raw.maximum,
            plain_key: "maximum",
            exclusive: raw.exclusive_maximum,
            exclusive_key: "exclusiveMaximum",
            tighter: |a, b| a <= b,
        };
        let low = self.bound(&low, is_integer, at);
        let high = self.bound(&high, is_integer, at);
        (keywords.minimum, keywords.exclusive_minimum) = (low.number, low.exclusive);
        (keywords.maximum, keywords.exclusive_maximum) = (high.number, high.exclusive);
        for (name, text) in [(ext::MINIMUM, low.text), (ext::MAXIMUM, high.text)] {
            text.map(|text| extensions.insert(name.to_owned(), Value::String(text)));
        }
        if let Some(value) = raw.multiple_of {
            let at = at.key("multipleOf");
            let step = self.number(value, &at);
            keywords.multiple_of = self.fit(step, is_integer);
            if keywords.multiple_of.is_none() && !value.is_null() {
                extensions.insert(ext::MULTIPLE_OF.to_owned(), Value::String(self.spelling(value, &at)));
            }
        }
    }

    fn bound(&mut self, end: &End<'d>, is_integer: bool, at: &At<'_>) -> Bound {
        let mut bound = Bound::default();
        let mut written = None;
        if let Some(value) = end.plain {
            let at = at.key(end.plain_key);
            bound.number = self.number(value, &at);
            written = Some((value, self.number_text(value, &at)));
        }
        match end.exclusive {
            None => {}
            Some(Value::Bool(exclusive)) => bound.exclusive = Some(*exclusive),
            Some(Value::String(text)) if parse_number(text).is_none() => {
                bound.exclusive = self.flag(&Value::String(text.clone()), &at.key(end.exclusive_key));
            }
            Some(value) => {
                let at = at.key(end.exclusive_key);
                let number = self.number(value, &at);
                let replaces = match (&number, &bound.number) {
                    (Some(new), Some(old)) => (end.tighter)(as_f64(new), as_f64(old)),
                    (number, _) => number.is_some(),
                };
                if replaces {
                    if !self.is_json_schema() {
                        self.other_version(end.exclusive_key, "a number for this keyword", "3.1", &at);
                    }
                    bound = Bound { number, text: None, exclusive: Some(true) };
                    written = Some((value, self.number_text(value, &at)));
                }
            }
        }
        let fitted = self.fit(bound.number.take(), is_integer);
        bound.text = written.filter(|(value, _)| fitted.is_none() && !value.is_null()).map(|(_, text)| text);
        bound.number = fitted;
        if bound.number.is_none() && bound.text.is_none() {
            bound.exclusive = None;
        }
        bound
    }

    /// The number in the form the typed model has for the type; `None` when it has none.
    fn fit(&self, number: Option<Number>, is_integer: bool) -> Option<Number> {
        let number = number?;
        if !is_integer || number.is_i64() {
            return Some(number);
        }
        let float = number.as_f64()?;
        let whole = float.fract() == 0.0 && (-9.0e15..=9.0e15).contains(&float);
        whole.then(|| Number::from(float as i64))
    }

    fn number_text(&self, value: &Value, at: &At<'_>) -> String {
        match value {
            Value::Number(number) if number.is_f64() => {
                let spelled = self.sources.spelled(at.file, &at.origin());
                spelled.map_or_else(|| plain_decimal(as_f64(number)), str::to_owned)
            }
            value => self.spelling(value, at),
        }
    }
}

fn as_f64(number: &Number) -> f64 {
    number.as_f64().unwrap_or(f64::NAN)
}
