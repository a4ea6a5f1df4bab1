//! Drift: values of responses that their types do not know.

use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use specsmith_runtime::call::Paged;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
use specsmith_runtime::{ClientBuilder, Drift};

use crate::support::mocked_with;

specsmith_runtime::string_enum! {
    pub enum Color {
        Red = "red",
        Blue = "blue",
    }
}

specsmith_runtime::integer_enum! {
    pub enum Size {
        Small = 1,
    }
}

specsmith_runtime::literal_enum! {
    pub enum Flag {
        Yes = true,
        One = 1,
    }
}

#[derive(Clone)]
pub(crate) struct Thing {
    pub(crate) object: Const,
    pub(crate) id: String,
    pub(crate) color: Option<Color>,
    pub(crate) size: Option<Size>,
    pub(crate) flag: Option<Flag>,
    pub(crate) parts: Option<Vec<Thing>>,
    extra: Extra,
}
specsmith_runtime::model!(Thing {
    constant(object = "thing"),
    required(id: impl Into<String>),
    optional(color, size, flag, parts),
    rest(extra),
});

/// Fields that it does not name are numbers.
#[derive(Clone)]
pub(crate) struct Scores {
    pub(crate) id: String,
    pub(crate) rest: BTreeMap<String, f64>,
}
specsmith_runtime::model!(Scores { required(id: impl Into<String>), typed_rest(rest) });

/// Looks like a thing with a count, which its values contradict.
#[derive(Clone)]
pub(crate) struct Counted {
    pub(crate) id: String,
    pub(crate) color: Color,
    pub(crate) inner: Thing,
    pub(crate) n: i64,
    extra: Extra,
}
specsmith_runtime::model!(Counted { required(id: impl Into<String>, color: impl Into<Color>, inner: Thing, n: i64), rest(extra) });

