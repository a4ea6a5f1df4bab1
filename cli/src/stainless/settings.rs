//! Settings of the client: credentials, options, environments, query styles, packages.

use serde_json::{Map, Value, json};

use super::{Import, member, quoted};

impl Import<'_> {
    pub(super) fn client_settings(&mut self, value: &Value) {
        for (key, value) in value.as_object().into_iter().flatten() {
            let at = ["client_settings", key.as_str()];
            match key.as_str() {
                "opts" => {
                    for (name, option) in value.as_object().into_iter().flatten() {
                        self.option(name, option);
                    }
                }
                "idempotency" if value.get("header").is_some_and(Value::is_string) => {
                    self.update("$", json!({ "x-specsmith-idempotency": value["header"] }));
                }
                "idempotency_header" if value.is_string() => {
                    self.update("$", json!({ "x-specsmith-idempotency": value }))
                }
                "default_retries" if value.get("max_retries") == Some(&json!(0)) => {
                    self.update("$", json!({ "x-specsmith-retry": "never" }));
                }
                "default_retries" => self.not_carried(&at, "set it where the client is built: `.max_retries(…)`"),
                "default_timeout" => self.not_carried(&at, "set it where the client is built: `.timeout(…)`"),
                "default_headers" => self.not_carried(&at, "set them where the client is built: `.header(…)`"),
                "opt_in_new_security_behaviour" => {}
                "default_env_prefix" => self.not_carried(&at, "each credential names its variable"),
                _ => self.not_carried(&at, "there is no counterpart"),
            }
        }
    }

    /// Imports an option of the client: a credential, or a value that is sent with each request.
    fn option(&mut self, name: &str, option: &Value) {
        let at = ["client_settings", "opts", name];
        let text = |key: &str| option.get(key).and_then(Value::as_str);
        let scheme = option.get("auth").and_then(|auth| auth.get("security_scheme")?.as_str());
        let role = option.get("auth").and_then(|auth| auth.get("role")?.as_str()).unwrap_or("value");
        if let Some(scheme) = scheme {
            if role != "value" && role != "token" {
                return self.not_carried(
                    &at,
                    &format!("`{scheme}` is one credential of its own: the client takes its parts together"),
                );
            }
            let Some(target) = self.scheme(scheme) else {
                return self.not_carried(&at, &format!("the document has no security scheme `{scheme}`"));
            };
            let mut update = json!({ "x-specsmith-name": name });
            if let Some(variable) = text("read_env") {
                update["x-specsmith-env"] = json!(variable);
            }
            return self.update(&target, update);
        }
        if let Some(variable) = text("server_variable") {
            let shown = ["default", "example"].iter().find_map(|key| option.get(*key)?.as_str());
            self.variables.push((variable.to_owned(), shown.unwrap_or(variable).to_owned()));
            return;
        }
        let header = text("send_in_header").map(|header| ("header", header));
        let Some((place, wire)) = header.or_else(|| text("send_as_query_param").map(|param| ("query", param))) else {
            let reason =
                "it is sent in no header and no parameter; where a path needs it, it is an argument of the method";
            return self.not_carried(&at, reason);
        };
        if self.document.root().get("swagger").is_some() {
            return self.not_carried(&at, "a document of Swagger 2.0 has no place for it");
        }
        if option.get("default").is_some_and(|default| !default.is_null()) {
            self.not_carried(&["client_settings", "opts", name, "default"], "a value that is not set is not sent");
        }
        let mut scheme = json!({ "type": "apiKey", "in": place, "name": wire, "x-specsmith-name": name });
        if let Some(variable) = text("read_env") {
            scheme["x-specsmith-env"] = json!(variable);
        }
        self.update("$", json!({ "components": { "securitySchemes": { name: scheme } } }));
        let is_required =
            option.get("nullable") == Some(&Value::Bool(false)) || option.get("required") == Some(&Value::Bool(true));
        self.options.push((name.to_owned(), is_required));
    }

    /// Adds the options to the security requirements of all operations.
    pub(super) fn send_options(&mut self) {
        let options = std::mem::take(&mut self.options);
        let own = |value: Option<&Value>| value.and_then(Value::as_array).cloned();
        let of_root = own(self.document.root().get("security"));
        let of_root = self.security.take().or(of_root.filter(|_| !options.is_empty()));
        if of_root.is_some() || !options.is_empty() {
            self.replace_list("security", with_options(&of_root.unwrap_or_default(), &options));
        }
        if options.is_empty() {
            return;
        }
        for (method, path) in self.document.operations() {
            let item = self.document.item(&path).filter(|item| item.get("$ref").is_none());
            let Some(security) = own(item.and_then(|item| item.get(&method)?.get("security"))) else { continue };
            let target = format!("$.paths{}.{method}", member(&path));
            self.remove(&format!("{target}.security"));
            self.update(&target, json!({ "security": with_options(&security, &options) }));
        }
    }

    /// Returns the path of a security scheme, of the document or of the configuration.
    fn scheme(&self, name: &str) -> Option<String> {
        let root = self.document.root();
        let holders = [
            ("components.securitySchemes", "/components/securitySchemes"),
            ("securityDefinitions", "/securityDefinitions"),
        ];
        let own = holders
            .iter()
            .find(|(_, pointer)| root.pointer(pointer).is_some_and(|schemes| schemes.get(name).is_some()));
        if let Some((path, _)) = own {
            return Some(format!("$.{path}{}", member(name)));
        }
        let is_added = |action: &Value| {
            action.pointer("/update/components/securitySchemes").is_some_and(|it| it.get(name).is_some())
        };
        self.actions.iter().any(is_added).then(|| format!("$.components.securitySchemes{}", member(name)))
    }

    pub(super) fn security(&mut self, value: &Value) {
        if let Some(list) = value.as_array() {
            self.security = Some(list.clone());
        }
    }

    /// Imports the environments, after the options that their URLs have as variables.
    pub(super) fn environments(&mut self, value: &Value) {
        if self.document.root().get("swagger").is_some() {
            return self.not_carried(&["environments"], "a document of Swagger 2.0 has one server");
        }
        let url = |value: &Value| value.as_str().or_else(|| value.get("url")?.as_str()).map(str::to_owned);
        let named = value.as_object().into_iter().flatten().filter_map(|(name, value)| Some((name, url(value)?)));
        let servers: Vec<Value> = named.map(|(name, url)| self.server(name, &url)).collect();
        if !servers.is_empty() {
            self.replace_list("servers", servers);
        }
    }

    fn server(&self, name: &str, url: &str) -> Value {
        let is_in = |name: &&(String, String)| url.contains(&format!("{{{}}}", name.0));
        let variables = self.variables.iter().filter(is_in);
        let variables: Map<String, Value> =
            variables.map(|(name, shown)| (name.clone(), json!({ "default": shown }))).collect();
        let mut server = json!({ "url": url, "description": name });
        if !variables.is_empty() {
            server["variables"] = Value::Object(variables);
        }
        server
    }

    pub(super) fn query_settings(&mut self, value: &Value) {
        let at = |key| ["query_settings", key];
        let is = |key: &str, format: &str| value.get(key).and_then(Value::as_str) == Some(format);
        match value.get("array_format").and_then(Value::as_str) {
            Some("brackets") => self.update("$", json!({ "x-specsmith-brackets": ["query"] })),
            Some("comma") => self.style("array", &json!({ "style": "form", "explode": false })),
            // OpenAPI's default style.
            Some("repeat") | None => {}
            Some(format) => self.not_carried(&at("array_format"), &format!("lists are not written as `{format}`")),
        }
        if is("nested_format", "brackets") {
            self.style("object", &json!({ "style": "deepObject", "explode": true }));
        } else if let Some(format) = value.get("nested_format").and_then(Value::as_str) {
            self.not_carried(&at("nested_format"), &format!("objects are not written as `{format}`"));
        }
    }

    /// Sets the style of query parameters of a type, if the document sets none.
    fn style(&mut self, kind: &str, style: &Value) {
        let mut found = false;
        let mut work = vec![self.document.root()];
        while let Some(value) = work.pop() {
            let is = |key: &str, text: &str| value.get(key).and_then(Value::as_str) == Some(text);
            let has_type = value.pointer("/schema/type").and_then(Value::as_str) == Some(kind);
            found |= is("in", "query") && has_type && value.get("style").is_none() && value.get("explode").is_none();
            match value {
                Value::Object(map) => work.extend(map.values()),
                Value::Array(items) => work.extend(items),
                _ => {}
            }
        }
        if found {
            let filter = format!("@.in == 'query' && @.schema.type == '{kind}' && !@.style && !@.explode");
            self.update(&format!("$..[?{filter}]"), style.clone());
        }
    }

    pub(super) fn settings(&mut self, value: &Value) {
        for (key, value) in value.as_object().into_iter().flatten() {
            match (key.as_str(), value.as_str()) {
                ("license", Some(license)) => self.package.push(("license", quoted(license))),
                ("license", None) => {
                    let name = value.get("name").and_then(Value::as_str);
                    self.package.extend(name.map(|name| ("license", quoted(name))));
                }
                ("unwrap_response_fields", _) => {
                    self.not_carried(&["settings", key], "a method returns the whole response");
                }
                _ => self.not_carried(&["settings", key], "there is no counterpart"),
            }
        }
    }

    pub(super) fn targets(&mut self, top: &str, value: &Value) {
        for (language, target) in value.as_object().into_iter().flatten() {
            if language != "rust" {
                self.not_carried(&[top, language], "it is another language");
                continue;
            }
            let text = |keys: &[&str]| keys.iter().find_map(|key| target.get(*key)?.as_str());
            if let Some(name) = text(&["crate_name", "package_name", "name"]) {
                self.package.push(("name", quoted(name)));
            }
            if let Some(repository) = text(&["production_repo"]) {
                self.package.push(("repository", quoted(&format!("https://github.com/{repository}"))));
            }
        }
    }

    /// Imports transformations of the document, as far as an overlay can represent them.
    pub(super) fn openapi(&mut self, value: &Value) {
        for (key, value) in value.as_object().into_iter().flatten() {
            match key.as_str() {
                "transformations" | "transforms" => {
                    for transformation in value.as_array().into_iter().flatten() {
                        self.transformation(transformation, key);
                    }
                }
                "code_samples" => self.not_carried(&["openapi", key], "the document is read, not written"),
                _ => self.not_carried(&["openapi", key], "there is no counterpart"),
            }
        }
    }

    /// Replaces nodes, regardless of their values.
    fn replace(&mut self, target: &str, value: &Value) {
        match parent(target) {
            Some((above, key)) => {
                self.remove(target);
                self.update(above, json!({ key: value }));
            }
            None => self.update(target, value.clone()),
        }
    }

    fn transformation(&mut self, value: &Value, key: &str) {
        let command = value.get("command").and_then(Value::as_str).unwrap_or_default();
        let empty = Map::new();
        let args = value.get("args").and_then(Value::as_object).unwrap_or(&empty);
        let targets = match args.get("target") {
            Some(Value::String(target)) => vec![target.clone()],
            Some(Value::Array(targets)) => targets.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let keys: Vec<&str> =
            args.get("keys").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        for target in &targets {
            match (command, args.get("object").or_else(|| args.get("value"))) {
                ("merge" | "append", Some(object)) => self.update(target, object.clone()),
                ("update", Some(object)) => self.replace(target, object),
                ("remove", _) if keys.is_empty() => self.remove(target),
                ("remove", _) => keys.iter().for_each(|key| self.remove(&format!("{target}{}", member(key)))),
                _ => self.not_carried(&["openapi", key], &format!("an overlay cannot `{command}`")),
            }
        }
        if targets.is_empty() {
            self.not_carried(&["openapi", key], &format!("an overlay cannot `{command}`"));
        }
    }
}

/// Splits a path into its parent and its last key.
fn parent(path: &str) -> Option<(&str, &str)> {
    if let Some(inner) = path.strip_suffix("']") {
        let at = inner.rfind("['")?;
        return Some((&path[..at], &inner[at + 2..]));
    }
    let (above, key) = path.rsplit_once('.')?;
    let is_name = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_name && !above.is_empty() && !above.ends_with('.')).then_some((above, key))
}

/// Returns each alternative of a security requirement with the options added; optional ones make further alternatives.
fn with_options(security: &[Value], options: &[(String, bool)]) -> Vec<Value> {
    let mut alternatives = if security.is_empty() { vec![json!({})] } else { security.to_vec() };
    for (name, is_required) in options {
        let with = |alternative: &Value| {
            let mut alternative = alternative.clone();
            alternative[name.as_str()] = json!([]);
            alternative
        };
        alternatives = alternatives
            .iter()
            .flat_map(|alternative| [Some(with(alternative)), (!is_required).then(|| alternative.clone())])
            .flatten()
            .collect();
    }
    alternatives
}
