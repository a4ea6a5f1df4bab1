"""Installs the judges, pinned, into a folder: `python3 setup.py DIR`.

Makes `DIR/venv` from `requirements.txt` and `DIR/node_modules` from `package-lock.json`, unless both are up to date, and prints the
interpreter to run `-m judges` with. Progress goes to the standard error stream.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PINS = ["requirements.txt", "package.json", "package-lock.json"]


def fingerprint() -> str:
    """Returns the hash of everything that pins a version."""
    digest = hashlib.sha256(sys.version.encode())
    for name in PINS:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()


def run(command: list[str], folder: Path) -> None:
    """Runs a command; its output is progress."""
    print("+", " ".join(command), file=sys.stderr, flush=True)
    subprocess.run(command, cwd=folder, stdout=sys.stderr, check=True)


def install(folder: Path) -> None:
    """Installs the packages of both registries."""
    folder.mkdir(parents=True, exist_ok=True)
    venv.create(folder / "venv", with_pip=True, clear=True)
    pip = [str(interpreter(folder)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--requirement", str(HERE / "requirements.txt")], folder)
    for name in PINS[1:]:
        shutil.copy(HERE / name, folder / name)
    run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], folder)


def interpreter(folder: Path) -> Path:
    """Returns the interpreter of the virtual environment."""
    return folder / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main() -> int:
    """Installs what is not installed yet and prints the interpreter."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1]).resolve()
    stamp = folder / "installed"
    wanted = fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        stamp.unlink(missing_ok=True)
        install(folder)
        stamp.write_text(wanted)
    print(interpreter(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
