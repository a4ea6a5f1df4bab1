"""Puts the faults of `mutations.toml` into the generator and the runtime, one at a time, and says which the conformance run sees.

`python3 run.py [--only ID]... [--json FILE]`: changes files of this repository in place and puts them back, so that it needs them clean. Exit 1: a
fault was not seen.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def main() -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], metavar="ID")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = tomllib.loads((HERE / "mutations.toml").read_text(encoding="utf-8"))["mutation"]
    rows = [row for row in rows if not options.only or row["id"] in options.only]
    for row in rows:
        count = (ROOT / row["file"]).read_text(encoding="utf-8").count(row["search"])
        if count != 1:
            print(f"{row['id']}: the text stands in {row['file']} {count} times, not once", file=sys.stderr)
            return 2
    documents = sorted({name for row in rows for name in row["documents"]})
    report = conformance(documents)
    known = findings(report)
    silent = [row["slug"] for row in (report or {"documents": []})["documents"] if not row["calls"]]
    if silent:
        print(f"documents without calls see nothing: {', '.join(silent)}", file=sys.stderr)
        return 2
    results = []
    for row in rows:
        result = tried(row, known)
        results.append(result)
        print(f"{result['outcome']:<12} {row['id']:<24} {result['seconds']:>5.0f} s  {result['why']}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    missed = [result["id"] for result in results if result["outcome"] == "NOT SEEN"]
    print(f"{len(results) - len(missed)} of {len(results)} seen" + "".join(f"\nnot seen: {name}" for name in missed))
    return 1 if missed else 0


def tried(row: dict[str, Any], known: dict[tuple[str, int], str]) -> dict[str, Any]:
    """Returns what the run says of one fault."""
    file = ROOT / row["file"]
    before = file.read_text(encoding="utf-8")
    start = time.monotonic()
    try:
        file.write_text(before.replace(row["search"], row["replace"]), encoding="utf-8")
        report = conformance(row["documents"])
    finally:
        file.write_text(before, encoding="utf-8")
    found = findings(report)
    new = [(slug, found[slug, call]) for slug, call in sorted(found.keys() - known.keys())]
    if report is None:
        outcome, why = "not compiled", "the command itself"
    elif new and all(text.startswith("build") for _, text in new):
        outcome, why = "not compiled", new[0][1]
    elif new:
        outcome, why = "seen", f"{len(new)}: {new[0][0]}: {new[0][1]}"
    else:
        outcome, why = "NOT SEEN", row["what"]
    return {"id": row["id"], "outcome": outcome, "why": " ".join(why.split())[:160], "seconds": time.monotonic() - start}


def conformance(documents: list[str]) -> dict[str, Any] | None:
    """Runs the conformance run over some documents; nothing where the command does not compile."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["cargo", "xtask", "conformance", "--own", "--json", str(report)]
        for name in documents:
            command += ["--only", name]
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return json.loads(report.read_text(encoding="utf-8")) if report.exists() else None


def findings(report: dict[str, Any] | None) -> dict[tuple[str, int], str]:
    """Returns what has no excuse: what is said of a call of a document, or of the document."""
    found = {}
    for row in (report or {"documents": []})["documents"]:
        if row.get("failed"):
            found[row["slug"], -1] = row["failed"]
        for one in row["findings"]:
            if one["excuse"] is None:
                found[row["slug"], one["id"]] = f"call {one['id']}: {one['detail']}"
    return found


if __name__ == "__main__":
    sys.exit(main())
