"""Gives the verdict on what a crate made of a response."""

from __future__ import annotations

from typing import Any

from . import exact, media
from .schemas import AMBIGUOUS, Schemas

BYTES_WORDS = ("bytes", "text")


def judge_response(call: dict[str, Any], outcome: dict[str, Any], schemas: Schemas, operation: dict[str, Any]) -> tuple[str, str]:
    """Returns the word on an outcome and what is wrong with it."""
    answer = call["response"]
    if answer.get("unmade"):
        return "unjudged", f"no response can be made: {answer['unmade']}"
    error = outcome.get("error")
    status = answer["status"]
    if error is not None:
        kind = error.get("kind")
        if kind == "refused":
            return "unjudged", ""
        if kind != "api":
            return "invalid", f"{kind} error: {str(error.get('text', ''))[:300]}"
        if 200 <= status < 300:
            stopped = "stream" in answer and ends_with_failure(answer["stream"], outcome)
            return ("equal", "") if stopped else ("differs", f"status {status} became an error")
        if error.get("status") != status:
            return "differs", f"status {status} went in, {error.get('status')} came out"
        return matched(answer, error, schemas, operation, failed=True)
    if status >= 400:
        return "differs", f"status {status} became no error"
    return matched(answer, outcome, schemas, operation, failed=False)


def matched(answer: dict[str, Any], outcome: dict[str, Any], schemas: Schemas, operation: dict[str, Any], failed: bool) -> tuple[str, str]:
    """Compares what a body means with what came out of the crate."""
    body = answer.get("body") or b""
    if "stream" in answer:
        return stream(answer["stream"], outcome, body, failed)
    if "value" not in answer:
        return without_value(body, outcome, failed)
    wanted = answer["value"]
    if "value" in outcome:
        found = exact.difference(wanted, outcome["value"])
        if found and not as_text(outcome["value"], wanted, body):
            return "differs", found
        against = violation(answer, outcome["value"], schemas, operation)
        return ("invalid", against) if against else ("equal", "")
    text = isinstance(wanted, str) or media.kind_of(str(answer.get("media_type", ""))) == "text"
    untyped = not failed or text or success_too(answer, operation)
    if "text" in outcome and untyped:
        return ("equal", "") if raw(outcome["text"]) == body else ("differs", f"text {exact.short(outcome['text'])} came out")
    if "bytes" in outcome:
        return ("equal", "") if raw_bytes(outcome["bytes"]) == body else ("differs", "other bytes came out")
    return "differs", f"nothing came out, {exact.short(wanted)} went in"


def ends_with_failure(wanted: list[Any], outcome: dict[str, Any]) -> bool:
    """Tells whether a stream was given up to an event that says `error`, and that event as an error, whole.

    No specification says what an event means; that such a one ends the stream is how APIs use it, and what it says is not lost.
    """
    items, error = outcome.get("items", []), outcome["error"]
    if len(items) >= len(wanted) or stream(wanted[: len(items)], {"items": items}, b"", failed=False)[0] != "equal":
        return False
    event = wanted[len(items)]
    data = event["data"] if isinstance(event, dict) and "data" in event else event
    named = isinstance(event, dict) and event.get("event") == "error"
    if not named and not (isinstance(data, dict) and data.get("error")):
        return False
    return exact.difference(data, loaded_or_text(raw(error.get("text", "")))) is None


def loaded_or_text(body: bytes) -> Any:
    """Returns JSON as its value, and anything else as text."""
    try:
        return exact.load(body)
    except ValueError:
        return body.decode()


def as_text(value: Any, wanted: Any, body: bytes) -> bool:
    """Tells whether a body of text and its value, which a schema may describe as an object, are the same."""
    if isinstance(value, str) and raw(value) == body:
        return True
    try:
        return isinstance(wanted, str) and exact.difference(exact.load(body), value) is None
    except ValueError:
        return False


def success_too(answer: dict[str, Any], operation: dict[str, Any]) -> bool:
    """Tells whether a failure has the only declared response, `default`: that one types the success, and the body of a failure is kept as text."""
    declared = operation.get("responses") or {}
    return answer.get("declared") == "default" and not any(str(one).startswith("2") for one in declared)


def without_value(body: bytes, outcome: dict[str, Any], failed: bool) -> tuple[str, str]:
    """Compares a body of bytes, or none."""
    if "bytes" in outcome:
        return ("equal", "") if raw_bytes(outcome["bytes"]) == body else ("differs", "other bytes came out")
    if failed or outcome.get("unit"):
        return ("equal", "") if not body or failed else ("differs", f"{len(body)} bytes went in, nothing came out")
    if not body and outcome.get("value") is None and "value" in outcome:
        return "equal", ""
    if "text" in outcome and raw(outcome["text"]) == body:
        return "equal", ""
    return "differs", f"{len(body)} bytes went in, {exact.short(outcome)} came out"


def stream(wanted: list[Any], outcome: dict[str, Any], body: bytes, failed: bool) -> tuple[str, str]:
    """Compares the items of a stream; an event may come as its data alone."""
    if "bytes" in outcome and raw_bytes(outcome["bytes"]) == body:
        return "equal", ""
    if failed and "text" in outcome and raw(outcome["text"]) == body:
        return "equal", ""  # The body of an error is kept as it came; it is no stream.
    items = outcome.get("items", outcome.get("value"))
    if not isinstance(items, list):
        return "differs", f"no items came out: {exact.short(outcome)}"
    if len(items) != len(wanted):
        return "differs", f"{len(wanted)} items went in, {len(items)} came out"
    for at, (one, got) in enumerate(zip(wanted, items)):
        found = exact.difference(one, got, f"$[{at}]")
        data = one["data"] if isinstance(one, dict) and "data" in one else None
        alone = data is not None and exact.difference(data, got) is None
        wrapped = isinstance(got, dict) and set(got) == {"data"} and exact.difference(one, got["data"]) is None
        if found and not alone and not wrapped:
            return "differs", found
    return "equal", ""


def violation(answer: dict[str, Any], value: Any, schemas: Schemas, operation: dict[str, Any]) -> str | None:
    """Returns how the value that came out violates the schema of the response, in plain JSON numbers."""
    responses = operation.get("responses") or {}
    status = str(answer["status"])
    one = responses.get(status) or responses.get(status[0] + "XX") or responses.get(status[0] + "xx") or responses.get("default")
    content = schemas.document.deref(one).get("content") or {}
    found = content.get(answer["media_type"])
    if found is None:
        return None
    if media.kind_of(answer["media_type"]) != "json":
        return None
    against = schemas.error(schemas.document.deref(found).get("schema", True), exact.plain(value))
    # The value that went in was no better.
    return None if against and AMBIGUOUS in against else against


def raw(value: Any) -> bytes:
    """Returns the bytes of a text."""
    return value if isinstance(value, bytes) else str(value).encode()


def raw_bytes(value: Any) -> bytes:
    """Returns bytes of base64, or as they are."""
    import base64

    return value if isinstance(value, bytes) else base64.b64decode(value)
