//! JSONPath (RFC 9535), complete: a parser with limited recursion, and an evaluator with a budget.

mod compare;
mod parse;
mod pattern;
mod query;
mod select;
mod steps;
#[cfg(test)]
mod tests;
mod text;

pub(super) use query::Query;
pub(super) use select::{Budget, Token, select};
pub(crate) use steps::{Step, steps};
