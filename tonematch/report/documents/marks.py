"""What the user marked on a photo, as JSON, and back: enough to measure the same skin again."""

import base64
import binascii
import zlib
from dataclasses import fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tonematch.errors import CaseError
from tonematch.measure.skin_marks import SkinMarks
from tonematch.measure.strokes import Stroke

MASKS: Final = ("patch_mask", "skin_mask")
LARGEST_MASK: Final = 400_000_000  # pixels; no photo that is read has more, and nothing larger is unpacked
MOST_NUMBERS = 100_000

Json = dict[str, Any]


def marks_json(marks: SkinMarks) -> Json:
    """Write marks; those not used are left out."""
    told: Json = {}
    for name in (field.name for field in fields(marks)):
        value = getattr(marks, name)
        if value is None or len(value) == 0:
            continue
        if name in MASKS:
            told[name] = _mask_json(value)
        elif name == "retouch":
            told[name] = [_stroke_json(stroke) for stroke in value]
        else:
            told[name] = _numbers(value)
    return told


def _numbers(value: Any) -> list[Any]:  # noqa: ANN401  a place, a box, or a list of places
    return [_numbers(one) if isinstance(one, tuple | list) else float(one) for one in value]


def _stroke_json(stroke: Stroke) -> Json:
    return {"kind": stroke.kind, "points": _numbers(stroke.points), "radius_px": float(stroke.radius_px)}


def _mask_json(mask: NDArray[np.bool_]) -> Json:
    packed = zlib.compress(np.packbits(mask).tobytes(), 9)
    return {"height": mask.shape[0], "width": mask.shape[1], "bits": base64.b64encode(packed).decode("ascii")}


def read_marks(value: object) -> SkinMarks:
    """Read what `marks_json` wrote.

    Raises
    ------
    CaseError
        When it is something else.
    RegionError
        When the marks contradict each other.
    """
    known = {field.name for field in fields(SkinMarks)}
    if not isinstance(value, dict) or not value.keys() <= known:
        raise _wrong("they are no marks")
    try:
        return SkinMarks(**{name: _read(name, one) for name, one in value.items()})
    except (TypeError, ValueError, KeyError, OverflowError, binascii.Error, zlib.error) as problem:
        raise _wrong(str(problem)[:80] or "they cannot be read") from problem


def _read(name: str, value: Any) -> Any:  # noqa: ANN401  one of the kinds of marks
    if name in MASKS:
        return _read_mask(value)
    if name == "retouch":
        return tuple(Stroke(one["kind"], _places(one["points"]), _finite(one["radius_px"])) for one in value)
    if name == "stroke":
        return _places(value)
    length = 2 if name in {"patch", "skin"} else 4
    if not isinstance(value, list) or len(value) != length:
        raise ValueError(f"{name} is not {length} numbers")
    return tuple(_finite(one) for one in value)


def _places(value: object) -> tuple[tuple[float, float], ...]:
    if not isinstance(value, list) or len(value) > MOST_NUMBERS:
        raise ValueError("a line is not a list of places")
    return tuple((_finite(x), _finite(y)) for x, y in value)


def _finite(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        raise ValueError(f"{str(value)[:20]} is not a number")
    return float(value)


def _read_mask(value: Any) -> NDArray[np.bool_]:  # noqa: ANN401  whatever stands there
    height, width = int(value["height"]), int(value["width"])
    if not (height > 0 and width > 0 and height * width <= LARGEST_MASK):
        raise ValueError("a mask has no possible size")
    size = -(-height * width // 8)
    bits = zlib.decompressobj().decompress(base64.b64decode(value["bits"], validate=True), size)
    if len(bits) != size:
        raise ValueError("a mask is cut short")
    return np.unpackbits(np.frombuffer(bits, np.uint8), count=height * width).reshape(height, width).astype(bool)


def _wrong(why: str) -> CaseError:
    return CaseError(
        f"The marks in the file cannot be read: {why}.",
        code="again.marks",
        hint="Give the file as tonematch wrote it, or mark the photo anew.",
    )
