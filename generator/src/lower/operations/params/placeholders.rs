//! Placeholders of a path and the parameters that are declared for them.

use std::collections::{HashMap, HashSet, VecDeque};

use super::super::super::Lowering;
use super::gathered::{Declared, Gathered};
use crate::api::Location;
use crate::lower::operations::sites::Site;
use crate::naming::words;
use crate::pointer::Pointer;
use crate::report::{Code, Problem};

/// Puts path parameters in path order. A placeholder without a declaration and a declaration without a placeholder are matched if they differ only in
/// spelling.
pub(super) fn match_placeholders(lowering: &mut Lowering<'_>, site: &Site<'_>, gathered: &mut Gathered<'_>) {
    let all = std::mem::take(&mut gathered.declared);
    let (in_path, mut others): (Vec<_>, Vec<_>) = all.into_iter().partition(|param| param.location == Location::Path);
    let placeholders = site.path.placeholders();
    let mut in_path = InPath::of(in_path, &placeholders);
    for name in &placeholders {
        match in_path.take(name) {
            Some(mut param) => {
                if param.wire != *name {
                    let message = format!("the path has `{{{name}}}`, the parameter is called `{}`", param.wire);
                    let hint = "spell both the same way";
                    lowering.report(Problem::warning(Code::PathParameter, &param.found.at, message, hint));
                    param.wire = (*name).to_owned();
                }
                gathered.declared.push(param);
            }
            None => {
                gathered.missing.push((*name).to_owned());
            }
        }
    }
    report_missing(lowering, site, &gathered.missing);
    take_in_query(lowering, site, &mut in_path, &mut others, gathered);
    for param in in_path.params.into_iter().flatten() {
        let message = format!("the path parameter `{}` is not in the path `{}`", param.wire, site.path.wire);
        lowering.report(Problem::warning(
            Code::PathParameter,
            &param.found.at,
            message,
            "remove it, or add it to the path",
        ));
    }
    for name in &site.path.query_names {
        if !others.iter().any(|param| param.location == Location::Query && param.wire == *name) {
            let message = format!("the path has `{{?{name}}}`, but no query parameter of that name is declared");
            let hint = "declare it; until then set it with `query` on the request";
            lowering.report(Problem::warning(Code::PathParameter, &site.at.child(name), message, hint));
        }
    }
    gathered.declared.extend(others);
}

/// Takes the query parameters for the placeholders in the path's query.
fn take_in_query<'d>(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    in_path: &mut InPath<'d>,
    others: &mut Vec<Declared<'d>>,
    gathered: &mut Gathered<'d>,
) {
    for (name, placeholder) in &site.path.variable_query {
        if others.iter().any(|param| param.location == Location::Query && param.wire == *name) {
            continue;
        }
        match in_path.take(placeholder) {
            Some(mut param) => {
                (param.wire, param.location) = (name.clone(), Location::Query);
                report_in_query(lowering, &param.found.at, placeholder, "say `in: query`; it is sent there");
                others.push(param);
            }
            None => {
                let at = site.at.child(placeholder);
                report_in_query(
                    lowering,
                    &at,
                    placeholder,
                    "declare it as a query parameter; until then it is taken as a string",
                );
                gathered.missing_in_query.push(name.clone());
            }
        }
    }
}

/// Reports a placeholder in the query of a path, where OpenAPI has none (3.1.1 §4.8.8: the path is appended to the server's URL).
fn report_in_query(lowering: &mut Lowering<'_>, at: &Pointer, placeholder: &str, hint: &str) {
    let message = format!("`{{{placeholder}}}` stands in the query of the path");
    lowering.report(Problem::warning(Code::PathParameter, at, message, hint));
}

/// Undeclared path parameters that are reported one by one.
const MOST_NAMED: usize = 16;

/// Reports the path parameters that are not declared; very many of them once, since each report repeats the path.
fn report_missing(lowering: &mut Lowering<'_>, site: &Site<'_>, missing: &[String]) {
    let hint = "declare it; until then it is taken as a string";
    if let [first, second, others @ ..] = missing
        && missing.len() > MOST_NAMED
    {
        let message = format!(
            "the path has `{{{first}}}`, `{{{second}}}` and {} more, but no parameters of these names are declared",
            others.len()
        );
        lowering.report(Problem::warning(Code::PathParameter, &site.at, message, hint));
        return;
    }
    for name in missing {
        let message = format!("the path has `{{{name}}}`, but no parameter of that name is declared");
        lowering.report(Problem::warning(Code::PathParameter, &site.at.child(name), message, hint));
    }
}

/// Declared path parameters that no placeholder has taken yet.
struct InPath<'d> {
    params: Vec<Option<Declared<'d>>>,
    by_name: HashMap<String, usize>,
    /// Parameters that have no placeholder of their name, by the words of their names: a placeholder may only be spelled otherwise.
    by_words: HashMap<Vec<String>, VecDeque<usize>>,
}

impl<'d> InPath<'d> {
    fn of(params: Vec<Declared<'d>>, placeholders: &[&str]) -> Self {
        let own: HashSet<&str> = placeholders.iter().copied().collect();
        let (mut by_name, mut by_words) = (HashMap::new(), HashMap::<_, VecDeque<usize>>::new());
        for (index, param) in params.iter().enumerate() {
            by_name.entry(param.wire.clone()).or_insert(index);
            if !own.contains(param.wire.as_str()) {
                by_words.entry(words(&param.wire)).or_default().push_back(index);
            }
        }
        Self { params: params.into_iter().map(Some).collect(), by_name, by_words }
    }

    /// Returns the declaration of a placeholder.
    fn take(&mut self, name: &str) -> Option<Declared<'d>> {
        let index = match self.by_name.get(name) {
            Some(index) => *index,
            None if self.by_words.is_empty() => return None,
            None => self.by_words.get_mut(&words(name))?.pop_front()?,
        };
        self.params[index].take()
    }
}
