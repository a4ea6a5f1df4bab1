//! Parses queries: segments and their selectors. Filters are in [`super::filter`].

use super::text::Text;
use super::{Query, Segment, Selector, filter};

/// Parses a whole text as a query.
pub(super) fn query(text: &str) -> Result<Query, String> {
    if !text.starts_with('$') {
        return Err("it does not begin with `$`".to_owned());
    }
    let mut text = Text::new(text);
    let query = inner(&mut text)?;
    if text.is_at_end() { Ok(query) } else { Err(text.unexpected("`.`, `[` or the end")) }
}

/// Parses a query that begins with `$` or `@`.
pub(super) fn inner(text: &mut Text<'_>) -> Result<Query, String> {
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

/// `name` or `*`, after a dot.
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
            filter::logical(text).map(Selector::Filter)
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
