//! Reply kinds: how a successful answer becomes a value.

use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::depth::nests_deeper;
use super::{Call, Reading};
use crate::client::{Limit, MOST_DEPTH};
use crate::drift::Decoding;
use crate::error::{Error, ErrorKind};
use crate::model::{Decode, DecodeErrorKind, Tree};
use crate::paging::{Follow, Page};
use crate::request::Address;
use crate::response::{Head, Response};
use crate::transport::ReplyBody;

/// A successful answer, with the call it answers.
pub struct Reply {
    pub(crate) head: Box<Head>,
    pub(crate) body: Bytes,
    /// The body, where it is still on its way.
    pub(crate) open: Option<Box<ReplyBody>>,
    pub(crate) call: Call,
    /// Where it came from at last, if it is a page.
    pub(crate) address: Option<Box<Address>>,
}

/// How a successful answer becomes a value. Generated code names one of the kinds of this module.
pub trait ReplyKind {
    /// What `send_with_response` gives, inside its response.
    type Value;
    /// What awaiting the request gives.
    type Output;
    /// The `Accept` header, where the operation names none.
    const ACCEPT: &'static str;
    /// How the answer's body is read.
    const READING: Reading = Reading::Whole;

    /// Decodes the answer.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`].
    fn output(reply: Reply) -> Result<Self::Output, Error>;

    /// Decodes the answer, and keeps what came with it.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`].
    fn response(reply: Reply) -> Result<Response<Self::Value>, Error>;
}

/// A JSON value.
pub struct Json<T>(PhantomData<fn() -> T>);

/// A JSON value, or nothing.
pub struct OptionalJson<T>(PhantomData<fn() -> T>);

/// One page of a list.
pub struct Paged<T>(PhantomData<fn() -> T>);

/// Nothing.
pub struct Empty;

/// Text.
pub struct Text;

/// Bytes.
pub struct Binary;

/// The answer as it came: its status, header fields and bytes.
pub struct Raw;

/// One of several types, by status and media type.
pub struct Several<T>(PhantomData<fn() -> T>);

/// The types of an operation's successes.
pub trait ReplyEnum: Sized {
    /// Picks the case and decodes it.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`].
    fn decode(reply: &RawReply<'_>) -> Result<Self, Error>;
}

/// The kinds that are their value.
macro_rules! plain_kind {
    ([$($param:ident: $bound:ident)?] $kind:ty => $value:ty, $accept:literal, $decode:expr) => {
        impl<$($param: $bound)?> ReplyKind for $kind {
            type Value = $value;
            type Output = $value;
            const ACCEPT: &'static str = $accept;

            #[inline]
            fn output(reply: Reply) -> Result<$value, Error> {
                $decode(&RawReply::new(&reply))
            }

            #[inline]
            fn response(reply: Reply) -> Result<Response<$value>, Error> {
                let value = $decode(&RawReply::new(&reply))?;
                Ok(Response::new(value, reply.head))
            }
        }
    };
}

plain_kind!([T: Decode] Json<T> => T, "application/json", RawReply::json);
plain_kind!([T: Decode] OptionalJson<T> => Option<T>, "application/json", RawReply::optional_json);
plain_kind!([T: ReplyEnum] Several<T> => T, "*/*", T::decode);
plain_kind!([] Empty => (), "*/*", |_: &RawReply<'_>| Ok(()));
plain_kind!([] Text => String, "text/plain, */*;q=0.9", RawReply::text);
plain_kind!([] Binary => Bytes, "*/*", |reply: &RawReply<'_>| Ok(reply.bytes()));

impl ReplyKind for Raw {
    type Value = Bytes;
    type Output = Response<Bytes>;
    const ACCEPT: &'static str = "*/*";

    fn output(reply: Reply) -> Result<Response<Bytes>, Error> {
        Ok(Response::new(reply.body, reply.head))
    }

    fn response(reply: Reply) -> Result<Response<Bytes>, Error> {
        Self::output(reply)
    }
}

impl<T: Decode> ReplyKind for Paged<T> {
    type Value = T;
    type Output = Page<T>;
    const ACCEPT: &'static str = "application/json";

    #[inline]
    fn output(reply: Reply) -> Result<Page<T>, Error> {
        let (value, follow) = reply.page()?;
        Ok(Page::new(value, reply.head, follow))
    }

    #[inline]
    fn response(reply: Reply) -> Result<Response<T>, Error> {
        let value = RawReply::new(&reply).json()?;
        Ok(Response::new(value, reply.head))
    }
}

impl Reply {
    /// A page, and where it leads. Its JSON is parsed once for both.
    #[inline]
    fn page<T: Decode>(&self) -> Result<(T, Follow), Error> {
        let tree = self.tree()?;
        let value = self.decoding().tree(&tree).map_err(|fault| RawReply::new(self).json_fault(fault))?;
        Ok((value, self.follow(&tree)))
    }

    fn tree(&self) -> Result<Tree<'_>, Error> {
        RawReply::new(self).check_depth()?;
        Tree::parse(&self.body).map_err(|fault| RawReply::new(self).json_fault(fault))
    }

    fn follow(&self, tree: &Tree<'_>) -> Follow {
        let Some(address) = &self.address else { return Follow::End };
        crate::paging::follow(&self.call, address, &self.head.headers, tree)
    }

    /// How it becomes a value.
    pub(crate) fn decoding(&self) -> Decoding {
        let config = self.call.client.config();
        Decoding::new(config.mode, config.drift.as_ref(), self.call.operation.id)
    }

    /// How deep its JSON may nest.
    pub(crate) fn json_depth(&self) -> usize {
        self.call.client.config().limits.json_depth
    }
}

/// Which statuses a case is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusSpec {
    /// One status.
    Code(u16),
    /// `2XX`: the first digit.
    Range(u8),
    /// Every status not named otherwise.
    Default,
}

impl StatusSpec {
    /// Whether it names a status, exactly or as one of a range.
    pub(crate) fn includes(self, status: StatusCode) -> bool {
        self != Self::Default && self.rank(status).is_some()
    }

