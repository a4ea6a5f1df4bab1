//! A query, parsed.

use regex::Regex;
use serde_json::Value;

use super::pattern::{Scope, compile};
use crate::read::keys::closest;

/// A query: `$.paths.*`, or `@.name` in a filter.
#[derive(Clone, Debug)]
pub(in super::super) struct Query {
    /// True if the query begins at the root of the document (`$`), false if at the node that a filter looks at (`@`).
    pub(super) is_absolute: bool,
    pub(super) segments: Vec<Segment>,
}

impl Query {
    /// Returns true if it selects at most one node in every document.
    pub(super) fn is_singular(&self) -> bool {
        let singular = |selector: &Selector| matches!(selector, Selector::Name(_) | Selector::Index(_));
        self.segments.iter().all(|segment| {
            !segment.is_descendant && matches!(segment.selectors.as_slice(), [selector] if singular(selector))
        })
    }

    /// Returns the key that the first name without a node was probably meant to be. Only names and indices in front of any other segment are looked at.
    pub(in super::super) fn closest_key(&self, document: &Value) -> Option<String> {
        let mut node = document;
        for segment in self.segments.iter().take_while(|segment| !segment.is_descendant) {
            node = match segment.selectors.as_slice() {
                [Selector::Name(name)] => match node.get(name) {
                    Some(next) => next,
                    None => return closest(node, name),
                },
                [Selector::Index(index)] => node.get(usize::try_from(*index).ok()?)?,
                _ => return None,
            };
        }
        None
    }
}

/// One step of a query.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// True for `..`: from the node and from all nodes below it.
    pub(super) is_descendant: bool,
    pub(super) selectors: Vec<Selector>,
}

/// One of the texts in the brackets of a segment.
#[derive(Clone, Debug)]
pub(super) enum Selector {
    Name(String),
    Index(i64),
    Any,
    Slice { start: Option<i64>, end: Option<i64>, step: i64 },
    Filter(Logical),
}

/// A condition of a filter.
#[derive(Clone, Debug)]
pub(super) enum Logical {
    Or(Vec<Logical>),
    And(Vec<Logical>),
    Not(Box<Logical>),
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    Matches { text: Operand, pattern: Pattern },
}

/// A value that a filter compares.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    Literal(Value),
    /// The node of a query that selects at most one.
    Node(Query),
    Length(Box<Operand>),
    Count(Query),
    ValueOf(Query),
}

/// A comparison's operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The second argument of `match` or `search`.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// A pattern in the query; `None` if it is not a regular expression, which matches nothing.
    Given(Option<Regex>),
    /// A pattern in the document.
    Found(Operand, Scope),
}

impl Pattern {
    pub(super) fn new(operand: Operand, scope: Scope) -> Self {
        match operand {
            Operand::Literal(Value::String(pattern)) => Self::Given(compile(&pattern, scope)),
            operand => Self::Found(operand, scope),
        }
    }
}
