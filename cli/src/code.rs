//! The codes of all diagnostics: those of the generator, and those about files, settings and the output folder.

use std::fmt;

use serde::{Serialize, Serializer};
use specsmith_generator::report;

/// A diagnostic of the generator or of this crate.
pub type Problem = report::Problem<Code>;

/// Returns the generator's diagnostics.
pub(crate) fn problems_of(report: &report::Report) -> impl Iterator<Item = Problem> {
    report.problems().iter().cloned().map(report::Problem::widened)
}

/// Makes [`Code`] of a table with a row for each code of this crate: the variant and its text.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $text:literal;)+) => {
        /// Kind of a diagnostic. Its text is stable: it is in reports, and users look it up with `specsmith explain`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            /// A code of the generator.
            Document(report::Code),
            $($(#[$doc])* $code,)+
        }

        impl Code {
            /// Every code of this crate, in the order of the table; those of the generator are in [`report::Code::ALL`].
            const OWN: &'static [Self] = &[$(Self::$code),+];

            /// Returns the code as users see it, in kebab-case.
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

    /// A file does not exist.
    MissingFile = "missing-file";
    /// A path is a folder, a pipe or a device instead of a file.
    NotAFile = "not-a-file";
    /// A file, or all files together, exceed the limit of size.
    FileTooLarge = "file-too-large";
    /// A file cannot be read.
    UnreadableFile = "unreadable-file";
    /// A document refers to a file outside its folder.
    OutsideFolder = "outside-folder";

    // Settings.

    /// The lock of names cannot be parsed.
    BadLock = "bad-lock";
    /// A configuration has an invalid value.
    BadConfig = "bad-config";
    /// A configuration has a key that does not exist.
    UnknownKey = "unknown-key";
    /// The configuration has no client of this name.
    UnknownClient = "unknown-client";
    /// A file that `init` would write already exists.
    ConfigExists = "config-exists";
    /// A setting of another generator's configuration has no counterpart.
    NotCarried = "not-carried";

    // Fetching documents.

    /// A document could not be fetched.
    FetchFailed = "fetch-failed";
    /// A fetched document was edited by hand.
    EditedDocument = "edited-document";
    /// The lock of fetched documents cannot be parsed.
    BadFetchLock = "bad-fetch-lock";

    // Writing.

    /// The sources of the runtime are needed but missing.
    NoRuntime = "no-runtime";
    /// A file or folder that Specsmith did not write is at the path of an output file.
    NotOurs = "not-ours";
    /// A generated file was edited by hand.
    EditedByHand = "edited-by-hand";
    /// A path would leave the output folder.
    OutsideOutput = "outside-output";
    /// A symbolic link is at the path of a generated file or folder.
    SymlinkInOutput = "symlink-in-output";
    /// The output folder's manifest cannot be read.
    ManifestUnreadable = "manifest-unreadable";
    /// Reading or writing the output folder failed.
    OutputIo = "output-io";
    /// Another run is writing the same output folder.
    OutputBusy = "output-busy";
    /// The report cannot be written.
    ReportIo = "report-io";
}

impl Code {
    /// Returns every code, in the order of the tables.
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
