//! Credentials: which an operation takes, and how each is sent.

use std::borrow::Cow;
use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::config::auth::provider::{Credential, Kind, Provider};
use crate::config::error_kind::ErrorKind;
use crate::config::secret::Secret;
use crate::error::Error;
use crate::operation::api::{Api, Scheme, SchemeKind};
use crate::operation::param::Place;
use crate::request::call::Call;

/// The credentials of one call, by the schemes they are for.
enum Chosen<'a> {
    /// All of an alternative, save those the caller sends by hand.
    Alternative(&'static [&'static str]),
    One(&'static Scheme, &'a SchemeCredential),
}

const NONE: Chosen<'static> = Chosen::Alternative(&[]);

/// What credentials add to a request besides header fields.
#[derive(Default)]
pub(crate) struct Added<'a> {
    pub(crate) query: Vec<(&'static str, Cow<'a, str>)>,
    /// Cookie pairs.
    pub(crate) cookies: Vec<String>,
    /// The schemes whose credential is asked for before each attempt.
    pub(crate) provided: Vec<&'static Scheme>,
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
            for scheme in schemes.iter().filter_map(|id| call.client.api().scheme(id)) {
                let Some(credential) = call.client.config().credential(scheme.id) else { continue };
                if !by_hand(scheme, call, headers) {
                    credential.add(scheme, headers, &mut added)?;
                }
            }
        }
    }
    Ok(added)
}

fn choose<'a>(call: &'a Call, headers: &HeaderMap) -> Result<Chosen<'a>, Error> {
    let Some(alternatives) = call.operation.alternatives(call.client.api()) else { return any(call) };
    let mut needed = alternatives.iter().filter(|schemes| !schemes.is_empty());
    if let Some(schemes) = needed.find(|schemes| satisfied(schemes, call, headers)) {
        return Ok(Chosen::Alternative(schemes));
    }
    if alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty()) {
        return Ok(NONE);
    }
    Err(missing(call, alternatives))
}

/// For a call the document does not know: the scheme it names, else the first of the API that has a credential.
fn any(call: &Call) -> Result<Chosen<'_>, Error> {
    let (api, config) = (call.client.api(), call.client.config());
    let found = |scheme: &'static Scheme| {
        Some(Chosen::One(scheme, config.credential(scheme.id).filter(|known| known.is_available())?))
    };
    match &call.parts.scheme {
        None => Ok(api.schemes.iter().find_map(found).unwrap_or(NONE)),
        Some(id) => api.scheme(id).and_then(found).ok_or_else(|| {
            let message = format!("the client has no credential `{}`", id.escape_debug());
            Error::new(ErrorKind::MissingCredential, message)
        }),
    }
}

/// True when all credentials of an alternative are there. One that the caller sends by hand counts as there.
fn satisfied(schemes: &[&str], call: &Call, headers: &HeaderMap) -> bool {
    schemes.iter().all(|id| {
        call.client.api().scheme(id).is_some_and(|scheme| {
            scheme.kind == SchemeKind::Transport
                || by_hand(scheme, call, headers)
                || call.client.config().credential(id).is_some_and(SchemeCredential::is_available)
        })
    })
}

/// True when the header field that the scheme would set is there.
pub(crate) fn is_set(scheme: &Scheme, headers: &HeaderMap) -> bool {
    match scheme.kind {
        SchemeKind::Bearer | SchemeKind::Basic => headers.contains_key(AUTHORIZATION),
        SchemeKind::Header(name) => headers.contains_key(name),
        SchemeKind::Query(_) | SchemeKind::Cookie(_) | SchemeKind::Transport => false,
    }
}

/// True when the caller set what the scheme would set.
fn by_hand(scheme: &Scheme, call: &Call, headers: &HeaderMap) -> bool {
    match scheme.kind {
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Header(_) => is_set(scheme, headers),
        SchemeKind::Query(name) => {
            call.parts.param(Place::Query, name).is_some() || call.parts.query.iter().any(|(known, _)| known == name)
        }
        SchemeKind::Cookie(name) => call.parts.param(Place::Cookie, name).is_some(),
        SchemeKind::Transport => false,
    }
}

