//! Parts that all rules share: their members, taken one by one, and the report of a rule that cannot be followed.

use serde_json::{Map, Value};

use super::super::super::Lowering;
use super::super::sites::Site;
use crate::api::{ResponseCase, ResponseForm, TypeRef};
use crate::read::closest_of;
use crate::report::{Code, Problem};

/// Error of a rule, with its remedy.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Keys from the rule to the location of the error.
    pub(crate) path: Vec<String>,
    pub(crate) problem: String,
    pub(crate) hint: String,
}

impl Fault {
    pub(crate) fn new(problem: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { path: Vec::new(), problem: problem.into(), hint: hint.into() }
    }

    /// Returns the error with a key in front of its path.
    pub(crate) fn at(mut self, key: impl ToString) -> Self {
        self.path.insert(0, key.to_string());
        self
    }
}

/// The members of a rule.
#[derive(Clone, Copy)]
pub(crate) struct Members<'a>(&'a Map<String, Value>);

impl<'a> Members<'a> {
    /// Reads the members of an object that has no others than these.
    pub(crate) fn of(value: &'a Value, known: &[&str]) -> Result<Self, Fault> {
        let expected = || format!("give an object with some of `{}`", known.join("`, `"));
        let map = value.as_object().ok_or_else(|| Fault::new("it is no object", expected()))?;
        match map.keys().find(|key| !known.contains(&key.as_str())) {
            Some(unknown) => {
                let hint = closest_of(known.iter().copied(), unknown)
                    .map_or_else(expected, |close| format!("did you mean `{close}`?"));
                Err(Fault::new(format!("`{unknown}` is not known"), hint).at(unknown))
            }
            None => Ok(Self(map)),
        }
    }

    pub(crate) fn get(self, key: &str) -> Option<&'a Value> {
        self.0.get(key)
    }

    /// Reads an optional text.
    pub(crate) fn text(self, key: &str) -> Result<Option<String>, Fault> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(Fault::new(format!("`{key}` is no text"), "give a text").at(key)),
        }
    }

    /// Reads a required text.
    pub(crate) fn needed(self, key: &str) -> Result<String, Fault> {
        self.text(key)?.ok_or_else(|| Fault::new(format!("`{key}` is missing"), format!("add `{key}`")))
    }

    /// Reads a list of texts; an absent one is empty.
    pub(crate) fn texts(self, key: &str) -> Result<Vec<String>, Fault> {
        let fault = || Fault::new(format!("`{key}` is no list of texts"), "give a list of texts").at(key);
        let items = match self.get(key) {
            None => return Ok(Vec::new()),
            Some(Value::Array(items)) => items,
            Some(_) => return Err(fault()),
        };
        items.iter().map(|item| item.as_str().map(str::to_owned).ok_or_else(fault)).collect()
    }

    /// Reads texts by name; absent ones are empty.
    pub(crate) fn pairs(self, key: &str) -> Result<Vec<(String, String)>, Fault> {
        let fault = || Fault::new(format!("`{key}` is no object of texts"), "give an object of texts").at(key);
        let map = match self.get(key) {
            None => return Ok(Vec::new()),
            Some(Value::Object(map)) => map,
            Some(_) => return Err(fault()),
        };
        map.iter().map(|(key, value)| Ok((key.clone(), value.as_str().ok_or_else(fault)?.to_owned()))).collect()
    }
}

/// Returns the type of the response that comes whole, beside streams.
pub(super) fn only_whole(cases: &[ResponseCase]) -> Option<&TypeRef> {
    let mut types = cases.iter().filter_map(|case| match &case.form {
        ResponseForm::Json(ty) => Some(Some(ty)),
        ResponseForm::Stream(_) => None,
        _ => Some(None),
    });
    let first = types.next()??;
    types.all(|ty| ty == Some(first)).then_some(first)
}

/// Reports a rule that cannot be followed.
pub(super) fn report(lowering: &mut Lowering<'_>, site: &Site<'_>, name: &str, fault: Fault) {
    let Fault { path, problem, hint } = fault;
    let message = format!("`{name}` cannot be followed: {problem}");
    let mut at = site.at.child(name);
    let mut value = site.operation.extensions.get(name);
    for key in path {
        value = value.and_then(|value| value.get(&key).or_else(|| value.get(key.parse::<usize>().ok()?)));
        if value.is_none() {
            break;
        }
        at = at.child(key);
    }
    lowering.report(Problem::warning(Code::BadExtension, &at, message, hint));
}
