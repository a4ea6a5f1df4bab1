//! Configuration of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use specsmith_model::DecodeMode;

use crate::client::Client;
use crate::config::Config;
use crate::config::auth::provider::Credential;
use crate::config::clock::Clock;
use crate::config::credentials::SchemeCredential;
use crate::config::error_kind::ErrorKind;
use crate::config::ready_headers::ReadyHeaders;
use crate::config::secret::Secret;
use crate::error::Error;
use crate::http::address::Address;
use crate::operation::api::Api;
use crate::operation::server::{ServerUrl, is_relative};
use crate::operation::setting::SettingPlace;
use crate::request::caller_headers;
use crate::request::header_source::fixed;
use crate::transport::Transport;

/// Builder of a [`Client`]. Generated builders wrap it.
#[derive(Clone)]
pub struct ClientBuilder {
    pub(crate) api: &'static Api,
    pub(crate) config: Config,
}

impl ClientBuilder {
    /// Makes a builder for an API, with nothing set.
    pub fn new(api: &'static Api) -> Self {
        Self { api, config: Config { mode: api.mode, ..Config::default() } }
    }

    pub(crate) fn from_parts(api: &'static Api, config: Config) -> Self {
        Self { api, config }
    }

    /// Sends every call below this URL, instead of the servers of the document, of its paths and of its operations. A trailing slash makes no difference.
    ///
    /// If the chosen server of the document is relative (`/api/v3`), a URL without a path gets that path: `https://host` becomes
    /// `https://host/api/v3`. A URL with a path is used as it is. Relative servers of single paths and operations are resolved
    /// against the result (RFC 3986 §5.2).
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.config.base_url = Some(url.into());
        self
    }

    /// Sends calls to another server of the document, by its index. Operations with servers of their own keep them.
    #[must_use]
    pub fn server(mut self, place: usize) -> Self {
        self.config.server = place;
        self
    }

    /// Sets a variable of the servers' URLs, including those of paths and operations.
    #[must_use]
    pub fn server_variable(mut self, name: &str, value: impl Into<String>) -> Self {
        self.config.server_variables.retain(|(known, _)| known != name);
        self.config.server_variables.push((name.to_owned(), value.into()));
        self
    }

    /// Sets the credential of a security scheme, by the scheme's name in the document: a text, or a [provider](crate::auth).
    #[must_use]
    pub fn credential(mut self, scheme: &str, credential: impl Into<Credential>) -> Self {
        self.config.credentials.retain(|known| known.scheme != scheme);
        self.config.credentials.push(SchemeCredential::new(scheme, credential.into()));
        self
    }

    /// Sets the time limit for making a connection: 5 seconds, unless set. Only the default transport uses it.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.config.connect_timeout = timeout.into();
        if !self.config.custom_transport {
            self.config.transport = None;
        }
        self
    }

    /// Sends a header with every call. It replaces an earlier value of the same name.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        let name = name.into();
        self.config.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.config.headers.push((name, value.into()));
        self
    }

    /// Sends this `User-Agent` instead of the crate's name and version.
    #[must_use]
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.config.user_agent = Some(text.into());
        self
    }

    /// Sends requests through another transport, such as a configured `ReqwestTransport`, or
    /// [`MockTransport`](crate::transport::mock::MockTransport) in tests.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.config.transport = Some(Arc::new(transport));
        self.config.custom_transport = true;
        self
    }

    /// Sets the source of time, pauses and jitter, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.config.clock = Arc::new(clock);
        self
    }

    /// Decodes responses tolerantly, which is the default: a missing required field has its empty value, and `missing()` of the record names it.
    #[must_use]
    pub fn tolerant(mut self) -> Self {
        self.config.mode = DecodeMode::Tolerant;
        self
    }

    /// Decodes responses leniently: values that do not fit are converted if possible, and kept otherwise. [`DecodeMode::Lenient`] has the rules.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.config.mode = DecodeMode::Lenient;
        self
    }

    /// Decodes responses strictly: a missing required field, or a value of another type, is an error with the value's path.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.config.mode = DecodeMode::Strict;
        self
    }

    /// Builds the client. The environment is not read.
    ///
    /// # Errors
    /// [`ErrorKind::Config`]: a base URL or a header that is not valid, a server variable with a value it may not have, or no transport.
    pub fn build(mut self) -> Result<Client, Error> {
        self.resolve_settings().map_err(config_error)?;
        let mut credentials = std::mem::take(&mut self.config.credentials);
        for credential in &mut credentials {
            credential.prepare(self.config.scheme(self.api, &credential.scheme).map(|scheme| scheme.kind));
        }
        self.config.credentials = credentials;
        self.config.header_map = header_map(&self.config, self.api)?;
        self.config.ready = ReadyHeaders::all(self.api, &self.config)?;
        let base = self.base()?;
        let transport = match &self.config.transport {
            Some(transport) => Arc::clone(transport),
            None => default_transport(&self.config)?,
        };
        self.config.transport = Some(Arc::clone(&transport));
        Ok(Client::new(self.api, self.config, base, transport))
    }

    /// Builds the client, and reads settings that were not set from the API's environment variables.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`].
    pub fn build_from_env(self) -> Result<Client, Error> {
        self.with_env(|variable| std::env::var(variable).ok()).build()
    }

    /// Fills in from an environment what is not set.
    pub(crate) fn with_env(mut self, read: impl Fn(&str) -> Option<String>) -> Self {
        let value = |variable: &str| read(variable).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if self.config.base_url.is_none() {
            self.config.base_url = self.config.base_url_env(self.api).and_then(value);
        }
        for scheme in self.api.schemes {
            if self.config.credential(scheme.id).is_some() {
                continue;
            }
            if let Some(secret) = self.config.scheme_env(scheme.id, scheme.env).and_then(value) {
                self = self.credential(scheme.id, secret);
            }
        }
        if let (Some(rule), true) = (self.api.webhooks, self.config.webhook_secrets.is_empty()) {
            self.config.webhook_secrets.extend(value(rule.env).map(Secret::new));
        }
        self.with_env_settings(value)
    }

    /// Returns the base URL, if there is an absolute one.
    fn base(&self) -> Result<Option<Address>, Error> {
        let fault = |fault| config_error(format!("the base URL cannot be used: {fault}"));
        let of_servers = || self.api.servers.get(self.config.server).copied();
        let of_profile = self.config.custom.profile.filter(|profile| profile.moves());
        let server = match of_profile {
            Some(profile) => profile.server,
            None => self.api.base_url.map(ServerUrl::new).or_else(of_servers),
        };
        let Some(server) = server else {
            let given = self.config.base_url.as_ref();
            return given.map(|url| Address::parse(url.trim()).map_err(fault)).transpose();
        };
        let server = server.filled(&self.config.server_variables).map_err(config_error)?;
        match &self.config.base_url {
            Some(url) if is_relative(&server) => {
                let base = Address::parse(url.trim()).map_err(fault)?;
                base.with_path_of(&server).map(Some).map_err(fault)
            }
            Some(url) => Address::parse(url.trim()).map(Some).map_err(fault),
            None if is_relative(&server) => Ok(None),
            None => Address::parse(&server).map(Some).map_err(fault),
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("api", &self.api.name).field("config", &self.config).finish()
    }
}

