//! Finding the next page.

use http::HeaderMap;
use http::header::LINK;
use specsmith_model::{DecodeMode, Node, NodeKind, Tree};

use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::http::address::Address;
use crate::operation::paging::{Next, Paging};
use crate::request::arguments::Target;
use crate::request::call::Call;

/// Continuation after a page.
#[derive(Clone)]
pub(crate) enum Follow {
    /// Nowhere: it is the last one, or the operation has no pages.
    End,
    /// To a page that can be asked for.
    Call(Box<Call>),
    /// To a page that cannot be asked for; why.
    Stuck(ErrorKind, String),
}

impl Follow {
    /// Returns the call for the next page.
    pub(crate) fn call(&self) -> Result<Option<Call>, Error> {
        match self {
            Self::End => Ok(None),
            Self::Call(call) => Ok(Some((**call).clone())),
            Self::Stuck(kind, message) => Err(Error::new(*kind, message.clone())),
        }
    }
}

/// Values of a page that find the next one.
struct Found {
    items: Option<usize>,
    last: Option<Mark>,
    more: Option<bool>,
    at: Option<Mark>,
}

/// A text or number of the response.
#[derive(Clone)]
struct Mark {
    text: String,
    is_number: bool,
}

impl Mark {
    /// Returns it as JSON, of the kind as which it came.
    fn json(&self) -> String {
        if self.is_number { self.text.clone() } else { specsmith_model::to_string(&self.text) }
    }
}

/// Returns the continuation after a page, from the call that requested it and the URL that it came from after redirects.
///
/// The server's statement about the next page decides, not the items: a page without items is not the last one if the flag for more, a cursor called
/// next, a URL or a `Link` says so. A page that says there is more without saying where is an error, never the end.
pub(crate) fn follow(call: &Call, address: &Address, headers: &HeaderMap, page: &Tree<'_>) -> Follow {
    let Some(paging) = &call.operation.paging else { return Follow::End };
    let Ok(found) = page.read(DecodeMode::Tolerant, |root| Ok(look(paging, root))) else { return Follow::End };
    let is_empty = found.items.unwrap_or(0) == 0;
    if found.more == Some(false) || (is_empty && found.more.is_none() && !names_next_page(paging)) {
        return Follow::End;
    }
    let follow = match onward(paging, call, headers, &found) {
        None if found.more == Some(true) => Follow::Stuck(ErrorKind::Decode, no_place(paging)),
        None => Follow::End,
        Some(Onward::Input(_, mark)) if is_url(&mark.text) => to_url_of(call, address, &mark.text),
        Some(Onward::Input(param, mark)) => to_input(paging, call, param, &mark),
        Some(Onward::Url(url)) => to_url_of(call, address, &url),
    };
    match follow {
        // Some servers name the place they are at until there is more: nothing new came, and nothing says that something is left.
        Follow::Stuck(ErrorKind::RepeatedPage, _) if is_empty && found.more.is_none() => Follow::End,
        follow => follow,
    }
}

/// Returns true if the rule reads what the server says of the next page, so that a page without items need not be the last one.
fn names_next_page(paging: &Paging) -> bool {
    match paging.next {
        Next::Cursor { from, .. } => {
            from.iter().any(|key| key.get(..4).is_some_and(|key| key.eq_ignore_ascii_case("next")))
        }
        Next::Url { .. } | Next::LinkHeader => true,
        Next::LastItem { .. } | Next::Page { .. } | Next::Offset { .. } => false,
    }
}

/// Returns the error of a page that says there is more, but not where.
fn no_place(paging: &Paging) -> String {
    let missing = match paging.next {
        Next::Cursor { from, .. } | Next::Url { from } => format!("`{}` is empty", from.join(".")),
        Next::LastItem { key, .. } => format!("no last item has `{key}`"),
        Next::LinkHeader => "there is no `Link` to it".to_owned(),
        Next::Page { .. } | Next::Offset { .. } => "it cannot be counted".to_owned(),
    };
    let flag = if paging.has_more_at.is_empty() {
        vec![paging.has_more.unwrap_or("the response")]
    } else {
        paging.has_more_at.to_vec()
    };
    format!("`{}` says that there is another page, but {missing}", flag.join("."))
}

/// Returns true for a cursor that is the URL of the next page: absolute, or a reference with a query.
fn is_url(text: &str) -> bool {
    Address::is_absolute(text) || text.starts_with('?') || (text.starts_with('/') && text.contains('?'))
}

fn to_input(paging: &Paging, call: &Call, param: &'static str, mark: &Mark) -> Follow {
    let mut next = onward_of(call);
    if paging.in_body {
        next.parts.replace_field(param, mark.json());
    } else {
        next.parts.replace_query(param, mark.text.clone());
    }
    keep_on(next, &mark.text)
}

fn to_url_of(call: &Call, address: &Address, url: &str) -> Follow {
    match address.join(url) {
        Ok(address) => to_url(call, address),
        Err(fault) => Follow::Stuck(ErrorKind::Decode, format!("the URL of the next page cannot be used: {fault}")),
    }
}

