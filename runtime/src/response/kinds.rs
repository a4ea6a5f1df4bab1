//! Response kinds: conversions of a successful response into a value.

use std::cmp::Reverse;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use specsmith_model::internal::{Decoding, write_string};
use specsmith_model::{Decode, DecodeError, DecodeErrorKind, DecodeMode, Node, Tree};

use crate::config::error_kind::ErrorKind;
use crate::config::limits::{Limit, MOST_DEPTH};
use crate::error::Error;
use crate::http::media_type::{Fit, MediaType};
use crate::operation::status::StatusSpec;
use crate::request::arguments::Reading;
use crate::response::Response;
use crate::response::depth::nests_deeper;
use crate::response::page::Page;
use crate::response::page::next::Follow;
use crate::send::failure::over_limit;
use crate::send::undecoded::UndecodedResponse;

/// Conversion of a successful response into a value. Generated code names one of the kinds of this module.
pub trait ResponseKind {
    /// Value inside the response that `send_with_response` returns.
    type Value;
    /// Value that awaiting the request returns.
    type Output;
    /// The `Accept` header, where the operation names none.
    const ACCEPT: &'static str;
    /// Reading of the response's body.
    const READING: Reading = Reading::Whole;

    /// Decodes the response.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`].
    fn output(response: UndecodedResponse) -> Result<Self::Output, Error>;

    /// Decodes the response, with its status and headers.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`].
    fn response(response: UndecodedResponse) -> Result<Response<Self::Value>, Error>;
}

/// A JSON value.
pub struct Json<T>(PhantomData<fn() -> T>);

/// A JSON value, or nothing.
pub struct OptionalJson<T>(PhantomData<fn() -> T>);

/// One page of a list.
pub struct Paged<T>(PhantomData<fn() -> T>);

/// Response without a body.
pub struct Empty;

/// Text.
pub struct Text;

/// A plain value as text, or as JSON if the response's content type is JSON.
pub struct Plain<T>(PhantomData<fn() -> T>);

/// Bytes.
pub struct Binary;

/// The undecoded response: its status, headers and bytes.
pub struct Raw;

/// One of several types, by status and media type.
pub struct Several<T>(PhantomData<fn() -> T>);

/// The types of an operation's successes.
pub trait ResponseEnum: Sized {
    /// Chooses the variant, and decodes it.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`].
    fn decode(response: &RawResponse<'_>) -> Result<Self, Error>;
}

/// The kinds that are their value.
macro_rules! plain_kind {
    ([$($param:ident: $bound:ident)?] $kind:ty => $value:ty, $accept:literal, $decode:expr) => {
        impl<$($param: $bound)?> ResponseKind for $kind {
            type Value = $value;
            type Output = $value;
            const ACCEPT: &'static str = $accept;

            #[inline]
            fn output(response: UndecodedResponse) -> Result<$value, Error> {
                $decode(&RawResponse::new(&response))
            }

            #[inline]
            fn response(response: UndecodedResponse) -> Result<Response<$value>, Error> {
                let value = $decode(&RawResponse::new(&response))?;
                Ok(Response::new(value, response.head))
            }
        }
    };
}

plain_kind!([T: Decode] Json<T> => T, "application/json", RawResponse::json);
plain_kind!([T: Decode] OptionalJson<T> => Option<T>, "application/json", RawResponse::optional_json);
plain_kind!([T: ResponseEnum] Several<T> => T, "*/*", T::decode);
plain_kind!([] Empty => (), "*/*", |_: &RawResponse<'_>| Ok(()));
plain_kind!([] Text => String, "text/plain, */*;q=0.9", RawResponse::text);
plain_kind!([T: Decode] Plain<T> => T, "text/plain, */*;q=0.9", RawResponse::plain);
plain_kind!([] Binary => Bytes, "*/*", |response: &RawResponse<'_>| Ok(response.bytes()));

impl ResponseKind for Raw {
    type Value = Bytes;
    type Output = Response<Bytes>;
    const ACCEPT: &'static str = "*/*";

    fn output(response: UndecodedResponse) -> Result<Response<Bytes>, Error> {
        Ok(Response::new(response.body, response.head))
    }

    fn response(response: UndecodedResponse) -> Result<Response<Bytes>, Error> {
        Self::output(response)
    }
}

impl<T: Decode> ResponseKind for Paged<T> {
    type Value = T;
    type Output = Page<T>;
    const ACCEPT: &'static str = "application/json";

    #[inline]
    fn output(response: UndecodedResponse) -> Result<Page<T>, Error> {
        let (value, follow) = response.page()?;
        Ok(Page::new(value, response.head, follow))
    }

    #[inline]
    fn response(response: UndecodedResponse) -> Result<Response<T>, Error> {
        let value = RawResponse::new(&response).json()?;
        Ok(Response::new(value, response.head))
    }
}

impl UndecodedResponse {
    /// Returns a page, and where it leads. Its JSON is parsed once for both. A list of items that does not fit is an error in any mode: kept beside an empty
    /// list, it would let the items end early without a word.
    #[inline]
    fn page<T: Decode>(&self) -> Result<(T, Follow), Error> {
        let body = self.json_body();
        let tree = self.tree(&body)?;
        let items = self.call.operation.paging.as_ref().map_or(&[][..], |paging| paging.items);
        let decode = |root: Node<'_>| {
            root.guard(items);
            T::decode(root)
        };
        let value = self.decoding().read(&tree, decode).map_err(|fault| RawResponse::new(self).json_fault(fault))?;
        Ok((value, self.follow(&tree)))
    }

    fn tree<'b>(&self, body: &'b [u8]) -> Result<Tree<'b>, Error> {
        RawResponse::new(self).check_depth()?;
        Tree::parse(body).map_err(|fault| RawResponse::new(self).json_fault(fault))
    }

