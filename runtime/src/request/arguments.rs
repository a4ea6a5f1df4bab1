//! Arguments and options of a call.

use std::time::Duration;

use http::Method;
use specsmith_model::DecodeMode;

use crate::config::secret::Secret;
use crate::error::Error;
use crate::http::address::Address;
use crate::http::query::Query;
use crate::operation::Operation;
use crate::operation::body::{Body, BodyArguments, Name};
use crate::operation::param::Place;
use crate::operation::retry::RetryPolicy;
use crate::operation::streaming::Streaming;

/// Arguments and options that a call has been given so far.
#[derive(Clone, Default)]
pub(crate) struct CallArguments {
    /// Declared parameters, as JSON.
    pub(crate) params: Vec<Given>,
    /// Writes the query parameters; set together with the first one. A function pointer, like the one for cookies, so that the code of the styles is only in
    /// programs that have such parameters.
    pub(crate) write_query: Option<fn(&Operation, &Given, &mut Query, &mut usize)>,
    /// Writes the cookies; set together with the first one.
    pub(crate) write_cookies: Option<fn(&Operation, &CallArguments) -> Vec<String>>,
    pub(crate) body: BodyArguments,
    /// Headers of the caller. They may hold anything, so they are kept like credentials.
    pub(crate) headers: Vec<(String, Secret)>,
    /// Query pairs of the caller, not encoded.
    pub(crate) query: Vec<(Name, String)>,
    pub(crate) timeout: Option<Option<Duration>>,
    pub(crate) deadline: Option<Option<Duration>>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) retry_policy: Option<RetryPolicy>,
    /// Decode mode of the call; `None` for the client's.
    pub(crate) mode: Option<DecodeMode>,
    pub(crate) max_items: Option<usize>,
    pub(crate) max_pages: Option<usize>,
    /// True if the next page is requested while the items of the last one are given.
    pub(crate) prefetch: bool,
    /// Number of items of the first page that were taken before.
    pub(crate) skip_items: usize,
    /// Target of the call, if it is not the operation's own path.
    pub(crate) target: Option<Target>,
    /// The only scheme that may be used (untyped calls).
    pub(crate) scheme: Option<Name>,
    /// Reading of the response's body.
    pub(crate) reading: Reading,
    /// Pages that have been read before.
    pub(crate) pages: crate::request::page_trail::Trail,
    /// The credentials its attempts were sent with.
    pub(crate) used: crate::request::used_secrets::UsedSecrets,
    /// Error of an argument; returned when the call is made.
    pub(crate) fault: Option<String>,
}

/// Reading of a successful response's body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// To its end, before the call ends.
    #[default]
    Whole,
    /// The caller reads the body piece by piece: the call ends when the status and the headers have come.
    Open,
    /// Like [`Reading::Open`], and the stream is requested.
    Stream,
}

/// Target of a call, if it is not its operation's own path.
#[derive(Clone)]
pub(crate) enum Target {
    /// An untyped call: a path under the base URL, or an absolute URL.
    Untyped(Method, String),
    /// The next page.
    Page(Address),
}

/// A declared parameter's value.
#[derive(Clone)]
pub(crate) struct Given {
    pub(crate) place: Place,
    pub(crate) name: Name,
    pub(crate) json: String,
}

impl CallArguments {
    /// Sets a declared parameter; an earlier value of it goes.
    pub(crate) fn set_param(&mut self, place: Place, name: Name, json: String) {
        match self.params.iter_mut().find(|given| given.place == place && given.name == name) {
            Some(given) => given.json = json,
            None => self.params.push(Given { place, name, json }),
        }
    }

