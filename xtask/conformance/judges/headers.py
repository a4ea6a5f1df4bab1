"""Makes the headers of responses from their declarations, writes them, and compares them with what the getters of the crate return."""

from __future__ import annotations

import json
import re
from typing import Any, Callable

from uritemplate import URITemplate

from . import exact, media
from .flat import UNIONS, Flattener, Unmakeable
from .make import Kind, Maker
from .styles import nested_in, text_of

# What HTTP itself writes or acts upon: another value would make the response another one.
LEFT_OUT = {
    *("content-type",),  # Ignored where responses declare it (OpenAPI 3.1.1 §4.8.17.1).
    *("content-length", "transfer-encoding", "trailer", "content-encoding"),  # Framing and codings (RFC 9110 §8.4, §8.6; RFC 9112 §6).
    *("connection", "keep-alive", "proxy-connection", "te", "upgrade"),  # Of the connection (RFC 9110 §7.6.1).
}
# Read by methods of their own.
REQUEST_IDS = ("x-request-id", "request-id")
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
TEXT = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
TRIES = 4
PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}


def made(maker: Maker, declared: dict[str, Any], key: str, status: int, kind: Kind, apart: bool, drop: Callable[[str, str], None]) -> list[dict[str, Any]]:
    """Returns the headers of a response: name, value, and the lines it is written in. `apart` gives each element of a list a line."""
    found: dict[str, dict[str, Any]] = {}
    for name, one in declared.items():
        one = maker.schemas.document.deref(one)
        needed = one.get("required") is True
        if left_out(name, key, status) or name.lower() in found or (kind == "required" and not needed):
            continue
        try:
            value, text = valid(maker, one, "all" if kind == "null" else kind)
        except Unmakeable as reason:
            drop(f"header {name}", str(reason))
            continue
        lines = text.split(",") if apart and isinstance(value, list) and "content" not in one else [text]
        found[name.lower()] = {"name": name, "value": value, "lines": lines}
    return list(found.values())


def left_out(name: str, key: str, status: int) -> bool:
    """Tells whether a header is none that a response may have with just any value."""
    lower = name.lower()
    if lower in LEFT_OUT or not TOKEN.fullmatch(name):
        return True
    # A redirect goes to the one; the other is a time to wait, which errors have a method for.
    return (lower == "location" and 300 <= status < 400) or (lower == "retry-after" and (status >= 400 or key == "default"))


def valid(maker: Maker, one: dict[str, Any], kind: Kind) -> tuple[Any, str]:
    """Returns a value and its text; raises `Unmakeable` if none of a few values has a text that a header can hold."""
    reason = "no value was found"
    for _ in range(TRIES):
        value = value_of(maker, one, kind)
        try:
            return value, text(one, value)
        except Unmakeable as problem:
            reason = str(problem)
    raise Unmakeable(reason)


def value_of(maker: Maker, one: dict[str, Any], kind: Kind) -> Any:
    """Returns a value of a header."""
    content = one.get("content")
    if isinstance(content, dict) and content:
        media_type, inner = next(iter(content.items()))
        place = "json" if media.kind_of(media_type) == "json" else "header"
        return maker.value(maker.schemas.document.deref(inner).get("schema", True), kind, place)
    return maker.value(one.get("schema", True), kind, "header")


def text(one: dict[str, Any], value: Any) -> str:
    """Returns the text of a value; raises `Unmakeable` where a header cannot hold it (RFC 9110 §5.5)."""
    content = one.get("content")
    if isinstance(content, dict) and content:
        media_type = next(iter(content))
        how = media.kind_of(media_type)
        if how not in ("json", "text") or (how == "text" and isinstance(value, (dict, list))):
            raise Unmakeable(f"no form for {media_type}")
        found = json.dumps(value) if how == "json" else text_of(value)
    else:
        found = expanded(value, one.get("explode") is True)
    if found and not TEXT.fullmatch(found):
        raise Unmakeable(f"{exact.short(found)} is no value of a header")
    return found


