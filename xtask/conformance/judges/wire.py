"""The recorded request as the parts of a message, still encoded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_plus


@dataclass
class Sent:
    """A request as it was sent."""

    method: str
    path: str
    query: list[tuple[str, str]]
    raw_query: str
    headers: list[tuple[str, str]]
    body: bytes
    used: set[int] = field(default_factory=set)

    def header(self, name: str) -> list[str]:
        """Returns every value of a header."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def take(self, name: str) -> list[str]:
        """Returns the raw values of a query parameter and marks them as explained."""
        found = [at for at, (key, _) in enumerate(self.query) if unquote_plus(key) == name]
        self.used.update(found)
        return [self.query[at][1] for at in found]

    def written(self, name: str, value: Any, explode: bool) -> str:
        """Returns the part of the query that a parameter of the style `form` was read from, with spaces as `%20`."""
        names = list(value) if explode and isinstance(value, dict) else [name]
        pairs = [f"{key}={text.replace('=', '%3D')}" for key, text in self.query if unquote_plus(key) in names]
        return "?" + "&".join(pairs).replace("+", "%20")

    def cookies(self) -> list[tuple[str, str]]:
        """Returns the cookies (RFC 6265 §4.2.1), still encoded."""
        found: list[tuple[str, str]] = []
        for line in self.header("cookie"):
            for pair in line.split(";"):
                name, _, value = pair.removeprefix(" ").partition("=")
                found.append((name, value))
        return found

    def left(self) -> list[str]:
        """Returns the query parameters that nothing explained."""
        return [unquote_plus(key) for at, (key, _) in enumerate(self.query) if at not in self.used]


def sent(request: dict[str, Any]) -> Sent:
    """Reads the request of a record."""
    path, _, query = request["target"].partition("?")
    pairs: list[tuple[str, str]] = []
    for pair in query.split("&") if query else []:
        name, _, value = pair.partition("=")
        pairs.append((name, value))
    headers = [(str(name), str(value)) for name, value in request.get("headers", [])]
    body = request.get("body") or b""
    return Sent(request["method"], path, pairs, query, headers, body if isinstance(body, bytes) else str(body).encode())


def plus(text: str) -> str:
    """Decodes a text of a query (`+` is a space)."""
    return unquote_plus(text, errors="strict")


def percent(text: str) -> str:
    """Decodes a text of a path or a cookie."""
    return unquote(text, errors="strict")
