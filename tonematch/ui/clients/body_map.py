"""A body from the front and from behind, drawn by rule and of no particular person, with numbered dots for sites."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

WIDTH, HEIGHT = 420, 440
PANEL = 210
"""Width of each of the two views."""
PLACES: Mapping[str, tuple[str, float, float]] = MappingProxyType(
    {
        "face": ("front", 0.50, 0.095),
        "neck": ("front", 0.50, 0.175),
        "hand": ("front", 0.155, 0.545),
        "arm": ("front", 0.235, 0.40),
        "leg": ("front", 0.425, 0.72),
        "foot": ("front", 0.415, 0.945),
        "body": ("front", 0.50, 0.36),
        "scalp": ("back", 0.50, 0.05),
        "other": ("front", 0.58, 0.47),
    }
)
"""Where each region lies by default: the view, and shares of its width and height."""
BODY = (
    '<ellipse cx="105" cy="42" rx="24" ry="30"/>'
    '<path d="M94 66 h22 v18 h-22 z"/>'
    '<path d="M70 84 q35 -12 70 0 l8 12 l-8 70 l-4 54 h-62 l-4 -54 l-8 -70 z"/>'
    '<path d="M68 86 q-16 4 -20 26 l-12 70 l-8 52 h14 l14 -52 l14 -66 z"/>'
    '<path d="M142 86 q16 4 20 26 l12 70 l8 52 h-14 l-14 -52 l-14 -66 z"/>'
    '<ellipse cx="34" cy="246" rx="10" ry="15"/><ellipse cx="176" cy="246" rx="10" ry="15"/>'
    '<path d="M74 218 h30 l-2 90 l-6 92 h-16 l-6 -92 z"/>'
    '<path d="M106 218 h30 l0 90 l-6 92 h-16 l-6 -92 z"/>'
    '<path d="M79 400 h18 v16 q-16 8 -24 0 z"/><path d="M113 400 h18 l6 16 q-8 8 -24 0 z"/>'
)
Dot = tuple[str, float, float]
"""The view, and shares of its width and height."""


def place_of(region: str, number_there: int = 0) -> Dot:
    """Give where a new site of a region is drawn; the second of a region lies on the other side."""
    view, x, y = PLACES.get(region, PLACES["other"])
    return view, (x if number_there % 2 == 0 else 1 - x), y


def body_svg(dots: Sequence[Dot], title: str, names: tuple[str, str]) -> str:
    """Draw both views with the dots numbered from 1; `title` and `names` are the program's own words."""
    views = "".join(
        f'<g transform="translate({left} 0)"><g fill="#d9d9d9" stroke="#6f6f6f" stroke-width="1">{BODY}</g>'
        f'<text x="105" y="436" text-anchor="middle" font-size="13" fill="#333">{name}</text></g>'
        for left, name in zip((0, PANEL), names, strict=True)
    )
    marks = "".join(_dot(number, dot) for number, dot in enumerate(dots, 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{title}" font-family="sans-serif">{views}{marks}</svg>'
    )


def _dot(number: int, dot: Dot) -> str:
    view, share_x, share_y = dot
    x = min(max(share_x, 0.0), 1.0) * PANEL + (PANEL if view == "back" else 0)
    y = min(max(share_y, 0.0), 1.0) * (HEIGHT - 20)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="#222" stroke="#fff" stroke-width="2"/>'
        f'<text x="{x:.1f}" y="{y + 4.5:.1f}" text-anchor="middle" font-size="13" fill="#fff">{number}</text>'
    )
