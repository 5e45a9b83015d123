"""K and S of a shade from drawdowns in a photo: over black and white, or with one let-down with a known white.

How thick a film is cannot be told from its colour, so K and S over black and white are per drawdown: of shades drawn
down equally thick they compare. With a let-down they are in the unit in which the white scatters 1.

References
----------
P. Kubelka, Journal of the Optical Society of America 38 (1948) 448-457, doi 10.1364/JOSA.38.000448.
"""

from dataclasses import dataclass

import numpy as np

from tonematch.colour import FloatArray, Lab, lab_from, lab_to_xyz
from tonematch.errors import NoMatchError
from tonematch.mix.film.constants import k_over_s, opaque_reflectance, to_inside, to_outside
from tonematch.mix.film.likely_pigments import UNKNOWNS, Seen, constants_of, error_of, likeliest
from tonematch.spectrum import BANDS_NM, band_weights, reflectance_to_lab

DRAWS = 100
NORMAL_95 = 1.96
LEAST_CONTRAST = 30.0  # of L between bare black and bare white; printed cards have 70 and more


@dataclass(frozen=True, eq=False)
class DrawnShade:
    """What drawdowns tell of a shade.

    Parameters
    ----------
    k, s
        Absorption and scattering (31,), read-only: of the whole film, or in the unit of the white of a let-down.
    k_sd, s_sd
        Standard deviation of the logarithm of each, (31,): 0.1 is about 10 %.
    lab, lab_u95
        Of an opaque layer, D65, 2°; and the half-width of the 95 % interval of L, a and b.
    scattering, scattering_u95
        S weighed as the eye weighs light, with the half-width of its 95 % interval.
    contrast_ratio, contrast_u95
        Y over the card's black divided by Y over its white, as seen; None of a let-down.
    hides
        Whether black and white can no longer be told apart beneath it; then S is hardly more than a guess.
    """

    k: FloatArray
    s: FloatArray
    k_sd: FloatArray
    s_sd: FloatArray
    lab: Lab
    lab_u95: tuple[float, float, float]
    scattering: float
    scattering_u95: float
    contrast_ratio: float | None = None
    contrast_u95: float | None = None
    hides: bool = False

    def __post_init__(self) -> None:
        for array in (self.k, self.s, self.k_sd, self.s_sd):
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.__post_init__()


def estimate_film(black: Seen, white: Seen, *, bare_black: Seen, bare_white: Seen, seed: int = 1) -> DrawnShade:
    """Find K and S of a film from its colour over black and over white.

    Parameters
    ----------
    black, white
        The film over the card's black and over its white.
    bare_black, bare_white
        The card itself.
    seed
        Of the draws.

    Raises
    ------
    NoMatchError
        If the card's black is hardly darker than its white, or the film is lighter over black than over white.
    """
    _check(black, white, bare_black, bare_white)
    drawn, known = _draws((black, white, bare_black, bare_white), seed)
    grounds = to_inside(even_reflectance(drawn[:, 2:]))

    def film_labs(k: FloatArray, s: FloatArray) -> FloatArray:
        beneath = grounds.reshape(len(grounds), *(1,) * (k.ndim - 2), 2, BANDS_NM.size)
        a = 1 + (k / s)[..., None, :]
        b = np.sqrt(a * a - 1)
        shade = np.tanh(b * s[..., None, :])
        inside = (shade * (1 - beneath * a) + beneath * b) / (shade * (a - beneath) + b)
        return reflectance_to_lab(to_outside(inside)).reshape(*k.shape[:-1], 6)

    sd = np.concatenate([error_of(black), error_of(white)])
    found = likeliest(drawn[:, :2].reshape(-1, 6), sd, known, film_labs)
    y = lab_to_xyz(drawn[:, :2])[..., 1]
    ratio = y[:, 0] / y[:, 1]
    spread = NORMAL_95 * float(ratio[1:].std())
    return _summary(found, contrast=(float(ratio[0]), spread))


