//! The extensions a document or an overlay may set to decide what would be inferred otherwise.

/// On an operation or a path item: the resource it is a method of, `admin.organization.roles`.
pub(super) const RESOURCE: &str = "x-specsmith-resource";
/// On an operation: its method there, `update`.
pub(super) const METHOD: &str = "x-specsmith-method";
/// On an operation: a title for the docs, instead of its summary.
pub(super) const TITLE: &str = "x-specsmith-title";
/// On an operation: how its pages follow each other, or `false` when they do not.
pub(super) const PAGING: &str = "x-specsmith-paging";
/// On the document or an operation: the header that carries an idempotency key.
pub(super) const IDEMPOTENCY: &str = "x-specsmith-idempotency";
/// On a server or a security scheme: the environment variable it is read from.
pub(super) const ENV: &str = "x-specsmith-env";
/// On a security scheme: the setter of the client's builder.
pub(super) const NAME: &str = "x-specsmith-name";
