//! A stand-in for the roles API: the roles of every project in memory, behind a real HTTP server on loopback.

use std::sync::Mutex;

use serde_json::{Map, Value, json};

use crate::server::{Answer, Recorded};

/// Most roles on one page, unless the request asks for fewer.
const PAGE: usize = 2;

/// The roles of the stand-in; all projects share them.
#[derive(Debug)]
pub struct StandIn {
    roles: Mutex<Vec<Value>>,
}

impl Default for StandIn {
    fn default() -> Self {
        let role = |id: &str, name: &str| {
            json!({
                "object": "role",
                "id": id,
                "name": name,
                "description": "A role of the stand-in",
                "permissions": ["api.organization.projects.api_keys.read"],
                "resource_type": "api.project",
                "predefined_role": false,
            })
        };
        let roles = vec![
            role("role_id", "Key reader"),
            role("role_auditor", "Auditor"),
            role("role_operator", "Operator"),
            role("role_owner", "Owner"),
            role("role_guest", "Guest"),
        ];
        Self { roles: Mutex::new(roles) }
    }
}

impl StandIn {
    /// Answers a request as the API would.
    pub fn answer(&self, request: &Recorded) -> Answer {
        if !request.header("authorization").starts_with("Bearer ") {
            return failure(401, "invalid_api_key", "Send an admin key as a bearer token.");
        }
        let Ok(mut roles) = self.roles.lock() else {
            return failure(500, "poisoned", "An earlier request failed half-way.");
        };
        let segments: Vec<&str> = request.path.split('/').filter(|segment| !segment.is_empty()).collect();
        match (request.method.as_str(), segments.as_slice()) {
            ("GET", ["projects", _, "roles"]) => list(&roles, &request.query),
            ("POST", ["projects", _, "roles"]) => create(&mut roles, &request.body),
            ("GET", ["projects", _, "roles", id]) => find(&roles, id).map_or_else(missing, |at| found(&roles[at])),
            ("POST", ["projects", _, "roles", id]) => update(&mut roles, id, &request.body),
            ("DELETE", ["projects", _, "roles", id]) => delete(&mut roles, id),
            _ => failure(404, "unknown_path", "The stand-in knows the roles of projects only."),
        }
        .header("x-request-id", "req_stand_in")
    }
}

fn failure(status: u16, code: &str, message: &str) -> Answer {
    let error = json!({"error": {"type": "invalid_request_error", "code": code, "message": message, "param": null}});
    Answer::json(status, error.to_string())
}

fn missing() -> Answer {
    failure(404, "not_found", "There is no such role.")
}

fn found(role: &Value) -> Answer {
    Answer::json(200, role.to_string())
}

fn find(roles: &[Value], id: &str) -> Option<usize> {
    roles.iter().position(|role| role["id"] == id)
}

fn parameter<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn list(roles: &[Value], query: &str) -> Answer {
    let mut ids: Vec<usize> = (0..roles.len()).collect();
    if parameter(query, "order") == Some("desc") {
        ids.reverse();
    }
    let first = parameter(query, "after")
        .map_or(0, |after| ids.iter().position(|&at| roles[at]["id"] == after).map_or(ids.len(), |place| place + 1));
    let limit = parameter(query, "limit").and_then(|limit| limit.parse().ok()).unwrap_or(PAGE).min(PAGE);
    let page: Vec<&Value> = ids.iter().skip(first).take(limit).map(|&at| &roles[at]).collect();
    let more = first + page.len() < roles.len();
    let next = page.last().filter(|_| more).map_or(Value::Null, |role| role["id"].clone());
    Answer::json(200, json!({"object": "list", "data": page, "has_more": more, "next": next}).to_string())
}

/// The fields a body may set, under the names the role has them.
fn changes(body: &str) -> Map<String, Value> {
    let body: Map<String, Value> = serde_json::from_str(body).unwrap_or_default();
    let renamed = |key: String| if key == "role_name" { "name".to_owned() } else { key };
    body.into_iter().map(|(key, value)| (renamed(key), value)).collect()
}

fn apply(role: &mut Value, changes: Map<String, Value>) {
    for (key, value) in changes {
        // Only the description can be taken away.
        if key == "description" || !value.is_null() {
            role[key] = value;
        }
    }
}

fn create(roles: &mut Vec<Value>, body: &str) -> Answer {
    let changes = changes(body);
    if !changes.contains_key("name") {
        return failure(400, "missing_required_parameter", "A role needs a role_name.");
    }
    let mut role = json!({
        "object": "role", "id": format!("role_{}", roles.len() + 1), "name": "", "description": null,
        "permissions": [], "resource_type": "api.project", "predefined_role": false,
    });
    apply(&mut role, changes);
    let answer = found(&role);
    roles.push(role);
    answer
}

fn update(roles: &mut [Value], id: &str, body: &str) -> Answer {
    let Some(at) = find(roles, id) else { return missing() };
    apply(&mut roles[at], changes(body));
    found(&roles[at])
}

fn delete(roles: &mut Vec<Value>, id: &str) -> Answer {
    let Some(at) = find(roles, id) else { return missing() };
    roles.remove(at);
    Answer::json(200, json!({"object": "role.deleted", "id": id, "deleted": true}).to_string())
}
