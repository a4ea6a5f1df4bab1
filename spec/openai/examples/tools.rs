//! Lets the model call a function.

use openai::types::{FunctionCallOutputItemParam, FunctionTool, OutputItem};
use openai::{Client, object};

#[tokio::main]
async fn main() -> Result<(), openai::Error> {
    let client = Client::from_env()?;
    let parameters = object! { "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] };
    let weather = FunctionTool::new("get_weather", parameters, false).description("The temperature in a city.");
    let ask = || client.responses().create().model("gpt-5").tools([weather.clone()]);
    let response = ask().input("How warm is it in Paris?").await?;
    let outputs = response.output.iter().filter_map(|item| match item {
        OutputItem::FunctionToolCall(call) => Some(FunctionCallOutputItemParam::new("14 °C").call_id(&call.call_id)),
        _ => None,
    });
    let outputs: Vec<_> = outputs.collect();
    println!("{}", ask().previous_response_id(&response.id).input(outputs).await?.output_text());
    Ok(())
}
