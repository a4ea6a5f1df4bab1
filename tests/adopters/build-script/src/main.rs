//! A program whose client is a module two levels down.

mod apis {
    /// The client, which each build writes.
    pub mod anvils {
        include!(concat!(env!("OUT_DIR"), "/anvils/mod.rs"));
    }
}

use apis::anvils::{Client, Error};

fn main() -> Result<(), Error> {
    let client = Client::builder().build()?;
    println!("{}", client.anvils().retrieve("a/b").to_curl()?);
    Ok(())
}
