"""Words in pictures."""

from typing import Any

from PIL import ImageFont


def font_of(size_px: int) -> Any:  # noqa: ANN401  Pillow gives one of two unrelated font classes
    """Give the font all pictures are lettered in."""
    return ImageFont.load_default(size_px)


def wrapped(words: str, size_px: int, width_px: float) -> list[str]:
    """Break a text into lines no wider than there is room; a word that is wider stands alone.

    >>> wrapped("skin that was sampled", 20, 120)
    ['skin that was', 'sampled']
    """
    font = font_of(size_px)
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
