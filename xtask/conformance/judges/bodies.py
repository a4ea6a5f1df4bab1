"""Decodes request bodies: forms with `urllib`, multipart with `python-multipart`, JSON with the standard library."""

from __future__ import annotations

import io
from dataclasses import dataclass
from email.message import Message
from typing import Any

import yaml
from python_multipart import MultipartParser
from python_multipart.multipart import parse_options_header

from . import exact, media
from .document import Loader
from .styles import Wrong, compare, same_scalar, text_of
from .wire import Sent, plus


DELIMITERS = {"spaceDelimited": " ", "pipeDelimited": "|"}


@dataclass
class Part:
    """One part of a multipart body."""

    name: str | None
    filename: str | None
    media_type: str | None
    data: bytes


def check(sent: Sent, media_type: str, content: dict[str, Any], schema: Any, wanted: Any) -> str:
    """Raises `Wrong` unless the body means the value that went in; returns who decoded it."""
    sent_type = check_type(sent, media_type)
    how = media.kind_of(sent_type, schema)
    if isinstance(wanted, bytes):
        same(wanted, sent.body)
        return "bytes"
    if how == "json":
        return check_json(wanted, sent.body)
    if how == "form":
        return check_form(sent, content, wanted)
    if how == "multipart":
        return check_multipart(sent, sent_type, content, wanted)
    if how in ("lines", "sequence") and isinstance(wanted, list):
        return check_lines(how, sent.body, wanted)
    if isinstance(wanted, str):
        same(wanted, decoded(sent.body))
        return "text"
    if media.is_yaml(sent_type) and isinstance(wanted, (dict, list)):
        return check_yaml(wanted, sent.body)
    if how == "text":
        if not same_scalar(wanted, decoded(sent.body)):
            raise Wrong(f"body: {exact.short(wanted)} went in, {exact.short(decoded(sent.body))} came out")
        return "text"
    return check_json(wanted, sent.body)


def check_type(sent: Sent, media_type: str) -> str:
    """Returns the content type, which must be the declared one."""
    values = sent.header("content-type")
    if len(values) != 1:
        raise Wrong(f"{len(values)} content types")
    if media.essence(values[0]) != media.essence(media_type):
        raise Wrong(f"content type {values[0]}, declared {media_type}")
    wanted, got = parameters_of(media_type), parameters_of(values[0])
    for name, value in wanted.items():
        if name == "charset" and media.kind_of(media_type) == "json":
            continue  # JSON is UTF-8, and has no such parameter (RFC 8259 §11).
        if got.get(name, "").lower() != value.lower():
            raise Wrong(f"content type {values[0]}, declared {media_type}")
    return values[0]


def parameters_of(media_type: str) -> dict[str, str]:
    """Returns the parameters of a media type."""
    message = Message()
    message["content-type"] = media_type
    return {name.lower(): value for name, value in (message.get_params() or [])[1:]}


def same(wanted: Any, got: Any) -> None:
    """Raises `Wrong` where two values differ."""
    found = exact.difference(wanted, got)
    if found:
        raise Wrong(f"body {found}")


