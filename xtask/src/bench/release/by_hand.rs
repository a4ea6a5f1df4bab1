use serde::Deserialize;

#[derive(Deserialize)]
#[allow(dead_code)]
struct Role {
    object: String,
    id: String,
    name: String,
    description: Option<String>,
    permissions: Vec<String>,
    resource_type: String,
    predefined_role: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base = std::env::var("OPENAI_BASE_URL").unwrap_or_else(|_| "https://api.openai.com/v1".to_owned());
    let key = std::env::var("OPENAI_ADMIN_KEY")?;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let url = format!("{base}/projects/project_id/roles/role_id");
    let role: Role = client.get(url).bearer_auth(key).send().await?.error_for_status()?.json().await?;
    println!("{} {}", role.name, role.permissions.join(" "));
    Ok(())
}
