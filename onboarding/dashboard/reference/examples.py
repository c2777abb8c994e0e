"""Examples of what fits a JSON schema."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from onboarding.dashboard.reference.samples import sample_of
from onboarding.dashboard.reference.shapes import DEEPEST, Json, main_type_of, members_of, resolve


def example_of(
    schema: Json, schemas: Mapping[str, Json], *, depth: int = 0, name: str = "", beside: Collection[str] = ()
) -> Any:
    """A value that fits a schema.

    Args:
        schema: what it is an example of.
        schemas: the document's named schemas.
        depth: how far inside another example this is.
        name: of the property it is of.
        beside: names of the properties of the same object.
    """
    target = resolve(schema, schemas)
    for named in _named(target):
        return named
    kind = main_type_of(target)
    if kind == "object" or "properties" in target:
        inner = _properties(target) if depth < DEEPEST else {}
        return {
            each: example_of(value, schemas, depth=depth + 1, name=each, beside=inner) for each, value in inner.items()
        }
    if kind == "array":
        items = target.get("items") if depth < DEEPEST else None
        return [example_of(items, schemas, depth=depth + 1)] if items else []
    if kind == "string":
        return sample_of(name, target, beside)
    return {"integer": max(1, target.get("minimum", 1)), "number": 0.5, "boolean": True}.get(kind)


def _named(schema: Json) -> Iterator[Any]:
    """Values that the schema itself names, the most telling first."""
    yield from (schema[key] for key in ("example", "const", "default") if key in schema)
    yield from (value for value in schema.get("enum", ()) if value is not None)


def _properties(schema: Json) -> Mapping[str, Json]:
    """An object's properties; those of a map are one whose name is anything."""
    members = members_of(schema)
    return schema.get("properties") or ({"…": members} if members else {})
