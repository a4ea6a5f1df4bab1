"""Makes response values with `hypothesis-jsonschema`, which knows nothing of Specsmith or of the other maker, where a schema is small enough."""

from __future__ import annotations

import signal
import warnings
from contextlib import contextmanager
from typing import Any, Iterator

import hypothesis
from hypothesis_jsonschema import from_schema

from .flat import Unmakeable
from .schemas import Schemas

# Parts of a schema with its references written out; beyond it the search takes seconds.
LARGEST = 120
# Parts that all tries of one schema may have: a try of a large schema takes a second.
PARTS = 240
# Seconds of the processor for one schema: parts of an `allOf` that exclude each other, say, take minutes.
SECONDS = 10.0
KEPT = {
    *("type", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems"),
    *("minimum", "maximum", "multipleOf", "minLength", "maxLength", "pattern", "allOf", "anyOf", "oneOf", "not"),
    *("minProperties", "maxProperties", "exclusiveMinimum", "exclusiveMaximum"),
}
FORMATS = {"date", "date-time", "time", "email", "ipv4", "ipv6", "uri", "uuid", "hostname"}
WIDE = {"minimum": -(2**63), "maximum": 2**63 - 1}


class Writer:
    """Writes a schema out as one of JSON Schema draft 7 without references."""

    def __init__(self, schemas: Schemas):
        self.schemas = schemas
        self.parts = 0

    def written(self, schema: Any, trail: tuple[str, ...] = ()) -> Any:
        """Returns the schema; raises `Unmakeable` for one that is recursive or large."""
        self.parts += 1
        if self.parts > LARGEST:
            raise Unmakeable("the schema is large")
        if not isinstance(schema, dict):
            return schema
        reference = schema.get("$ref")
        if isinstance(reference, str):
            target = self.schemas.document.resolve(reference)
            if reference in trail or target is None:
                raise Unmakeable("the schema is recursive")
            return self.written(target, (*trail, reference))
        if any(word in schema for word in ("prefixItems", "patternProperties", "if", "discriminator", "unevaluatedProperties")):
            raise Unmakeable("a keyword of another draft")
        made = {word: self.inner(word, value, trail) for word, value in schema.items() if word in KEPT}
        if schema.get("format") in FORMATS:
            made["format"] = schema["format"]
        bounded(made)
        if schema.get("nullable") is True and "type" in made:
            made = {"anyOf": [made, {"type": "null"}]}
        return made

    def inner(self, word: str, value: Any, trail: tuple[str, ...]) -> Any:
        """Returns the value of a keyword with its schemas written out."""
        if word == "properties":
            return {name: self.written(one, trail) for name, one in value.items() if not hidden(one)}
        if word in ("allOf", "anyOf", "oneOf"):
            return [self.written(one, trail) for one in value]
        if word in ("items", "not", "additionalProperties"):
            return self.written(value, trail)
        return value


def hidden(schema: Any) -> bool:
    """Tells whether a property is not in responses."""
    return isinstance(schema, dict) and schema.get("writeOnly") is True


def bounded(made: dict[str, Any]) -> None:
    """Gives integers the range that JSON is read with everywhere, and flags of bounds the form of later drafts."""
    for flag, word in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(made.get(flag), bool):
            if made.pop(flag) and word in made:
                made[flag] = made.pop(word)
    if made.get("type") == "integer":
        for word, value in WIDE.items():
            made.setdefault(word, value)


class TooLong(BaseException):
    """A schema has taken its time. No `Exception`, which hypothesis would take for a value that fails, and try once more."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises `TooLong` once the processor has worked for so long, where the system can measure it; and again, in case it is caught."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: Any) -> None:
        raise TooLong(f"more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def value_of(schemas: Schemas, schema: Any) -> Any:
    """Returns a value of a schema, the same one each time; raises `Unmakeable` where there is none to be had."""
    writer = Writer(schemas)
    written = writer.written(schema)
    found: list[Any] = []

    def keep(one: Any) -> None:
        found.append(one)

    settings = hypothesis.settings(
        max_examples=max(2, min(12, PARTS // writer.parts)),
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    try:
        with limited(SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            strategy = from_schema(written)
            settings(hypothesis.given(strategy)(keep))()
    except (Exception, TooLong) as problem:  # noqa: BLE001 (whatever it says, it has no value)
        raise Unmakeable(f"{type(problem).__name__}: {str(problem)[:100]}") from None
    valid = [one for one in found if schemas.error(schema, one) is None]
    if not valid:
        raise Unmakeable("no value of hypothesis-jsonschema is valid")
    return max(valid, key=lambda one: len(repr(one)))
