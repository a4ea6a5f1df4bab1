"""Reads a document as the judges see it: one tree, every external reference inside it, Swagger 2.0 converted by `swagger2openapi`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator
from urllib.parse import unquote, urldefrag, urljoin

import yaml

METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]
BUNDLE = "x-bundled"
# Keywords whose values are no parts of the document.
VALUES = {"example", "examples", "default", "const", "enum", "$ref"}
HERE = Path(__file__).resolve().parent


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 with the core schema: `no` is text and so is a date."""


# PyYAML's resolvers are those of YAML 1.1; these are the core schema's (YAML 1.2.2 §10.3.2).
CORE = [
    ("tag:yaml.org,2002:null", r"^(?:null|Null|NULL|~|)$", ["n", "N", "~", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("tag:yaml.org,2002:int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    (
        "tag:yaml.org,2002:float",
        r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$",
        list("-+0123456789."),
    ),
]
Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in CORE:
    Loader.add_implicit_resolver(tag, re.compile(pattern), first)
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(loader.construct_scalar(node)))


def parse(text: str) -> Any:
    """Parses JSON, or else YAML; keys are texts."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        tree = yaml.load(text, Loader=Loader)  # noqa: S506 (a safe loader)
    except yaml.scanner.ScannerError:
        # PyYAML refuses tabs in lines that hold nothing, or a comment only, which YAML 1.2.2 allows (§6.6, `l-comment`).
        text = re.sub(r"(?m)^[ \t]*\t[ \t]*(?=#|$)", "", text)
        tree = yaml.load(text, Loader=Loader)  # noqa: S506 (a safe loader)
    return with_text_keys(tree)


def with_text_keys(value: Any) -> Any:
    """Returns the value with every key as text (`200:` is a number in YAML)."""
    if isinstance(value, dict):
        return {key_text(key): with_text_keys(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_text_keys(inner) for inner in value]
    return value


def key_text(key: Any) -> str:
    """Returns a key as it was written."""
    if isinstance(key, bool):
        return "true" if key else "false"
    return "null" if key is None else str(key)


def load(path: Path) -> dict[str, Any]:
    """Reads, converts and bundles a document."""
    root = parse(path.read_text(encoding="utf-8-sig"))
    if not isinstance(root, dict):
        raise SystemExit(f"{path} is not an OpenAPI document")
    root = Bundler(path, root).run()
    if str(root.get("swagger", "")).startswith("2"):
        root = converted(root)
    return root


def converted(root: dict[str, Any]) -> dict[str, Any]:
    """Returns a Swagger 2.0 document as OpenAPI 3.0, by `swagger2openapi`."""
    with_own_bodies(Document(root))
    with_texts_for_other_separators(Document(root))
    modules = Path(sys.prefix).parent / "node_modules"
    command = ["node", str(HERE / "convert.js"), str(modules)]
    done = subprocess.run(command, input=json.dumps(root), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"swagger2openapi failed: {done.stderr.strip()[:2000]}")
    return json.loads(done.stdout)


def with_own_bodies(document: Document) -> None:
    """Gives each operation the body parameters of its path, which `swagger2openapi` forgets (Swagger 2.0, Path Item Object, `parameters`)."""
    for path, item in (document.root.get("paths") or {}).items():
        if not isinstance(item, dict) or not isinstance(item.get("parameters"), list):
            continue
        bodies = [one for one in item["parameters"] if document.deref(one).get("in") in ("body", "formData")]
        item["parameters"] = [one for one in item["parameters"] if one not in bodies]
        for method in METHODS:
            operation = item.get(method)
            if not isinstance(operation, dict):
                continue
            own = operation.get("parameters") or []
            known = {(document.deref(one).get("in"), document.deref(one).get("name")) for one in own}
            known |= {("body", document.deref(one).get("name")) for one in bodies if "body" in {place for place, _ in known}}
            added = [one for one in bodies if (document.deref(one).get("in"), document.deref(one).get("name")) not in known]
            if added:
                operation["parameters"] = [*own, *added]


def with_texts_for_other_separators(document: Document) -> None:
    """Makes the headers of responses texts whose elements are not separated by commas: OpenAPI 3 has no form for such lists (Swagger 2.0, Header Object)."""
    operations = [operation for _, _, _, _, operation in document.operations()]
    responses = [response for operation in operations for response in (operation.get("responses") or {}).values()]
    for response in [*responses, *(document.root.get("responses") or {}).values()]:
        headers = document.deref(response).get("headers")
        for name, one in headers.items() if isinstance(headers, dict) else ():
            if isinstance(one, dict) and one.get("collectionFormat") in ("ssv", "tsv", "pipes"):
                headers[name] = {"type": "string"}


class Bundler:
    """Copies the documents that a document refers to into it, and points the references there."""

    def __init__(self, path: Path, root: dict[str, Any]):
        self.root = root
        self.home = path.resolve().as_uri()
        self.places: dict[str, str] = {self.home: "#"}
        self.bundle: dict[str, Any] = {}
        own = root.get("$self")
        if isinstance(own, str):
            self.places[urljoin(self.home, own)] = "#"
            self.home = urljoin(self.home, own)

    def run(self) -> dict[str, Any]:
        """Returns the document with its references resolved."""
        self.note_ids(self.root, self.home, "")
        self.walk(self.root, self.home)
        if self.bundle:
            self.root[BUNDLE] = self.bundle
        return self.root

    def note_ids(self, node: Any, base: str, at: str) -> None:
        """Notes the place of each schema that has an address of its own (JSON Schema 2020-12 §8.2.1, `$id`)."""
        if isinstance(node, list):
            for index, inner in enumerate(node):
                self.note_ids(inner, base, f"{at}/{index}")
        if not isinstance(node, dict):
            return
        own = node.get("$id")
        if isinstance(own, str) and not own.startswith("#"):
            base = urldefrag(urljoin(base, own)).url
            self.places.setdefault(base, f"#{at}")
        for word in ("$anchor", "$dynamicAnchor"):
            if isinstance(node.get(word), str):
                self.places.setdefault(f"{base}#{node[word]}", f"#{at}")
        for key, inner in node.items():
            if key not in VALUES and isinstance(inner, (dict, list)):
                self.note_ids(inner, base, f"{at}/{key.replace('~', '~0').replace('/', '~1')}")

    def walk(self, node: Any, base: str) -> None:
        """Rewrites each reference below a node, and takes the addresses out that they were relative to."""
        if isinstance(node, list):
            for inner in node:
                self.walk(inner, base)
        if not isinstance(node, dict):
            return
        if isinstance(node.get("$id"), str):
            base = urldefrag(urljoin(base, node.pop("$id"))).url
        if isinstance(node.get("$dynamicRef"), str) and "$ref" not in node:
            node["$ref"] = node.pop("$dynamicRef")
        reference = node.get("$ref")
        if isinstance(reference, str):
            node["$ref"] = self.rewritten(reference, base)
        mapping = node.get("mapping")
        if isinstance(mapping, dict) and "propertyName" in node:
            for name, target in mapping.items():
                if isinstance(target, str) and ("/" in target or ".y" in target or ".json" in target):
                    mapping[name] = self.rewritten(target, base)
        if isinstance(node.get("security"), list):
            node["security"] = [self.placed(one, base) if isinstance(one, dict) else one for one in node["security"]]
        for key, inner in node.items():
            if key not in VALUES:
                self.walk(inner, base)

    def placed(self, requirement: dict[str, Any], base: str) -> dict[str, Any]:
        """Returns a security requirement whose schemes that are named by a URI are those of the root document (OpenAPI 3.2, Security Requirement Object)."""
        known = (self.root.get("components") or {}).get("securitySchemes") or {}
        return {name if name in known or not set(name) & set("/#") else self.rewritten(name, base): scopes for name, scopes in requirement.items()}

    def rewritten(self, reference: str, base: str) -> str:
        """Returns a reference as one into the root document, where that can be done."""
        address, fragment = urldefrag(urljoin(base, reference))
        if reference.startswith("#"):
            address = base
        place = self.places.get(address)
        if place is None:
            place = self.fetched(address)
        if fragment and not fragment.startswith("/"):
            return self.places.get(f"{address}#{fragment}", reference)
        if place is None:
            return reference
        whole = Document({**self.root, BUNDLE: self.bundle})
        if place != "#" and whole.resolve(place + fragment) is None and reference.startswith("#"):
            return reference  # Into the document, as everybody writes it, and not into the schema whose address this is.
        return place + fragment

    def fetched(self, address: str) -> str | None:
        """Loads another file into the bundle; only files are read, nothing from the network."""
        if not address.startswith("file:"):
            return None
        path = Path(unquote(address.removeprefix("file://")))
        if not path.is_file():
            return None
        name = f"d{len(self.bundle)}"
        place = f"#/{BUNDLE}/{name}"
        self.places[address] = place
        tree = parse(path.read_text(encoding="utf-8-sig"))
        self.bundle[name] = tree
        self.note_ids(tree, address, f"/{BUNDLE}/{name}")
        self.walk(tree, address)
        return place


class Document:
    """A document and the ways through it."""

    def __init__(self, root: dict[str, Any]):
        self.root = root
        self.version = tuple(int(part) for part in str(root.get("openapi", "3.0.0")).split(".")[:2] if part.isdigit())
        self.anchors: dict[str, Any] | None = None

    def resolve(self, reference: str) -> Any:
        """Returns what a reference points to; `None` if it points nowhere."""
        if not reference.startswith("#"):
            return None
        fragment = unquote(reference[1:])
        if fragment and not fragment.startswith("/"):
            return None
        node: Any = self.root
        for token in fragment.split("/")[1:]:
            token = token.replace("~1", "/").replace("~0", "~")
            if isinstance(node, dict) and token in node:
                node = node[token]
            elif isinstance(node, list) and token.isdigit() and int(token) < len(node):
                node = node[int(token)]
            else:
                return None
        return node

    def deref(self, node: Any) -> dict[str, Any]:
        """Follows references of objects that are no schemas; an object that cannot be found is empty."""
        for _ in range(20):
            if not isinstance(node, dict):
                return {}
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return node
            node = self.resolve(reference)
        return {}

    def operations(self) -> Iterator[tuple[str, str, str, dict[str, Any], dict[str, Any]]]:
        """Yields pointer, method, path, path item and operation of each operation."""
        paths = self.root.get("paths")
        for path, item in (paths if isinstance(paths, dict) else {}).items():
            if not path.startswith("/"):
                continue
            item = self.deref(item)
            token = path.replace("~", "~0").replace("/", "~1")
            for method, operation in item.items():
                if method in METHODS and isinstance(operation, dict):
                    yield f"/paths/{token}/{method}", method.upper(), path, item, operation
            more = item.get("additionalOperations")
            for method, operation in (more if isinstance(more, dict) else {}).items():
                if isinstance(operation, dict):
                    yield f"/paths/{token}/additionalOperations/{method}", method, path, item, operation

    def misnamed(self) -> Iterator[str]:
        """Yields the pointers of operations whose path does not begin with a slash, as it must (OpenAPI §4.8.8, Paths Object)."""
        paths = self.root.get("paths")
        for path, item in (paths if isinstance(paths, dict) else {}).items():
            if not path.startswith(("/", "x-")):
                token = path.replace("~", "~0").replace("/", "~1")
                yield from (f"/paths/{token}/{method}" for method in self.deref(item) if method in METHODS)

    def parameters(self, path: str, item: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
        """Returns the parameters of an operation; its own replace those of the path (OpenAPI §4.8.9, Operation Object).

        A name in the path's template that none describes is a text, though it must have a description (§4.8.8.1).
        """
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for holder in (item, operation):
            for one in holder.get("parameters") or []:
                one = self.deref(one)
                name, place = one.get("name"), one.get("in")
                if isinstance(name, str) and isinstance(place, str):
                    found[(place, name)] = one
        for name in re.findall(r"\{([\w.~-]+)\}", path.split("?")[0]):
            found.setdefault(("path", name), {"name": name, "in": "path", "required": True, "schema": {"type": "string"}})
        for key, name in re.findall(r"[?&]([^=&]+)=\{([^{}]+)\}(?=&|#|$)", path):
            # A placeholder in the query is a query parameter, though OpenAPI has no such thing.
            one = found.pop(("path", name), {"required": True, "schema": {"type": "string"}})
            found.setdefault(("query", key), {**one, "name": key, "in": "query"})
        return list(found.values())
