//! Plain values: format and bounds.

use serde_json::Value;

use super::Audit;
use super::declared::Declared;
use crate::api::{BoundedInteger, Scalar};
use crate::read::{Node, Written};

impl<'d> Audit<'d> {
    /// Audits a scalar against its schema; true if nothing differs.
    pub(super) fn scalar(&mut self, node: Node<'d>, declared: &Declared<'d>, scalar: Scalar, exact: bool) -> bool {
        // Beside a type that is neither, these say nothing.
        if declared.types.is_empty() && !(declared.properties.is_empty() && declared.items.is_empty()) {
            return self.find(node, &[], "the type is a plain value, the schema describes an object or a list");
        }
        if exact && self.has_values(declared) && !(scalar == Scalar::Bool && self.has_both(declared)) {
            return self.find(node, &["enum"], "the type takes other values than those of the schema");
        }
        let is_binary = declared.format.is_some_and(|format| format.eq_ignore_ascii_case("binary"));
        if is_binary && !matches!(scalar, Scalar::Binary | Scalar::File) {
            return self.find(node, &["format"], "the type is text, the schema says bytes");
        }
        if scalar != Scalar::Floats
            && exact
            && declared.format.is_none()
            && is_told_by_format(scalar)
            && !has_content(node, &self.written)
        {
            return self.find(node, &[], "the type is narrower than the schema, which gives no format");
        }
        self.bounds(node, declared, scalar)
    }

    fn bounds(&mut self, node: Node<'d>, declared: &Declared<'d>, scalar: Scalar) -> bool {
        let Some((least, most)) = range(scalar) else { return true };
        if declared.bounds.0.and_then(Value::as_f64).is_some_and(|bound| bound < least) {
            return self.find(node, &["minimum"], "the type does not reach the least value");
        }
        if declared.bounds.1.and_then(Value::as_f64).is_some_and(|bound| bound > most) {
            return self.find(node, &["maximum"], "the type does not reach the largest value");
        }
        // A narrow type needs bounds on both sides, or a format that is trusted.
        let (bounds, exclusive) = (declared.bounds, declared.exclusive);
        let open = (bounds.0.is_none() && !exclusive.0) || (bounds.1.is_none() && !exclusive.1);
        match scalar {
            Scalar::Bounded(BoundedInteger::U64) => true,
            Scalar::I32 | Scalar::Bounded(_) if open && !is_narrow(declared.format) => {
                self.find(node, &["format"], "the type is narrower than the schema, which has no bounds")
            }
            _ => true,
        }
    }
}

/// Returns the range of an integer type, as near as a float tells it.
fn range(scalar: Scalar) -> Option<(f64, f64)> {
    Some(match scalar {
        Scalar::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        Scalar::Bounded(small) => {
            let (least, most) = small.range();
            (least as f64, most as f64)
        }
        Scalar::I64 => (i64::MIN as f64, i64::MAX as f64),
        Scalar::U64 => (0.0, u64::MAX as f64),
        Scalar::I128 => (i128::MIN as f64, i128::MAX as f64),
        _ => return None,
    })
}

/// Returns true for formats of integers with less than 64 bits.
fn is_narrow(format: Option<&str>) -> bool {
    let format = format.unwrap_or_default().to_ascii_lowercase();
    matches!(format.as_str(), "int8" | "int16" | "int32" | "uint8" | "uint16" | "uint32")
}

/// Returns true for types that only a format can declare.
fn is_told_by_format(scalar: Scalar) -> bool {
    !scalar.is_std() && !matches!(scalar, Scalar::Number | Scalar::Floats)
}

/// Returns true if the content is described: `contentEncoding`, `contentMediaType`, or Swagger's `type: file`.
fn has_content<'d>(node: Node<'d>, written: &Written<'d>) -> bool {
    written.follow(node).is_none_or(|node| {
        ["contentEncoding", "contentMediaType", "allOf", "$ref"].iter().any(|key| node.get(key).is_some())
            || node.text("type") == Some("file")
    })
}
