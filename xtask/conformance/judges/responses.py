"""Makes responses from the declared ones: status, media type, body, and the value that the body means."""

from __future__ import annotations

from typing import Any, Iterator

from . import media
from .flat import Unmakeable, tags
from .make import Kind, Maker
from .texts import FILES

EVENT_FIELDS = {"data", "event", "id", "retry"}
# Statuses without a body (RFC 9110 §15.2, §15.3.5, §15.3.6, §15.4.5).
BODILESS = {204, 205, 304}
MAX_ITEMS = 32
# Bodies of XML are text to Specsmith, so that any XML will do.
XML = '<?xml version="1.0" encoding="UTF-8"?><thing id="1">ünï &amp; more</thing>'


class Declared:
    """One declared response: a status and one of its media types, or none, and its headers."""

    def __init__(self, key: str, status: int, media_type: str | None, content: dict[str, Any], headers: Any = None):
        self.key, self.status, self.media_type, self.content = key, status, media_type, content
        self.headers: dict[str, Any] = headers if isinstance(headers, dict) else {}

    @property
    def good(self) -> bool:
        """Tells whether the status is a success."""
        return 200 <= self.status < 300


def declared(document: Any, operation: dict[str, Any]) -> list[Declared]:
    """Returns the declared responses, successes first."""
    responses = operation.get("responses")
    responses = responses if isinstance(responses, dict) else {}
    taken = {int(key) for key in responses if key.isdigit()}
    found: list[Declared] = []
    for key, response in responses.items():
        if key.startswith("x-"):
            continue
        response = document.deref(response)
        headers = response.get("headers")
        for status in statuses(key, taken, responses):
            content = response.get("content")
            if not isinstance(content, dict) or not content or status in BODILESS:
                found.append(Declared(key, status, None, {}, headers))
                continue
            found += [Declared(key, status, name, document.deref(one), headers) for name, one in content.items()]
    return sorted(found, key=lambda one: not one.good)


def statuses(key: str, taken: set[int], responses: dict[str, Any]) -> Iterator[int]:
    """Yields the statuses that a key of the responses object stands for; no interim ones, which end no call."""
    if key.isdigit():
        if int(key) >= 200:
            yield int(key)
    elif key.upper() in ("2XX", "3XX", "4XX", "5XX"):
        first = int(key[0]) * 100
        yield next((one for one in (first, first + 2, first + 18, first + 99) if one not in taken), first + 98)
    elif key == "default":
        if not any(one.startswith("2") for one in responses):
            yield 200
        free = (one for one in (500, 400, 418, 499, 599, 300) if one not in taken and not ranged(one, responses))
        yield next(free, 599)


def ranged(status: int, responses: dict[str, Any]) -> bool:
    """Tells whether a range of the responses object covers a status."""
    return any(key.upper() == f"{status // 100}XX" for key in responses)


def bare(status: int) -> dict[str, Any]:
    """Returns a response without a body."""
    return {"status": status, "media_type": None, "headers": [], "body": b""}


def response(maker: Maker, one: Declared, kind: Kind, head: bool = False) -> dict[str, Any]:
    """Returns a response; raises `Unmakeable` if its schema cannot be satisfied."""
    made = bare(one.status)
    if one.media_type is None or head:
        return made
    schema = one.content.get("schema", True)
    items = one.content.get("itemSchema")
    node = maker.flattener.flat(schema)
    made["media_type"] = media.concrete(one.media_type, node)
    how = media.kind_of(made["media_type"], node)
    if how == "bytes" and node.get("type") == "string" and not media.is_binary(node):
        how = "text"
    if how in ("events", "lines", "sequence"):
        return {**made, **stream(maker, how, schema, items, kind)}
    if how == "json":
        value = maker.value(schema, kind)
        return {**made, "body": media.json_bytes(value), "value": value}
    if how == "text":
        value = maker.value(schema, kind)
        text = value if isinstance(value, str) else media.json_bytes(value).decode()
        return {**made, "body": text.encode(), "value": text if isinstance(value, (dict, list)) else value}
    if how == "xml":
        return {**made, "body": XML.encode(), "value": XML}
    return {**made, "body": FILES[0]}


