//! Operations: what a method sends, what comes back, and where in the tree it stands.

use super::Lowering;
use crate::api::{Operation, Resource, SecurityScheme, Server};

/// What an API offers besides its types.
#[derive(Clone, Debug, Default)]
pub(super) struct Surface {
    /// Servers, the default one first.
    pub(super) servers: Vec<Server>,
    /// Environment variable that overrides the base URL.
    pub(super) base_url_env: String,
    /// Security schemes, in document order.
    pub(super) schemes: Vec<SecurityScheme>,
    /// The resource tree; index 0 is the root.
    pub(super) resources: Vec<Resource>,
    /// Every operation, in document order.
    pub(super) operations: Vec<Operation>,
}

/// Lowers everything that is not a component schema. Runs last, when every component schema has its type.
pub(super) fn lower(_lowering: &mut Lowering<'_>) -> Surface {
    Surface::default()
}
