"""Jars and what drawdowns in a photo tell of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tonematch.errors import RegionError
from tonematch.findings import Finding
from tonematch.measure.drawdown import Drawdown
from tonematch.mix.film.drawn_film import DrawnShade, estimate_film, estimate_let_down
from tonematch.mix.film.likely_pigments import Seen
from tonematch.mix.palettes.remarks import named

NO_CONSTANTS_NOTE = (
    "Only the colour of each jar was measured. How strongly it absorbs and scatters (K and S) is not known from one "
    "opaque drawdown, so mixes of these jars are predicted by a simpler model: judge by a test stripe."
)


@dataclass(frozen=True, eq=False)
class Jar:
    """A jar and what was measured of it.

    Parameters
    ----------
    code, name
        As labelled.
    drawdown
        Its opaque layer, or the film over white.
    over_black
        The film over black, where there is one.
    shade
        K and S with their uncertainty, where the drawdowns tell them.
    role
        ``"white"`` of a white that others were let down with.
    """

    code: str
    name: str
    drawdown: Drawdown
    over_black: Drawdown | None = None
    shade: DrawnShade | None = None
    role: str | None = None

    @property
    def lab(self) -> tuple[float, float, float]:
        """Lab of an opaque layer."""
        return self.drawdown.lab if self.shade is None else self.shade.lab


@dataclass(frozen=True)
class LetDown:
    """A mix of a jar with a white jar, in parts by weight, and its colour."""

    code: str
    white: str
    parts: tuple[float, float]
    drawdown: Drawdown


def film_jar(code: str, name: str, *, film: tuple[Drawdown, Drawdown], bare: tuple[Drawdown, Drawdown]) -> Jar:
    """Make a jar of its film over black and white, and of the bare black and white beside it.

    Raises
    ------
    NoMatchError
        If black and white were swapped, or are not black and white.
    """
    black, white, bare_black, bare_white = (Seen(one.lab, one.lab_sd) for one in (*film, *bare))
    shade = estimate_film(black, white, bare_black=bare_black, bare_white=bare_white)
    return Jar(code, name, film[1], film[0], shade)


def with_let_downs(jars: Sequence[Jar], let_downs: Sequence[LetDown]) -> tuple[Jar, ...]:
    """Give the jars with K and S from their let-downs.

    Raises
    ------
    RegionError
        If a let-down names a jar that is not there, or a film over black and white stands beside it.
    NoMatchError
        If a let-down is darker than its full shade.
    """
    by_code = {jar.code: jar for jar in jars}
    for let_down in let_downs:
        for code in (let_down.code, let_down.white):
            if code not in by_code:
                raise RegionError(
                    f"The let-down of {let_down.code} with {let_down.white} names {code}, which was not measured.",
                    code="drawdown.let_down",
                    hint="Measure the jar and the white with --jar in the same photo.",
                )
    if let_downs and any(jar.shade is not None for jar in jars):
        raise RegionError(
            "Films over black and white and let-downs with a white were both given; their units do not compare.",
            code="drawdown.units",
            hint="Measure all jars in one way, or in two palettes.",
        )
    for let_down in let_downs:
        jar, white = by_code[let_down.code], by_code[let_down.white]
        full, mixed, pure = (Seen(d.lab, d.lab_sd) for d in (jar.drawdown, let_down.drawdown, white.drawdown))
        shade = estimate_let_down(full, mixed, parts=let_down.parts, white=pure)
        by_code[let_down.code] = replace(jar, shade=shade)
        by_code[let_down.white] = replace(white, role="white")
    return tuple(by_code.values())


def jar_findings(jars: Sequence[Jar]) -> tuple[Finding, ...]:
    """Say of which jars the drawdowns do not tell all."""
    hiding = [jar.code for jar in jars if jar.shade is not None and jar.shade.hides]
    without = [jar.code for jar in jars if jar.shade is None and jar.role != "white"]
    found = []
    if hiding:
        text = (
            f"Black and white are fully hidden by {named(hiding)}, so the scattering told is little more than a guess. "
            "Draw down thinner, or mix one let-down with a known white."
        )
        found.append(Finding("drawdown.hides", "warn", text, float(len(hiding))))
    if without:
        text = NO_CONSTANTS_NOTE if len(without) == len(jars) else f"K and S of {named(without)} are not known."
        found.append(Finding("drawdown.no_constants", "info", text, float(len(without))))
    return tuple(found)
