//! Parser of queries, and of the conditions of filters, which contain queries in turn.

use serde_json::Value;

use super::pattern::Scope;
use super::query::{Comparison, Logical, Operand, Pattern, Query, Segment, Selector};
use super::text::Text;

impl Query {
    /// Parses a query that begins with `$`.
    ///
    /// # Errors
    ///
    /// The reason why the text is no query, as the end of a sentence.
    pub(in super::super) fn parse(text: &str) -> Result<Self, String> {
        query(text)
    }
}

/// Parses a whole text as a query.
fn query(text: &str) -> Result<Query, String> {
    if !text.starts_with('$') {
        return Err("it does not begin with `$`".to_owned());
    }
    let mut text = Text::new(text);
    let query = inner(&mut text)?;
    if text.is_at_end() { Ok(query) } else { Err(text.unexpected("`.`, `[` or the end")) }
}

/// Parses a query that begins with `$` or `@`.
fn inner(text: &mut Text<'_>) -> Result<Query, String> {
    let is_absolute = text.take("$");
    if !is_absolute {
        text.expect("@")?;
    }
    let mut segments = Vec::new();
    loop {
        let end = text.at();
        text.blanks();
        let segment = if text.take("..") {
            let selectors = if text.peek() == Some('[') { brackets(text)? } else { vec![short(text)?] };
            Segment { is_descendant: true, selectors }
        } else if text.take(".") {
            Segment { is_descendant: false, selectors: vec![short(text)?] }
        } else if text.peek() == Some('[') {
            Segment { is_descendant: false, selectors: brackets(text)? }
        } else {
            text.back_to(end);
            return Ok(Query { is_absolute, segments });
        };
        segments.push(segment);
    }
}

/// Parses `name` or `*`, after a dot.
fn short(text: &mut Text<'_>) -> Result<Selector, String> {
    if text.take("*") {
        return Ok(Selector::Any);
    }
    let name = text.name()?;
    if text.peek() == Some('-') {
        let rest = text.take_while(|c| c == '-' || c == '_' || c.is_alphanumeric());
        return Err(format!("a name with `-` is written `['{name}{rest}']`"));
    }
    Ok(Selector::Name(name))
}

fn brackets(text: &mut Text<'_>) -> Result<Vec<Selector>, String> {
    text.expect("[")?;
    let mut selectors = Vec::new();
    loop {
        text.blanks();
        selectors.push(text.nested(selector)?);
        text.blanks();
        if !text.take(",") {
            break;
        }
    }
    if text.take("]") { Ok(selectors) } else { Err(text.unexpected("`,` or `]`")) }
}

fn selector(text: &mut Text<'_>) -> Result<Selector, String> {
    match text.peek() {
        Some('*') => {
            text.take("*");
            Ok(Selector::Any)
        }
        Some('\'' | '"') => text.quoted().map(Selector::Name),
        Some('?') => {
            text.take("?");
            text.blanks();
            logical(text).map(Selector::Filter)
        }
        Some(':' | '-' | '0'..='9') => index_or_slice(text),
        _ => Err(text.unexpected("a quoted name, an index, `*` or a filter")),
    }
}

fn index_or_slice(text: &mut Text<'_>) -> Result<Selector, String> {
    let bound = |text: &mut Text<'_>| match text.peek() {
        Some('-' | '0'..='9') => text.integer().map(Some),
        _ => Ok(None),
    };
    let start = bound(text)?;
    let after = text.at();
    text.blanks();
    if !text.take(":") {
        text.back_to(after);
        return start.map(Selector::Index).ok_or_else(|| text.unexpected("an index"));
    }
    text.blanks();
    let end = bound(text)?;
    let after = text.at();
    text.blanks();
    let mut step = None;
    if text.take(":") {
        text.blanks();
        let from = text.at();
        step = bound(text)?;
        if step.is_none() {
            text.back_to(from);
        }
    } else {
        text.back_to(after);
    }
    Ok(Selector::Slice { start, end, step: step.unwrap_or(1) })
}

/// Parses a condition: `@.a && !(@.b == 1 || @.c)`.
fn logical(text: &mut Text<'_>) -> Result<Logical, String> {
    text.nested(|text| {
        let mut parts = vec![conjunction(text)?];
        while joined(text, "||") {
            parts.push(conjunction(text)?);
        }
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Logical::Or(parts) })
    })
}

fn conjunction(text: &mut Text<'_>) -> Result<Logical, String> {
    let mut parts = vec![basic(text)?];
    while joined(text, "&&") {
        parts.push(basic(text)?);
    }
    Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Logical::And(parts) })
}

/// Takes an operator with the blanks around it.
fn joined(text: &mut Text<'_>, operator: &str) -> bool {
    let end = text.at();
    text.blanks();
    if text.take(operator) {
        text.blanks();
        return true;
    }
    text.back_to(end);
    false
}

