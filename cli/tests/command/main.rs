//! The command as a person runs it in a workspace of their own.

mod changes;
mod runs;
mod settings;
mod watch;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = "\
openapi: 3.1.0
info:
  title: Acme Store
  version: '1.2.0'
servers:
  - url: https://api.example.com
paths:
  /anvils/{id}:
    get:
      operationId: getAnvil
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        '200':
          description: An anvil.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Anvil'
components:
  schemas:
    Anvil:
      type: object
      required: [weight]
      properties:
        weight:
          type: number
";

struct Workspace {
    folder: tempfile::TempDir,
}

struct Ran {
    stdout: String,
    stderr: String,
}

impl Workspace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("openapi.yaml"), DOCUMENT).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    #[track_caller]
    fn run_in(&self, folder: &Path, line: &str, code: i32) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_specsmith"));
        let Output { status, stdout, stderr } = command.args(line.split(' ')).current_dir(folder).output().unwrap();
        let ran = Ran { stdout: String::from_utf8(stdout).unwrap(), stderr: String::from_utf8(stderr).unwrap() };
        assert_eq!(status.code(), Some(code), "{line}: {}{}", ran.stdout, ran.stderr);
        ran
    }

    #[track_caller]
    fn run(&self, line: &str, code: i32) -> Ran {
        self.run_in(self.folder.path(), line, code)
    }
}
