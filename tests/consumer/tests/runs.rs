//! The program runs against a server on loopback, as it stands.

use std::process::Command;

use specsmith_tests::server::{Answer, Recorded, Server};

const ROLE: &str = r#"{"object":"role","id":"role_id","name":"API Project Key Manager","description":null,"permissions":["api.organization.projects.api_keys.read"],"resource_type":"api.project","predefined_role":false}"#;

fn api(request: &Recorded, _before: usize) -> Answer {
    if !request.path.ends_with("/roles") {
        return Answer::json(200, ROLE).header("x-request-id", "req_1");
    }
    let (next, more, id) =
        if request.query.contains("after=") { ("null", false, "role_b") } else { ("\"c1\"", true, "role_a") };
    let item = ROLE.replace("role_id", id);
    Answer::json(200, format!(r#"{{"object":"list","data":[{item}],"has_more":{more},"next":{next}}}"#))
}

#[tokio::test]
async fn the_program_prints_what_the_server_holds() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::start(api).await?;
    let url = server.url().to_owned();
    let output = tokio::task::spawn_blocking(move || {
        Command::new(env!("CARGO_BIN_EXE_roles-consumer"))
            .env("OPENAI_ADMIN_KEY", "sk-admin-secret")
            .env("OPENAI_BASE_URL", url)
            .output()
    })
    .await??;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        String::from_utf8(output.stdout)?,
        "role_id\nrole_a Some(\"c1\")\nrole_a\nrole_b\n200 OK Some(\"req_1\") API Project Key Manager\n"
    );
    let lines: Vec<String> = server.requests().iter().map(Recorded::line).collect();
    assert_eq!(
        lines,
        [
            r#"POST /projects/project_id/roles/role_id {"role_name":"API Project Key Manager","permissions":["api.organization.projects.api_keys.read"],"description":null}"#,
            "GET /projects/project_id/roles?limit=100&order=asc",
            "GET /projects/project_id/roles",
            "GET /projects/project_id/roles?after=c1",
            "GET /projects/project_id/roles/role_id",
        ]
    );
    Ok(())
}