/// Returns the headers sent with every call.
fn header_map(config: &Config, api: &Api) -> Result<HeaderMap, Error> {
    let mut map = HeaderMap::new();
    let agent = config.user_agent.clone().unwrap_or_else(|| format!("{}/{}", api.name, api.version));
    let agent = HeaderValue::try_from(agent).map_err(|_| config_error("the user agent cannot be sent as a header"))?;
    map.insert(http::header::USER_AGENT, agent);
    for (name, value) in api.headers {
        let known = HeaderName::try_from(*name)
            .map_err(|_| config_error(format!("`{}` is not a header name", name.escape_debug())))?;
        if known != http::header::USER_AGENT || config.user_agent.is_none() {
            map.insert(known.clone(), fixed(known, value)?);
        }
    }
    for setting in config.settings(api).filter(|setting| setting.place == SettingPlace::Header) {
        if let Some(value) = setting.default {
            let known = HeaderName::try_from(setting.name)
                .map_err(|_| config_error(format!("`{}` is not a header name", setting.name.escape_debug())))?;
            map.insert(known.clone(), fixed(known, value)?);
        }
    }
    for (name, value) in &config.headers {
        let known = HeaderName::try_from(name.as_str())
            .map_err(|_| config_error(format!("`{}` is not a header name", name.escape_debug())))?;
        caller_headers::check_usual(&known).map_err(config_error)?;
        let mut value = HeaderValue::try_from(value.expose()).map_err(|_| {
            config_error(format!("the value of the header `{known}` has a character that cannot be sent"))
        })?;
        value.set_sensitive(true);
        map.insert(known, value);
    }
    Ok(map)
}

fn config_error(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
fn default_transport(config: &Config) -> Result<Arc<dyn Transport>, Error> {
    match crate::transport::reqwest::ReqwestTransport::with_connect_timeout(config.connect_timeout) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(fault) => Err(config_error("the default transport cannot be built").with_source(fault)),
    }
}

#[cfg(all(feature = "reqwest", target_family = "wasm"))]
fn default_transport(_: &Config) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::transport::fetch::FetchTransport::new()))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &Config) -> Result<Arc<dyn Transport>, Error> {
    Err(config_error(
        "there is no default transport: turn on the feature `rustls` of specsmith-runtime, or set one with transport",
    ))
}

