//! Credentials: which an operation takes, and how each is sent.

use std::borrow::Cow;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use specsmith_model::internal::base64;

use crate::config::credentials::{SchemeCredential, Source, header_value};
use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::operation::api::{PlacedScheme, SchemeKind};
use crate::operation::param::Place;
use crate::request::call::Call;

/// The credentials of one call, by the schemes they are for.
enum Chosen<'a> {
    /// All schemes of an alternative, except those that the caller sends by hand.
    Alternative(&'static [&'static str]),
    One(PlacedScheme<'a>, &'a SchemeCredential),
}

const NONE: Chosen<'static> = Chosen::Alternative(&[]);

/// Parts of a request, other than headers, that credentials add.
#[derive(Default)]
pub(crate) struct Added<'a> {
    pub(crate) query: Vec<(&'a str, Cow<'a, str>)>,
    /// Cookie pairs.
    pub(crate) cookies: Vec<String>,
    /// The schemes whose credential is asked for before each attempt.
    pub(crate) provided: Vec<&'static str>,
}

/// Adds the credentials of a call: of the alternatives its operation declares, the first whose schemes all have one. `headers` holds
/// what the client and the caller set by hand.
///
/// # Errors
/// [`ErrorKind::MissingCredential`] when no alternative can be satisfied, naming what to set; a credential that cannot be sent, which
/// is not repeated.
pub(crate) fn add<'a>(call: &'a Call, headers: &mut HeaderMap) -> Result<Added<'a>, Error> {
    let mut added = Added::default();
    match choose(call, headers)? {
        Chosen::One(scheme, credential) => credential.add(scheme, headers, &mut added)?,
        Chosen::Alternative(schemes) => {
            for scheme in schemes.iter().filter_map(|id| call.session.scheme(id)) {
                let Some(credential) = call.session.config().credential(scheme.id) else { continue };
                if !by_hand(scheme, call, headers) {
                    credential.add(scheme, headers, &mut added)?;
                }
            }
        }
    }
    Ok(added)
}

fn choose<'a>(call: &'a Call, headers: &HeaderMap) -> Result<Chosen<'a>, Error> {
    let Some(alternatives) = call.operation.alternatives(call.session.api()) else { return any(call) };
    let mut needed = alternatives.iter().filter(|schemes| !schemes.is_empty());
    if let Some(schemes) = needed.find(|schemes| satisfied(schemes, call, headers)) {
        return Ok(Chosen::Alternative(schemes));
    }
    if alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty()) {
        return Ok(NONE);
    }
    Err(missing(call, alternatives))
}

/// Chooses for a call that the document does not know: the scheme it names, else the first of the API that has a credential.
fn any<'a>(call: &'a Call) -> Result<Chosen<'a>, Error> {
    let (api, config) = (call.session.api(), call.session.config());
    let found = |scheme: PlacedScheme<'a>| {
        Some(Chosen::One(scheme, config.credential(scheme.id).filter(|known| known.is_available())?))
    };
    match &call.parts.scheme {
        None => Ok(config.schemes(api).find_map(found).unwrap_or(NONE)),
        Some(id) => config.scheme(api, id).and_then(found).ok_or_else(|| {
            let message = format!("the client has no credential `{}`", id.escape_debug());
            Error::new(ErrorKind::MissingCredential, message)
        }),
    }
}

/// Returns true if all credentials of an alternative are there. One that the caller sends by hand counts as there.
fn satisfied(schemes: &[&str], call: &Call, headers: &HeaderMap) -> bool {
    schemes.iter().all(|id| {
        call.session.scheme(id).is_some_and(|scheme| {
            scheme.kind == SchemeKind::Transport
                || by_hand(scheme, call, headers)
                || call.session.config().credential(id).is_some_and(SchemeCredential::is_available)
        })
    })
}

/// Returns true if the header that the scheme would set is there.
pub(crate) fn is_set(scheme: PlacedScheme<'_>, headers: &HeaderMap) -> bool {
    match scheme.kind {
        SchemeKind::Bearer | SchemeKind::Basic => headers.contains_key(AUTHORIZATION),
        SchemeKind::Header { name, .. } => headers.contains_key(name),
        SchemeKind::Query(_) | SchemeKind::Cookie(_) | SchemeKind::Transport => false,
    }
}

