//! A call as a command line.

use super::Explanation;

/// `curl -X POST 'https://…' -H 'accept: application/json' --data-raw '{}'`, a line for each part.
pub(super) fn command(explanation: &Explanation) -> String {
    let word = |text: &str| quoted(text, &explanation.variables);
    let mut command = format!("curl -X {} {}", explanation.method, word(&explanation.url));
    for (name, value) in &explanation.headers {
        if explanation.unpacks && name == "accept-encoding" {
            command.push_str(" \\\n  --compressed");
            continue;
        }
        command.push_str(&format!(" \\\n  -H {}", word(&format!("{name}: {value}"))));
    }
    match (&explanation.body, explanation.body_bytes) {
        (Some(text), _) => command.push_str(&format!(" \\\n  --data-raw {}", word(text))),
        (None, Some(0)) => {}
        // A body that is no text has to come from somewhere else.
        (None, _) => command.push_str(" \\\n  --data-binary @body"),
    }
    command
}

/// A word of a POSIX shell: in single quotes, save the variables that stand for credentials, which the shell is to fill in.
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

/// The name after a `$`, where it is one of those that stand for credentials.
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
