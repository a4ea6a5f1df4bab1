//! A call as a command line.

use crate::client::explain::Explanation;

impl Explanation {
    /// Returns the call as a `curl` command line for a POSIX shell, which fills in the variables for credentials.
    pub fn to_curl(&self) -> String {
        command(self)
    }
}

/// Returns `curl -X POST 'https://…' -H 'accept: application/json' --data-raw '{}'`, a line for each part.
fn command(explanation: &Explanation) -> String {
    let word = |text: &str| quoted(text, &explanation.variables);
    let mut command = match explanation.method.as_str() {
        // With `-X HEAD` curl waits for a body that does not come.
        "HEAD" => "curl --head".to_owned(),
        method => format!("curl -X {method}"),
    };
    if explanation.url.contains(['[', ']', '{', '}']) {
        // curl would take them for a pattern.
        command.push_str(" --globoff");
    }
    let (url, pairs) = apart(&explanation.url, &explanation.variables);
    command.push_str(&format!(" {}", word(&url)));
    for pair in pairs {
        command.push_str(&format!(" \\\n  --url-query {}", word(pair)));
    }
    for (name, value) in &explanation.headers {
        if explanation.decodes && name == "accept-encoding" {
            command.push_str(" \\\n  --compressed");
            continue;
        }
        command.push_str(&match value.strip_prefix("Basic $") {
            // The variable holds `user:password`, which curl encodes.
            Some(variable) if name == "authorization" => format!(" \\\n  -u {}", word(&format!("${variable}"))),
            // With a colon, curl would leave it out.
            _ if value.is_empty() => format!(" \\\n  -H {}", word(&format!("{name};"))),
            _ => format!(" \\\n  -H {}", word(&format!("{name}: {value}"))),
        });
    }
    match (&explanation.body, explanation.body_bytes) {
        (Some(text), _) => command.push_str(&format!(" \\\n  --data-raw {}", word(text))),
        (None, Some(0)) => {}
        // A body that is no text has to come from somewhere else.
        (None, _) => command.push_str(" \\\n  --data-binary @body"),
    }
    command
}

/// Returns the URL, and the query pairs whose value is a variable: the shell fills in the credential as it is, and curl encodes it.
fn apart<'u>(url: &'u str, variables: &[&'static str]) -> (String, Vec<&'u str>) {
    let Some((path, query)) = url.split_once('?') else { return (url.to_owned(), Vec::new()) };
    let is_variable = |pair: &&str| {
        pair.split_once('=')
            .and_then(|(_, value)| value.strip_prefix('$'))
            .is_some_and(|name| variables.contains(&name))
    };
    let (filled, rest): (Vec<&str>, Vec<&str>) = query.split('&').partition(is_variable);
    let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
    (format!("{path}{query}"), filled)
}

/// Returns a word of a POSIX shell: in single quotes, save the variables that stand for credentials, which the shell is to fill in.
fn quoted(text: &str, variables: &[&'static str]) -> String {
    let mut out = String::from("'");
    let mut rest = text;
    while let Some(start) = rest.find(['\'', '$']) {
        let (before, special) = rest.split_at(start);
        out.push_str(before);
        let variable = variable(special, variables);
        match variable {
            Some(name) => out.push_str(&format!("'\"${name}\"'")),
            None if special.starts_with('\'') => out.push_str("'\\''"),
            None => out.push('$'),
        }
        rest = special.get(1 + variable.map_or(0, str::len)..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push('\'');
    out
}

/// Returns the name after a `$`, where it is one of those that stand for credentials.
fn variable<'v>(text: &str, variables: &[&'v str]) -> Option<&'v str> {
    let rest = text.strip_prefix('$')?;
    variables.iter().copied().filter(|name| rest.starts_with(name)).max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_shell() {
        let table = [
            ("plain", "'plain'"),
            ("it's", r"'it'\''s'"),
            ("Bearer $EXAMPLE_TOKEN", r#"'Bearer '"$EXAMPLE_TOKEN"''"#),
            ("costs $5 or $HOME", "'costs $5 or $HOME'"),
            ("`id` \"\\", "'`id` \"\\'"),
        ];
        for (text, wanted) in table {
            assert_eq!(quoted(text, &["EXAMPLE", "EXAMPLE_TOKEN"]), wanted);
        }
    }
}
