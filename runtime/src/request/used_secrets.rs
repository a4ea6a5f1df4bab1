//! The secrets that a call's attempts were sent with.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::config::secret::Secret;

/// The credentials that the attempts of a call were sent with, so that they can be kept out of its error. A copy of a call begins anew.
#[derive(Default)]
pub(crate) struct UsedSecrets(Mutex<Vec<Secret>>);

impl UsedSecrets {
    pub(crate) fn list(&self) -> MutexGuard<'_, Vec<Secret>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn add(&self, secret: &Secret) {
        let mut list = self.list();
        if !list.contains(secret) {
            list.push(secret.clone());
        }
    }
}

impl Clone for UsedSecrets {
    fn clone(&self) -> Self {
        Self::default()
    }
}
