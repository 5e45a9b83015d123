"""Measure rendered drawdown cards whose films are known, and print how far the stated uncertainty holds.

Run ``python scripts/measure_drawdowns.py``: eight films of bundled creams, thin to hiding, on each of seven cards, the
first taken by a plain camera in daylight, the others by cameras and lamps drawn at random.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from scripts.render.camera import Exposure, random_exposure
from scripts.render.drawdown import INK, PAPER, CardPhoto, photograph_card
from tonematch.cli.jar_options import NamedRow, measured_jars
from tonematch.difference import delta_e00
from tonematch.mix.film.constants import Constants, opaque_reflectance
from tonematch.mix.film.layers import film_reflectance
from tonematch.mix.palettes.load import load_palette
from tonematch.own_jars.drawn import Jar
from tonematch.pipeline import calibrate_photo
from tonematch.spectrum import band_weights, reflectance_to_lab

CODES = ("F1C", "F2N", "M1W", "M2N", "T1C", "T2W", "D1N", "D2C")
CARDS = 7


def drawn_films(generator: np.random.Generator) -> dict[int, Constants]:
    """Give K and S of a film of each cream, of a thickness drawn at random."""
    palette = load_palette("generic-camouflage")
    films = {}
    for row, code in enumerate(CODES, 1):
        shade, thickness = palette.shade(code), float(np.exp(generator.uniform(np.log(0.4), np.log(4))))
        if shade.k is not None and shade.s is not None:
            films[row] = Constants(shade.k * thickness, shade.s * thickness)
    return films


def missed(jar: Jar, truth: Constants) -> list[float]:
    """Give how far S, L, a, b and contrast ratio are off, in half-widths stated; ΔE00 of the opaque colour; S by S."""
    shade, eye = jar.shade, band_weights()[:, 1]
    if shade is None or shade.contrast_ratio is None or shade.contrast_u95 is None:
        return []
    lab = reflectance_to_lab(opaque_reflectance(*truth))
    black, white = (film_reflectance(*truth, thickness=1.0, substrate=ground) @ eye for ground in (INK, PAPER))
    scattering = float(truth.s @ eye / eye.sum())
    parts = (np.array(shade.lab) - lab) / np.array(shade.lab_u95)
    return [
        (shade.scattering - scattering) / shade.scattering_u95,
        *(float(part) for part in parts),
        (shade.contrast_ratio - float(black / white)) / shade.contrast_u95,
        float(delta_e00(lab, shade.lab)),
        shade.scattering / scattering,
        float(shade.hides),
    ]


def main() -> None:
    """Render, measure, print."""
    generator = np.random.default_rng(5)
    rows = []
    for card in range(CARDS):
        films = drawn_films(generator)
        exposure = random_exposure(generator) if card else Exposure()
        exposure = replace(exposure, stops=min(exposure.stops, 0.0), second_lamp=None)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "card.png"
            cv2.imwrite(str(path), photograph_card(CardPhoto(films, exposure=exposure, seed=card))[..., ::-1])
            read = calibrate_photo(path)
        named = [NamedRow(row, code, code) for row, code in enumerate(CODES, 1)]
        jars = measured_jars(read, [], named, [], None)
        figures = np.array([missed(jar, films[row]) for row, jar in enumerate(jars, 1)])
        rows.append(figures)
        print(
            f"{exposure.camera}, {exposure.lamp}, {read.calibration.verdict}: opaque colour off by ΔE00 "
            f"{np.median(figures[:, 5]):.2f} at the median, S by a factor {np.round(figures[:, 6], 2).tolist()}"
        )
    every = np.concatenate(rows)
    inside = (np.abs(every[:, :5]) <= 1).mean(axis=0)
    seen = every[every[:, 7] == 0]
    print(
        "within what is stated: "
        + ", ".join(f"{n} {v:.2f}" for n, v in zip(("S", "L", "a", "b", "CR"), inside, strict=True))
    )
    print(
        f"{len(seen)} of {len(every)} films do not hide: S off by {np.median(np.abs(seen[:, 6] - 1)):.3f} at the median"
    )
    print(f"all films: S off by {np.median(np.abs(every[:, 6] - 1)):.3f} at the median")


if __name__ == "__main__":
    main()
