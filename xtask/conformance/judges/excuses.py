"""Excuses: known disagreements, each with a reason, as data (`excuses.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

FILE = Path(__file__).resolve().parent.parent / "excuses.toml"
Who = Literal["judge", "document", "us"]


@dataclass(frozen=True)
class Excuse:
    """One excuse. `judge`: only where the specification's table has nothing against the request."""

    id: str
    who: Who
    document: str
    operation: str
    detail: re.Pattern[str]

    def covers(self, slug: str, pointer: str, detail: str, by_judge: bool) -> bool:
        """Tells whether a disagreement is this one. An excuse about a judge needs another judge that agrees with the request."""
        if self.who == "judge" and not by_judge:
            return False
        named = fnmatchcase(slug, self.document) and fnmatchcase(pointer, self.operation)
        return named and self.detail.search(detail) is not None


def read(file: Path = FILE) -> list[Excuse]:
    """Reads the excuses; each must have its reason, where that can be read, and what a second reader found."""
    found = []
    for one in tomllib.loads(file.read_text(encoding="utf-8")).get("excuse", []):
        for word in ("id", "who", "document", "detail", "reason", "see", "checked"):
            if not one.get(word):
                raise SystemExit(f"{file}: an excuse without `{word}`: {one.get('id')}")
        if one["who"] not in ("judge", "document", "us"):
            raise SystemExit(f"{file}: `who` of {one['id']} is none of judge, document and us")
        found.append(Excuse(one["id"], one["who"], one["document"], one.get("operation", "*"), re.compile(one["detail"])))
    return found
