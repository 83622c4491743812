"""A page in several languages: their pages laid over each other, with what differs side by side.

Whatever the pages have alike (numbers, drawings, codes) stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from an_sinh.pages.drawings import Bullet, Course, Dot, Path
from an_sinh.pages.say import DataText, Say
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True)
class Translation:
    """What is said differently in each language."""

    texts: Mapping[str, str]

    def spans(self) -> Iterator[tuple[str, str, str]]:
        """Each text with the language that it is for and the tag of the one that it is in."""
        for language, text in self.texts.items():
            yield language, text.tag if isinstance(text, DataText) else Say.of(language).words, text


def laid_over(each: Mapping[str, Any]) -> Any:
    """A page, or anything it is made of, by language, as one of the same shape; what differs is a Translation."""
    if len(each) == 1:
        return next(iter(each.values()))
    return _laid_over(tuple(each), tuple(each.values()))


def _laid_over(languages: Sequence[str], each: Sequence[Any]) -> Any:
    first = each[0]
    match first:
        case str():
            if all(other == first and _tag(other) == _tag(first) for other in each[1:]):
                return first
            return Translation(dict(zip(languages, each, strict=True)))
        case tuple():
            return tuple(_laid_over(languages, at) for at in zip(*each, strict=True))
        case None | int() | Bullet() | Dot() | Course() | Path():
            return first
        case _:
            names = first.__dataclass_fields__  # as dataclasses.fields looks it up, which takes its time
            return type(first)(**{name: _laid_over(languages, [getattr(one, name) for one in each]) for name in names})


def _tag(text: str) -> str | None:
    return text.tag if isinstance(text, DataText) else None


def in_language(said: str | Translation, language: str) -> str:
    """What is said in one of the languages."""
    return said.texts[language] if isinstance(said, Translation) else said
