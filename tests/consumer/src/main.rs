//! Lists, reads and changes the roles of a project.

use futures_util::TryStreamExt;
use openai_roles::{Client, types::Order};

#[tokio::main]
async fn main() -> Result<(), openai_roles::Error> {
    let client = Client::from_env()?; // OPENAI_ADMIN_KEY, OPENAI_BASE_URL
    let roles = client.admin().organization().projects().roles();

    let role = roles
        .update("project_id", "role_id") // path parameters, in path order
        .role_name("API Project Key Manager") // a value
        .permissions(["api.organization.projects.api_keys.read"])
        .description_null() // sends null; not calling it sends nothing
        .await?;
    println!("{}", role.id);

    let page = roles.list("project_id").limit(100).order(Order::Asc).await?; // one page
    println!("{} {:?}", page.data[0].id, page.next);

    let mut every = roles.list("project_id").stream(); // every role of every page
    while let Some(role) = every.try_next().await? {
        println!("{}", role.id);
    }

    let response = roles
        .retrieve("project_id", "role_id") // per-request options, and the whole response
        .header("x-trace", "1")
        .timeout(std::time::Duration::from_secs(5))
        .max_retries(0)
        .send_with_response()
        .await?;
    println!("{} {:?} {}", response.status(), response.request_id(), response.into_value().name);
    Ok(())
}
