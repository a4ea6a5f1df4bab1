//! A small API, made by hand: the roles of a project.

use serde_json::json;

use crate::api::*;
use crate::naming::{CrateName, Name, RequestName, Scope, TypeName};
use crate::plan::package::Setting;
use crate::plan::{Plan, plan};
use crate::pointer::Pointer;
use crate::print::{File, print_all};
use crate::report::Report;
use crate::resolve::{Resolved, resolve};

pub(super) fn name<N: Name>(text: &str) -> N {
    Scope::new().claim(text)
}

pub(super) fn docs(text: &str) -> Docs {
    Docs(text.to_owned())
}

pub(super) fn string() -> TypeRef {
    TypeRef::Scalar(Scalar::String)
}

pub(super) fn field(wire: &str, ty: TypeRef, presence: Presence) -> Field {
    Field {
        wire: wire.to_owned(),
        name: name(wire),
        null_setter: (presence == Presence::OptionalNullable).then(|| name(&format!("{wire} null"))),
        ty,
        presence,
        docs: docs(&format!("The {wire}.")),
        facts: DocFacts::default(),
        deprecated: false,
        read_only: false,
        write_only: false,
        making: Default::default(),
        settings: None,
        tag: None,
    }
}

pub(super) fn define(text: &str, kind: TypeKind, requests: bool) -> TypeDef {
    TypeDef {
        name: name(text),
        origin: Pointer::root().child("components").child("schemas").child(text),
        docs: docs(&format!("The {text} of a project.")),
        component: true,
        title: None,
        deprecated: false,
        nullable: false,
        example: None,
        directions: Directions { in_requests: requests, in_responses: !requests },
        required_name: None,
        getters: Vec::new(),
        derives: Default::default(),
        kind,
    }
}

fn record(fields: Vec<Field>) -> TypeKind {
    TypeKind::Record(Record { fields, flattened: None, extra: Extra::Kept, any_type: false })
}

/// Returns the types Role, RoleList, UpdateBody, Order.
fn types() -> Vec<TypeDef> {
    let role = record(vec![
        field("id", string(), Presence::Required),
        field("description", string(), Presence::RequiredNullable),
    ]);
    let list = record(vec![
        field("data", TypeRef::List(Box::new(TypeRef::Named(TypeId(0)))), Presence::Required),
        field("next", string(), Presence::RequiredNullable),
    ]);
    let update = record(vec![
        field("name", string(), Presence::Required),
        field("type", string(), Presence::Optional),
        field("description", string(), Presence::OptionalNullable),
        field("permissions", TypeRef::List(Box::new(string())), Presence::Optional),
    ]);
    let word = |text: &str| Constant { name: name(text), value: Literal::Str(text.to_owned()), docs: Docs::default() };
    let order = TypeKind::Constants(Constants {
        form: ConstantsForm::Strings,
        variants: vec![word("asc"), word("desc")],
        open: true,
    });
    vec![
        define("Role", role, false),
        define("RoleList", list, false),
        define("UpdateBody", update, true),
        define("Order", order, true),
    ]
}

pub(super) fn param(wire: &str, location: Location, ty: TypeRef, required: bool) -> Param {
    let (style, explode) = match location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie => (Style::Form, true),
    };
    Param {
        wire: wire.to_owned(),
        location,
        form: ParamForm::Styled { style, explode, allow_reserved: false },
        name: name(wire),
        ty,
        required,
        docs: Docs::default(),
        facts: DocFacts::default(),
        deprecated: false,
        set: SetPresence::default(),
    }
}

pub(super) fn operation(id: &str, method: &str, path: &str, rust: &str, resource: usize) -> Operation {
    Operation {
        id: id.to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        path_key: path.to_owned(),
        alternative_of: None,
        fixed_query: Vec::new(),
        origin: Pointer::root().child("paths").child(path).child(method.to_lowercase()),
        resource: ResourceId(resource),
        name: name(rust),
        name_reason: NameReason {
            resource: ResourceReason::Path,
            method: MethodReason::Verb,
            taken: None,
            inferred: name(rust),
        },
        request: name::<RequestName>(rust).into_type_name(),
        title: String::new(),
        docs: Docs::default(),
        deprecated: false,
        status: Status::Typed,
        params: Vec::new(),
        body: None,
        response: response(rust, Vec::new()),
        failures: Vec::new(),
        errors: None,
        security: vec![vec!["AdminKey".to_owned()]],
        server: None,
        paging: None,
        fixed_headers: Vec::new(),
        idempotency_header: None,
        retry: None,
        rules: Default::default(),
        request_example: None,
        unstreamed: None,
        response_example: None,
    }
}

pub(super) fn response(rust: &str, cases: Vec<ResponseCase>) -> Response {
    let name: TypeName = name(&format!("{rust} response"));
    Response { cases, others: Vec::new(), name, docs: Docs::default(), headers: Vec::new(), links: Vec::new() }
}

pub(super) fn case(code: u16, form: ResponseForm, variant: &str) -> ResponseCase {
    let media_type = match form {
        ResponseForm::Empty => None,
        _ => Some("application/json".to_owned()),
    };
    ResponseCase { status: StatusSpec::Code(code), media_type, accept: None, form, variant: name(variant) }
}

