//! Evaluates the conditions of filters.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Number, Value};

use super::pattern;
use super::query::{Comparison, Logical, Operand, Pattern};
use super::select::Walk;

/// A side of a comparison; it may be nothing.
type Found<'v> = Option<Cow<'v, Value>>;

impl<'v> Walk<'v, '_> {
    /// Returns true if a node is as a condition wants it. `None` when the budget is used up.
    pub(super) fn holds(&mut self, logical: &'v Logical, node: &'v Value) -> Option<bool> {
        self.spend(1)?;
        match logical {
            Logical::Or(parts) => {
                for part in parts {
                    if self.holds(part, node)? {
                        return Some(true);
                    }
                }
                Some(false)
            }
            Logical::And(parts) => {
                for part in parts {
                    if !self.holds(part, node)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            Logical::Not(inner) => Some(!self.holds(inner, node)?),
            Logical::Exists(query) => Some(!self.values(query, node)?.is_empty()),
            Logical::Compare(left, comparison, right) => {
                let (left, right) = (self.operand(left, node)?, self.operand(right, node)?);
                self.compare(left.as_deref(), *comparison, right.as_deref())
            }
            Logical::Matches { text, pattern } => self.matches(text, pattern, node),
        }
    }

    fn operand(&mut self, operand: &'v Operand, node: &'v Value) -> Option<Found<'v>> {
        Some(match operand {
            Operand::Literal(value) => Some(Cow::Borrowed(value)),
            Operand::Node(query) | Operand::ValueOf(query) => match self.values(query, node)?.as_slice() {
                [value] => Some(Cow::Borrowed(*value)),
                _ => None,
            },
            Operand::Count(query) => Some(Cow::Owned(self.values(query, node)?.len().into())),
            Operand::Length(of) => {
                let length = match self.operand(of, node)?.as_deref() {
                    Some(Value::String(text)) => {
                        self.spend(text.len() / 16)?;
                        Some(text.chars().count())
                    }
                    Some(Value::Array(items)) => Some(items.len()),
                    Some(Value::Object(map)) => Some(map.len()),
                    _ => None,
                };
                length.map(|length| Cow::Owned(length.into()))
            }
        })
    }

    fn matches(&mut self, text: &'v Operand, pattern: &'v Pattern, node: &'v Value) -> Option<bool> {
        let text = self.operand(text, node)?;
        let Some(Value::String(text)) = text.as_deref() else { return Some(false) };
        self.spend(text.len() / 16)?;
        match pattern {
            Pattern::Given(regex) => Some(regex.as_ref().is_some_and(|regex| regex.is_match(text))),
            Pattern::Found(operand, scope) => {
                let found = self.operand(operand, node)?;
                let Some(Value::String(pattern)) = found.as_deref() else { return Some(false) };
                // Compiling takes a thousand times as long as a step.
                self.spend(1_000 + pattern.len())?;
                Some(pattern::compile(pattern, *scope).is_some_and(|regex| regex.is_match(text)))
            }
        }
    }

    fn compare(&mut self, left: Option<&Value>, comparison: Comparison, right: Option<&Value>) -> Option<bool> {
        let is_less = |left, right| order(left, right) == Some(Ordering::Less);
        Some(match comparison {
            Comparison::Equal => self.equal(left, right)?,
            Comparison::NotEqual => !self.equal(left, right)?,
            Comparison::Less => is_less(left, right),
            Comparison::Greater => is_less(right, left),
            Comparison::LessOrEqual => is_less(left, right) || self.equal(left, right)?,
            Comparison::GreaterOrEqual => is_less(right, left) || self.equal(left, right)?,
        })
    }

    fn equal(&mut self, left: Option<&Value>, right: Option<&Value>) -> Option<bool> {
        self.spend(1)?;
        let (left, right) = match (left, right) {
            (Some(left), Some(right)) => (left, right),
            (left, right) => return Some(left.is_none() && right.is_none()),
        };
        match (left, right) {
            (Value::Number(left), Value::Number(right)) => Some(numbers(left, right) == Some(Ordering::Equal)),
            (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
                for (left, right) in left.iter().zip(right) {
                    if !self.equal(Some(left), Some(right))? {
                        return Some(false);
                    }
                }
                Some(true)
            }
            (Value::Object(left), Value::Object(right)) if left.len() == right.len() => {
                for (key, left) in left {
                    if !(right.contains_key(key) && self.equal(Some(left), right.get(key))?) {
                        return Some(false);
                    }
                }
                Some(true)
            }
            (Value::Array(_) | Value::Object(_), _) => Some(false),
            (left, right) => Some(left == right),
        }
    }
}

fn order(left: Option<&Value>, right: Option<&Value>) -> Option<Ordering> {
    match (left?, right?) {
        (Value::Number(left), Value::Number(right)) => numbers(left, right),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn numbers(left: &Number, right: &Number) -> Option<Ordering> {
    match (left.as_i64(), right.as_i64()) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}
