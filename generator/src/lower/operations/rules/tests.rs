//! Rules of whole documents, from the document itself and from the user's configuration.

use serde_json::{Value, json};

use crate::api::{Api, Rules};
use crate::read::{Configuration, Input, Overrides, Pattern, Source, locate, read};
use crate::report::{Place, Report, Severity};

/// Returns a document of jobs: an operation begins one, another one says how far it has come.
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

/// Returns the problem of a rule of the first operation, its hint, and the keys that lead to it in the rule.
fn fault(mut document: Value, name: &str, rule: Value) -> Option<(String, String, String)> {
    let path = document["paths"].as_object().and_then(|paths| paths.keys().next().cloned()).expect("a path");
    document["paths"][&path]["post"][format!("x-specsmith-{name}")] = rule;
    let (api, report) = lowered(&document, Overrides::default());
    let mut problems = report.problems().iter().filter(|problem| problem.severity > Severity::Note);
    let Some(problem) = problems.next() else {
        assert_ne!(api.operations[0].rules, Rules::default(), "the rule is there");
        return None;
    };
    assert_eq!((problem.code.text(), problems.next().map(|other| &other.message)), ("bad-extension", None));
    assert_eq!(api.operations[0].rules, Rules::default(), "the operation goes without the rule");
    let start = format!("`x-specsmith-{name}` cannot be followed: ");
    let message = problem.message.strip_prefix(&start).expect("the rule's name").to_owned();
    let at = problem.pointer.as_str().split_once(&format!("x-specsmith-{name}")).expect("a place in the rule").1;
    Some((message, problem.hint.clone(), at.to_owned()))
}

#[track_caller]
fn refused(document: Value, name: &str, rule: Value, message: &str, hint: &str, at: &str) {
    let found = fault(document, name, rule);
    let found = found.as_ref().map(|(message, hint, at)| (message.as_str(), hint.as_str(), at.as_str()));
    assert_eq!(found, Some((message, hint, at)));
}

#[test]
fn a_wait_names_members_and_states_that_there_are() {
    let refused = |rule, message, hint, at| refused(jobs(), "polling", rule, message, hint, at);
    refused(
        json!({ "statee": "status", "until": ["done"] }),
        "`statee` is not known",
        "did you mean `state`?",
        "/statee",
    );
    refused(
        json!({ "operation": "getJob", "until": ["done"], "state": "statuss" }),
        "there is no property `statuss`",
        "did you mean `status`?",
        "/state",
    );
    refused(
        json!({ "operation": "getJob", "until": ["failed", "dome"] }),
        "`status` is never `dome`",
        "did you mean `done`?",
        "/until/1",
    );
    refused(
        json!({ "operation": "getJobs", "until": ["done"] }),
        "there is no operation `getJobs` to ask",
        "did you mean `getJob`?",
        "/operation",
    );
    refused(
        json!({ "operation": "GET /jobs/{job_id}", "until": ["done"], "inputs": { "jobid": "id" } }),
        "`GET /jobs/{job_id}` has no path parameter `jobid`",
        "did you mean `job_id`?",
        "/inputs/jobid",
    );
    refused(
        json!({ "operation": "getJob", "until": ["done"], "inputs": { "job_id": "job" } }),
        "the first response has no member `job` for the path parameter `job_id`",
        "the properties are `id`, `status`",
        "/inputs/job_id",
    );
}

#[test]
fn states_of_any_text_are_taken_as_they_are() {
    let mut document = jobs();
    document["components"]["schemas"]["Job"]["properties"]["status"] = json!({ "type": "string" });
    assert_eq!(fault(document.clone(), "polling", json!({ "until": ["whatever"] })), None);
    let open = json!({ "anyOf": [{ "type": "string" }, { "enum": ["queued", "done"] }] });
    document["components"]["schemas"]["Job"]["properties"]["status"] = open;
    assert_eq!(fault(document.clone(), "polling", json!({ "until": ["whatever"] })), None);
    document["components"]["schemas"]["Job"] = json!({ "type": "object" });
    assert_eq!(fault(document, "polling", json!({ "operation": "getJob", "until": ["done"], "state": "a.b" })), None);
}

