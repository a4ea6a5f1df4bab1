//! Reads the recorded streams with the generated crate, and prints what it makes otherwise than openai-python: `streams RECORDING`.

mod compare;

use std::process::ExitCode;

use openai::stream::Accumulating;
use openai::transport::mock::{MockResponse, MockTransport};
use openai::types::ChatCompletionRequestUserMessage;
use openai::{Client, Error};
use serde_json::Value;
use specsmith_runtime::model::{Decode, Encode, to_string};

#[tokio::main]
async fn main() -> ExitCode {
    let path = std::env::args().nth(1).unwrap_or_default();
    let streams = compare::read(&std::fs::read_to_string(&path).expect("a recording"));
    let mut differences = Vec::new();
    for stream in &streams {
        let mock = MockTransport::new();
        mock.on_any().respond(MockResponse::new(200).header("content-type", "text/event-stream").piece(stream.body()));
        let client = Client::builder().api_key_auth("key").transport(mock).build().expect("a client");
        let mut after = Vec::new();
        let whole = match stream.operation.as_str() {
            "responses" => response(&client, &mut after).await,
            _ => completion(&client, &mut after).await,
        };
        differences.extend(stream.differences(whole.map_err(|error| error.to_string()), &after));
    }
    differences.iter().for_each(|difference| println!("{difference}"));
    println!("{} recorded streams, {} differences", streams.len(), differences.len());
    ExitCode::from(u8::from(!differences.is_empty()))
}

async fn response(client: &Client, after: &mut Vec<Value>) -> Result<Value, Error> {
    let request = client.responses().create().model("gpt-5").input("x");
    read(request.stream().await?.accumulate(), after).await
}

async fn completion(client: &Client, after: &mut Vec<Value>) -> Result<Value, Error> {
    let request = client.chat().completions().create([ChatCompletionRequestUserMessage::new("x")], "gpt-5");
    read(request.stream().await?.accumulate(), after).await
}

/// Reads a stream to its end, with the value after each event.
async fn read<T: Decode + Encode, W: Decode + Encode>(
    mut stream: Accumulating<T, W>,
    after: &mut Vec<Value>,
) -> Result<Value, Error> {
    let json = |whole: &W| serde_json::from_str(&to_string(whole)).expect("JSON");
    while stream.next_event().await?.is_some() {
        after.push(json(&stream.snapshot()?));
    }
    stream.final_response().await.map(|whole| json(&whole))
}
