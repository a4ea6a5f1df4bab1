"""JSON in which no number is rounded and bytes have a form: `{"$bytes": "<base64>"}`."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

BYTES = "$bytes"


def dump(value: Any) -> str:
    """Returns JSON text of a value that may hold bytes."""
    return json.dumps(packed(value), ensure_ascii=False)


def write(path: Path, value: Any) -> None:
    """Writes a value as a JSON file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump(value) + "\n", encoding="utf-8")


def packed(value: Any) -> Any:
    """Returns the value with bytes as `{"$bytes": …}`."""
    if isinstance(value, (bytes, bytearray)):
        return {BYTES: base64.b64encode(value).decode("ascii")}
    if isinstance(value, dict):
        return {key: packed(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [packed(inner) for inner in value]
    return value


def unpacked(value: Any) -> Any:
    """Returns the value with `{"$bytes": …}` as bytes."""
    if isinstance(value, dict):
        if set(value) == {BYTES} and isinstance(value[BYTES], str):
            return base64.b64decode(value[BYTES])
        return {key: unpacked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [unpacked(inner) for inner in value]
    return value


def load(text: str | bytes) -> Any:
    """Reads JSON with every fraction as a decimal."""
    return unpacked(json.loads(text, parse_float=Decimal))


def number(value: Any) -> Decimal | None:
    """Returns a number as a decimal; booleans are none."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def difference(wanted: Any, got: Any, place: str = "$") -> str | None:
    """Returns the first place where two values differ, or nothing. Numbers are compared as decimals, text letter by letter."""
    left, right = number(wanted), number(got)
    if left is not None and right is not None:
        return None if left == right else f"{place}: {short(wanted)} went in, {short(got)} came out"
    if isinstance(wanted, dict) and isinstance(got, dict):
        return dict_difference(wanted, got, place)
    if isinstance(wanted, list) and isinstance(got, list):
        if len(wanted) != len(got):
            return f"{place}: {len(wanted)} elements went in, {len(got)} came out"
        found = (difference(a, b, f"{place}[{at}]") for at, (a, b) in enumerate(zip(wanted, got)))
        return next((one for one in found if one), None)
    if type(wanted) is type(got) and wanted == got:
        return None
    return f"{place}: {short(wanted)} went in, {short(got)} came out"


def dict_difference(wanted: dict[str, Any], got: dict[str, Any], place: str) -> str | None:
    """Returns the first member in which two objects differ."""
    for key, value in wanted.items():
        if key not in got:
            return f"{place}.{key}: {short(value)} went in, nothing came out"
        inner = difference(value, got[key], f"{place}.{key}")
        if inner:
            return inner
    for key in got:
        if key not in wanted:
            return f"{place}.{key}: nothing went in, {short(got[key])} came out"
    return None


def short(value: Any, limit: int = 120) -> str:
    """Returns a value as text of bounded length, for a sentence."""
    text = dump(plain(value))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plain(value: Any) -> Any:
    """Returns the value with decimals as floats or texts, so that it can be printed."""
    if isinstance(value, Decimal):
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value
