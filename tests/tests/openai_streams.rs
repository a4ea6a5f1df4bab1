//! Streams accumulated by the rules of `spec/openai/overlay.yaml`, compared with the values that OpenAI's own SDK makes of the same streams.

use std::path::Path;

use serde_json::{Value, json};
use specsmith_generator::api::{self, Folding};
use specsmith_generator::report::Report;
use specsmith_generator::{lower, read};
use specsmith_runtime::ClientBuilder;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::call::{Accumulation, Rules, Step};
use specsmith_runtime::stream::DataEvents;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
use specsmith_tests::fixtures;

#[path = "../openai/streams/compare.rs"]
mod compare;

static API: Api = Api::new("openai", "1.0.0").base_url("https://api.example.com/v1");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn leak(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn texts(list: &[String]) -> &'static [&'static str] {
    Vec::leak(list.iter().map(|text| leak(text)).collect())
}

/// The rule of an operation, as the generator reads it in a document of nothing else.
fn rule(overlay: &Value, target: &str) -> Accumulation {
    let actions = overlay["actions"].as_array().unwrap().iter();
    let own = actions.filter(|action| action["target"] == target);
    let rule = own.map(|action| &action["update"]["x-specsmith-accumulate"]).find(|rule| rule.is_object()).unwrap();
    let any = json!({"schema": {}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Streams", "version": "1"},
        "paths": {"/stream": {"post": {
            "x-specsmith-accumulate": rule,
            "responses": {"200": {"description": "", "content": {"application/json": any, "text/event-stream": any}}}
        }}}
    });
    let input = fixtures::input("streams", "spec.json", document.to_string().into_bytes(), "../runtime");
    let mut report = Report::new();
    let document = read::read(&input.document, &mut report).unwrap();
    let api = lower::lower(&document, "streams", &mut report).unwrap();
    assert!(!report.has_errors(), "{:?}", report.problems());
    of_runtime(api.operations[0].rules.accumulation.as_ref().unwrap())
}

/// The rule as generated code states it.
fn of_runtime(rule: &api::Accumulation) -> Accumulation {
    let accumulation = match &rule.way {
        Folding::Steps { tag, steps } => {
            let step = |step: &api::Step| {
                let make = if step.appends { Step::append } else { Step::set };
                make(leak(&step.kind), leak(&step.to), leak(&step.from))
            };
            Accumulation::steps(leak(tag), Vec::leak(steps.iter().map(step).collect()))
        }
        Folding::Merge { delta: (delta, whole), index, keep, set, drop } => {
            let set = set.iter().map(|(name, text)| (leak(name), leak(text)));
            let rule = Accumulation::merge(leak(delta), leak(whole), leak(index), texts(keep));
            rule.set(Vec::leak(set.collect())).drop(texts(drop))
        }
    };
    accumulation.text(leak(rule.text.as_ref().unwrap())).last(texts(&rule.last))
}

fn to_json(value: &impl Encode) -> Value {
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
            after.push(to_json(&events.snapshot().unwrap()));
        }
        let whole = events.final_response().await.map(|whole| to_json(&whole)).map_err(|error| error.to_string());
        differences.extend(stream.differences(whole, &after));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