impl Client {
    /// Returns a builder with this client's configuration. The new client shares the connections of this one, unless the transport is changed.
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder::from_parts(self.session().api, self.session().config.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::api::Scheme;
    use crate::operation::server::ServerVariable;

    static API: Api = Api::new("a", "1.0.0").base_url("https://h.example/v1").base_url_env("A_URL").schemes(&[
        Scheme::bearer("B", "A_TOKEN"),
        Scheme::header("K", "x-key", "A_KEY"),
        Scheme::transport("T"),
    ]);

    fn env(variable: &str) -> Option<String> {
        let set = [("A_URL", " http://env.example/x\n"), ("A_TOKEN", "from-env\n"), ("A_KEY", "  ")];
        set.iter().find(|(name, _)| *name == variable).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_environment_fills_in_what_is_not_set() {
        let built = ClientBuilder::new(&API).with_env(env);
        assert_eq!(built.config.base_url.as_deref(), Some("http://env.example/x"));
        assert_eq!(built.config.credential("B").and_then(|known| known.fixed()), Some("from-env"));
        assert!(built.config.credential("K").is_none(), "an empty variable counts as none");
        let built = ClientBuilder::new(&API).base_url("http://mine.example").credential("B", "mine").with_env(env);
        assert_eq!(built.config.base_url.as_deref(), Some("http://mine.example"));
        assert_eq!(built.config.credential("B").and_then(|known| known.fixed()), Some("mine"));
    }

    static SEVERAL: Api = Api::new("a", "1.0.0").servers(&[
        ServerUrl::new("https://{region}.h.example/v1")
            .variables(&[ServerVariable::new("region", "eu").one_of(&["eu", "us"])]),
        ServerUrl::new("https://test.example"),
    ]);

    #[test]
    fn servers_and_their_variables() {
        let origin = |builder: ClientBuilder| builder.base().map(|base| base.unwrap().origin().to_owned());
        let builder = || ClientBuilder::new(&SEVERAL);
        assert_eq!(origin(builder()).unwrap(), "https://eu.h.example");
        assert_eq!(origin(builder().server_variable("region", "us")).unwrap(), "https://us.h.example");
        assert_eq!(origin(builder().server(1).server_variable("region", "x")).unwrap(), "https://test.example");
        assert_eq!(origin(builder().server(1).base_url("https://mine.example")).unwrap(), "https://mine.example");
        let refused = origin(builder().server_variable("region", "x/@")).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Config);
        assert!(refused.to_string().contains("it is one of `eu`, `us`"), "{refused}");
    }

    static RELATIVE: Api = Api::new("a", "1.0.0").servers(&[
        ServerUrl::new("/{stage}/v3").variables(&[ServerVariable::new("stage", "live")]),
        ServerUrl::new("https://test.example/v3"),
    ]);

    #[test]
    fn a_base_url_without_a_path_gets_the_path_of_a_relative_server() {
        let base = |builder: ClientBuilder| builder.base().unwrap().map(|base| base.as_str().to_owned());
        let builder = || ClientBuilder::new(&RELATIVE);
        assert_eq!(base(builder()), None, "the first server is the default, and says no host");
        assert_eq!(base(builder().server(1)).unwrap(), "https://test.example/v3");
        for (given, expected) in [
            ("http://h", "http://h/live/v3"),
            ("http://h/", "http://h/live/v3"),
            ("http://h?k=v", "http://h/live/v3?k=v"),
            ("http://h/live/v3", "http://h/live/v3"),
            ("http://gateway/pets/", "http://gateway/pets/"),
        ] {
            assert_eq!(base(builder().base_url(given)).unwrap(), expected, "{given}");
        }
        assert_eq!(base(builder().base_url("http://h").server_variable("stage", "next")).unwrap(), "http://h/next/v3");
        assert_eq!(base(builder().base_url("http://h").server(1)).unwrap(), "http://h/");
    }

    #[test]
    fn without_the_environment_nothing_is_read() {
        let built = ClientBuilder::new(&API);
        assert_eq!((built.config.base_url.is_none(), built.config.credentials.len()), (true, 0));
        assert_eq!(built.base().unwrap().unwrap().origin(), "https://h.example");
    }

    #[test]
    fn other_options_keep_the_connections() {
        let mock = crate::transport::mock::transport::MockTransport::new();
        let client = ClientBuilder::new(&API).transport(mock).build().unwrap();
        let other = client.to_builder().max_retries(0).connect_timeout(None).build().unwrap();
        let transport = |client: &Client| client.session().config.transport.clone().unwrap();
        assert!(Arc::ptr_eq(&transport(&client), &transport(&other)));
        assert_eq!((client.session().config.max_retries, other.session().config.max_retries), (2, 0));
    }
}
