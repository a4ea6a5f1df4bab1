//! Credentials and their providers.
//!
//! # Choice
//!
//! A document names security schemes, and for each operation the combinations that it accepts. A client can have a credential for each
//! scheme. A call sends the first combination for which it has all credentials, in the document's order. Without one, it fails with
//! [`ErrorKind::MissingCredential`](crate::ErrorKind::MissingCredential) before anything is sent, and the message names the operation, the
//! scheme and the environment variable. A credential that the caller sets by hand, such as a header `authorization`, counts and is not
//! changed.
//!
//! # Sources
//!
//! A generated builder has a method for each scheme, which takes a text:
//!
//! ```
//! # use specsmith_runtime::transport::mock::MockTransport;
//! # use specsmith_runtime::{Api, ClientBuilder, Scheme};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com").schemes(&[Scheme::bearer("Key", "EXAMPLE_KEY")]);
//! // A generated builder says `.key("sk-…")`.
//! let client = ClientBuilder::new(&API).credential("Key", "sk-…").build()?;
//! # Ok::<(), specsmith_runtime::Error>(())
//! ```
//!
//! or a [`Provider`], which is called before each attempt, so that a retry after a pause never uses a stale credential:
//!
//! - [`from_env`] reads an environment variable each time. (`Client::from_env()` reads the variables once, when it is built.)
//! - [`from_fn`] calls an async function each time.
//! - [`Refreshing`] calls an async function for a new token, and keeps it until shortly before it expires. If several calls need a token
//!   at the same time, it is fetched once.
//! - [`ClientCredentials`] does the same with OAuth 2's client credentials grant (RFC 6749 §4.4), through the client's own transport.
//!
//! ```
//! use std::time::Duration;
//! use specsmith_runtime::auth::{Refreshing, Token};
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::{Api, ClientBuilder, Scheme};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com").schemes(&[Scheme::bearer("Key", "EXAMPLE_KEY")]);
//! # let mock = MockTransport::new();
//! # mock.on("GET", "/x").always(MockResponse::new(204));
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! # async fn ask_the_vault() -> Result<String, std::io::Error> { Ok("t-1".into()) }
//! let tokens = Refreshing::new(|| async {
//!     let text = ask_the_vault().await?;
//!     Ok::<_, std::io::Error>(Token::new(text).expires_in(Duration::from_secs(900)))
//! });
//! let client = ClientBuilder::new(&API).credential("Key", tokens).transport(mock.clone()).build()?;
//! client.request("GET", "/x").await?;
//! assert_eq!(mock.requests()[0].header("authorization"), Some("Bearer t-1"));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Refusal
//!
//! With a fixed credential, a 401 is final. With a provider, a 401 calls [`Provider::rejected`]; if the provider can get another credential,
//! the request is sent once more at once, which does not count as a retry. A second 401 is final.
//!
//! If a provider fails, the call fails with [`ErrorKind::Authentication`](crate::ErrorKind::Authentication), without a status, and with the
//! provider's [`AuthError`] as its source. A [temporary](AuthError::temporary) failure is retried like one of the connection. The time of a
//! provider counts towards the attempt's time limit.
//!
//! # Protection
//!
//! Credentials, and the headers that the client and the caller set, are sent only to the origin of the base URL (or of the operation's own
//! server): not to the target of a redirect at another origin, and not to an absolute URL in `client.request(…)`. `Debug` and `Display` do not
//! show them, and a credential that an API repeats in an error message is masked.

pub(crate) mod error;
pub(crate) mod fetched;
pub(crate) mod oauth;
pub(crate) mod provider;

pub use crate::config::auth::error::AuthError;
pub use crate::config::auth::fetched::{Refreshing, Token};
pub use crate::config::auth::oauth::ClientCredentials;
pub use crate::config::auth::provider::{Context, Credential, FromEnv, FromFn, Provider, from_env, from_fn};
pub use crate::config::placement::Placement;
