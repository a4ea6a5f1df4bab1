//! Masking of credentials in texts that are shown.

use specsmith_model::internal::base64;

use crate::config::secret::masked;
use crate::http::percent::Keep;
use crate::operation::api::{PlacedScheme, SchemeKind};
use crate::operation::param::Place;
use crate::request::assemble::Prepared;
use crate::request::call::Call;

/// Replacement for a text that is not shown.
const HIDDEN: &str = "***";

/// Returns the replacement for a scheme's credential: `$` and its environment variable, or [`HIDDEN`] if it has none.
fn placeholder(scheme: PlacedScheme<'_>) -> String {
    scheme.env.map_or_else(|| HIDDEN.to_owned(), |variable| format!("${variable}"))
}

/// Position of a credential in the request: a header or a query pair, with a placeholder as the value.
pub(crate) enum Stand {
    Field(String, String),
    Pair(String),
    Nowhere,
}

/// Returns the position of a scheme's credential, with a placeholder in place of the credential.
pub(crate) fn stand(scheme: PlacedScheme<'_>) -> Stand {
    let shown = placeholder(scheme);
    match scheme.kind {
        SchemeKind::Bearer => Stand::Field("authorization".to_owned(), format!("Bearer {shown}")),
        SchemeKind::Basic => Stand::Field("authorization".to_owned(), format!("Basic {shown}")),
        SchemeKind::Header { name, prefix } => Stand::Field(name.to_ascii_lowercase(), format!("{prefix}{shown}")),
        SchemeKind::Cookie(name) => Stand::Field("cookie".to_owned(), format!("{name}={shown}")),
        SchemeKind::Query(name) => Stand::Pair(format!("{}={shown}", Keep::Unreserved.encode(name))),
        SchemeKind::Transport => Stand::Nowhere,
    }
}

/// Secrets of a call and their replacements.
pub(crate) struct Mask<'a> {
    call: &'a Call,
    /// Texts, longest first, each with what stands for it.
    texts: Vec<(String, String)>,
}

/// Returns true if a header's name begins with `start`, which is in lower case.
fn starts_with(name: &str, start: &str) -> bool {
    name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

impl<'a> Mask<'a> {
    pub(crate) fn of(call: &'a Call) -> Self {
        let config = call.session.config();
        let mut texts = Vec::new();
        for credential in &config.credentials {
            let Some(text) = credential.fixed() else { continue };
            let shown = call.session.scheme(&credential.scheme).map_or(HIDDEN.to_owned(), placeholder);
            texts.push((base64::encode(text.as_bytes()), shown.clone()));
            if let Some((_, password)) = text.split_once(':') {
                texts.push((password.to_owned(), HIDDEN.to_owned()));
            }
            texts.push((Keep::Unreserved.encode(text), shown.clone()));
            texts.push((text.to_owned(), shown));
        }
        // Headers that describe the body or the accepted responses are not secret.
        let is_public = |name: &str| ["accept", "content-", "user-agent"].iter().any(|start| starts_with(name, start));
        let fields = config.headers.iter().chain(&call.parts.headers).filter(|(name, _)| !is_public(name));
        texts.extend(fields.map(|(_, value)| (value.expose().to_owned(), HIDDEN.to_owned())));
        texts.retain(|(text, _)| !text.is_empty());
        texts.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        Self { call, texts }
    }

    /// Returns a text without the secrets that are known.
    pub(crate) fn text(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (secret, shown) in &self.texts {
            if let Some(clean) = masked(&out, secret, shown) {
                out = clean;
            }
        }
        out
    }

    /// Returns the mask of a text that is a secret as a whole; known parts, such as the scheme's word and the cookies' names, stay.
    pub(crate) fn whole(&self, text: &str) -> String {
        let known = self.texts.iter().find(|(secret, shown)| shown.starts_with('$') && text.contains(secret.as_str()));
        let Some((secret, shown)) = known else { return HIDDEN.to_owned() };
        match text.strip_suffix(secret.as_str()) {
            Some(before @ ("" | "Bearer " | "Basic ")) => format!("{before}{shown}"),
            _ => HIDDEN.to_owned(),
        }
    }

    /// Returns a URL with its secrets masked. Values under the name of a scheme are credentials, whoever set them.
    pub(crate) fn url(&self, url: &str) -> String {
        let Some((path, query)) = url.split_once('?') else { return self.text(url) };
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) if self.is_scheme_query(name) => format!("{name}={}", self.whole(value)),
            _ => self.text(pair),
        });
        format!("{}?{}", self.text(path), pairs.collect::<Vec<_>>().join("&"))
    }

    fn is_scheme_query(&self, name: &str) -> bool {
        let named = |scheme: PlacedScheme<'_>| matches!(scheme.kind, SchemeKind::Query(query) if Keep::Unreserved.encode(query) == name);
        self.call.session.config().schemes(self.call.session.api()).any(named)
    }

    /// Returns the schemes whose credentials a request carries.
    pub(crate) fn used(&self, prepared: &Prepared) -> Vec<&'static str> {
        let config = self.call.session.config();
        let sent = |scheme: &PlacedScheme<'_>| {
            if prepared.provided.contains(&scheme.id) {
                return true;
            }
            let Some(credential) = config.credential(scheme.id) else { return false };
            let Some(text) = credential.fixed() else { return false };
            match scheme.kind {
                SchemeKind::Bearer | SchemeKind::Basic => {
                    credential.fixed_header() == prepared.headers.get(http::header::AUTHORIZATION)
                }
                SchemeKind::Header { name, .. } => credential.fixed_header() == prepared.headers.get(name),
                SchemeKind::Query(_) => prepared.address.query().contains(&Keep::Unreserved.encode(text)),
                SchemeKind::Cookie(name) => {
                    self.call.parts.param(Place::Cookie, name).is_none()
                        && prepared.headers.get(http::header::COOKIE).is_some_and(|cookies| {
                            let pair = format!("{name}={text}");
                            String::from_utf8_lossy(cookies.as_bytes()).contains(&pair)
                        })
                }
                SchemeKind::Transport => false,
            }
        };
        config.schemes(self.call.session.api()).filter(sent).map(|scheme| scheme.id).collect()
    }
}
