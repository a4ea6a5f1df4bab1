//! A program that calls the generated client.

use anvil_store::Client;
use anvil_store::types::{Anvil, AnvilColour};

/// Makes the calls without sending them.
fn main() -> Result<(), anvil_store::Error> {
    let client = Client::builder().build()?;
    println!("{}", client.anvils().list().limit(3).to_curl()?);
    println!("{}", client.anvils().retrieve("a/b").to_curl()?);
    let _: fn(&Anvil) -> Option<&AnvilColour> = |anvil| anvil.colour.as_ref();
    Ok(())
}