def decoded(body: bytes) -> str:
    """Returns text that must be UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as reason:
        raise Wrong(f"body is not UTF-8: {reason}") from None


def loaded(body: bytes | str, what: str = "body") -> Any:
    """Returns JSON."""
    try:
        return exact.load(body)
    except ValueError as reason:
        raise Wrong(f"{what} is not JSON: {reason}") from None


def check_json(wanted: Any, body: bytes) -> str:
    """Compares a JSON body."""
    same(wanted, loaded(body))
    return "json"


def check_yaml(wanted: Any, body: bytes) -> str:
    """Compares a body of YAML, which is JSON too, so that numbers can be compared as they are written."""
    check_json(wanted, body)
    try:
        yaml.load(decoded(body), Loader=Loader)  # noqa: S506 (a safe loader)
    except yaml.YAMLError as reason:
        raise Wrong(f"body is not YAML: {reason}") from None
    return "yaml"


def check_lines(how: str, body: bytes, wanted: Any) -> str:
    """Compares JSON Lines or a JSON text sequence (RFC 7464)."""
    if how == "sequence":
        first, *texts = body.split(b"\x1e")
        if first.strip():
            raise Wrong("body does not begin with a record separator")
    else:
        texts = body.split(b"\n")
    same(wanted, [loaded(one) for one in texts if one.strip()])
    return how


def check_form(sent: Sent, content: dict[str, Any], wanted: Any) -> str:
    """Compares `application/x-www-form-urlencoded` (OpenAPI 3.1.1 §4.8.14.4): each property by its encoding."""
    from .wire import sent as read

    form = read({"method": "", "target": "?" + decoded(sent.body), "headers": []})
    encodings = content.get("encoding") if isinstance(content.get("encoding"), dict) else {}
    if not isinstance(wanted, dict):
        raise Wrong("the input of a form is no object")
    for name, value in wanted.items():
        if value == [] or value is None or value == {}:
            nothing(form, name, value)
            continue
        form_property(form, name, encodings.get(name) or {}, value)
    if form.left():
        raise Wrong(f"body: nothing went in, {form.left()[0]} came out")
    return "form"


def nothing(form: Sent, name: str, value: Any) -> None:
    """Compares an empty list or object, for which nothing is sent, or its JSON (OpenAPI 3.1.1 §4.8.15.1, `contentType`)."""
    values = form.take(name)
    if values and (len(values) > 1 or loaded(plus(values[0]), f"body {name}") != value):
        raise Wrong(f"body {name}: {exact.short(value)} went in, {exact.short(values[0])} came out")


def form_property(form: Sent, name: str, encoding: dict[str, Any], value: Any) -> None:
    """Compares one property of a form. Without an encoding, objects may be JSON (3.1) or of the style `form` (3.0)."""
    from . import styles

    styled = "style" in encoding or "explode" in encoding or "allowReserved" in encoding
    style = encoding.get("style", "form")
    explode = encoding.get("explode", style == "form")
    if style == "deepObject" or styled or not isinstance(value, (dict, list)):
        compare(value, styles.query_value(form, name, style, explode, value), f"body {name}")
        return
    problems = []
    for read in (as_json, as_repeated, as_form):
        before = set(form.used)
        try:
            read(form, name, value)
            return
        except Wrong as problem:
            form.used.clear()
            form.used.update(before)
            problems.append(str(problem))
    raise Wrong(problems[1] if isinstance(value, list) else problems[0])


def as_json(form: Sent, name: str, value: Any) -> None:
    """Compares a property whose only value is JSON."""
    values = form.take(name)
    if len(values) != 1:
        raise Wrong(f"body {name}: {len(values)} values came out")
    found = exact.difference(value, loaded(plus(values[0]), f"body {name}"))
    if found:
        raise Wrong(f"body {name} {found}")


def as_repeated(form: Sent, name: str, value: Any) -> None:
    """Compares a list whose elements are values of their own; an element that is an object is JSON."""
    if not isinstance(value, list):
        raise Wrong(f"body {name}: no list")
    got = [plus(one) for one in form.take(name)]
    if len(got) != len(value):
        raise Wrong(f"body {name}: {len(value)} elements went in, {len(got)} came out")
    for at, (one, text) in enumerate(zip(value, got)):
        if isinstance(one, (dict, list)):
            found = exact.difference(one, loaded(text, f"body {name}[{at}]"))
            if found:
                raise Wrong(f"body {name}[{at}] {found}")
        else:
            compare(one, text, f"body {name}[{at}]")


def as_form(form: Sent, name: str, value: Any) -> None:
    """Compares an object whose properties are values of their own (style `form`, explode)."""
    from . import styles

    compare(value, styles.query_value(form, name, "form", True, value), f"body {name}")


def parts_of(body: bytes, boundary: str) -> list[Part]:
    """Reads a multipart body with `python-multipart`."""
    found: list[Part] = []
    headers: list[tuple[bytes, bytes]] = []
    field, value, data = bytearray(), bytearray(), io.BytesIO()

    def begin() -> None:
        headers.clear()
        data.seek(0)
        data.truncate()

    def end_header() -> None:
        headers.append((bytes(field).lower(), bytes(value)))
        field.clear()
        value.clear()

    def end() -> None:
        known = dict(headers)
        _, options = parse_options_header(known.get(b"content-disposition", b""))
        name, filename = options.get(b"name"), options.get(b"filename")
        media_type = known.get(b"content-type")
        found.append(Part(text(name), text(filename), text(media_type), data.getvalue()))

    callbacks: dict[str, Any] = {
        "on_part_begin": begin,
        "on_part_data": lambda piece, start, stop: data.write(piece[start:stop]),
        "on_part_end": end,
        "on_header_field": lambda piece, start, stop: field.extend(piece[start:stop]),
        "on_header_value": lambda piece, start, stop: value.extend(piece[start:stop]),
        "on_header_end": end_header,
    }
    parser = MultipartParser(boundary.encode(), callbacks)
    parser.write(body)
    parser.finalize()
    return found


def text(value: bytes | None) -> str | None:
    """Returns a header's text."""
    return None if value is None else value.decode("utf-8", errors="replace")


