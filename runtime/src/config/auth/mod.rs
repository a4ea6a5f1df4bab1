//! Credentials: where they come from, when they are asked for, and where they never go.
//!
//! # Which one is sent
//!
//! A document names security schemes, and for each operation the combinations that it accepts. A client may hold a credential for any
//! number of schemes. A call sends the first combination all of whose schemes have a credential, in the document's order; when there is
//! none, it fails with [`ErrorKind::MissingCredential`](crate::ErrorKind::MissingCredential) before anything is sent, and the message
//! names the operation, the scheme and the environment variable. What the caller sets by hand (a header `authorization`, say) counts as
//! there and is left alone.
//!
//! # Where it comes from
//!
//! A generated builder has a method for each scheme. It takes a text:
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
//! or a [`Provider`], which is asked before each attempt of a call, so that a retry after a pause never uses a stale one:
//!
//! - [`from_env`] reads an environment variable each time. (`Client::from_env()` reads the variables once, when it is built.)
//! - [`from_fn`] calls an async function each time.
//! - [`Refreshing`] calls an async function when it needs a new token: it is kept until shortly before it expires, and however many
//!   calls need one at a time, one of them fetches it.
//! - [`ClientCredentials`] does that with OAuth 2's grant for machines (RFC 6749 §4.4), through the client's own transport.
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
//! # When the API refuses it
//!
//! A 401 is the API's last word on a fixed credential. To a provider that can get another one it is said ([`Provider::rejected`]), and the
//! request is sent once more with the new one at once; that counts as no retry. A second 401 is the response.
//!
//! When a provider fails, the call fails with [`ErrorKind::Authentication`](crate::ErrorKind::Authentication), without a status, and with the provider's
//! [`AuthError`] as its source. A [temporary](AuthError::temporary) failure is repeated like one of the connection. The time a provider takes
//! counts against the attempt's time limit.
//!
//! # Where it never goes
//!
//! Credentials, and the client's and the caller's other header fields, go to the origin of the base URL (or of the operation's own server)
//! and to no other: not along a redirect, and not with an absolute URL given to `client.request(…)`. `Debug` and `Display` show
//! none, and a credential that an API repeats in an error message is masked.

pub(crate) mod error;
pub(crate) mod fetched;
pub(crate) mod oauth;
pub(crate) mod provider;

pub use crate::config::auth::error::AuthError;
pub use crate::config::auth::fetched::{Refreshing, Token};
pub use crate::config::auth::oauth::ClientCredentials;
pub use crate::config::auth::provider::{Context, Credential, FromEnv, FromFn, Provider, from_env, from_fn};
pub use crate::config::placement::Placement;
