//! Position in a list, which can outlive the process.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use specsmith_model::{DecodeMode, Node, Tree, Writer};

use crate::http::address::Address;
use crate::operation::paging::{Next, Paging};
use crate::request::arguments::Target;
use crate::request::call::Call;

/// Position in a list, from which another process can continue.
///
/// It is a short text: [`Display`](fmt::Display) and [`FromStr`] write and read it, and serde does so as a string. Give it to a request of
/// the same operation, with the same parameters, by `resume_from`. It holds what the API gave to find the next page, a cursor or a URL,
/// and should be kept like the list itself.
#[derive(Clone, PartialEq, Eq)]
pub struct ResumeToken {
    operation: String,
    place: Place,
    /// Number of items of the page that were taken already.
    skip: usize,
}

#[derive(Clone, PartialEq, Eq)]
enum Place {
    /// The first page: the request itself.
    Start,
    /// Value of the query parameter that selects the page.
    Query(String),
    /// Value of the body's member that selects the page, as JSON.
    Body(String),
    /// URL of the page.
    Url(String),
}

/// A text that is not a [`ResumeToken`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadToken;

impl fmt::Display for BadToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a resume token")
    }
}

impl std::error::Error for BadToken {}

impl ResumeToken {
    /// Returns the place of the page that a call asks for.
    pub(crate) fn of(call: &Call) -> Self {
        let place = match &call.parts.target {
            Some(Target::Page(address)) => Place::Url(address.as_str().to_owned()),
            _ => match param(call.operation.paging.as_ref()) {
                Some((param, true)) => call.parts.field_json(param).map_or(Place::Start, Place::Body),
                Some((param, false)) => call.parts.query_text(param).map_or(Place::Start, Place::Query),
                None => Place::Start,
            },
        };
        Self { operation: call.operation.id.to_owned(), place, skip: call.parts.skip_items }
    }

    /// Returns the same page, after so many of its items.
    pub(crate) fn after(&self, items: usize) -> Self {
        Self { skip: items, ..self.clone() }
    }

    /// Makes a call ask for this page.
    pub(crate) fn apply(&self, call: &mut Call) {
        if let Err(why) = self.try_apply(call) {
            call.parts.fail(format!("the list cannot be gone on with: {why}"));
        }
    }

    fn try_apply(&self, call: &mut Call) -> Result<(), String> {
        if self.operation != call.operation.id {
            return Err(format!("the token is one of the operation `{}`", self.operation.escape_debug()));
        }
        call.parts.skip_items = self.skip;
        let key = match &self.place {
            Place::Start => return Ok(()),
            Place::Query(text) => {
                call.parts.replace_query(input(call, false)?, text.clone());
                text
            }
            Place::Body(json) => {
                let param = input(call, true)?;
                Tree::parse_str(json).map_err(|_| "its place is no JSON")?;
                call.parts.replace_field(param, json.clone());
                json
            }
            Place::Url(url) => {
                let address = Address::parse(url).map_err(|fault| format!("its URL cannot be used: {fault}"))?;
                call.parts.target = Some(Target::Page(address));
                url
            }
        };
        // A page that leads to itself is known at once.
        if let Some(trail) = call.parts.pages.onward(key) {
            call.parts.pages = trail;
        }
        Ok(())
    }

    fn read(node: Node<'_>) -> Option<Self> {
        let text = |key| node.get(key).and_then(Node::as_str).map(str::to_owned);
        let place = match (text("at"), text("json"), text("url")) {
            (Some(at), None, None) => Place::Query(at),
            (None, Some(json), None) => Place::Body(json),
            (None, None, Some(url)) => Place::Url(url),
            (None, None, None) => Place::Start,
            _ => return None,
        };
        let skip = node.get("skip").map_or(Some(0), Node::as_integer)?;
        Some(Self { operation: text("operation")?, place, skip })
    }
}

/// Returns the input that finds a page, and whether it is a member of the body.
fn param(paging: Option<&Paging>) -> Option<(&'static str, bool)> {
    let paging = paging?;
    match paging.next {
        Next::Cursor { param, .. }
        | Next::LastItem { param, .. }
        | Next::Page { param, .. }
        | Next::Offset { param } => Some((param, paging.in_body)),
        Next::Url { .. } | Next::LinkHeader => None,
    }
}

/// Returns the input that finds a page of a call, when it is where a token says.
fn input(call: &Call, in_body: bool) -> Result<&'static str, &'static str> {
    let param = param(call.operation.paging.as_ref()).filter(|(_, there)| *there == in_body);
    param.map(|(param, _)| param).ok_or("its pages are found in another way now")
}

impl fmt::Display for ResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = Writer::with_capacity(96);
        writer.raw("{\"operation\":");
        writer.string(&self.operation);
        match &self.place {
            Place::Start => {}
            Place::Query(text) => {
                writer.raw(",\"at\":");
                writer.string(text);
            }
            Place::Body(json) => {
                writer.raw(",\"json\":");
                writer.string(json);
            }
            Place::Url(url) => {
                writer.raw(",\"url\":");
                writer.string(url);
            }
        }
        if self.skip > 0 {
            writer.raw(",\"skip\":");
            writer.integer(self.skip);
        }
        writer.raw("}");
        f.write_str(writer.as_str())
    }
}

impl FromStr for ResumeToken {
    type Err = BadToken;

    fn from_str(text: &str) -> Result<Self, BadToken> {
        let tree = Tree::parse_str(text).map_err(|_| BadToken)?;
        tree.read(DecodeMode::Strict, |root| Ok(Self::read(root))).ok().flatten().ok_or(BadToken)
    }
}

impl Serialize for ResumeToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ResumeToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl fmt::Debug for ResumeToken {
    /// Leaves out the address of the page: a URL may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResumeToken")
            .field("operation", &self.operation)
            .field("skip", &self.skip)
            .finish_non_exhaustive()
    }
}
