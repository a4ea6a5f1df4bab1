//! Generated code, written by hand: the contract between the generator and the runtime, as far as calls go.

use specsmith_runtime::call::prelude::*;

/// A client.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    inner: Handle,
}

impl Client {
    fn roles(&self) -> Roles {
        Roles { client: self.inner.clone() }
    }
}

/// Builds a [`Client`].
#[derive(Debug)]
pub(crate) struct ClientBuilder {
    inner: specsmith_runtime::ClientBuilder,
}

impl ClientBuilder {
    fn admin_api_key(mut self, key: impl Into<Credential>) -> Self {
        self.inner = self.inner.credential("AdminApiKeyAuth", key);
        self
    }
}

specsmith_runtime::client!(Client, ClientBuilder, API);

static API: Api = Api::new("openai-roles", "0.1.0")
    .base_url("https://api.example.com/v1")
    .base_url_env("EXAMPLE_BASE_URL")
    .schemes(&[Scheme::bearer("AdminApiKeyAuth", "EXAMPLE_ADMIN_KEY")]);

struct Roles {
    client: Handle,
}

impl Roles {
    fn list(&self, project_id: impl Into<String>) -> List {
        let mut call = self.client.call(&LIST);
        call.path("project_id", &project_id.into());
        List { call }
    }

    fn update(&self, project_id: impl Into<String>, role_id: impl Into<String>) -> Update {
        let mut call = self.client.call(&UPDATE);
        call.path("project_id", &project_id.into());
        call.path("role_id", &role_id.into());
        Update { call }
    }
}

#[must_use = "a request does nothing until it is awaited"]
#[derive(Clone, Debug)]
struct List {
    call: Call,
}

impl List {
    fn limit(mut self, limit: i64) -> Self {
        self.call.query("limit", &limit);
        self
    }
}

specsmith_runtime::paged_request!(List, Value, Value, |page| page["data"].as_array().cloned().unwrap_or_default());

static LIST: Operation = Operation::new("list-project-roles", "GET", "/projects/{project_id}/roles")
    .params(&[Param::path("project_id"), Param::query("limit"), Param::query("after")])
    .security(&[&["AdminApiKeyAuth"]])
    .paging(Paging::cursor(&["next"], "after").items(&["data"]).has_more("has_more"));

#[must_use = "a request does nothing until it is awaited"]
#[derive(Clone, Debug)]
struct Update {
    call: Call,
}

impl Update {
    fn description_null(mut self) -> Self {
        self.call.field_null("description");
        self
    }

    fn role_name(mut self, role_name: impl Into<String>) -> Self {
        self.call.field("role_name", &role_name.into());
        self
    }

    fn permissions(mut self, permissions: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.call.field_list("permissions", permissions.into_iter().map(Into::<String>::into));
        self
    }
}

specsmith_runtime::request!(Update, Json<Value>);

static UPDATE: Operation = Operation::new("update-project-role", "POST", "/projects/{project_id}/roles/{role_id}")
    .params(&[Param::path("project_id"), Param::path("role_id")])
    .json_body(true)
    .security(&[&["AdminApiKeyAuth"]]);

#[test]
fn futures_are_small_and_send() {
    fn small<T: Send>(value: &T) {
        assert!(size_of_val(value) <= 64, "{}", size_of_val(value));
    }
    let client = Client::builder().admin_api_key("sk-secret").build().unwrap();
    let update = client.roles().update("p", "r").role_name("n").description_null().permissions(["a", "b"]);
    small(&update);
    small(&update.clone().send());
    small(&update.clone().send_with_response());
    small(&std::future::IntoFuture::into_future(update));
    let list = client.roles().list("p").limit(3);
    small(&list.clone().pages());
    assert!(size_of_val(&list.stream()) <= 128);
    assert!(size_of::<Error>() <= 24);
}
