//! Whole documents, small: from text through `read` to the model.

use crate::api::{
    Api, BodyForm, Location, Next, Operation, ParamForm, ReplyForm, SchemeKind, Status, StatusSpec, Style, TypeRef,
};
use crate::read::{Input, Source, read};
use crate::report::{Report, Severity};

/// Reads and lowers a document given without its head.
fn api(rest: &str) -> (Api, Report) {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\n{rest}");
    let mut report = Report::new();
    let input = Input::new(Source { name: "openapi.yaml".to_owned(), bytes: text.into_bytes() });
    let document = read(&input, &mut report).expect("a readable document");
    let api = crate::lower::lower(&document, "pet-store", &mut report).expect("a document that can be lowered");
    (api, report)
}

/// The first operation of a document.
fn operation(rest: &str) -> Operation {
    api(rest).0.operations.swap_remove(0)
}

fn codes(report: &Report, severity: Severity) -> Vec<&'static str> {
    report.problems().iter().filter(|problem| problem.severity == severity).map(|problem| problem.code).collect()
}

fn names(operation: &Operation) -> Vec<&str> {
    operation.params.iter().map(|param| param.name.as_str()).collect()
}

const OK: &str = "responses: {'200': {description: fine}}";

#[test]
fn tree_and_names() {
    let (api, _) = api(&format!(
        "tags: [{{name: Roles, description: Who may do what.}}]
paths:
  /projects/{{project_id}}/roles:
    get: {{{OK}}}
    post: {{{OK}}}
  /projects/{{project_id}}/roles/{{role_id}}:
    delete: {{{OK}}}
  /move:
    post: {{x-specsmith-resource: admin.type, x-specsmith-method: fn, {OK}}}
"
    ));
    let path = |at: usize| api.resources[at].path.join(".");
    let place = |operation: &Operation| format!("{}:{}", path(operation.resource.0), operation.name);
    let places: Vec<String> = api.operations.iter().map(place).collect();
    assert_eq!(places, ["projects.roles:list", "projects.roles:create", "projects.roles:delete", "admin.type:r#fn"]);
    let roles = &api.resources[2];
    assert_eq!((roles.name.as_str(), roles.accessor.as_str(), roles.module.as_str()), ("Roles", "roles", "roles"));
    assert_eq!(roles.docs.0, "Who may do what.");
    assert_eq!(api.operations[0].request.as_str(), "List");
    assert_eq!(api.operations[0].id, "GET /projects/{project_id}/roles");
    assert!(api.resources.iter().skip(1).all(|resource| resource.parent.is_some()));
}

#[test]
fn parameters_of_the_path_come_first_and_the_operations_own_win() {
    let operation = operation(&format!(
        "paths:
  /a/{{x}}/b/{{y}}:
    parameters:
      - {{name: q, in: query, schema: {{type: string}}, description: shared}}
      - {{name: y, in: path, required: true, schema: {{type: string}}}}
      - {{name: q, in: header, schema: {{type: string}}}}
    get:
      parameters:
        - {{name: q, in: query, required: true, schema: {{type: string}}, description: own}}
        - {{name: x, in: path, required: true, schema: {{type: string}}}}
        - {{name: accept, in: header, schema: {{type: string}}}}
      {OK}
"
    ));
    assert_eq!(names(&operation), ["x", "y", "q_header", "q"]);
    assert_eq!(operation.params[3].docs.0, "own");
    assert!(operation.params[3].required);
}

#[test]
fn placeholders_and_declarations_that_do_not_meet() {
    let (api, report) = api(&format!(
        "paths:
  /a/{{petId}}/{{lost}}:
    get:
      parameters:
        - {{name: pet_id, in: path, required: true, schema: {{type: integer}}, description: kept}}
        - {{name: gone, in: path, required: true, schema: {{type: string}}}}
      {OK}
"
    ));
    let operation = &api.operations[0];
    let wires: Vec<&str> = operation.params.iter().map(|param| param.wire.as_str()).collect();
    assert_eq!(wires, ["petId", "lost"]);
    assert_eq!(operation.params[0].docs.0, "kept");
    assert_eq!(operation.status, Status::Typed);
    assert_eq!(codes(&report, Severity::Warning), ["path-parameter"; 3]);
}

