//! The staging folder.

/// The staging folder is inside the output folder, so that both are on one file system and `rename` works.
pub(super) const STAGE: &str = ".specsmith-stage";
