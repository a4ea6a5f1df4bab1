//! A program that calls the generated client.

fn main() -> Result<(), anvils::Error> {
    let client = anvils::Client::builder().build()?;
    println!("{}", client.anvils().list().limit(3).to_curl()?);
    Ok(())
}
