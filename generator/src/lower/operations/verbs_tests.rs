use super::*;

fn route<'a>(key: &'a PathKey, method: &'a str) -> Route<'a> {
    Route {
        key,
        method,
        path_takes: matches!(method, "POST" | "PUT" | "PATCH"),
        stateful: false,
        lone: true,
        has_body: matches!(method, "POST" | "PUT" | "PATCH"),
        id: None,
        tags: &[],
        shape: ResponseShape::One,
        narrowed: false,
        resource: None,
        named: None,
        prefix: None,
        also: Vec::new(),
    }
}

/// Returns `resource.path.method` of an operation with nothing but a path.
fn place(method: &str, path: &str) -> String {
    let key = PathKey::parse(path);
    show(&wanted(&route(&key, method)))
}

fn with_id(method: &str, path: &str, id: &str) -> String {
    let key = PathKey::parse(path);
    show(&wanted(&Route { id: Some(id), ..route(&key, method) }))
}

fn shaped(path: &str, shape: ResponseShape) -> String {
    let key = PathKey::parse(path);
    show(&wanted(&Route { shape, ..route(&key, "GET") }))
}

fn show(wanted: &NameProposal) -> String {
    let mut parts: Vec<String> = wanted.resource.iter().map(|part| snake(&words(part))).collect();
    parts.push(wanted.names[0].clone());
    parts.join(".")
}

#[test]
fn standard_verbs() {
    assert_eq!(shaped("/projects/{p}/roles", ResponseShape::List), "projects.roles.list");
    assert_eq!(place("POST", "/projects/{p}/roles"), "projects.roles.create");
    assert_eq!(place("GET", "/projects/{p}/roles/{r}"), "projects.roles.retrieve");
    assert_eq!(place("POST", "/projects/{p}/roles/{r}"), "projects.roles.update");
    assert_eq!(place("PATCH", "/projects/{p}/roles/{r}"), "projects.roles.update");
    assert_eq!(place("PUT", "/projects/{p}/roles/{r}"), "projects.roles.replace");
    assert_eq!(place("DELETE", "/projects/{p}/roles/{r}"), "projects.roles.delete");
    assert_eq!(place("HEAD", "/projects/{p}/roles/{r}"), "projects.roles.head");
    assert_eq!(place("COPY", "/files/{f}"), "files.copy");
}

#[test]
fn get_of_a_literal_follows_the_response() {
    assert_eq!(shaped("/account", ResponseShape::One), "account.retrieve");
    assert_eq!(shaped("/pets", ResponseShape::Array), "pets.list");
    assert_eq!(shaped("/pets", ResponseShape::Unknown), "pets.list");
    assert_eq!(shaped("/health-info", ResponseShape::Unknown), "health_info.retrieve");
    assert_eq!(shaped("/refs/{prefix}", ResponseShape::Array), "refs.list");
    assert_eq!(shaped("/refs/{prefix}", ResponseShape::List), "refs.retrieve");
}

#[test]
fn versions_in_front_are_left_out() {
    assert_eq!(place("POST", "/api/v1/users"), "users.create");
    assert_eq!(place("POST", "/v2beta1/users"), "users.create");
    assert_eq!(place("POST", "/2010-04-01/Accounts.json"), "accounts.create");
    assert_eq!(place("GET", "/apis/apps/v1/namespaces/{n}/deployments/{d}"), "apps.v1.namespaces.deployments.retrieve");
    assert_eq!(place("GET", "/api/v1"), "api.v1.retrieve");
    assert_eq!(place("POST", "/voices"), "voices.create");
    assert_eq!(place("GET", "/api/{id}"), "api.retrieve");
}

#[test]
fn verbs_at_the_end_are_methods() {
    assert_eq!(place("POST", "/runs/{id}/cancel"), "runs.cancel");
    assert_eq!(place("POST", "/keys/{id}/rotate-secret"), "keys.rotate_secret");
    assert_eq!(place("POST", "/jobs/{id}/archive"), "jobs.archive");
    assert_eq!(place("GET", "/jobs/{id}/archive"), "jobs.archive.retrieve");
    assert_eq!(place("GET", "/jobs/{id}/preview"), "jobs.preview");
    assert_eq!(place("POST", "/points/{c}/query/batch"), "points.query_batch");
    assert_eq!(place("POST", "/messages/batch_delete"), "messages.batch_delete");
    assert_eq!(place("POST", "/transit/encrypt/{name}"), "transit.encrypt");
    assert_eq!(place("GET", "/exports/export/{id}"), "exports.export.retrieve");
    assert_eq!(place("GET", "/pulls/{n}/merge-async/{id}"), "pulls.merge_async.retrieve");
    assert_eq!(place("GET", "/pets/find-by-status"), "pets.find_by_status");
    assert_eq!(place("GET", "/exchange-rates"), "exchange_rates.list");
    assert_eq!(place("POST", "/v1/{name}:cancel"), "cancel");
    assert_eq!(place("POST", "/v1/keys:batchGet"), "keys.batch_get");
    assert_eq!(place("POST", "/search"), "search");
    assert_eq!(shaped("/search/code", ResponseShape::List), "search.code.list");
}

