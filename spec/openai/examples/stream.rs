//! Prints a text as it is written.

use openai::Client;

#[tokio::main]
async fn main() -> Result<(), openai::Error> {
    let client = Client::from_env()?;
    let request = client.responses().create().model("gpt-5").input("Say \"double bubble bath\" ten times fast.");
    let response = request.stream().await?.accumulate().on_text(|text| print!("{text}")).final_response().await?;
    println!("\n{:?}", response.usage);
    Ok(())
}
