use serde_json::{Value, json};
use specsmith_generator::read::{Input, Source};
use specsmith_generator::{Setting, effective};

use super::*;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Zoo, version: '1'}
security: [{bearer: []}]
servers: [{url: 'https://old.example.com'}]
paths:
  /animals:
    get:
      operationId: listAnimals
      parameters:
        - {name: cursor, in: query, schema: {type: string}}
        - {name: kinds, in: query, schema: {type: array, items: {type: string}}}
      responses:
        '200': {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Animals'}}}}
    post:
      operationId: addAnimal
      security: [{}]
      responses: {'204': {description: ''}}
  /animals/{animal_id}:
    parameters: [{name: animal_id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getAnimal
      responses: {'204': {description: ''}}
  /health:
    get: {responses: {'204': {description: ''}}}
  /internal:
    get: {responses: {'204': {description: ''}}}
  /forgotten:
    get: {responses: {'204': {description: ''}}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    Animals:
      type: object
      properties:
        data: {type: array, items: {type: string}}
        meta: {type: object, properties: {next: {type: string}}}
        has_more: {type: boolean}
";

const CONFIG: &str = "\
organization: {name: zoo-sdk, docs: 'https://docs.example.com', contact: a@example.com}
resources:
  $client:
    methods:
      health: get /health
  $shared:
    models: {animals: Animals, beasts: Animals, twice: Animals}
  animals:
    methods:
      list: get /animals
      create: {endpoint: post /animals, idempotency_header: Idempotency-Key}
      retrieve: get /animals/{id}
      missing: get /nothing
      unwrap: {type: webhook_unwrap}
    subresources:
      feed-times:
        methods:
          retrieve:
            endpoint: >-
              get
              /animals/{animal_id}
  hidden:
    skip: true
    methods: {list: get /internal}
targets:
  python: {package_name: zoo}
  rust: {crate_name: zoo-client, production_repo: acme/zoo-rust}
settings: {license: Apache-2.0}
client_settings:
  opts:
    api_key: {type: string, nullable: false, auth: {security_scheme: bearer}, read_env: ZOO_API_KEY}
    tenant: {type: string, nullable: true, send_in_header: X-Tenant, read_env: ZOO_TENANT}
  default_timeout: 60000
  idempotency_header: Idempotency-Key
environments: {production: 'https://api.example.com', sandbox: 'https://sandbox.example.com'}
query_settings: {nested_format: dots, array_format: comma}
pagination:
  - name: cursor_page
    type: cursor
    request:
      cursor: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}
    response:
      data: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}
      has_more: {type: boolean, x-stainless-pagination-property: {purpose: has_next_page}}
      meta:
        type: object
        properties:
          next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}
unknown_key: 1
";

fn source(name: &str, text: &str) -> Source {
    Source { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// Returns the document after the overlay of an imported configuration, and the rest of the import.
fn imported(config: &str) -> (Value, Imported) {
    let document = source("openapi.yaml", DOCUMENT);
    let imported = import(&source("stainless.yml", config), &document).unwrap();
    let mut input = Input::new(document);
    input.overlays.push(source("overlay.yaml", &imported.overlay));
    let input = specsmith_generator::Input { document: input, name: None, setting: Setting::with_runtime_at("") };
    let (value, _) = effective(&input).unwrap_or_else(|report| panic!("{report:?}\n{}", imported.overlay));
    (value, imported)
}

#[test]
fn methods_have_their_resource_their_name_and_their_pages() {
    let (value, imported) = imported(CONFIG);
    let list = &value["paths"]["/animals"]["get"];
    assert_eq!((&list["x-specsmith-resource"], &list["x-specsmith-method"]), (&json!("animals"), &json!("list")));
    let paging = json!({ "cursor": "meta.next", "param": "cursor", "items": "data", "has_more": "has_more" });
    assert_eq!(list["x-specsmith-paging"], paging);
    assert_eq!(value["paths"]["/animals"]["post"]["x-specsmith-idempotency"], "Idempotency-Key");
    assert_eq!(value["paths"]["/health"]["get"]["x-specsmith-resource"], ".");
    assert_eq!(value["paths"]["/animals/{animal_id}"]["get"]["x-specsmith-method"], "retrieve");
    assert_eq!(imported.methods, 5);
}

#[test]
fn an_operation_that_is_two_methods_is_copied() {
    let (value, _) = imported(CONFIG);
    let copy = &value["paths"]["/animals/{animal_id}#animals.feed-times.retrieve"];
    assert_eq!(copy["get"]["operationId"], "animals.feed-times.retrieve");
    assert_eq!(copy["get"]["x-specsmith-resource"], "animals.feed-times");
    assert_eq!(copy["parameters"][0]["name"], "animal_id");
}

#[test]
fn credentials_options_and_environments_are_carried_over() {
    let (value, _) = imported(CONFIG);
    let schemes = &value["components"]["securitySchemes"];
    assert_eq!(schemes["bearer"]["x-specsmith-env"], "ZOO_API_KEY");
    assert_eq!(schemes["bearer"]["x-specsmith-name"], "api_key");
    let tenant = json!({
        "type": "apiKey", "in": "header", "name": "X-Tenant", "x-specsmith-name": "tenant", "x-specsmith-env": "ZOO_TENANT",
    });
    assert_eq!(schemes["tenant"], tenant);
    assert_eq!(value["security"], json!([{ "bearer": [], "tenant": [] }, { "bearer": [] }]));
    assert_eq!(value["paths"]["/animals"]["post"]["security"], json!([{ "tenant": [] }, {}]));
    assert_eq!(value["servers"][0], json!({ "url": "https://api.example.com", "description": "production" }));
    assert_eq!(value["servers"].as_array().map(Vec::len), Some(2));
    assert_eq!(value["x-specsmith-idempotency"], "Idempotency-Key");
    let kinds = &value["paths"]["/animals"]["get"]["parameters"][1];
    assert_eq!((&kinds["style"], &kinds["explode"]), (&json!("form"), &json!(false)));
}

#[test]
fn the_rest_becomes_keys_of_the_configuration() {
    let (_, imported) = imported(CONFIG);
    assert_eq!(imported.name.as_deref(), Some("zoo-sdk"));
    assert_eq!(imported.keys, [("exclude", "[\n    \"GET /internal\",\n    \"GET /forgotten\",\n]".to_owned())]);
    let expected = [
        ("homepage", "\"https://docs.example.com\""),
        ("name", "\"zoo-client\""),
        ("repository", "\"https://github.com/acme/zoo-rust\""),
        ("license", "\"Apache-2.0\""),
    ];
    assert_eq!(imported.package, expected.map(|(key, value)| (key, value.to_owned())));
}

#[test]
fn what_is_not_carried_over_is_said_with_its_place() {
    let (_, imported) = imported(CONFIG);
    let said: Vec<(usize, String)> =
        imported.problems.iter().map(|it| (it.place.as_ref().unwrap().line, it.message.clone())).collect();
    let expected = [
        (7, "`resources.$shared.models.twice` is not carried over: the type stays `Animals`"),
        (13, "`resources.animals.methods.missing` is not carried over: the document has no `get /nothing`"),
        (14, "`resources.animals.methods.unwrap` is not carried over: signatures of webhooks are not checked"),
        (22, "`resources.hidden` is not carried over: it is left out for Rust"),
        (26, "`targets.python` is not carried over: it is another language"),
        (33, "`client_settings.default_timeout` is not carried over: set it where the client is built"),
        (36, "`query_settings.nested_format` is not carried over: objects are not written as `dots`"),
        (49, "`unknown_key` is not carried over: there is no counterpart"),
        (2, "`resources` is not carried over: 1 of the document's operations are in no resource"),
    ];
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for ((line, message), (expected_line, start)) in said.iter().zip(expected) {
        assert!(message.starts_with(start), "{message}");
        assert_eq!(*line, expected_line, "{message}");
    }
}

#[test]
fn a_configuration_that_is_no_yaml_is_refused_with_its_place() {
    let problem = import(&source("stainless.yml", "a: [\n"), &source("openapi.yaml", DOCUMENT)).unwrap_err();
    assert_eq!(problem.place.unwrap().file, "stainless.yml");
}

const TRANSFORMED: &str = "\
resources:
  animals:
    models: {herd: {openapi_uri: '#/components/schemas/Animals'}}
    methods:
      list: get /animals
      all: {type: alias, to: list}
      add: {endpoint: post /animals, default_request_options: {max_retries: 0}, deprecated: use another}
client_settings:
  idempotency: {header: X-Once}
  opts:
    region: {type: string, default: eu, server_variable: region}
    api_key: {type: string, auth: {security_scheme: key}, read_env: ACME_KEY}
environments: {production: 'https://{region}.example.com'}
security_schemes: {key: {type: apiKey, in: header, name: X-Key}}
security: [{key: []}]
settings: {license: {name: MIT, contents: text}}
openapi:
  transforms:
    - {command: remove, args: {target: $..propertyNames}}
    - {command: update, args: {target: $.components.schemas.Animals.properties.meta, value: {type: string}}}
    - {command: merge, args: {target: $.components.schemas.Animals, object: {title: Herd}}}
    - {command: remove, args: {target: [$.components.schemas.Animals.properties], keys: [has_more]}}
    - {command: move, args: {from: a, to: b}}
";

#[test]
fn transformations_become_actions_where_the_document_has_what_they_select() {
    let (value, imported) = imported(TRANSFORMED);
    let herd = &value["components"]["schemas"]["Herd"];
    assert_eq!(herd["title"], "Herd");
    assert_eq!(herd["properties"]["meta"], json!({ "type": "string" }));
    assert_eq!(herd["properties"].get("has_more"), None);
    let said: Vec<&str> = imported.problems.iter().map(|it| it.message.as_str()).collect();
    let has = |text: &str| said.iter().any(|said| said.contains(text));
    assert!(has("`openapi` is not carried over: the action for `$..propertyNames` does not fit"), "{said:#?}");
    assert!(has("an overlay cannot `move`"), "{said:#?}");
    assert_eq!(value["components"]["schemas"].get("Animals"), None, "models have the names of the configuration");
}

#[test]
fn aliases_retries_and_parts_of_urls_are_carried_over() {
    let (value, imported) = imported(TRANSFORMED);
    let alias = &value["paths"]["/animals#animals.all"]["get"];
    assert_eq!((&alias["x-specsmith-method"], &alias["operationId"]), (&json!("all"), &json!("animals.all")));
    let add = &value["paths"]["/animals"]["post"];
    assert_eq!((&add["x-specsmith-retry"], &add["deprecated"]), (&json!("never"), &json!(true)));
    assert_eq!(value["servers"][0]["variables"], json!({ "region": { "default": "eu" } }));
    assert_eq!(value["x-specsmith-idempotency"], "X-Once");
    assert_eq!(value["components"]["securitySchemes"]["key"]["x-specsmith-env"], "ACME_KEY");
    assert_eq!(value["security"], json!([{ "key": [] }]));
    assert_eq!(imported.package, [("license", "\"MIT\"".to_owned())]);
}
