//! Decode mode of a response: the client's, and the call's.

use futures_util::TryStreamExt;
use specsmith_runtime::ClientBuilder;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::model::{self, DecodeMode};
use specsmith_runtime::paging::Items;

use crate::support::{mocked, mocked_with};

#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Zone {
    pub(crate) id: String,
    pub(crate) serial: i64,
    pub(crate) note: Option<String>,
    extra: Extra,
}

specsmith_runtime::model!(Zone { required(id: impl Into<String>, serial: i64), optional(note), rest(extra) });

#[derive(Clone)]
#[non_exhaustive]
pub(crate) struct Zones {
    pub(crate) data: Vec<Zone>,
    extra: Extra,
}

specsmith_runtime::model!(Zones { required(data: Vec<Zone>), rest(extra) });

static PUT: Operation = Operation::new("putZone", "PUT", "/zone").json_body(true);
static LIST: Operation =
    Operation::new("listZones", "GET", "/zones").paging(Paging::cursor(&["next"], "after").items(&["data"]));

#[tokio::test]
async fn a_write_succeeds_whatever_the_response_lacks_and_sends_back_what_came() {
    let (mock, client) = mocked();
    mock.on("PUT", "/v1/zone")
        .always(specsmith_runtime::transport::mock::MockResponse::json(200, r#"{"id":"a","new":[1]}"#));
    let mut zone: Zone = client.call(&PUT).send::<Json<Zone>>().await.unwrap();
    assert_eq!((zone.missing(), zone.serial), (vec!["serial".to_owned()], 0));
    zone.note = Some("changed".into());
    let mut call = client.call(&PUT);
    call.body(&zone);
    call.send::<Json<Zone>>().await.unwrap();
    assert_eq!(mock.last_request().unwrap().body(), br#"{"id":"a","note":"changed","new":[1]}"#.as_slice());
}

#[tokio::test]
async fn strict_is_the_clients_or_the_calls_choice() {
    type Configure = fn(ClientBuilder) -> ClientBuilder;
    let modes: [(Configure, Option<DecodeMode>, bool); 5] = [
        (|builder| builder, None, true),
        (|builder| builder, Some(DecodeMode::Strict), false),
        (ClientBuilder::strict, None, false),
        (ClientBuilder::strict, Some(DecodeMode::Tolerant), true),
        (|builder| builder.strict().tolerant(), None, true),
    ];
    for (configure, of_call, read) in modes {
        let (mock, client) = mocked_with(configure);
        mock.on_any().json(200, r#"{"id":"a"}"#);
        let mut call = client.call(&PUT);
        if let Some(mode) = of_call {
            call.set_decode_mode(mode);
        }
        let result = call.send::<Json<Zone>>().await;
        assert_eq!(result.is_ok(), read, "{of_call:?}");
        if let Err(error) = result {
            assert!(error.to_string().contains("at $: missing \"serial\""), "{error}");
        }
    }
}

#[tokio::test]
async fn items_that_do_not_fit_fail_the_page_instead_of_ending_it() {
    for data in [r#"[{"id":"a","serial":1},7]"#, r#"{"a":1}"#, r#""none""#] {
        let (mock, client) = mocked();
        mock.on_any().json(200, format!(r#"{{"data":{data},"next":null}}"#));
        let items: Items<Zones, Zone> = Items::new(client.call(&LIST), |page| page.data);
        let error = items.try_collect::<Vec<_>>().await.unwrap_err();
        assert!(error.to_string().contains("at $.data"), "{error}");
    }
    let (mock, client) = mocked();
    mock.on_any().json(200, r#"{"data":[{"id":"a"},{"serial":null}]}"#);
    let items: Items<Zones, Zone> = Items::new(client.call(&LIST), |page| page.data);
    let items: Vec<Zone> = items.try_collect().await.unwrap();
    assert_eq!(model::to_string(&items), r#"[{"id":"a"},{"serial":null}]"#);
}
