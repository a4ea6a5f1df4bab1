//! JSONPath (RFC 9535), complete: a parser that never recurses without end, and an evaluator that holds a budget.

mod compare;
mod filter;
mod parse;
mod pattern;
mod select;
mod steps;
#[cfg(test)]
mod tests;
mod text;

use pattern::Pattern;
use serde_json::Value;

pub(super) use select::{Budget, Token, select};
pub(crate) use steps::{Step, steps};

/// A query: `$.paths.*`, or `@.name` in a filter.
#[derive(Clone, Debug)]
pub(super) struct Query {
    /// It begins at the root of the document (`$`), not at the node that a filter looks at (`@`).
    is_absolute: bool,
    segments: Vec<Segment>,
}

impl Query {
    /// Parses a query that begins with `$`.
    ///
    /// # Errors
    ///
    /// The reason why the text is no query, as the end of a sentence.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        parse::query(text)
    }

    /// True when it selects at most one node, whatever the document.
    fn is_singular(&self) -> bool {
        let singular = |selector: &Selector| matches!(selector, Selector::Name(_) | Selector::Index(_));
        self.segments.iter().all(|segment| {
            !segment.is_descendant && matches!(segment.selectors.as_slice(), [selector] if singular(selector))
        })
    }
}

/// One step of a query.
#[derive(Clone, Debug)]
struct Segment {
    /// `..`: from the node and from all nodes below it.
    is_descendant: bool,
    selectors: Vec<Selector>,
}

/// One of the texts in the brackets of a segment.
#[derive(Clone, Debug)]
enum Selector {
    Name(String),
    Index(i64),
    Any,
    Slice { start: Option<i64>, end: Option<i64>, step: i64 },
    Filter(Logical),
}

/// A condition of a filter.
#[derive(Clone, Debug)]
enum Logical {
    Or(Vec<Logical>),
    And(Vec<Logical>),
    Not(Box<Logical>),
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    Matches { text: Operand, pattern: Pattern },
}

/// A value that a filter compares.
#[derive(Clone, Debug)]
enum Operand {
    Literal(Value),
    /// The node of a query that selects at most one.
    Node(Query),
    Length(Box<Operand>),
    Count(Query),
    ValueOf(Query),
}

/// A comparison's operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
