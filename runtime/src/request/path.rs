//! Path parameters: every value is one segment, or part of one, or it is refused before anything is sent.

use crate::http::percent::{Keep, Set};
use crate::operation::param::{Form, Style};
use crate::operation::path_template::LITERAL;
use crate::request::shape::Shape;
use crate::request::style;

/// Reason why a path is refused; becomes the message of an error.
pub(crate) type Refusal = String;

/// Kind of text that a value became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// Characters of which none ends a segment, and which are not dots.
    Plain,
    /// `.` or `..`, encoded or not.
    Dots,
    /// Anything, in the form its style gives it.
    Styled,
}

/// Adds a value to the path.
///
/// # Errors
/// A value of which nothing is left is refused: it would address another resource.
#[inline]
pub(crate) fn value(path: &mut String, name: &str, json: &str, form: Form) -> Result<Came, Refusal> {
    // The common case: a string that is neither escaped in JSON nor to be encoded in a segment.
    let inner = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
    if !inner.is_empty()
        && matches!(form, Form::Styled { style: Style::Simple, .. })
        && inner.bytes().all(|byte| Set::SEGMENT.contains(byte))
    {
        path.push_str(inner);
        return Ok(if is_dots(inner) { Came::Dots } else { Came::Plain });
    }
    written(path, name, json, form)
}

/// Adds a value that is encoded, or of another style.
fn written(path: &mut String, name: &str, json: &str, form: Form) -> Result<Came, Refusal> {
    let start = path.len();
    let shape = Shape::of(json);
    let dots = match (&shape, form) {
        (Shape::Text(text), Form::Styled { style: Style::Simple, .. }) => is_dots(text),
        _ => false,
    };
    match form {
        Form::Styled { style, explode, allow_reserved } => {
            let keep = if allow_reserved { Keep::SegmentReserved } else { Keep::Segment };
            // `null` is written out (it is text like any other); RFC 6570 would leave the segment empty.
            let json = if shape == Shape::Null { "\"null\"" } else { json };
            style::alone(path, name, json, style, explode, keep);
        }
        Form::Content(media) | Form::Whole { media, .. } => {
            Keep::Unreserved.push(path, &style::document(json, media));
        }
    }
    match path.len() == start {
        true => Err(format!("the path parameter `{name}` is empty")),
        false => Ok(if dots { Came::Dots } else { Came::Styled }),
    }
}

/// Adds a plain template, filled.
///
/// # Errors
/// As [`fill`].
#[inline]
pub(crate) fn fill_plain(
    path: &mut String,
    template: &str,
    mut value_of: impl FnMut(&mut String, &str) -> Result<Came, Refusal>,
) -> Result<(), Refusal> {
    let mut rest = template;
    while let Some((before, name, after)) = next_placeholder(rest) {
        path.push_str(before);
        let start = path.len();
        let came = value_of(path, name)?;
        if came != Came::Plain {
            check(&path[start..], came == Came::Dots, &rest[before.len()..rest.len() - after.len()])?;
        }
        rest = after;
    }
    path.push_str(rest);
    Ok(())
}

/// Adds a template such as `/roles/{role_id}` or `/{sid}.json`, filled; `value_of` adds a value and says whether it spells dots.
///
/// # Errors
/// A missing or refused value, a segment that spells `.` or `..` in any way, and a path of more or fewer segments than the template.
pub(crate) fn fill(
    path: &mut String,
    template: &str,
    mut value_of: impl FnMut(&mut String, &str) -> Result<Came, Refusal>,
) -> Result<(), Refusal> {
    let mut rest = Some(template.strip_prefix('/').unwrap_or(template));
    while let Some(text) = rest {
        let (segment, after) =
            split_at_byte(text, b'/').map_or((text, None), |(segment, after)| (segment, Some(after)));
        rest = after;
        path.push('/');
        let start = path.len();
        let whole = fill_segment(segment, path, &mut value_of)?;
        check(&path[start..], whole, segment)?;
    }
    Ok(())
}

/// Refuses what a segment was filled with when it is not one segment, or leads elsewhere.
fn check(filled: &str, dots: bool, segment: &str) -> Result<(), Refusal> {
    if dots || is_dots(filled) {
        return Err(format!("the path segment `{segment}` would be `.` or `..`, which leads to another resource"));
    }
    if filled.bytes().any(|byte| byte == b'/') {
        return Err(format!("the path segment `{segment}` would become several segments"));
    }
    Ok(())
}

/// Adds one segment; true when it is one value that spells dots.
fn fill_segment(
    segment: &str,
    path: &mut String,
    value_of: &mut impl FnMut(&mut String, &str) -> Result<Came, Refusal>,
) -> Result<bool, Refusal> {
    let mut rest = segment;
    let mut dots = false;
    while let Some((before, name, after)) = next_placeholder(rest) {
        literal(path, before);
        dots |=
            value_of(path, name)? == Came::Dots && before.is_empty() && after.is_empty() && rest.len() == segment.len();
        rest = after;
    }
    literal(path, rest);
    Ok(dots)
}

#[inline]
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = split_at_byte(text, b'{')?;
    let (name, after) = split_at_byte(rest, b'}')?;
    Some((before, name, after))
}

/// Splits a text around an ASCII character. Templates are short, so that a plain loop is the fastest.
#[inline]
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|known| known == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Writes the literal part of a template: characters that are illegal in a path are encoded, others are left to the author.
fn literal(path: &mut String, text: &str) {
    crate::http::percent::push_but(path, text, |byte| !LITERAL.contains(byte));
}

