"""Makes values from schemas: the same ones each time, in turn over all that a schema allows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from . import numbers, texts
from .flat import FORCED, NAME, UNIONS, Flattener, Node, Unmakeable
from .schemas import AMBIGUOUS, Schemas
from .texts import Place

Kind = Literal["required", "all", "null"]
BUDGET = 400
DEEP = 6
KEYS = {"json": ["first key", "clé/2"], "multipart": ["key1", "key2"]}
# What a schema without a type is taken for, by its keywords.
IMPLIED = {
    "object": ("properties", "additionalProperties", "required", "patternProperties", "minProperties", "maxProperties"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
    "string": ("minLength", "maxLength", "pattern", "contentMediaType", "contentEncoding"),
    "number": ("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"),
}
FREE: list[Any] = ["any text", 12, {"any": ["thing", 1.5, False]}, True]


@dataclass(frozen=True)
class How:
    """Says which value of a schema to make."""

    kind: Kind
    place: Place = "json"
    depth: int = 0
    trail: tuple[str, ...] = ()


class Maker:
    """Makes values for one operation. Choices come in turn, by schema: what was used least comes next."""

    def __init__(self, schemas: Schemas):
        self.schemas = schemas
        self.flattener = Flattener(schemas.document)
        self.turns: dict[int, int] = {}
        self.used: dict[tuple[int, int], int] = {}
        self.texts: dict[tuple[int, Place], list[str]] = {}
        self.fresh = 0
        self.spent = 0

    def value(self, schema: Any, kind: Kind, place: Place = "json") -> Any:
        """Returns a value that satisfies the schema; raises `Unmakeable` if none was found."""
        reason = "no value was found"
        spare: Any = None
        for attempt in [kind] * 4 + ["required", "required"]:
            self.spent = 0
            try:
                made = self.make(schema, How(attempt, place))  # type: ignore[arg-type]
            except Unmakeable as problem:
                reason = str(problem)
                continue
            except RecursionError:
                reason = "the schema is without end"
                continue
            found = self.against(schema, made, place)
            if found is None:
                return made
            spare = made if AMBIGUOUS in found and spare is None else spare
            reason = found
        if spare is not None:
            return spare
        raise Unmakeable(reason)

    def against(self, schema: Any, made: Any, place: Place) -> str | None:
        """Returns what a schema has against a value; that files and texts are one type to JSON Schema is no reason."""
        found = self.schemas.error(schema, made)
        return None if found and place == "multipart" and AMBIGUOUS in found else found

    def make(self, schema: Any, how: How) -> Any:
        """Returns a value of a schema, which is not checked yet."""
        self.spent += 1
        if how.depth > 40:
            raise Unmakeable("the schema is without end")
        node = self.flattener.flat(schema)
        name = node.get(NAME)
        if name:
            if how.trail.count(name) > 2:
                raise Unmakeable(f"{name} is without end")
            how = replace(how, trail=(*how.trail, name))
        if how.kind != "required" and (how.depth > DEEP or self.spent > BUDGET):
            how = replace(how, kind="required")
        if how.place == "multipart" and how.depth >= {"object": 1, "array": 2}.get(self.type_of_peek(node), 99):
            # An object or a list inside a part is JSON.
            how = replace(how, place="json")
        if how.kind == "null" and how.depth > 0 and self.takes_null(schema, how):
            return None
        children = self.children(node, how)
        if children:
            child = self.next(node["discriminator"], children)
            return self.make({"$ref": child}, replace(how, depth=how.depth + 1))
        if node.get(UNIONS):
            return self.union(schema, node, how)
        return self.typed(node, how)

    def takes_null(self, schema: Any, how: How) -> bool:
        """Tells whether null can be sent for a schema: forms have no word for it."""
        return how.place == "json" and self.says_null(schema, 6) and self.schemas.allows_null(schema)

    def says_null(self, schema: Any, depth: int) -> bool:
        """Tells whether a schema speaks of null; one without a type lets null pass, and means none."""
        node = self.flattener.flat(schema)
        declared = node.get("type")
        if node.get("nullable") is True or "null" in (declared if isinstance(declared, list) else [declared]):
            return True
        if None in (node.get("enum") or []) or ("const" in node and node["const"] is None):
            return True
        variants = [one for union, _ in node.get(UNIONS, []) for one in union] if depth else []
        try:
            return any(only_null(self.flattener, one) or self.says_null(one, depth - 1) for one in variants)
        except Unmakeable:
            return False

    def children(self, node: Node, how: How) -> list[str]:
        """Returns the schemas that a parent's discriminator maps to, if the parent itself is met."""
        discriminator, name = node.get("discriminator"), node.get(NAME)
        if not isinstance(discriminator, dict) or node.get(UNIONS) or not name or how.trail[-1:] != (name,):
            return []
        mapping = discriminator.get("mapping")
        found = [one for one in mapping.values() if isinstance(one, str)] if isinstance(mapping, dict) else []
        found = [one if one.startswith("#") else f"#/components/schemas/{one}" for one in found]
        return [one for one in found if one != name and one not in how.trail and self.inherits(one, name)]

    def inherits(self, child: str, parent: str) -> bool:
        """Tells whether a schema has another one in its `allOf`."""
        target = self.schemas.document.resolve(child)
        parts = target.get("allOf") if isinstance(target, dict) else None
        return any(isinstance(one, dict) and one.get("$ref") == parent for one in parts or [])

    def next(self, key: Any, choices: list[Any]) -> Any:
        """Returns the next of the choices of a node, which lives as long as the maker."""
        if not choices:
            raise Unmakeable("nothing satisfies the schema")
        at = self.turns.get(id(key), 0)
        self.turns[id(key)] = at + 1
        return choices[at % len(choices)]

    def union(self, schema: Any, node: Node, how: How) -> Any:
        """Returns a value of the variant that was used least; one with all its parts where those that are required do not tell variants apart."""
        variants, _ = node[UNIONS][0]
        order = sorted(range(len(variants)), key=lambda at: (self.used.get((id(variants), at), 0), at))
        if how.kind == "required" and how.depth > DEEP:
            order = list(range(len(variants)))
        ways = [how, replace(how, kind="all")] if how.kind == "required" and how.depth <= DEEP else [how]
        reason = "no variant can be made"
        spare: Any = None
        for way in ways:
            for at in order:
                if only_null(self.flattener, variants[at]):
                    continue
                self.used[(id(variants), at)] = self.used.get((id(variants), at), 0) + 1
                try:
                    made = self.variant(schema, node, at, replace(way, depth=how.depth + 1))
                except Unmakeable as problem:
                    reason = str(problem)
                    continue
                found = self.against(schema, made, way.place)
                if found is None:
                    self.fresh += self.used[(id(variants), at)] == 1
                    return made
                spare = made if AMBIGUOUS in found and spare is None else spare
                reason = found
        if spare is not None:
            return spare  # Schemas of which no value satisfies one variant alone are common; the values still mean something.
        raise Unmakeable(reason)

    def variant(self, schema: Any, node: Node, at: int, how: How) -> Any:
        """Returns a value of one variant, which is not checked yet."""
        variants, discriminator = node[UNIONS][0]
        narrowed = self.flattener.with_variant(node, variants[at], discriminator)
        name = self.flattener.flat(variants[at]).get(NAME)
        if name and how.trail.count(name) > 2:
            raise Unmakeable(f"{name} is without end")
        if name:
            how = replace(how, trail=(*how.trail, name))
        return self.union(schema, narrowed, how) if narrowed.get(UNIONS) else self.typed(narrowed, how)

    def typed(self, node: Node, how: How) -> Any:
        """Returns a value of a node without unions."""
        if "const" in node:
            return node["const"]
        if node.get("enum") == [None]:
            return None
        if isinstance(node.get("enum"), list):
            return self.next(node, [one for one in node["enum"] if one is not None])
        kind = self.type_of(node)
        if kind == "object":
            return self.object(node, how)
        if kind == "array":
            return self.array(node, how)
        if kind == "string":
            return self.text(node, how)
        if kind == "integer":
            return self.next(node, numbers.integers(node))
        if kind == "number":
            return self.next(node, numbers.fractions(node))
        if kind == "boolean":
            return self.next(node, [True, False])
        if kind == "null":
            return None
        return self.next(node, FREE if how.place == "json" else FREE[:1])

    def type_of_peek(self, node: Node) -> str:
        """Returns the declared type, the first one that is not null."""
        declared = node.get("type") or ("object" if "properties" in node else "")
        some = [one for one in declared if one != "null"] if isinstance(declared, list) else [declared]
        return str(some[0]) if some else ""

    def type_of(self, node: Node) -> str | None:
        """Returns the type of the value to make."""
        declared = node.get("type")
        if isinstance(declared, list):
            some = [one for one in declared if one != "null"] or declared
            return self.next(declared, some)
        if isinstance(declared, str):
            return declared
        for kind, words in IMPLIED.items():
            if any(word in node for word in words):
                return kind
        return "string" if node.get("format") in texts.FORMATS or node.get("format") == "binary" else None

    def text(self, node: Node, how: How) -> Any:
        """Returns a text, or bytes where a file belongs."""
        if how.place == "multipart" and is_file(node):
            return self.next(node, texts.FILES)
        if node.get("format") == "binary" and how.place != "multipart":
            return self.next(node, texts.FORMATS["byte"][:2])  # Bytes inside JSON and forms are Base64.
        if node.get("contentMediaType") == "application/json" and "contentEncoding" not in node and how.place == "multipart":
            return '{"json": "in a text"}'
        key = (id(node), how.place)
        if key not in self.texts:
            self.texts[key] = texts.choices(node, how.place)
        found = self.texts[key]
        if not found:
            raise Unmakeable(f"no text matches {node.get('pattern')}")
        return self.next(node, found)

    def array(self, node: Node, how: How) -> list[Any]:
        """Returns a list: two elements, or as few as are allowed."""
        least, most = texts.bound(node, "minItems", 0), texts.bound(node, "maxItems", None)
        wanted = max(least, 0 if how.kind == "required" and how.depth > 0 else 2)
        wanted = min(wanted, most) if most is not None else wanted
        if how.place != "json":
            wanted = max(wanted, 1)
        first = node.get("prefixItems") if isinstance(node.get("prefixItems"), list) else []
        inner = replace(how, depth=how.depth + 1)
        made: list[Any] = []
        for at in range(min(wanted, 64) * 3):
            if len(made) == max(min(wanted, 64), len(first)):
                break
            schema = first[at] if at < len(first) else node.get("items", True)
            try:
                one = self.make(schema, inner)
            except Unmakeable:
                if least or at < len(first):
                    raise
                return []
            if not node.get("uniqueItems") or one not in made:
                made.append(one)
            else:
                inner = replace(inner, kind="all")
        return made

    def object(self, node: Node, how: How) -> dict[str, Any]:
        """Returns an object."""
        required = [one for one in node.get("required") or [] if isinstance(one, str)]
        forced = node.get(FORCED, {})
        made: dict[str, Any] = {}
        properties = node.get("properties") if isinstance(node.get("properties"), dict) else {}
        for name, schema in properties.items():
            needed = name in required or name in forced
            if not needed and (how.kind == "required" or not self.travels(schema)):
                continue
            try:
                made[name] = self.property(name, schema, forced, how)
            except Unmakeable:
                if needed:
                    raise
        inner = replace(how, depth=how.depth + 1)
        for name, tags in forced.items():
            # The payload names its schema (OpenAPI §4.8.25), even where the schema forgets to say so.
            if name not in made and isinstance(name, str):
                made[name] = self.next(forced[name], tags)
        for name in required:
            if name not in made and name not in properties:
                made[name] = self.make(self.extra(node, name), inner)
        return self.with_keys(node, made, how)

    def property(self, name: str, schema: Any, forced: dict[str, Any], how: How) -> Any:
        """Returns the value of a property, which a discriminator may have fixed."""
        if name in forced:
            own = self.flattener.flat(schema)
            written = [one for tag in forced[name] for one in (tag, number_of(tag)) if one is not None]
            tags = [one for one in written if self.schemas.error(schema, one) is None]
            if tags and "const" not in own:
                return self.next(forced[name], tags)
        return self.make(schema, replace(how, depth=how.depth + 1))

    def travels(self, schema: Any) -> bool:
        """Tells whether an optional property belongs into this direction.

        The word counts beside a `$ref` too, where 3.0 ignores it (§4.7.23): a crate that heeds it and one that does not are both right.
        """
        word = "readOnly" if self.schemas.direction == "request" else "writeOnly"
        try:
            node = self.flattener.flat(schema)
        except Unmakeable:
            return False
        return node.get(word) is not True and not (isinstance(schema, dict) and schema.get(word) is True)

    def extra(self, node: Node, name: str) -> Any:
        """Returns the schema of a member that `properties` does not name."""
        schema = node.get("additionalProperties", True)
        return schema if isinstance(schema, dict) else True

    def with_keys(self, node: Node, made: dict[str, Any], how: How) -> dict[str, Any]:
        """Adds the keys of a map: two, or as many as are needed."""
        schema = node.get("additionalProperties")
        least, most = texts.bound(node, "minProperties", 0), texts.bound(node, "maxProperties", None)
        free = isinstance(schema, dict) or (schema is True and how.place == "json")
        wanted = len(made) + (2 if free and how.kind != "required" else 0)
        wanted = max(wanted, least)
        wanted = wanted if most is None else min(wanted, most)
        inner = replace(how, depth=how.depth + 1)
        for key in self.keys(node, how, wanted - len(made)):
            try:
                made.setdefault(key, self.make(self.extra(node, key), inner))
            except Unmakeable:
                if least:
                    raise
                break
        patterns = node.get("patternProperties")
        if how.kind != "required" and isinstance(patterns, dict):
            for pattern, of in list(patterns.items())[:2]:
                for key in texts.choices({"pattern": pattern, "minLength": 1}, "json")[:2]:
                    made.setdefault(key, self.make(of, inner))
        return made

    def keys(self, node: Node, how: How, wanted: int) -> list[str]:
        """Returns keys for a map."""
        if wanted <= 0:
            return []
        names = node.get("propertyNames")
        if isinstance(names, dict):
            flat = self.flattener.flat(names)
            if isinstance(flat.get("enum"), list):
                return flat["enum"][:wanted]
            return [one for one in texts.choices(flat, how.place) if one][:wanted]
        first = KEYS.get(how.place, ["key1", "key2"])
        return [*first, *(f"key{at}" for at in range(3, wanted + 1))][:wanted]


def number_of(tag: str) -> int | None:
    """Returns the number that a tag of a mapping stands for: its keys are texts even where the property is an integer."""
    return int(tag) if isinstance(tag, str) and tag.lstrip("-").isdigit() else None


def only_null(flattener: Flattener, schema: Any) -> bool:
    """Tells whether null is all that satisfies a schema."""
    try:
        node = flattener.flat(schema)
    except Unmakeable:
        return False
    if set(node) == {"nullable"}:
        return True  # So that documents of 3.0 write "or null" as a variant.
    return node.get("type") in ("null", ["null"]) or node.get("enum") == [None] or node.get("const", 0) is None


def is_file(node: Node) -> bool:
    """Tells whether a text of a schema is a file's bytes (OpenAPI 3.0 §4.7.14.2, 3.1 §4.8.14.2)."""
    media = node.get("contentMediaType")
    if node.get("format") == "binary":
        return True
    return isinstance(media, str) and "contentEncoding" not in node and not media.startswith(("text/", "application/json"))
