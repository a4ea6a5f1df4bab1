"""Decodes parameters by the tables of the specification (OpenAPI 3.1.1 §4.8.12.4, RFC 6570 §3.2), with the shape that the input had."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Callable

from .exact import difference, load, number, short
from .wire import Sent, percent, plus

Decode = Callable[[str], str]


class Wrong(Exception):
    """The message is not what the document says."""


def text_of(value: Any) -> str:
    """Returns the text that stands for a scalar."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def same_scalar(wanted: Any, got: str) -> bool:
    """Tells whether a text means a scalar; numbers are compared as decimals."""
    if number(wanted) is not None:
        try:
            return Decimal(got) == number(wanted)
        except InvalidOperation:
            return False
    return isinstance(got, str) and got == text_of(wanted)


def compare(wanted: Any, got: Any, place: str) -> None:
    """Raises `Wrong` unless texts mean the value."""
    if isinstance(got, str) and isinstance(wanted, (list, dict)) and meant(wanted, got):
        return
    if isinstance(wanted, list):
        if not isinstance(got, list) or len(got) != len(wanted):
            raise Wrong(f"{place}: {short(wanted)} went in, {short(got)} came out")
        for at, (one, other) in enumerate(zip(wanted, got)):
            compare(one, other, f"{place}[{at}]")
    elif isinstance(wanted, dict):
        if not isinstance(got, dict) or set(got) != set(wanted):
            raise Wrong(f"{place}: {short(wanted)} went in, {short(got)} came out")
        for key, one in wanted.items():
            compare(one, got[key], f"{place}.{key}")
    elif not isinstance(got, str) or not same_scalar(wanted, got):
        raise Wrong(f"{place}: {short(wanted)} went in, {short(got)} came out")


def meant(wanted: Any, got: str) -> bool:
    """Tells whether a text is the JSON of a value inside a list or an object, whose form in a parameter is undefined (OpenAPI 3.1.1 §4.8.12.3)."""
    try:
        return difference(wanted, load(got)) is None
    except ValueError:
        return False


def nested_in(value: Any) -> bool:
    """Tells whether a value has lists or objects inside, which the table of styles has no cell for."""
    inner = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return any(isinstance(one, (list, dict)) for one in inner)


def pairs_of(parts: list[str], decode: Decode) -> dict[str, str]:
    """Returns keys and values that come in turn."""
    if len(parts) % 2:
        raise Wrong(f"a key without a value in {short(parts)}")
    return {decode(parts[at]): decode(parts[at + 1]) for at in range(0, len(parts), 2)}


def assigned(parts: list[str], decode: Decode) -> dict[str, str]:
    """Returns keys and values written `key=value`."""
    made = {}
    for part in parts:
        key, equals, value = part.partition("=")
        if not equals:
            raise Wrong(f"no `=` in {short(part)}")
        made[decode(key)] = decode(value)
    return made


def listed(raw: str, wanted: Any, explode: bool, between: str, decode: Decode) -> Any:
    """Decodes one raw text by the shape that went in."""
    if isinstance(wanted, list):
        return [decode(part) for part in raw.split(between)] if raw or wanted else []
    if isinstance(wanted, dict):
        parts = raw.split(between)
        return assigned(parts, decode) if explode else pairs_of(parts, decode)
    return decode(raw)


def path_value(raw: str, name: str, style: str, explode: bool, wanted: Any) -> Any:
    """Decodes the raw text of a path parameter (rows `matrix`, `label` and `simple`)."""
    if style == "label":
        if not raw.startswith("."):
            raise Wrong(f"path {name}: no `.` before {short(raw)}")
        return listed(raw[1:], wanted, explode, "." if explode else ",", percent)
    if style == "matrix":
        if not raw.startswith(";"):
            raise Wrong(f"path {name}: no `;` before {short(raw)}")
        parts = raw[1:].split(";")
        if explode and isinstance(wanted, dict):
            return assigned(parts, percent)
        values = []
        for part in parts:
            key, _, value = part.partition("=")
            if percent(key) != name:
                raise Wrong(f"path {name}: named {short(key)}")
            values.append(value)
        if explode and isinstance(wanted, list):
            return [percent(one) for one in values]
        if len(values) != 1:
            raise Wrong(f"path {name}: {len(values)} values")
        return listed(values[0], wanted, False, ",", percent)
    return listed(raw, wanted, explode, ",", percent)


