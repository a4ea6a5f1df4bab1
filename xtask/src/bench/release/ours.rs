use openai_roles::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), openai_roles::Error> {
    let client = Client::from_env()?;
    let role = client.admin().organization().projects().roles().retrieve("project_id", "role_id").await?;
    println!("{} {}", role.name, role.permissions.join(" "));
    Ok(())
}