#[test]
fn forms_default_by_place() {
    let operation = operation(&format!(
        "paths:
  /a/{{p}}:
    get:
      parameters:
        - {{name: p, in: path, required: true, schema: {{type: string}}}}
        - {{name: q, in: query, schema: {{type: string}}, allowReserved: true}}
        - {{name: d, in: query, style: pipeDelimited, schema: {{type: string}}}}
        - {{name: h, in: header, schema: {{type: string}}}}
        - {{name: c, in: cookie, explode: false, schema: {{type: string}}}}
        - {{name: j, in: query, content: {{application/json: {{schema: {{type: string}}}}}}}}
      {OK}
"
    ));
    let forms: Vec<&ParamForm> = operation.params.iter().map(|param| &param.form).collect();
    let styled = |style, explode, allow_reserved| ParamForm::Styled { style, explode, allow_reserved };
    assert_eq!(
        forms,
        [
            &styled(Style::Simple, false, false),
            &styled(Style::Form, true, true),
            &styled(Style::PipeDelimited, false, false),
            &styled(Style::Simple, false, false),
            &styled(Style::Form, false, false),
            &ParamForm::Content("application/json".to_owned()),
        ]
    );
    assert_eq!(operation.params[4].location, Location::Cookie);
}

#[test]
fn fixed_query_and_fragment_stay_off_the_path() {
    let operation = operation(&format!("paths:\n  '/a?beta=true#now':\n    get: {{{OK}}}\n"));
    assert_eq!(operation.path, "/a");
    assert_eq!(operation.path_key, "/a?beta=true#now");
    assert_eq!(operation.fixed_query, [("beta".to_owned(), "true".to_owned())]);
    assert_eq!(operation.name.as_str(), "now");
}

#[test]
fn json_is_the_body_among_several() {
    let (api, report) = api(&format!(
        "paths:
  /a:
    post:
      requestBody:
        required: true
        content:
          text/plain: {{schema: {{type: string}}}}
          application/json: {{schema: {{type: object, properties: {{id: {{type: string}}}}}}, example: {{id: x}}}}
      {OK}
"
    ));
    let body = api.operations[0].body.as_ref().expect("a body");
    let media: Vec<&str> = body.media.iter().map(|media| media.media_type.as_str()).collect();
    assert_eq!(media, ["application/json", "text/plain"]);
    assert!(matches!(body.media[0].form, BodyForm::Json(_)) && body.media[1].form == BodyForm::Text);
    assert_eq!(body.name.as_str(), "body");
    assert!(api.operations[0].request_example.is_some());
    assert!(codes(&report, Severity::Note).contains(&"other-media-types"));
    assert_eq!(
        api.schemas.last().map(|entry| entry.pointer.as_str()),
        Some("#/paths/~1a/post/requestBody/content/application~1json/schema")
    );
}

#[test]
fn replies_by_status_and_media_type() {
    let operation = operation(
        "paths:
  /a:
    get:
      responses:
        '404': {description: none, content: {application/json: {schema: {type: string}}}}
        '204': {description: nothing}
        '200':
          description: fine
          content:
            text/event-stream: {schema: {type: string}}
            application/xml: {schema: {type: string}}
            application/json: {schema: {type: string}}
        default: {description: other}
",
    );
    let cases: Vec<(StatusSpec, &str)> =
        operation.reply.cases.iter().map(|case| (case.status, case.variant.as_str())).collect();
    let code = StatusSpec::Code;
    assert_eq!(cases, [(code(200), "Ok"), (code(200), "OkEvents"), (code(204), "NoContent")]);
    assert!(matches!(operation.reply.cases[1].form, ReplyForm::Events(_)));
    assert_eq!(operation.reply.docs.0, "fine");
    let failures: Vec<StatusSpec> = operation.failures.iter().map(|failure| failure.status).collect();
    assert_eq!(failures, [code(404), StatusSpec::Default]);
}

