"""Media types: which kind of body each one is, and how a response body is written."""

from __future__ import annotations

import json
from typing import Any, Literal

BodyKind = Literal["json", "form", "multipart", "lines", "sequence", "events", "text", "xml", "bytes"]


def essence(media_type: str) -> str:
    """Returns the media type without parameters, in lower case."""
    return media_type.split(";")[0].strip().lower()


def kind_of(media_type: str, schema: Any = None) -> BodyKind:
    """Returns the kind of a body; for a range the schema decides."""
    name = essence(media_type)
    if name == "application/x-www-form-urlencoded":
        return "form"
    if name.startswith("multipart/"):
        return "multipart"
    if name == "text/event-stream":
        return "events"
    if name in ("application/json-seq", "application/geo+json-seq") or name.endswith("+json-seq"):
        return "sequence"
    if name in ("application/jsonl", "application/x-jsonl", "application/x-ndjson", "application/ndjson", "application/json-lines", "application/stream+json"):
        return "lines"
    if name == "application/json" or name.endswith("+json") or name == "text/json":
        return "json"
    if name in ("application/xml", "text/xml") or name.endswith("+xml"):
        return "xml"
    if name.startswith("text/") or is_yaml(name):
        return "text"
    if name in ("*/*", "application/*"):
        return "bytes" if is_binary(schema) else "json"
    return "bytes"


def is_yaml(media_type: str) -> bool:
    """Tells whether a media type is YAML, which is text (RFC 9512 §2.1)."""
    name = essence(media_type).rpartition("/")[2]
    return name.removeprefix("x-").removeprefix("vnd.") in ("yaml", "yml") or name.endswith("+yaml")


def is_binary(schema: Any) -> bool:
    """Tells whether a schema is that of bytes."""
    return isinstance(schema, dict) and schema.get("format") == "binary"


def concrete(media_type: str, schema: Any = None) -> str:
    """Returns a media type that a range covers."""
    name = essence(media_type)
    if "*" not in name:
        return media_type
    if name in ("*/*", "application/*"):
        if isinstance(schema, dict) and schema.get("type") == "string" and not is_binary(schema):
            return "text/plain" if name == "*/*" else "application/octet-stream"
        return "application/octet-stream" if is_binary(schema) else "application/json"
    return {"text/*": "text/plain", "image/*": "image/png", "audio/*": "audio/mpeg", "video/*": "video/mp4"}.get(name, "application/octet-stream")


def json_bytes(value: Any) -> bytes:
    """Returns a value as JSON."""
    return json.dumps(value, ensure_ascii=False).encode()


def lines_bytes(items: list[Any]) -> bytes:
    """Returns JSON Lines: one value on each line."""
    return b"".join(json_bytes(one) + b"\n" for one in items)


def sequence_bytes(items: list[Any]) -> bytes:
    """Returns a JSON text sequence (RFC 7464 §2.2)."""
    return b"".join(b"\x1e" + json_bytes(one) + b"\n" for one in items)


def event_bytes(event: dict[str, Any], text: bool) -> bytes:
    """Returns one server-sent event; `text` says that its data is text and no JSON."""
    lines: list[str] = []
    for name in ("id", "event", "retry"):
        if name in event:
            lines.append(f"{name}: {event[name]}")
    if "data" in event:
        data = event["data"] if text and isinstance(event["data"], str) else json.dumps(event["data"], ensure_ascii=False)
        lines += [f"data: {line}" for line in data.split("\n")]
    return ("\n".join(lines) + "\n\n").encode()
