"""JSON schemas as people read them: a row per property."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.dashboard import words

Json = Mapping[str, Any]
DEEPEST = 6
"""Schemas may hold themselves: a collection holds collections."""
LIMITS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matches `{}`",
}


@dataclass(frozen=True)
class Row:
    """One property."""

    depth: int
    name: str
    type: str
    required: bool
    nullable: bool
    notes: str
    """Description, allowed values, default and limits."""


def rows_of(schema: Json, schemas: Mapping[str, Json], depth: int = 0) -> Iterator[Row]:
    """A row per property of an object, those of inner objects below it.

    Args:
        schema: what is described.
        schemas: the document's named schemas.
        depth: how far inside this already is.
    """
    resolved = resolve(schema, schemas)
    required = set(resolved.get("required", ()))
    for name, inner in resolved.get("properties", {}).items():
        target = resolve(inner, schemas)
        yield Row(depth, name, type_of(target, schemas), name in required, _nullable(inner, schemas), notes_of(target))
        inside = resolve(members_of(target) or target, schemas)
        if depth < DEEPEST and inside.get("properties"):
            yield from rows_of(inside, schemas, depth + 1)


def type_of(schema: Json, schemas: Mapping[str, Json]) -> str:
    """`string (date)`, `array of object`."""
    target = resolve(schema, schemas)
    kind = main_type_of(target) or ("object" if "properties" in target else "any")
    if kind == "array":
        return f"array of {type_of(target.get('items', {}), schemas)}"
    if members_of(target):
        return f"object of {type_of(members_of(target), schemas)}s by key"
    return f"{kind} ({target['format']})" if "format" in target else kind


def notes_of(schema: Json) -> str:
    """Description, allowed values, default and limits, in one text."""
    parts = [str(schema.get("description", ""))]
    if "enum" in schema:
        parts.append("One of " + ", ".join(f"`{value}`" for value in schema["enum"] if value is not None) + ".")
    if schema.get("default") is not None:
        parts.append(f"By default `{schema['default']}`.")
    limits = [text.format(schema[name]) for name, text in LIMITS.items() if schema.get(name) not in (None, 0)]
    if limits:
        parts.append(words.capital(f"{', '.join(limits)}."))
    return " ".join(part for part in parts if part)


def resolve(schema: Json, schemas: Mapping[str, Json]) -> Json:
    """The schema itself, where it is named by reference or is one of several with null."""
    if "$ref" in schema:
        return resolve(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    for several in ("allOf", "anyOf", "oneOf"):
        choices = [each for each in schema.get(several, ()) if each.get("type") != "null"]
        if choices:
            rest = {name: value for name, value in schema.items() if name != several}
            return {**resolve(choices[0], schemas), **rest}
    return schema


def members_of(schema: Json) -> Json:
    """What an array or a map holds; empty when that is not said."""
    found = schema.get("items") or schema.get("additionalProperties")
    return found if isinstance(found, Mapping) else {}


def main_type_of(schema: Json) -> str:
    """Its type, that is not null; empty when that is not said."""
    kind = schema.get("type", "")
    if isinstance(kind, list):
        kind = next((each for each in kind if each != "null"), "")
    return str(kind)


def _nullable(schema: Json, schemas: Mapping[str, Json]) -> bool:
    types = resolve(schema, schemas).get("type")
    choices = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return (isinstance(types, list) and "null" in types) or {"type": "null"} in choices