/// Returns a document with one operation that answers, whole and as a stream of events.
fn answers(event: Value) -> Value {
    let text = || json!({ "type": "string" });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Answers", "version": "1" },
        "paths": { "/answers": { "post": {
            "operationId": "ask",
            "requestBody": { "required": true, "content": { "application/json": { "schema": {
                "type": "object",
                "properties": { "stream": { "type": "boolean" }, "text": { "type": "object", "properties": { "format": {} } } },
            } } } },
            "responses": { "200": { "description": "Answer.", "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Answer" } },
                "text/event-stream": { "schema": event },
            } } },
        } } },
        "components": { "schemas": {
            "Answer": { "type": "object", "required": ["parts"], "properties": {
                "id": text(),
                "parts": { "type": "array", "items": { "oneOf": [
                    { "$ref": "#/components/schemas/Text" }, { "$ref": "#/components/schemas/Refusal" },
                ] } },
            } },
            "Text": { "type": "object", "required": ["type", "text"], "properties": {
                "type": { "const": "text" }, "text": text(),
            } },
            "Refusal": { "type": "object", "required": ["type", "refusal"], "properties": {
                "type": { "const": "refusal" }, "refusal": text(),
            } },
            "Created": { "type": "object", "required": ["type", "answer"], "properties": {
                "type": { "const": "answer.created" }, "answer": { "$ref": "#/components/schemas/Answer" },
            } },
            "Delta": { "type": "object", "required": ["type", "delta", "index"], "properties": {
                "type": { "const": "text.delta" }, "delta": text(), "index": { "type": "integer" },
            } },
        } },
    })
}

fn events() -> Value {
    answers(json!({ "oneOf": [{ "$ref": "#/components/schemas/Created" }, { "$ref": "#/components/schemas/Delta" }] }))
}

#[test]
fn structured_output_names_members_that_there_are() {
    let rule = |to: &str, text: &str| json!({ "to": to, "form": { "schema": "$schema" }, "text": text });
    let name = "structured-output";
    assert_eq!(fault(events(), name, rule("text.format", "parts[type=text].text")), None);
    let refused = |rule, message, hint, at| refused(events(), name, rule, message, hint, at);
    refused(rule("text.fromat", "id"), "there is no property `fromat`", "did you mean `format`?", "/to");
    refused(rule("text.format", "part.text"), "there is no property `part`", "did you mean `parts`?", "/text");
    refused(
        rule("text.format", "parts[type=picture].text"),
        "`type` is never `picture`",
        "its values are `refusal`, `text`",
        "/text",
    );
    refused(
        rule("text.format", "parts[tipe=text].text"),
        "there is no property `tipe`",
        "did you mean `type`?",
        "/text",
    );
    refused(
        rule("text.format", "parts[type=text].refusal"),
        "there is no property `refusal`",
        "the properties are `text`, `type`",
        "/text",
    );
    refused(
        rule("text.format", "parts[text"),
        "`parts[text` is no path",
        "write a path as `output[type=message].text`",
        "/text",
    );
}

