//! Settings for all requests of a client: query parameters, places of credentials, paths, profiles, and values from the environment.

use crate::client::builder::ClientBuilder;
use crate::config::placement::Placement;
use crate::config::secret::Secret;
use crate::operation::profile::Profile;
use crate::operation::setting::{Setting, SettingPlace};

impl ClientBuilder {
    /// Sends a query parameter with every call that does not set one of this name. It replaces an earlier value of the same name.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        put(&mut self.config.custom.query, name.into(), value.into());
        self
    }

    /// Sends the credential of a security scheme in another place than the document's: in another header, or with another text before it.
    #[must_use]
    pub fn place_credential(mut self, scheme: &str, placement: Placement) -> Self {
        self.config.custom.placements.retain(|(known, _)| known != scheme);
        self.config.custom.placements.push((scheme.to_owned(), placement));
        self
    }

    /// Sends operations to another path. `of` is a path as in the document, with or without a method in front; the one with a method wins. `template`
    /// is the new path, with names in braces: `/deployments/{model}/chat/completions`. The value of a name is the first that exists of a
    /// [path value](Self::path_value) of the client, a path parameter of the operation, a member of its body, and a query parameter. If a name has
    /// no value, the operation keeps its path.
    #[must_use]
    pub fn path(mut self, of: impl Into<String>, template: impl Into<String>) -> Self {
        put(&mut self.config.custom.paths, of.into(), template.into());
        self
    }

    /// Sets the value of a name in the templates of [`path`](Self::path), for all calls.
    #[must_use]
    pub fn path_value(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        put(&mut self.config.custom.path_values, name.into(), value.into());
        self
    }

    /// Calls the API in the way that a profile describes: its server, placement of credentials, parameters and paths. Settings of the builder win, whether
    /// made before or after.
    #[must_use]
    pub fn profile(mut self, profile: &'static Profile) -> Self {
        self.config.custom.profile = Some(profile);
        self
    }

    /// Fills in settings and headers from an environment.
    pub(crate) fn with_env_settings(mut self, value: impl Fn(&str) -> Option<String>) -> Self {
        if let Some(variable) = self.api.headers_env {
            self.add_headers(variable, &value(variable).unwrap_or_default());
        }
        let settings: Vec<&'static Setting> = self.config.settings(self.api).collect();
        for setting in settings {
            if let Some(text) = setting.env.filter(|_| !self.config.is_given(setting)).and_then(&value) {
                self = match setting.place {
                    SettingPlace::Header => self.header(setting.name, text),
                    SettingPlace::Query => self.query(setting.name, text),
                    SettingPlace::Path => self.path_value(setting.name, text),
                };
            }
        }
        self
    }

    /// Adds the headers of a text with a line `Name: value` for each. Those that were set stay.
    fn add_headers(&mut self, variable: &str, text: &str) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let Some((name, value)) = line.split_once(':') else {
                // The line is not shown: it may hold a secret.
                let fault = format!("the environment variable {variable} has a line that is not `Name: value`");
                self.config.custom.fault.get_or_insert(fault);
                continue;
            };
            let (name, value) = (name.trim(), value.trim());
            if !self.config.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                self.config.headers.push((name.to_owned(), Secret::from(value)));
            }
        }
    }

    /// Makes what requests get, defaults among it.
    ///
    /// # Errors
    /// A message about a missing setting, or about a fault in the environment.
    pub(crate) fn resolve_settings(&mut self) -> Result<(), String> {
        if let Some(fault) = self.config.custom.fault.clone() {
            return Err(fault);
        }
        let settings: Vec<&'static Setting> = self.config.settings(self.api).collect();
        let (mut query, mut path_values) = (self.config.custom.query.clone(), self.config.custom.path_values.clone());
        for setting in settings.into_iter().filter(|setting| !self.config.is_given(setting)) {
            match (setting.default, setting.place) {
                (Some(value), SettingPlace::Query) => query.push((setting.name.to_owned(), value.to_owned())),
                (Some(value), SettingPlace::Path) => path_values.push((setting.name.to_owned(), value.to_owned())),
                (Some(_), SettingPlace::Header) => {}
                (None, _) if setting.required => return Err(missing(setting)),
                (None, _) => {}
            }
        }
        (self.config.custom.sent_query, self.config.custom.sent_path_values) = (query, path_values);
        Ok(())
    }
}