def query_value(sent: Sent, name: str, style: str, explode: bool, wanted: Any, decode: Decode = plus) -> Any:
    """Decodes a query parameter (rows `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`)."""
    if style == "deepObject":
        return nested(sent, name, wanted)
    if explode and isinstance(wanted, dict):
        return {key: once(sent.take(key), f"query {name}.{key}", decode) for key in wanted}
    values = sent.take(name)
    if explode and isinstance(wanted, list):
        return [decode(one) for one in values]
    if len(values) != 1:
        raise Wrong(f"query {name}: {len(values)} values came out")
    between = {"spaceDelimited": "%20|\\+", "pipeDelimited": "\\||%7[Cc]"}.get(style)
    if between and isinstance(wanted, (list, dict)):
        parts = re.split(between, values[0])
        return [decode(one) for one in parts] if isinstance(wanted, list) else pairs_of(parts, decode)
    return listed(values[0], wanted, False, ",", decode)


def once(values: list[str], place: str, decode: Decode) -> str:
    """Returns the only value there is."""
    if len(values) != 1:
        raise Wrong(f"{place}: {len(values)} values came out")
    return decode(values[0])


def nested(sent: Sent, name: str, wanted: Any) -> Any:
    """Decodes `name[key]=value`, and below it lists and objects as they are commonly written: the specification leaves those open."""
    if isinstance(wanted, dict):
        return {key: nested(sent, f"{name}[{key}]", one) for key, one in wanted.items()}
    if isinstance(wanted, list):
        for form in (name, f"{name}[]"):
            found = sent.take(form)
            if found:
                return [plus(one) for one in found]
        return [nested(sent, f"{name}[{at}]", one) for at, one in enumerate(wanted)]
    return once(sent.take(name), f"query {name}", plus)


def header_value(sent: Sent, name: str, explode: bool, wanted: Any) -> Any:
    """Decodes a header (row `simple`); nothing in it is percent-encoded."""
    values = sent.header(name)
    if not values:
        raise Wrong(f"header {name}: nothing came out")
    raw = ",".join(values)
    if isinstance(wanted, (list, dict)):
        raw = ",".join(part.strip() for part in raw.split(","))
    return listed(raw, wanted, explode, ",", str)


def cookie_value(sent: Sent, name: str, style: str, explode: bool, wanted: Any) -> Any:
    """Decodes a cookie (row `form`; 3.2 §4.12.3, style `cookie`, in which only what a cookie cannot hold is percent-encoded)."""
    cookies = sent.cookies()
    for key, raw in cookies:
        if re.search(r'[\s"\\]|[^\x21-\x7e]', raw):
            raise Wrong(f"cookie {key}: {short(raw)} is no cookie's value (RFC 6265 §4.1.1)")
    if explode and isinstance(wanted, dict):
        found = {key: [value for other, value in cookies if percent(other) == key] for key in wanted}
        return {key: once(values, f"cookie {key}", percent) for key, values in found.items()}
    values = [value for other, value in cookies if percent(other) == name]
    if explode and isinstance(wanted, list):
        return [percent(one) for one in values]
    if len(values) != 1:
        raise Wrong(f"cookie {name}: {len(values)} values came out")
    if style == "cookie" and isinstance(wanted, str) and values[0] == wanted:
        return values[0]
    return listed(values[0], wanted, False, ",", percent)


def template_parts(template: str) -> list[tuple[str, str]]:
    """Returns the literals and the names of a path template, in order."""
    parts: list[tuple[str, str]] = []
    for piece in re.split(r"(\{[^{}]+\})", template):
        if piece.startswith("{") and piece.endswith("}") and len(piece) > 2:
            parts.append(("name", piece[1:-1]))
        elif piece:
            parts.append(("literal", piece))
    return parts


def path_texts(template: str, path: str) -> dict[str, list[str]]:
    """Returns the raw texts of the path parameters: the readings there are, if more than one."""
    found: dict[str, list[str]] = {}
    for many in (".+?", ".+", "[^/]*"):
        matched = match_path(template, path, many if many != "[^/]*" else "[^/]*")
        for name, raw in (matched or {}).items():
            if raw not in found.setdefault(name, []):
                found[name].append(raw)
        if matched is not None and not matched:
            return {}
    if not found:
        raise Wrong(f"the path {short(path)} is not that of {template}")
    return found


def match_path(template: str, path: str, many: str) -> dict[str, str] | None:
    """Matches a path against a template, if it is one of its."""
    names: list[str] = []
    pattern = ""
    for kind, text in template_parts(template):
        if kind == "name":
            names.append(text)
            pattern += "(" + many.replace(".", "[^/]") + ")"
        else:
            pattern += "".join(one_of(letter) for letter in text)
    matched = re.fullmatch(pattern, path)
    return dict(zip(names, matched.groups())) if matched else None


def one_of(letter: str) -> str:
    """Returns the pattern of a letter, written plainly or percent-encoded."""
    encoded = "".join(f"%{byte:02X}" for byte in letter.encode())
    return f"(?:{re.escape(letter)}|(?i:{encoded}))"