#[test]
fn default_is_success_where_nothing_else_is() {
    let operation =
        operation("paths:\n  /a:\n    get:\n      responses: {default: {description: d}, '400': {description: bad}}\n");
    assert_eq!(operation.reply.cases.len(), 1);
    assert_eq!(operation.reply.cases[0].form, ReplyForm::Empty);
    assert_eq!(operation.failures.len(), 1);
}

#[test]
fn credentials() {
    let (api, report) = api(&format!(
        "security: [{{key: []}}, {{}}]
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: X-Key, x-specsmith-env: PET_KEY, x-specsmith-name: pet key}}
    AdminAuth: {{type: http, scheme: Bearer}}
    timeout: {{type: oauth2, flows: {{}}}}
paths:
  /a:
    get: {{{OK}}}
    put: {{security: [], {OK}}}
    post: {{security: [{{AdminAuth: [], key: []}}, {{lost: []}}], {OK}}}
"
    ));
    let schemes: Vec<(&str, &str)> =
        api.schemes.iter().map(|scheme| (scheme.name.as_str(), scheme.env.as_str())).collect();
    assert_eq!(
        schemes,
        [("pet_key", "PET_KEY"), ("admin_auth", "PET_STORE_ADMIN"), ("timeout_credential", "PET_STORE_TIMEOUT")]
    );
    assert_eq!(api.schemes[0].kind, SchemeKind::Header("X-Key".to_owned()));
    let needed: Vec<Vec<Vec<&str>>> = api
        .operations
        .iter()
        .map(|operation| operation.security.iter().map(|set| set.iter().map(String::as_str).collect()).collect())
        .collect();
    assert_eq!(needed, [vec![vec!["key"], vec![]], vec![], vec![vec!["AdminAuth", "key"], vec![]]]);
    assert_eq!(codes(&report, Severity::Warning), ["unknown-security-scheme"]);
}

#[test]
fn base_urls() {
    let (api, _) = api(&format!(
        "servers: [{{url: 'https://{{region}}.x/v1', variables: {{region: {{default: eu}}}}}}]
paths:
  /a:
    get: {{{OK}}}
    post: {{servers: [{{url: 'https://eu.x/v1/'}}], {OK}}}
  /b:
    servers: [{{url: /v2}}]
    get: {{{OK}}}
"
    ));
    assert_eq!(api.servers[0].url, "https://eu.x/v1");
    assert_eq!(api.base_url_env, "PET_STORE_BASE_URL");
    let own: Vec<Option<&str>> = api.operations.iter().map(|operation| operation.server.as_deref()).collect();
    assert_eq!(own, [None, None, Some("https://eu.x/v2")]);
}

#[test]
fn a_declared_idempotency_key_is_the_runtimes_business() {
    let operation = operation(&format!(
        "paths:
  /a:
    post:
      parameters: [{{name: Idempotency-Key, in: header, required: true, schema: {{type: string}}}}]
      {OK}
"
    ));
    assert_eq!(operation.idempotency_header.as_deref(), Some("Idempotency-Key"));
    assert!(!operation.params[0].required);
}

#[test]
fn callbacks_have_types() {
    let (api, _) = api(&format!(
        "paths:
  /a:
    post:
      callbacks:
        onEvent:
          '{{$request.body#/url}}':
            post:
              description: An event.
              requestBody: {{content: {{application/json: {{schema: {{type: string}}}}}}}}
              {OK}
      {OK}
"
    ));
    assert_eq!(api.webhooks.len(), 1);
    assert_eq!((api.webhooks[0].name.as_str(), api.webhooks[0].docs.0.as_str()), ("onEvent", "An event."));
}

#[test]
fn a_bad_paging_extension_is_reported() {
    let (api, report) = api(&format!("paths:\n  /a:\n    get: {{x-specsmith-paging: {{cursor: next}}, {OK}}}\n"));
    assert_eq!(api.operations[0].paging, None);
    assert_eq!(codes(&report, Severity::Warning), ["bad-extension"]);
}

