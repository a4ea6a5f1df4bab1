"""Checks what `specsmith check --format sarif` prints against the schema of SARIF 2.1.0.

Usage: sarif.py SPECSMITH SCHEMA
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

FIXTURE = Path(__file__).parents[2] / "tests/fixtures/other-extensions/spec.yaml"


def main(specsmith: str, schema: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "spec.yaml").write_bytes(FIXTURE.read_bytes())
        (home / "specsmith.toml").write_text('[client.acme]\ndocument = "spec.yaml"\n')
        command = [str(Path(specsmith).resolve()), "check", "--format", "sarif"]
        # 1: there is no output yet, so that it is stale.
        run = subprocess.run(command, cwd=home, capture_output=True, text=True)
        assert run.returncode == 1, run
    log = json.loads(run.stdout)
    rules = json.loads(Path(schema).read_text())
    faults = [f"{list(it.absolute_path)}: {it.message[:200]}" for it in jsonschema.validators.validator_for(rules)(rules).iter_errors(log)]
    results = sum(len(it["results"]) for it in log["runs"])
    assert not faults and results, faults or "no results"
    print(f"{results} results are valid SARIF 2.1.0")


if __name__ == "__main__":
    main(*sys.argv[1:])
