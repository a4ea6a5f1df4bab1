//! Lists of numbers that may be sent as Base64.

use std::ops::Deref;

use crate::fault::Fault;
use crate::node::{Node, NodeKind};
use crate::scalars::base64;
use crate::traits::{Decode, Encode, FieldVisitor};
use crate::writer::Writer;

/// A list of numbers, which an API sends as an array or as Base64 text of little-endian 32-bit floats. It dereferences to a slice of `f64`, and is written in
/// its original form.
///
/// ```
/// use specsmith_model::Floats;
///
/// let list: Floats = specsmith_model::from_str("[0.5, 2]")?;
/// let text: Floats = specsmith_model::from_str("\"AAAAPwAAAEA=\"")?;
/// assert_eq!(*list, *text);
/// assert_eq!(text.to_f32(), [0.5, 2.0]);
/// # Ok::<(), specsmith_model::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Floats {
    values: Vec<f64>,
    form: Form,
}

/// The form that a list came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Form {
    #[default]
    Array,
    /// Text, as [`base64::encode`] writes it.
    Text,
    /// Text that is written otherwise.
    OddText(Box<str>),
}

impl Floats {
    /// Returns the numbers as 32-bit floats, without loss if they came as Base64 text.
    pub fn to_f32(&self) -> Vec<f32> {
        self.values.iter().map(|value| *value as f32).collect()
    }

    /// Returns the numbers.
    pub fn into_vec(self) -> Vec<f64> {
        self.values
    }

    /// Returns true for a list that came as Base64 text.
    pub fn is_base64(&self) -> bool {
        self.form != Form::Array
    }

    fn of_text(text: &str) -> Option<Self> {
        let bytes = base64::decode(text)?;
        let chunks = bytes.chunks_exact(4);
        if !chunks.remainder().is_empty() {
            return None;
        }
        let float = |chunk: &[u8]| f32::from_le_bytes(chunk.try_into().unwrap_or_default());
        let values = chunks.map(|chunk| f64::from(float(chunk))).collect();
        let form = if base64::encode(&bytes) == text { Form::Text } else { Form::OddText(text.into()) };
        Some(Self { values, form })
    }
}

impl Deref for Floats {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.values
    }
}

/// Two lists are equal when their numbers are.
impl PartialEq for Floats {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl From<Vec<f64>> for Floats {
    fn from(values: Vec<f64>) -> Self {
        Self { values, form: Form::Array }
    }
}

impl<const N: usize> From<[f64; N]> for Floats {
    fn from(values: [f64; N]) -> Self {
        Self::from(values.to_vec())
    }
}

impl From<Vec<f32>> for Floats {
    fn from(values: Vec<f32>) -> Self {
        values.into_iter().map(f64::from).collect()
    }
}

impl FromIterator<f64> for Floats {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        Self::from(Vec::from_iter(values))
    }
}

impl<'a> IntoIterator for &'a Floats {
    type Item = &'a f64;
    type IntoIter = std::slice::Iter<'a, f64>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl Decode for Floats {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        if node.kind() != NodeKind::String {
            return Vec::<f64>::decode(node).map(Self::from);
        }
        Self::of_text(node.text()?).ok_or_else(|| Fault::expected(node, "numbers, or Base64 of 32-bit floats"))
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::default())
    }
}

impl Encode for Floats {
    fn encode(&self, writer: &mut Writer) {
        match &self.form {
            Form::Array => writer.array(&self.values),
            Form::OddText(text) => writer.string(text),
            Form::Text => {
                let bytes: Vec<u8> = self.values.iter().flat_map(|value| (*value as f32).to_le_bytes()).collect();
                writer.string(&base64::encode(&bytes));
            }
        }
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

crate::model_serde!(Floats);

#[cfg(test)]
mod tests {
    use super::*;

    /// The output of Python's `base64.b64encode(struct.pack('<5f', …))` for these numbers.
    const ENCODED: (&str, [f32; 5]) = ("zczMPQAAIMCVv9Yznsl/fwAAAAA=", [0.1, -2.5, 1e-7, 3.4e38, 0.0]);

    #[test]
    fn text_and_array_are_one_list_and_come_back() {
        let (text, values) = ENCODED;
        let json = format!("\"{text}\"");
        let read: Floats = crate::from_str(&json).unwrap();
        assert_eq!(read.to_f32(), values);
        assert!(read.is_base64());
        assert_eq!(crate::to_string(&read), json);
        for same in ["[0.5,2.0,-1]", "[]", "\"\"", "\"AAAAPwAAAEA\""] {
            let read: Floats = crate::from_str(same).unwrap();
            assert_eq!(crate::to_string(&read).replace(".0", ""), same.replace(".0", ""));
        }
        assert_eq!(crate::from_str::<Floats>("[0.5,2]").unwrap(), crate::from_str("\"AAAAPwAAAEA=\"").unwrap());
    }

    #[test]
    fn what_is_neither_is_refused() {
        for other in ["\"AAAA\"", "\"no Base64!\"", "{}", "[\"a\"]", "true"] {
            assert!(crate::from_str::<Floats>(other).is_err(), "{other}");
        }
    }
}