enum Onward {
    Input(&'static str, Mark),
    Url(String),
}

fn onward(paging: &Paging, call: &Call, headers: &HeaderMap, found: &Found) -> Option<Onward> {
    let given = |param| if paging.in_body { call.parts.field_text(param) } else { call.parts.query_text(param) };
    let later = |param, absent: i64, by| {
        let now = given(param).and_then(|text| text.parse().ok()).unwrap_or(absent);
        Onward::Input(param, Mark { text: now.saturating_add(by).to_string(), is_number: true })
    };
    match paging.next {
        Next::Cursor { param, .. } => found.at.clone().map(|cursor| Onward::Input(param, cursor)),
        Next::LastItem { param, .. } => found.last.clone().map(|cursor| Onward::Input(param, cursor)),
        Next::Page { param, first } => Some(later(param, first, 1)),
        Next::Offset { param } => Some(later(param, 0, i64::try_from(found.items?).ok()?)),
        Next::Url { .. } => found.at.clone().map(|url| Onward::Url(url.text)),
        Next::LinkHeader => next_link(headers).map(Onward::Url),
    }
}

/// Returns a call of the same walk. What was skipped of a page stays behind.
fn onward_of(call: &Call) -> Call {
    let mut next = call.clone();
    next.parts.skip_items = 0;
    next
}

fn to_url(call: &Call, address: Address) -> Follow {
    let mut next = onward_of(call);
    let key = address.as_str().to_owned();
    next.parts.target = Some(Target::Page(address));
    keep_on(next, &key)
}

fn keep_on(mut next: Call, key: &str) -> Follow {
    match next.parts.pages.onward(key) {
        Some(trail) => {
            next.parts.pages = trail;
            Follow::Call(Box::new(next))
        }
        None => Follow::Stuck(ErrorKind::RepeatedPage, "the page leads back to one that was already read".to_owned()),
    }
}

/// Reads what a page says about the next one, whatever the types of the rest.
fn look(paging: &Paging, root: Node<'_>) -> Found {
    let at = |keys: &[&str]| keys.iter().try_fold(root, |node, key| node.get(key));
    let items = at(paging.items).filter(|node| node.kind() == NodeKind::Array);
    let last = match paging.next {
        Next::LastItem { key, .. } => items.and_then(|items| items.items().last()?.get(key)),
        _ => None,
    };
    let from = match paging.next {
        Next::Cursor { from, .. } | Next::Url { from } => at(from),
        _ => None,
    };
    let more = match paging.has_more {
        Some(key) => root.get(key),
        None => Some(paging.has_more_at).filter(|keys| !keys.is_empty()).and_then(at),
    };
    Found {
        items: items.map(Node::len),
        last: last.and_then(mark_of),
        more: more.and_then(Node::as_bool),
        at: from.and_then(mark_of),
    }
}

/// Returns a cursor: a text that is not empty, or a number.
fn mark_of(node: Node<'_>) -> Option<Mark> {
    let text = node.as_str().filter(|text| !text.is_empty());
    let text = text.map(|text| Mark { text: text.to_owned(), is_number: false });
    text.or_else(|| Some(Mark { text: node.as_number()?.to_owned(), is_number: true }))
}

/// Returns the target of the `Link` field with `rel="next"` (RFC 8288 §3).
fn next_link(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok()).find_map(next_link_of)
}

fn next_link_of(field: &str) -> Option<String> {
    let mut rest = field;
    loop {
        let start = rest.find('<')?;
        let end = start + rest[start..].find('>')?;
        let target = &rest[start + 1..end];
        rest = &rest[end + 1..];
        let (parameters, after) = split_parameters(rest);
        if is_next(parameters) {
            return Some(target.to_owned());
        }
        rest = after;
    }
}

/// Returns the parameters of one link, up to the comma that starts the next; commas in quotes do not count.
fn split_parameters(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (index, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => return (&text[..index], &text[index + 1..]),
            _ => {}
        }
    }
    (text, "")
}

/// Returns true if `rel` names `next`, alone or among others.
fn is_next(parameters: &str) -> bool {
    parameters.split(';').filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
        let relations = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("rel")
            && relations.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("next"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links() {
        let table = [
            (r#"<https://h/?page=2>; rel="next", <https://h/?page=9>; rel="last""#, Some("https://h/?page=2")),
            (r#"<https://h/?page=1>; rel="prev",</x,y?page=3>;title="a, b";rel=next"#, Some("/x,y?page=3")),
            (r#"</2>; REL="prev NEXT""#, Some("/2")),
            (r#"</2>; rel="nextish""#, None),
            (r#"</2>"#, None),
            ("garbage <", None),
            ("", None),
        ];
        for (field, wanted) in table {
            assert_eq!(next_link_of(field).as_deref(), wanted, "{field}");
        }
    }
}
