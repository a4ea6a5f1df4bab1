//! Providers of credentials.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use crate::config::auth::error::AuthError;
use crate::config::clock::Clock;
use crate::config::secret::Secret;
use crate::transport::{BoxFuture, Transport};

/// Provider of the credential of one security scheme.
pub trait Provider: Send + Sync + 'static {
    /// Returns the credential to send now; `None` if there is none. Called before each attempt of each call, so cache a credential that is expensive to get.
    ///
    /// # Errors
    /// The reason why no credential could be got.
    fn credential<'a>(&'a self, context: &'a Context<'a>) -> BoxFuture<'a, Result<Option<Secret>, AuthError>>;

    /// Called when the API refused this credential with 401. Return true for one more attempt, with the credential that [`Provider::credential`]
    /// returns then.
    fn rejected(&self, secret: &Secret) -> bool {
        let _ = secret;
        false
    }

    /// Returns false if it is known that there is no credential; a call then uses another combination that its operation accepts.
    fn is_available(&self) -> bool {
        true
    }
}

impl<P: Provider + ?Sized> Provider for Arc<P> {
    fn credential<'a>(&'a self, context: &'a Context<'a>) -> BoxFuture<'a, Result<Option<Secret>, AuthError>> {
        (**self).credential(context)
    }

    fn rejected(&self, secret: &Secret) -> bool {
        (**self).rejected(secret)
    }

    fn is_available(&self) -> bool {
        (**self).is_available()
    }
}

/// Request for a credential, as a provider receives it, and the means to get one.
pub struct Context<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) scheme: &'static str,
    pub(crate) operation: &'static str,
}

impl Context<'_> {
    /// Returns the scheme's name in the document.
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Returns the operation's id in the document.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Returns the client's transport.
    pub fn transport(&self) -> &dyn Transport {
        self.transport
    }

    /// Returns the client's clock.
    pub fn clock(&self) -> &dyn Clock {
        self.clock
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Context");
        debug.field("scheme", &self.scheme).field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// A credential for a client's builder: a text, or a [`Provider`].
#[derive(Clone)]
pub struct Credential(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    Fixed(Secret),
    Provided(Arc<dyn Provider>),
}

impl From<Secret> for Credential {
    fn from(secret: Secret) -> Self {
        Self(Kind::Fixed(secret))
    }
}

impl From<&str> for Credential {
    fn from(text: &str) -> Self {
        Secret::from(text).into()
    }
}

impl From<String> for Credential {
    fn from(text: String) -> Self {
        Secret::from(text).into()
    }
}

impl From<&String> for Credential {
    fn from(text: &String) -> Self {
        Secret::from(text).into()
    }
}

impl<P: Provider> From<P> for Credential {
    fn from(provider: P) -> Self {
        Self(Kind::Provided(Arc::new(provider)))
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Fixed(_) => "Credential(***)",
            Kind::Provided(_) => "Credential(provider)",
        })
    }
}

/// Provider that reads an environment variable each time: see [`from_env`].
#[derive(Clone, Debug)]
pub struct FromEnv {
    variable: String,
}

/// Makes a provider that reads an environment variable before each attempt, for a process that changes its own environment. White space around the value is
/// removed; an empty value counts as no credential.
pub fn from_env(variable: impl Into<String>) -> FromEnv {
    FromEnv { variable: variable.into() }
}

impl Provider for FromEnv {
    fn credential<'a>(&'a self, _: &'a Context<'a>) -> BoxFuture<'a, Result<Option<Secret>, AuthError>> {
        Box::pin(std::future::ready(Ok(Secret::from_env(&self.variable))))
    }

    fn is_available(&self) -> bool {
        Secret::from_env(&self.variable).is_some()
    }
}

/// Provider that calls an async function each time: see [`from_fn`].
#[derive(Clone)]
pub struct FromFn<F> {
    function: F,
}

/// Makes a provider that calls an async function before each attempt, for credentials that are made for each request or kept elsewhere.
/// [`Refreshing`](crate::auth::Refreshing) keeps a token itself.
///
/// ```
/// use specsmith_runtime::auth::from_fn;
///
/// let provider = from_fn(|| async { std::fs::read_to_string("/run/secrets/token") });
/// ```
pub fn from_fn<F, A, S, E>(function: F) -> FromFn<F>
where
    F: Fn() -> A + Send + Sync + 'static,
    A: Future<Output = Result<S, E>> + Send + 'static,
    S: Into<Secret>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    FromFn { function }
}

impl<F, A, S, E> Provider for FromFn<F>
where
    F: Fn() -> A + Send + Sync + 'static,
    A: Future<Output = Result<S, E>> + Send + 'static,
    S: Into<Secret>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn credential<'a>(&'a self, _: &'a Context<'a>) -> BoxFuture<'a, Result<Option<Secret>, AuthError>> {
        let secret = (self.function)();
        Box::pin(async move {
            match secret.await {
                Ok(secret) => Ok(Some(secret.into())),
                Err(fault) => Err(AuthError::of(fault.into())),
            }
        })
    }
}

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FromFn")
    }
}
