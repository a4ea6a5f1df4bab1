//! The calls of the page: roles of every page, an error with its status, a timeout, and events as they come.

use std::time::Duration;

use js_sys::Function;
use openai_roles::Client as Roles;
use streams::Client as Streams;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The roles of an organization, page by page; the first request is retried.
#[wasm_bindgen]
pub async fn roles(server: String) -> Result<Vec<String>, String> {
    let client = Roles::builder().admin_api_key("sk-browser").base_url(server).build().map_err(text)?;
    let mut found = Vec::new();
    let mut page = Some(client.admin().organization().roles().list().limit(2).await.map_err(text)?);
    while let Some(current) = page {
        found.extend(current.data.iter().map(|role| role.name.clone()));
        page = current.next_page().await.map_err(text)?;
    }
    Ok(found)
}

/// The status of a refused call.
#[wasm_bindgen]
pub async fn refused(server: String) -> Result<u16, String> {
    let client = Roles::builder().admin_api_key("sk-browser").base_url(server).build().map_err(text)?;
    match client.admin().organization().projects().roles().retrieve("none", "none").await {
        Ok(role) => Err(format!("there is a role {}", role.name)),
        Err(error) => error.status().map(|status| status.as_u16()).ok_or_else(|| text(error)),
    }
}

/// True where a call without a response times out.
#[wasm_bindgen]
pub async fn times_out(server: String) -> Result<bool, String> {
    let client = Roles::builder().admin_api_key("sk-browser").base_url(server).max_retries(0).build().map_err(text)?;
    let call = client.admin().organization().projects().roles().retrieve("slow", "slow");
    match call.timeout(Duration::from_millis(300)).await {
        Ok(role) => Err(format!("there is a role {}", role.name)),
        Err(error) => Ok(error.is_timeout()),
    }
}

/// Hands each event to a function as soon as it is there.
#[wasm_bindgen]
pub async fn events(server: String, each: Function) -> Result<u32, String> {
    let client = Streams::builder().base_url(server).build().map_err(text)?;
    let mut events = client.ticks().list().await.map_err(text)?;
    let mut count = 0;
    while let Some(event) = events.next_event().await.map_err(text)? {
        each.call1(&JsValue::NULL, &event.data.into()).map_err(|_| "the function of the page failed")?;
        count += 1;
    }
    Ok(count)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