    /// How exactly it names a status; `None` when it does not.
    pub(crate) fn rank(self, status: StatusCode) -> Option<u8> {
        match self {
            Self::Code(code) => (code == status.as_u16()).then_some(3),
            Self::Range(digit) => (u16::from(digit) == status.as_u16() / 100).then_some(2),
            Self::Default => Some(1),
        }
    }
}

/// A successful answer that is not decoded yet.
#[derive(Clone, Copy)]
pub struct RawReply<'a> {
    reply: &'a Reply,
}

impl<'a> RawReply<'a> {
    #[inline]
    pub(crate) fn new(reply: &'a Reply) -> Self {
        Self { reply }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.reply.head.status
    }

    /// The header fields.
    pub fn headers(&self) -> &'a HeaderMap {
        &self.reply.head.headers
    }

    /// The body.
    pub fn bytes(&self) -> Bytes {
        self.reply.body.clone()
    }

    /// The body as text.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] when it is not UTF-8.
    pub fn text(&self) -> Result<String, Error> {
        match std::str::from_utf8(&self.reply.body) {
            Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
            Err(fault) => Err(self.fault("the body is not UTF-8 text").with_source(fault)),
        }
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`], saying where and what was expected.
    #[inline]
    pub fn json<T: Decode>(&self) -> Result<T, Error> {
        self.check_depth()?;
        self.reply.decoding().json(&self.reply.body).map_err(|fault| self.json_fault(fault))
    }

    /// The body as JSON, or nothing when it is empty.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`], saying where and what was expected.
    #[inline]
    pub fn optional_json<T: Decode>(&self) -> Result<Option<T>, Error> {
        if self.is_empty() { Ok(None) } else { self.json().map(Some) }
    }

    /// True when the body is empty or white space.
    pub fn is_empty(&self) -> bool {
        self.reply.body.iter().all(u8::is_ascii_whitespace)
    }

    /// The index of the case this answer is: the one that names its status most exactly and its media type, else its status,
    /// else the last one.
    pub fn pick(&self, cases: &[(StatusSpec, Option<&str>)]) -> usize {
        let rank = |(status, media): &(StatusSpec, Option<&str>)| {
            status.rank(self.status()).map(|rank| (rank, self.media_rank(*media)))
        };
        let mut best: Option<(usize, (u8, u8))> = None;
        for (index, case) in cases.iter().enumerate() {
            let Some(rank) = rank(case) else { continue };
            if best.is_none_or(|(_, known)| rank > known) {
                best = Some((index, rank));
            }
        }
        best.map_or(cases.len().saturating_sub(1), |(index, _)| index)
    }

    /// How well a media type fits the answer's.
    fn media_rank(&self, declared: Option<&str>) -> u8 {
        let sent = essence(self.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()));
        match declared.map(|media| essence(Some(media))) {
            None => {
                if self.is_empty() {
                    4
                } else {
                    0
                }
            }
            Some(_) if self.is_empty() => 0,
            Some(media) if media == sent => 4,
            Some(media) if is_json(&media) && is_json(&sent) => 3,
            Some(media) if range_fits(&media, &sent) => 2,
            Some(_) => 1,
        }
    }

    /// Refuses JSON that nests deeper than the client takes. The parser refuses what is beyond its own limit.
    fn check_depth(&self) -> Result<(), Error> {
        let most = self.reply.json_depth();
        if most < MOST_DEPTH && nests_deeper(&self.reply.body, most) { Err(self.too_deep(most)) } else { Ok(()) }
    }

    fn too_deep(&self, most: usize) -> Error {
        self.placed(crate::execute::over_limit(Limit::JsonDepth, most as u64))
    }

    fn json_fault(&self, fault: crate::model::DecodeError) -> Error {
        if fault.kind() == DecodeErrorKind::Depth && nests_deeper(&self.reply.body, MOST_DEPTH) {
            return self.too_deep(MOST_DEPTH).with_source(fault);
        }
        let message =
            if self.is_empty() { "the body is empty, JSON was expected".to_owned() } else { fault.to_string() };
        self.fault(message).with_source(fault)
    }

    fn fault(&self, message: impl Into<String>) -> Error {
        self.placed(Error::new(ErrorKind::Decode, message))
    }

    /// An error that knows which answer it is of.
    fn placed(&self, error: Error) -> Error {
        let head = &self.reply.head;
        error
            .with_route(&self.reply.call.route())
            .with_reply(head.status, head.headers.clone(), self.reply.body.clone())
            .with_record(head.record.clone())
            .with_received(head.received)
    }
}

fn essence(media: Option<&str>) -> String {
    media.and_then(|media| media.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_json(media: &str) -> bool {
    media.ends_with("json")
}

fn range_fits(range: &str, media: &str) -> bool {
    range == "*/*" || range.strip_suffix('*').is_some_and(|prefix| media.starts_with(prefix))
}
