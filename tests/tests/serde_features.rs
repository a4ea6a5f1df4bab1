//! The models' laws in a build whose `serde_json` has other features. Cargo unites the features of a whole build, so any crate of a user's tree can
//! turn these on; here a package of its own does, outside of this workspace, and runs the tests of `specsmith-model` as they are.

use std::fs;
use std::path::Path;

use specsmith_tests::crates::Workspace;

/// Without it the run would prove nothing.
const WITNESS: &str = r##"
use serde::Deserialize as _;
use serde_json::{Number, Value, json};

#[test]
fn the_features_are_on() {
    assert_eq!("1.10".parse::<Number>().unwrap().to_string(), "1.10");
    assert_eq!(json!({"b": 1, "a": 2}).to_string(), r#"{"b":1,"a":2}"#);
}

/// `unbounded_depth` takes away `serde_json`'s own limit; ours holds all the same.
#[test]
fn depth_is_limited_without_the_help_of_serde_json() {
    for open in ["[", r#"{"a":"#] {
        let text = open.repeat(100_000);
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        deserializer.disable_recursion_limit();
        let error = specsmith_model::deserialize::<Value, _>(&mut deserializer).unwrap_err();
        assert!(error.to_string().contains("nested 128 deep"), "{error}");
    }
    assert!(i64::deserialize(json!(1)).is_ok());
}
"##;

#[test]
fn models_are_right_whatever_features_serde_json_has() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("serde-features");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (package, model) = (root.join("runtime/model"), root.join("runtime/model/tests/model/main.rs"));
    let features = r#"["arbitrary_precision", "preserve_order", "float_roundtrip", "unbounded_depth", "raw_value"]"#;
    let manifest = format!(
        "[package]\nname = \"serde-features\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dev-dependencies]\n\
         chrono = {{ version = \"0.4\", default-features = false, features = [\"alloc\"] }}\n\
         proptest = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\
         rust_decimal = {{ version = \"1\", default-features = false, features = [\"std\"] }}\nserde = \"1\"\n\
         serde_json = {{ version = \"1\", features = {features} }}\n\
         specsmith-model = {{ path = {package:?}, default-features = false, features = [\"serde\"] }}\n\
         uuid = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n\n\
         [[test]]\nname = \"model\"\npath = {model:?}\n\n[profile.dev]\ndebug = false\n\n[workspace]\n"
    );
    fs::create_dir_all(folder.join("src")).expect("a folder");
    fs::create_dir_all(folder.join("tests")).expect("a folder");
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest");
    fs::write(folder.join("src/lib.rs"), "").expect("an empty library");
    fs::write(folder.join("tests/witness.rs"), WITNESS).expect("a test");
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file, for the same versions");
    let said = Workspace::below(env!("CARGO_TARGET_TMPDIR")).cargo_in(&folder, &["test", "--quiet", "--tests"]);
    assert_eq!(said.matches("test result: ok").count(), 3, "the library's none, the models' and the witness: {said}");
}
