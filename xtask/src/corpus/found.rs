//! Results of the examples of a document, or of all documents.

use serde::Serialize;

/// Of ten examples that do not fit their schema, at least this many must be taken leniently.
const LENIENT_OF_TEN: usize = 9;

/// Results of the examples.
#[derive(Debug, Default, Serialize)]
pub(in crate::corpus) struct Examples {
    /// Examples that fit their schema.
    pub(in crate::corpus) valid: usize,
    /// Number of these that were written as they were read.
    pub(in crate::corpus) valid_same: usize,
    /// Valid examples that did not, where the fault is not the generated code's, with the reason.
    pub(in crate::corpus) excused: Vec<Failure>,
    /// Each other valid example that did not.
    pub(in crate::corpus) failures: Vec<Failure>,
    /// Examples that do not fit their schema.
    pub(in crate::corpus) invalid: usize,
    /// Number of these that strict decoding accepts: they break constraints that are only documented, such as a length.
    pub(in crate::corpus) invalid_accepted: usize,
    /// Number of these that strict decoding refuses with a JSON path.
    pub(in crate::corpus) invalid_refused: usize,
    /// Number of these that lenient decoding accepts.
    pub(in crate::corpus) invalid_decoded: usize,
    /// Number of these that lenient decoding reproduces.
    pub(in crate::corpus) invalid_same: usize,
    /// Examples of both kinds that tolerant decoding, the default for responses, takes.
    pub(in crate::corpus) tolerant_decoded: usize,
    /// Examples of responses.
    pub(in crate::corpus) responses: usize,
    /// Number of these that tolerant decoding accepts.
    pub(in crate::corpus) responses_decoded: usize,
    /// Objects that were taken with a member more.
    pub(in crate::corpus) changed: usize,
    /// Each that tolerant decoding takes and that does not come back as it came, as written or with a member more.
    pub(in crate::corpus) altered: Vec<Failure>,
    /// Each that tolerant decoding refuses.
    pub(in crate::corpus) unread: Vec<Failure>,
    /// Each that strict decoding refuses without a JSON path.
    pub(in crate::corpus) pathless: Vec<Failure>,
    /// Each that lenient decoding refuses.
    pub(in crate::corpus) refused: Vec<Failure>,
    /// Examples whose schema the manifest does not list.
    pub(in crate::corpus) unmapped: usize,
    /// The reason why the examples could not be tried at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::corpus) broken: Option<String>,
}

/// An example that did not come out as it went in.
#[derive(Clone, Debug, Serialize)]
pub(in crate::corpus) struct Failure {
    /// Pointer to the example.
    pub(in crate::corpus) at: String,
    /// Pointer to its schema.
    pub(in crate::corpus) schema: String,
    /// The schema's Rust type.
    pub(in crate::corpus) rust: String,
    /// The difference, or the error.
    pub(in crate::corpus) why: String,
    /// The reason why it is not a defect of the generated code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::corpus) reason: Option<String>,
}

impl Examples {
    /// Adds the numbers of another document.
    pub(in crate::corpus) fn count(&mut self, other: &Self) {
        self.valid += other.valid;
        self.valid_same += other.valid_same;
        self.invalid += other.invalid;
        self.invalid_accepted += other.invalid_accepted;
        self.invalid_refused += other.invalid_refused;
        self.invalid_decoded += other.invalid_decoded;
        self.invalid_same += other.invalid_same;
        self.tolerant_decoded += other.tolerant_decoded;
        self.responses += other.responses;
        self.responses_decoded += other.responses_decoded;
        self.changed += other.changed;
    }

    /// All valid ones came back or are excused, what tolerant decoding takes comes back as it came, and each refusal names a path. How many are
    /// taken leniently is asked of all documents together.
    pub(in crate::corpus) fn meets_the_bar(&self) -> bool {
        self.broken.is_none()
            && self.failures.is_empty()
            && self.unmapped == 0
            && self.pathless.is_empty()
            && self.altered.is_empty()
    }

    /// Enough of those that do not fit are taken leniently.
    pub(in crate::corpus) fn lenient_enough(&self) -> bool {
        self.invalid_decoded * 10 >= self.invalid * LENIENT_OF_TEN
    }

    /// Returns one sentence for each result below the bar.
    pub(in crate::corpus) fn complaints(&self) -> Vec<String> {
        let mut said: Vec<String> = self.broken.iter().cloned().collect();
        said.extend(self.failures.iter().map(Failure::to_string));
        said.extend(self.pathless.iter().map(|failure| format!("refused without a path: {failure}")));
        said.extend(self.altered.iter().map(|failure| format!("decoded by default: {failure}")));
        if self.unmapped > 0 {
            said.push(format!("{} examples have a schema that the manifest does not list", self.unmapped));
        }
        said
    }

    /// Returns the figures that are not in the table, for all documents together.
    pub(in crate::corpus) fn summary(&self) -> String {
        format!(
            "of {} examples that do not fit their schema, strict decoding refuses {} with a path and takes {}; lenient decoding takes {}, and \
             gives {} back as they came; by default, {} of {} examples are decoded ({} of {} responses), and {} with a member more",
            self.invalid,
            self.invalid_refused,
            self.invalid_accepted,
            self.invalid_decoded,
            self.invalid_same,
            self.tolerant_decoded,
            self.valid + self.invalid,
            self.responses_decoded,
            self.responses,
            self.changed
        )
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}): {}", self.at, self.rust, self.why)?;
        self.reason.as_ref().map_or(Ok(()), |reason| write!(f, "; {reason}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_of_ten_are_enough() {
        let of = |invalid, invalid_decoded| Examples { invalid, invalid_decoded, ..Examples::default() };
        assert!(of(0, 0).lenient_enough() && of(10, 9).lenient_enough() && of(1, 1).lenient_enough());
        assert!(!of(10, 8).lenient_enough() && !of(1, 0).lenient_enough());
    }
}
