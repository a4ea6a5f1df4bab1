//! Verdicts of the judges on a document, combined for each operation.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::calls::Prepared;
use super::document::Summary;

/// A verdict of the judges about a request or a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Word {
    /// Valid according to the document, with the values that were given.
    Equal,
    /// Invalid according to the document.
    Invalid,
    /// Valid, but with another value.
    Differs,
    /// No judge can decide.
    Unjudged,
}

/// A call that was not accepted.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Finding {
    pub(super) id: usize,
    pub(super) pointer: String,
    /// Verdict on the request; `None` if none was sent.
    pub(super) request: Option<Word>,
    pub(super) response: Option<Word>,
    pub(super) detail: String,
    /// The excuse that covers it.
    pub(super) excuse: Option<String>,
    /// True if the report calls the operation exact.
    pub(super) exact: bool,
}

/// The figures of a document.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Figures {
    pub(super) operations: usize,
    /// Operations without types of their own.
    pub(super) raw: usize,
    pub(super) calls: usize,
    /// Operations for which no call could be made.
    pub(super) uncalled: usize,
    /// Operations for which every call was accepted with equal values.
    pub(super) accepted: usize,
    /// These, and those for which every other call is excused.
    pub(super) after_excuses: usize,
    /// Calls that the crate refused to send.
    pub(super) refused: usize,
    /// Calls that the types cannot express.
    pub(super) skipped: usize,
    /// Calls some of whose members are given beside the types.
    pub(super) loose: usize,
    /// Calls by excuse.
    pub(super) excuses: BTreeMap<String, usize>,
    pub(super) findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Verdict {
    id: usize,
    pointer: String,
    request: Word,
    response: Word,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    excuse: Option<String>,
}

#[derive(Deserialize)]
struct Skipped {
    id: usize,
    reason: String,
    what: String,
}

/// The parts of a line of `record.jsonl` that are needed.
#[derive(Deserialize)]
struct Line {
    id: usize,
    outcome: Outcome,
}

#[derive(Deserialize)]
struct Outcome {
    error: Option<Fault>,
}

#[derive(Deserialize)]
struct Fault {
    kind: String,
}

impl Finding {
    fn of(verdict: Verdict) -> Self {
        let Verdict { id, pointer, request, response, detail, excuse } = verdict;
        Self { id, pointer, request: Some(request), response: Some(response), detail, excuse, exact: false }
    }

    /// Makes a finding about operations of the crate that the judges do not know.
    fn about_unseen(count: usize) -> Self {
        let detail = format!("{count} operations of the crate are none of those that the judges see");
        Self {
            id: usize::MAX,
            pointer: String::new(),
            request: None,
            response: None,
            detail,
            excuse: None,
            exact: false,
        }
    }
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("`{}` is not as agreed: {error}", path.display()))
}

impl Figures {
    /// Counts the results in the files of a document's folder.
    ///
    /// # Errors
    ///
    /// When one is missing or not as agreed.
    pub(super) fn of(folder: &Path) -> Result<Self, String> {
        let summary: Summary = read(&folder.join("written.json"))?;
        let prepared = Prepared::read(&folder.join("calls.json"))?;
        let verdicts: Vec<Verdict> = read(&folder.join("verdicts.json"))?;
        let skipped: Vec<Skipped> = read(&folder.join("skipped.json"))?;
        let record = fs::read_to_string(folder.join("record.jsonl")).map_err(|error| error.to_string())?;
        let lines = record.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let refused = lines.filter(|line| line.outcome.error.as_ref().is_some_and(|fault| fault.kind == "refused"));
        let refused: BTreeSet<usize> = refused.map(|line| line.id).collect();
        let mut figures = Self {
            operations: summary.operations,
            raw: summary.raw,
            calls: summary.calls,
            refused: refused.len(),
            skipped: skipped.len(),
            loose: summary.loose,
            ..Self::default()
        };
        figures.count(&prepared, verdicts, skipped);
        for finding in &mut figures.findings {
            finding.exact = !summary.inexact.contains(&format!("#{}", finding.pointer));
        }
        Ok(figures)
    }

    fn count(&mut self, prepared: &Prepared, verdicts: Vec<Verdict>, skipped: Vec<Skipped>) {
        let mut verdicts: HashMap<usize, Verdict> = verdicts.into_iter().map(|one| (one.id, one)).collect();
        let skipped: HashMap<usize, Skipped> = skipped.into_iter().map(|one| (one.id, one)).collect();
        // By pointer: every call accepted, every call accepted or excused.
        let mut operations: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
        for call in &prepared.calls {
            let verdict = verdicts.remove(&call.id);
            let equal = verdict
                .as_ref()
                .is_some_and(|verdict| verdict.request == Word::Equal && verdict.response == Word::Equal);
            let state = operations.entry(&call.pointer).or_insert((true, true));
            if equal && !skipped.contains_key(&call.id) {
                continue;
            }
            let excuse = verdict.as_ref().and_then(|verdict| verdict.excuse.clone());
            *state = (false, state.1 && excuse.is_some());
            if let Some(id) = &excuse {
                *self.excuses.entry(id.clone()).or_default() += 1;
            }
            let (request, response) = match &verdict {
                Some(verdict) => (Some(verdict.request), Some(verdict.response)),
                None => (None, None),
            };
            let detail = match (skipped.get(&call.id), verdict) {
                (Some(skip), _) => format!("skipped: {}: {}", skip.reason, skip.what),
                (None, Some(verdict)) => verdict.detail,
                (None, None) => "no verdict".to_owned(),
            };
            self.findings.push(Finding {
                id: call.id,
                pointer: call.pointer.clone(),
                request,
                response,
                detail,
                excuse,
                exact: false,
            });
        }
        // The rest is about operations without a call.
        let mut left: Vec<Verdict> = verdicts.into_values().collect();
        left.sort_by_key(|verdict| verdict.id);
        self.uncalled = left.len();
        for verdict in &left {
            operations.insert(&verdict.pointer, (false, verdict.excuse.is_some()));
        }
        self.accepted = operations.values().filter(|(equal, _)| *equal).count();
        self.after_excuses = operations.values().filter(|(_, excused)| *excused).count();
        let unseen = self.operations.saturating_sub(operations.len());
        self.uncalled += unseen;
        self.findings.extend((unseen > 0).then(|| Finding::about_unseen(unseen)));
        for verdict in left {
            if let Some(id) = &verdict.excuse {
                *self.excuses.entry(id.clone()).or_default() += 1;
            }
            self.findings.push(Finding::of(verdict));
        }
    }

    /// Findings without an excuse.
    pub(super) fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.excuse.is_none())
    }

    /// Adds the figures of another document; the findings stay where they are.
    pub(super) fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.raw += other.raw;
        self.calls += other.calls;
        self.uncalled += other.uncalled;
        self.accepted += other.accepted;
        self.after_excuses += other.after_excuses;
        self.refused += other.refused;
        self.skipped += other.skipped;
        self.loose += other.loose;
        for (id, count) in &other.excuses {
            *self.excuses.entry(id.clone()).or_default() += count;
        }
    }
}
