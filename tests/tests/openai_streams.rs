//! Streams accumulated by the rules of `spec/openai/overlay.yaml`, compared with the values that OpenAI's own SDK makes of the same streams.

use std::path::Path;

use serde_json::Value;
use specsmith_runtime::ClientBuilder;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::call::{Accumulation, Rules, Step};
use specsmith_runtime::stream::DataEvents;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};

#[path = "../openai/streams/compare.rs"]
mod compare;

static API: Api = Api::new("openai", "1.0.0").base_url("https://api.example.com/v1");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn leak(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn texts(list: &Value) -> &'static [&'static str] {
    let list = list.as_array().into_iter().flatten().filter_map(Value::as_str).map(leak);
    Vec::leak(list.collect())
}

/// The rule of an operation, as generated code states it.
fn rule(overlay: &Value, target: &str) -> Accumulation {
    let actions = overlay["actions"].as_array().unwrap().iter();
    let own = actions.filter(|action| action["target"] == target);
    let rule = own.map(|action| &action["update"]["x-specsmith-accumulate"]).find(|rule| rule.is_object()).unwrap();
    let text = |value: &Value, default: &str| leak(value.as_str().unwrap_or(default));
    let accumulation = match rule["events"].as_object() {
        Some(events) => {
            let step = |(kind, step): (&String, &Value)| match step["append"].as_str() {
                Some(to) => Step::append(leak(kind), leak(to), text(&step["from"], "")),
                None => Step::set(leak(kind), text(&step["set"], ""), text(&step["from"], "")),
            };
            Accumulation::steps(text(&rule["tag"], "type"), Vec::leak(events.iter().map(step).collect()))
        }
        None => {
            let merge = &rule["merge"];
            assert!(merge.get("keep").is_none() && merge.get("index").is_none(), "the defaults are in the generator");
            let set = merge["set"].as_object().into_iter().flatten().map(|(name, value)| (leak(name), text(value, "")));
            let rule = Accumulation::merge(
                text(&merge["delta"], "delta"),
                text(&merge["as"], "delta"),
                "index",
                &["id", "role", "type"],
            );
            rule.set(Vec::leak(set.collect())).drop(texts(&merge["drop"]))
        }
    };
    accumulation.text(text(&rule["text"], "")).last(texts(&rule["last"]))
}

fn json(value: &impl Encode) -> Value {
    serde_json::from_str(&specsmith_runtime::model::to_string(value)).unwrap()
}

#[tokio::test]
async fn streams_make_up_what_openais_sdk_makes_of_them() {
    let overlay = std::fs::read_to_string(root().join("spec/openai/overlay.yaml")).unwrap();
    let overlay: Value = serde_yaml::from_str(&overlay).unwrap();
    let operation = |path: &str| {
        let rules = Rules::new().accumulate(rule(&overlay, &format!("$.paths['/{path}'].post")));
        &*Box::leak(Box::new(Operation::new(leak(path), "POST", "/stream").rules(Box::leak(Box::new(rules)))))
    };
    let (responses, completions) = (operation("responses"), operation("chat/completions"));
    let recording = std::fs::read_to_string(root().join("tests/openai/streams/recorded.json")).unwrap();
    let streams = compare::read(&recording);
    assert!(streams.len() >= 32, "{}", streams.len());
    let mut differences = Vec::new();
    for stream in streams {
        let mock = MockTransport::new();
        mock.on_any().respond(MockResponse::new(200).header("content-type", "text/event-stream").piece(stream.body()));
        let client = ClientBuilder::new(&API).transport(mock).build().unwrap();
        let operation = if stream.operation == "responses" { responses } else { completions };
        type Events = DataEvents<specsmith_runtime::model::Value, specsmith_runtime::model::Value>;
        let mut events = client.call(operation).send::<Events>().await.unwrap().accumulate();
        let mut after = Vec::new();
        while events.next_event().await.unwrap().is_some() {
            after.push(json(&events.snapshot().unwrap()));
        }
        let whole = events.final_response().await.map(|whole| json(&whole)).map_err(|error| error.to_string());
        differences.extend(stream.differences(whole, &after));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
