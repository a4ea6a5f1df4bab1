//! Settings for all requests of a client, and an API behind a profile, compared with the requests of openai-python's `AzureOpenAI`.

use serde_json::{Value, json};
use specsmith_runtime::auth::Placement;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::{ClientBuilder, ErrorKind, Profile, Setting};

use crate::support::{leak, mocked_with, sent};

/// The recording by `tests/openai/record_azure.py`.
const RECORDED: &str = include_str!("../../../tests/openai/azure.json");

static OPENAI: Api = Api::new("openai", "1.0.0")
    .base_url("https://api.openai.com/v1")
    .schemes(&[Scheme::bearer("ApiKeyAuth", "OPENAI_API_KEY")])
    .security(&[&["ApiKeyAuth"]])
    .settings(&[Setting::header("OpenAI-Organization"), Setting::header("OpenAI-Project")]);

static AZURE: Profile = Profile::new()
    .server("/openai")
    .schemes(&[Scheme::header("ApiKeyAuth", "api-key", "AZURE_OPENAI_API_KEY")])
    .settings(&[Setting::query("api-version").required()])
    .paths(&[
        ("/chat/completions", "/deployments/{model}/chat/completions"),
        ("/completions", "/deployments/{model}/completions"),
        ("/embeddings", "/deployments/{model}/embeddings"),
        ("/audio/transcriptions", "/deployments/{model}/audio/transcriptions"),
        ("/audio/speech", "/deployments/{model}/audio/speech"),
        ("POST /images/generations", "/deployments/{model}/images/generations"),
    ]);

/// The operation and the body of a recorded call.
fn operation(call: &str) -> (Operation, Value) {
    let post = |path| Operation::new("post", "POST", path).json_body(true);
    match call {
        "chat.completions.create" => (post("/chat/completions"), json!({"model": "dep 1", "messages": []})),
        "completions.create" => (post("/completions"), json!({"model": "dep-1"})),
        "embeddings.create" => (post("/embeddings"), json!({"model": "dep-1"})),
        "audio.transcriptions.create" => {
            let form = Operation::new("post", "POST", "/audio/transcriptions").multipart_body(true, &[]);
            (form, json!({"model": "dep-1"}))
        }
        "audio.speech.create" => (post("/audio/speech"), json!({"model": "dep-1"})),
        "images.generate" => (post("/images/generations"), json!({"model": "dep-1"})),
        "images.generate without model" => (post("/images/generations"), json!({"prompt": "hi"})),
        "responses.create" => (post("/responses"), json!({"model": "dep-1"})),
        "models.list" => (Operation::new("get", "GET", "/models"), Value::Null),
        "files.retrieve" => (Operation::new("get", "GET", "/files/file-1"), Value::Null),
        other => panic!("{other}"),
    }
}

fn builder(client: &str) -> ClientBuilder {
    let azure = ClientBuilder::new(&OPENAI)
        .profile(&AZURE)
        .base_url("https://a.openai.azure.com")
        .query("api-version", "2024-10-21");
    match client {
        "token" => {
            azure.place_credential("ApiKeyAuth", Placement::bearer()).credential("ApiKeyAuth", "placeholder-token")
        }
        "deployment" => azure.path_value("model", "fixed").credential("ApiKeyAuth", "placeholder-key"),
        "organization" => azure
            .header("OpenAI-Organization", "org-1")
            .header("OpenAI-Project", "proj-1")
            .credential("ApiKeyAuth", "placeholder-key"),
        _ => azure.credential("ApiKeyAuth", "placeholder-key"),
    }
}

#[tokio::test]
async fn a_profile_sends_what_the_sdk_for_azure_sends() {
    let recorded: Value = serde_json::from_str(RECORDED).unwrap();
    let calls = recorded["calls"].as_array().unwrap();
    assert!(calls.len() >= 40);
    for expected in calls {
        let mock = specsmith_runtime::transport::mock::MockTransport::new();
        let client = builder(expected["client"].as_str().unwrap()).transport(mock.clone()).build().unwrap();
        let (operation, body) = operation(expected["call"].as_str().unwrap());
        let mut call = client.call(leak(operation));
        if !body.is_null() {
            call.body(
                &specsmith_runtime::model::from_str::<specsmith_runtime::model::Value>(&body.to_string()).unwrap(),
            );
        }
        let request = sent(&mock, call).await;
        let text = |name: &str| expected[name].as_str();
        let url = request.url().to_owned();
        let (path, query) = url.split_once('?').unwrap_or((&url, ""));
        assert_eq!(path, format!("https://a.openai.azure.com{}", text("path").unwrap()), "{expected}");
        let pairs = expected["query"].as_array().unwrap().iter();
        let pairs: Vec<String> =
            pairs.map(|pair| format!("{}={}", pair[0].as_str().unwrap(), pair[1].as_str().unwrap())).collect();
        assert_eq!(query, pairs.join("&"), "{expected}");
        for name in ["api-key", "authorization"] {
            assert_eq!(request.header(name), expected["credential"][name].as_str(), "{expected}");
        }
        assert_eq!(request.header("openai-organization"), text("organization"));
        assert_eq!(request.header("openai-project"), text("project"));
        assert_eq!(request.body_text().contains("model"), expected["model_in_body"].as_bool().unwrap());
    }
}

