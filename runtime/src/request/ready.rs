//! Headers made ready when a client is built: what most calls send.

use http::HeaderValue;
use http::header::CONTENT_TYPE;

use crate::config::Config;
use crate::config::ready_headers::ReadyHeaders;
use crate::error::Error;
use crate::operation::api::Api;
use crate::operation::param::Place;
use crate::request::call::Call;
use crate::request::header_source::{HeaderSource, negotiate};

/// The media type that ready headers ask for.
const ACCEPT: &str = JSON;

/// The media type of most bodies.
pub(crate) const JSON: &str = "application/json";

impl ReadyHeaders {
    /// Makes them for each scheme whose credential is known and goes into a header.
    pub(crate) fn all(api: &'static Api, config: &Config) -> Result<Vec<Self>, Error> {
        let mut all = Vec::new();
        for scheme in config.schemes(api) {
            let known = config.credential(scheme.id).filter(|known| known.fixed_header().is_some());
            let Some(credential) = known.filter(|_| !crate::request::auth::is_set(scheme, &config.header_map)) else {
                continue;
            };
            let mut headers = config.header_map.clone();
            if credential.add(scheme, &mut headers, &mut crate::request::auth::Added::default()).is_err() {
                // The call that needs it says why.
                continue;
            }
            let decodes = negotiate(&mut headers, ACCEPT)?;
            let mut with_json = headers.clone();
            with_json.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(JSON));
            all.push(Self { scheme: scheme.id, headers, with_json, decodes });
        }
        Ok(all)
    }
}

/// Returns the prepared headers that fit a call, if it has no headers of its own and requires one scheme.
#[inline]
pub(crate) fn of<'a>(call: &'a Call, source: &HeaderSource) -> Option<&'a ReadyHeaders> {
    let Some([[scheme]]) = call.operation.alternatives(call.session.api()) else { return None };
    let unset = call.parts.headers.is_empty()
        && call.operation.headers.is_empty()
        && call.parts.params.iter().all(|given| matches!(given.place, Place::Path | Place::Query));
    if !unset || !source.own_origin || source.idempotency.is_some() || source.accept != ACCEPT {
        return None;
    }
    call.session.config().ready.iter().find(|ready| ready.scheme == *scheme)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::client::Client;
    use crate::client::builder::ClientBuilder;
    use crate::http::address::Address;
    use crate::operation::Operation;
    use crate::operation::api::Scheme;
    use crate::operation::param::Param;
    use crate::request::assemble::assemble;
    use crate::transport::mock::transport::MockTransport;

    static API: Api = Api::new("a", "1").base_url("https://h.example").schemes(&[
        Scheme::bearer("B", "B"),
        Scheme::header("K", "x-key", "K"),
        Scheme::query("Q", "key", "Q"),
    ]);
    const fn get() -> Operation {
        Operation::new("g", "GET", "/")
    }

    static OPERATIONS: [Operation; 10] = [
        get(),
        get().security(&[&["B"]]).headers(&[("x-one", "0"), ("user-agent", "it")]),
        get().security(&[&["B"]]),
        get().security(&[&["K"]]),
        get().security(&[&["Q"]]),
        get().security(&[&["B"], &["K"]]),
        get().security(&[&["B"]]).accept("text/plain"),
        get().security(&[&["B"]]).params(&[Param::header("x-one"), Param::cookie("two")]),
        Operation::new("p", "POST", "/").json_body(true).security(&[&["K"]]),
        Operation::new("p", "POST", "/")
            .json_body(true)
            .security(&[&["B"]])
            .idempotency("idempotency-key")
            .media("text/y"),
    ];

    type Change = fn(ClientBuilder) -> ClientBuilder;
    const CHANGES: [Change; 5] = [
        |builder| builder,
        |builder| builder.header("Accept", "text/html"),
        |builder| builder.header("authorization", "mine").header("X-Key", "mine"),
        |builder| builder.header("accept-encoding", "identity").header("content-type", "text/x"),
        |builder| builder.header("range", "bytes=0-1").user_agent("me"),
    ];

    type Set = fn(&mut Call);
    const SETS: [Set; 3] = [|_| (), |call| call.extra_header("x-mine", "1"), |call| call.header("x-one", "1")];

    #[test]
    fn ready_fields_are_those_that_would_be_made() {
        for change in CHANGES {
            let builder = ClientBuilder::new(&API).credential("B", "b").credential("K", "k").credential("Q", "q");
            let client = change(builder).transport(MockTransport::new()).build().unwrap();
            let mut config = client.session().config.clone();
            let by_hand = config.header_map.contains_key("x-key");
            assert_eq!(config.ready.len(), if by_hand { 0 } else { 2 });
            config.ready.clear();
            let base = Address::parse("https://h.example").unwrap();
            let plain = Client::new(&API, config, Some(base), Arc::new(MockTransport::new()));
            for (operation, set) in OPERATIONS.iter().flat_map(|operation| SETS.map(|set| (operation, set))) {
                let made = |client: &Client| {
                    let mut call = client.call(operation);
                    set(&mut call);
                    let mut made = assemble(&call, "application/json").unwrap();
                    if let Some(key) = made.headers.get_mut("idempotency-key") {
                        // It is another one for each call.
                        *key = http::HeaderValue::from_static("1");
                    }
                    (made.headers, made.decodes, made.address)
                };
                assert_eq!(made(&client), made(&plain), "{operation:?}");
            }
        }
    }
}
