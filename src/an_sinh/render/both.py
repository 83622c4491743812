"""A page in several languages: the pages of each laid over each other, what they say differently side by side.

Whatever the pages have alike (numbers, drawings, codes) stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from an_sinh.pages.drawings import Bullet, Course, Path
from an_sinh.pages.say import DataText


@dataclass(frozen=True, slots=True)
class Told:
    """What is said differently in each language."""

    texts: Mapping[str, str]

    def spans(self) -> Iterator[tuple[str, str, str]]:
        """Each text with the language that it is for and the tag of the one that it is in."""
        for language, text in self.texts.items():
            yield language, text.tag if isinstance(text, DataText) else language, text


def laid_over(each: Mapping[str, Any]) -> Any:
    """A page, or anything it is made of, by language, as one: of the same shape, a text that differs being a `Told`."""
    first, *others = each.values()
    match first:
        case str():
            tag = _tag(first)
            return first if all(other == first and _tag(other) == tag for other in others) else Told(each)
        case tuple():
            return tuple(laid_over(dict(zip(each, at, strict=True))) for at in zip(*each.values(), strict=True))
        case Bullet() | Course() | Path():
            return first
        case _ if is_dataclass(first) and not isinstance(first, type):
            of_type = {field.name: _field(each, field.name) for field in fields(first)}
            return type(first)(**of_type)
        case _:
            return first


def _field(each: Mapping[str, Any], name: str) -> Any:
    return laid_over({language: getattr(one, name) for language, one in each.items()})


def _tag(text: str) -> str | None:
    return text.tag if isinstance(text, DataText) else None


def in_language(said: str | Told, language: str) -> str:
    """What is said in one of the languages."""
    return said.texts[language] if isinstance(said, Told) else said