    fn follow(&self, tree: &Tree<'_>) -> Follow {
        let Some(address) = &self.address else { return Follow::End };
        crate::response::page::next::follow(&self.call, address, &self.head.headers, tree)
    }

    /// Returns the settings for decoding it.
    pub(crate) fn decoding(&self) -> Decoding {
        self.call.decoding()
    }

    /// Returns the maximum depth of its JSON.
    pub(crate) fn json_depth(&self) -> usize {
        self.call.session.config().limits.json_depth
    }
}

/// A successful response that is not decoded yet.
#[derive(Clone, Copy)]
pub struct RawResponse<'a> {
    pub(crate) response: &'a UndecodedResponse,
}

impl<'a> RawResponse<'a> {
    #[inline]
    pub(crate) fn new(response: &'a UndecodedResponse) -> Self {
        Self { response }
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.response.head.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &'a HeaderMap {
        &self.response.head.headers
    }

    /// Returns the body.
    pub fn bytes(&self) -> Bytes {
        self.response.body.clone()
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`], saying where and what was expected.
    #[inline]
    pub fn json<T: Decode>(&self) -> Result<T, Error> {
        self.check_media()?;
        self.check_depth()?;
        self.response.decoding().json(&self.response.json_body()).map_err(|fault| self.json_fault(fault))
    }

    /// Decodes the body as a plain value: as JSON if the response's content type is JSON, else as text.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] when the text is no such value.
    pub fn plain<T: Decode>(&self) -> Result<T, Error> {
        let text = self.text()?;
        let is_json = self.media_type().is_some_and(MediaType::is_json);
        // A number or a boolean is written as in JSON. Texts are not, but some servers say so.
        let literal = matches!(text.trim_start().as_bytes().first(), Some(b'-' | b'0'..=b'9' | b't' | b'f'));
        if is_json || literal {
            let strict = Decoding::new(DecodeMode::Strict, None, self.response.call.operation.id);
            let decoding = if is_json { self.response.decoding() } else { strict };
            if let Ok(value) = decoding.json(text.as_bytes()) {
                return Ok(value);
            }
        }
        let mut json = String::with_capacity(text.len() + 2);
        write_string(&mut json, &text);
        self.response.decoding().json(json.as_bytes()).map_err(|fault| self.json_fault(fault))
    }

    /// Decodes the body as JSON; `None` if it is empty.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`], saying where and what was expected.
    #[inline]
    pub fn optional_json<T: Decode>(&self) -> Result<Option<T>, Error> {
        if self.is_empty() { Ok(None) } else { self.json().map(Some) }
    }

