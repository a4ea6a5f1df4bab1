//! Rules of whole documents, from the document itself and from the user's configuration.

use serde_json::{Value, json};

use crate::api::Api;
use crate::read::{Configuration, Input, Overrides, Pattern, Source, locate, read};
use crate::report::{Place, Report, Severity};

/// A document of jobs: an operation begins one, another one says how far it has come.
fn jobs() -> Value {
    let job = json!({"description": "Job.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}}});
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Jobs", "version": "1" },
        "paths": {
            "/jobs": { "post": { "operationId": "createJob", "responses": { "200": job } } },
            "/jobs/{job_id}": { "get": {
                "operationId": "getJob",
                "parameters": [{ "name": "job_id", "in": "path", "required": true, "schema": { "type": "string" } }],
                "responses": { "200": job },
            } },
        },
        "components": { "schemas": { "Job": {
            "type": "object",
            "required": ["id", "status"],
            "properties": {
                "id": { "type": "string" },
                "status": { "enum": ["queued", "done", "failed"] },
            },
        } } },
    })
}

fn lowered(document: &Value, overrides: Overrides) -> (Api, Report) {
    let mut report = Report::new();
    let mut input = Input::new(Source { name: "api.json".to_owned(), bytes: document.to_string().into_bytes() });
    input.overrides = overrides;
    let document = read(&input, &mut report).expect("a readable document");
    let api = crate::lower::lower(&document, "jobs", &mut report).expect("a document that can be lowered");
    locate(&input, &mut report);
    (api, report)
}

/// Settings of an operation, as the first of a configuration.
fn overrides(pattern: &str, name: &'static str, value: Value) -> Overrides {
    let place = Place { file: "specsmith.toml".to_owned(), line: 7, column: 1 };
    let places = [(["operations", pattern, name].map(str::to_owned).to_vec(), place)].into();
    Overrides {
        operations: vec![(Pattern { text: pattern.to_owned(), place: None }, vec![(name, value)])],
        configuration: Some(Configuration { name: "specsmith.toml".to_owned(), places }),
        ..Overrides::default()
    }
}

#[test]
fn the_configuration_gives_the_rules_that_the_document_gives() {
    let rule = json!({ "operation": "getJob", "until": ["done", "failed"] });
    let mut document = jobs();
    let (by_configuration, report) = lowered(&document, overrides("POST /jobs", "polling", rule.clone()));
    assert_eq!(report.problems().iter().filter(|problem| problem.severity > Severity::Note).count(), 0);
    document["paths"]["/jobs"]["post"]["x-specsmith-polling"] = rule;
    let (by_document, _) = lowered(&document, Overrides::default());
    let polling = |api: &Api| api.operations[0].rules.polling.clone();
    assert!(polling(&by_document).is_some());
    assert_eq!(polling(&by_configuration), polling(&by_document));
}

#[test]
fn the_configuration_says_how_webhooks_are_signed() {
    let mut document = jobs();
    let schema = json!({ "$ref": "#/components/schemas/Job" });
    document["webhooks"]["jobDone"]["post"]["requestBody"]["content"]["application/json"]["schema"] = schema;
    let webhooks = vec![("webhooks", json!({ "env": "JOBS_SECRET" }))];
    let (api, _) = lowered(&document, Overrides { document: webhooks, ..Overrides::default() });
    assert_eq!(api.webhook_events.map(|events| events.env).as_deref(), Some("JOBS_SECRET"));
    assert!(lowered(&document, Overrides::default()).0.webhook_events.is_none());
}

#[test]
fn a_rule_of_the_configuration_that_cannot_be_followed_is_reported_there() {
    let rule = json!({ "operation": "fetchJob", "until": ["done"] });
    let (api, report) = lowered(&jobs(), overrides("createJob", "polling", rule));
    let problem = report.problems().iter().find(|problem| problem.code.text() == "bad-extension").expect("a problem");
    let place = problem.place.as_ref().expect("a place");
    assert_eq!((place.file.as_str(), place.line), ("specsmith.toml", 7));
    assert!(api.operations[0].rules.polling.is_none());
}