def check_multipart(sent: Sent, media_type: str, content: dict[str, Any], wanted: Any) -> str:
    """Compares a multipart body (OpenAPI 3.1.1 §4.8.14.5): lists are several parts, objects JSON, files their bytes."""
    boundary = parameters_of(media_type).get("boundary")
    if not boundary:
        raise Wrong("multipart without a boundary")
    try:
        parts = parts_of(sent.body, boundary)
    except Exception as reason:  # noqa: BLE001 (whatever the parser says, the body is not multipart)
        raise Wrong(f"body is no multipart: {reason}") from None
    if isinstance(wanted, list):
        check_sequence(wanted, parts)
        return "multipart"
    if not isinstance(wanted, dict):
        raise Wrong("the input of a multipart body is no object")
    encodings = content.get("encoding") if isinstance(content.get("encoding"), dict) else {}
    for name, value in wanted.items():
        if styled_parts(parts, name, encodings.get(name) or {}, value):
            continue
        mine = [part for part in parts if part.name == name]
        parts = [part for part in parts if part.name != name]
        elements = value if isinstance(value, list) else [value]
        if isinstance(value, list) and len(mine) == 1 and len(value) != 1:
            same(value, loaded(mine[0].data, f"part {name}"))
            raise Wrong(f"part {name}: the list is one part")
        if value is None and not mine:
            continue
        if len(mine) != len(elements):
            raise Wrong(f"part {name}: {len(elements)} went in, {len(mine)} came out")
        for one, part in zip(elements, mine):
            check_part(name, one, part, encodings.get(name) or {})
    if parts:
        raise Wrong(f"part {parts[0].name}: nothing went in")
    return "multipart"


def styled_parts(parts: list[Part], name: str, encoding: dict[str, Any], value: Any) -> bool:
    """Takes the parts of a property that its encoding gives a style; nothing in them is percent-encoded (OpenAPI 3.1.1 §4.8.15.1.2)."""
    if not isinstance(value, (list, dict)) or not any(word in encoding for word in ("style", "explode")):
        return False
    style = encoding.get("style", "form")
    explode = encoding.get("explode", style == "form")
    if style == "deepObject":
        return deep_parts(parts, name, value)
    wanted = dict_parts(name, style, explode, value) if isinstance(value, dict) else list_parts(name, style, explode, value)
    mine = [part for part in parts if (part.name or "") in {key for key, _ in wanted}]
    if [(part.name, decoded(part.data)) for part in mine] != wanted:
        return False
    parts[:] = [part for part in parts if part not in mine]
    return True


