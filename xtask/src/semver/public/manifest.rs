//! The manifest of a generated crate, pointed at the runtime as it is now.

use std::io;
use std::path::Path;

use toml::{Table, Value};

/// Crates that generated code depends on, each with its folder below the workspace.
const FOLDERS: [(&str, &str); 2] = [("specsmith-runtime", "runtime"), ("specsmith-model", "runtime/model")];

/// Returns the manifest with the dependency on the runtime or the models by the path in a workspace alone: the version is what is judged, and no
/// requirement of the manifest's.
pub(super) fn with_runtime(manifest: &str, workspace: &Path) -> io::Result<String> {
    let mut text = String::new();
    let mut is_found = false;
    for line in manifest.lines() {
        let dependency = FOLDERS.iter().find(|(name, _)| line.starts_with(&format!("{name} = {{")));
        match dependency {
            Some((name, folder)) => {
                text.push_str(&dependency_at(line, name, &workspace.join(folder))?);
                is_found = true;
            }
            None => text.push_str(line),
        }
        text.push('\n');
    }
    if is_found { Ok(text) } else { Err(io::Error::other("a generated crate depends on no runtime")) }
}

/// Returns a dependency's line with another path, and without a version.
fn dependency_at(line: &str, name: &str, path: &Path) -> io::Result<String> {
    let mut line: Table = line.parse().map_err(io::Error::other)?;
    let Some(Value::Table(keys)) = line.get_mut(name) else {
        return Err(io::Error::other(format!("`{name}` is no inline table")));
    };
    keys.remove("version");
    keys.insert("path".to_owned(), Value::String(path.display().to_string()));
    let mut parts = Vec::new();
    for (key, value) in keys {
        // Texts, lists of texts and booleans are written alike in JSON and TOML.
        parts.push(format!("{key} = {}", serde_json::to_string(value)?));
    }
    Ok(format!("{name} = {{ {} }}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        text.parse().unwrap()
    }

    #[test]
    fn the_version_requirement_goes_and_all_else_stays() {
        let manifest = "[package]\nname = \"acme\"\nversion = \"0.1.0\"\n\n[features]\nserde = [\"specsmith-runtime/serde\"]\n\n[dependencies]\n\
             specsmith-runtime = { path = \"../runtime\", version = \"0.1.0\", features = [\"webhooks\"], default-features = false }\n";
        let expected = "[package]\nname = \"acme\"\nversion = \"0.1.0\"\n\n[features]\nserde = [\"specsmith-runtime/serde\"]\n\n[dependencies]\n\
             specsmith-runtime = { path = \"/now/runtime\", features = [\"webhooks\"], default-features = false }\n";
        let found = with_runtime(manifest, Path::new("/now")).unwrap();
        assert_eq!(table(&found), table(expected));
    }

    #[test]
    fn a_crate_of_types_gets_the_models() {
        let found =
            with_runtime("[dependencies]\nspecsmith-model = { version = \"0.1\" }\n", Path::new("/now")).unwrap();
        assert_eq!(table(&found), table("[dependencies]\nspecsmith-model = { path = \"/now/runtime/model\" }\n"));
    }

    #[test]
    fn a_manifest_without_the_runtime_is_an_error() {
        with_runtime("[dependencies]\nserde = { version = \"1\" }\n", Path::new("/now")).unwrap_err();
    }
}
