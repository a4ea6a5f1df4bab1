//! Each of the 26 operations, against a real HTTP server: method, path, query, body, credential and response.

use openai_roles::types::Order;
use openai_roles::{Client, Error};
use specsmith_tests::server::{Answer, Recorded, Server};

const KEY: &str = "sk-admin-secret";

const ROLE: &str = r#"{"object":"role","id":"role_01J1F8PROJ","name":"API Project Key Manager","description":"Allows managing API keys for the project","permissions":["api.organization.projects.api_keys.read","api.organization.projects.api_keys.write"],"resource_type":"api.project","predefined_role":false}"#;
const ASSIGNED: &str = r#"{"id":"role_1","name":"Manager","permissions":["api.groups.read"],"resource_type":"api.organization","predefined_role":false,"description":null,"created_at":1711471533,"updated_at":null,"created_by":"user_abc123","created_by_user_obj":{"id":"user_abc123"},"metadata":{},"assignment_sources":null}"#;
const USER_ROLE: &str = r#"{"object":"user.role","user":{"object":"organization.user","id":"user_abc123","name":"Ada Lovelace","email":"ada@example.com","role":"owner","added_at":1711470000},"role":ROLE}"#;
const GROUP_ROLE: &str = r#"{"object":"group.role","group":{"object":"group","id":"group_1","name":"Support Team","created_at":1711471533,"scim_managed":false},"role":ROLE}"#;

