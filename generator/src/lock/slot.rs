//! Names that can be given again.

use crate::naming::{ModuleName, Name, RequestName, ResourceName, Scope, TypeName, reserved, restore};

/// A name of the model, of any kind.
pub(super) trait Slot {
    /// Returns the name without `r#`.
    fn plain(&self) -> String;

    /// Sets the name from a lock, if it is a legal one of this kind.
    fn restore(&mut self, name: &str) -> bool;

    /// Sets another name, since the scope has the former one.
    fn give_way(&mut self, scope: &mut Scope);
}

fn plain<N: Name>(name: &N) -> String {
    name.as_str().trim_start_matches("r#").to_owned()
}

impl<N: Name> Slot for N {
    fn plain(&self) -> String {
        plain(self)
    }

    fn restore(&mut self, name: &str) -> bool {
        let restored = restore(name).map(|name| *self = name);
        restored.is_some()
    }

    fn give_way(&mut self, scope: &mut Scope) {
        *self = scope.claim(&self.plain());
    }
}

/// The name of a type beside a resource.
pub(super) struct Request<'a>(pub(super) &'a mut TypeName);

impl Slot for Request<'_> {
    fn plain(&self) -> String {
        plain(self.0)
    }

    fn restore(&mut self, name: &str) -> bool {
        let restored = restore::<RequestName>(name).map(|name| *self.0 = name.into_type_name());
        restored.is_some()
    }

    fn give_way(&mut self, scope: &mut Scope) {
        *self.0 = scope.claim::<RequestName>(&self.plain()).into_type_name();
    }
}

/// The name of a resource's module, beside what its file imports.
pub(super) struct Module<'a>(pub(super) &'a mut ModuleName);

impl Slot for Module<'_> {
    fn plain(&self) -> String {
        plain(self.0)
    }

    fn restore(&mut self, name: &str) -> bool {
        !reserved::IMPORTED.contains(&name) && self.0.restore(name)
    }

    fn give_way(&mut self, scope: &mut Scope) {
        self.0.give_way(scope);
    }
}

/// The name of a resource's own type.
pub(super) struct Resource<'a>(pub(super) &'a mut TypeName);

impl Slot for Resource<'_> {
    fn plain(&self) -> String {
        plain(self.0)
    }

    fn restore(&mut self, name: &str) -> bool {
        let restored = restore::<ResourceName>(name).map(|name| *self.0 = name.into_type_name());
        restored.is_some()
    }

    fn give_way(&mut self, scope: &mut Scope) {
        *self.0 = scope.claim::<ResourceName>(&self.plain()).into_type_name();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_cannot_have_a_name_that_its_file_imports() {
        let mut name: ModuleName = Scope::new().claim("pets");
        for imported in reserved::IMPORTED {
            assert!(!Module(&mut name).restore(imported), "{imported}");
        }
        assert!(Module(&mut name).restore("animals"));
        assert_eq!(name.as_str(), "animals");
    }
}
