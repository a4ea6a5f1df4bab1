//! Paths through members and lists in settings: the part of JSONPath that has a type.

use serde_json::Value;

use super::query::{Comparison, Logical, Operand, Query, Selector};

/// A step down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// To a member of an object.
    Member(String),
    /// To each element.
    Each,
    /// On, where a member has a value.
    Only(String, Value),
}

/// Parses a path such as `output[*].content[?@.type == 'text'].text`; a leading `$.` is optional.
///
/// # Errors
///
/// The reason why it is no such path, as the end of a sentence.
pub(crate) fn steps(path: &str) -> Result<Vec<Step>, String> {
    let query = match path.starts_with('$') {
        true => Query::parse(path)?,
        false => Query::parse(&format!("$.{path}"))?,
    };
    let mut steps = Vec::new();
    for segment in query.segments {
        let mut selectors = segment.selectors;
        let (Some(selector), true, false) = (selectors.pop(), selectors.is_empty(), segment.is_descendant) else {
            return Err("it may have names, `[*]` and `[?@.name == 'value']`, one at a time".to_owned());
        };
        match selector {
            Selector::Name(name) => steps.push(Step::Member(name)),
            Selector::Any => steps.push(Step::Each),
            Selector::Filter(Logical::Compare(Operand::Node(node), Comparison::Equal, Operand::Literal(value))) => {
                steps.extend([Step::Each, Step::Only(member(&node)?, value)]);
            }
            Selector::Filter(_) => return Err("its filter is not of the form `?@.name == 'value'`".to_owned()),
            Selector::Index(_) | Selector::Slice { .. } => return Err("it has an index".to_owned()),
        }
    }
    Ok(steps)
}

/// Returns the member that a filter looks at.
fn member(query: &Query) -> Result<String, String> {
    let name = match query.segments.as_slice() {
        [segment] if !query.is_absolute && !segment.is_descendant => match segment.selectors.as_slice() {
            [Selector::Name(name)] => Some(name.clone()),
            _ => None,
        },
        _ => None,
    };
    name.ok_or_else(|| "its filter does not look at a member of the element".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        let member = |name: &str| Step::Member(name.to_owned());
        assert_eq!(
            steps("output[*].content[?@.type == 'text'].text").unwrap(),
            [
                member("output"),
                Step::Each,
                member("content"),
                Step::Each,
                Step::Only("type".to_owned(), "text".into()),
                member("text")
            ]
        );
        assert_eq!(steps("$['a b'].c").unwrap(), [member("a b"), member("c")]);
        for path in ["a[0]", "a[1:2]", "$..a", "a[?@.b]", "a[?@.b.c == 1]", "a['b','c']", "a[", "a[?@.b != 1]", ""] {
            assert!(steps(path).is_err(), "{path}");
        }
    }
}