def expanded(value: Any, explode: bool) -> str:
    """Returns the text of a value in the style `simple`.

    `uritemplate` writes it for stand-ins, whose texts then take their places unchanged: nothing in a header is percent-encoded (OpenAPI 3.1.1, Appendix D).
    """
    if nested_in(value):
        raise Unmakeable("lists and objects inside have no form (OpenAPI 3.1.1 §4.8.12.3)")
    pieces: list[str] = []

    def stand_in(piece: Any) -> str:
        written = text_of(piece)
        if isinstance(value, (list, dict)) and ("," in written or written != written.strip() or not written):
            raise Unmakeable(f"{exact.short(written)} cannot be told from its neighbours")
        pieces.append(written)
        return f"piece{len(pieces) - 1}."

    if isinstance(value, dict):
        shape: Any = {stand_in(key): stand_in(inner) for key, inner in value.items()}
    else:
        shape = [stand_in(inner) for inner in value] if isinstance(value, list) else stand_in(value)
    template = "{value*}" if explode and isinstance(value, (list, dict)) else "{value}"
    return re.sub(r"piece(\d+)\.", lambda found: pieces[int(found[1])], URITemplate(template).expand({"value": shape}))


def is_text_of(given: dict[str, Any], came: Any) -> bool:
    """Tells whether a text is that of a header, or a list has the texts of its elements."""
    if isinstance(came, list):
        return isinstance(given["value"], list) and came == [text_of(one) for one in given["value"]]
    parts = [part.strip() for part in ",".join(given["lines"]).split(",")]
    return isinstance(came, str) and [part.strip() for part in came.split(",")] == parts


class Getters:
    """The headers that a document declares, and what their getters may return."""

    def __init__(self, document: Any, answers: dict[str, Any], names: list[str] | None):
        self.document, self.answers = document, answers
        self.flattener = Flattener(document)
        self.names = None if names is None else {name.lower() for name in names}
        self.shapes: dict[str, set[str]] = {}
        for operation in answers.values():
            for response in (operation.get("responses") or {}).values():
                for name, one in (document.deref(response).get("headers") or {}).items():
                    self.shapes.setdefault(name.lower(), set()).add(self.shape(document.deref(one)))

    def shape(self, one: dict[str, Any]) -> str:
        """Returns the type of a header: a plain one, a list of a plain one, or `other`."""
        if "content" in one:
            return "other"
        try:
            node = self.flattener.flat(one.get("schema", True))
            if self.type_of(node) != "array":
                return PLAIN.get(self.type_of(node), "other")
            items = self.flattener.flat(node.get("items", True))
            return f"list of {PLAIN[self.type_of(items)]}" if self.type_of(items) in PLAIN else "other"
        except Unmakeable:
            return "other"

    def type_of(self, node: dict[str, Any]) -> str:
        """Returns the only type of a node beside null, or nothing."""
        declared = node.get("type")
        some = [one for one in declared if one != "null"] if isinstance(declared, list) else [declared]
        return str(some[0]) if len(some) == 1 and not node.get(UNIONS) else ""

    def is_text(self, name: str) -> bool:
        """Tells whether the text of a header is all that its getter can return: for objects, unions, `content`, and types that contradict each other."""
        shapes = self.shapes.get(name.lower(), set())
        return "other" in shapes or len(shapes) > 1

    def against(self, call: dict[str, Any], record: dict[str, Any]) -> str:
        """Returns how the headers that came out are not those that went in, or nothing."""
        came = record.get("headers")
        given = call["response"].get("declared_headers")
        if given is None or came is None:
            return ""
        found = [self.one(each, {name.lower(): value for name, value in came.items()}) for each in given if each["name"].lower() not in REQUEST_IDS]
        names = {each["name"].lower() for each in given}
        # The id is text, whatever its schema says; a response may have two.
        ids = [", ".join(each["lines"]) for each in given if each["name"].lower() in REQUEST_IDS]
        got = record.get("request_id")
        found += [f"request id: {exact.short(ids)} went in, {exact.short(got)} came out"] if ids and got not in ids else []
        found += [f"header {name}: nothing went in, {exact.short(value)} came out" for name, value in came.items() if name.lower() not in names | LEFT_OUT]
        return next((one for one in found if one), "")

    def one(self, given: dict[str, Any], came: dict[str, Any]) -> str:
        """Returns how one header differs from what went in, or nothing."""
        name, lower = given["name"], given["name"].lower()
        if self.names is not None and lower not in self.names:
            return f"header {name}: it has no typed getter"
        if lower not in came:
            return f"header {name}: {exact.short(given['value'])} went in, nothing came out"
        difference = exact.difference(given["value"], came[lower], f"header {name}: $") or ""
        return "" if self.is_text(lower) and is_text_of(given, came[lower]) else difference
