//! Asks for a text.

use openai::Client;

#[tokio::main]
async fn main() -> Result<(), openai::Error> {
    let client = Client::from_env()?;
    let response = client.responses().create().model("gpt-5").input("A story about a unicorn, in one sentence.").await?;
    println!("{}", response.output_text());
    Ok(())
}
