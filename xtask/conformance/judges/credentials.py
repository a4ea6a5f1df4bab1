"""Judges credentials: those of one alternative of the operation's security are sent, each in its place, and none that no alternative has.

`Authorization` is decoded by Werkzeug (OpenAPI 3.1.1 §4.8.27, Security Scheme Object; §4.8.30, Security Requirement Object).
"""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import Authorization

from . import exact
from .document import Document
from .styles import Wrong
from .wire import Sent, percent, plus

# What the program sets, for each scheme.
TOKEN, USER, PASSWORD = "token", "user", "password"
BEARER = {"oauth2", "openIdConnect"}
Place = tuple[str, str]


def required(document: Document, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns the alternatives of an operation's security: its own, or else the document's."""
    found = operation.get("security", document.root.get("security"))
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def schemes(document: Document) -> dict[str, dict[str, Any]]:
    """Returns the declared schemes by name, and those that requirements name by a URI (since 3.2)."""
    declared = (document.root.get("components") or {}).get("securitySchemes")
    found = {name: document.deref(one) for name, one in declared.items()} if isinstance(declared, dict) else {}
    if document.version >= (3, 2):
        alternatives = [one for *_, operation in document.operations() for one in required(document, operation)]
        named = {name for one in alternatives for name in one if name.startswith("#") and name not in found}
        found |= {name: document.deref({"$ref": name}) for name in sorted(named) if document.resolve(name) is not None}
    return found


def place_of(scheme: dict[str, Any]) -> Place | None:
    """Returns where a scheme's credential is sent; nothing for one that a request does not show (mutual TLS) or that has no form here."""
    kind = scheme.get("type")
    if kind == "apiKey":
        name = str(scheme.get("name"))
        return (str(scheme.get("in")), name.lower() if scheme.get("in") == "header" else name)
    if kind in BEARER or (kind == "http" and str(scheme.get("scheme")).lower() in ("basic", "bearer")):
        return ("header", "authorization")
    return None


def check(document: Document, operation: dict[str, Any], message: Sent, taken: set[Place]) -> None:
    """Raises `Wrong` unless the credentials are those of an alternative; `taken` are the places of parameters, which say for themselves."""
    declared = schemes(document)
    alternatives = required(document, operation)
    if any(name not in declared for one in alternatives for name in one):
        return  # A requirement that names no scheme says nothing.
    problems = [problem_of(one, declared, message, taken) for one in alternatives]
    if problems and all(problems):
        raise Wrong(f"credentials: {problems[0]}")
    needed = [declared[name] for one in alternatives for name in one]
    wanted = {place_of(scheme) for scheme in needed}
    if any(scheme.get("type") == "http" for scheme in needed):
        wanted.add(("header", "authorization"))  # Whatever the scheme, that is where it goes (RFC 9110 §11.6.2).
    for name, scheme in declared.items():
        place = place_of(scheme)
        if place is not None and place not in wanted and place not in taken and values(message, place):
            raise Wrong(f"credentials: nothing requires {name}, and {exact.short(values(message, place)[0])} came out")


def problem_of(alternative: dict[str, Any], declared: dict[str, Any], message: Sent, taken: set[Place]) -> str | None:
    """Returns what is missing for an alternative. Where several schemes of it share a place, which has room for one value, either may be there."""
    sharing: dict[Place, list[str]] = {}
    for name in alternative:
        place = place_of(declared[name])
        if place is not None and place not in taken:
            sharing.setdefault(place, []).append(name)
    for place, names in sharing.items():
        found = values(message, place)
        if len(found) != 1:
            return f"{len(found)} values for {names[0]} in {' '.join(place)}"
        if not any(is_right(declared[name], found[0]) for name in names):
            return f"{exact.short(found[0])} came out for {names[0]}"
    return None


def is_right(scheme: dict[str, Any], text: str) -> bool:
    """Tells whether a text is the credential that was set."""
    if scheme.get("type") == "apiKey":
        return text == TOKEN
    decoded = Authorization.from_header(text)
    if decoded is None:
        return False
    if scheme.get("type") == "http" and str(scheme.get("scheme")).lower() == "basic":
        return decoded.type == "basic" and (decoded.username, decoded.password) == (USER, PASSWORD)
    return decoded.type == "bearer" and decoded.token == TOKEN


def values(message: Sent, place: Place) -> list[str]:
    """Returns what stands in a place."""
    where, name = place
    if where == "header":
        return message.header(name)
    if where == "query":
        return [plus(one) for one in message.take(name)]
    return [percent(value) for key, value in message.cookies() if percent(key) == name]
