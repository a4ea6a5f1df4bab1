//! Uploads a file, and asks about it.

use openai::types::{CreateFileRequestPurpose::Assistants, FileSearchTool};
use openai::{Client, Upload};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let file = client.files().create(Upload::path("deep_research.pdf")?, Assistants).await?;
    let store = client.vector_stores().create().name("research").await?;
    client.vector_stores().files().create(&store.id, &file.id).wait().await?;
    let request = client.responses().create().model("gpt-5").input("What is deep research?");
    let response = request.tools([FileSearchTool::new([&store.id])]).await?;
    println!("{}", response.output_text());
    Ok(())
}
