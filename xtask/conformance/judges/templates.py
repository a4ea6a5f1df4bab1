"""Asks `uritemplate` to write what a parameter was decoded to: what comes out must be what was sent (OpenAPI 3.1.1, Appendix C; RFC 6570).

This is for the styles that RFC 6570 has: `simple`, `label` and `matrix`, and `form` of lists and objects without a null.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from uritemplate import URITemplate

from .styles import Wrong

NAME = f"uritemplate {version('uritemplate')}"
OPERATORS = {"simple": "", "label": ".", "matrix": ";", "form": "?"}


def check(name: str, style: str, explode: bool, value: Any, raw: str, place: str) -> None:
    """Raises `Wrong` unless the texts that came out, written by `uritemplate`, are the raw text."""
    if style not in OPERATORS or not re.fullmatch(r"[A-Za-z0-9_]+", name) or value in ([], {}, ""):
        return
    if style == "matrix" and not isinstance(value, str) and "" in (value.values() if isinstance(value, dict) else value):
        return  # `uritemplate` writes `;name=` for an empty member, where RFC 6570 §3.2.1 has `;name` (`ifemp`).
    template = f"{{{OPERATORS[style]}{name}{'*' if explode and not isinstance(value, str) else ''}}}"
    written = URITemplate(template).expand({name: value})
    between = delimiters(style, explode, value)
    # `uritemplate` sorts the keys of an object.
    ordered = sorted if isinstance(value, dict) else list
    if ordered(pieces(written, between)) != ordered(pieces(raw, between)):
        raise Wrong(f"{place}: {raw[:120]} was sent, {NAME} writes {written[:120]}")


def delimiters(style: str, explode: bool, value: Any) -> str:
    """Returns the letters that separate the pieces of a value; percent-encoded, or in a value that has no pieces, they are part of it."""
    if isinstance(value, str):
        return {"simple": "", "label": "", "matrix": ";=", "form": "?&="}[style]
    pair = "=" if explode and isinstance(value, dict) else ""
    return {"simple": "," + pair, "label": ",." + pair, "matrix": ",;=", "form": ",?&="}[style]


def pieces(text: str, between: str) -> list[str]:
    """Returns delimiters and the text between them in one form: some letters may be percent-encoded or not (RFC 3986 §2.3, §3.3)."""
    parts = re.split(f"([{re.escape(between)}])", text) if between else [text]
    return [quote(unquote_to_bytes(part), safe="") if at % 2 == 0 else part for at, part in enumerate(parts)]
