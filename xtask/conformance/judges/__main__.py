"""The command: `python -m judges prepare DOCUMENT --out calls.json` and `python -m judges judge FOLDER --out verdicts.json`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def main() -> int:
    """Runs one of the two halves."""
    parser = argparse.ArgumentParser(prog="judges", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    prepare = commands.add_parser("prepare", help="make the calls of a document")
    prepare.add_argument("document", type=Path)
    prepare.add_argument("--out", type=Path, required=True)
    judge = commands.add_parser("judge", help="judge what was recorded")
    judge.add_argument("folder", type=Path)
    judge.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    sys.setrecursionlimit(4000)
    # The judges need seconds to import, and only one half is wanted.
    if options.command == "prepare":
        from .calls import prepare as run

        run(options.document, options.out)
        return 0
    from .verdicts import judge as run_judge

    return run_judge(options.folder, options.out)


if __name__ == "__main__":
    sys.exit(main())