pub(crate) fn missing(call: &Call, alternatives: &[&[&str]]) -> Error {
    let name = |id: &&str| {
        let env = call.client.api().scheme(id).and_then(|scheme| scheme.env);
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
    scheme: &'static Scheme,
    secret: Cow<'a, str>,
    headers: &mut HeaderMap,
    added: &mut Added<'a>,
) -> Result<(), Error> {
    match scheme.kind {
        SchemeKind::Query(name) => added.query.push((name, secret)),
        SchemeKind::Cookie(_) if secret.contains(';') => return Err(unsendable(scheme)),
        SchemeKind::Cookie(name) => added.cookies.push(format!("{name}={secret}")),
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Header(_) => {
            put(scheme, header_value(scheme, &secret), headers)?;
        }
        SchemeKind::Transport => {}
    }
    Ok(())
}

fn put(scheme: &Scheme, value: Option<HeaderValue>, headers: &mut HeaderMap) -> Result<(), Error> {
    let name = match scheme.kind {
        SchemeKind::Header(name) => HeaderName::try_from(name).map_err(|_| unsendable(scheme))?,
        _ => AUTHORIZATION,
    };
    headers.insert(name, value.ok_or_else(|| unsendable(scheme))?);
    Ok(())
}

/// The header value of schemes that are sent as one.
fn header_value(scheme: &Scheme, secret: &str) -> Option<HeaderValue> {
    let mut value = match scheme.kind {
        SchemeKind::Bearer => HeaderValue::try_from(format!("Bearer {secret}")).ok()?,
        SchemeKind::Basic => HeaderValue::try_from(format!("Basic {}", base64(secret.as_bytes()))).ok()?,
        SchemeKind::Header(_) => HeaderValue::try_from(secret).ok()?,
        SchemeKind::Query(_) | SchemeKind::Cookie(_) | SchemeKind::Transport => return None,
    };
    value.set_sensitive(true);
    Some(value)
}

fn unsendable(scheme: &Scheme) -> Error {
    Error::build(format!("the credential `{}` has a character that cannot be sent", scheme.id))
}

/// What a client was given for a scheme.
#[derive(Clone)]
pub(crate) struct SchemeCredential {
    pub(crate) scheme: String,
    source: Source,
}

#[derive(Clone)]
enum Source {
    /// A text, with the header value it is sent as where its scheme sends one; that is made once per client.
    Fixed(Secret, Option<HeaderValue>),
    Provided(Arc<dyn Provider>),
}

impl SchemeCredential {
    pub(crate) fn new(api: &Api, scheme: &str, credential: Credential) -> Self {
        let source = match credential.0 {
            Kind::Provided(provider) => Source::Provided(provider),
            Kind::Fixed(secret) => {
                let header = api.scheme(scheme).and_then(|scheme| header_value(scheme, secret.expose()));
                Source::Fixed(secret, header)
            }
        };
        Self { scheme: scheme.to_owned(), source }
    }

    fn is_available(&self) -> bool {
        match &self.source {
            Source::Fixed(..) => true,
            Source::Provided(provider) => provider.is_available(),
        }
    }

    pub(crate) fn provider(&self) -> Option<&Arc<dyn Provider>> {
        match &self.source {
            Source::Fixed(..) => None,
            Source::Provided(provider) => Some(provider),
        }
    }

    /// The text, unless a provider gives it.
    pub(crate) fn fixed(&self) -> Option<&str> {
        match &self.source {
            Source::Fixed(secret, _) => Some(secret.expose()),
            Source::Provided(_) => None,
        }
    }

    /// The header value it is sent as, where it is known and goes into a header.
    pub(crate) fn fixed_header(&self) -> Option<&HeaderValue> {
        match &self.source {
            Source::Fixed(_, header) => header.as_ref(),
            Source::Provided(_) => None,
        }
    }

    /// Writes it, or notes that it is to be asked for.
    pub(crate) fn add<'a>(
        &'a self,
        scheme: &'static Scheme,
        headers: &mut HeaderMap,
        added: &mut Added<'a>,
    ) -> Result<(), Error> {
        match &self.source {
            Source::Fixed(_, header @ Some(_)) => put(scheme, header.clone(), headers),
            Source::Fixed(secret, None) => write(scheme, Cow::Borrowed(secret.expose()), headers, added),
            Source::Provided(_) => {
                added.provided.push(scheme);
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
        error.hide(&base64(secret.as_bytes()));
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

/// Base64 with padding (RFC 4648 §4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |sum, &byte| sum << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let index = (group >> (18 - 6 * digit) & 63) as usize;
            out.push(if digit <= chunk.len() { char::from(DIGITS[index]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_rfc_4648() {
        let table = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, wanted) in table {
            assert_eq!(base64(text.as_bytes()), wanted);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }
}
