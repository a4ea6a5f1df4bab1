//! One GET over HTTPS, with limits on size, time and redirects.

use std::time::Duration;

use specsmith_generator::pointer::Pointer;
use ureq::http::{Response, StatusCode, Uri};
use ureq::{Agent, Body};

use crate::code::{Code, Problem};
use crate::source::LIMIT;

/// Maximum duration of a download.
const TIME: Duration = Duration::from_secs(120);

/// Maximum number of redirects.
const MOST_REDIRECTS: usize = 5;

/// The validator of a document that was fetched before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'a> {
    pub(super) etag: Option<&'a str>,
}

/// Result of a request for a document.
#[derive(Debug)]
pub(super) enum Answer {
    /// The document has not changed.
    Unchanged,
    /// A new document.
    Document {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its `ETag`.
        etag: Option<String>,
    },
}

/// Returns true for an HTTPS URL without user information, and for an HTTP URL to this machine.
pub(crate) fn is_allowed(url: &str) -> bool {
    url.parse::<Uri>().is_ok_and(|uri| is_safe(&uri))
}

fn is_safe(uri: &Uri) -> bool {
    let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    let is_loopback = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match uri.scheme_str() {
        Some("https") => !has_user && uri.host().is_some(),
        Some("http") => !has_user && is_loopback,
        _ => false,
    }
}

/// Downloads a document.
pub(super) fn get(url: &str, known: Known<'_>) -> Result<Answer, Box<Problem>> {
    let failed = |why: String, hint: &str| {
        let message = format!("`{url}` cannot be fetched: {why}");
        Box::new(Problem::error(Code::FetchFailed, &Pointer::root(), message, hint))
    };
    let config = Agent::config_builder()
        .timeout_global(Some(TIME))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("specsmith/", env!("CARGO_PKG_VERSION")));
    let agent = Agent::new_with_config(config.build());
    let mut at: Uri = url.parse().map_err(|_| failed("it is no URL".to_owned(), "write it in full"))?;
    for _ in 0..=MOST_REDIRECTS {
        if !is_safe(&at) {
            return Err(failed(
                format!("it leads to `{at}`, which is not HTTPS"),
                "name the HTTPS URL of the document",
            ));
        }
        let mut request = agent.get(at.clone()).header("accept", "application/yaml, application/json;q=0.9, */*;q=0.8");
        if let Some(etag) = known.etag {
            request = request.header("if-none-match", etag);
        }
        let mut response =
            request.call().map_err(|error| failed(error.to_string(), "check the network and the URL"))?;
        match response.status() {
            StatusCode::NOT_MODIFIED if known.etag.is_some() => return Ok(Answer::Unchanged),
            StatusCode::OK => {
                let bytes = response.body_mut().with_config().limit(LIMIT).read_to_vec();
                let hint = "a document has at most 256 MB, and arrives within two minutes";
                let bytes = bytes.map_err(|error| failed(error.to_string(), hint))?;
                return Ok(Answer::Document { bytes, etag: header(&response, "etag") });
            }
            status if status.is_redirection() => {
                let target = header(&response, "location").and_then(|location| redirected(&at, &location));
                let lost = || failed(format!("the server redirects nowhere ({status})"), "check the URL");
                let target = target.ok_or_else(lost)?;
                if is_downgrade(&at, &target) {
                    return Err(failed(
                        format!("it leads from HTTPS to `{target}`"),
                        "name the HTTPS URL of the document",
                    ));
                }
                at = target;
            }
            status => return Err(failed(format!("the server answers {status}"), "check the URL in a browser")),
        }
    }
    Err(failed(format!("it redirects more than {MOST_REDIRECTS} times"), "name the URL that it leads to"))
}

/// Returns true for a redirect from HTTPS to HTTP. To this machine too, since a server must not be able to trigger requests to it.
fn is_downgrade(from: &Uri, to: &Uri) -> bool {
    from.scheme_str() == Some("https") && to.scheme_str() != Some("https")
}

fn header(response: &Response<Body>, name: &str) -> Option<String> {
    response.headers().get(name)?.to_str().ok().map(str::to_owned)
}

/// Returns the target of a `Location` header (RFC 9110 §10.2.2), resolved against the URL of the request.
fn redirected(from: &Uri, location: &str) -> Option<Uri> {
    let location = location.split('#').next()?;
    let (scheme, authority) = (from.scheme_str()?, from.authority()?);
    let whole = if location.contains("://") {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else {
        let folder = from.path().rfind('/').map_or("/", |slash| &from.path()[..=slash]);
        format!("{scheme}://{authority}{folder}{location}")
    };
    whole.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_allowed() {
        for url in ["https://a.example/b.yaml", "http://127.0.0.1:80/", "http://[::1]:8080/x", "http://localhost/a"] {
            assert!(is_allowed(url), "{url}");
        }
        let plain = ["http://a.example/b.yaml", "http://127.0.0.1.a.example/", "http://localhost@a.example/"];
        for url in plain.into_iter().chain(["ftp://a/b", "a.yaml", "", "https://", "https://me:secret@a.example/"]) {
            assert!(!is_allowed(url), "{url}");
        }
    }

    #[test]
    fn no_redirect_leads_from_https_to_a_plain_url() {
        let is_refused = |from: &str, to: &str| is_downgrade(&from.parse().unwrap(), &to.parse().unwrap());
        assert!(is_refused("https://a.example/x", "http://127.0.0.1:80/x"));
        assert!(is_refused("https://a.example/x", "http://a.example/x"));
        assert!(!is_refused("https://a.example/x", "https://b.example/x"));
        assert!(!is_refused("http://127.0.0.1/x", "https://a.example/x"));
        assert!(!is_refused("http://127.0.0.1/x", "http://127.0.0.1:81/x"));
    }

    #[test]
    fn redirects_are_seen_from_where_they_were_said() {
        let from: Uri = "https://a.example/x/y.yaml?z".parse().unwrap();
        for (location, to) in [
            ("https://b.example/c", "https://b.example/c"),
            ("//b.example/c", "https://b.example/c"),
            ("/c#d", "https://a.example/c"),
            ("c", "https://a.example/x/c"),
        ] {
            assert_eq!(redirected(&from, location).map(|uri| uri.to_string()).as_deref(), Some(to));
        }
    }
}
