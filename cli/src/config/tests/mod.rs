mod in_fixtures;

use serde_json::json;
use specsmith_generator::Key;

use super::*;

fn parsed(text: &str) -> Result<Config, Vec<Problem>> {
    let source = Source { name: "ws/specsmith.toml".to_owned(), bytes: text.as_bytes().to_vec() };
    parse(Path::new("ws/specsmith.toml"), &source)
}

#[track_caller]
fn refused(text: &str, line: usize, column: usize, message: &str, hint: &str) {
    let problems = parsed(text).unwrap_err();
    let place = problems[0].place.as_ref().unwrap();
    assert_eq!((place.line, place.column), (line, column), "{problems:?}");
    assert!(problems[0].message.contains(message), "{problems:?}");
    assert!(problems[0].hint.contains(hint), "{problems:?}");
}

#[test]
fn the_file_that_init_writes_is_read_again_with_every_key_in_it() {
    let text = template("acme", "api/openapi.yaml");
    let config = parsed(&text).unwrap();
    assert_eq!(config.clients[0].document, PathBuf::from("ws/api/openapi.yaml"));
    assert_eq!(config.clients[0].out, PathBuf::from("ws/clients/acme"));
    assert_eq!(config.vendored_out, PathBuf::from("ws/clients/specsmith-runtime"));
    let is_key = |line: &str| line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let example = |line: &str| line.strip_prefix("# ").filter(|line| is_key(line)).map(str::to_owned);
    let all: String = text.lines().map(|line| example(line).unwrap_or_else(|| line.to_owned()) + "\n").collect();
    let config = parsed(&all).unwrap();
    assert_eq!(config.clients[0].package.license, Key::Given("MIT OR Apache-2.0".to_owned()));
    assert_eq!(config.clients[0].package.keywords, Key::Given(vec!["acme".to_owned(), "api".to_owned()]));
}

#[test]
fn package_keys_can_come_from_the_workspace() {
    let config = parsed(
        "[client.a]\ndocument = 'a.yaml'\n[client.a.package]\nversion.workspace = true\nauthors = { workspace = true }\npublish = true\n",
    )
    .unwrap();
    let package = &config.clients[0].package;
    assert_eq!(
        (&package.version, &package.authors, &package.publish),
        (&Key::Workspace, &Key::Workspace, &Key::Given(true))
    );
}