    /// Returns true if the body is empty or white space.
    pub fn is_empty(&self) -> bool {
        self.response.body.iter().all(u8::is_ascii_whitespace)
    }

    /// Returns the index of the case that matches the response: the one that names its status most exactly and its media type, else its status, else the last
    /// one.
    pub fn pick(&self, cases: &[(StatusSpec, Option<&str>)]) -> usize {
        let rank = |(status, media): &(StatusSpec, Option<&str>)| {
            status.rank(self.status()).map(|rank| (rank, self.media_rank(*media)))
        };
        let ranked = cases.iter().enumerate().filter_map(|(index, case)| Some((rank(case)?, Reverse(index))));
        ranked.max().map_or(cases.len().saturating_sub(1), |(_, Reverse(index))| index)
    }

    /// Returns how exactly a media type matches the response's. If the response has no content type, all match alike.
    fn media_rank(&self, declared: Option<&str>) -> (bool, Fit) {
        match (declared, self.is_empty()) {
            (None, empty) => (empty, Fit::None),
            (Some(_), true) => (false, Fit::None),
            (Some(declared), false) => {
                let fit = self.media_type().map_or(Fit::None, |came| MediaType::parse(declared).fit(came));
                (true, fit)
            }
        }
    }

    /// Returns the response's content type.
    fn content_type(&self) -> Option<&'a str> {
        self.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
    }

    fn media_type(&self) -> Option<MediaType<'a>> {
        self.content_type().map(MediaType::parse)
    }

    /// Refuses JSON that is of another of the operation's types than the one that was asked for, unless the caller asked.
    #[inline]
    fn check_media(&self) -> Result<(), Error> {
        if self.response.call.operation.other_media.is_empty() { Ok(()) } else { self.check_others() }
    }

    #[cold]
    fn check_others(&self) -> Result<(), Error> {
        let call = &self.response.call;
        let chosen = call.parts.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("accept"));
        let (Some(came), false) = (self.content_type(), chosen) else { return Ok(()) };
        let fit = |declared: &&str| MediaType::parse(declared).fit(MediaType::parse(came));
        let asked = call.operation.accept.unwrap_or("application/json");
        let best = asked.split(", ").map(|asked| fit(&asked)).max();
        let other = call.operation.other_media.iter().map(fit).max();
        if other <= best {
            return Ok(());
        }
        let message = format!(
            "the response is `{}`, another of the declared types than `{asked}`, which was asked for; set the header `accept` and decode it with `send_as`",
            came.escape_debug()
        );
        Err(self.fault(message))
    }

    /// Refuses JSON that nests deeper than the client takes. The parser refuses what is beyond its own limit.
    fn check_depth(&self) -> Result<(), Error> {
        let most = self.response.json_depth();
        if most < MOST_DEPTH && nests_deeper(&self.response.body, most) { Err(self.too_deep(most)) } else { Ok(()) }
    }

    fn too_deep(&self, most: usize) -> Error {
        self.placed(over_limit(Limit::JsonDepth, most as u64))
    }

    fn json_fault(&self, fault: DecodeError) -> Error {
        if fault.kind() == DecodeErrorKind::Depth && nests_deeper(&self.response.body, MOST_DEPTH) {
            return self.too_deep(MOST_DEPTH).with_source(fault);
        }
        let message = match self.content_type().filter(|came| !MediaType::parse(came).is_json()) {
            _ if self.is_empty() => "the body is empty, JSON was expected".to_owned(),
            Some(came) => {
                format!("the body is `{}`, JSON was expected: {fault}{}", came.escape_debug(), self.start(&fault))
            }
            None => format!("{fault}{}", self.start(&fault)),
        };
        let message = self.coded().filter(|_| fault.kind() == DecodeErrorKind::Syntax).unwrap_or(message);
        self.fault(message).with_source(fault)
    }

    pub(crate) fn fault(&self, message: impl Into<String>) -> Error {
        self.placed(Error::new(ErrorKind::Decode, message))
    }

    /// Returns an error that knows which response it is of.
    fn placed(&self, error: Error) -> Error {
        let head = &self.response.head;
        error
            .with_route(&self.response.call.route())
            .with_response(head.status, head.headers.clone(), self.response.body.clone())
            .with_record(head.record.clone())
            .with_received(head.received)
    }
}
