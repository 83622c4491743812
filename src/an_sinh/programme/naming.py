"""Which indicator is meant by a text: its id, its name in any language, or a part of either that only one has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from unicodedata import combining, normalize

from an_sinh.programme.model import Indicator
from an_sinh.programme.parts import whole_id


def meant(asked: str, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The ids that a text may stand for, by the strictest reading that any fits; several where it is ambiguous.

    An id as it is comes first, then a whole id or name, then a piece of one; each with its tones, then without. What
    fits an indicator and nothing else but the parts of it means the indicator.
    """
    exact = normalize("NFC", asked)
    if exact in indicators:
        return (exact,)
    for fold in (cased, bare):
        wanted = fold(exact)
        if not wanted:
            return ()
        for fits in (wanted.__eq__, _holds(wanted)):
            if found := tuple(id_ for id_, each in indicators.items() if any(map(fits, map(fold, called(id_, each))))):
                return _without_their_parts(found, indicators)
    return ()


def _without_their_parts(found: tuple[str, ...], indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The ids without those of parts whose indicator is among them: what names the whole names no part of it."""
    return tuple(id_ for id_ in found if whole_id(id_, indicators) not in found)


def holding(text: str, indicators: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The ids of the indicators whose id or name holds a text, whatever its case and tones; every one for no text."""
    wanted = bare(text)
    return tuple(id_ for id_, each in indicators.items() if any(wanted in bare(name) for name in called(id_, each)))


def called(id_: str, indicator: Indicator) -> Iterable[str]:
    """What an indicator goes by: its id, and its name in each language."""
    return (id_, *indicator.name.values())


def cased(text: str) -> str:
    """A text without what differs by habit: case, spaces, and hyphens for them."""
    return " ".join(normalize("NFC", text).casefold().replace("-", " ").replace("_", " ").split())


def bare(text: str) -> str:
    """As `cased`, and without tones and accents: `that nghiep` is in `Tỷ lệ thất nghiệp`."""
    letters = normalize("NFD", cased(text).replace("đ", "d"))
    return "".join(letter for letter in letters if not combining(letter))


def _holds(wanted: str) -> Callable[[str], bool]:
    return lambda text: wanted in text
