"""Numbers as people type them, with a decimal point or a decimal comma."""

from tonematch.errors import CaseError
from tonematch.ui.words import correct as words


def typed_number(text: str, label: str, low: float, high: float) -> float:
    """Read a number.

    Raises
    ------
    CaseError
        When it is none, or beyond the limits.

    Examples
    --------
    >>> typed_number(" 62,1 ", "L*", 0, 100), typed_number("-3", "a*", -128, 128)
    (62.1, -3.0)
    """
    try:
        value = float(text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        raise CaseError(
            words.NO_NUMBER.format(label=label, typed=text.strip()[:40]),
            code="healed.number",
            hint=words.NO_NUMBER_HINT,
        ) from None
    if not low <= value <= high:
        raise CaseError(
            words.OUT_OF_RANGE.format(label=label, value=value, low=low, high=high),
            code="healed.range",
            hint=words.NO_NUMBER_HINT,
        )
    return value
