//! Keys of `paths`, split into the template on the wire and the segments for names.

use indexmap::IndexSet;

/// A key of `paths`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PathKey {
    /// The template on the wire, without query and fragment.
    pub(super) wire: String,
    /// Query parameters that the key names as a URI template does (RFC 6570 §3.2.8): `q` of `/search{?q}`.
    pub(super) query_names: Vec<String>,
    /// Query pairs written in the key itself, decoded.
    pub(super) fixed_query: Vec<(String, String)>,
    /// Query pairs of the key whose value is a placeholder: the name, and the placeholder's. `app` and `app_id` of `/export?app={app_id}`.
    pub(super) variable_query: Vec<(String, String)>,
    /// A fragment by which some documents distinguish operations of one path. It is never sent.
    pub(super) fragment: Option<String>,
    /// The segments, in order.
    pub(super) segments: Vec<Segment>,
}

/// One segment of a path, or the part of one that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Fixed text, without a format's extension: `Messages` of `Messages.json`.
    Literal(String),
    /// Placeholders, usually one: `{id}`, `{id}.json`, `{owner}.{name}`.
    Params(Vec<String>),
    /// The text after a colon: `cancel` of `{name}:cancel`.
    Action(String),
}

/// File extensions for the format of a response, which are not part of a name.
const FORMATS: [&str; 8] = ["json", "xml", "csv", "yaml", "yml", "html", "txt", "jsonl"];

impl PathKey {
    /// Takes a key apart. Any text has an answer.
    pub(super) fn parse(key: &str) -> Self {
        let (rest, fragment) = split_outside(key, '#');
        let (path, query) = split_outside(rest, '?');
        let (path, query_names) = without_query_template(path);
        let mut segments = Vec::new();
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            push_segment(segment, &mut segments);
        }
        let pairs = query.map(parse_query).unwrap_or_default();
        let (variable, fixed): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(_, value)| placeholder(value).is_some());
        let variable = variable.into_iter().filter_map(|(name, value)| Some((name, placeholder(&value)?.to_owned())));
        Self {
            wire: path.to_owned(),
            query_names,
            fixed_query: fixed,
            variable_query: variable.collect(),
            fragment: fragment.filter(|text| !text.is_empty()).map(str::to_owned),
            segments,
        }
    }

    /// Returns every placeholder of the wire path, in order, once each.
    pub(super) fn placeholders(&self) -> Vec<&str> {
        let names: IndexSet<&str> = placeholders(&self.wire).into_iter().collect();
        names.into_iter().collect()
    }
}

/// Cuts at the first `mark` that is not inside braces: `{?q}` is a placeholder's business.
fn split_outside(text: &str, mark: char) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if c == mark && depth == 0 => return (&text[..at], Some(&text[at + c.len_utf8()..])),
            _ => {}
        }
    }
    (text, None)
}

/// Returns the name of the placeholder that a text is.
fn placeholder(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    (!name.is_empty() && !name.contains(['{', '}'])).then_some(name)
}

