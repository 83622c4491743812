"""JSON (docs/ci.md): fixed keys, stable codes, figures as numbers with the digits of the data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from an_sinh.figures import plain
from an_sinh.pages.say import Say
from an_sinh.render.record import Many, Record, Schema, output_of
from an_sinh.terms import Month

Json = None | bool | int | str | Decimal | Mapping[str, "Json"] | Sequence["Json"]

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


def write_json(name: str, result: object, say: Say) -> str:
    """What a command of this name found, its texts in one language."""
    return write(value_of(name, result, say))


def value_of(name: str, result: object, say: Say) -> Json:
    """The same before it is a text: objects as dicts, with figures and codes as they are."""
    return _value(output_of(name).record, result, say)


def _value(kind: Schema | Record[Any] | Many, subject: Any, say: Say) -> Json:
    """A record's subject as an object, with its fields in their order; what is no record stands for itself."""
    match kind:
        case Record() if subject is not None:
            return {
                field.name: _value(field.kind, field.take(subject, say), say)
                for field in kind.fields
                if field.only != "csv"
            }
        case Many() if subject is not None:
            return [_value(kind.of, each, say) for each in subject]
        case _:
            value: Json = subject
            return value


def write(value: Json) -> str:
    """JSON text with two spaces of indent, a line end last, and a Decimal as a number with its own digits.

    A float is refused: none is an exact figure. Characters that a terminal would obey are escaped.
    """
    return "".join(_chunks(value, "\n")) + "\n"


def _chunks(value: Json, margin: str) -> Iterator[str]:
    if isinstance(value, Month):
        value = str(value)
    if isinstance(value, str):
        yield _UNSEEN.sub(_escape, json.dumps(value, ensure_ascii=False))
    elif value is None or isinstance(value, (bool, int)):
        yield json.dumps(value)
    elif isinstance(value, Decimal):
        yield plain(value)
    elif isinstance(value, Mapping):
        inner = margin + "  "
        for index, (key, each) in enumerate(value.items()):
            yield f"{',' if index else '{'}{inner}{json.dumps(key)}: "
            yield from _chunks(each, inner)
        yield margin + "}" if value else "{}"
    elif isinstance(value, Sequence):
        inner = margin + "  "
        for index, each in enumerate(value):
            yield f"{',' if index else '['}{inner}"
            yield from _chunks(each, inner)
        yield margin + "]" if value else "[]"
    else:
        raise TypeError(f"no JSON for {type(value).__name__}")


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