#[test]
fn a_link_header_is_followed() {
    let operation = operation(
        "paths:
  /pets:
    get:
      responses:
        '200':
          description: d
          headers: {Link: {schema: {type: string}}}
          content: {application/json: {schema: {type: array, items: {type: string}}}}
",
    );
    if matches!(operation.reply.cases[0].form, ReplyForm::Json(TypeRef::List(_))) {
        assert_eq!(operation.paging.map(|paging| paging.next), Some(Next::LinkHeader));
    }
}

#[test]
fn a_get_with_an_empty_form_sends_none() {
    let form = "{content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {}}}}}";
    let (api, report) = api(&format!(
        "paths:\n  /a:\n    get: {{requestBody: {form}, {OK}}}\n    post: {{requestBody: {form}, {OK}}}\n"
    ));
    assert!(api.operations[0].body.is_none());
    assert!(api.operations[1].body.is_some());
    assert_eq!(codes(&report, Severity::Note), ["empty-body"]);
}

#[test]
fn structure_in_a_format_without_types_is_reported() {
    let schema = "{schema: {type: object, properties: {a: {type: string}}}}";
    let (api, report) = api(&format!(
        "paths:
  /a:
    put:
      requestBody: {{content: {{application/xml: {schema}}}}}
      responses: {{'200': {{description: d, content: {{application/xml: {schema}}}}}}}
"
    ));
    assert_eq!(api.operations[0].reply.cases[0].form, ReplyForm::Text);
    assert_eq!(codes(&report, Severity::Warning), ["untyped-body"; 2]);
}

#[test]
fn shared_parts_are_entered_once() {
    let (api, _) = api("paths:
  /a: {get: {responses: {'200': {$ref: '#/components/responses/Fine'}}}}
  /b: {get: {responses: {'200': {$ref: '#/components/responses/Fine'}}}}
components:
  responses:
    Fine: {description: d, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
");
    let entries: Vec<&str> = api.schemas.iter().map(|entry| entry.pointer.as_str()).collect();
    assert_eq!(entries, ["#/components/responses/Fine/content/application~1json/schema"]);
    assert_eq!(api.types.len(), 1);
    assert_eq!(api.operations[0].reply.cases[0].form, api.operations[1].reply.cases[0].form);
}

#[test]
fn required_fields_of_a_body_are_offered_and_what_only_replies_carry_is_not() {
    let operation = operation(&format!(
        "paths:
  /a/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [id, stream]
              properties:
                id: {{type: string}}
                stream: {{type: boolean}}
                made: {{type: string, readOnly: true}}
      {OK}
"
    ));
    let fields = operation.body.and_then(|body| body.fields).expect("fields");
    let names: Vec<(&str, &str)> = fields.iter().map(|field| (field.wire.as_str(), field.name.as_str())).collect();
    assert_eq!(names, [("id", "id_body"), ("stream", "stream_param")]);
}

#[test]
fn operations_come_in_document_order() {
    let (api, _) =
        api(&format!("paths:\n  /b: {{post: {{{OK}}}, delete: {{{OK}}}, get: {{{OK}}}}}\n  /a: {{get: {{{OK}}}}}\n"));
    let order: Vec<String> =
        api.operations.iter().map(|operation| format!("{} {}", operation.method, operation.path)).collect();
    assert_eq!(order, ["POST /b", "DELETE /b", "GET /b", "GET /a"]);
}

#[test]
fn encodings_of_a_form() {
    let operation = operation(&format!(
        "paths:
  /a:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {{type: object, properties: {{a: {{type: array, items: {{type: string}}}}}}}}
            encoding: {{a: {{style: form}}, b: {{contentType: text/plain}}, c: {{explode: false}}}}
      {OK}
"
    ));
    let body = operation.body.expect("a body");
    let BodyForm::Form { encoding, .. } = &body.media[0].form else { panic!("a form") };
    let styles: Vec<Option<(Style, bool)>> = encoding.iter().map(|part| part.style).collect();
    assert_eq!(styles, [Some((Style::Form, true)), None, Some((Style::Form, false))]);
}
