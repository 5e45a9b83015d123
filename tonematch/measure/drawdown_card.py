"""The printed drawdown card: where what stands on it, in millimetres, and where that lies in a photo.

Four printed signs tell how the card lies; they are squares of a code book made for being found by cameras. The card is
read only with all four of them in the photo, because three would leave its perspective to a guess.

References
----------
S. Garrido-Jurado and others, "Automatic generation and detection of highly reliable fiducial markers under occlusion",
Pattern Recognition 47 (2014) 2280-2292, doi 10.1016/j.patcog.2014.01.005.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.colour import FloatArray, linear_to_srgb
from tonematch.errors import RegionError

PAGE_MM = (210.0, 297.0)
SIGN_MM = 12.0
SIGN_PLACES_MM = ((12.0, 38.0), (186.0, 38.0), (12.0, 222.0), (186.0, 222.0))
"""Upper left corners of signs 0 to 3."""

SIGN_BITS = 6  # a side, its black rim included
FIELD_MM = (62.0, 54.0, 174.0, 214.0)
"""Left, top, right, bottom of the black and the white half together; they meet in the middle."""

ROWS = 8
BAND_MM = 11.0
"""Height of a drawdown; what is left of a row stays bare."""

DISC_MM = 1.5  # radius of what is read: well within a band, and within the narrowest strip of bare card
END_MM = 2.25  # from the field's ends to the middle of the half strips there


@dataclass(frozen=True, eq=False)
class CardRow:
    """Where one row of the card lies in the photo, x and y in pixels, and how large a disc is read there.

    Parameters
    ----------
    over_black, over_white
        Middle of the drawdown on either half.
    bare_black, bare_white
        Bare card above and below it.
    radius_px
        Of a disc to read.
    """

    over_black: tuple[float, float]
    over_white: tuple[float, float]
    bare_black: tuple[tuple[float, float], tuple[float, float]]
    bare_white: tuple[tuple[float, float], tuple[float, float]]
    radius_px: float


def sign_bits(number: int) -> NDArray[np.bool_]:
    """Give a sign as squares, True where it is black, (6, 6) with its rim."""
    book = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    return np.asarray(cv2.aruco.generateImageMarker(book, number, SIGN_BITS) == 0)


def row_middle_mm(row: int) -> float:
    """Give how far down the page the middle of a row lies, rows counted from 1."""
    _, top, _, bottom = FIELD_MM
    return top + (row - 0.5) * (bottom - top) / ROWS


def find_card(photo: Photo) -> tuple[CardRow, ...]:
    """Find the printed card in a photo and tell where its rows lie.

    Raises
    ------
    RegionError
        When not all four signs are seen.
    """
    grey = np.rint(255 * np.clip(linear_to_srgb(photo.linear.mean(axis=-1)), 0, 1)).astype(np.uint8)
    book = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    corners, numbers, _ = cv2.aruco.ArucoDetector(book).detectMarkers(grey)
    found = [] if numbers is None else np.ravel(numbers).tolist()
    seen = {number: square.reshape(4, 2) for number, square in zip(found, corners, strict=True)}
    missing = [str(number + 1) for number in range(4) if number not in seen]
    if missing:
        raise RegionError(
            f"The drawdown card is not to be seen whole: {len(missing)} of its four corner signs are missing "
            f"({', '.join(missing)}; counted from the upper left, row by row).",
            code="drawdown.no_card",
            hint="Photograph the whole card, flat and sharp, nothing on its corners; or mark the places by hand.",
        )
    on_page = np.array([_sign_corners(place) for place in SIGN_PLACES_MM])
    in_photo = np.array([seen[number] for number in range(4)], dtype=float)
    to_photo, _ = cv2.findHomography(on_page.reshape(-1, 1, 2), in_photo.reshape(-1, 1, 2))
    return tuple(_row(np.asarray(to_photo, dtype=float), row) for row in range(1, ROWS + 1))


def _sign_corners(place: tuple[float, float]) -> list[list[float]]:
    x, y = place
    return [[x, y], [x + SIGN_MM, y], [x + SIGN_MM, y + SIGN_MM], [x, y + SIGN_MM]]


def _row(to_photo: FloatArray, row: int) -> CardRow:
    left, top, right, bottom = FIELD_MM
    black, white, middle = left + (right - left) / 4, right - (right - left) / 4, row_middle_mm(row)
    half = (bottom - top) / ROWS / 2
    above, below = (half - END_MM if row == 1 else half), (half - END_MM if row == ROWS else half)

    def place(x: float, y: float) -> tuple[float, float]:
        point = cv2.perspectiveTransform(np.array([[[x, y]]]), to_photo).ravel()
        return float(point[0]), float(point[1])

    edge, inner = place(black + DISC_MM, middle), place(black, middle)
    return CardRow(
        over_black=inner,
        over_white=place(white, middle),
        bare_black=(place(black, middle - above), place(black, middle + below)),
        bare_white=(place(white, middle - above), place(white, middle + below)),
        radius_px=float(np.hypot(edge[0] - inner[0], edge[1] - inner[1])),
    )
