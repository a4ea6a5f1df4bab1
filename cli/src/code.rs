//! The codes of all diagnostics that a user meets: the generator's, and those about files, settings and the output folder.

use std::fmt;

use serde::{Serialize, Serializer};
use specsmith_generator::report;

/// A diagnostic of the generator or of this crate.
pub type Problem = report::Problem<Code>;

/// The generator's diagnostics.
pub(crate) fn problems_of(report: &report::Report) -> impl Iterator<Item = Problem> {
    report.problems().iter().cloned().map(report::Problem::widened)
}

/// Makes [`Code`] of a table with a row for each code of this crate: the variant and its text.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $text:literal;)+) => {
        /// The kind of a diagnostic. Its text is stable: it stands in reports, and users look it up with `specsmith explain`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            /// A code of the generator.
            Document(report::Code),
            $($(#[$doc])* $code,)+
        }

        impl Code {
            /// Every code of this crate, in the order of the table; those of the generator are in [`report::Code::ALL`].
            const OWN: &'static [Self] = &[$(Self::$code),+];

            /// The code as users see it, in kebab-case.
            pub const fn text(self) -> &'static str {
                match self {
                    Self::Document(code) => code.text(),
                    $(Self::$code => $text,)+
                }
            }
        }
    };
}

codes! {
    // Reading what the user named.

    /// A file that was named does not exist.
    MissingFile = "missing-file";
    /// A folder, a pipe or a device stands where a file is needed.
    NotAFile = "not-a-file";
    /// A file, or all files together, are larger than any document.
    FileTooLarge = "file-too-large";
    /// A file cannot be read.
    UnreadableFile = "unreadable-file";
    /// A document refers to a file outside its folder.
    OutsideFolder = "outside-folder";

    // Settings.

    /// The file of kept names is not one that Specsmith wrote.
    BadLock = "bad-lock";
    /// A configuration has a value that cannot be meant so.
    BadConfig = "bad-config";
    /// A configuration has a key that does not exist.
    UnknownKey = "unknown-key";
    /// A client was named that the configuration does not have.
    UnknownClient = "unknown-client";
    /// A file that `init` would write exists.
    ConfigExists = "config-exists";
    /// A setting of another generator's configuration has no counterpart.
    NotCarried = "not-carried";

    // Fetching documents.

    /// A document could not be fetched.
    FetchFailed = "fetch-failed";
    /// A fetched document was edited by hand.
    EditedDocument = "edited-document";
    /// The file of fetched documents is not one that Specsmith wrote.
    BadFetchLock = "bad-fetch-lock";

    // Writing.

    /// The sources of the runtime are needed and not there.
    NoRuntime = "no-runtime";
    /// Something that is not ours stands where a file has to go.
    NotOurs = "not-ours";
    /// A file of ours was edited by hand.
    EditedByHand = "edited-by-hand";
    /// A path would leave the output folder.
    OutsideOutput = "outside-output";
    /// A symbolic link stands where a file or folder of ours should be.
    SymlinkInOutput = "symlink-in-output";
    /// The folder's manifest cannot be read.
    ManifestUnreadable = "manifest-unreadable";
    /// Reading or writing failed.
    OutputIo = "output-io";
    /// Another run is writing the same folder.
    OutputBusy = "output-busy";
    /// The report cannot be written.
    ReportIo = "report-io";
}

impl Code {
    /// Every code, in the order of the tables.
    pub fn all() -> impl Iterator<Item = Self> {
        report::Code::ALL.iter().map(|code| Self::Document(*code)).chain(Self::OWN.iter().copied())
    }
}

impl From<report::Code> for Code {
    fn from(code: report::Code) -> Self {
        Self::Document(code)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}