fn basic(text: &mut Text<'_>) -> Result<Logical, String> {
    if text.take("!") {
        text.blanks();
        let inner = if text.peek() == Some('(') { parentheses(text)? } else { test(term(text)?)? };
        return Ok(Logical::Not(Box::new(inner)));
    }
    if text.peek() == Some('(') {
        return parentheses(text);
    }
    let left = term(text)?;
    let end = text.at();
    text.blanks();
    let Some(comparison) = comparison(text) else {
        text.back_to(end);
        return test(left);
    };
    text.blanks();
    let right = term(text)?;
    Ok(Logical::Compare(operand(left)?, comparison, operand(right)?))
}

fn parentheses(text: &mut Text<'_>) -> Result<Logical, String> {
    text.expect("(")?;
    text.blanks();
    let inner = logical(text)?;
    text.blanks();
    text.expect(")")?;
    Ok(inner)
}

fn comparison(text: &mut Text<'_>) -> Option<Comparison> {
    let operators = [
        ("==", Comparison::Equal),
        ("!=", Comparison::NotEqual),
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::GreaterOrEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
    ];
    operators.into_iter().find(|(operator, _)| text.take(operator)).map(|(_, comparison)| comparison)
}

/// A part of a condition, before its use is known.
enum Term {
    Query(Query),
    /// A value that is not a query: a literal, or the result of a function.
    Value(Operand),
    /// The result of a function that tests.
    Test(Logical),
}

fn test(term: Term) -> Result<Logical, String> {
    match term {
        Term::Query(query) => Ok(Logical::Exists(query)),
        Term::Test(logical) => Ok(logical),
        Term::Value(Operand::Literal(literal)) => Err(format!("`{literal}` alone is no condition")),
        Term::Value(_) => Err("what a function returns must be compared".to_owned()),
    }
}

fn operand(term: Term) -> Result<Operand, String> {
    match term {
        Term::Query(query) if query.is_singular() => Ok(Operand::Node(query)),
        Term::Query(_) => Err("a path that may select several nodes cannot be compared".to_owned()),
        Term::Value(value) => Ok(value),
        Term::Test(_) => Err("`match` and `search` cannot be compared".to_owned()),
    }
}

fn nodes(term: Term) -> Result<Query, String> {
    match term {
        Term::Query(query) => Ok(query),
        _ => Err("`count` and `value` take a path".to_owned()),
    }
}

fn term(text: &mut Text<'_>) -> Result<Term, String> {
    match text.peek() {
        Some('@' | '$') => text.nested(inner).map(Term::Query),
        Some('\'' | '"') => text.quoted().map(|text| Term::Value(Operand::Literal(Value::String(text)))),
        Some('-' | '0'..='9') => number(text).map(|number| Term::Value(Operand::Literal(number))),
        Some('a'..='z') => word(text),
        _ => Err(text.unexpected("a path, a value or a function")),
    }
}

fn number(text: &mut Text<'_>) -> Result<Value, String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
    let digits = text.take_while(is_part);
    // JSON's numbers are those of RFC 9535.
    serde_json::from_str(digits).map_err(|_| format!("`{digits}` is no number"))
}

fn word(text: &mut Text<'_>) -> Result<Term, String> {
    let word = text.take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if text.take("(") {
        return text.nested(|text| function(word, text));
    }
    let literal = match word {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Null,
        word => return Err(format!("`{word}` is no value; a text is written in quotes")),
    };
    Ok(Term::Value(Operand::Literal(literal)))
}

fn function(name: &str, text: &mut Text<'_>) -> Result<Term, String> {
    let mut terms = Vec::new();
    text.blanks();
    while text.peek() != Some(')') {
        terms.push(term(text)?);
        text.blanks();
        if !text.take(",") {
            break;
        }
        text.blanks();
        if text.peek() == Some(')') {
            return Err(text.unexpected("an argument"));
        }
    }
    text.expect(")")?;
    let mut terms = terms.into_iter();
    match (name, terms.next(), terms.next(), terms.next()) {
        ("length", Some(of), None, None) => Ok(Term::Value(Operand::Length(Box::new(operand(of)?)))),
        ("count", Some(of), None, None) => Ok(Term::Value(Operand::Count(nodes(of)?))),
        ("value", Some(of), None, None) => Ok(Term::Value(Operand::ValueOf(nodes(of)?))),
        ("match" | "search", Some(of), Some(pattern), None) => {
            let scope = if name == "match" { Scope::Whole } else { Scope::Part };
            let pattern = Pattern::new(operand(pattern)?, scope);
            Ok(Term::Test(Logical::Matches { text: operand(of)?, pattern }))
        }
        ("length" | "count" | "value" | "match" | "search", ..) => {
            Err(format!("`{name}` has another number of arguments"))
        }
        _ => Err(format!("there is no function `{name}`; `length`, `count`, `value`, `match` and `search` are")),
    }
}