fn update() -> Operation {
    let mut update = operation("update-role", "POST", "/projects/{project_id}/roles/{role_id}", "update", 2);
    update.title = "Update project role".to_owned();
    update.docs = docs("Updates an existing project role.");
    update.params =
        vec![param("project_id", Location::Path, string(), true), param("role_id", Location::Path, string(), true)];
    let offered = |wire: &str| BodyField {
        label: None,
        wire: wire.to_owned(),
        field: name(wire),
        name: name(wire),
        null_setter: Some(name(&format!("{wire} null"))),
    };
    let form = BodyForm::Json(TypeRef::Named(TypeId(2)));
    update.body = Some(Body {
        required: true,
        docs: Docs::default(),
        media: vec![BodyMedia { media_type: "application/json".to_owned(), form, members: None, reach: Reach::Own }],
        name: name("body value"),
        fields: Some(["name", "type", "description", "permissions"].map(offered).into()),
        set: SetPresence::default(),
    });
    update.response = response("update", vec![case(200, ResponseForm::Json(TypeRef::Named(TypeId(0))), "Ok")]);
    update.failures = vec![Failure { status: StatusSpec::Code(404), ty: Some(string()), docs: docs("No such role.") }];
    update.request_example = Some(json!({"name": "Key Manager", "permissions": ["api.read"]}));
    update.response_example = Some(json!({"id": "role_01", "description": null}));
    update
}

fn list() -> Operation {
    let mut list = operation("list-roles", "GET", "/projects/{project_id}/roles", "list", 2);
    let mut limit = param("limit", Location::Query, TypeRef::Scalar(Scalar::I64), false);
    limit.docs = docs("A limit on the number of roles.");
    limit.facts.minimum = Some(("0".to_owned(), false));
    limit.facts.maximum = Some(("1000".to_owned(), false));
    list.params = vec![
        param("project_id", Location::Path, string(), true),
        limit,
        param("order", Location::Query, TypeRef::Named(TypeId(3)), false),
    ];
    list.response = response("list", vec![case(200, ResponseForm::Json(TypeRef::Named(TypeId(1))), "Ok")]);
    list.paging = Some(Paging {
        in_body: false,
        items: vec![("data".to_owned(), name("data"))],
        next: Next::Cursor { from: vec!["next".to_owned()], param: "after".to_owned() },
        has_more: Vec::new(),
        reason: "the response has `next` and the query has `after`".to_owned(),
    });
    list
}

fn resource(text: &str, parent: Option<usize>, children: &[usize], operations: &[usize]) -> Resource {
    Resource {
        parent: parent.map(ResourceId),
        path: text.split('.').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        accessor: name(text.rsplit('.').next().unwrap_or_default()),
        module: name(text.rsplit('.').next().unwrap_or_default()),
        name: name::<RequestName>(text.rsplit('.').next().unwrap_or_default()).into_type_name(),
        docs: Docs::default(),
        children: children.iter().copied().map(ResourceId).collect(),
        operations: operations.iter().copied().map(OperationId).collect(),
    }
}

/// Returns an API with `client.ping()`, `client.admin().roles().{update, list, delete}()`.
pub(super) fn api() -> Api {
    let mut delete = operation("delete-role", "DELETE", "/projects/{project_id}/roles/{role_id}", "delete", 2);
    delete.params = update().params;
    delete.deprecated = true;
    delete.response = response(
        "delete",
        vec![
            case(200, ResponseForm::Json(TypeRef::Named(TypeId(0))), "Ok"),
            case(202, ResponseForm::Json(TypeRef::Named(TypeId(3))), "Accepted"),
            case(204, ResponseForm::Empty, "NoContent"),
        ],
    );
    let ping = Operation { status: Status::Raw, ..operation("ping", "GET", "/", "ping", 0) };
    Api {
        crate_name: CrateName::new("acme-roles"),
        info: Info { title: "Acme Roles".to_owned(), version: "2.1".to_owned(), ..Info::default() },
        servers: Servers {
            all: vec![Server {
                template: "https://api.example.com/v1".to_owned(),
                url: "https://api.example.com/v1".to_owned(),
                docs: Docs::default(),
                variables: Vec::new(),
            }],
            choices: vec![ServerChoice { place: 0, name: name("production") }],
            setters: Vec::new(),
        },
        base_url_env: "ACME_BASE_URL".to_owned(),
        schemes: vec![SecurityScheme {
            id: "AdminKey".to_owned(),
            name: name("admin key"),
            env: "ACME_ADMIN_KEY".to_owned(),
            kind: SchemeKind::Bearer,
            docs: Docs::default(),
        }],
        security: vec![vec!["AdminKey".to_owned()]],
        retry: None,
        headers_of_all: Vec::new(),
        client: Default::default(),
        reading: None,
        types: types(),
        resources: vec![
            resource("", None, &[1], &[0]),
            resource("admin", Some(0), &[2], &[]),
            resource("admin.roles", Some(1), &[], &[1, 2, 3]),
        ],
        operations: vec![ping, update(), list(), delete],
        aliases: Vec::new(),
        headers: Vec::new(),
        webhooks: Vec::new(),
        webhook_events: None,
        former: Default::default(),
        renamed: Default::default(),
        own_types: Vec::new(),
        derive_requests: Vec::new(),
        schemas: vec![SchemaEntry {
            pointer: Pointer::root().child("components").child("schemas").child("Role"),
            ty: TypeRef::List(Box::new(TypeRef::Named(TypeId(0)))),
        }],
    }
}

pub(super) fn resolved(api: Api) -> Resolved {
    resolve(api, &mut Report::new())
}

pub(super) fn setting() -> Setting {
    Setting::with_runtime_at("../runtime")
}

/// Returns every file of an API but the manifest.
pub(super) fn files(api: Api) -> Vec<File> {
    let resolved = resolved(api);
    let plan: Plan<'_> = plan(&resolved, &setting());
    print_all(&plan.files, |file| plan.weight(file), |file| super::file(&plan, file)).unwrap()
}

/// Returns the text of one file of an API.
pub(super) fn file(api: Api, path: &str) -> String {
    files(api).into_iter().find(|file| file.path == path).unwrap().text
}
