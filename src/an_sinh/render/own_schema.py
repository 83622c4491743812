"""The schema of a data file with the ids of one programme, so that an editor offers them and marks what is none.

What stands in another file (an indicator, a source, a place) is then one of those that are there. What is defined in
the file itself is offered and not held to: a new source may stand beside those that the schema knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from an_sinh.pages.say import Say
from an_sinh.programme.model import Indicator, Programme
from an_sinh.programme.parts import part_id, whole_id
from an_sinh.render.as_schema import schema

Json = dict[str, Any]

_HERE = {"actuals": ("actuals",), "place": ("targets", "not_counted")}
"""The maps of each file whose keys are indicators of targets.yaml."""


def own_schema_text(name: str, programme: Programme, say: Say) -> str:
    """The schema of a data file with a programme's own ids, as it is printed."""
    return json.dumps(own_schema(name, programme, say), indent=2, ensure_ascii=False) + "\n"


def own_schema(name: str, programme: Programme, say: Say) -> Json:
    """The schema of a data file, by its name, with a programme's own ids and what they stand for."""
    own = deepcopy(schema(name))
    own["$id"] += ":own"
    defined: Json = own["$defs"]
    if name == "targets":
        _offer(defined["indicator"]["properties"], "group", programme.groups)
        defined["new-source-id"] = defined["source-id"]
        for part in own["properties"]["sources"]["anyOf"]:
            if "propertyNames" in part:
                part["propertyNames"] = {"$ref": "#/$defs/new-source-id"}
        defined["source-id"] = {"anyOf": [_one_of(programme.sources), {"$ref": "#/$defs/new-source-id"}]}
    elif "source-id" in defined:
        defined["source-id"] = {**_told(defined["source-id"]), **_one_of(programme.sources)}
    if name == "place-list":
        _offer(defined["place"]["properties"], "within", programme.places)
    for part in _HERE.get(name, ()):
        for each in own["properties"][part]["anyOf"]:
            if "propertyNames" in each:
                _close(each, programme, say, inside_of_whole=name == "actuals")
    return own


def _told(kind: Json) -> Json:
    return {key: kind[key] for key in ("title", "description") if key in kind}


def _one_of(ids: Iterable[str]) -> Json:
    """Some ids as an editor reads them: one that looks like a number, or like yes or no, is that to it."""
    return {"enum": [value for id_ in ids for value in _read(id_)]}


def _read(id_: str) -> Iterator[object]:
    yield id_
    try:
        value = json.loads(id_)
    except ValueError:
        return
    if isinstance(value, (bool, int, float)):
        yield value


def _offer(properties: Json, key: str, ids: Mapping[str, object]) -> None:
    """Offer some ids where any may stand."""
    if ids:
        properties[key] = {**_told(properties[key]), "anyOf": [_one_of(ids), _without_words(properties[key])]}


def _without_words(kind: Json) -> Json:
    return {key: value for key, value in kind.items() if key not in ("title", "description")}


def _close(map_: Json, programme: Programme, say: Say, *, inside_of_whole: bool) -> None:
    """Hold a map's keys to the indicators, each with its name and what is known of it.

    `inside_of_whole` says that parts stand inside their indicators, and not beside them.
    """
    inside = map_.pop("additionalProperties")
    del map_["propertyNames"]
    map_["properties"] = {
        id_: {
            "title": _named(indicator, say),
            "description": "; ".join(_about(indicator, programme, say)),
            **_without_words(inside),
            **(_parts(id_, indicator, programme, say) if inside_of_whole else {}),
        }
        for id_, indicator in programme.indicators.items()
        if not (inside_of_whole and whole_id(id_, programme.indicators))
    }
    map_["additionalProperties"] = False


def _parts(id_: str, indicator: Indicator, programme: Programme, say: Say) -> Json:
    """The names of an indicator's parts, to be offered in its entry."""
    if indicator.parts is None:
        return {}
    named = {name: programme.indicators[part_id(id_, name)] for name in indicator.parts}
    known = {name: {"title": _named(part, say)} for name, part in named.items()}
    return {"properties": {"parts": {"properties": known, "propertyNames": {"enum": list(known)}}}}


def _named(indicator: Indicator, say: Say) -> str:
    unit = f" ({say.of_data(indicator.unit)})" if indicator.unit else ""
    return say.of_data(indicator.name) + unit


def _about(indicator: Indicator, programme: Programme, say: Say) -> Iterator[str]:
    """Its name in the other languages, its group, who answers for it, and which way is better."""
    yield from dict.fromkeys(text for text in indicator.name.values() if text != say.of_data(indicator.name))
    yield say.of_data(programme.groups[indicator.group])
    if indicator.lead:
        yield say.of_data(indicator.lead)
    if indicator.better is not None:
        yield f"better: {indicator.better.value}"
