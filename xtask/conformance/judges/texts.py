"""Makes texts: by format, by pattern, and otherwise texts that are hard to carry."""

from __future__ import annotations

import random
import re
from typing import Any, Callable, Literal

import exrex
import hypothesis
from hypothesis import strategies

Place = Literal["json", "path", "query", "delimited", "bracketed", "reserved", "header", "cookie", "form", "multipart"]

HARD = [
    'it\'s "quoted"',
    "two words",
    "a/b%2Fc+d&e=f",
    "ünïcödé 漢字 🎉",
    "",
    "100% sure?#[x]@!$'()*,;:",
    "back\\slash and | pipe",
    "true",
    "007",
]
# Bytes outside ASCII in a header have no meaning that both sides share (RFC 9110 §5.5).
HEADER = ['say "hi"', "two words", "a/b%2Fc+d&e=f", "100% sure?#[x]@!$'()*;:", "plain", "007"]
FILES = [b"\x00\x01\x02\xff\xfe\r\n--\r\nend\x00", b"second file \x00 \xc3\x28", b""]

FORMATS: dict[str, list[str]] = {
    "date": ["2024-02-29", "1999-12-31", "0001-01-01"],
    "date-time": ["2024-02-29T12:34:56Z", "2023-01-02T03:04:05.100Z", "1999-12-31T23:59:59.123456789+05:30", "2020-06-01T00:00:00-11:00"],
    "time": ["12:34:56Z", "23:59:59.250+01:00"],
    "duration": ["P1DT2H3M4S", "PT0.5S", "P3W"],
    "email": ["a.b+c@example.com", "x@example.org"],
    "idn-email": ["a.b+c@example.com"],
    "hostname": ["a-b.example.com", "localhost"],
    "ipv4": ["192.0.2.1", "203.0.113.255"],
    "ipv6": ["2001:db8::1", "::1"],
    "ip": ["192.0.2.1", "2001:db8::1"],
    "uri": ["https://example.com/a%20b?x=1&y=a+b#part", "urn:isbn:0451450523"],
    "uri-reference": ["/a/b?x=1#y", "https://example.com/"],
    "iri": ["https://example.com/%C3%BC"],
    "url": ["https://example.com/a?b=c&d=e", "http://localhost:8080/"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"],
    "guid": ["123e4567-e89b-12d3-a456-426614174000"],
    "byte": ["AAEC/v8=", "aGVsbG8gd29ybGQ=", ""],
    "base64": ["AAEC/v8=", "aGVsbG8="],
    "base64url": ["AAEC_v8", "aGVsbG8"],
    "json-pointer": ["/a/b~1c", ""],
    "regex": ["^a+$", "[0-9]"],
    "decimal": ["12.50", "-0.001", "100"],
    "int32": ["42", "-7"],
    "int64": ["9007199254740993", "-7"],
    "uint32": ["42", "4294967295"],
    "uint64": ["18446744073709551615", "0"],
    "float": ["1.5", "-0.25"],
    "double": ["1.5", "-0.25"],
    "unix-time": ["1700000000"],
}
# Texts that satisfy many patterns of real documents; tried before a text is made from the pattern itself.
COMMON = [
    *("a", "abc", "A", "ABC", "Ab1", "1", "12", "0", "1.0", "-1", "name", "a-b", "a_b", "a.b", "abc123", "plain text"),
    *("US", "USD", "en", "en-US", "en_US", "#ff0000", "0x1f", "10:30", "12:34:56", "v1", "1.2.3", "/", "/a", "/a/b", "100%"),
]


def choices(schema: dict[str, Any], place: Place) -> list[str]:
    """Returns the texts to choose from for a schema, best first; empty if none could be made."""
    shape = schema.get("format")
    pattern = schema.get("pattern")
    # A segment of a path is not empty, whatever the format.
    least, most = max(bound(schema, "minLength", 0), int(place == "path")), bound(schema, "maxLength", None)
    made: list[str] = list(FORMATS.get(shape, [])) if isinstance(shape, str) else []
    plain = not made
    if isinstance(pattern, str):
        made = [*made, *hard(place), *COMMON] if plain else made
        made = [one for one in made if fits(one, pattern, least, most)]
        return made[:4] or from_pattern(pattern, least, most)
    if plain:
        made = hard(place) if schema.get("contentEncoding") not in ("base64", "base64url") else FORMATS["base64url"][:1]
        made = [sized(one, least, most) for one in made]
    fitting = [one for one in made if least <= len(one) and (most is None or len(one) <= most)]
    return fitting or [sized(made[0], least, most)]


def bound(schema: dict[str, Any], word: str, otherwise: Any) -> Any:
    """Returns a bound of the schema as an integer."""
    value = schema.get(word)
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else otherwise


def hard(place: Place) -> list[str]:
    """Returns texts that are hard to carry at a place and can be carried there."""
    if place == "header":
        return HEADER
    if place == "path":
        return [one for one in HARD if one]
    if place == "reserved":
        # Percent-encoded triplets in a value stay as they are (RFC 6570 §3.2.3), so that no `%` can be told from another.
        return ["a/b?c:d@e", "plain", "ünïcödé", "two words"]
    if place in ("delimited", "bracketed"):
        # The specification leaves open how a delimiter inside a value is told from one between values.
        return [one for one in HARD if not set(one) & set(" |,[]")] + ["plain", "ünïcödé"]
    return HARD


def sized(text: str, least: int, most: int | None) -> str:
    """Returns a text cut or filled so that it has an allowed length."""
    if most is not None and len(text) > most:
        text = text[:most]
        text = text.strip() if len(text.strip()) >= least else text.replace(" ", "_")
    return text + "x" * (least - len(text))


def fits(text: str, pattern: str, least: int, most: int | None) -> bool:
    """Tells whether a text matches a pattern and has an allowed length."""
    try:
        matches = re.search(pattern, text) is not None
    except re.error:
        return False
    return matches and least <= len(text) and (most is None or len(text) <= most)


MADE: dict[tuple[str, int, int | None], list[str]] = {}


def from_pattern(pattern: str, least: int, most: int | None) -> list[str]:
    """Returns texts made from a pattern, the same ones each time."""
    key = (pattern, least, most)
    if key not in MADE:
        attempts: list[Callable[[str, int, int | None], list[str]]] = [by_exrex, by_hypothesis]
        MADE[key] = next((found for found in (attempt(*key) for attempt in attempts) if found), [])
    return MADE[key]


def by_exrex(pattern: str, least: int, most: int | None) -> list[str]:
    """Returns texts that exrex makes."""
    random.seed(pattern)
    found: list[str] = []
    limit = max(least, 12) if most is None else max(least, min(most, 24))
    try:
        for _ in range(30):
            text = exrex.getone(pattern, limit=limit)
            if fits(text, pattern, least, most) and text.isprintable() and text not in found:
                found.append(text)
            if len(found) == 2:
                break
    except Exception:  # noqa: BLE001 (exrex raises whatever the pattern leads to)
        return found
    return found


def by_hypothesis(pattern: str, least: int, most: int | None) -> list[str]:
    """Returns the simplest text that hypothesis finds."""
    try:
        strategy = strategies.from_regex(re.compile(pattern))
        settings = hypothesis.settings(max_examples=40, phases=[hypothesis.Phase.generate], derandomize=True, database=None, deadline=None)
        found = hypothesis.find(strategy, lambda text: fits(text, pattern, least, most), settings=settings)
    except Exception:  # noqa: BLE001 (patterns of other dialects, and those that nothing satisfies)
        return []
    return [found]