#[derive(Clone)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) color: String,
    pub(crate) inner: Value,
    pub(crate) n: String,
    extra: Extra,
}
specsmith_runtime::model!(Named {
    required(id: impl Into<String>, color: impl Into<String>, inner: impl Into<Value>, n: impl Into<String>),
    rest(extra),
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Either {
    Counted(Counted),
    Named(Named),
    Unknown(Value),
}
const BOTH: &[&str] = &["id", "color", "inner", "n"];
specsmith_runtime::union!(Either {
    Counted => Case::new("Counted", Kinds::OBJECT).required(BOTH).known(BOTH),
    Named => Case::new("Named", Kinds::OBJECT).required(BOTH).known(BOTH),
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tagged {
    Plain(Plain),
    Unknown(Value),
}
specsmith_runtime::union!(Tagged, tagged "type" { Plain(Plain) = "plain" | "simple" writes "plain" });

#[derive(Clone)]
pub(crate) struct Plain {
    pub(crate) id: String,
    extra: Extra,
}
specsmith_runtime::model!(Plain { required(id: impl Into<String>), rest(extra) });

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Open {
    Plain(Plain),
    Painted(Painted),
    Unknown(Value),
}
specsmith_runtime::union!(Open, tagged "color" otherwise Painted { Plain(Plain) = "none", Painted(Painted) = "red" });

#[derive(Clone)]
pub(crate) struct Painted {
    pub(crate) color: Option<Color>,
    extra: Extra,
}
specsmith_runtime::model!(Painted { optional(color), rest(extra) });

/// A union whose members stand beside its own.
#[derive(Clone)]
pub(crate) struct Labelled {
    pub(crate) label: String,
    pub(crate) kind: Tagged,
    extra: Extra,
}
specsmith_runtime::model!(Labelled { required(label: impl Into<String>), flattened(kind: impl Into<Tagged>), rest(extra) });

type Heard = Arc<Mutex<Vec<String>>>;

fn client(configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (Heard, MockTransport, Handle) {
    let heard = Heard::default();
    let log = Arc::clone(&heard);
    let hook = move |drift: &Drift<'_>| {
        let name = drift.type_name.map_or("-", |name| name.rsplit("::").next().unwrap_or_default());
        let line = format!("{:?} {} {name} {}", drift.kind, drift.path, drift.found.unwrap_or("-"));
        log.lock().unwrap().push(line);
    };
    let (mock, client) = mocked_with(|builder| configure(builder.on_drift(hook)));
    (heard, mock, client)
}

/// Returns the drift reports for a response.
async fn told<T: Decode>(json: &str, configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Vec<String> {
    let (heard, mock, client) = client(configure);
    mock.on_any().json(200, json);
    client.request("GET", "/things").send_as::<T>().await.unwrap();
    std::mem::take(&mut *heard.lock().unwrap())
}

async fn of<T: Decode>(json: &str) -> Vec<String> {
    told::<T>(json, |builder| builder).await
}

#[tokio::test]
async fn fields_values_and_constants() {
    assert!(of::<Thing>(r#"{"object":"thing","id":"1","color":"red","size":1,"flag":true}"#).await.is_empty());
    assert_eq!(
        of::<Vec<Thing>>(
            r#"[{"object":"thing","id":"1"},{"new":1,"object":"thang","id":"2","x y":{"id":1},"parts":[
                {"object":"thing","id":"3","color":"green","size":2,"flag":false},{"flag":{},"id":"4","object":"thing","more":null}]}]"#
        )
        .await,
        [
            "Field $[1].new Thing -",
            "Value $[1].object - thang",
            "Field $[1][\"x y\"] Thing -",
            "Value $[1].parts[0].color Color green",
            "Value $[1].parts[0].size Size 2",
            "Value $[1].parts[0].flag Flag false",
            "Field $[1].parts[1].more Thing -",
        ]
    );
    assert!(of::<Scores>(r#"{"id":"1","a":1,"b":2}"#).await.is_empty(), "the type says what they are");
    let doubled = r#"{"object":"thing","id":"1","new":1,"color":"green","id":"2","color":"blue"}"#;
    assert_eq!(of::<Thing>(doubled).await, ["Field $.new Thing -"]);
}

#[tokio::test]
async fn fields_around_a_union_are_named() {
    assert!(of::<Labelled>(r#"{"label":"a","type":"plain","id":"1"}"#).await.is_empty());
    assert_eq!(
        of::<Labelled>(r#"{"label":"a","type":"plain","new":1,"label":"b","id":"1"}"#).await,
        ["Field $.new Plain -"]
    );
    assert_eq!(of::<Labelled>(r#"{"label":"a","type":"fancy","id":"1"}"#).await, ["Variant $ Tagged fancy"]);
}

#[tokio::test]
async fn what_a_union_tried_and_gave_up_counts_for_nothing() {
    let json = r#"{"id":"1","color":"green","inner":{"object":"thing","id":"1","new":[1]},"n":"1"}"#;
    assert!(of::<Either>(json).await.is_empty(), "it is a `Named`");
    let json = json.replace(r#""n":"1""#, r#""n":1"#);
    let found = of::<Vec<Either>>(&format!("[{json},{json}]")).await;
    assert_eq!(
        found,
        [
            "Value $[0].color Color green",
            "Field $[0].inner.new Thing -",
            "Value $[1].color Color green",
            "Field $[1].inner.new Thing -",
        ]
    );
}

#[tokio::test]
async fn cases_and_tags() {
    assert!(of::<Tagged>(r#"{"type":"plain","id":"1"}"#).await.is_empty());
    assert!(of::<Tagged>(r#"{"type":"simple","id":"1"}"#).await.is_empty(), "the tag is no unknown field");
    assert_eq!(of::<Tagged>(r#"{"type":"simple","id":"1","a":1}"#).await, ["Field $.a Plain -"]);
    assert_eq!(of::<Vec<Tagged>>(r#"[{"type":"fancy","id":"1","a":1}]"#).await, ["Variant $[0] Tagged fancy"]);
}

#[tokio::test]
async fn a_case_for_other_tags_is_heard_of_beside_what_is_in_it() {
    assert!(of::<Open>(r#"{"color":"red"}"#).await.is_empty());
    assert_eq!(of::<Open>(r#"{"color":"blue"}"#).await, ["Variant $ Open blue"]);
    assert_eq!(of::<Open>(r#"{"color":"green"}"#).await, ["Variant $ Open green", "Value $.color Color green"]);
}

#[tokio::test]
async fn a_value_that_lenient_decoding_converts_is_none() {
    let json = r#"{"object":"thing","id":"1","parts":[{"object":"thing","id":"2","new":1},7]}"#;
    assert_eq!(told::<Thing>(json, ClientBuilder::lenient).await, ["Type $.parts - -"]);
    let json = r#"{"object":"thing","id":7,"color":null,"new":1}"#;
    assert_eq!(told::<Thing>(json, ClientBuilder::lenient).await, ["Field $.new Thing -"]);
}

#[tokio::test]
async fn what_a_response_lacks_is_heard_of() {
    let json = r#"{"object":null,"parts":[{"id":7,"new":1}]}"#;
    let missing = ["Missing $.id - -", "Missing $.object - -", "Missing $.parts[0].object - -"];
    let others = ["Type $.parts[0].id - -", "Field $.parts[0].new Thing -"];
    assert_eq!(told::<Thing>(json, |builder| builder).await, [&missing[..], &others[..]].concat());
}

#[tokio::test]
async fn pages_and_streams_are_heard_of_and_failures_are_not() {
    static LIST: Operation = Operation::new("list", "GET", "/things").paging(Paging::cursor(&["next"], "after"));
    static WATCH: Operation = Operation::new("watch", "GET", "/events");
    let (heard, mock, client) = client(|builder| builder);
    mock.on("GET", "/things").json(200, r#"[{"new":1}]"#).json(200, r#"{"id":"1"}"#);
    let response = MockResponse::new(200).header("content-type", "text/event-stream");
    mock.on("GET", "/events").respond(response.piece("data: {\"type\":\"a\"}\n\ndata: {\n\n"));

    client.call(&LIST).send::<Paged<Plain>>().await.unwrap_err();
    let page = client.call(&LIST).send::<Paged<Plain>>().await.unwrap();
    assert_eq!(page.id, "1");
    assert!(heard.lock().unwrap().is_empty());

    let events = client.call(&WATCH).send::<DataEvents<Tagged>>().await.unwrap();
    let found: Vec<_> = events.map(|event| event.is_ok()).collect().await;
    assert_eq!(found, [true, false]);
    assert_eq!(*heard.lock().unwrap(), ["Variant $ Tagged a"]);
}

#[test]
fn what_was_found_is_not_in_debug() {
    let shown = Arc::new(Mutex::new(String::new()));
    let log = Arc::clone(&shown);
    let hook = move |drift: &Drift<'_>| *log.lock().unwrap() = format!("{drift:?}");
    let (mock, client) = mocked_with(|builder| builder.on_drift(hook));
    mock.on_any().json(200, r#""sk-secret""#);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(client.request("GET", "/color").send_as::<Color>().into_future()).unwrap();
    let shown = shown.lock().unwrap();
    assert!(shown.contains("Color") && !shown.contains("sk-secret"), "{shown}");
}