def estimate_let_down(
    masstone: Seen, let_down: Seen, *, parts: tuple[float, float], white: Seen, seed: int = 1
) -> DrawnShade:
    """Find K and S of a shade from its opaque full shade and one opaque mix with a white.

    Parameters
    ----------
    masstone, let_down, white
        Opaque layers of the shade, of the mix, and of the white alone.
    parts
        Parts by weight of the shade and of the white in the mix.
    seed
        Of the draws.

    Raises
    ------
    NoMatchError
        If the mix with white is darker than the full shade.
    """
    if masstone.lab.L - NORMAL_95 * np.hypot(error_of(let_down)[0], error_of(masstone)[0]) > let_down.lab.L:
        raise NoMatchError(
            f"The let-down (L {let_down.lab.L:.0f}) is darker than the full shade (L {masstone.lab.L:.0f}).",
            code="drawdown.swapped",
            hint="Mark the full shade first, then its mix with white.",
        )
    drawn, known = _draws((masstone, let_down, white), seed)
    white_k = k_over_s(even_reflectance(drawn[:, 2]))
    share = parts[0] / (parts[0] + parts[1])

    def opaque_labs(k: FloatArray, s: FloatArray) -> FloatArray:
        added = white_k.reshape(len(white_k), *(1,) * (k.ndim - 2), BANDS_NM.size)
        mixed = opaque_reflectance(share * k + (1 - share) * added, share * s + (1 - share))
        both = np.stack([opaque_reflectance(k, s), mixed], axis=-2)
        return reflectance_to_lab(both).reshape(*k.shape[:-1], 6)

    sd = np.concatenate([error_of(masstone), error_of(let_down)])
    return _summary(likeliest(drawn[:, :2].reshape(-1, 6), sd, known, opaque_labs), contrast=None)


def even_reflectance(lab: FloatArray) -> FloatArray:
    """Give the simplest reflectance (..., 31), 0.001 to 0.99, of this Lab: paper, ink or white, never a strong colour.

    A parabola over the bands; strong colours would need more and are cut at the ends of the range.
    """
    slope = (BANDS_NM - 550) / 150
    shapes = np.stack([np.ones(BANDS_NM.size), slope, slope**2])
    shares = np.linalg.solve((shapes @ band_weights()).T, np.asarray(lab_to_xyz(lab))[..., None])[..., 0]
    return np.asarray(np.clip(shares @ shapes, 0.001, 0.99))


def _check(black: Seen, white: Seen, bare_black: Seen, bare_white: Seen) -> None:
    if bare_white.lab.L - bare_black.lab.L < LEAST_CONTRAST:
        raise NoMatchError(
            f"The card's white (L {bare_white.lab.L:.0f}) is hardly lighter than its black (L {bare_black.lab.L:.0f}).",
            code="drawdown.no_contrast",
            hint="Mark bare black first, then bare white; use a card that is really black.",
        )
    if white.lab.L + NORMAL_95 * np.hypot(error_of(black)[0], error_of(white)[0]) + 1 < black.lab.L:
        raise NoMatchError(
            f"The film is lighter over black (L {black.lab.L:.0f}) than over white (L {white.lab.L:.0f}).",
            code="drawdown.swapped",
            hint="Mark the place over black first, then the one over white.",
        )


def _draws(seen: tuple[Seen, ...], seed: int) -> tuple[FloatArray, FloatArray]:
    """Draw the Labs seen within their errors (1 + draws, n, 3), and what is known before; the first is not drawn."""
    generator = np.random.default_rng(seed)
    labs = np.array([one.lab for one in seen], dtype=float)
    errors = generator.normal(size=(DRAWS, *labs.shape)) * np.array([error_of(one) for one in seen])
    drawn = np.concatenate([labs[None], labs + errors])
    drawn[..., 0] = np.clip(drawn[..., 0], 0.5, 99.5)
    known = np.concatenate([np.zeros((1, UNKNOWNS)), generator.normal(size=(DRAWS, UNKNOWNS))])
    return drawn, known


def _summary(found: FloatArray, *, contrast: tuple[float, float] | None) -> DrawnShade:
    k, s = constants_of(found)
    eye = band_weights()[:, 1]
    opaque = reflectance_to_lab(opaque_reflectance(k, s))
    scattering = s @ eye / eye.sum()
    L, a, b = NORMAL_95 * opaque[1:].std(axis=0)
    return DrawnShade(
        k=k[0].copy(),
        s=s[0].copy(),
        k_sd=np.log(k[1:]).std(axis=0),
        s_sd=np.log(s[1:]).std(axis=0),
        lab=lab_from(opaque[0]),
        lab_u95=(float(L), float(a), float(b)),
        scattering=float(scattering[0]),
        scattering_u95=NORMAL_95 * float(scattering[1:].std()),
        contrast_ratio=None if contrast is None else contrast[0],
        contrast_u95=None if contrast is None else contrast[1],
        hides=contrast is not None and contrast[0] + contrast[1] >= 1,
    )
