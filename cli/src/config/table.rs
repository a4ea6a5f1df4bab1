//! Reads TOML tables with places; unknown keys and values of wrong types are diagnostics.

use std::ops::Range;

use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::{Source, closest_of};
use specsmith_generator::report::Place;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::json::json;
use super::keys::{Key, Kind, RUNTIME, RUNTIMES};

use crate::code::{Code, Problem};

/// The text of a configuration, with the diagnostics about it.
pub(crate) struct Reader<'a> {
    pub(crate) source: &'a Source,
    pub(crate) problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Checks a table against its keys.
    pub(crate) fn check(&mut self, table: &DeTable<'_>, keys: &[Key], name: &str) {
        for (key, value) in table.iter() {
            let found = keys.iter().find(|known| known.name == key.get_ref().as_ref());
            let Some(known) = found else {
                self.unknown(key.get_ref(), key.span(), keys, name);
                continue;
            };
            let path = if name.is_empty() { known.name.to_owned() } else { format!("{name}.{}", known.name) };
            self.check_value(value, known.kind, &path);
        }
    }

    fn check_value(&mut self, value: &Spanned<DeValue<'_>>, kind: Kind, path: &str) {
        if let (Kind::Table(keys), DeValue::Table(table)) = (kind, value.get_ref()) {
            return self.check(table, keys, path);
        }
        if let (Kind::Tables(keys), DeValue::Table(table)) = (kind, value.get_ref()) {
            for (name, value) in table.iter() {
                self.check_value(value, Kind::Table(keys), &format!("{path}.{}", name.get_ref()));
            }
            return;
        }
        if let (Kind::NamesOrTables(keys), DeValue::Table(table)) = (kind, value.get_ref()) {
            for (name, value) in table.iter() {
                self.check_value(value, Kind::NameOrTable(keys), &format!("{path}.{}", name.get_ref()));
            }
            return;
        }
        if let (
            Kind::TableOrFalse(keys) | Kind::NameOrTable(keys) | Kind::WordOrTable(_, keys),
            DeValue::Table(table),
        ) = (kind, value.get_ref())
        {
            return self.check(table, keys, path);
        }
        if let (Kind::Names, DeValue::Table(table)) = (kind, value.get_ref()) {
            for (name, value) in table.iter() {
                self.check_value(value, Kind::Text, &format!("{path}.{}", name.get_ref()));
            }
            return;
        }
        if let (Kind::Runtime, DeValue::Table(table)) = (kind, value.get_ref()) {
            return self.check(table, RUNTIME, path);
        }
        if !admits(kind, value.get_ref()) {
            let close = close_word(kind, value.get_ref()).map(|word| format!("did you mean `{word}`?"));
            let message = format!("`{path}` is not {}", description(kind));
            self.wrong(value.span(), message, close.unwrap_or_else(|| hint(kind)));
        }
    }

    fn unknown(&mut self, key: &str, span: Range<usize>, keys: &[Key], name: &str) {
        let place = if name.is_empty() { "the file".to_owned() } else { format!("`[{name}]`") };
        let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
        let hint = closest_of(names.iter().copied(), key)
            .map_or_else(|| format!("its keys are {}", quoted(&names)), |name| format!("did you mean `{name}`?"));
        self.report(Code::UnknownKey, span, format!("{place} has no key `{key}`"), hint);
    }

    /// Reports an invalid value.
    pub(crate) fn wrong(&mut self, span: Range<usize>, message: String, hint: impl Into<String>) {
        self.report(Code::BadConfig, span, message, hint);
    }

    fn report(&mut self, code: Code, span: Range<usize>, message: String, hint: impl Into<String>) {
        let place = place(self.source, span.start);
        self.problems.push(Problem::error(code, &Pointer::root(), message, hint).at(place));
    }
}

