"""Draw the pictures of the photo guide: ``python -m scripts.draw_photo_guide`` writes tonematch/ui/pictures/*.svg.

Six small drawings in plain shapes: what lies where, how the camera is held, which light is on. Wrong and right are told
apart by a cross and a tick, not by colour alone.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

PICTURES = Path(__file__).resolve().parent.parent / "tonematch" / "ui" / "pictures"
WIDTH, HEIGHT = 240, 168
GROUND, PAPER, INK, SOFT = "#f4f4f4", "#d9d9d9", "#2b2b2b", "#767676"
SKIN, SKIN_EDGE, PATCH = "#a9744f", "#6f4a31", "#e3c4b0"
WRONG, RIGHT = "#b3261e", "#1e6b3a"
CHART_COLOURS = (
    ("#735244", "#c29682", "#627a9d", "#576c43", "#8580b1", "#67bdaa"),
    ("#d67e2c", "#505ba6", "#c15a63", "#5e3c6c", "#9dbc40", "#e0a32e"),
    ("#383d96", "#469449", "#af363c", "#e7c71f", "#bb5695", "#0885a1"),
    ("#f3f3f2", "#c8c8c8", "#a0a0a0", "#7a7a79", "#555555", "#343434"),
)


def shape(name: str, **attributes: object) -> str:
    """Write one element; an underscore stands for the hyphen of its attributes."""
    written = " ".join(f'{key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<{name} {written}/>"


def line(d: str, colour: str = INK, width: float = 2.5, **more: object) -> str:
    """Draw an open path."""
    return shape(
        "path",
        d=d,
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_linecap="round",
        stroke_linejoin="round",
        **more,
    )


def area(d: str, fill: str, edge: str = "none") -> str:
    """Fill a closed path."""
    return shape("path", d=d, fill=fill, stroke=edge, stroke_width=1.5, stroke_linejoin="round")


def box(at: tuple[float, float], size: tuple[float, float], fill: str, **more: object) -> str:
    """Fill a rectangle."""
    (x, y), (width, height) = at, size
    return shape("rect", x=x, y=y, width=width, height=height, fill=fill, stroke_width=1.5, **more)


def disc(x: float, y: float, radius: float, fill: str, edge: str = "none") -> str:
    """Fill a circle."""
    return shape("circle", cx=x, cy=y, r=radius, fill=fill, stroke=edge, stroke_width=2)


def turned(body: str, degrees: float, x: float, y: float) -> str:
    """Turn shapes about a place."""
    return f'<g transform="rotate({degrees} {x} {y})">{body}</g>'


def words(text: str, x: float, y: float, size: float = 13) -> str:
    """Write a few words."""
    return (
        f'<text x="{x}" y="{y}" font-family="sans-serif" font-size="{size}" font-weight="600" fill="{INK}" '
        f'text-anchor="middle">{text}</text>'
    )


def tick(x: float, y: float) -> str:
    """Say that it is right so."""
    return disc(x, y, 11, RIGHT) + line(f"M{x - 5} {y}l4 4.5l7 -8.5", "#ffffff", 3)


def cross(x: float, y: float) -> str:
    """Say that it is wrong so."""
    return disc(x, y, 11, WRONG) + line(f"M{x - 4.5} {y - 4.5}l9 9M{x + 4.5} {y - 4.5}l-9 9", "#ffffff", 3)


def arm_from_above(top: float, bottom: float) -> str:
    """Draw a forearm that goes across the picture, with a patch on it."""
    middle = (top + bottom) / 2
    upper = f"M0 {top + 6}C60 {top - 6} 150 {top - 2} 240 {top + 8}"
    lower = f"V{bottom - 8}C160 {bottom + 2} 70 {bottom + 6} 0 {bottom - 6}Z"
    patch = f"M74 {middle - 10}c10 -14 34 -12 42 -2c8 8 4 22 -8 26c-16 6 -34 4 -40 -6c-4 -8 0 -12 6 -18z"
    return area(upper + lower, SKIN, SKIN_EDGE) + area(patch, PATCH, SKIN_EDGE)


def chart(x: float, y: float, square: float) -> str:
    """Draw a chart of 24 squares from above."""
    pitch = square * 1.2
    rim = 0.4 * square
    frame = box((x - rim, y - rim), (6 * pitch + 0.6 * square, 4 * pitch + 0.6 * square), "#1c1c1c", rx=3)
    squares = (
        box((round(x + column * pitch, 1), round(y + row * pitch, 1)), (square, square), colour)
        for row, colours in enumerate(CHART_COLOURS)
        for column, colour in enumerate(colours)
    )
    return frame + "".join(squares)


def limb_from_the_side(left: float, right: float, top: float) -> str:
    """Draw a limb lying on a table, seen from the side, with the patch on top of it."""
    middle = (left + right) / 2
    body = f"M{left} {top + 14}C{left + 20} {top - 4} {right - 20} {top - 4} {right} {top + 14}V{top + 26}H{left}Z"
    edge = top + 0.5
    patch = f"M{middle - 17} {edge}Q{middle} {top - 2} {middle + 17} {edge}L{middle + 14} {top + 6}H{middle - 14}Z"
    return area(body, SKIN, SKIN_EDGE) + area(patch, PATCH)


def side_chart(left: float, top: float, tilt: float = 0) -> str:
    """Draw a chart seen from its edge, on a support as high as the skin."""
    card = box((left, top), (52, 5), "#1c1c1c", rx=1) + "".join(
        box((left + 3 + 8 * place, top - 2), (6, 3), colour) for place, colour in enumerate(CHART_COLOURS[2])
    )
    return turned(card, tilt, left, top + 5)


def phone(x: float, y: float, tilt: float = 0) -> str:
    """Draw a phone from its edge, its lens towards the bottom of the picture."""
    body = box((x - 34, y - 5), (68, 10), INK, rx=4) + box((x - 8, y + 5), (16, 5), SOFT, rx=2)
    return turned(body, tilt, x, y)


def table(y: float) -> str:
    """Draw the table that things lie on."""
    return box((0, y), (WIDTH, HEIGHT - y), PAPER)


def beside() -> str:
    """Chart beside the patch, all of it in the frame; below, both seen from the side, in one plane."""
    corners = "M8 26V8H26M214 8H232V26M232 94V112H214M26 112H8V94"
    above = arm_from_above(14, 88) + chart(140, 34, 9.5) + line(corners, INK, 3)
    side = table(150) + limb_from_the_side(40, 134, 126) + box((142, 133), (52, 17), SOFT) + side_chart(142, 128)
    return above + side + line("M30 124H204", SOFT, 1.5, stroke_dasharray="4 4") + tick(220, 134)


def distance() -> str:
    """Half a metre between camera and skin, the picture filled by zooming."""
    view = area("M112 30L28 132H212L128 30Z", "#e9e9e9")
    arrow = line("M222 32V126M215 40l7 -8l7 8M215 118l7 8l7 -8", INK, 2)
    scene = table(150) + limb_from_the_side(34, 124, 126) + box((138, 133), (52, 17), SOFT) + side_chart(138, 128)
    return view + phone(120, 22) + scene + arrow + words("50 cm", 190, 84)


def angle() -> str:
    """Camera straight above is right, aslant is wrong."""
    right = phone(62, 26) + line("M62 40V118", SOFT, 1.5, stroke_dasharray="4 4") + tick(18, 26)
    right += limb_from_the_side(4, 58, 126) + box((64, 133), (44, 17), SOFT) + side_chart(61, 128)
    wrong = phone(206, 46, 40) + line("M198 56L162 122", SOFT, 1.5, stroke_dasharray="4 4") + cross(146, 26)
    wrong += limb_from_the_side(126, 180, 126) + box((185, 133), (44, 17), SOFT) + side_chart(182, 128)
    return table(150) + right + wrong + line("M120 12V148", "#b4b4b4", 1.5)


def light() -> str:
    """Daylight from a window, the lamp switched off."""
    pane = box((14, 14), (70, 78), "#ffffff", stroke=INK) + line("M49 14V92M14 53H84", INK, 2)
    rays = line("M92 40L128 74M92 62L118 92M92 84L106 108", "#9a6700", 2.5)
    lamp = line("M196 12V34", INK, 2) + area("M176 58L184 34H208L216 58Z", SOFT, INK) + disc(196, 62, 7, "#ffffff", INK)
    scene = table(150) + limb_from_the_side(92, 164, 126) + box((168, 133), (52, 17), SOFT) + side_chart(168, 128)
    return pane + rays + lamp + scene + tick(84, 14 + 78) + cross(224, 62)


def flash() -> str:
    """No flash."""
    screen = box((78, 12), (84, 144), INK, rx=10) + box((84, 22), (72, 124), "#ffffff", rx=3)
    bolt = area("M126 42L100 86H118L110 122L142 74H122Z", "#5a5a5a", INK)
    return screen + bolt + line("M92 48L150 120", WRONG, 6) + cross(186, 36)


def shine() -> str:
    """Shine on skin is blotted with a tissue."""
    left = arm_from_above(40, 128)
    gloss = area("M20 58c14 -6 30 -6 44 -4c-12 4 -28 6 -44 4z", "#ffffff") + area(
        "M126 60c10 -4 22 -4 30 -2c-8 4 -20 4 -30 2z", "#ffffff"
    )
    tissue = area("M150 28L222 40L206 104L140 92Z", "#ffffff", SOFT) + area("M150 28L178 62L140 92Z", PAPER, SOFT)
    press = line("M178 8V24M170 17l8 8l8 -8", INK, 3)
    return left + gloss + tissue + press + tick(26, 146) + words("blot, do not rub", 130, 152)


DRAWINGS: Mapping[str, Callable[[], str]] = {
    "beside": beside,
    "distance": distance,
    "angle": angle,
    "light": light,
    "flash": flash,
    "shine": shine,
}


def drawing(name: str) -> str:
    """Give one picture of the guide as SVG."""
    body = box((0, 0), (WIDTH, HEIGHT), GROUND) + DRAWINGS[name]()
    one_a_line = body.replace("/><", "/>\n<")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">\n{one_a_line}\n</svg>\n'


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    for name in DRAWINGS:
        (PICTURES / f"{name}.svg").write_text(drawing(name), encoding="utf-8")
        print(f"tonematch/ui/pictures/{name}.svg")


if __name__ == "__main__":
    main()
