"""Did you mean: the known names nearest to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

_NEAR = 0.7
_LONGEST = 60
_COMPARED = 200


def nearest(name: str, known: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """The known names nearest to a wrong one, best first; none where nothing is near enough to be meant.

    Case does not count. Names of more than 60 characters are not compared, and of many known names only the 200 whose
    letters differ least, so that a hostile file costs little.
    """
    from difflib import get_close_matches

    if len(name) > _LONGEST:
        return ()
    wanted = name.casefold()
    letters = set(wanted)
    folded: dict[str, str] = {}
    apart: dict[str, int] = {}
    for each in known:
        if len(each) > 2 * _LONGEST:
            continue
        told = each.casefold()
        # A letter that only one of the two has, and a length that differs, can't be matched.
        unlike = max(len(letters.symmetric_difference(told)), abs(len(told) - len(wanted)))
        if unlike <= (1 - _NEAR) * (len(told) + len(wanted)) and told not in folded:
            folded[told], apart[told] = each, unlike
    compared = nsmallest(_COMPARED, apart, key=lambda told: apart[told]) if len(apart) > _COMPARED else apart
    return tuple(folded[near] for near in get_close_matches(wanted, compared, n=most, cutoff=_NEAR))
