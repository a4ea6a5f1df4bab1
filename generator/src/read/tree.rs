//! Types that the parsers of YAML and JSON share: the tree, and the slips of its text.

use serde_json::{Map, Number, Value};

use crate::pointer::Pointer;

/// Nesting beyond this is refused. Real documents stay below 40.
pub(super) const MAX_DEPTH: usize = 128;

/// A parsed text.
#[derive(Debug)]
pub(super) struct Tree {
    /// The root.
    pub(super) value: Value,
    /// Oddities that did not stop the parser, in the order of the text.
    pub(super) slips: Vec<Slip>,
}

/// An irregularity that did not stop the parser.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slip {
    /// Tokens from the node up to the root: built while unwinding, so that a sound document pays nothing.
    path: Vec<String>,
    /// Kind of the slip.
    pub(super) kind: SlipKind,
}

/// Kinds of [`Slip`].
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SlipKind {
    /// The key occurs twice in its object; the last one counts.
    DuplicateKey,
    /// A number that neither 64-bit integers nor floats represent exactly; its text.
    Rounded(String),
    /// A number or boolean written in a way that its value does not tell, such as `1.10` or `True`; its text.
    Spelled(String),
    /// `.inf` or `.nan`, which JSON does not have; kept as text.
    NotFinite,
    /// `<<` with something else than a mapping or a list of them.
    BadMerge,
    /// The text continues with a second YAML document.
    SecondDocument,
}

/// The slips of one text, with their paths growing from the leaf.
#[derive(Debug, Default)]
pub(super) struct Slips(Vec<Slip>);

impl Slips {
    /// Notes a slip at the node being read.
    pub(super) fn add(&mut self, kind: SlipKind) {
        self.0.push(Slip { path: Vec::new(), kind });
    }

    /// Returns the number of slips: pass it to [`Slips::below`] once the child is read.
    pub(super) fn mark(&self) -> usize {
        self.0.len()
    }

    /// Adds a token to the path of every slip since `mark`.
    pub(super) fn below(&mut self, mark: usize, token: impl Fn() -> String) {
        for slip in &mut self.0[mark..] {
            slip.path.push(token());
        }
    }

    /// Returns all slips.
    pub(super) fn finish(self) -> Vec<Slip> {
        self.0
    }
}

impl Slip {
    /// Returns a slip at a path given from the leaf to the root.
    pub(super) fn new(path: Vec<String>, kind: SlipKind) -> Self {
        Self { path, kind }
    }

    /// Returns its location.
    pub(super) fn pointer(&self) -> Pointer {
        self.path.iter().rev().fold(Pointer::root(), |at, token| at.child(token))
    }

    /// Returns the tokens of its path, from the node to the root.
    pub(super) fn path(&self) -> &[String] {
        &self.path
    }

    /// Returns the last token of its path: a key, or an index as text.
    pub(super) fn leaf(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }
}

/// Error for a text that cannot be read.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Line from 1 and column from 1, when known.
    pub(super) at: Option<(usize, usize)>,
    /// One sentence.
    pub(super) message: String,
    /// One sentence.
    pub(super) hint: String,
}

impl Refusal {
    /// Returns a refusal at a line and column, both from 1.
    pub(super) fn new(at: Option<(usize, usize)>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { at, message: message.into(), hint: hint.into() }
    }
}

/// Returns the refusal of a text that is nested too deeply at a byte offset.
pub(super) fn too_deep(text: &str, at: usize) -> Refusal {
    Refusal::new(
        Some(super::position::line_and_column(text, at)),
        format!("the document is nested too deeply here: more than {MAX_DEPTH} levels"),
        "move inner parts to `components` and refer to them with `$ref`",
    )
}

/// Inserts a member; a second one of the same key wins and is noted.
pub(super) fn insert(map: &mut Map<String, Value>, key: String, value: Value, slips: &mut Slips) {
    use serde_json::map::Entry;
    match map.entry(key) {
        Entry::Vacant(entry) => {
            entry.insert(value);
        }
        Entry::Occupied(mut entry) => {
            let mark = slips.mark();
            slips.add(SlipKind::DuplicateKey);
            slips.below(mark, || entry.key().clone());
            entry.insert(value);
        }
    }
}

/// Returns a float as a JSON number; one that JSON does not have is kept as text.
pub(super) fn float(value: f64, text: impl FnOnce() -> String, slips: &mut Slips) -> Value {
    match Number::from_f64(value) {
        Some(number) => Value::Number(number),
        None => {
            slips.add(SlipKind::NotFinite);
            Value::String(text())
        }
    }
}

/// Returns the shortest decimal text of a float, without exponent: `9.2e18` is `9200000000000000000`.
pub(super) fn plain_decimal(value: f64) -> String {
    let text = format!("{value:e}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    let point = whole.len() as i32 + exponent;
    if point <= 0 {
        return format!("{sign}0.{}{all}", "0".repeat(point.unsigned_abs() as usize));
    }
    let point = point.unsigned_abs() as usize;
    if point >= all.len() {
        return format!("{sign}{all}{}", "0".repeat(point - all.len()));
    }
    format!("{sign}{}.{}", &all[..point], &all[point..])
}

#[cfg(test)]
mod tests {
    use super::plain_decimal;

    #[test]
    fn floats_are_written_without_exponent() {
        for (value, text) in [
            (-9223372036854776000.0, "-9223372036854776000"),
            (0.00015, "0.00015"),
            (12.5, "12.5"),
            (1e20, "100000000000000000000"),
            (0.5, "0.5"),
            (3.0, "3"),
        ] {
            assert_eq!(plain_decimal(value), text);
        }
    }
}