#[test]
fn delete_beside_an_action() {
    let key = PathKey::parse("/gists/{id}/star");
    let delete = Route { path_takes: true, ..route(&key, "DELETE") };
    assert_eq!(show(&wanted(&delete)), "gists.delete_star");
    let get = Route { path_takes: true, ..route(&key, "GET") };
    assert_eq!(show(&wanted(&get)), "gists.get_star");
    assert_eq!(show(&wanted(&route(&key, "PUT"))), "gists.star");
}

#[test]
fn delete_of_a_collection_says_so() {
    assert_eq!(place("DELETE", "/caches"), "caches.delete_all");
    assert_eq!(place("DELETE", "/settings"), "settings.delete");
    assert_eq!(place("DELETE", "/x/{id}/subscription"), "x.subscription.delete");
    assert_eq!(place("DELETE", "/settings/prefix-search"), "settings.prefix_search.delete");
    assert_eq!(place("GET", "/settings/prefix-search"), "settings.prefix_search");
    let key = PathKey::parse("/pods");
    assert_eq!(show(&wanted(&Route { narrowed: true, ..route(&key, "DELETE") })), "pods.delete_many");
}

#[test]
fn the_operation_id_helps_where_the_path_is_silent() {
    assert_eq!(with_id("POST", "/v1/ocr", "ocr_v1_ocr_post"), "ocr");
    assert_eq!(with_id("GET", "/issues/{n}/typeahead2", "issues/typeahead2"), "issues.typeahead2");
    assert_eq!(with_id("POST", "/audio/speech", "createSpeech"), "audio.speech.create");
    assert_eq!(with_id("POST", "/audio/speech", "speechCreate"), "audio.speech.create");
    assert_eq!(with_id("POST", "/events", "SearchEvents"), "events.search");
    assert_eq!(with_id("PUT", "/collections/{name}", "create_collection"), "collections.create");
    assert_eq!(with_id("PUT", "/collections/{name}", "updateCollection"), "collections.replace");
    assert_eq!(with_id("POST", "/invoices", "updateOrCreateInvoices"), "invoices.update_or_create");
    assert_eq!(with_id("GET", "/", "meta/root"), "meta_root");
    let key = PathKey::parse("/{index}");
    let tags = ["indices".to_owned()];
    let put = Route { id: Some("indices-create"), tags: &tags, ..route(&key, "PUT") };
    assert_eq!(show(&wanted(&put)), "indices.create");
    assert_eq!(with_id("GET", "/quota", "list_quota"), "quota.list");
}

#[test]
fn the_operation_id_tells_what_a_call_without_a_body_does() {
    let key = PathKey::parse("/user/starred/{owner}/{repo}");
    let put = Route { id: Some("activity/star-repo-for-user"), has_body: false, ..route(&key, "PUT") };
    assert_eq!(show(&wanted(&put)), "user.starred.star");
    assert_eq!(show(&wanted(&Route { has_body: true, ..put })), "user.starred.replace");
    assert_eq!(with_id("POST", "/evals/{e}/runs/{r}", "cancelEvalRun"), "evals.runs.cancel");
    assert_eq!(with_id("POST", "/orgs/{o}/{product}", "orgs/enable-or-disable-x"), "orgs.enable_or_disable");
    assert_eq!(with_id("POST", "/projects/{p}/spend_limit", "updateSpendLimit"), "projects.spend_limit.update");
}

#[test]
fn what_is_read_and_written_is_a_thing() {
    let key = PathKey::parse("/indexes/{i}/settings/stop-words");
    let get = Route { path_takes: true, stateful: true, ..route(&key, "GET") };
    assert_eq!(show(&wanted(&get)), "indexes.settings.stop_words.list");
    let scale = PathKey::parse("/deployments/{d}/scale");
    assert_eq!(show(&wanted(&Route { stateful: true, ..route(&scale, "PATCH") })), "deployments.scale.update");
}

#[test]
fn fragments_name_the_method() {
    assert_eq!(place("PUT", "/files/{id}#add_shared_link"), "files.add_shared_link");
}