fn missing(setting: &Setting) -> String {
    let env = setting
        .env
        .map_or_else(String::new, |variable| format!(", or set {variable} and build the client from the environment"));
    format!("the {} `{}` has no value: set it on the client builder{env}", setting.noun(), setting.name)
}

fn put(list: &mut Vec<(String, String)>, name: String, value: String) {
    list.retain(|(known, _)| *known != name);
    list.push((name, value));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::api::{Api, Scheme};

    static API: Api = Api::new("a", "1.0.0")
        .base_url("https://h.example/v1")
        .base_url_env("A_URL")
        .schemes(&[Scheme::bearer("B", "A_TOKEN"), Scheme::bearer("C", "A_ADMIN")])
        .headers_env("A_HEADERS")
        .settings(&[
            Setting::header("A-Org").env("A_ORG"),
            Setting::header("A-Version").default("1"),
            Setting::query("q").default("0").env("A_Q"),
        ]);

    static OTHER: Profile = Profile::new()
        .server("/o")
        .base_url_env("O_URL")
        .schemes(&[Scheme::header("B", "o-key", "O_TOKEN")])
        .settings(&[Setting::query("q").env("O_Q").required()]);

    fn built(builder: ClientBuilder, set: &[(&str, &str)]) -> Result<ClientBuilder, String> {
        let read =
            |variable: &str| set.iter().find(|(name, _)| *name == variable).map(|(_, value)| (*value).to_owned());
        let mut builder = builder.with_env(read);
        builder.resolve_settings()?;
        Ok(builder)
    }

    fn header<'a>(builder: &'a ClientBuilder, name: &str) -> Option<&'a str> {
        builder.config.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.expose())
    }

    #[test]
    fn settings_come_from_the_builder_then_the_environment_then_the_document() {
        let query = |builder: &ClientBuilder| builder.config.custom.sent_query.clone();
        let pair = |value: &str| vec![("q".to_owned(), value.to_owned())];
        let plain = built(ClientBuilder::new(&API), &[]).unwrap();
        assert_eq!((header(&plain, "A-Org"), query(&plain)), (None, pair("0")));
        let env = built(ClientBuilder::new(&API), &[("A_ORG", "org"), ("A_Q", "1")]).unwrap();
        assert_eq!((header(&env, "A-Org"), query(&env)), (Some("org"), pair("1")));
        let own = ClientBuilder::new(&API).header("A-Org", "mine").query("q", "2");
        let own = built(own, &[("A_ORG", "org"), ("A_Q", "1")]).unwrap();
        assert_eq!((header(&own, "A-Org"), query(&own)), (Some("mine"), pair("2")));
    }

    #[test]
    fn a_variable_of_headers_has_one_on_each_line() {
        let lines = "\n A-Org : a:b \r\nX-One:1\n";
        let read =
            built(ClientBuilder::new(&API).header("x-one", "2"), &[("A_HEADERS", lines), ("A_ORG", "c")]).unwrap();
        assert_eq!(
            (header(&read, "A-Org"), header(&read, "x-one"), header(&read, "X-One")),
            (Some("a:b"), Some("2"), None)
        );
        assert!(!format!("{read:?}").contains("a:b"), "values are not shown");
        let fault = built(ClientBuilder::new(&API), &[("A_HEADERS", "secret")]).unwrap_err();
        assert_eq!(fault, "the environment variable A_HEADERS has a line that is not `Name: value`");
    }

    #[test]
    fn a_profile_reads_its_own_variables() {
        let set = [("A_URL", "https://a"), ("A_TOKEN", "a"), ("A_ADMIN", "b"), ("A_Q", "1")];
        let builder = || ClientBuilder::new(&API).profile(&OTHER);
        assert!(
            built(builder(), &set).unwrap_err().contains("`q` has no value: set it on the client builder, or set O_Q")
        );
        let set = [&set[..], &[("O_URL", "https://o.example"), ("O_TOKEN", "o"), ("O_Q", "2")]].concat();
        let built = built(builder(), &set).unwrap();
        assert_eq!(built.config.base_url.as_deref(), Some("https://o.example"));
        assert_eq!(built.config.credential("B").and_then(|known| known.fixed()), Some("o"));
        assert!(built.config.credential("C").is_none(), "a credential of the API itself does not go to another server");
        assert_eq!(built.config.custom.sent_query, [("q".to_owned(), "2".to_owned())]);
    }
}
