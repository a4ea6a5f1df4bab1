//! Credentials that providers give: asked for before each attempt, and told when the API refuses them.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::config::auth::error::AuthError;
use crate::config::auth::provider::{Context, Provider};
use crate::config::credentials::SchemeCredential;
use crate::config::error_kind::ErrorKind;
use crate::config::secret::Secret;
use crate::error::Error;
use crate::http::query::Query;
use crate::request::assemble::Prepared;
use crate::request::auth::{self, Added};
use crate::request::call::Call;

/// Error of an attempt that has no credential.
pub(crate) struct Unauthorized {
    pub(crate) error: Error,
    /// True if another attempt may help.
    pub(crate) temporary: bool,
}

/// A request with the credentials of one attempt.
pub(crate) struct Authorized {
    pub(crate) request: Prepared,
    given: Vec<(Arc<dyn Provider>, Secret)>,
}

impl fmt::Debug for Authorized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorized").field("request", &self.request).finish_non_exhaustive()
    }
}

/// Asks the providers of a request's credentials.
pub(crate) async fn authorize(call: &Call, prepared: &Prepared) -> Result<Box<Authorized>, Unauthorized> {
    let mut authorized = Box::new(Authorized { request: prepared.clone(), given: Vec::new() });
    for id in prepared.provided.iter().copied() {
        let known = call.session.config().credential(id);
        let Some(provider) = known.and_then(SchemeCredential::provider) else { continue };
        let (transport, clock) = (call.session.transport(), &*call.session.config().clock);
        let context = Context { transport, clock, scheme: id, operation: call.operation.id };
        let secret = match provider.credential(&context).await {
            Ok(Some(secret)) => secret,
            Ok(None) => return Err(Unauthorized { error: auth::missing(call, &[&[id]]), temporary: false }),
            Err(fault) => return Err(failed(call, id, fault)),
        };
        call.parts.used.add(&secret);
        authorized.given.push((Arc::clone(provider), secret));
    }
    write(call, &mut authorized, prepared).map_err(|error| Unauthorized { error, temporary: false })?;
    Ok(authorized)
}

fn write(call: &Call, authorized: &mut Authorized, prepared: &Prepared) -> Result<(), Error> {
    let mut added = Added::default();
    for (id, (_, secret)) in prepared.provided.iter().zip(&authorized.given) {
        let Some(scheme) = call.session.scheme(id) else { continue };
        auth::write(scheme, Cow::Borrowed(secret.expose()), &mut authorized.request.headers, &mut added)?;
    }
    auth::set_cookies(&mut authorized.request.headers, &added.cookies)?;
    if !added.query.is_empty() {
        let mut query = Query::encoded(prepared.address.query());
        query.put_plain(added.query.iter().map(|(name, value)| (*name, &**value)));
        authorized.request.address.set_query(&query.into_text());
    }
    Ok(())
}

fn failed(call: &Call, scheme: &str, fault: AuthError) -> Unauthorized {
    let message = format!("the credential `{scheme}` of {} could not be got: {fault}", call.operation.id);
    let temporary = fault.is_temporary();
    Unauthorized { error: Error::new(ErrorKind::Authentication, message).with_source(fault), temporary }
}

/// Tells the providers of a request's credentials that the API refused them. True when one of them asks for another attempt.
pub(crate) fn rejected(authorized: &Authorized) -> bool {
    authorized.given.iter().fold(false, |again, (provider, secret)| provider.rejected(secret) || again)
}

/// Takes the credentials of a call out of an error that an API repeated them in.
pub(crate) fn hide_secrets(call: &Call, error: &mut Error) {
    for secret in call.session.config().credentials.iter().filter_map(SchemeCredential::fixed) {
        auth::hide(secret, error);
    }
    for secret in call.parts.used.list().iter() {
        auth::hide(secret.expose(), error);
    }
}
