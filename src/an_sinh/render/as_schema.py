"""JSON Schema 2020-12 of the data files and of what ansinh prints for programs.

The data files' schemas are `programme.schema`; an output's follows from its record, field by field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from an_sinh.render.record import OUTPUTS, VERSION, Field, Many, Output, Record, Schema, output_of

Json = dict[str, Any]

DATA_FILES = ("targets", "actuals", "place-list", "place")
NAMES = (*DATA_FILES, *OUTPUTS)
"""Every schema there is."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(name: str) -> str:
    """The schema of that name as it is printed: two spaces of indent, a line end last."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def schema(name: str) -> Json:
    """The schema of `targets`, `actuals` or a machine output; its `$id` names no host, so that nothing fetches it."""
    if name in DATA_FILES:
        from an_sinh.programme.schema import file_schema

        body = file_schema(name)
    else:
        body = output_schema(output_of(name))
    return {"$schema": _DIALECT, "$id": f"urn:an-sinh:schema:{name}:{VERSION}", **body}


def output_schema(output: Output[Any]) -> Json:
    """An output's schema, with what stands in several places of it gathered in `$defs`."""
    shared: dict[str, Json] = {}
    body = {"title": output.title, "description": output.told, **_object(output.record, shared)}
    return {**body, "$defs": shared} if shared else body


def _kind(kind: Schema | Record[Any] | Many, shared: dict[str, Json]) -> Mapping[str, Any]:
    match kind:
        case Record() if kind.shared:
            if kind.shared not in shared:
                about = {"title": kind.shared.capitalize(), "description": kind.told}
                shared[kind.shared] = {**about, **_object(kind, shared)}
            return {"$ref": f"#/$defs/{kind.shared}"}
        case Record():
            return _object(kind, shared)
        case Many():
            return {"type": ["array", "null"] if kind.null else "array", "items": _kind(kind.of, shared)}
        case _:
            return kind


def _object(record: Record[Any], shared: dict[str, Json]) -> Json:
    """An object that has all these keys, in this order, and no others."""
    fields = [field for field in record.fields if field.only != "csv"]
    return {
        "type": ["object", "null"] if record.null else "object",
        "properties": {field.name: _property(field, shared) for field in fields},
        "required": [field.name for field in fields],
        "additionalProperties": False,
    }


def _property(field: Field[Any], shared: dict[str, Json]) -> Json:
    return {**_kind(field.kind, shared), "description": field.told}
