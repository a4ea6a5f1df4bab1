//! Providers that keep a token until it has to be renewed.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex as Lock, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Mutex as Turn;

use crate::config::auth::error::AuthError;
use crate::config::auth::provider::{Context, Provider};
use crate::config::secret::Secret;
use crate::http::instant::Instant;
use crate::transport::BoxFuture;

/// Time before expiry at which a token is renewed, unless set otherwise.
const EARLY: Duration = Duration::from_secs(60);

/// A token and its lifetime.
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) secret: Secret,
    pub(crate) lifetime: Option<Duration>,
}

impl Token {
    /// Makes a token that is used until the API refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// Sets the lifetime of the token, from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// Function that fetches a new token.
pub(crate) trait Fetch: Send + Sync + 'static {
    fn fetch<'a>(&'a self, context: &'a Context<'a>) -> BoxFuture<'a, Result<Token, AuthError>>;
}

/// Keeps the token that something fetches. However many calls need a new one at a time, one of them fetches it and the others wait for
/// what it brings; should that call be dropped, the next one takes over.
pub(crate) struct Kept {
    early: Duration,
    /// Held by whoever fetches.
    turn: Turn<()>,
    known: Lock<Known>,
}

#[derive(Default)]
struct Known {
    token: Option<Held>,
    /// Error of the last fetch, if it failed.
    failure: Option<AuthError>,
    /// Number of fetches that have ended.
    rounds: u64,
}

#[derive(Clone)]
struct Held {
    secret: Secret,
    /// Times of renewal and expiry.
    times: Option<(Instant, Instant)>,
}

/// State of the kept token.
enum State {
    Fresh(Secret),
    /// The token can be used, but should be renewed.
    Aging(Secret),
    Gone,
}

impl Kept {
    pub(crate) fn new() -> Self {
        Self { early: EARLY, turn: Turn::new(()), known: Lock::default() }
    }

    pub(crate) fn set_early(&mut self, early: Duration) {
        self.early = early;
    }

    /// Returns the token kept, or a new one.
    pub(crate) async fn get(&self, fetch: &dyn Fetch, context: &Context<'_>) -> Result<Secret, AuthError> {
        let (state, seen) = {
            let known = self.known();
            (known.state(context.clock().now()), known.rounds)
        };
        match state {
            State::Fresh(secret) => Ok(secret),
            // Nobody waits for a renewal that is not urgent, and when it fails the old token still does.
            State::Aging(old) => match self.turn.try_lock() {
                Ok(_turn) => Ok(self.renew(fetch, context).await.unwrap_or(old)),
                Err(_) => Ok(old),
            },
            State::Gone => {
                let _turn = self.turn.lock().await;
                match self.brought_since(seen, context.clock().now()) {
                    Some(outcome) => outcome,
                    None => self.renew(fetch, context).await,
                }
            }
        }
    }

    /// Returns the result of a fetch that another call has made since round `seen`, if there was one.
    fn brought_since(&self, seen: u64, now: Instant) -> Option<Result<Secret, AuthError>> {
        let known = self.known();
        match (known.state(now), &known.failure) {
            (State::Fresh(secret) | State::Aging(secret), _) => Some(Ok(secret)),
            _ if known.rounds == seen => None,
            (State::Gone, Some(failure)) => Some(Err(failure.clone())),
            (State::Gone, None) => known.token.as_ref().map(|held| Ok(held.secret.clone())),
        }
    }

    async fn renew(&self, fetch: &dyn Fetch, context: &Context<'_>) -> Result<Secret, AuthError> {
        let outcome = fetch.fetch(context).await;
        let now = context.clock().now();
        let mut known = self.known();
        known.rounds += 1;
        match outcome {
            Ok(token) => {
                known.failure = None;
                known.token = Some(Held { secret: token.secret.clone(), times: self.times(token.lifetime, now) });
                Ok(token.secret)
            }
            Err(failure) => {
                known.failure = Some(failure.clone());
                Err(failure)
            }
        }
    }

    /// Returns the times at which a token is renewed and expires. One with a short lifetime is renewed after half of it.
    fn times(&self, lifetime: Option<Duration>, now: Instant) -> Option<(Instant, Instant)> {
        let lifetime = lifetime?;
        let renewal = lifetime - self.early.min(lifetime / 2);
        Some((now.checked_add(renewal)?, now.checked_add(lifetime)?))
    }

    /// Forgets a token that was refused, unless there is another one by now.
    pub(crate) fn forget(&self, secret: &Secret) {
        let mut known = self.known();
        if known.token.as_ref().is_some_and(|held| held.secret == *secret) {
            known.token = None;
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn state(&self, now: Instant) -> State {
        match &self.token {
            None => State::Gone,
            Some(Held { secret, times: None }) => State::Fresh(secret.clone()),
            Some(Held { secret, times: Some((renewal, _)) }) if now < *renewal => State::Fresh(secret.clone()),
            Some(Held { secret, times: Some((_, end)) }) if now < *end => State::Aging(secret.clone()),
            Some(_) => State::Gone,
        }
    }
}

/// A provider that calls an async function for a [`Token`] and keeps it.
///
/// It is renewed a minute before it expires, or after half its life if that is shorter, and when the API refuses it. Clones share the token.
#[derive(Clone)]
pub struct Refreshing {
    kept: Arc<Kept>,
    function: Arc<dyn Fetch>,
}

impl Refreshing {
    /// Makes a provider from an async function.
    pub fn new<F, A, E>(function: F) -> Self
    where
        F: Fn() -> A + Send + Sync + 'static,
        A: Future<Output = Result<Token, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self { kept: Arc::new(Kept::new()), function: Arc::new(Function(function)) }
    }

    /// Sets the time before expiry at which a token is renewed: 60 seconds, unless set. A token that was fetched before is dropped.
    #[must_use]
    pub fn early(self, early: Duration) -> Self {
        let mut kept = Kept::new();
        kept.set_early(early);
        Self { kept: Arc::new(kept), function: self.function }
    }
}

struct Function<F>(F);

impl<F, A, E> Fetch for Function<F>
where
    F: Fn() -> A + Send + Sync + 'static,
    A: Future<Output = Result<Token, E>> + Send + 'static,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn fetch<'a>(&'a self, _: &'a Context<'a>) -> BoxFuture<'a, Result<Token, AuthError>> {
        let token = (self.0)();
        Box::pin(async move { token.await.map_err(|fault| AuthError::of(fault.into())) })
    }
}

impl Provider for Refreshing {
    fn credential<'a>(&'a self, context: &'a Context<'a>) -> BoxFuture<'a, Result<Option<Secret>, AuthError>> {
        Box::pin(async move { self.kept.get(&*self.function, context).await.map(Some) })
    }

    fn rejected(&self, secret: &Secret) -> bool {
        self.kept.forget(secret);
        true
    }
}

impl fmt::Debug for Refreshing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Refreshing")
    }
}
