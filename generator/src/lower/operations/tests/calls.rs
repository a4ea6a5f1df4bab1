//! Resources, arguments and credentials of operations.

use super::*;

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
fn what_is_said_of_a_resource_is_not_said_again_below_it() {
    let (api, _) = api(&format!(
        "tags: [{{name: Pets, description: Animals.}}, {{name: Toys, description: Things to play with.}}]
paths:
  /pets: {{get: {{tags: [Pets], {OK}}}}}
  /pets/{{id}}/food: {{get: {{tags: [Pets], {OK}}}}}
  /pets/{{id}}/food/rests: {{get: {{tags: [Pets], {OK}}}}}
  /pets/{{id}}/toys: {{get: {{tags: [Toys], {OK}}}}}
  /pets/{{id}}/toys/owners: {{get: {{tags: [Pets], {OK}}}}}
"
    ));
    let said: Vec<(&str, &str)> =
        api.resources[1..].iter().map(|resource| (resource.accessor.as_str(), resource.docs.0.as_str())).collect();
    let toys = ("toys", "Things to play with.");
    assert_eq!(said, [("pets", "Animals."), ("food", ""), ("rests", ""), toys, ("owners", "Animals.")]);
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
    assert_eq!(names(&operation), ["x", "y", "q_header", "q_query"]);
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
    assert_eq!(api.security, [vec!["key".to_owned()], Vec::new()], "each as often: the document's own");
    assert_eq!(codes(&report, Severity::Warning), ["unknown-security-scheme"]);
}

#[test]
fn a_long_list_of_credentials_is_cut_and_told_of_once() {
    let names: Vec<String> = (0..150).map(|index| format!("k{index}")).collect();
    let list: Vec<String> = names.iter().map(|name| format!("{{{name}: []}}")).collect();
    let schemes: String =
        names.iter().map(|name| format!("    {name}: {{type: apiKey, in: header, name: {name}}}\n")).collect();
    let (api, report) = api(&format!(
        "security: [{}]\ncomponents:\n  securitySchemes:\n{schemes}paths:\n  /a:\n    get: {{{OK}}}\n    post: {{{OK}}}\n",
        list.join(", ")
    ));
    assert!(api.operations.iter().all(|operation| operation.security.len() == 100));
    assert_eq!((api.schemes.len(), codes(&report, Severity::Warning)), (150, vec!["too-large"]));
}

#[test]
fn the_usual_credentials_are_those_that_most_operations_take() {
    let usual = |global: &str, paths: &str| {
        let schemes =
            "components: {securitySchemes: {a: {type: http, scheme: bearer}, b: {type: http, scheme: basic}}}";
        api(&format!("{global}\n{schemes}\npaths:\n  /x:\n{}", paths.replace("OK", OK))).0.security
    };
    let (a, b) = ("security: [{a: []}]", "security: [{b: []}]");
    let most = format!("    get: {{{b}, OK}}\n    put: {{OK}}\n    post: {{{b}, OK}}\n");
    assert_eq!(usual(a, &most), [["b"]]);
    assert_eq!(usual("", &most), [["b"]]);
    let equal = format!("    get: {{{b}, OK}}\n    put: {{OK}}\n");
    assert_eq!(usual(a, &equal), [["a"]]);
    assert!(usual("", &equal).is_empty(), "a document that declares nothing declares that none is needed");
    assert!(usual("", "    get: {OK}\n").is_empty());
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
    assert_eq!(api.servers.all[0].url, "https://eu.x/v1");
    assert_eq!(api.base_url_env, "PET_STORE_BASE_URL");
    let own: Vec<Option<&str>> = api
        .operations
        .iter()
        .map(|operation| operation.server.as_ref().map(|server| server.template.as_str()))
        .collect();
    assert_eq!(own, [None, Some("https://eu.x/v1/"), Some("/v2")]);
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
fn an_accessor_and_a_method_never_share_a_name() {
    let (api, _) = api(&format!(
        "paths:
  /a/clone/{{id}}: {{get: {{{OK}}}}}
  /a/clone: {{post: {{{OK}}}}}
  /a/new: {{post: {{x-specsmith-resource: a, x-specsmith-method: clone-call, {OK}}}}}
"
    ));
    for resource in &api.resources {
        let children = resource.children.iter().map(|child| api.resource(*child).accessor.as_str());
        let methods = resource.operations.iter().map(|operation| api.operation(*operation).name.as_str());
        let names: Vec<&str> = children.chain(methods).collect();
        let unique: std::collections::HashSet<&&str> = names.iter().collect();
        assert_eq!(unique.len(), names.len(), "{names:?}");
    }
}