def stream(maker: Maker, how: str, schema: Any, items: Any, kind: Kind) -> dict[str, Any]:
    """Returns body and items of a response that comes item by item."""
    item = items if items is not None else element(maker, schema)
    made: list[Any] = []
    written: list[bytes] = []
    before = -1
    while len(made) < 2 or (maker.fresh > before and len(made) < MAX_ITEMS):
        before = maker.fresh
        value, text = event(maker, item, kind) if how == "events" else (maker.value(item, kind), b"")
        made.append(value)
        written.append(text)
    if how == "events":
        return {"body": b"".join(written), "stream": made}
    body = media.lines_bytes(made) if how == "lines" else media.sequence_bytes(made)
    return {"body": body, "stream": made}


def element(maker: Maker, schema: Any) -> Any:
    """Returns the schema of an item where a document describes the list of all of them, as those before 3.2 do."""
    node = maker.flattener.flat(schema)
    return node.get("items", True) if node.get("type") == "array" else schema


def event(maker: Maker, schema: Any, kind: Kind) -> tuple[Any, bytes]:
    """Returns an event's value and its text. Where the schema is that of the data, the value is the data (OpenAPI 3.2 §4.14.4)."""
    value = maker.value(schema, kind)
    if isinstance(value, dict) and "retry" in value and set(value) <= EVENT_FIELDS:
        value = {**value, "retry": 3000}  # Digits only (WHATWG HTML §9.2.6).
    if isinstance(value, dict) and set(value) <= EVENT_FIELDS:
        # An empty name or id is the same as none (WHATWG HTML §9.2.6).
        value = {name: "some" if name in ("event", "id") and inner == "" else inner for name, inner in value.items()}
    if isinstance(value, dict) and "data" not in value and set(value) <= EVENT_FIELDS and "data" in envelope(maker, schema, value):
        value = {**value, "data": maker.value(envelope(maker, schema, value)["data"], kind)}  # An event without data is not dispatched.
    if isinstance(value, dict) and "data" in value and set(value) <= EVENT_FIELDS:
        described = data_schema(maker, schema, value)
        if described.get("contentMediaType") == "application/json":
            value = {**value, "data": maker.value(described.get("contentSchema", {"type": "object"}), kind)}
            return value, media.event_bytes(value, text=False)
        text = isinstance(value["data"], str)
        return {name: inner if name != "data" else inner for name, inner in value.items()}, media.event_bytes(value, text)
    text = isinstance(value, str)
    return value, media.event_bytes({"data": value}, text)


def envelope(maker: Maker, schema: Any, value: Any) -> dict[str, Any]:
    """Returns the properties of an event's schema, in the variant that the value satisfies."""
    try:
        node = maker.flattener.flat(schema)
        if node.get("x-unions"):
            variants, discriminator = node["x-unions"][0]
            fitting = [one for one in variants if maker.schemas.error(one, value) is None]
            fitting = [one for one in fitting if is_tagged(one, discriminator, value)] or fitting
            node = maker.flattener.with_variant(node, fitting[0], discriminator) if fitting else node
        return node.get("properties") or {}
    except Unmakeable:
        return {}


def is_tagged(variant: Any, discriminator: Any, value: dict[str, Any]) -> bool:
    """Tells whether a value has a tag that its union's discriminator gives a variant."""
    reference = variant.get("$ref") if isinstance(variant, dict) else None
    if not isinstance(discriminator, dict) or not isinstance(reference, str):
        return False
    return value.get(discriminator.get("propertyName")) in tags(discriminator, reference)


def data_schema(maker: Maker, schema: Any, value: Any) -> dict[str, Any]:
    """Returns the node of an event's `data`."""
    try:
        return maker.flattener.flat(envelope(maker, schema, value).get("data", True))
    except Unmakeable:
        return {}
