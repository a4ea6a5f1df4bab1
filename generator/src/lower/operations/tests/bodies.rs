//! Request bodies and responses.

use super::*;
use crate::api::{Literal, TypeKind};

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
    assert!(matches!(body.media[0].form, BodyForm::Json(_)) && matches!(body.media[1].form, BodyForm::Text(_)));
    assert_eq!(body.name.as_str(), "body");
    assert!(api.operations[0].request_example.is_some());
    let alternatives: Vec<&str> = api.operations.iter().skip(1).map(|operation| operation.name.as_str()).collect();
    assert_eq!(alternatives, ["create_text"], "the other body has a method of its own");
    assert!(!codes(&report, Severity::Note).contains(&"other-media-types"));
    assert_eq!(
        api.schemas.last().map(|entry| entry.pointer.as_str()),
        Some("#/paths/~1a/post/requestBody/content/application~1json/schema")
    );
}

#[test]
fn responses_by_status_and_media_type() {
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
        operation.response.cases.iter().map(|case| (case.status, case.variant.as_str())).collect();
    let code = StatusSpec::Code;
    assert_eq!(cases, [(code(200), "Ok"), (code(200), "OkEvents"), (code(204), "NoContent")]);
    assert_eq!(operation.response.cases[1].form, ResponseForm::Stream(crate::api::StreamForm::TextEvents));
    assert_eq!(operation.response.docs.0, "fine");
    let failures: Vec<StatusSpec> = operation.failures.iter().map(|failure| failure.status).collect();
    assert_eq!(failures, [code(404), StatusSpec::Default]);
}

#[test]
fn default_is_success_where_nothing_else_is() {
    let operation =
        operation("paths:\n  /a:\n    get:\n      responses: {default: {description: d}, '400': {description: bad}}\n");
    assert_eq!(operation.response.cases.len(), 1);
    assert_eq!(operation.response.cases[0].form, ResponseForm::Empty);
    assert_eq!(operation.failures.len(), 1);
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
fn an_idempotency_key_that_no_uuid_can_be_is_the_callers() {
    let key = |schema: &str| {
        let operation = operation(&format!(
            "paths:
  /a:
    post:
      parameters: [{{name: Idempotency-Key, in: header, required: true, schema: {{{schema}}}}}]
      {OK}
"
        ));
        assert_eq!(operation.idempotency_header.is_none(), operation.params[0].required, "{schema}");
        operation.idempotency_header.is_some()
    };
    for schema in ["type: string, maxLength: 36", "type: string, format: uuid", "type: string, pattern: '^[0-9a-f-]+$'"]
    {
        assert!(key(schema), "{schema}");
    }
    for schema in [
        "type: integer",
        "type: string, format: date-time",
        "type: string, maxLength: 35",
        "type: string, minLength: 40",
        "type: string, pattern: '^[0-9]+$'",
        "type: string, pattern: '^(?!x)'",
        "type: string, enum: [a, b]",
    ] {
        assert!(!key(schema), "{schema}");
    }
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
    if matches!(operation.response.cases[0].form, ResponseForm::Json(TypeRef::List(_))) {
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
fn a_body_whose_key_is_no_media_type_is_reported() {
    let file = "{schema: {type: string, format: binary}}";
    for (keys, expected) in
        [(["audio/ogg", "audio/mp4"], vec![]), (["audio/ogg", "codecs=opus"], vec!["narrowed-media-type"])]
    {
        let content = keys.map(|key| format!("{key}: {file}")).join(", ");
        let (_, report) = api(&format!("paths:\n  /a:\n    post: {{requestBody: {{content: {{{content}}}}}, {OK}}}\n"));
        assert_eq!(codes(&report, Severity::Note), expected, "{keys:?}");
    }
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
    assert_eq!(api.operations[0].response.cases[0].form, ResponseForm::Text);
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
    assert_eq!(api.operations[0].response.cases[0].form, api.operations[1].response.cases[0].form);
}

#[test]
fn required_fields_of_a_body_are_offered_and_what_only_responses_carry_is_not() {
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

#[test]
fn one_schema_under_several_names_of_json_is_one_type() {
    let schema = "{schema: {type: object, properties: {a: {type: string}}}}";
    let (api, _) = api(&format!(
        "paths:\n  /a:\n    get:\n      responses:\n        '200': {{description: d, content: {{application/json: {schema}, application/a+json: {schema}}}}}\n"
    ));
    assert_eq!(api.types.len(), 1);
    assert_eq!(api.schemas.len(), 2);
}

#[test]
fn the_tags_of_events_with_json_are_of_the_type_that_is_declared() {
    let variant = |name: &str, schema: &str| {
        format!(
            "    {name}: {{type: object, required: [event, id, data], properties: {{event: {{enum: [{name}]}}, id: {{type: number}}, data: {{type: string, contentMediaType: application/json, contentSchema: {{type: {schema}}}}}}}}}\n"
        )
    };
    let refs = "oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";
    let schema = format!("{{{refs}, discriminator: {{propertyName: id, mapping: {{'1.0': A, '2.5': B}}}}}}");
    let (api, _) = api(&format!(
        "paths:
  /a: {{get: {{responses: {{'200': {{description: Events., content: {{text/event-stream: {{schema: {schema}}}}}}}}}}}}}
components:
  schemas:
{}{}",
        variant("A", "integer"),
        variant("B", "boolean")
    ));
    let ids = api.types.iter().filter(|def| !def.component).filter_map(|def| match &def.kind {
        TypeKind::Record(record) => record.fields.iter().find(|field| field.wire == "id").map(|field| field.ty.clone()),
        _ => None,
    });
    assert_eq!(ids.collect::<Vec<_>>(), [TypeRef::Const(Literal::Int(1)), TypeRef::Const(Literal::Float(2.5))]);
}
