//! The part of JSONPath (RFC 9535) that overlays use: names, places, wildcards, descent, and filters that compare one member.

use serde_json::Value;

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// `.name` or `['name']`.
    Name(String),
    /// `[0]`.
    Index(usize),
    /// `*`.
    Any,
    /// `..`: the node and everything below it.
    Descend,
    /// `[?@.a.b == 'x']`.
    Filter(Filter),
}

/// What a filter asks of a node.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filter {
    /// Names from the node to the member asked for.
    path: Vec<String>,
    /// The value it must have (true) or must not have (false); none: it must be there.
    value: Option<(bool, Value)>,
}

impl Filter {
    /// True when a node is as the filter wants it.
    pub(super) fn holds(&self, node: &Value) -> bool {
        let member = self.path.iter().try_fold(node, |node, name| node.get(name));
        match &self.value {
            None => member.is_some(),
            Some((equal, value)) => (member == Some(value)) == *equal,
        }
    }
}

/// Parses a path.
///
/// # Errors
/// Says what cannot be followed, as the end of a sentence.
pub(super) fn parse(text: &str) -> Result<Vec<Step>, String> {
    let mut rest = text.trim().strip_prefix('$').ok_or("it does not begin with `$`")?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("..") {
            steps.push(Step::Descend);
            rest = after;
            if !rest.starts_with('[') {
                rest = name(rest, &mut steps)?;
            }
        } else if let Some(after) = rest.strip_prefix('.') {
            rest = name(after, &mut steps)?;
        } else if let Some(after) = rest.strip_prefix('[') {
            let end = closing(after).ok_or("a `[` is not closed")?;
            steps.push(bracket(after[..end].trim())?);
            rest = &after[end + 1..];
        } else {
            return Err(format!("`{rest}` is not understood"));
        }
    }
    Ok(steps)
}

fn name<'t>(text: &'t str, steps: &mut Vec<Step>) -> Result<&'t str, String> {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    match &text[..end] {
        "" => return Err("a name is missing after `.`".to_owned()),
        "*" => steps.push(Step::Any),
        name => steps.push(Step::Name(name.to_owned())),
    }
    Ok(&text[end..])
}

/// Where the bracket that has been opened closes; brackets in quotes do not count.
fn closing(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') if depth == 0 => return Some(at),
            (None, ']') => depth -= 1,
            (None, _) => {}
        }
    }
    None
}

fn bracket(text: &str) -> Result<Step, String> {
    if text == "*" {
        return Ok(Step::Any);
    }
    if let Some(name) = quoted(text) {
        return Ok(Step::Name(name.to_owned()));
    }
    if let Some(filter) = text.strip_prefix('?') {
        return filter_step(filter.trim());
    }
    text.parse().map(Step::Index).map_err(|_| format!("`[{text}]` is not understood"))
}

fn filter_step(text: &str) -> Result<Step, String> {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).trim();
    let not_understood = || format!("the filter `{inner}` is not understood");
    let (left, value) = match (inner.split_once("=="), inner.split_once("!=")) {
        (Some((left, right)), _) => (left, Some((true, literal(right.trim()).ok_or_else(not_understood)?))),
        (None, Some((left, right))) => (left, Some((false, literal(right.trim()).ok_or_else(not_understood)?))),
        (None, None) => (inner, None),
    };
    let path = format!("${}", left.trim().strip_prefix('@').ok_or_else(not_understood)?);
    let names = parse(&path)?.into_iter().map(|step| match step {
        Step::Name(name) if !name.contains([' ', '<', '>', '=', '!', '&', '|']) => Ok(name),
        _ => Err(not_understood()),
    });
    Ok(Step::Filter(Filter { path: names.collect::<Result<_, _>>()?, value }))
}

fn literal(text: &str) -> Option<Value> {
    quoted(text).map(Value::from).or_else(|| serde_json::from_str(text).ok())
}

fn quoted(text: &str) -> Option<&str> {
    let inner = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    inner('\'').or_else(|| inner('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps() {
        let name = |name: &str| Step::Name(name.to_owned());
        assert_eq!(parse("$"), Ok(vec![]));
        assert_eq!(parse("$.paths['/a.b'].get"), Ok(vec![name("paths"), name("/a.b"), name("get")]));
        assert_eq!(parse("$.tags[0][*].*"), Ok(vec![name("tags"), Step::Index(0), Step::Any, Step::Any]));
        assert_eq!(parse("$..x"), Ok(vec![Step::Descend, name("x")]));
        for bad in ["a", "$.", "$[", "$[?x]", "$[1:2]", "$[?@.a > 1]"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