#[test]
fn accumulation_names_kinds_and_members_that_there_are() {
    let rule = |kind: &str, to: &str, from: &str| json!({ "events": { "answer.created": { "set": "", "from": "answer" }, kind: { "append": to, "from": from } } });
    let name = "accumulate";
    let good = || rule("text.delta", "parts[index].text", "delta");
    let with = |key: &str, value: Value| {
        let mut rule = good();
        rule[key] = value;
        rule
    };
    assert_eq!(fault(events(), name, good()), None);
    assert_eq!(fault(events(), name, with("text", json!("text.delta"))), None);
    let refused = |rule, message, hint, at| refused(events(), name, rule, message, hint, at);
    let to = "parts[index].text";
    refused(
        rule("text.detla", to, "delta"),
        "`type` is never `text.detla`",
        "did you mean `text.delta`?",
        "/events/text.detla",
    );
    refused(
        rule("text.delta", to, "answer"),
        "there is no property `answer`",
        "the properties are `delta`, `index`, `type`",
        "/events/text.delta/from",
    );
    refused(
        rule("text.delta", "parts[index].txt", "delta"),
        "there is no property `txt`",
        "did you mean `text`?",
        "/events/text.delta/append",
    );
    refused(
        rule("text.delta", "parts[inde].text", "delta"),
        "there is no property `inde`",
        "did you mean `index`?",
        "/events/text.delta/append",
    );
    let near = "did you mean `answer.created`?";
    refused(with("last", json!(["answer.create"])), "`type` is never `answer.create`", near, "/last/0");
    refused(with("tag", json!("typ")), "there is no property `typ`", "did you mean `type`?", "/tag");
    let hint = "the kinds of `events` are `answer.created`, `text.delta`";
    refused(with("text", json!("delta")), "`delta` is no kind of `events`", hint, "/text");
}

#[test]
fn the_tag_of_a_discriminator_tells_the_kinds() {
    let text = json!({ "type": "string" });
    let mut document = answers(json!({
        "oneOf": [{ "$ref": "#/components/schemas/Created" }, { "$ref": "#/components/schemas/Delta" }],
        "discriminator": { "propertyName": "type", "mapping": {
            "made": "#/components/schemas/Created", "piece": "#/components/schemas/Delta",
        } },
    }));
    for schema in ["Created", "Delta"] {
        document["components"]["schemas"][schema]["properties"]["type"] = text.clone();
    }
    let rule = |kind: &str| json!({ "events": { kind: { "append": "id", "from": "delta" } } });
    assert_eq!(fault(document.clone(), "accumulate", rule("piece")), None);
    let at = "/events/pieces";
    refused(document, "accumulate", rule("pieces"), "`type` is never `pieces`", "did you mean `piece`?", at);
}

#[test]
fn merging_names_members_that_there_are() {
    let document = || answers(json!({ "$ref": "#/components/schemas/Answer" }));
    let rule = |text: &str, set: &str| json!({ "merge": { "set": { set: "a" } }, "text": text });
    assert_eq!(fault(document(), "accumulate", rule("parts.text", "id")), None);
    let refused = |rule, message, hint, at| refused(document(), "accumulate", rule, message, hint, at);
    refused(rule("parts.txt", "id"), "there is no property `txt`", "did you mean `text`?", "/text");
    refused(rule("parts.text", "partz"), "there is no property `partz`", "did you mean `parts`?", "/merge/set/partz");
    for merge in [json!({ "index": "indx" }), json!({ "delta": "partz" }), json!({ "as": "partz" })] {
        let key = merge.as_object().and_then(|merge| merge.keys().next()).unwrap();
        let found = fault(document(), "accumulate", json!({ "merge": merge }));
        assert_eq!(found.map(|(.., at)| at), Some(format!("/merge/{key}")));
    }
    let kept = json!({ "merge": { "delta": "parts", "keep": ["id", "txt"] } });
    refused(kept, "there is no property `txt`", "did you mean `text`?", "/merge/keep/1");
    // Members that are dropped need not be declared: documents often leave them out.
    assert_eq!(fault(document(), "accumulate", json!({ "merge": { "drop": ["padding"] } })), None);
    let message = "`drop` is no list of texts";
    refused(json!({ "merge": { "drop": "padding" } }), message, "give a list of texts", "/merge/drop");
    refused(json!({ "merge": { "sett": {} } }), "`sett` is not known", "did you mean `set`?", "/merge/sett");
}
