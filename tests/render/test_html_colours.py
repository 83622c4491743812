"""The page's colours: read on their paper, and kept apart by those who see fewer of them.

How a colour is seen with a cone missing is Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB; how far
two are apart is CIE 1976. Twelve of its units are told apart at a glance; where two lie side by side there is a line
between them too, and a sign and a word always.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import combinations

import pytest

from an_sinh.render.templating import TEMPLATES

APART = 12.0
RESULTS = ("exceeded", "met", "unmet", "not-started", "unscored")
OUTLOOKS = ("exceeded", "met", "behind", "far-behind", "moving-away", "unscored")
SIGHTS = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no-red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no-green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no-blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _palettes() -> dict[str, dict[str, str]]:
    style = (TEMPLATES / "palette.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    palettes = {"light": light, "dark": dark}
    return {name: dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6});", text)) for name, text in palettes.items()}


PALETTES = _palettes()


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(light: Sequence[float]) -> float:
    return sum(part * weight for part, weight in zip(light, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted(luminance(linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, sight: str) -> list[float]:
    """Lightness and the two axes of colour, as they are seen."""
    light = [sum(weight * part for weight, part in zip(row, linear(colour), strict=True)) for row in SIGHTS[sight]]
    red, green, blue = (min(max(part, 0), 1) for part in light)
    parts = [
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    ]
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", PALETTES)
def test_results_and_outlooks_are_told_apart(scheme: str, sight: str) -> None:
    colours = PALETTES[scheme]
    for names in (RESULTS, OUTLOOKS):
        for one, other in combinations(names, 2):
            distance = math.dist(seen(colours[one], sight), seen(colours[other], sight))
            assert distance > APART, f"{one} and {other}: {distance:.1f}"


@pytest.mark.parametrize("scheme", PALETTES)
def test_what_is_read_can_be_read(scheme: str) -> None:
    colours = PALETTES[scheme]
    for paper in ("paper", "wash"):
        for ink in ("ink", "soft", "link"):
            assert contrast(colours[ink], colours[paper]) >= 4.5, f"{ink} on {paper}"
    for name in RESULTS:
        assert contrast(colours[name], colours["paper"]) >= 4.5, name
        assert contrast(colours["on"], colours[name]) >= 4.5, f"on {name}"
    for name in OUTLOOKS:
        assert contrast(colours[name], colours["paper"]) >= 3, name
        on = colours["on-behind" if name == "behind" else "on"]
        assert contrast(on, colours[name]) >= 4.5, f"on {name}"
    for mark in ("edge", "faint"):
        assert contrast(colours[mark], colours["paper"]) >= 3, mark
