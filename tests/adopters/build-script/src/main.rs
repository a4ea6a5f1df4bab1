//! A program whose client is a module two levels down, with a type of this crate in it.

use serde::{Deserialize, Serialize};

mod apis {
    /// The client, which each build writes.
    pub mod anvils {
        include!(concat!(env!("OUT_DIR"), "/anvils/mod.rs"));
    }
}

use apis::anvils::{Client, Error};

/// Weight of an anvil. The overlay sets this type where the document has a number.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Kilograms(f64);

/// Returns true if two people are needed to carry an anvil.
pub async fn is_heavy(client: &Client, id: &str) -> Result<bool, Error> {
    let weight = client.anvils().weight().retrieve(id).await?;
    Ok(weight.get().is_some_and(|weight| *weight > Kilograms(50.0)))
}

fn main() -> Result<(), Error> {
    let client = Client::builder().build()?;
    println!("{}", client.anvils().retrieve("a/b").to_curl()?);
    Ok(())
}