    /// Sets a member of the body; an earlier value of it goes.
    pub(crate) fn set_field(&mut self, name: Name, json: String) {
        let Some(fields) = self.fields() else {
            return self.fail(format!("the body is not an object, so it has no member `{name}`"));
        };
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, value)) => *value = json,
            None => fields.push((name, json)),
        }
    }

    /// Returns the body as members; a whole JSON object is taken apart. `None` when it is something else.
    #[inline]
    fn fields(&mut self) -> Option<&mut Vec<(Name, String)>> {
        match &self.body.value {
            Body::Fields(_) => {}
            Body::Unset => self.body.value = Body::Fields(Vec::new()),
            Body::Json(json) => {
                let members = crate::request::shape::members(json)?;
                let fields = members.into_iter().map(|(name, json)| (Name::Owned(name), json.to_owned()));
                self.body.value = Body::Fields(fields.collect());
            }
            Body::Text(_) | Body::Upload(_) => return None,
        }
        match &mut self.body.value {
            Body::Fields(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns the value of a declared parameter, as JSON.
    #[inline]
    pub(crate) fn param(&self, place: Place, name: &str) -> Option<&str> {
        let given = self.params.iter().find(|given| given.place == place && given.name == name)?;
        Some(&given.json)
    }

    /// Returns the value that will be sent as a query parameter, when it is plain.
    pub(crate) fn query_text(&self, name: &str) -> Option<String> {
        if let Some((_, text)) = self.query.iter().rev().find(|(known, _)| known == name) {
            return Some(text.clone());
        }
        Some(crate::request::shape::plain(self.param(Place::Query, name)?).into_owned())
    }

    /// Replaces a query parameter, whoever set it.
    pub(crate) fn replace_query(&mut self, name: &'static str, text: String) {
        self.params.retain(|given| given.place != Place::Query || given.name != name);
        self.query.retain(|(known, _)| known != name);
        self.query.push((Name::Borrowed(name), text));
    }

    /// Returns the value that will be sent as a member of the body, as JSON.
    pub(crate) fn field_json(&self, name: &str) -> Option<String> {
        if let Some((_, json)) = self.body.extra.iter().find(|(known, _)| known == name) {
            return Some(json.clone());
        }
        match &self.body.value {
            Body::Fields(fields) => fields.iter().find(|(known, _)| known == name).map(|(_, json)| json.clone()),
            Body::Json(json) => {
                let members = crate::request::shape::members(json)?;
                members.into_iter().find(|(known, _)| known == name).map(|(_, json)| json.to_owned())
            }
            Body::Unset | Body::Text(_) | Body::Upload(_) => None,
        }
    }

    /// Returns the value of a member of the body as text, if it is plain.
    pub(crate) fn field_text(&self, name: &str) -> Option<String> {
        self.field_json(name).map(|json| crate::request::shape::plain(&json).into_owned())
    }

    /// Replaces a member of the body, whoever set it.
    pub(crate) fn replace_field(&mut self, name: &'static str, json: String) {
        self.body.extra.retain(|(known, _)| known != name);
        self.set_field(Name::Borrowed(name), json);
    }

    /// Says how the response will be read, and asks for it accordingly where the operation offers both forms.
    #[inline]
    pub(crate) fn read_as(&mut self, reading: Reading, streaming: Option<&Streaming>) {
        self.reading = reading;
        let Some(flag) = streaming.and_then(|streaming| streaming.flag) else { return };
        let name = Name::Borrowed(flag.name);
        let value = match reading {
            Reading::Stream => Some("true"),
            Reading::Whole | Reading::Open => flag.explicit.then_some("false"),
        };
        match (flag.in_body, value) {
            (true, Some(value)) => self.set_field(name, value.to_owned()),
            (true, None) => self.remove_field(flag.name),
            (false, Some(value)) => self.set_param(Place::Query, name, value.to_owned()),
            (false, None) => self.params.retain(|given| given.place != Place::Query || given.name != name),
        }
    }

    /// Takes a member out of the body.
    fn remove_field(&mut self, name: &str) {
        if matches!(&self.body.value, Body::Json(json) if !json.contains(name))
            || matches!(self.body.value, Body::Unset)
        {
            return;
        }
        if let Some(fields) = self.fields() {
            fields.retain(|(known, _)| known != name);
        }
    }

    pub(crate) fn fail(&mut self, message: String) {
        self.fault.get_or_insert(message);
    }

    /// Returns the error of an argument, if there was one.
    #[inline]
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.fault {
            Some(message) => Err(Error::build(message.clone())),
            None => Ok(()),
        }
    }
}