/// Returns true for `.`, `..` and every spelling of them with `%2e`.
#[inline]
fn is_dots(segment: &str) -> bool {
    if !matches!(segment.as_bytes(), [b'.' | b'%', ..]) {
        return false;
    }
    let mut rest = segment;
    let mut count = 0;
    while !rest.is_empty() {
        let after = rest.strip_prefix('.').or_else(|| rest.strip_prefix("%2e")).or_else(|| rest.strip_prefix("%2E"));
        match after {
            Some(after) if count < 2 => rest = after,
            _ => return false,
        }
        count += 1;
    }
    count > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::path_template::is_plain;

    const SIMPLE: Form = Form::Styled { style: Style::Simple, explode: false, allow_reserved: false };

    fn one(template: &str, json: &str) -> Result<String, Refusal> {
        filled(template, json, SIMPLE)
    }

    /// Fills a template; a plain one in both ways, which must give the same result.
    fn filled(template: &str, json: &str, form: Form) -> Result<String, Refusal> {
        let (mut path, mut plain) = (String::new(), String::new());
        let done = fill(&mut path, template, |path, name| value(path, name, json, form)).map(|()| path);
        if is_plain(template) {
            let again = fill_plain(&mut plain, template, |path, name| value(path, name, json, form)).map(|()| plain);
            assert_eq!(done, again, "{template} {json}");
        }
        done
    }

    #[test]
    fn plain_templates() {
        for template in ["/", "/a", "/a/", "/{x}", "/a/{x}/b/{y_z}", "/a.b/c%20d", "//", "/a/{x}/"] {
            assert!(is_plain(template), "{template}");
        }
        for template in [
            "",
            "a",
            "{x}",
            "/a/v{x}",
            "/{x}.json",
            "/{x}{y}",
            "/.",
            "/../a",
            "/%2e",
            "/a b",
            "/é",
            "/{x",
            "/{a/b}",
            "/{a{b}",
        ] {
            assert!(!is_plain(template), "{template}");
        }
    }

    #[test]
    fn values_are_one_segment() {
        let table = [
            ("/a/{x}", r#""p""#, "/a/p"),
            ("/a/{x}/b", r#""p q""#, "/a/p%20q/b"),
            ("/a/{x}", r#""../b""#, "/a/..%2Fb"),
            ("/a/{x}", r#""a/b?c#d%e""#, "/a/a%2Fb%3Fc%23d%25e"),
            ("/a/{x}", r#""!$&'()*+,;=:@-._~""#, "/a/!$&'()*+,;=:@-._~"),
            ("/a/{x}", r#""\\""#, "/a/%5C"),
            ("/a/{x}", "null", "/a/null"),
            ("/a/{x}", "true", "/a/true"),
            ("/a/{x}", "false", "/a/false"),
            ("/a/{x}", "170141183460469231731687303715884105727", "/a/170141183460469231731687303715884105727"),
            ("/a/{x}.json", r#""p""#, "/a/p.json"),
            ("/a/{x}.json", r#"".""#, "/a/..json"),
            ("/a/v{x}:go", r#""1""#, "/a/v1:go"),
            ("/a/{x}...{x}", r#""1""#, "/a/1...1"),
            ("/a/{x}", r#""...""#, "/a/..."),
            ("/a/{x}", r#"".a""#, "/a/.a"),
            ("/a/{x}", r#""é\u0000\n""#, "/a/%C3%A9%00%0A"),
            ("/a/b c/{x}", r#""1""#, "/a/b%20c/1"),
            ("/", r#""1""#, "/"),
            ("/a/", r#""1""#, "/a/"),
        ];
        for (template, json, wanted) in table {
            assert_eq!(one(template, json).as_deref(), Ok(wanted), "{template} {json}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_refused() {
        let table = [
            ("/a/{x}", r#""""#),
            ("/a/{x}.json", r#""""#),
            ("/a/{x}", "[]"),
            ("/a/{x}", "{}"),
            ("/a/{x}", r#"".""#),
            ("/a/{x}", r#""..""#),
            ("/a/{x}/b", r#""..""#),
            ("/a/{x}", r#""%2e""#),
            ("/a/{x}", r#""%2E%2e""#),
            ("/a/{x}", r#"".%2e""#),
            ("/a/{x}", r#""%2e.""#),
            ("/a/{x}.", r#"".""#),
            ("/a/%2e{x}", r#"".""#),
            ("/a/{x}{x}", r#"".""#),
        ];
        for (template, json) in table {
            assert!(one(template, json).is_err(), "{template} {json}: {:?}", one(template, json));
        }
    }

    #[test]
    fn styles_cannot_make_segments_either() {
        let label = |explode| Form::Styled { style: Style::Label, explode, allow_reserved: false };
        let reserved = Form::Styled { style: Style::Simple, explode: false, allow_reserved: true };
        assert!(filled("/{x}", r#"[".",""]"#, label(true)).is_ok_and(|path| path == "/..."));
        assert!(filled("/{x}", r#"".""#, label(false)).is_err(), "label of a dot is `..`");
        assert!(filled("/{x}", r#""a/b?c#d""#, reserved).is_ok_and(|path| path == "/a%2Fb%3Fc%23d"));
        assert!(filled("/{x}", r#""a:b@c%20""#, reserved).is_ok_and(|path| path == "/a:b@c%20"));
        assert!(filled("/{x}", r#""%2e""#, reserved).is_err());
    }
}