#[tokio::test]
async fn a_query_parameter_of_the_client_gives_way_to_that_of_a_call() {
    let (mock, client) = mocked_with(|builder| builder.query("version", "1 2").query("page", "a").query("page", "b"));
    static LIST: Operation = Operation::new("list", "GET", "/x");
    assert_eq!(sent(&mock, client.call(&LIST)).await.url(), "https://api.example.com/v1/x?version=1%202&page=b");
    let mut call = client.call(&LIST);
    call.query("version", "3");
    assert_eq!(sent(&mock, call).await.url(), "https://api.example.com/v1/x?version=3&page=b");
    client.request("GET", "/y?page=c").await.unwrap();
    assert_eq!(mock.last_request().unwrap().url(), "https://api.example.com/v1/y?page=c&version=1%202");
    client.request("GET", "https://other.example/y").await.unwrap();
    assert_eq!(
        mock.last_request().unwrap().url(),
        "https://other.example/y",
        "another origin gets nothing of the client's"
    );
}

#[tokio::test]
async fn a_credential_goes_where_the_client_places_it() {
    static READ: Operation = Operation::new("read", "GET", "/x").security(&[&["Bearer"]]);
    for (placement, header, value) in [
        (Placement::header("X-Token"), "x-token", "secret-12345"),
        (Placement::header("Authorization").prefix("Token "), "authorization", "Token secret-12345"),
        (Placement::basic(), "authorization", "Basic c2VjcmV0LTEyMzQ1"),
        (Placement::cookie("sid"), "cookie", "sid=secret-12345"),
    ] {
        let (mock, client) = mocked_with(|builder| {
            builder.credential("Bearer", "secret-12345").place_credential("Bearer", placement.clone())
        });
        let explained = client.call(&READ).explain::<Raw>().unwrap().to_string();
        assert!(!explained.contains("secret-12345") && !explained.contains("c2VjcmV0"), "{explained}");
        assert_eq!(sent(&mock, client.call(&READ)).await.header(header), Some(value));
        let provided =
            specsmith_runtime::auth::from_fn(|| async { Ok::<_, std::io::Error>("secret-12345".to_owned()) });
        let (mock, client) =
            mocked_with(|builder| builder.place_credential("Bearer", placement).credential("Bearer", provided));
        assert_eq!(sent(&mock, client.call(&READ)).await.header(header), Some(value), "from a provider");
    }
    let (mock, client) =
        mocked_with(|builder| builder.credential("Bearer", "t-1").place_credential("Bearer", Placement::query("key")));
    assert_eq!(sent(&mock, client.call(&READ)).await.url(), "https://api.example.com/v1/x?key=t-1");
}

#[tokio::test]
async fn another_path_takes_values_of_the_request() {
    static READ: Operation = Operation::new("read", "GET", "/x/{id}");
    let (mock, client) =
        mocked_with(|builder| builder.path("GET /x/{id}", "/t/{tenant}/x/{id}").path("/y", "/t/{tenant}/y"));
    let call = |tenant: Option<&str>| {
        let mut call = client.call(&READ);
        call.path("id", "a/b");
        tenant.iter().for_each(|tenant| call.query("tenant", *tenant));
        call
    };
    assert_eq!(sent(&mock, call(None)).await.url(), "https://api.example.com/v1/x/a%2Fb", "no value, no other path");
    assert_eq!(sent(&mock, call(Some("t"))).await.url(), "https://api.example.com/v1/t/t/x/a%2Fb?tenant=t");
    let fault = call(Some("..")).send::<Raw>().await.unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::Build);
    let (mock, client) = mocked_with(|builder| builder.path("/y", "/t/{tenant}/y").path_value("tenant", "a b"));
    mock.on_any().always(specsmith_runtime::transport::mock::MockResponse::json(200, "{}"));
    client.request("POST", "/y?a=b").await.unwrap();
    assert_eq!(mock.last_request().unwrap().url(), "https://api.example.com/v1/t/a%20b/y?a=b");
}

#[test]
fn a_setting_that_is_required_is_missed() {
    let error = ClientBuilder::new(&OPENAI).profile(&AZURE).base_url("https://a.example").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.message().contains("the query parameter `api-version` has no value"), "{error}");
}
