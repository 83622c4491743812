"""Did you mean: the known names nearest to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """The known names nearest to a wrong one, best first; none where nothing is near enough to be meant.

    Case does not count. Names of more than 60 characters are not compared, so that a hostile file costs little.
    """
    from difflib import get_close_matches

    if len(name) > 60:
        return ()
    folded: dict[str, str] = {}
    for each in known:
        folded.setdefault(each.casefold(), each)
    return tuple(folded[near] for near in get_close_matches(name.casefold(), folded, n=most, cutoff=0.7))
