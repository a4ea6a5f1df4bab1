//! OAuth 2 client credentials.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use specsmith_model::Value;
use specsmith_model::internal::base64;

use crate::config::auth::error::AuthError;
use crate::config::auth::fetched::{Fetch, Kept, Token};
use crate::config::auth::provider::{Context, Provider};
use crate::config::secret::{Secret, masked};
use crate::http::percent::Keep;
use crate::transport::body::RequestBody;
use crate::transport::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, ResponseBody, Transport};

/// The largest response a token endpoint may give.
const LARGEST: usize = 1 << 20;

/// A provider that gets tokens with OAuth 2's client credentials grant (RFC 6749 §4.4).
///
/// A token is kept until a minute before it expires, and renewed when the API refuses it; calls that need one at the same time share one
/// request to the token endpoint. That request goes through the client's transport, unless it is given its own. Clones share the token.
///
/// ```
/// use specsmith_runtime::auth::ClientCredentials;
/// # use specsmith_runtime::transport::mock::MockTransport;
/// # use specsmith_runtime::{Api, ClientBuilder, Scheme};
/// # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com").schemes(&[Scheme::bearer("OAuth", "EXAMPLE_TOKEN")]);
/// # let mock = MockTransport::new();
/// # mock.on("POST", "/token").json(200, r#"{"access_token": "t-1", "token_type": "Bearer", "expires_in": 3600}"#);
/// # mock.on("GET", "/x").json(200, "{}");
/// # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
/// let provider = ClientCredentials::new("https://login.example.com/token", "my-id", "my-secret").scope("roles.read");
/// let client = ClientBuilder::new(&API).credential("OAuth", provider).transport(mock.clone()).build()?;
/// client.request("GET", "/x").await?;
/// assert_eq!(mock.requests()[0].body_text(), "grant_type=client_credentials&scope=roles.read");
/// assert_eq!(mock.requests()[1].header("authorization"), Some("Bearer t-1"));
/// # Ok::<(), specsmith_runtime::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct ClientCredentials {
    grant: Arc<Grant>,
    kept: Arc<Kept>,
}

#[derive(Clone)]
struct Grant {
    url: String,
    id: String,
    secret: Secret,
    scope: String,
    params: Vec<(String, String)>,
    in_body: bool,
    transport: Option<Arc<dyn Transport>>,
}

impl ClientCredentials {
    /// Makes a provider of tokens from the endpoint with this URL, for this client.
    pub fn new(token_url: impl Into<String>, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        let grant = Grant {
            url: token_url.into(),
            id: client_id.into(),
            secret: client_secret.into(),
            scope: String::new(),
            params: Vec::new(),
            in_body: false,
            transport: None,
        };
        Self { grant: Arc::new(grant), kept: Arc::new(Kept::new()) }
    }

    /// Adds a scope to the request; call it for each, or pass several separated by spaces.
    #[must_use]
    pub fn scope(self, scope: impl AsRef<str>) -> Self {
        self.change(|grant| {
            if !grant.scope.is_empty() {
                grant.scope.push(' ');
            }
            grant.scope.push_str(scope.as_ref());
        })
    }

    /// Adds a field to the request, such as `audience` or `resource`.
    #[must_use]
    pub fn param(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.change(|grant| grant.params.push((name.into(), value.into())))
    }

    /// Sends the client's id and secret in the request's body instead of the header `authorization`, for endpoints that require it.
    #[must_use]
    pub fn secret_in_body(self) -> Self {
        self.change(|grant| grant.in_body = true)
    }

    /// Sends the token requests through another transport than the client's.
    #[must_use]
    pub fn transport(self, transport: impl Transport) -> Self {
        self.change(|grant| grant.transport = Some(Arc::new(transport)))
    }

    /// Sets the time before expiry at which a token is renewed: 60 seconds, unless set.
    #[must_use]
    pub fn early(self, early: Duration) -> Self {
        let mut kept = Kept::new();
        kept.set_early(early);
        Self { grant: self.grant, kept: Arc::new(kept) }
    }

    fn change(mut self, change: impl FnOnce(&mut Grant)) -> Self {
        change(Arc::make_mut(&mut self.grant));
        self
    }
}

impl Provider for ClientCredentials {
    fn credential<'a>(&'a self, context: &'a Context<'a>) -> BoxFuture<'a, Result<Option<Secret>, AuthError>> {
        Box::pin(async move { self.kept.get(&*self.grant, context).await.map(Some) })
    }

    fn rejected(&self, secret: &Secret) -> bool {
        self.kept.forget(secret);
        true
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("scope", &self.grant.scope).finish_non_exhaustive()
    }
}

