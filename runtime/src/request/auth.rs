//! Credentials: which an operation takes, and how each is sent.

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::api::{Api, Scheme, SchemeKind};
use crate::call::Call;
use crate::client::Config;
use crate::error::{Error, ErrorKind};
use crate::operation::Security;
use crate::secret::Secret;

/// The credentials of one call.
pub(crate) type Chosen<'a> = Vec<(&'static Scheme, &'a Secret)>;

/// Chooses the credentials of a call: of the alternatives its operation declares, the first whose schemes all have one.
///
/// # Errors
/// [`ErrorKind::MissingCredential`] when no alternative can be satisfied, naming what to set.
pub(crate) fn choose<'a>(call: &'a Call, headers: &HeaderMap) -> Result<Chosen<'a>, Error> {
    let (api, config) = (call.client.api(), call.client.config());
    let alternatives = match call.operation.security {
        Security::Declared(alternatives) => alternatives,
        Security::Any => return any(call, api, config),
    };
    let needed = alternatives.iter().filter(|schemes| !schemes.is_empty());
    for schemes in needed {
        if let Some(chosen) = satisfy(schemes, call, headers) {
            return Ok(chosen);
        }
    }
    if alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty()) {
        return Ok(Vec::new());
    }
    Err(missing(call, alternatives))
}

/// For a call the document does not know: the scheme it names, else the first of the API that has a credential.
fn any<'a>(call: &'a Call, api: &'static Api, config: &'a Config) -> Result<Chosen<'a>, Error> {
    let found = |scheme: &'static Scheme| config.credential(scheme.id).map(|secret| (scheme, secret));
    match &call.parts.scheme {
        None => Ok(api.schemes.iter().find_map(found).into_iter().collect()),
        Some(id) => match api.scheme(id).and_then(found) {
            Some(chosen) => Ok(vec![chosen]),
            None => Err(Error::new(
                ErrorKind::MissingCredential,
                format!("the client has no credential `{}`", id.escape_debug()),
            )),
        },
    }
}

/// The credentials of one alternative, if all are there. One that the caller sends by hand counts as there.
fn satisfy<'a>(schemes: &[&str], call: &'a Call, headers: &HeaderMap) -> Option<Chosen<'a>> {
    let mut chosen = Vec::with_capacity(schemes.len());
    for id in schemes {
        let scheme = call.client.api().scheme(id)?;
        if scheme.kind == SchemeKind::Transport || by_hand(scheme, call, headers) {
            continue;
        }
        chosen.push((scheme, call.client.config().credential(id)?));
    }
    Some(chosen)
}

/// True when the caller set what the scheme would set.
fn by_hand(scheme: &Scheme, call: &Call, headers: &HeaderMap) -> bool {
    match scheme.kind {
        SchemeKind::Bearer | SchemeKind::Basic => headers.contains_key(AUTHORIZATION),
        SchemeKind::Header(name) => headers.contains_key(name),
        SchemeKind::Query(name) => call.parts.query.iter().any(|(known, _)| known == name),
        SchemeKind::Cookie(_) | SchemeKind::Transport => false,
    }
}

fn missing(call: &Call, alternatives: &[&[&str]]) -> Error {
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

/// What the chosen credentials add to a request.
#[derive(Default)]
pub(crate) struct Added {
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) query: Vec<(&'static str, String)>,
    /// Cookie pairs.
    pub(crate) cookies: Vec<String>,
}

/// Writes credentials the way their schemes send them.
///
/// # Errors
/// A credential that cannot be a header's value. It is not repeated.
pub(crate) fn write(chosen: &Chosen<'_>) -> Result<Added, Error> {
    let mut added = Added::default();
    for (scheme, secret) in chosen {
        let text = secret.expose();
        match scheme.kind {
            SchemeKind::Bearer => added.headers.push((AUTHORIZATION, sensitive(scheme, &format!("Bearer {text}"))?)),
            SchemeKind::Basic => {
                let value = format!("Basic {}", base64(text.as_bytes()));
                added.headers.push((AUTHORIZATION, sensitive(scheme, &value)?));
            }
            SchemeKind::Header(name) => {
                let name = HeaderName::try_from(name).map_err(|_| unsendable(scheme))?;
                added.headers.push((name, sensitive(scheme, text)?));
            }
            SchemeKind::Query(name) => added.query.push((name, text.to_owned())),
            SchemeKind::Cookie(_) if text.contains(';') => return Err(unsendable(scheme)),
            SchemeKind::Cookie(name) => added.cookies.push(format!("{name}={text}")),
            SchemeKind::Transport => {}
        }
    }
    Ok(added)
}

fn sensitive(scheme: &Scheme, text: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::try_from(text).map_err(|_| unsendable(scheme))?;
    value.set_sensitive(true);
    Ok(value)
}

fn unsendable(scheme: &Scheme) -> Error {
    Error::build(format!("the credential `{}` has a character that cannot be sent", scheme.id))
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
