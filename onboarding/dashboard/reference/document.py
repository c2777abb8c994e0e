"""The OpenAPI document as a page needs it: operations in groups, with everything they refer to at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onboarding.dashboard.reference.examples import example_of
from onboarding.dashboard.reference.shapes import Json, Row, notes_of, rows_of, type_of
from onboarding.web.problems import MEDIA_TYPE

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Body:
    """What is sent or answered."""

    media_types: tuple[str, ...]
    rows: tuple[Row, ...]
    example: str
    """JSON, indented."""


@dataclass(frozen=True)
class Parameter:
    """A part of the address."""

    name: str
    place: str
    """`path`, `query` or `header`."""
    type: str
    required: bool
    notes: str


@dataclass(frozen=True)
class Answer:
    """One status an operation answers with."""

    status: str
    description: str
    is_problem: bool
    body: Body | None


@dataclass(frozen=True)
class Operation:
    """A method of a path."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    answers: tuple[Answer, ...]

    @property
    def anchor(self) -> str:
        """Names the operation in the page."""
        return f"{self.method}-{self.path.strip('/').replace('/', '-').replace('{', '').replace('}', '')}"


@dataclass(frozen=True)
class Group:
    """Operations that belong together."""

    name: str
    description: str
    operations: tuple[Operation, ...]


def groups_of(document: Json) -> list[Group]:
    """Every operation, by tag, in the document's order."""
    operations = list(_operations(document))
    return [
        Group(tag["name"], tag.get("description", ""), tuple(each for name, each in operations if name == tag["name"]))
        for tag in document.get("tags", ())
    ]


def _operations(document: Json) -> Iterator[tuple[str, Operation]]:
    components = document.get("components", {})
    schemas = components.get("schemas", {})
    for path, item in document["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            operation = item[method]
            parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
            yield (
                operation["tags"][0],
                Operation(
                    method=method,
                    path=path,
                    summary=operation.get("summary", ""),
                    description=operation.get("description", ""),
                    parameters=tuple(_parameter(each, schemas) for each in parameters),
                    body=_body(operation.get("requestBody", {}).get("content", {}), schemas),
                    answers=tuple(_answers(operation["responses"], components)),
                ),
            )


def _parameter(source: Json, schemas: Mapping[str, Json]) -> Parameter:
    schema = source.get("schema", {})
    described = {**schema, "description": source.get("description", schema.get("description", ""))}
    return Parameter(
        name=source["name"],
        place=source["in"],
        type=type_of(schema, schemas),
        required=source.get("required", False),
        notes=notes_of(described),
    )


def _answers(responses: Json, components: Json) -> Iterator[Answer]:
    for status, response in sorted(responses.items()):
        if status == "default":
            continue
        if "$ref" in response:
            response = components["responses"][response["$ref"].rpartition("/")[2]]
        content = response.get("content", {})
        is_problem = MEDIA_TYPE in content
        body = None if is_problem else _body(content, components.get("schemas", {}))
        yield Answer(status, response.get("description", ""), is_problem, body)


def _body(content: Json, schemas: Mapping[str, Json]) -> Body | None:
    media_types: Sequence[str] = tuple(content)
    if not media_types:
        return None
    schema = content[media_types[0]].get("schema", {})
    example = json.dumps(example_of(schema, schemas), indent=2, ensure_ascii=False)
    return Body(tuple(media_types), tuple(rows_of(schema, schemas)), example)