/// Returns true if the caller set what the scheme would set.
fn by_hand(scheme: PlacedScheme<'_>, call: &Call, headers: &HeaderMap) -> bool {
    match scheme.kind {
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Header { .. } => is_set(scheme, headers),
        SchemeKind::Query(name) => {
            call.parts.param(Place::Query, name).is_some() || call.parts.query.iter().any(|(known, _)| known == name)
        }
        SchemeKind::Cookie(name) => call.parts.param(Place::Cookie, name).is_some(),
        SchemeKind::Transport => false,
    }
}

pub(crate) fn missing(call: &Call, alternatives: &[&[&str]]) -> Error {
    let name = |id: &&str| {
        let env = call.session.scheme(id).and_then(|scheme| scheme.env);
        env.map_or_else(|| format!("`{id}`"), |variable| format!("`{id}` ({variable})"))
    };
    let each = alternatives.iter().map(|schemes| schemes.iter().map(name).collect::<Vec<_>>().join(" and "));
    let wanted = each.collect::<Vec<_>>().join(", or ");
    let message = format!(
        "{} needs the credential {wanted}: set it on the client builder, or set its environment variable and build the client from the environment",
        call.operation.id
    );
    Error::new(ErrorKind::MissingCredential, message)
}

/// Writes a credential the way its scheme sends it.
pub(crate) fn write<'a>(
    scheme: PlacedScheme<'a>,
    secret: Cow<'a, str>,
    headers: &mut HeaderMap,
    added: &mut Added<'a>,
) -> Result<(), Error> {
    match scheme.kind {
        SchemeKind::Query(name) => added.query.push((name, secret)),
        SchemeKind::Cookie(_) if secret.contains(';') => return Err(unsendable(scheme)),
        SchemeKind::Cookie(name) => added.cookies.push(format!("{name}={secret}")),
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Header { .. } => {
            put(scheme, header_value(scheme.kind, &secret), headers)?;
        }
        SchemeKind::Transport => {}
    }
    Ok(())
}

fn put(scheme: PlacedScheme<'_>, value: Option<HeaderValue>, headers: &mut HeaderMap) -> Result<(), Error> {
    let name = match scheme.kind {
        SchemeKind::Header { name, .. } => HeaderName::try_from(name).map_err(|_| unsendable(scheme))?,
        _ => AUTHORIZATION,
    };
    headers.insert(name, value.ok_or_else(|| unsendable(scheme))?);
    Ok(())
}

fn unsendable(scheme: PlacedScheme<'_>) -> Error {
    Error::build(format!("the credential `{}` has a character that cannot be sent", scheme.id))
}

impl SchemeCredential {
    /// Writes it, or notes that it is to be asked for.
    pub(crate) fn add<'a>(
        &'a self,
        scheme: PlacedScheme<'a>,
        headers: &mut HeaderMap,
        added: &mut Added<'a>,
    ) -> Result<(), Error> {
        match &self.source {
            Source::Fixed(_, header @ Some(_)) => put(scheme, header.clone(), headers),
            Source::Fixed(secret, None) => write(scheme, Cow::Borrowed(secret.expose()), headers, added),
            Source::Provided(_) => {
                added.provided.push(scheme.id);
                Ok(())
            }
        }
    }
}

/// Takes what could be read of a credential out of an error that an API repeated it in.
pub(crate) fn hide(secret: &str, error: &mut Error) {
    error.hide(secret);
    if let Some((_, password)) = secret.split_once(':') {
        error.hide(password);
        error.hide(&base64::encode(secret.as_bytes()));
    }
}

/// Sets the `Cookie` header from pairs; what is there stays.
pub(crate) fn set_cookies(headers: &mut HeaderMap, pairs: &[String]) -> Result<(), Error> {
    if pairs.is_empty() {
        return Ok(());
    }
    let mut text = pairs.join("; ");
    if let Some(known) = headers.get(COOKIE).and_then(|value| value.to_str().ok()) {
        text = format!("{known}; {text}");
    }
    let mut value =
        HeaderValue::try_from(text).map_err(|_| Error::build("a cookie has a character that cannot be sent"))?;
    value.set_sensitive(true);
    headers.insert(COOKIE, value);
    Ok(())
}