fn list_of(item: &str) -> String {
    format!(r#"{{"object":"list","data":[{item}],"has_more":false,"next":null}}"#)
}

/// Responds like the real API, by the method and the last segments of the path.
fn api(request: &Recorded, _before: usize) -> Answer {
    let path = request.path.trim_start_matches("/v1");
    let assigned = path.contains("/users/") || path.contains("/groups/");
    let collection = path.ends_with("/roles");
    let body = match (request.method.as_str(), collection, assigned) {
        ("GET", true, false) => list_of(ROLE),
        ("GET", true, true) => list_of(ASSIGNED),
        ("GET", false, true) => ASSIGNED.to_owned(),
        ("POST", true, true) if path.contains("/users/") => USER_ROLE.replace("ROLE", ROLE),
        ("POST", true, true) => GROUP_ROLE.replace("ROLE", ROLE),
        ("DELETE", _, false) => r#"{"object":"role.deleted","id":"role_1","deleted":true}"#.to_owned(),
        ("DELETE", _, true) => r#"{"object":"user.role.deleted","deleted":true}"#.to_owned(),
        _ => ROLE.to_owned(),
    };
    Answer::json(200, body).header("x-request-id", "req_1")
}

async fn serve() -> (Server, Client) {
    let server = Server::start(api).await.expect("a loopback port");
    let client = Client::builder()
        .admin_api_key(KEY)
        .base_url(format!("{}/v1", server.url()))
        .build()
        .expect("a client with a key and a base URL");
    (server, client)
}

fn lines(server: &Server) -> Vec<String> {
    for request in server.requests() {
        assert_eq!(request.header("authorization"), format!("Bearer {KEY}"), "{}", request.line());
        assert_eq!(request.header("accept"), "application/json", "{}", request.line());
        if !request.body.is_empty() {
            assert_eq!(request.header("content-type"), "application/json", "{}", request.line());
        }
    }
    server.requests().iter().map(Recorded::line).collect()
}

#[tokio::test]
async fn organization_roles() -> Result<(), Error> {
    let (server, client) = serve().await;
    let roles = client.admin().organization().roles();
    assert_eq!(roles.list().limit(5).after("role_9").order(Order::Desc).await?.data[0].id, "role_01J1F8PROJ");
    assert_eq!(roles.create("Manager", ["a", "b"]).description("All of it").await?.permissions.len(), 2);
    assert_eq!(roles.retrieve("role_1").await?.resource_type, "api.project");
    assert_eq!(roles.update("role_1").role_name("New").await?.object.as_str(), "role");
    assert!(roles.delete("role_1").await?.deleted);
    assert_eq!(
        lines(&server),
        [
            "GET /v1/organization/roles?limit=5&after=role_9&order=desc",
            r#"POST /v1/organization/roles {"role_name":"Manager","permissions":["a","b"],"description":"All of it"}"#,
            "GET /v1/organization/roles/role_1",
            r#"POST /v1/organization/roles/role_1 {"role_name":"New"}"#,
            "DELETE /v1/organization/roles/role_1",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn project_roles() -> Result<(), Error> {
    let (server, client) = serve().await;
    let roles = client.admin().organization().projects().roles();
    assert_eq!(roles.list("proj_1").await?.next, None);
    assert_eq!(roles.create("proj_1", "Manager", Vec::<String>::new()).description_null().await?.id, "role_01J1F8PROJ");
    assert!(!roles.retrieve("proj_1", "role 1/2").await?.predefined_role);
    assert_eq!(roles.update("proj_1", "role_1").permissions_null().await?.name, "API Project Key Manager");
    assert_eq!(roles.delete("proj_1", "role_1").await?.id, "role_1");
    assert_eq!(
        lines(&server),
        [
            "GET /v1/projects/proj_1/roles",
            r#"POST /v1/projects/proj_1/roles {"role_name":"Manager","permissions":[],"description":null}"#,
            "GET /v1/projects/proj_1/roles/role%201%2F2",
            r#"POST /v1/projects/proj_1/roles/role_1 {"permissions":null}"#,
            "DELETE /v1/projects/proj_1/roles/role_1",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn roles_of_users_and_groups_in_the_organization() -> Result<(), Error> {
    let (server, client) = serve().await;
    let users = client.admin().organization().users().roles();
    assert_eq!(users.list("user_1").limit(1).await?.data[0].name, "Manager");
    assert_eq!(users.create("user_1", "role_1").await?.user.id, "user_abc123");
    assert_eq!(users.retrieve("user_1", "role_1").await?.created_by.as_deref(), Some("user_abc123"));
    assert!(users.delete("user_1", "role_1").await?.deleted);
    let groups = client.admin().organization().groups().roles();
    assert!(groups.list("group_1").await?.data[0].assignment_sources.is_none());
    assert_eq!(groups.create("group_1", "role_1").await?.group.name, "Support Team");
    assert_eq!(groups.retrieve("group_1", "role_1").await?.description, None);
    assert!(groups.delete("group_1", "role_1").await?.deleted);
    assert_eq!(
        lines(&server),
        [
            "GET /v1/organization/users/user_1/roles?limit=1",
            r#"POST /v1/organization/users/user_1/roles {"role_id":"role_1"}"#,
            "GET /v1/organization/users/user_1/roles/role_1",
            "DELETE /v1/organization/users/user_1/roles/role_1",
            "GET /v1/organization/groups/group_1/roles",
            r#"POST /v1/organization/groups/group_1/roles {"role_id":"role_1"}"#,
            "GET /v1/organization/groups/group_1/roles/role_1",
            "DELETE /v1/organization/groups/group_1/roles/role_1",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn roles_of_users_and_groups_in_a_project() -> Result<(), Error> {
    let (server, client) = serve().await;
    let projects = client.admin().organization().projects();
    let users = projects.users().roles();
    assert_eq!(users.list("proj_1", "user_1").order(Order::Asc).await?.data.len(), 1);
    assert_eq!(users.create("proj_1", "user_1", "role_1").await?.role.id, "role_01J1F8PROJ");
    assert_eq!(users.retrieve("proj_1", "user_1", "role_1").await?.id, "role_1");
    assert!(users.delete("proj_1", "user_1", "role_1").await?.deleted);
    let groups = projects.groups().roles();
    assert!(!groups.list("proj_1", "group_1").await?.has_more);
    assert_eq!(groups.create("proj_1", "group_1", "role_1").await?.object.as_str(), "group.role");
    assert_eq!(groups.retrieve("proj_1", "group_1", "role_1").await?.permissions, ["api.groups.read"]);
    assert!(groups.delete("proj_1", "group_1", "role_1").await?.deleted);
    assert_eq!(
        lines(&server),
        [
            "GET /v1/projects/proj_1/users/user_1/roles?order=asc",
            r#"POST /v1/projects/proj_1/users/user_1/roles {"role_id":"role_1"}"#,
            "GET /v1/projects/proj_1/users/user_1/roles/role_1",
            "DELETE /v1/projects/proj_1/users/user_1/roles/role_1",
            "GET /v1/projects/proj_1/groups/group_1/roles",
            r#"POST /v1/projects/proj_1/groups/group_1/roles {"role_id":"role_1"}"#,
            "GET /v1/projects/proj_1/groups/group_1/roles/role_1",
            "DELETE /v1/projects/proj_1/groups/group_1/roles/role_1",
        ]
    );
    Ok(())
}
