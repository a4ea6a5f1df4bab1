//! Reads an event out of a text.

use openai::Client;

#[derive(Debug, schemars::JsonSchema, serde::Deserialize)]
struct Event {
    name: String,
    date: String,
    participants: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<(), openai::Error> {
    let client = Client::from_env()?;
    let text = "Alice and Bob are going to a science fair on Friday. Which event is it?";
    let parsed = client.responses().create().model("gpt-5").input(text).parse::<Event>().await?;
    match parsed.outcome {
        Ok(Event { name, date, participants }) => println!("{name} on {date} with {}", participants.join(" and ")),
        Err(refusal) => println!("{refusal}"),
    }
    Ok(())
}