/// Returns the place of a byte offset in a file.
pub(crate) fn place(source: &Source, offset: usize) -> Place {
    let before = String::from_utf8_lossy(&source.bytes[..offset.min(source.bytes.len())]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Place { file: source.name.clone(), line, column }
}

/// Returns the words in quotes, separated by commas.
pub(crate) fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Returns the word that a misspelt one was probably meant to be.
fn close_word(kind: Kind, value: &DeValue<'_>) -> Option<&'static str> {
    let words: &[&'static str] = match kind {
        Kind::Word(words) | Kind::WordOrTable(words, _) | Kind::Words(words) => words,
        Kind::Runtime => &RUNTIMES,
        _ => return None,
    };
    let texts = value.as_array().into_iter().flat_map(|items| items.iter()).filter_map(|item| item.get_ref().as_str());
    let wrong = value.as_str().into_iter().chain(texts).find(|word| !words.contains(word))?;
    closest_of(words.iter().copied(), wrong)
}

fn admits(kind: Kind, value: &DeValue<'_>) -> bool {
    match kind {
        Kind::Text => value.is_str(),
        Kind::Flag => value.is_bool(),
        Kind::Texts => value.as_array().is_some_and(|values| values.iter().all(|value| value.get_ref().is_str())),
        Kind::TextOrTexts => admits(Kind::Text, value) || admits(Kind::Texts, value),
        Kind::SharedText => admits(Kind::Text, value) || is_inherited(value),
        Kind::SharedTexts => admits(Kind::Texts, value) || is_inherited(value),
        Kind::SharedFlag => admits(Kind::Flag, value) || is_inherited(value),
        Kind::Runtime => value.as_str().is_some_and(|word| RUNTIMES.contains(&word)),
        Kind::Integer => value.is_integer(),
        Kind::Word(words) | Kind::WordOrTable(words, _) => value.as_str().is_some_and(|word| words.contains(&word)),
        Kind::Words(words) => {
            let is_known =
                |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().is_some_and(|word| words.contains(&word));
            value.as_array().is_some_and(|values| values.iter().all(is_known))
        }
        Kind::TableOrFalse(_) => value.as_bool() == Some(false),
        Kind::NameOrTable(_) => value.is_str(),
        Kind::Object => value.is_table() && json(value).is_some(),
        Kind::Table(_) | Kind::Tables(_) | Kind::NamesOrTables(_) | Kind::Names => false,
    }
}

/// Returns true for `{ workspace = true }`.
pub(crate) fn is_inherited(value: &DeValue<'_>) -> bool {
    value.as_table().is_some_and(|table| {
        table.len() == 1
            && table.iter().all(|(key, value)| key.get_ref() == "workspace" && value.get_ref().as_bool() == Some(true))
    })
}

fn description(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::SharedText => "a text",
        Kind::Texts | Kind::SharedTexts => "a list of texts",
        Kind::TextOrTexts => "a text or a list of texts",
        Kind::Flag | Kind::SharedFlag => "`true` or `false`",
        Kind::Runtime => "a place of the runtime",
        Kind::Integer => "a whole number",
        Kind::Word(_) => "a word that is known here",
        Kind::WordOrTable(..) => "a word that is known here, or a table",
        Kind::Words(_) => "a list of words that are known here",
        Kind::TableOrFalse(_) => "a table or `false`",
        Kind::NameOrTable(_) => "a name or a table",
        Kind::Object => "a table of values that JSON has",
        Kind::Table(_) | Kind::Tables(_) | Kind::NamesOrTables(_) | Kind::Names => "a table",
    }
}

fn hint(kind: Kind) -> String {
    match kind {
        Kind::Text => "write it in quotes".to_owned(),
        Kind::Texts => "write it as `[\"…\", \"…\"]`".to_owned(),
        Kind::TextOrTexts => "write it in quotes, or as `[\"…\", \"…\"]`".to_owned(),
        Kind::Flag => "write `true` or `false` without quotes".to_owned(),
        Kind::SharedText | Kind::SharedTexts | Kind::SharedFlag => {
            format!("write {}, or `{{ workspace = true }}`", description(kind))
        }
        Kind::Runtime => {
            format!("write one of {}, `{{ path = \"…\" }}` or `{{ git = \"…\" }}`", quoted(&RUNTIMES))
        }
        Kind::Integer => "write it without quotes".to_owned(),
        Kind::Word(words) => format!("write one of {}", quoted(words)),
        Kind::WordOrTable(words, keys) => {
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            format!("write one of {}, or a table of {}", quoted(words), quoted(&names))
        }
        Kind::Words(words) => format!("write a list of {}", quoted(words)),
        Kind::TableOrFalse(keys) => {
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            format!("write `false`, or a table of {}", quoted(&names))
        }
        Kind::NameOrTable(keys) => {
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            format!("write a name in quotes, or a table of {}", quoted(&names))
        }
        Kind::Object => "write a table of texts, numbers, truth values, lists and tables".to_owned(),
        Kind::Names | Kind::NamesOrTables(_) => "write `{ Key = \"Name\" }`".to_owned(),
        Kind::Table(_) | Kind::Tables(_) => "write its keys below it in brackets, as `[client.acme]`".to_owned(),
    }
}