#[test]
fn configuration_wins() {
    let key = PathKey::parse("/organization/roles/{id}");
    let given = Route { resource: Some("admin.organization.roles"), named: Some("updateAll"), ..route(&key, "POST") };
    let wanted = wanted(&given);
    assert_eq!(show(&wanted), "admin.organization.roles.update_all");
    assert_eq!(wanted.kind, NameKind::Given);
    let only_resource = Route { named: None, ..given };
    assert_eq!(show(&super::wanted(&only_resource)), "admin.organization.roles.update");
}

#[test]
fn hostile_paths_have_a_name() {
    for path in ["", "/", "/{a}", "/{a}/{b}", "/***", "/ü", "/{a}:", "/:x", "/v1", "/api", "/#", "/x#", "/?a"] {
        for method in ["GET", "POST", "DELETE", "", "ä"] {
            let key = PathKey::parse(path);
            let wanted = wanted(&route(&key, method));
            assert!(wanted.names.iter().all(|name| !name.is_empty()), "{method} {path}: {wanted:?}");
        }
    }
}

#[test]
fn what_is_done_to_an_item_is_a_method() {
    for (method, path, id, expected) in [
        ("GET", "/things/{id}/exists", "thingExists", "things.exists"),
        ("GET", "/things/{id}/exists", "", "things.exists"),
        ("GET", "/orgs/{id}/is-member", "", "orgs.is_member"),
        ("POST", "/things/{id}/interrupt", "", "things.interrupt"),
        ("POST", "/things/{id}/restart", "restart_thing", "things.restart"),
        ("POST", "/things/{id}/knead", "", "things.knead"),
        ("POST", "/things/{id}/uploadImage", "uploadFile", "things.upload_image"),
        ("POST", "/things/{id}/clusterlint", "runClusterlint", "things.run_clusterlint"),
        ("POST", "/things/{id}/state", "setState", "things.set_state"),
        ("POST", "/things/{id}/subscription", "createSubscription", "things.subscription.create"),
        ("POST", "/things/{id}/address", "updateAddress", "things.address.update"),
        ("POST", "/things/{id}/comments", "", "things.comments.create"),
        ("GET", "/user/login", "loginUser", "user.login"),
        ("GET", "/user/logout", "logoutUser", "user.logout"),
        ("GET", "/user/login", "", "user.login"),
        ("GET", "/user/login", "getUserLogin", "user.login.retrieve"),
        ("DELETE", "/sessions/login", "revokeLogin", "sessions.login.delete"),
        ("GET", "/jobs/{id}/archive", "archiveJob", "jobs.archive"),
        ("POST", "/things/{id}/label", "ThingsController_getLabel", "things.label.retrieve"),
        ("POST", "/users/{id}/password", "userpass-reset-password", "users.reset_password"),
        ("POST", "/pools/{id}/assignment", "pool_assign", "pools.assign"),
        ("POST", "/things/{id}/rule", "review-gates-for-run", "things.review_rule"),
        ("POST", "/tasks/{id}/output", "task_add_output", "tasks.output.create"),
        ("POST", "/users/{id}/roles", "assignRole", "users.assign_roles"),
        ("POST", "/things/{id}/secret", "writeSecret", "things.secret"),
        ("POST", "/hooks/{id}/pings", "ping-hook", "hooks.ping"),
        ("POST", "/hooks/{id}/attempts", "redeliver-hook", "hooks.redeliver"),
        ("POST", "/builds/{id}/log", "updateSiteBuildLog", "builds.log.update"),
    ] {
        assert_eq!(with_id(method, path, id), expected, "{method} {path} {id}");
    }
    let key = PathKey::parse("/things/{id}/label");
    let beside_others = Route { lone: false, ..route(&key, "POST") };
    assert_eq!(show(&wanted(&beside_others)), "things.label.create");
}

#[test]
fn what_reads_is_never_create() {
    let posted = |path: &str, id: &str, shape: ResponseShape| {
        let key = PathKey::parse(path);
        show(&wanted(&Route { id: Some(id), shape, ..route(&key, "POST") }))
    };
    assert_eq!(posted("/things/filter", "read_things", ResponseShape::Array), "things.filter");
    assert_eq!(posted("/things/filter", "", ResponseShape::Array), "things.filter");
    assert_eq!(posted("/things/nearest", "", ResponseShape::Array), "things.nearest");
    assert_eq!(posted("/collections/{c}/points", "get_points", ResponseShape::One), "collections.points.list");
    assert_eq!(posted("/things/summary", "getSummary", ResponseShape::One), "things.summary.retrieve");
    assert_eq!(posted("/things/batch_of_one", "createThings", ResponseShape::Array), "things.batch_of_one.create");
    assert_eq!(posted("/things", "", ResponseShape::Array), "things.create");
    assert_eq!(shaped("/things/{id}/counts", ResponseShape::Plain), "things.counts.retrieve");
}
