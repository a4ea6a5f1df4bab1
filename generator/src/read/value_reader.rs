//! Values of known types: one of another JSON type is read as the nearest right one, with a warning, or ignored, with a warning.

use serde_json::{Number, Value};

use super::at::At;
use super::ext;
use super::map::{Extensions, Map};
use super::problems::Problems;
use super::settings;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use super::value::{found, parse_number};
use crate::report::{Code, Report, Severity};

/// Reads the values of keywords, and collects the problems of the whole document.
pub(super) struct ValueReader<'d> {
    sources: &'d Sources,
    version: SpecVersion,
    problems: Problems,
}

impl<'d> ValueReader<'d> {
    pub(super) fn new(sources: &'d Sources, version: SpecVersion) -> Self {
        Self { sources, version, problems: Problems::default() }
    }

    /// Returns the version of the document.
    pub(super) fn version(&self) -> SpecVersion {
        self.version
    }

    /// Returns true for Swagger 2.0.
    pub(super) fn is_swagger(&self) -> bool {
        self.version == SpecVersion::Swagger2
    }

    /// Returns true if schemas are JSON Schema 2020-12 (3.1 and later).
    pub(super) fn is_json_schema(&self) -> bool {
        self.version >= SpecVersion::V3_1
    }

    /// Reports a warning at a place.
    pub(super) fn warn(&mut self, code: Code, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.warn(code, at, message, hint);
    }

    /// Reports something once however often it occurs; `what` tells occurrences of different things apart.
    pub(super) fn tally(
        &mut self,
        code: Code,
        severity: Severity,
        what: &str,
        at: &At<'_>,
        text: impl FnOnce() -> (String, String),
    ) {
        self.problems.tally(code, severity, what, at, text);
    }

    /// Passes all problems to the report.
    pub(super) fn finish(self, report: &mut Report) {
        self.problems.finish(report);
    }

    /// Reports a value of the wrong type, and its replacement. A keyword without a value is only noted.
    pub(super) fn wrong(&mut self, value: &Value, expected: &str, done: &str, at: &At<'_>) {
        let name = at.name();
        if value.is_null() {
            self.tally(Code::EmptyKeyword, Severity::Note, name, at, || {
                (format!("`{name}` has no value; it was ignored"), format!("write {expected}, or remove the key"))
            });
            return;
        }
        let message = format!("`{name}` is {} where {expected} belongs; {done}", found(value));
        self.warn(Code::WrongType, at, message, format!("write {expected}"));
    }

