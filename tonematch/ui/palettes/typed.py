"""What people type: numbers with a decimal comma or point, three numbers of a colour, dates as pots carry them."""

import math
import re
from calendar import monthrange
from datetime import date

from tonematch.colour import Lab, lab_from, srgb_to_lab

HEX = re.compile("#?([0-9a-fA-F]{6})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[./ ](\d{1,2})[./ ](\d{4})")
MONTH = re.compile(r"(\d{1,2})[./ -](\d{4})")
YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")


def number_of(text: str) -> float | None:
    """Read one number.

    >>> number_of("62,5"), number_of(" 7.25 "), number_of("six")
    (62.5, 7.25, None)
    """
    try:
        number = float(text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def lab_of(text: str) -> Lab | None:
    """Read a colour: three numbers L, a, b, or a hex colour of a screen.

    >>> lab_of("62,5; 10; 18,2") == lab_of("L 62.5, a 10, b 18.2") == lab_of("62.5,10,18.2")
    True
    >>> lab_of("#ffffff").L > 99.9
    True
    """
    colour = HEX.fullmatch(text.strip())
    if colour:
        red, green, blue = (int(colour[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
        return lab_from(srgb_to_lab([red, green, blue]))
    words = re.sub(r"(?i)\bL?ab\b|[Lab]\s*\*?\s*[:=]?(?=[\s\d+-])|\*", " ", text)
    parts = [part.strip(",") for part in re.split(r"[;\s]+|,\s+", words.strip()) if part.strip(",")]
    if len(parts) == 1 and parts[0].count(",") == 2:
        parts = parts[0].split(",")
    numbers = [number for number in map(number_of, parts) if number is not None]
    if len(parts) != 3 or len(numbers) != 3:
        return None
    L, a, b = numbers
    return Lab(L, a, b) if 0 <= L <= 100 and abs(a) <= 128 and abs(b) <= 128 else None


def date_of(text: str) -> str | None:
    """Read a date as pots carry it, and give it as 2027-03-31; a month alone means its last day.

    >>> date_of("31.3.2027"), date_of("03/2027"), date_of("2027-02"), date_of("soon")
    ('2027-03-31', '2027-03-31', '2027-02-28', None)
    """
    typed = text.strip()
    for form, order in ((ISO, (1, 2, 3)), (DAY_FIRST, (3, 2, 1)), (MONTH, (2, 1, 0)), (YEAR_MONTH, (1, 2, 0))):
        match = form.fullmatch(typed)
        if match:
            year, month, day = (int(match[place]) if place else 0 for place in order)
            return _day(year, month, day)
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day or monthrange(year, month)[1]).isoformat()
    except ValueError:
        return None