impl Fetch for Grant {
    fn fetch<'a>(&'a self, context: &'a Context<'a>) -> BoxFuture<'a, Result<Token, AuthError>> {
        Box::pin(async move {
            let request = self.request()?;
            let transport = self.transport.as_deref().unwrap_or_else(|| context.transport());
            let (head, body) = transport.send(request).await.map_err(unreachable_endpoint)?.into_parts();
            let body = read(body).await?;
            self.token(head.status, &body)
        })
    }
}

impl Grant {
    /// Returns the token request (RFC 6749 §4.4.2).
    fn request(&self) -> Result<http::Request<RequestBody>, AuthError> {
        let unsendable = |what| AuthError::new(format!("{what} cannot be sent"));
        let mut request = http::Request::new(RequestBody::Bytes(Bytes::from(self.form())));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = self.url.parse().map_err(|_| unsendable("the token endpoint's URL"))?;
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, const { HeaderValue::from_static("application/x-www-form-urlencoded") });
        headers.insert(ACCEPT, const { HeaderValue::from_static("application/json") });
        if !self.in_body {
            // RFC 6749 §2.3.1 encodes both before they are joined.
            let pair = format!("{}:{}", Keep::Form.encode(&self.id), Keep::Form.encode(self.secret.expose()));
            let text = format!("Basic {}", base64::encode(pair.as_bytes()));
            let mut value = HeaderValue::try_from(text).map_err(|_| unsendable("the client's secret"))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(request)
    }

    fn form(&self) -> String {
        let mut pairs = vec![("grant_type", "client_credentials")];
        if !self.scope.is_empty() {
            pairs.push(("scope", &self.scope));
        }
        if self.in_body {
            pairs.extend([("client_id", self.id.as_str()), ("client_secret", self.secret.expose())]);
        }
        pairs.extend(self.params.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let pairs =
            pairs.iter().map(|(name, value)| format!("{}={}", Keep::Form.encode(name), Keep::Form.encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Reads the response (RFC 6749 §5).
    fn token(&self, status: StatusCode, body: &[u8]) -> Result<Token, AuthError> {
        let json: Option<Value> = specsmith_model::from_slice(body).ok();
        let text = |name: &str| json.as_ref()?.get(name)?.as_str();
        if !status.is_success() {
            return Err(self.refused(status, text("error"), text("error_description")));
        }
        let secret = text("access_token").filter(|token| !token.is_empty()).ok_or_else(|| {
            AuthError::new("the token endpoint's response has no `access_token`, which RFC 6749 §5.1 asks for")
        })?;
        if let Some(kind) = text("token_type").filter(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            let kind = kind.escape_debug();
            return Err(AuthError::new(format!("the token endpoint gave a token of the type `{kind}`, not `Bearer`")));
        }
        let lifetime = json.as_ref().and_then(|json| seconds(json.get("expires_in")?));
        Ok(Token { secret: Secret::from(secret), lifetime })
    }

    fn refused(&self, status: StatusCode, code: Option<&str>, description: Option<&str>) -> AuthError {
        let mut message = format!("the token endpoint answered {}", status.as_u16());
        for (before, text) in [(" ", code), (": ", description)] {
            if let Some(text) = text {
                message.push_str(before);
                message.push_str(text);
            }
        }
        if let Some(clean) = masked(&message, self.secret.expose(), "***") {
            message = clean;
        }
        let error = AuthError::new(message);
        if status.is_server_error() || matches!(status.as_u16(), 408 | 429) { error.temporary() } else { error }
    }
}

/// Seconds, as a number or as the text of one.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    Duration::try_from_secs_f64(seconds).ok()
}

fn unreachable_endpoint(fault: TransportError) -> AuthError {
    let error = AuthError::new(format!("the token endpoint: {fault}"));
    let error = if fault.kind() == TransportErrorKind::Refused { error } else { error.temporary() };
    error.with_source(fault)
}

async fn read(mut body: ResponseBody) -> Result<Bytes, AuthError> {
    let mut all = BytesMut::new();
    while let Some(piece) = std::future::poll_fn(|cx| body.poll_piece(cx)).await {
        all.extend_from_slice(&piece.map_err(unreachable_endpoint)?);
        if all.len() > LARGEST {
            return Err(AuthError::new(format!("the token endpoint's response is larger than {LARGEST} bytes")));
        }
    }
    Ok(all.freeze())
}