    /// Reads a text. Numbers and booleans are read as their text.
    pub(super) fn text(&mut self, value: &Value, at: &At<'_>) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                let text = self.spelling(value, at);
                self.wrong(value, "a text", &format!("it was read as \"{text}\""), at);
                Some(text)
            }
            _ => {
                self.wrong(value, "a text", "it was ignored", at);
                None
            }
        }
    }

    /// Returns a scalar's text as its author wrote it.
    pub(super) fn spelling(&self, value: &Value, at: &At<'_>) -> String {
        match value {
            Value::String(text) => text.clone(),
            value => {
                let spelled = self.spelled(at).filter(|text| spells(text, value));
                spelled.map_or_else(|| value.to_string(), str::to_owned)
            }
        }
    }

    /// Returns a scalar of the document as its author wrote it, where that is known.
    pub(super) fn spelled(&self, at: &At<'_>) -> Option<&'d str> {
        self.sources.spelled(at.file, &at.origin())
    }

    /// Reads a boolean. The texts `true` and `false` are read as such.
    pub(super) fn flag(&mut self, value: &Value, at: &At<'_>) -> Option<bool> {
        let flag = match value {
            Value::Bool(flag) => return Some(*flag),
            Value::String(text) if text.eq_ignore_ascii_case("true") => true,
            Value::String(text) if text.eq_ignore_ascii_case("false") => false,
            _ => {
                self.wrong(value, "a boolean", "it was ignored", at);
                return None;
            }
        };
        self.wrong(value, "a boolean", &format!("it was read as {flag}"), at);
        Some(flag)
    }

    /// Reads an object.
    pub(super) fn object(&mut self, value: &'d Value, at: &At<'_>) -> Option<&'d Map> {
        let map = value.as_object();
        if map.is_none() {
            self.wrong(value, "an object", "it was ignored", at);
        }
        map
    }

    /// Reads a list of objects. A single object is read as a list of one.
    pub(super) fn objects(&mut self, value: &'d Value, at: &At<'_>) -> &'d [Value] {
        match value {
            Value::Array(items) => items,
            Value::Object(_) => {
                self.wrong(value, "a list", "it was read as a list of one", at);
                std::slice::from_ref(value)
            }
            _ => {
                self.wrong(value, "a list", "it was ignored", at);
                &[]
            }
        }
    }

    /// Reads a list of texts. A single text is read as a list of one.
    pub(super) fn texts(&mut self, value: &Value, at: &At<'_>) -> Vec<String> {
        match value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items.filter_map(|(index, item)| self.text(item, &at.index(index))).collect()
            }
            Value::String(text) => {
                self.wrong(value, "a list of texts", "it was read as a list of one", at);
                vec![text.clone()]
            }
            _ => {
                self.wrong(value, "a list of texts", "it was ignored", at);
                Vec::new()
            }
        }
    }

    /// Reads a count: `maxLength` and the like. Whole floats and texts of digits are read as such.
    pub(super) fn count(&mut self, value: &Value, at: &At<'_>) -> Option<usize> {
        if let Some(count) = value.as_u64() {
            return usize::try_from(count).ok();
        }
        if let Some(float) = value.as_f64()
            && float >= 0.0
            && float.fract() == 0.0
        {
            if float < 18_446_744_073_709_551_615.0 {
                return Some(float as usize);
            }
            // Larger than anything that could be counted: no limit at all.
            return None;
        }
        if let Some(count) = value.as_str().and_then(|text| text.trim().parse().ok()) {
            self.wrong(value, "a number", &format!("it was read as {count}"), at);
            return Some(count);
        }
        if let Value::Number(number) = value {
            self.warn(
                Code::BadConstraint,
                at,
                format!("`{}` is {number}, which is no count; it was ignored", at.name()),
                "write a whole number from 0 up",
            );
        } else {
            self.wrong(value, "a number", "it was ignored", at);
        }
        None
    }

    /// Reads a number. Texts that are numbers are read as such.
    pub(super) fn number(&mut self, value: &Value, at: &At<'_>) -> Option<Number> {
        match value {
            Value::Number(number) => Some(number.clone()),
            Value::String(text) => {
                let number = parse_number(text.trim());
                let done = number
                    .as_ref()
                    .map_or("it was kept as text only".to_owned(), |number| format!("it was read as {number}"));
                self.wrong(value, "a number", &done, at);
                number
            }
            _ => {
                self.wrong(value, "a number", "it was ignored", at);
                None
            }
        }
    }

    /// Handles a member that the grammar does not name: an extension is kept unchanged, anything else is reported.
    pub(super) fn other(
        &mut self,
        extensions: &mut Extensions,
        holder: &'static str,
        key: &str,
        value: &Value,
        at: &At<'_>,
    ) {
        if !key.starts_with("x-") {
            self.unknown(holder, key, at);
        } else if ext::is_reserved(key) {
            self.warn(
                Code::ReservedExtension,
                at,
                format!("the extension `{key}` is for internal use; it was ignored"),
                "use another name",
            );
        } else if let Some((message, hint)) = setting_fault(key, holder, value) {
            self.warn(Code::BadExtension, at, message, hint);
        } else {
            extensions.insert(key.to_owned(), value.clone());
        }
    }

    /// Reports a keyword in a place where it does not belong.
    pub(super) fn unknown(&mut self, holder: &'static str, key: &str, at: &At<'_>) {
        self.tally(Code::UnknownKeyword, Severity::Note, &format!("{holder} {key}"), at, || {
            (
                format!("`{key}` is not a keyword of {holder}; it was ignored"),
                "check the spelling and the indentation, or begin the name with `x-`".to_owned(),
            )
        });
    }

    /// Reports a required keyword that is missing.
    pub(super) fn missing(&mut self, holder: &'static str, key: &'static str, substitute: &str, at: &At<'_>) {
        self.tally(Code::MissingKeyword, Severity::Note, &format!("{holder} {key}"), at, || {
            (
                format!("`{key}` is required in {holder} and missing here; {substitute} stands in"),
                format!("add `{key}`"),
            )
        });
    }

    /// Notes a keyword's form of another version, which is honoured all the same.
    pub(super) fn other_version(&mut self, key: &str, form: &str, since: &str, at: &At<'_>) {
        self.tally(Code::OtherVersion, Severity::Note, key, at, || {
            (
                format!("{form} is a form of OpenAPI {since}; it was read as that version means it"),
                "nothing need be done; other tools may ignore it".to_owned(),
            )
        });
    }
}

/// Returns the problem and the remedy of a setting that cannot be followed.
fn setting_fault(key: &str, holder: &str, value: &Value) -> Option<(String, String)> {
    if key.starts_with(ext::PREFIX) { settings::fault(key, holder, value) } else { None }
}

/// Returns true if a text of a YAML scalar is one of the value: a member that came by `<<` may have been replaced.
fn spells(text: &str, value: &Value) -> bool {
    match value {
        Value::Bool(flag) => text.eq_ignore_ascii_case(&flag.to_string()),
        Value::Number(number) => {
            let float = number.as_f64();
            text.contains(['x', 'o']) || text.parse::<f64>().ok() == float
        }
        _ => false,
    }
}