def deep_parts(parts: list[Part], name: str, value: Any) -> bool:
    """Takes the parts `name[key]` of an object, and those of the values in it.

    The table has no cell for what is below the first level, nor for lists: keys follow each other in brackets, and the elements of a list are
    numbered, or have the name of the list or that with empty brackets, as is common.
    """
    left = list(parts)
    if isinstance(value, dict):
        found = all(deep_parts(left, f"{name}[{key}]", one) for key, one in value.items())
    elif isinstance(value, list):
        found = any(repeated_parts(left, form, value) for form in (name, f"{name}[]"))
        found = found or all(deep_parts(left, f"{name}[{at}]", one) for at, one in enumerate(value))
    else:
        found = value is None or repeated_parts(left, name, [value])
    if found:
        parts[:] = left
    return found


def repeated_parts(parts: list[Part], name: str, values: list[Any]) -> bool:
    """Takes the parts of one name, if they are the scalars that went in, in their order."""
    mine = [part for part in parts if part.name == name]
    scalars = not any(isinstance(one, (dict, list)) for one in values)
    if not scalars or len(mine) != len(values) or not all(same_scalar(one, decoded(part.data)) for one, part in zip(values, mine)):
        return False
    parts[:] = [part for part in parts if part.name != name]
    return True


def list_parts(name: str, style: str, explode: bool, value: list[Any]) -> list[tuple[str, str]]:
    """Returns names and texts of the parts of a list."""
    if explode:
        return [(name, text_of(one)) for one in value]
    return [(name, DELIMITERS.get(style, ",").join(text_of(one) for one in value))]


def dict_parts(name: str, style: str, explode: bool, value: dict[str, Any]) -> list[tuple[str, str]]:
    """Returns names and texts of the parts of an object."""
    if explode:
        return [(key, text_of(one)) for key, one in value.items()]
    return [(name, DELIMITERS.get(style, ",").join(text for key, one in value.items() for text in (key, text_of(one))))]


def check_sequence(wanted: list[Any], parts: list[Part]) -> None:
    """Compares a multipart body that is a list of parts without names (OpenAPI 3.2 §4.14.5)."""
    if len(parts) != len(wanted):
        raise Wrong(f"{len(wanted)} parts went in, {len(parts)} came out")
    for at, (one, part) in enumerate(zip(wanted, parts)):
        check_part(str(at), one, Part(part.name, part.filename or "", part.media_type, part.data), {})


def check_part(name: str, wanted: Any, part: Part, encoding: dict[str, Any]) -> None:
    """Compares one part, and its content type where one is declared."""
    declared = encoding.get("contentType")
    if isinstance(declared, str):
        kinds = [media.essence(one) for one in declared.split(",")]
        got = media.essence(part.media_type or "text/plain")
        if not any(got == one or (one.endswith("/*") and got.startswith(one[:-1])) or one == "*/*" for one in kinds):
            raise Wrong(f"part {name}: content type {part.media_type}, declared {declared}")
    if isinstance(wanted, bytes):
        if wanted != part.data:
            raise Wrong(f"part {name}: {exact.short(wanted)} went in, {exact.short(part.data)} came out")
        if part.filename is None:
            raise Wrong(f"part {name}: a file without a file name (RFC 7578 §4.2)")
        return
    got_text = decoded(part.data)
    if isinstance(wanted, (dict, list)):
        found = exact.difference(wanted, loaded(got_text, f"part {name}"))
        if found:
            raise Wrong(f"part {name} {found}")
        return
    if media.essence(part.media_type or "") == "application/json":
        json_text = loaded(got_text, f"part {name}")
        if isinstance(wanted, str) and not isinstance(json_text, str) and wanted == got_text:
            return  # A text that holds JSON (`contentMediaType`).
        found = exact.difference(wanted, loaded(got_text, f"part {name}"))
        if found:
            raise Wrong(f"part {name} {found}")
    elif not same_scalar(wanted, got_text):
        raise Wrong(f"part {name}: {exact.short(wanted)} went in, {exact.short(got_text)} came out")

