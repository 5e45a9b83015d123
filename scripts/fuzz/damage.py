"""Ways of damaging what is sound: bytes, values within JSON, words within text."""

import json
import struct
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

HEADER = 800
EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)
TOKENS = ("", "-1", "1e308", "NaN", "Infinity", "9" * 400, '"', ",,,,", ";", "\t", "=1+1", "\0", "\ufeff", "]]>", "1,5")
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    1e308,
    2**70,
    float("nan"),
    float("inf"),
    "",
    "x" * 100_000,
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "\0\u202e",
    "\ud800",
    [],
    {},
    [[[[]]]],
    [0] * 5000,
    {"a": {"b": {}}},
)


def flipped(content: bytearray, random: Random) -> bytes:
    """Flip some bits, mostly in the header."""
    for _ in range(random.randint(1, 12)):
        place = random.randrange(min(len(content), HEADER) if random.random() < 0.7 else len(content))
        content[place] ^= 1 << random.randrange(8)
    return bytes(content)


def cut(content: bytearray, random: Random) -> bytes:
    """End too early, or hold the end twice."""
    at = random.randrange(len(content))
    return bytes(content[:at] if random.random() < 0.8 else content + content[at:])


def lied(content: bytearray, random: Random) -> bytes:
    """Put an extreme number where the header may say a size."""
    for _ in range(random.randint(1, 3)):
        width = random.choice(("B", "H", "I"))
        place = random.randrange(max(1, min(len(content), HEADER) - 4))
        limit = 256 ** struct.calcsize(width) - 1
        packed = struct.pack(random.choice("<>") + width, min(random.choice(EXTREMES), limit))
        content[place : place + len(packed)] = packed
    return bytes(content)


def spliced(content: bytearray, random: Random) -> bytes:
    """Move, repeat or blank a piece."""
    start = random.randrange(len(content))
    piece = content[start : start + random.randint(1, 4000)]
    at = random.randrange(len(content))
    how = random.random()
    if how < 0.4:
        content[at:at] = piece
    elif how < 0.7:
        content[at : at + len(piece)] = piece
    else:
        content[at : at + len(piece)] = bytes(len(piece))
    return bytes(content)


BYTES: tuple[Callable[[bytearray, Random], bytes], ...] = (flipped, cut, lied, spliced)


def bytes_of(content: bytes, random: Random) -> bytes:
    """Damage bytes in one way or two."""
    for _ in range(random.randint(1, 2)):
        content = random.choice(BYTES)(bytearray(content), random) or b"\0"
    return content


def _places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401  # any JSON
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(place for key, one in inner for place in _places(one, (*way, key)))]


def value_of(document: Any, random: Random) -> Any:  # noqa: ANN401  # any JSON
    """Replace or remove some values anywhere in a JSON document."""
    document = deepcopy(document)
    for _ in range(random.randint(1, 3)):
        way = random.choice(_places(document))
        if not way:
            if random.random() < 0.1:
                return deepcopy(random.choice(VALUES))
            continue
        holder = document
        for key in way[:-1]:
            holder = holder[key]
        if random.random() < 0.2:
            del holder[way[-1]]
        else:
            holder[way[-1]] = deepcopy(random.choice(VALUES))
    return document


def json_of(content: bytes, random: Random) -> bytes:
    """Damage JSON: its values, its bytes, or its depth."""
    how = random.random()
    if how < 0.7:
        return json.dumps(value_of(json.loads(content), random)).encode("utf-8", "surrogatepass")
    if how < 0.75:
        return b'{"shades":' * 5000
    return bytes_of(content, random)


def text_of(content: bytes, random: Random) -> bytes:
    """Damage a table or XML: words of it, its lines, its encoding, or its bytes."""
    how = random.random()
    text = content.decode("utf-8", "replace")
    if how < 0.5:
        for _ in range(random.randint(1, 4)):
            start = random.randrange(len(text))
            text = text[:start] + random.choice(TOKENS) + text[start + random.randint(0, 8) :]
        return text.encode(random.choice(("utf-8", "utf-16", "cp1252")), "replace")
    if how < 0.7:
        lines = text.splitlines(keepends=True)
        random.shuffle(lines)
        return "".join(lines * random.choice((1, 1, 50))).encode()
    return bytes_of(content, random)