#[test]
fn the_runtime_has_one_place() {
    let of = |runtime: &str| {
        parsed(&format!("[client.a]\ndocument = 'a'\nruntime = {runtime}\n"))
            .map(|config| config.clients[0].runtime.clone())
    };
    assert_eq!(of("'vendored'").unwrap(), RuntimeConfig::Vendored);
    let at = RuntimeConfig::At { path: "ws/r".into(), version: Some("1".to_owned()), package: None };
    assert_eq!(of("{ path = 'r', version = '1' }").unwrap(), at);
    assert!(matches!(of("'registry'"), Ok(RuntimeConfig::Elsewhere(_))));
    assert!(matches!(of("{ git = 'https://a.b/c', rev = 'd' }"), Ok(RuntimeConfig::Elsewhere(_))));
    for wrong in ["{ path = 'r', git = 'g' }", "{}", "{ rev = 'r' }", "'vendoredd'", "true"] {
        assert!(of(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn two_clients_cannot_have_one_folder() {
    let two = |out: &str| format!("[client.a]\ndocument = 'a'\n[client.b]\ndocument = 'b'\nout = '{out}'\n");
    refused(&two("./clients/x/../a"), 5, 7, "`client.b` and `client.a` have one output folder", "`out`");
    refused(&two("clients/specsmith-runtime"), 5, 7, "`client.b` and the runtime's sources", "`out`");
    assert!(parsed(&two("clients/a2")).is_ok());
}

#[test]
fn a_version_is_three_numbers_or_auto() {
    let of = |version: &str| format!("[client.a]\ndocument = 'a'\n[client.a.package]\nversion = '{version}'\n");
    for version in ["auto", "1.2.3", "0.1.0-rc.1+linux"] {
        assert!(parsed(&of(version)).is_ok(), "{version}");
    }
    for version in ["autoo", "1.2", "1.2.x", "01.2.3", "+1.2.3", ""] {
        refused(&of(version), 4, 11, &format!("`{version}` is no version"), "`auto`");
    }
}

#[test]
fn own_types_come_from_dependencies() {
    let of = |package: &str| {
        format!(
            "[client.a]\ndocument = 'a'\nreplace = {{ Money = 'acme_types::Money' }}\n[client.a.package]\n{package}\n"
        )
    };
    let config = parsed(&of("dependencies.acme-types = { path = 'acme', features = ['x'] }")).unwrap();
    let text = |text: &str| DependencyKey::Text(text.to_owned());
    let keys = vec![("path", text("ws/acme")), ("features", DependencyKey::Texts(vec!["x".to_owned()]))];
    let dependency = Dependency { name: "acme-types".to_owned(), keys };
    assert_eq!(config.clients[0].package.dependencies, [dependency]);
    assert_eq!(config.clients[0].overrides.replace[0].1, [("replace", "acme_types::Money".into())]);
    refused(&of(""), 3, 21, "does not depend on `acme_types`", "`package.dependencies`");
}

#[test]
fn slips_have_a_place_and_a_suggestion() {
    refused("[client.a]\ndocumnt = 'a'\n", 2, 1, "`[client.a]` has no key `documnt`", "did you mean `document`?");
    refused("[cleint.a]\ndocument = 'a'\n", 1, 2, "the file has no key `cleint`", "did you mean `client`?");
    refused("[client.a]\ndocument = 3\n", 2, 12, "`client.a.document` is not a text", "quotes");
    refused("[client.a]\ndocument = 'a'\n[client.a.package]\nlicence = 'MIT'\n", 4, 1, "no key `licence`", "`license`");
    refused("[client.a]\ndocument = 'a'\nstrict = 'yes'\n", 3, 10, "is not `true` or `false`", "without quotes");
    let by_example = "[client.a]\ndocument = 'a'\ntree.by-example = ['x-codeSamples']\n";
    refused(by_example, 3, 19, "`client.a.tree.by-example` is not a text", "quotes");
    refused("[client.a]\nout = 'a'\n", 1, 9, "names no document", "add `document");
    refused(
        "[client.a]\ndocument = 'a'\n[client.a.package]\nname = 'a b'\n",
        4,
        8,
        "no crate can have the name",
        "did you mean",
    );
    refused("client = 1\n", 1, 10, "`client` is not a table", "[client.acme]");
    refused("[client.a\n", 1, 10, "", "toml");
}

/// Returns a value that a kind does not allow.
fn wrong(kind: keys::Kind) -> &'static str {
    use keys::Kind;
    match kind {
        Kind::Text | Kind::Texts | Kind::SharedText | Kind::SharedTexts | Kind::Word(_) | Kind::Words(_) => "3",
        Kind::NamesOrTables(_) | Kind::NameOrTable(_) | Kind::TextOrTexts => "3",
        Kind::Table(_) | Kind::Tables(_) | Kind::Names | Kind::Runtime | Kind::TableOrFalse(_) | Kind::Object => "3",
        Kind::WordOrTable(..) => "3",
        Kind::Flag | Kind::SharedFlag | Kind::Integer => "'x'",
    }
}

fn each_key(keys: &[keys::Key], table: &str, test: &mut impl FnMut(&keys::Key, &str)) {
    for key in keys {
        test(key, table);
        match key.kind {
            keys::Kind::Table(keys)
            | keys::Kind::TableOrFalse(keys)
            | keys::Kind::WordOrTable(_, keys)
            | keys::Kind::NameOrTable(keys) => each_key(keys, &format!("{table}.{}", key.name), test),
            keys::Kind::Tables(keys) | keys::Kind::NamesOrTables(keys) => {
                each_key(keys, &format!("{table}.{}.x", key.name), test)
            }
            _ => {}
        }
    }
}

/// Visits every key of the file but those of `runtime`.
fn every_key(test: &mut impl FnMut(&keys::Key, &str)) {
    each_key(keys::CLIENT, "client.a", test);
    each_key(keys::VENDORED, "vendored", test);
}

/// Returns a configuration in which a key of a table has a value.
fn with_key(table: &str, name: &str, value: &str) -> String {
    let document = if table == "client.a" && name == "document" { "" } else { "document = 'a'\n" };
    match table {
        "client.a" => format!("[client.a]\n{document}{name} = {value}\n"),
        table => format!("[client.a]\n{document}[{table}]\n{name} = {value}\n"),
    }
}

#[test]
fn every_key_takes_its_example_and_refuses_a_wrong_value() {
    every_key(&mut |key, table| {
        let text = |value: &str| with_key(table, key.name, value);
        let example = parsed(&text(key.example));
        assert!(example.is_ok() || key.name == "edition", "{table}.{}: {example:?}", key.name);
        let problems = parsed(&text(wrong(key.kind))).unwrap_err();
        assert!(problems[0].message.starts_with(&format!("`{table}.{}` is not ", key.name)), "{problems:?}");
        assert!(!problems[0].hint.is_empty());
    });
}

#[test]
fn every_misspelt_key_and_word_is_corrected() {
    let misspelt = |word: &str| format!("{}{}", &word[..1], &word[2..]);
    let hint = |text: &str| parsed(text).unwrap_err()[0].hint.clone();
    every_key(&mut |key, table| {
        // One letter of two is too little to go by.
        if key.name.len() > 2 {
            let hint = hint(&with_key(table, &misspelt(key.name), key.example));
            assert_eq!(hint, format!("did you mean `{}`?", key.name), "{table}");
        }
        let words: &[&str] = match key.kind {
            keys::Kind::Word(words) | keys::Kind::WordOrTable(words, _) | keys::Kind::Words(words) => words,
            keys::Kind::Runtime => &keys::RUNTIMES,
            _ => &[],
        };
        for word in words {
            let list = matches!(key.kind, keys::Kind::Words(_));
            let value = if list { format!("['{}']", misspelt(word)) } else { format!("'{}'", misspelt(word)) };
            assert_eq!(
                hint(&with_key(table, key.name, &value)),
                format!("did you mean `{word}`?"),
                "{table}.{}",
                key.name
            );
        }
    });
    refused("[client.a]\ndocument = 'a'\npackage.version = 'atuo'\n", 3, 19, "is no version", "did you mean `auto`?");
}

#[test]
fn every_key_is_in_the_book_with_its_meaning_and_its_example() {
    let book = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/book/src/configuration.md"));
    let Ok(book) = book else { return };
    every_key(&mut |key, table| {
        let docs = key.docs.replace('|', "\\|");
        let row = match key.kind {
            keys::Kind::Table(_) => return,
            _ => format!("| `{}` | {docs} | `{}` |", key.name, key.example),
        };
        assert!(book.contains(&row), "{table}: add the row\n{row}");
    });
}

#[test]
fn every_example_in_the_book_is_read() {
    let book = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/book/src/configuration.md"));
    let Ok(book) = book else { return };
    let blocks = book.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```"));
    for (block, _) in blocks {
        let is_whole = block.contains("document = ");
        let text = if is_whole { block.to_owned() } else { format!("[client.acme]\ndocument = 'a'\n{block}") };
        assert!(parsed(&text).is_ok(), "{:?}\n{text}", parsed(&text));
    }
}

#[test]
fn settings_of_operations_types_and_credentials_are_read() {
    let config = parsed(
        "[client.a]\ndocument = 'a'\nretry = 'never'\n[client.a.types]\nPet_v2 = 'Pet'\n[client.a.credentials.key]\nenv = 'KEY'\n\
         [client.a.operations.\"GET /pets\"]\npaging = { page = 'p', first = 0 }\n[client.a.operations.\"z*\"]\npaging = false\n",
    )
    .unwrap();
    let overrides = &config.clients[0].overrides;
    assert_eq!(overrides.document, [("retry", "never".into())]);
    let texts: Vec<&str> = overrides.operations.iter().map(|(pattern, _)| pattern.text.as_str()).collect();
    assert_eq!(texts, ["z*", "GET /pets"], "exact patterns come last, so that they win");
    assert_eq!(overrides.operations[1].1, [("paging", serde_json::json!({ "page": "p", "first": 0 }))]);
    assert_eq!((overrides.types[0].0.text.as_str(), &overrides.types[0].1), ("Pet_v2", &vec![("name", "Pet".into())]));
    assert_eq!(overrides.types[0].0.place.as_ref().map(|place| place.line), Some(5));
    assert_eq!(overrides.schemes[0].1, [("env", "KEY".into())]);
    let retry = "[client.a]\ndocument = 'a'\nretry = 'sometimes'\n";
    refused(retry, 3, 9, "`client.a.retry` is not a word", "write one of `always`, `idempotent`, `never`");
}

#[test]
fn rules_of_operations_and_of_webhooks_are_read() {
    let config = parsed(
        "[client.a]\ndocument = 'a'\nwebhooks = { prefix = 'svix' }\n[client.a.operations.ask]\n\
         accumulate.events.'text.delta' = { append = 'text', from = 'delta' }\n\
         defaults = { store = false, top = 5, order = 'asc' }\n\
         polling = { until = ['done'], inputs = { job_id = 'id' } }\n\
         structured-output = { to = 'format', form = { schema = '$schema', weight = 0.5, of = [1, true] }, text = 'text' }\n",
    )
    .unwrap();
    let overrides = &config.clients[0].overrides;
    assert_eq!(overrides.document, [("webhooks", json!({ "prefix": "svix" }))]);
    let mut settings = overrides.operations[0].1.clone();
    settings.sort_by_key(|(name, _)| *name);
    assert_eq!(
        settings,
        [
            ("accumulate", json!({ "events": { "text.delta": { "append": "text", "from": "delta" } } })),
            ("defaults", json!({ "store": false, "top": 5, "order": "asc" })),
            ("polling", json!({ "until": ["done"], "inputs": { "job_id": "id" } })),
            (
                "structured-output",
                json!({ "to": "format", "form": { "schema": "$schema", "weight": 0.5, "of": [1, true] }, "text": "text" })
            ),
        ]
    );
}

#[test]
fn slips_in_rules_have_a_place_and_a_suggestion() {
    let of = |rule: &str| format!("[client.a]\ndocument = 'a'\n[client.a.operations.ask]\n{rule}\n");
    refused(
        &of("polling = { until = 'done' }"),
        4,
        21,
        "`client.a.operations.ask.polling.until` is not a list of texts",
        "[",
    );
    refused(&of("polling = { statee = 'a' }"), 4, 13, "has no key `statee`", "did you mean `state`?");
    refused(&of("accumulate.events.a = { form = 'b' }"), 4, 25, "has no key `form`", "did you mean `from`?");
    let text = "structured-output = { form = { since = 2026-01-01 } }";
    refused(
        &of(text),
        4,
        30,
        "`client.a.operations.ask.structured-output.form` is not a table of values that JSON has",
        "texts",
    );
    refused(&of(&text.replace("2026-01-01", "[nan]")), 4, 30, "not a table of values that JSON has", "texts");
    let webhooks = "[client.a]\ndocument = 'a'\nwebhooks = { evn = 'A' }\n";
    refused(webhooks, 3, 14, "`[client.a.webhooks]` has no key `evn`", "did you mean `env`?");
}

#[test]
fn the_schema_in_the_repository_is_that_of_the_keys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("specsmith.schema.json");
    if std::env::var_os("SPECSMITH_UPDATE").is_some() {
        std::fs::write(&path, json_schema()).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept, json_schema(), "SPECSMITH_UPDATE=1 cargo test -p specsmith schema writes it");
}
