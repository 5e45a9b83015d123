"""A small plot of how far each stripe of a mix was off; nothing but numbers and our own words goes into it."""

from collections.abc import Sequence
from math import ceil

WIDTH, HEIGHT = 480, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 16, 34
FEW_SEE = 1.0
INK, FAINT = "#1c1c1c", "#767676"


def history_svg(values: Sequence[float], line: str) -> str:
    """Draw ΔE00 by stripe, from the first on the left.

    Parameters
    ----------
    values
        ΔE00 of each stripe; at least one.
    line
        What stands at the dashed line of ΔE00 1.
    """
    top = max(2, ceil(max(values) + 0.2))
    across, down = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(place: int) -> float:
        return LEFT + across * (place + 0.5) / len(values)

    def y(value: float) -> float:
        return TOP + down * (1 - value / top)

    dots = [(x(place), y(value)) for place, value in enumerate(values)]
    shapes = [
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="{FAINT}"/>',
        f'<path d="M{LEFT} {y(FEW_SEE):.1f}H{WIDTH - RIGHT}" stroke="{FAINT}" stroke-dasharray="5 4"/>',
        _text(WIDTH - RIGHT, y(FEW_SEE) - 5, line, "end", FAINT),
        f'<path d="M{"L".join(f"{a:.1f} {b:.1f}" for a, b in dots)}" fill="none" stroke="{INK}" stroke-width="2"/>',
    ]
    shapes += [_text(LEFT - 8, y(value) + 4, str(value), "end", INK) for value in range(top + 1)]
    for place, (a, b) in enumerate(dots):
        shapes.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="5" fill="{INK}"/>')
        shapes.append(_text(a, b - 10, f"{values[place]:.1f}", "middle", INK))
        shapes.append(_text(a, HEIGHT - 12, str(place + 1), "middle", INK))
    body = "".join(shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#ffffff"/>{body}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str, ink: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">{text}</text>'