/// Cuts `{?q,page}` and `{&q}` off the end.
fn without_query_template(path: &str) -> (&str, Vec<String>) {
    let start = path.rfind('{').filter(|at| path.ends_with('}') && path[at + 1..].starts_with(['?', '&']));
    let Some(start) = start else { return (path, Vec::new()) };
    let names = path[start + 2..path.len() - 1].split(',').map(|name| name.trim().trim_end_matches('*'));
    (&path[..start], names.filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

fn parse_query(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// Decodes form encoding (WHATWG URL §5.1): `+` and `%XX`. A text that is then not valid UTF-8 stays as it was.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (byte, hex.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(value)) => {
                decoded.push(value);
                at += 2;
            }
            (b'+', _) => decoded.push(b' '),
            _ => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

fn push_segment(segment: &str, segments: &mut Vec<Segment>) {
    let names: Vec<String> = placeholders(segment).into_iter().map(str::to_owned).collect();
    let Some(end) = segment.rfind('}').filter(|_| !names.is_empty()) else {
        let (name, action) = segment.split_once(':').unwrap_or((segment, ""));
        push_literal(strip_format(name), segments);
        push_action(action, segments);
        return;
    };
    // `Users('{id}')`, `thumbnail.{format}`: a name and a placeholder in one segment.
    let before = segment.split_once('{').map_or("", |(before, _)| before);
    let name = before.split_once('(').map_or(before, |(name, _)| name);
    if name.len() > 2 || before.contains('(') {
        push_literal(name.trim_end_matches(|c: char| !c.is_alphanumeric()), segments);
    }
    segments.push(Segment::Params(names));
    push_action(segment[end + 1..].strip_prefix(':').unwrap_or(""), segments);
}

fn push_literal(text: &str, segments: &mut Vec<Segment>) {
    if text.chars().any(char::is_alphanumeric) {
        segments.push(Segment::Literal(text.to_owned()));
    }
}

fn push_action(text: &str, segments: &mut Vec<Segment>) {
    if text.chars().any(char::is_alphanumeric) {
        segments.push(Segment::Action(text.to_owned()));
    }
}

fn strip_format(text: &str) -> &str {
    match text.rsplit_once('.') {
        Some((name, extension)) if !name.is_empty() && FORMATS.contains(&extension) => name,
        _ => text,
    }
}

/// Returns the names between braces, as written.
fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        if !name.is_empty() {
            names.push(name);
        }
        rest = tail;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(text: &str) -> Segment {
        Segment::Literal(text.to_owned())
    }

    fn param(name: &str) -> Segment {
        Segment::Params(vec![name.to_owned()])
    }

    #[test]
    fn plain_path() {
        let key = PathKey::parse("/projects/{project_id}/roles");
        assert_eq!(key.segments, [literal("projects"), param("project_id"), literal("roles")]);
        assert_eq!(key.wire, "/projects/{project_id}/roles");
        assert_eq!(key.placeholders(), ["project_id"]);
    }

    #[test]
    fn query_and_fragment_leave_the_wire_path() {
        let key = PathKey::parse("/files/{id}?beta=a%20b&flag#add_link");
        assert_eq!(key.wire, "/files/{id}");
        let pairs: Vec<(&str, &str)> = key.fixed_query.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(pairs, [("beta", "a b"), ("flag", "")]);
        assert_eq!(key.fragment.as_deref(), Some("add_link"));
    }

    #[test]
    fn question_mark_inside_braces_is_a_template() {
        let key = PathKey::parse("/search{?q,page*}");
        assert_eq!(key.wire, "/search");
        assert_eq!(key.query_names, ["q", "page"]);
        assert!(key.fixed_query.is_empty());
        assert_eq!(PathKey::parse("/search{?q}/x").wire, "/search{?q}/x");
        assert_eq!(PathKey::parse("{?").wire, "{?");
    }

    #[test]
    fn a_placeholder_in_the_query_is_no_fixed_value() {
        let key = PathKey::parse("/export?app={app_id}&kind=all&x={}&y={a}{b}");
        let names = |pairs: &[(String, String)]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(key.variable_query, [("app".to_owned(), "app_id".to_owned())]);
        assert_eq!(names(&key.fixed_query), ["kind", "x", "y"]);
    }

    #[test]
    fn formats_and_actions() {
        assert_eq!(PathKey::parse("/Messages.json").segments, [literal("Messages")]);
        assert_eq!(PathKey::parse("/Messages/{Sid}.json").segments, [literal("Messages"), param("Sid")]);
        assert_eq!(
            PathKey::parse("/v1/{name}:cancel").segments,
            [literal("v1"), param("name"), Segment::Action("cancel".to_owned())]
        );
        assert_eq!(
            PathKey::parse("/keys:batchGet").segments,
            [literal("keys"), Segment::Action("batchGet".to_owned())]
        );
        assert_eq!(PathKey::parse("/Users('{id}')/pets").segments, [literal("Users"), param("id"), literal("pets")]);
    }

    #[test]
    fn a_name_and_a_placeholder_in_a_segment() {
        assert_eq!(PathKey::parse("/thumbnail.{ext}").segments, [literal("thumbnail"), param("ext")]);
        assert_eq!(PathKey::parse("/@{user}").segments, [param("user")]);
        assert_eq!(PathKey::parse("/v{version}/x").segments, [param("version"), literal("x")]);
    }

    #[test]
    fn several_placeholders_in_a_segment() {
        let key = PathKey::parse("/compare/{base}...{head}");
        assert_eq!(key.segments, [literal("compare"), Segment::Params(vec!["base".to_owned(), "head".to_owned()])]);
        assert_eq!(PathKey::parse("/{a}/{a}/{b}").placeholders(), ["a", "b"]);
    }

    #[test]
    fn hostile_keys_have_an_answer() {
        for key in
            ["", "/", "//", "/{", "/}", "/{}", "/{a", "/a}b{c", "/%zz?%=%f", "/é/{ü}:ß", "/?", "/#", "/..", "/{a}{b}"]
        {
            let parsed = PathKey::parse(key);
            assert!(!parsed.wire.contains('#'), "{key}");
        }
    }
}
